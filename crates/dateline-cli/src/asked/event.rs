//! An event as an answer shows it: with its voice, its words and its report.

use std::rc::Rc;

use dateline_record::{Entity, EntityId, Event, Participant, Record, Span, Voice};
use dateline_store::ask::{EventFound, Source};
use serde_json::{Value, json};

use super::form::Shown;
use super::shelf::Read;
use crate::page::wording;

/// What stands where the reporter's own voice tells.
pub const REPORTER: &str = "reporter";

/// Between several values in one cell of CSV.
pub(super) const BETWEEN: &str = "; ";

/// An event of a record.
pub struct EventTold {
    read: Rc<Read>,
    index: usize,
    /// The day it is sorted by.
    pub day: i64,
    /// How often the same voice tells the same happening again in this report.
    pub again: usize,
}

impl EventTold {
    /// The event that was found; `None` if the record has none at that place.
    pub fn new(read: Rc<Read>, found: EventFound) -> Option<EventTold> {
        read.record.events.get(found.index)?;
        Some(EventTold {
            read,
            index: found.index,
            day: found.day,
            again: 0,
        })
    }

    fn record(&self) -> &Record {
        &self.read.record
    }

    fn source(&self) -> &Source {
        &self.read.source
    }

    fn event(&self) -> &Event {
        &self.read.record.events[self.index]
    }

    /// Whether `other` tells the same happening in the same report, voice and status.
    pub fn retells(&self, other: &EventTold) -> bool {
        let (event, earlier) = (self.event(), other.event());
        Rc::ptr_eq(&self.read, &other.read)
            && event.happening.is_some()
            && event.happening == earlier.happening
            && event.event_type == earlier.event_type
            && event.voice == earlier.voice
            && event.status == earlier.status
    }

    fn time(&self) -> Option<&str> {
        self.event().time.as_ref()?.value.as_deref()
    }

    fn time_is_inferred(&self) -> bool {
        self.event().time.as_ref().is_some_and(|time| time.inferred)
    }

    /// When it happened; where that is not told, when it was reported, in so many words.
    fn when(&self) -> String {
        match (self.time(), &self.source().published) {
            (Some(time), _) if self.time_is_inferred() => format!("{time} (inferred)"),
            (Some(time), _) => time.to_owned(),
            (None, Some(published)) => format!("reported {published}"),
            (None, None) => "–".to_owned(),
        }
    }

    fn what(&self) -> String {
        let event = self.event();
        let mut what = event.event_type.clone();
        if !event.modes.is_empty() {
            what.push(' ');
            what.push_str(&event.modes.join(", "));
        }
        what.push_str(&format!(
            " “{}”",
            wording::words(self.record(), event.anchor)
        ));
        if let Some(status) = wording::status(event.status) {
            what.push(' ');
            what.push_str(status);
        }
        for quantity in &event.quantities {
            what.push_str("; ");
            what.push_str(&wording::quantity(self.record(), quantity));
        }
        if self.again > 0 {
            what.push_str(&format!(" (told {} times)", self.again + 1));
        }
        what
    }

    fn place(&self) -> Option<&Entity> {
        self.record().entity(self.event().place?.entity)
    }

    fn entities(&self, side: &[Participant], show: impl Fn(&Entity) -> String) -> String {
        let shown: Vec<String> = side
            .iter()
            .filter_map(|participant| self.record().entity(participant.entity))
            .map(show)
            .collect();
        shown.join(BETWEEN)
    }

    /// The sentence of the word that tells it.
    fn sentence(&self) -> String {
        let anchor = self.event().anchor;
        let sentences = &self.record().sentences;
        let sentence = sentences
            .iter()
            .find(|sentence| sentence.start() <= anchor.start() && anchor.start() < sentence.end());
        wording::words(self.record(), *sentence.unwrap_or(&anchor))
    }
}

/// The publisher, or the site where none is known.
pub fn publisher_in_words(source: &Source) -> Option<String> {
    let site = || Some(source.url.as_deref()?.split('/').nth(2)?.to_owned());
    source.publisher.clone().or_else(site)
}

