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
            let Some(rule) = rule(own, shared, || speaks(event)) else {
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

/// Why an event has a context that is so likely at its word and, on average, at the other events of its report; `speaks`:
/// whether a word of its sentence does so for it.
fn rule(own: f32, shared: f32, speaks: impl FnOnce() -> bool) -> Option<Rule> {
    if own >= LEAST {
        Some(Rule::ContextHead)
    } else if own >= LEAST_WITH_WORD && speaks() {
        Some(Rule::ContextWord)
    } else {
        (own >= LEAST_TO_SHARE && shared >= LEAST_SHARED).then_some(Rule::ContextReport)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_likely_is_enough_where_a_word_or_the_report_speaks_for_it() {
        let why = |own, shared, word| rule(own, shared, || word);
        assert_eq!(why(0.6, 0.0, false), Some(Rule::ContextHead));
        assert_eq!(why(0.2, 0.9, true), Some(Rule::ContextWord));
        assert_eq!(why(0.2, 0.9, false), Some(Rule::ContextReport));
        assert_eq!(
            why(0.2, 0.1, false),
            None,
            "the report is about something else"
        );
        assert_eq!(
            why(0.01, 0.9, true),
            None,
            "the event itself must show it a little"
        );
    }
}
