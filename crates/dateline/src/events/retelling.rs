//! Which events of a report tell the same happening, or go on with the same people.

use dateline_record::Status;

use super::{Filler, Told};

/// Sentences of the body that a headline may sum up, and for which a dateline may stand in.
pub const LEAD: usize = 2;

/// The nearest other telling of an event's happening, of those that `wanted` lets through.
pub fn nearest_telling(
    event: &Told,
    events: &[Told],
    wanted: impl Fn(&usize) -> bool,
) -> Option<usize> {
    let place = |e: &Told| e.anchor.words.start;
    (0..events.len())
        .filter(wanted)
        .filter(|j| retold(event, &events[*j]))
        .min_by_key(|j| place(&events[*j]).abs_diff(place(event)))
}

/// Whether some entity is among both.
pub fn common(a: &[Filler], b: &[Filler]) -> bool {
    a.iter().any(|f| b.iter().any(|g| g.entity == f.entity))
}

/// Whether two tellings are of one happening: put together as such, or of one type, by the same and to the same.
fn retold(a: &Told, b: &Told) -> bool {
    a.happening.is_some() && a.happening == b.happening
        || a.anchor.event_type == b.anchor.event_type
            && common(&a.arguments.actors, &b.arguments.actors)
            && common(&a.arguments.recipients, &b.arguments.recipients)
}

/// Whether one actor did both.
pub fn by_one_actor(a: &Told, b: &Told) -> bool {
    common(&a.arguments.actors, &b.arguments.actors)
}

/// Whether an event is told as one that has happened or is going on.
pub fn has_happened(event: &Told) -> bool {
    matches!(event.coding.status, Status::Actual | Status::Ongoing)
}

/// Whether anybody takes part in both.
pub fn shared(a: &Told, b: &Told) -> bool {
    let sides = |e: &Told| [e.arguments.actors.clone(), e.arguments.recipients.clone()].concat();
    common(&sides(a), &sides(b))
}
