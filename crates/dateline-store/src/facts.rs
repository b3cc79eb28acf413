//! The facts of a record as rows of tables. They are derived from the record and never hold more than it does.

use std::collections::BTreeSet;

use dateline_record::{Entity, EntityId, Event, GeoPlace, Participant, Record, Span, Voice};
use serde::Serialize;

use crate::days::Days;

/// The rows of one record.
pub(crate) struct Facts {
    pub entities: Vec<EntityRow>,
    pub relations: Vec<RelationRow>,
    pub attributions: Vec<AttributionRow>,
    pub events: Vec<EventRow>,
    pub times: Vec<TimeRow>,
    pub voices: Vec<VoiceRow>,
}

pub(crate) struct EntityRow {
    pub number: i64,
    pub entity_type: String,
    pub name: String,
    pub named: bool,
    pub country: Option<String>,
    pub sectors: String,
    pub place: Option<GeoPlace>,
}

pub(crate) struct RelationRow {
    pub number: i64,
    pub relation_type: String,
    pub subject: i64,
    pub object: Option<i64>,
    pub title: Option<String>,
    pub former: bool,
    pub confidence: f64,
}

pub(crate) struct AttributionRow {
    pub number: i64,
    pub kind: String,
    pub act: String,
    pub source: Option<i64>,
    pub speaker: Option<String>,
    pub anonymous: bool,
    /// What is said.
    pub content: String,
    pub day: i64,
    pub confidence: f64,
}

