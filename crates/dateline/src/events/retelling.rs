//! Which events of a report tell the same happening, or go on with the same people.

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

fn entities(fillers: &[Filler]) -> Vec<usize> {
    fillers.iter().map(|f| f.entity).collect()
}

/// Whether two tellings are of one happening: of one type, by the same and to the same.
fn retold(a: &Told, b: &Told) -> bool {
    let common = |x: &[Filler], y: &[Filler]| {
        let y = entities(y);
        entities(x).iter().any(|e| y.contains(e))
    };
    a.happening.is_some() && a.happening == b.happening
        || a.anchor.event_type == b.anchor.event_type
            && common(&a.arguments.actors, &b.arguments.actors)
            && common(&a.arguments.recipients, &b.arguments.recipients)
}

/// Whether one actor did both.
pub fn by_one_actor(a: &Told, b: &Told) -> bool {
    let actors = entities(&b.arguments.actors);
    entities(&a.arguments.actors)
        .iter()
        .any(|e| actors.contains(e))
}

/// Whether anybody takes part in both.
pub fn shared(a: &Told, b: &Told) -> bool {
    let all = |e: &Told| {
        let mut all = entities(&e.arguments.actors);
        all.extend(entities(&e.arguments.recipients));
        all
    };
    let b = all(b);
    all(a).iter().any(|e| b.contains(e))
}
