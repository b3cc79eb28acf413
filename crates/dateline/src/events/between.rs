//! What one stretch of a text does to another: the event type that holds between two given actors.
//!
//! Two scorers answer. The scorer of pairs of kind `relation`, if the model has it, looks at the words of the two alone.
//! The heads of events look at every other word of their sentences: what would it tell, and would the one be its actor
//! and the other its recipient? Both answers are joined in log odds.

use std::ops::Range;

use crate::encode::frames::Frames;
use crate::encode::{Pairs, Scores, softmax};
use crate::pack::Labels;
use crate::syntax::Syntax;

/// An event type and how likely it holds between the two.
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// Its name.
    pub event_type: String,
    /// Its probability among all types of PLOVER; not calibrated.
    pub probability: f32,
}

/// The words of the two actors. A side without words is one that the text does not name.
#[derive(Debug, Clone, Default)]
pub struct Sides {
    /// Who does something.
    pub source: Vec<Range<usize>>,
    /// To whom.
    pub target: Vec<Range<usize>>,
}

/// What the heads know of a text.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// Its scores.
    pub scores: &'a Scores,
    /// The scorers of pairs.
    pub pairs: &'a Pairs,
    /// What columns mean.
    pub labels: &'a Labels,
    /// Its trees.
    pub syntax: &'a Syntax,
}

/// How much the scorer of pairs counts against the heads of events.
const PAIR: f32 = 0.7;
/// What a word weighs of which neither is actor or recipient.
const BESIDE: f32 = 0.1;
/// Least share of a type, so that no scorer alone can rule one out.
const LEAST: f32 = 1e-3;
/// The kind of frame that scores pairs of actors.
const RELATION: &str = "relation";
/// The role that stands for two of today's types, as in the corpus it was learnt from.
const DIVIDED: (&str, [&str; 2]) = ("YIELD", ["CONCEDE", "RETREAT"]);

/// The event types of `types`, by how likely each holds between the two sides; likeliest first.
pub fn between(sides: &Sides, types: &[&str], heard: Heard<'_>) -> Vec<Between> {
    let told = by_events(sides, types, heard);
    let shares = match by_pair(sides, types, &told, heard) {
        Some(paired) => joined(&paired, &told),
        None => told,
    };
    let mut out: Vec<Between> = types
        .iter()
        .zip(shares)
        .map(|(name, probability)| Between {
            event_type: (*name).to_owned(),
            probability,
        })
        .collect();
    out.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    out
}

/// Shares of two scorers made one.
fn joined(paired: &[f32], told: &[f32]) -> Vec<f32> {
    let both = paired.iter().zip(told);
    let mut out: Vec<f32> = both
        .map(|(p, t)| PAIR * p.max(LEAST).ln() + (1.0 - PAIR) * t.max(LEAST).ln())
        .collect();
    softmax(&mut out);
    out
}

/// The share of each type by the heads of events; adds up to one.
fn by_events(sides: &Sides, types: &[&str], heard: Heard<'_>) -> Vec<f32> {
    let Heard { scores, labels, .. } = heard;
    let mut shares = vec![LEAST; types.len()];
    let frames = Frames::new("event", heard.pairs, scores);
    if let Some((events, frames)) = scores.get("event").zip(frames) {
        let columns: Vec<Option<usize>> = types
            .iter()
            .map(|t| labels.event_types.iter().position(|n| n == t))
            .collect();
        for word in words_around(sides, heard.syntax) {
            let mut p = events.row(word).to_vec();
            softmax(&mut p);
            let weight = takes_part(&frames, word, &sides.source, &["actor"], labels)
                * takes_part(
                    &frames,
                    word,
                    &sides.target,
                    &["recipient", "actor"],
                    labels,
                );
            for (share, column) in shares.iter_mut().zip(&columns) {
                // Column 0 is of words that tell nothing.
                let own = column.and_then(|c| p.get(c + 1)).copied().unwrap_or(0.0);
                *share += own * weight;
            }
        }
    }
    let sum: f32 = shares.iter().sum();
    shares.iter().map(|s| s / sum).collect()
}