/// `Northline, 2031-03-04, “Rebels shell Port Sable”`; the site and the id where publisher and headline are not known.
pub fn report_in_words(source: &Source) -> String {
    let title = source.title.as_ref().map(|title| format!("“{title}”"));
    let parts = [
        publisher_in_words(source),
        source.published.clone(),
        Some(title.unwrap_or_else(|| source.name.clone())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// The report behind a fact, and what read it.
pub fn report_json(source: &Source) -> Value {
    json!({
        "hash": source.hash,
        "id": source.name,
        "url": source.url,
        "version": source.version,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "copy_of": source.copy_of,
        "story": source.story,
        "engine": source.engine,
        "model": source.model,
    })
}

/// A span in code points.
pub fn span_json(record: &Record, span: Span) -> Value {
    record
        .text
        .code_points()
        .outer(span)
        .map_or(Value::Null, |span| json!(span))
}

/// The attributions a fact stands inside, outermost first; empty for the reporter's own voice.
pub fn voice_json(record: &Record, voice: &Voice) -> Value {
    voice
        .chain()
        .iter()
        .map(|id| {
            let attribution = record.attribution(*id);
            json!({
                "attribution": id,
                "source": attribution.and_then(|attribution| wording::source(record, attribution)),
                "act": attribution.map(|attribution| attribution.act),
                "anonymous": attribution.is_some_and(|attribution| attribution.anonymous),
            })
        })
        .collect()
}

/// The voice of a fact in words; never empty.
pub fn voice_in_words(record: &Record, voice: &Voice) -> String {
    wording::voice(record, voice).unwrap_or_else(|| REPORTER.to_owned())
}

/// An entity with what is known of it.
pub fn entity_json(record: &Record, id: EntityId) -> Value {
    let entity = record.entity(id);
    json!({
        "id": id,
        "name": wording::name(record, id),
        "type": entity.map(|entity| entity.entity_type),
        "country": entity.and_then(|entity| entity.country.clone()),
        "sector": entity.map(|entity| entity.sector.clone()).unwrap_or_default(),
    })
}

impl Shown for EventTold {
    const TABLE: &'static [&'static str] = &[
        "WHEN",
        "WHAT",
        "WHO",
        "TO WHOM",
        "WHERE",
        "WHO SAYS SO",
        "REPORT",
    ];

    const CSV: &'static [&'static str] = &[
        "date",
        "date_inferred",
        "type",
        "modes",
        "contexts",
        "cameo",
        "status",
        "historical",
        "actors",
        "actor_countries",
        "actor_sectors",
        "recipients",
        "recipient_countries",
        "recipient_sectors",
        "place",
        "place_country",
        "lat",
        "lon",
        "place_inferred",
        "quantities",
        "voice",
        "score",
        "confidence",
        "word",
        "sentence",
        "publisher",
        "published",
        "title",
        "url",
        "report",
        "report_hash",
        "version",
        "copy_of",
        "story",
        "event",
        "engine",
        "model",
    ];

    fn table_row(&self) -> Vec<String> {
        let event = self.event();
        vec![
            self.when(),
            self.what(),
            wording::participants(self.record(), &event.actors),
            wording::participants(self.record(), &event.recipients),
            event
                .place
                .map(|place| wording::name(self.record(), place.entity))
                .unwrap_or_default(),
            voice_in_words(self.record(), &event.voice),
            report_in_words(self.source()),
        ]
    }

    fn csv_row(&self) -> Vec<String> {
        let (record, event, source) = (self.record(), self.event(), self.source());
        let name = |entity: &Entity| wording::name(record, entity.id);
        let country = |entity: &Entity| entity.country.clone().unwrap_or_default();
        let sectors = |entity: &Entity| entity.sector.join(" ");
        let on_map = self.place().and_then(|entity| entity.place.as_ref());
        let degrees = |degrees: Option<f64>| degrees.map(|d| d.to_string()).unwrap_or_default();
        let quantities: Vec<String> = event
            .quantities
            .iter()
            .map(|quantity| wording::quantity(record, quantity))
            .collect();
        let status = json!(event.status);
        vec![
            self.time().unwrap_or_default().to_owned(),
            self.time_is_inferred().to_string(),
            event.event_type.clone(),
            event.modes.join(BETWEEN),
            event.contexts.join(BETWEEN),
            event.cameo.clone().unwrap_or_default(),
            status.as_str().unwrap_or_default().to_owned(),
            event.historical.to_string(),
            self.entities(&event.actors, name),
            self.entities(&event.actors, country),
            self.entities(&event.actors, sectors),
            self.entities(&event.recipients, name),
            self.entities(&event.recipients, country),
            self.entities(&event.recipients, sectors),
            self.place().map(name).unwrap_or_default(),
            on_map
                .and_then(|place| place.country.clone())
                .or_else(|| self.place().map(country))
                .unwrap_or_default(),
            degrees(on_map.map(|place| place.lat)),
            degrees(on_map.map(|place| place.lon)),
            event.place.is_some_and(|place| place.inferred).to_string(),
            quantities.join(BETWEEN),
            voice_in_words(record, &event.voice),
            event
                .score
                .map(|score| score.to_string())
                .unwrap_or_default(),
            format!("{:.3}", event.confidence.get()),
            wording::words(record, event.anchor),
            self.sentence(),
            source.publisher.clone().unwrap_or_default(),
            source.published.clone().unwrap_or_default(),
            source.title.clone().unwrap_or_default(),
            source.url.clone().unwrap_or_default(),
            source.name.clone(),
            source.hash.clone(),
            source.version.to_string(),
            source.copy_of.clone().unwrap_or_default(),
            source
                .story
                .map(|story| story.to_string())
                .unwrap_or_default(),
            event.id.to_string(),
            source.engine.clone(),
            source.model.clone(),
        ]
    }

    fn json(&self) -> Value {
        let (record, event) = (self.record(), self.event());
        let side = |side: &[Participant]| -> Vec<Value> {
            let of = |participant: &Participant| entity_json(record, participant.entity);
            side.iter().map(of).collect()
        };
        let quantities: Vec<Value> = event
            .quantities
            .iter()
            .map(|quantity| {
                json!({
                    "kind": quantity.kind,
                    "low": quantity.low,
                    "high": quantity.high,
                    "approximate": quantity.approximate,
                    "unit": quantity.unit,
                })
            })
            .collect();
        json!({
            "event": event.id,
            "type": event.event_type,
            "modes": event.modes,
            "contexts": event.contexts,
            "cameo": event.cameo,
            "status": event.status,
            "historical": event.historical,
            "date": self.time(),
            "date_inferred": self.time_is_inferred(),
            "actors": side(&event.actors),
            "recipients": side(&event.recipients),
            "place": event.place.map(|place| json!({
                "name": wording::name(record, place.entity),
                "on_map": self.place().and_then(|entity| entity.place.clone()),
                "inferred": place.inferred,
            })),
            "quantities": quantities,
            "voice": voice_json(record, &event.voice),
            "score": event.score,
            "confidence": event.confidence,
            "word": wording::words(record, event.anchor),
            "span": span_json(record, event.anchor),
            "sentence": self.sentence(),
            "report": report_json(self.source()),
        })
    }
}
