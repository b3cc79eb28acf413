//! Modes, status and history of an event, from the scores of its anchor.

use std::ops::Range;

use dateline_record::Status;

use crate::encode::{Scores, sigmoid};
use crate::pack::Labels;
use crate::syntax::argmax;

/// How an event is coded beside its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Coding {
    /// PLOVER modes of its type.
    pub modes: Vec<String>,
    /// PLOVER contexts; [`contexts`](super::contexts) gives them, for all events of a report together.
    pub contexts: Vec<String>,
    /// Whether it happened.
    pub status: Status,
    /// Told as background.
    pub historical: bool,
}

/// Least probability of a mode, and of being background.
const LEAST: f32 = 0.5;

/// Reads the heads `mode`, `status` and `historical` over the anchor's words.
pub fn code(anchor: &Range<usize>, event_type: &str, scores: &Scores, labels: &Labels) -> Coding {
    let mean = |head: &str, column: usize| {
        let matrix = scores.get(head)?;
        let sum: f32 = anchor
            .clone()
            .map(|w| matrix.row(w).get(column).copied().unwrap_or(0.0))
            .sum();
        Some(sum / anchor.len().max(1) as f32)
    };
    let likely =
        |head: &str, column: usize| mean(head, column).is_some_and(|s| sigmoid(s) >= LEAST);
    let modes = labels
        .modes
        .iter()
        .enumerate()
        .filter_map(|(i, m)| Some((i, m.strip_prefix(event_type)?.strip_prefix(':')?)))
        .filter(|(i, _)| likely("mode", *i))
        .map(|(_, m)| m.to_owned())
        .collect();
    let statuses: Vec<f32> = (0..labels.status.len())
        .filter_map(|i| mean("status", i))
        .collect();
    let status = argmax(&statuses)
        .and_then(|i| labels.status.get(i))
        .and_then(|s| serde_json::from_value(serde_json::Value::from(s.as_str())).ok());
    Coding {
        modes,
        contexts: Vec::new(),
        status: status.unwrap_or(Status::Actual),
        historical: likely("historical", 0),
    }
}
