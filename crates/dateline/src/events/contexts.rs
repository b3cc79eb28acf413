//! Contexts of events: what their surroundings are about.

use super::{Ontology, Rule, Told, Why};
use crate::encode::{Scores, sigmoid};
use crate::pack::Labels;
use crate::syntax::Syntax;

/// Least probability of a context.
const LEAST: f32 = 0.5;
/// The same where a word of the context stands in the event's sentence; chosen on dev.
const LEAST_WITH_WORD: f32 = 0.05;

/// Gives each event its contexts: those that the head `context` shows at its word, or less surely where a word of its
/// sentence speaks for them, and those that its modes have by definition.
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
        for event in events.iter_mut() {
            let own = probability(event, column);
            let rule = if own >= LEAST {
                Rule::ContextHead
            } else if own >= LEAST_WITH_WORD && speaks(event) {
                Rule::ContextWord
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
