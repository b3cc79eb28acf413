//! What happened, was planned, threatened, demanded or denied.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Confidence, EntityId, EventId, Explanation, Pieces, Span, TimeId, Voice};

/// One event of a PLOVER (or extension) type. Built by [`Event::new`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Event")]
#[non_exhaustive]
pub struct Event<S = Span> {
    /// `v1`, `v2`, … in order of the list.
    pub id: EventId,
    /// PLOVER's type in its spelling (`ASSAULT`), or an extension type. The
    /// ontology is data, so this is no enum.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER modes (`aerial`).
    pub modes: Vec<String>,
    /// PLOVER contexts (`military`).
    pub contexts: Vec<String>,
    /// The nearest CAMEO code, of two or three digits and at times four; `None` for what CAMEO has no code for.
    pub cameo: Option<String>,
    /// PLOVER's quad class of the type; `None` outside PLOVER.
    #[serde(default)]
    pub quad: Option<QuadClass>,
    /// The word or words that tell it.
    pub anchor: S,
    /// Who did it; for meetings and clashes, all sides.
    pub actors: Vec<Participant<S>>,
    /// To whom.
    pub recipients: Vec<Participant<S>>,
    /// Where.
    pub place: Option<EventPlace<S>>,
    /// When.
    pub time: Option<EventTime>,
    /// How many.
    pub quantities: Vec<Quantity<S>>,
    /// Whether it happened.
    pub status: Status,
    /// Told as background to today's news.
    pub historical: bool,
    /// Number shared by the events of this record that tell the same happening.
    pub happening: Option<u32>,
    /// The attributions it stands inside.
    pub voice: Voice,
    /// PLOVER conflict–cooperation score, −10 (conflict) to 10 (cooperation).
    pub score: Option<f32>,
    /// The words it was read from.
    pub evidence: Pieces<S>,
    /// How sure the engine is.
    pub confidence: Confidence,
    /// What decided its parts, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Box<Explanation>>,
}

/// An entity that takes part in an event, and the words that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Participant")]
pub struct Participant<S = Span> {
    /// Who.
    pub entity: EntityId,
    /// The mention that plays the part.
    pub span: S,
}

/// Where an event happened, and the words that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "EventPlace")]
pub struct EventPlace<S = Span> {
    /// The place or facility.
    pub entity: EntityId,
    /// The mention.
    pub span: S,
    /// Taken over from another event, another sentence or the dateline: the
    /// event's own sentence does not say so.
    #[serde(default)]
    pub inferred: bool,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventTime {
    /// The time expression it was read from, if any.
    pub id: Option<TimeId>,
    /// The date in EDTF, `None` if it cannot be resolved.
    pub value: Option<String>,
    /// Taken over from another event or another sentence: the event's own
    /// sentence does not say so.
    #[serde(default)]
    pub inferred: bool,
}

/// A number told of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Quantity")]
pub struct Quantity<S = Span> {
    /// What is counted.
    pub kind: QuantityKind,
    /// At least so many.
    pub low: Option<u64>,
    /// At most so many; `None` for "at least 12".
    pub high: Option<u64>,
    /// Hedged: "about", "dozens".
    pub approximate: bool,
    /// For money the currency (ISO 4217), otherwise the noun counted, if it is told.
    pub unit: Option<String>,
    /// The words.
    pub span: S,
}

/// What a quantity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuantityKind {
    /// People killed.
    Killed,
    /// People wounded or hurt.
    Injured,
    /// People arrested or detained.
    Arrested,
    /// People abducted or taken hostage.
    Abducted,
    /// People driven from home.
    Displaced,
    /// People taking part.
    Participants,
    /// An amount of money.
    Money,
    /// Weapons.
    Weapons,
    /// Anything else.
    Other,
}

/// Whether an event happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It happened.
    Actual,
    /// It is happening.
    Ongoing,
    /// It is announced, planned or expected.
    Future,
    /// It is conditional, possible, feared or demanded.
    Hypothetical,
    /// It did not happen, was denied or called off.
    Negated,
}

/// PLOVER's quad class: in words or in deeds, for or against each other. Its numbers are 1 to 4 in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuadClass {
    /// 1.
    VerbalCooperation,
    /// 2.
    MaterialCooperation,
    /// 3.
    VerbalConflict,
    /// 4.
    MaterialConflict,
}

impl<S> Event<S> {
    /// An event with the word that tells it, its evidence and its voice; it is
    /// actual, today's news, without arguments, and the engine fully confident,
    /// until the fields say otherwise.
    pub fn new(
        id: EventId,
        event_type: impl Into<String>,
        anchor: S,
        evidence: impl Into<Pieces<S>>,
        voice: Voice,
    ) -> Event<S> {
        Event {
            id,
            event_type: event_type.into(),
            modes: Vec::new(),
            contexts: Vec::new(),
            cameo: None,
            quad: None,
            anchor,
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            time: None,
            quantities: Vec::new(),
            status: Status::Actual,
            historical: false,
            happening: None,
            voice,
            score: None,
            evidence: evidence.into(),
            confidence: Confidence::CERTAIN,
            explanation: None,
        }
    }

    pub(crate) fn map_spans<T, E>(
        self,
        f: &mut impl FnMut(S) -> Result<T, E>,
    ) -> Result<Event<T>, E> {
        let mut quantities = Vec::with_capacity(self.quantities.len());
        for quantity in self.quantities {
            quantities.push(Quantity {
                kind: quantity.kind,
                low: quantity.low,
                high: quantity.high,
                approximate: quantity.approximate,
                unit: quantity.unit,
                span: f(quantity.span)?,
            });
        }
        Ok(Event {
            id: self.id,
            event_type: self.event_type,
            modes: self.modes,
            contexts: self.contexts,
            cameo: self.cameo,
            quad: self.quad,
            anchor: f(self.anchor)?,
            actors: map_participants(self.actors, f)?,
            recipients: map_participants(self.recipients, f)?,
            place: match self.place {
                None => None,
                Some(EventPlace {
                    entity,
                    span,
                    inferred,
                }) => Some(EventPlace {
                    entity,
                    span: f(span)?,
                    inferred,
                }),
            },
            time: self.time,
            quantities,
            status: self.status,
            historical: self.historical,
            happening: self.happening,
            voice: self.voice,
            score: self.score,
            evidence: self.evidence.map_spans(f)?,
            confidence: self.confidence,
            explanation: self.explanation,
        })
    }
}

fn map_participants<S, T, E>(
    participants: Vec<Participant<S>>,
    f: &mut impl FnMut(S) -> Result<T, E>,
) -> Result<Vec<Participant<T>>, E> {
    participants
        .into_iter()
        .map(|Participant { entity, span }| {
            Ok(Participant {
                entity,
                span: f(span)?,
            })
        })
        .collect()
}