pub(crate) struct EventRow {
    pub number: i64,
    pub event_type: String,
    pub cameo: Option<String>,
    pub status: String,
    pub historical: bool,
    pub happening: Option<u32>,
    pub score: Option<f64>,
    pub time: Option<String>,
    pub days: Days,
    pub time_inferred: bool,
    pub place: Option<PlaceOfEvent>,
    pub voiced: bool,
    pub day: i64,
    pub confidence: f64,
    pub participants: Vec<ParticipantRow>,
    /// Kind and code.
    pub codes: BTreeSet<(&'static str, String)>,
    pub quantities: Vec<QuantityRow>,
}

pub(crate) struct PlaceOfEvent {
    pub entity: i64,
    pub name: String,
    pub place: Option<GeoPlace>,
    pub inferred: bool,
}

pub(crate) struct ParticipantRow {
    pub role: &'static str,
    pub entity: i64,
    pub name: String,
}

pub(crate) struct QuantityRow {
    pub kind: String,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub approximate: bool,
    pub unit: Option<String>,
}

pub(crate) struct TimeRow {
    pub number: i64,
    pub time_type: String,
    pub value: Option<String>,
}

/// A fact that stands inside an attribution.
pub(crate) struct VoiceRow {
    pub attribution: i64,
    pub fact: &'static str,
    pub number: i64,
    /// 0 for the outermost.
    pub position: i64,
}

/// The number of an id: 3 of `e3`.
fn number(index: usize) -> i64 {
    index as i64 + 1
}

/// The word by which the record's JSON calls a variant.
fn word(variant: impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

impl Facts {
    /// The facts of a record that was published in these days.
    pub fn of(record: &Record, published: Days) -> Facts {
        let told = published.first.unwrap_or(0);
        Facts {
            entities: record
                .entities
                .iter()
                .map(|entity| entity_row(record, entity))
                .collect(),
            relations: record
                .relations
                .iter()
                .map(|relation| RelationRow {
                    number: number(relation.id.index()),
                    relation_type: word(relation.relation_type),
                    subject: number(relation.subject.index()),
                    object: relation.object.map(|id| number(id.index())),
                    title: relation.title.clone(),
                    former: relation.former,
                    confidence: relation.confidence.get().into(),
                })
                .collect(),
            attributions: record
                .attributions
                .iter()
                .map(|attribution| AttributionRow {
                    number: number(attribution.id.index()),
                    kind: word(attribution.kind),
                    act: word(attribution.act),
                    source: attribution.source.map(|id| number(id.index())),
                    speaker: attribution.source.map(|id| name(record, id)).or_else(|| {
                        attribution
                            .source_span
                            .map(|span| on_one_line(record, span))
                    }),
                    anonymous: attribution.anonymous,
                    content: content(record, attribution.content.as_slice()),
                    day: told,
                    confidence: attribution.confidence.get().into(),
                })
                .collect(),
            events: record
                .events
                .iter()
                .map(|event| event_row(record, event, told))
                .collect(),
            times: record
                .times
                .iter()
                .map(|time| TimeRow {
                    number: number(time.id.index()),
                    time_type: word(time.time_type),
                    value: time.value.clone(),
                })
                .collect(),
            voices: voices(record),
        }
    }
}

fn entity_row(record: &Record, entity: &Entity) -> EntityRow {
    EntityRow {
        number: number(entity.id.index()),
        entity_type: word(entity.entity_type),
        name: name(record, entity.id),
        named: entity.name.is_some(),
        country: entity.country.clone(),
        sectors: entity.sector.join(" "),
        place: entity.place.clone(),
    }
}

/// What to call an entity: name, description, or the first words that refer to it.
fn name(record: &Record, id: EntityId) -> String {
    let Some(entity) = record.entity(id) else {
        return String::new();
    };
    let known = entity.display_name();
    match entity.mentions.first() {
        Some(mention) if known.is_empty() => on_one_line(record, mention.span),
        _ => known.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn content(record: &Record, spans: &[Span]) -> String {
    let pieces = spans.iter().filter_map(|span| record.text.get(*span));
    pieces.collect::<Vec<_>>().join(" ")
}

fn on_one_line(record: &Record, span: Span) -> String {
    let words = record.text.get(span).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn event_row(record: &Record, event: &Event, told: i64) -> EventRow {
    let time = event.time.as_ref();
    let value = time.and_then(|time| time.value.clone());
    let days = value
        .as_deref()
        .and_then(|value| Days::of(value).ok())
        .unwrap_or(Days {
            first: None,
            last: None,
        });
    let mut participants = Vec::new();
    let mut codes = BTreeSet::new();
    let sides = [
        ("actor", &event.actors, "actor_country", "actor_sector"),
        (
            "recipient",
            &event.recipients,
            "recipient_country",
            "recipient_sector",
        ),
    ];
    for (role, side, of_country, of_sector) in sides {
        for Participant { entity, .. } in side {
            participants.push(ParticipantRow {
                role,
                entity: number(entity.index()),
                name: name(record, *entity),
            });
            let Some(entity) = record.entity(*entity) else {
                continue;
            };
            if let Some(country) = &entity.country {
                codes.insert((of_country, country.clone()));
                codes.insert(("country", country.clone()));
            }
            for sector in &entity.sector {
                codes.insert((of_sector, sector.clone()));
                codes.insert(("sector", sector.clone()));
            }
        }
    }
    let place = event.place.map(|place| PlaceOfEvent {
        entity: number(place.entity.index()),
        name: name(record, place.entity),
        place: record
            .entity(place.entity)
            .and_then(|entity| entity.place.clone()),
        inferred: place.inferred,
    });
    let country_of_place = event.place.and_then(|place| {
        let entity = record.entity(place.entity)?;
        let of_map = entity
            .place
            .as_ref()
            .and_then(|place| place.country.clone());
        of_map.or_else(|| entity.country.clone())
    });
    codes.extend(country_of_place.map(|country| ("place_country", country)));
    codes.extend(event.modes.iter().map(|mode| ("mode", mode.clone())));
    codes.extend(
        event
            .contexts
            .iter()
            .map(|context| ("context", context.clone())),
    );
    EventRow {
        number: number(event.id.index()),
        event_type: event.event_type.clone(),
        cameo: event.cameo.clone(),
        status: word(event.status),
        historical: event.historical,
        happening: event.happening,
        score: event.score.map(f64::from),
        time: value,
        days,
        time_inferred: time.is_some_and(|time| time.inferred),
        place,
        voiced: !event.voice.is_reporter(),
        day: days.first.or(days.last).unwrap_or(told),
        confidence: event.confidence.get().into(),
        participants,
        codes,
        quantities: event
            .quantities
            .iter()
            .map(|quantity| QuantityRow {
                kind: word(quantity.kind),
                low: quantity.low.map(number_of),
                high: quantity.high.map(number_of),
                approximate: quantity.approximate,
                unit: quantity.unit.clone(),
            })
            .collect(),
    }
}

/// SQLite knows no larger number.
fn number_of(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn voices(record: &Record) -> Vec<VoiceRow> {
    let mut rows = Vec::new();
    let mut stand = |fact, index, voice: &Voice| {
        for (position, attribution) in voice.chain().iter().enumerate() {
            rows.push(VoiceRow {
                attribution: number(attribution.index()),
                fact,
                number: number(index),
                position: position as i64,
            });
        }
    };
    for relation in &record.relations {
        stand("relation", relation.id.index(), &relation.voice);
    }
    for attribution in &record.attributions {
        stand("attribution", attribution.id.index(), &attribution.voice);
    }
    for event in &record.events {
        stand("event", event.id.index(), &event.voice);
    }
    rows
}
