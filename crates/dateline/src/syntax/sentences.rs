//! Sentences: where the rules are sure they decide, where they are not the head `sentence` does.

use std::ops::Range;

use crate::encode::Matrix;
use crate::structure::Boundary;

/// Log-odds from which the head may begin a sentence where no rule sees a sign of one: a line that ends without a stop.
/// Chosen on dev.
const CERTAIN: f32 = 1.5;

/// The sentences of a report as ranges of words.
///
/// `boundaries` says for every word whether a sentence starts there; `scores` is the head `sentence` (one column, a
/// log-odds).
pub fn sentences(boundaries: &[Boundary], scores: Option<&Matrix>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (word, boundary) in boundaries.iter().enumerate() {
        let above = |least: f32| {
            scores
                .and_then(|m| m.row(word).first())
                .is_some_and(|s| *s > least)
        };
        let starts = match boundary {
            Boundary::Sure => true,
            Boundary::Unsure => above(0.0),
            Boundary::None => above(CERTAIN),
        };
        if starts && word > start {
            out.push(start..word);
            start = word;
        }
    }
    if start < boundaries.len() {
        out.push(start..boundaries.len());
    }
    out
}
