//! Contexts of events: what their surroundings are about.

use super::{Ontology, Told};
use crate::encode::{Scores, sigmoid};
use crate::pack::Labels;

/// Least probability of a context.
const LEAST: f32 = 0.5;
/// How much the other events of a report say about the contexts of one.
const REPORT: f32 = 0.0;

/// Gives each event its contexts: those that its own word and the report's other events show, from the head `context`,
/// and those that its modes have by definition.
pub fn contexts(events: &mut [Told], types: &[String], ontology: &Ontology, scores: &Scores, labels: &Labels) {
    let least: f32 = std::env::var("CTX_LEAST").ok().and_then(|s| s.parse().ok()).unwrap_or(LEAST);
    let report: f32 = std::env::var("CTX_REPORT").ok().and_then(|s| s.parse().ok()).unwrap_or(REPORT);
    let Some(matrix) = scores.get("context") else {
        return;
    };
    let of = |event: &Told, column: usize| {
        let words = event.anchor.words.clone();
        let n = words.len().max(1) as f32;
        let score = |w: usize| matrix.row(w).get(column).copied().unwrap_or(0.0);
        words.map(score).sum::<f32>() / n
    };
    for (column, name) in labels.contexts.iter().enumerate() {
        let own: Vec<f32> = events.iter().map(|e| of(e, column)).collect();
        let mean = own.iter().sum::<f32>() / own.len().max(1) as f32;
        for (event, own) in events.iter_mut().zip(own) {
            if sigmoid((1.0 - report) * own + report * mean) >= least {
                event.coding.contexts.push(name.clone());
            }
        }
    }
    for event in events {
        let Some(kind) = types.get(event.anchor.event_type).and_then(|n| ontology.get(n)) else {
            continue;
        };
        let coding = &mut event.coding;
        let told = kind.modes.iter().filter(|m| coding.modes.contains(&m.name));
        for context in told.flat_map(|m| &m.implies) {
            if !coding.contexts.contains(context) {
                coding.contexts.push(context.clone());
            }
        }
    }
}
