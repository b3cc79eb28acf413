//! A record as the formats ask it: what things are called, who says so, where it stands.

use std::borrow::Cow;

use dateline_record::{
    Attribution, CharSpan, CodePoints, Entity, EntityId, Event, Participant, Record, RelationType,
    Span, Voice,
};

use serde::Serialize;

use crate::cells::one_line;
use crate::codes;
use crate::when::When;

/// What a speaker is called whom the text does not name.
pub const UNNAMED: &str = "(unnamed)";
/// The reporter's own voice, where other facts have speakers.
pub const REPORTER: &str = "(reporter)";

/// A record with what the formats ask of it.
pub struct Source<'r> {
    /// The record.
    pub record: &'r Record,
    code_points: CodePoints<'r>,
}

impl<'r> Source<'r> {
    /// Looks at a record.
    pub fn of(record: &'r Record) -> Source<'r> {
        Source {
            record,
            code_points: record.text.code_points(),
        }
    }

    /// The id of a thing of this record among the things of many records: `harbour.txt#v1`.
    pub fn id(&self, id: impl std::fmt::Display) -> String {
        format!("{}#{id}", self.record.report.id)
    }

    /// The words of a span on one line.
    pub fn words(&self, span: Span) -> Cow<'r, str> {
        one_line(
            self.record
                .text
                .as_str()
                .get(span.range())
                .unwrap_or_default(),
        )
    }

    /// The span in code points.
    pub fn code_points(&self, span: Span) -> Option<CharSpan> {
        self.code_points.outer(span)
    }

    /// The number (from 1) and the span of the sentence that a span begins in.
    pub fn sentence(&self, span: Span) -> Option<(usize, Span)> {
        let at = span.start();
        let sentences = &self.record.sentences;
        let index = sentences.partition_point(|sentence| sentence.end() <= at);
        let sentence = sentences
            .get(index)
            .filter(|sentence| sentence.start() <= at)?;
        Some((index + 1, *sentence))
    }

    /// What an entity is called: its name, its description, the names of its members, or the words of its first mention.
    pub fn name(&self, id: EntityId) -> String {
        let Some(entity) = self.record.entity(id) else {
            return String::new();
        };
        let known = entity.display_name();
        if !known.is_empty() {
            return one_line(known).into_owned();
        }
        let members: Vec<&str> = entity
            .members
            .iter()
            .filter_map(|member| self.record.entity(*member).map(Entity::display_name))
            .filter(|name| !name.is_empty())
            .collect();
        if !members.is_empty() {
            return one_line(&members.join(" and ")).into_owned();
        }
        entity
            .mentions
            .first()
            .map(|mention| self.words(mention.span).into_owned())
            .unwrap_or_default()
    }

    /// What a participant is called, at the least by the words that tell of it here.
    pub fn participant(&self, participant: &Participant) -> String {
        let name = self.name(participant.entity);
        if name.is_empty() {
            self.words(participant.span).into_owned()
        } else {
            name
        }
    }

    /// Who speaks in an attribution.
    pub fn speaker(&self, attribution: &Attribution) -> String {
        let name = attribution.source.map(|source| self.name(source));
        name.filter(|name| !name.is_empty())
            .or_else(|| Some(self.words(attribution.source_span?).into_owned()))
            .unwrap_or_else(|| UNNAMED.to_owned())
    }

    /// The attributions of a voice, outermost first.
    pub fn chain(&self, voice: &'r Voice) -> impl Iterator<Item = &'r Attribution> {
        let record = self.record;
        voice
            .chain()
            .iter()
            .filter_map(|id| record.attribution(*id))
    }

    /// The speakers of a voice, outermost first: `Farouk > One of them`; [`REPORTER`] for the reporter's own.
    pub fn voice(&self, voice: &'r Voice) -> String {
        if voice.is_reporter() {
            return REPORTER.to_owned();
        }
        let speakers: Vec<String> = self
            .chain(voice)
            .map(|saying| self.speaker(saying))
            .collect();
        speakers.join(" > ")
    }

    /// The place of an event.
    pub fn place(&self, event: &Event) -> Option<&'r Entity> {
        self.record.entity(event.place.as_ref()?.entity)
    }

    /// The name of a place if it is a city's.
    pub fn city(&self, place: &Entity) -> Option<String> {
        let kind = place.place.as_ref()?.kind.as_deref()?;
        codes::place(kind)?.is_city.then(|| self.name(place.id))
    }

    /// The time of an event as days, months and years.
    pub fn when(&self, event: &Event) -> When {
        edtf(event).map(When::of).unwrap_or_default()
    }

    /// The post that an entity holds, if the reporter tells one.
    pub fn title(&self, holder: EntityId) -> Option<&'r str> {
        self.record
            .relations
            .iter()
            .filter(|tie| tie.relation_type == RelationType::HoldsPost)
            .filter(|tie| tie.subject == holder && !tie.former && tie.voice.is_reporter())
            .find_map(|tie| tie.title.as_deref())
    }
}

/// The time of an event in EDTF.
pub fn edtf(event: &Event) -> Option<&str> {
    event.time.as_ref()?.value.as_deref()
}

/// The country that a place lies in: by the map, else by the report.
pub fn country_of(place: &Entity) -> Option<&str> {
    let on_map = place
        .place
        .as_ref()
        .and_then(|place| place.country.as_deref());
    on_map.or(place.country.as_deref())
}

/// The type and the modes of an event as one word: `ASSAULT:firearms`.
pub fn type_and_modes(event: &Event) -> String {
    let mut word = event.event_type.clone();
    for mode in &event.modes {
        word.push(':');
        word.push_str(mode);
    }
    word
}

/// The word that the record's JSON has for a choice: `actual`, `holds_post`.
pub fn word(choice: impl Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
