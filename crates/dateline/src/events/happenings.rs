//! Which events of a report tell the same happening.

use super::likeness::{Likeness, Signs, Telling, signs};
use super::{Circumstances, Told};
use crate::entities::References;

/// Least mean probability that a telling is of the same happening as those put together before; chosen on the annotated
/// training reports, cross-validated.
const LEAST: f32 = 0.4;

/// Two events of one type, by their places in the report's list, and the signs that they show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The one that stands first.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// In the order of [`sign_names`](super::sign_names).
    pub signs: Signs,
}

/// Puts together the events that tell the same happening: each gets the number of its happening if another event has it
/// too, counted from 1 in text order. Gives all pairs that were compared.
///
/// Each event joins the group of earlier ones to which it is likest on average.
pub fn happenings(
    events: &mut [Told],
    references: &References<'_>,
    circumstances: &Circumstances,
    likeness: &Likeness,
) -> Vec<Compared> {
    let mut compared = Vec::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let tellings: Vec<Telling<'_>> = events
        .iter()
        .map(|e| Telling::new(e, references, circumstances))
        .collect();
    let alike = |i: usize, j: usize| events[i].anchor.event_type == events[j].anchor.event_type;
    for second in 0..events.len() {
        let mut best: Option<(f32, usize)> = None;
        for (number, group) in groups.iter().enumerate() {
            if !alike(group[0], second) {
                continue;
            }
            let mut sum = 0.0;
            for first in group {
                let signs = signs(&tellings[*first], &tellings[second]);
                sum += likeness.probability(&signs);
                compared.push(Compared {
                    first: *first,
                    second,
                    signs,
                });
            }
            let mean = sum / group.len() as f32;
            if mean >= LEAST && best.is_none_or(|(b, _)| mean > b) {
                best = Some((mean, number));
            }
        }
        match best {
            Some((_, number)) => groups[number].push(second),
            None => groups.push(vec![second]),
        }
    }
    let several = groups.iter().filter(|g| g.len() > 1);
    for (number, group) in (1..).zip(several) {
        for event in group {
            events[*event].happening = Some(number);
        }
    }
    compared
}
