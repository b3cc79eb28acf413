//! What several events of a report tell together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EntityId, Event, EventId, QuantityKind, Status};

/// One happening that several events of a report tell, with all that they say of it. Where they disagree, all answers stand
/// side by side; each names the events that give it, and through them its voice. Made by [`merged`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Happening {
    /// The number that its events carry in `happening`.
    pub number: u32,
    /// Type of its events.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Its events, in text order.
    pub events: Vec<EventId>,
    /// Modes.
    pub modes: Vec<Answer<String>>,
    /// Contexts.
    pub contexts: Vec<Answer<String>>,
    /// Who did it.
    pub actors: Vec<Answer<EntityId>>,
    /// To whom.
    pub recipients: Vec<Answer<EntityId>>,
    /// Where.
    pub places: Vec<Answer<EntityId>>,
    /// When, in EDTF.
    pub times: Vec<Answer<String>>,
    /// How many.
    pub quantities: Vec<Answer<Figure>>,
    /// Whether it happened.
    pub status: Vec<Answer<Status>>,
}

/// What some events of a happening say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Answer_{T}")]
pub struct Answer<T> {
    /// What they say.
    pub value: T,
    /// Which say it, in text order.
    pub events: Vec<EventId>,
}

/// A number told of a happening, without its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// What is counted.
    pub kind: QuantityKind,
    /// At least so many.
    pub low: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
    /// Hedged.
    pub approximate: bool,
    /// Currency, or the noun counted.
    pub unit: Option<String>,
}

/// The happenings that two events or more tell, by number.
pub fn merged<S>(events: &[Event<S>]) -> Vec<Happening> {
    let mut numbers: Vec<u32> = events.iter().filter_map(|e| e.happening).collect();
    numbers.sort_unstable();
    let told_again = numbers.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]);
    let mut several: Vec<u32> = told_again.collect();
    several.dedup();
    several
        .into_iter()
        .filter_map(|number| {
            let tellings: Vec<&Event<S>> = events
                .iter()
                .filter(|e| e.happening == Some(number))
                .collect();
            Some(merge(number, tellings.first()?, &tellings))
        })
        .collect()
}

fn merge<S>(number: u32, first: &Event<S>, tellings: &[&Event<S>]) -> Happening {
    Happening {
        number,
        event_type: first.event_type.clone(),
        events: tellings.iter().map(|e| e.id).collect(),
        modes: answers(tellings, |e| e.modes.clone()),
        contexts: answers(tellings, |e| e.contexts.clone()),
        actors: answers(tellings, |e| e.actors.iter().map(|p| p.entity).collect()),
        recipients: answers(tellings, |e| {
            e.recipients.iter().map(|p| p.entity).collect()
        }),
        places: answers(tellings, |e| {
            e.place.iter().map(|place| place.entity).collect()
        }),
        times: answers(tellings, |e| {
            let value = e.time.as_ref().and_then(|time| time.value.clone());
            value.into_iter().collect()
        }),
        quantities: answers(tellings, |e| {
            let figures = e.quantities.iter().map(|quantity| Figure {
                kind: quantity.kind,
                low: quantity.low,
                high: quantity.high,
                approximate: quantity.approximate,
                unit: quantity.unit.clone(),
            });
            figures.collect()
        }),
        status: answers(tellings, |e| vec![e.status]),
    }
}

/// What the tellings say, each answer once, in the order in which it is first given.
fn answers<S, T: PartialEq>(
    tellings: &[&Event<S>],
    says: impl Fn(&Event<S>) -> Vec<T>,
) -> Vec<Answer<T>> {
    let mut out: Vec<Answer<T>> = Vec::new();
    for event in tellings {
        for value in says(event) {
            match out.iter_mut().find(|answer| answer.value == value) {
                Some(answer) if answer.events.contains(&event.id) => {}
                Some(answer) => answer.events.push(event.id),
                None => out.push(Answer {
                    value,
                    events: vec![event.id],
                }),
            }
        }
    }
    out
}
