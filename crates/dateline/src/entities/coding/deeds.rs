//! What persons did, or were found to have done, as far as it says something of their sectors.

use std::ops::Range;

use dateline_record::Status;

use crate::entities::References;
use crate::events::Told;
use crate::world::{ActorTables, Deed, Side};

/// For each entity of the cast, in its order, the deed that says something of its sector, with the words of the event:
/// of events that the report itself tells as true. `names` are the types of events by number.
pub fn deeds<'t>(
    tables: &'t ActorTables,
    names: &[String],
    references: &References<'_>,
    events: &[Told],
) -> Vec<Option<(&'t Deed, Range<usize>)>> {
    let mut found = vec![None; references.cast.iter().count()];
    let true_ones = events.iter().filter(|told| {
        told.voice.is_empty() && matches!(told.coding.status, Status::Actual | Status::Ongoing)
    });
    for told in true_ones {
        let Some(name) = names.get(told.anchor.event_type) else {
            continue;
        };
        let (modes, contexts) = (&told.coding.modes, &told.coding.contexts);
        for (side, who) in [
            (Side::Actor, &told.arguments.actors),
            (Side::Recipient, &told.arguments.recipients),
        ] {
            let deed = tables.deeds.get(side, name, modes, contexts);
            for reference in who {
                if let (Some(place), Some(deed)) = (found.get_mut(reference.entity), deed) {
                    *place = Some((deed, told.anchor.words.clone()));
                }
            }
        }
    }
    found
}
