//! Modes, status and history of an event, from the scores of its anchor, and what the heads gave there.

use dateline_record::Status;

use super::{Anchor, Denials, Rule, Why};
use crate::encode::{Scores, sigmoid, softmax};
use crate::pack::Labels;
use crate::syntax::{Syntax, argmax};

/// How an event is coded beside its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Coding {
    /// PLOVER modes of its type.
    pub modes: Vec<String>,
    /// PLOVER contexts; [`contexts`](super::contexts) gives them, for all events of a report together.
    pub contexts: Vec<String>,
    /// Whether it happened.
    pub status: Status,
    /// What decided that.
    pub status_by: Rule,
    /// Told as background.
    pub historical: bool,
    /// Why each of the contexts.
    pub contexts_why: Vec<Why>,
    /// What the heads gave.
    pub heads: HeadScores,
}

/// Probabilities at an event's words, likeliest first. The decisions rest on them; they are kept for who asks why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeadScores {
    /// Of the likeliest types; `none` is no event.
    pub types: Vec<(String, f32)>,
    /// Of the likeliest modes of the type.
    pub modes: Vec<(String, f32)>,
    /// Of all statuses.
    pub statuses: Vec<(String, f32)>,
    /// Of being background.
    pub historical: f32,
}

/// Types and modes that are kept.
const KEPT: usize = 4;
/// What the heads call a word that tells no event.
const NONE: &str = "none";

/// Least probability of a mode, and of being background.
const LEAST: f32 = 0.5;

/// Reads the heads `mode`, `status` and `historical` over the anchor's words, and keeps what they and the head `event` gave.
/// What is denied did not happen, whatever the heads say.
pub fn code(
    anchor: &Anchor,
    event_type: &str,
    scores: &Scores,
    labels: &Labels,
    syntax: &Syntax,
    denials: &Denials,
) -> Coding {
    let words = &anchor.words;
    let mean = |head: &str, column: usize| {
        let matrix = scores.get(head)?;
        let sum: f32 = words
            .clone()
            .map(|w| matrix.row(w).get(column).copied().unwrap_or(0.0))
            .sum();
        Some(sum / words.len().max(1) as f32)
    };
    let mut of_modes: Vec<(String, f32)> = labels
        .modes
        .iter()
        .enumerate()
        .filter_map(|(i, m)| Some((i, m.strip_prefix(event_type)?.strip_prefix(':')?)))
        .filter_map(|(i, m)| Some((m.to_owned(), sigmoid(mean("mode", i)?))))
        .collect();
    let likely = of_modes.iter().filter(|(_, p)| *p >= LEAST);
    let modes = likely.map(|(m, _)| m.clone()).collect();
    foremost(&mut of_modes, KEPT);
    let statuses: Vec<f32> = (0..labels.status.len())
        .filter_map(|i| mean("status", i))
        .collect();
    let status = argmax(&statuses)
        .and_then(|i| labels.status.get(i))
        .and_then(|s| serde_json::from_value(serde_json::Value::from(s.as_str())).ok());
    let mut shares = statuses;
    softmax(&mut shares);
    let mut of_statuses: Vec<_> = labels.status.iter().cloned().zip(shares).collect();
    foremost(&mut of_statuses, labels.status.len());
    let (status, status_by) = if denials.deny(words, syntax) {
        (Status::Negated, Rule::Denied)
    } else {
        (status.unwrap_or(Status::Actual), Rule::StatusHead)
    };
    let historical = mean("historical", 0).map_or(0.0, sigmoid);
    Coding {
        modes,
        contexts: Vec::new(),
        status,
        status_by,
        historical: historical >= LEAST,
        contexts_why: Vec::new(),
        heads: HeadScores {
            types: types_at(anchor, scores, labels),
            modes: of_modes,
            statuses: of_statuses,
            historical,
        },
    }
}

/// The likeliest types at the word of an anchor that is surest of its type.
fn types_at(anchor: &Anchor, scores: &Scores, labels: &Labels) -> Vec<(String, f32)> {
    let Some(matrix) = scores.get("event") else {
        return Vec::new();
    };
    let rows = anchor.words.clone().map(|w| {
        let mut row = matrix.row(w).to_vec();
        softmax(&mut row);
        row
    });
    let own = |row: &[f32]| row.get(anchor.event_type + 1).copied().unwrap_or(0.0);
    let surest = rows.max_by(|a, b| own(a).total_cmp(&own(b)));
    let names = std::iter::once(NONE).chain(labels.event_types.iter().map(String::as_str));
    let mut out: Vec<_> = names
        .map(str::to_owned)
        .zip(surest.into_iter().flatten())
        .collect();
    foremost(&mut out, KEPT);
    out
}

/// Keeps the likeliest, in order.
fn foremost(scores: &mut Vec<(String, f32)>, kept: usize) {
    scores.sort_by(|a, b| b.1.total_cmp(&a.1));
    scores.truncate(kept);
}
