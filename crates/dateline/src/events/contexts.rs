//! Contexts of events: what their surroundings are about.

use super::{Ontology, Rule, Told, Why};
use crate::encode::{Scores, sigmoid};
use crate::pack::Labels;
use crate::syntax::Syntax;

/// Least probability of a context.
const LEAST: f32 = 0.5;
/// The same where a word of the context stands in the event's sentence; chosen on dev.
const LEAST_WITH_WORD: f32 = 0.05;
/// Least mean probability, over the other events of a report, of a context that they share; chosen on dev.
const LEAST_SHARED: f32 = 0.25;
/// Least probability at an event itself of a context that it shares; chosen on dev.
const LEAST_TO_SHARE: f32 = 0.05;

/// Gives each event its contexts: those that the head `context` shows at its word, or less surely where a word of its
/// sentence or the other events of the report speak for them, and those that its modes have by definition.
pub fn contexts(
    events: &mut [Told],
    types: &[String],
    ontology: &Ontology,
    scores: &Scores,
    labels: &Labels,
    syntax: &Syntax,
) {
    let Some(matrix) = scores.get("context") else {
        return;
    };
    let probability = |event: &Told, column: usize| {
        let words = event.anchor.words.clone();
        let n = words.len().max(1) as f32;
        let score = |w: usize| matrix.row(w).get(column).copied().unwrap_or(0.0);
        sigmoid(words.map(score).sum::<f32>() / n)
    };
    for (column, name) in labels.contexts.iter().enumerate() {
        let context = ontology.contexts().iter().find(|c| c.name == *name);
        let speaks = |event: &Told| {
            let mut sentence = syntax.sentence(event.anchor.words.start);
            context.is_some_and(|c| sentence.any(|w| c.words.iter().any(|k| k == syntax.lemma(w))))
        };
        let own: Vec<f32> = events.iter().map(|e| probability(e, column)).collect();
        let (all, others) = (own.iter().sum::<f32>(), own.len().saturating_sub(1));
        for (event, own) in events.iter_mut().zip(own) {
            let shared = (all - own) / others.max(1) as f32;
            let rule = if own >= LEAST {
                Rule::ContextHead
            } else if own >= LEAST_WITH_WORD && speaks(event) {
                Rule::ContextWord
            } else if own >= LEAST_TO_SHARE && shared >= LEAST_SHARED {
                Rule::ContextReport
            } else {
                continue;
            };
            event.coding.contexts.push(name.clone());
            event.coding.contexts_why.push(Why::likely(rule, own));
        }
    }
    for event in events {
        let kind = types
            .get(event.anchor.event_type)
            .and_then(|n| ontology.get(n));
        let Some(kind) = kind else {
            continue;
        };
        let coding = &mut event.coding;
        let told = kind.modes.iter().filter(|m| coding.modes.contains(&m.name));
        for context in told.flat_map(|m| &m.implies) {
            if !coding.contexts.contains(context) {
                coding.contexts.push(context.clone());
                coding.contexts_why.push(Why::by(Rule::ModeImplies));
            }
        }
    }
}
