//! Anchors: the words that tell events, with the type of each.

use std::ops::Range;

use crate::encode::{Matrix, softmax};
use crate::syntax::{Syntax, argmax};

/// The word or words that tell an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// The words.
    pub words: Range<usize>,
    /// Index of the type in the model's list of event types.
    pub event_type: usize,
    /// Probability of the type.
    pub confidence: f32,
}

/// Least probability that a word tells some event; chosen on dev for the best F1 of typed events.
const LEAST: f32 = 0.5;

/// Arcs between two anchors of one type that tell one happening.
const SAME: usize = 2;

/// Of the anchors of one type that hang closely together ("killed in an air strike"), the likeliest: a sentence tells a
/// happening once.
pub fn once(anchors: Vec<Anchor>, syntax: &Syntax) -> Vec<Anchor> {
    let mut out: Vec<Anchor> = Vec::new();
    for anchor in anchors {
        let head = syntax.head_of(anchor.words.clone());
        let same = out.iter().position(|o| {
            o.event_type == anchor.event_type
                && syntax
                    .distance(syntax.head_of(o.words.clone()), head)
                    .is_some_and(|d| d <= SAME)
        });
        match same {
            Some(i) if out[i].confidence >= anchor.confidence => {}
            Some(i) => out[i] = anchor,
            None => out.push(anchor),
        }
    }
    out.sort_by_key(|a| a.words.start);
    out
}

/// Finds anchors in each sentence from the head `event` (column 0 for none). Neighbouring words of one type are one
/// anchor.
pub fn anchors(scores: &Matrix, sentences: &[Range<usize>]) -> Vec<Anchor> {
    let mut out: Vec<Anchor> = Vec::new();
    for sentence in sentences {
        for word in sentence.clone() {
            let mut p = scores.row(word).to_vec();
            softmax(&mut p);
            let Some((none, types)) = p.split_first() else {
                continue;
            };
            if 1.0 - none < LEAST {
                continue;
            }
            let Some(event_type) = argmax(types) else {
                continue;
            };
            let confidence = types[event_type];
            match out.last_mut() {
                Some(last)
                    if last.event_type == event_type
                        && last.words.end == word
                        && last.words.start >= sentence.start =>
                {
                    last.words.end = word + 1;
                    last.confidence = last.confidence.max(confidence);
                }
                _ => out.push(Anchor {
                    words: word..word + 1,
                    event_type,
                    confidence,
                }),
            }
        }
    }
    out
}