/// The share of each type by the scorer of pairs; `None` if the model has none, or the text does not name both. `told`
/// divides what two types have in one role.
fn by_pair(sides: &Sides, types: &[&str], told: &[f32], heard: Heard<'_>) -> Option<Vec<f32>> {
    let frames = Frames::new(RELATION, heard.pairs, heard.scores)?;
    let (source, target) = (sides.source.first()?, sides.target.first()?);
    let rows = frames.roles(source, target.clone());
    let roles = heard.labels.roles.get(RELATION)?;
    Some(shares_of_types(&rows, roles, types, told))
}

/// The share of each type by rows of probabilities of roles, one row a word.
fn shares_of_types(rows: &[Vec<f32>], roles: &[String], types: &[&str], told: &[f32]) -> Vec<f32> {
    let mean = |role: &str| {
        let column = roles.iter().position(|r| r == role)?;
        let of = |row: &Vec<f32>| row.get(column).copied().unwrap_or(0.0).max(LEAST).ln();
        Some(rows.iter().map(of).sum::<f32>() / rows.len().max(1) as f32)
    };
    let of_type = |name: &&str| {
        types
            .iter()
            .position(|t| t == name)
            .map_or(0.0, |i| told[i])
    };
    let (whole, parts) = DIVIDED;
    let both: f32 = parts.iter().map(of_type).sum();
    let mut out: Vec<f32> = types
        .iter()
        .map(|name| {
            let part = parts
                .contains(name)
                .then(|| of_type(name) / both.max(LEAST));
            let of_whole = part.and_then(|p| Some(mean(whole)? + p.max(LEAST).ln()));
            of_whole.or_else(|| mean(name)).unwrap_or(LEAST.ln())
        })
        .collect();
    softmax(&mut out);
    out
}

/// Words of the sentences of the two that are not theirs; theirs, if there are no others.
fn words_around(sides: &Sides, syntax: &Syntax) -> Vec<usize> {
    let own = || sides.source.iter().chain(&sides.target);
    let mut words: Vec<usize> = own().flat_map(|r| syntax.sentence(r.start)).collect();
    words.sort_unstable();
    words.dedup();
    let others: Vec<usize> = words
        .iter()
        .copied()
        .filter(|w| !own().any(|r| r.contains(w)))
        .collect();
    if others.is_empty() { words } else { others }
}

/// How likely a side plays one of some roles for the event that `word` would tell; 1 for one without words.
fn takes_part(
    frames: &Frames<'_>,
    word: usize,
    side: &[Range<usize>],
    roles: &[&str],
    labels: &Labels,
) -> f32 {
    if side.is_empty() {
        return 1.0;
    }
    let columns: Vec<usize> = roles
        .iter()
        .filter_map(|r| labels.role("event", r))
        .collect();
    let rows = side
        .iter()
        .flat_map(|words| frames.roles(&(word..word + 1), words.clone()));
    let likeliest = rows
        .flat_map(|row| {
            let of_roles = columns.iter().filter_map(|c| row.get(*c).copied());
            of_roles.collect::<Vec<_>>()
        })
        .fold(0.0, f32::max);
    likeliest + BESIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: [&str; 3] = ["ASSAULT", "CONCEDE", "RETREAT"];

    #[test]
    fn a_role_of_two_types_is_divided_as_the_events_are_told() {
        let roles = ["none", "ASSAULT", "YIELD"].map(str::to_owned);
        let rows = [vec![0.1, 0.1, 0.8], vec![0.1, 0.1, 0.8]];
        let shares = shares_of_types(&rows, &roles, &TYPES, &[0.2, 0.6, 0.2]);
        // Of 0.9 that is not "none", 0.8 is divided 3 to 1.
        let expected = [0.1 / 0.9, 0.6 / 0.9, 0.2 / 0.9];
        for (share, expected) in shares.iter().zip(expected) {
            assert!((share - expected).abs() < 1e-5, "{shares:?}");
        }
    }

    #[test]
    fn what_both_scorers_find_likely_wins_and_none_rules_a_type_out() {
        let shares = joined(&[0.0, 0.5, 0.5], &[0.999, 0.001, 0.0]);
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        let agreed = joined(&[0.1, 0.8, 0.1], &[0.2, 0.7, 0.1]);
        assert!(agreed[1] > agreed[0] && agreed[1] > agreed[2]);
        assert!(
            shares[0] > 0.0 && shares.iter().all(|s| s.is_finite()),
            "{shares:?}"
        );
    }
}
