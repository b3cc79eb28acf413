//! The record: everything that was read from one report.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};

use crate::{
    Attribution, AttributionId, CharSpan, Entity, EntityId, Event, EventId, Happening,
    PublishedSource, Relation, Report, Span, Text, TimeExpression, TimeId,
};

/// Version of the record's shape, as in its field `schema`.
pub const SCHEMA_VERSION: &str = "1";

/// Everything that was read from one report.
///
/// `Record` (with byte [`Span`]s) is what the engine works on;
/// `Record<CharSpan>` is the same with code points, and the only one that
/// serialises.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Record")]
pub struct Record<S = Span> {
    /// [`SCHEMA_VERSION`].
    pub schema: String,
    /// Version of the engine that made it.
    pub engine: String,
    /// SHA-256 of the model that made it, in hexadecimal.
    pub model: Option<String>,
    /// The report it was made from.
    pub report: About,
    /// The text that all spans point into.
    pub text: Text,
    /// The sentences, in text order, without overlap.
    pub sentences: Vec<S>,
    /// Who and what the report speaks of.
    pub entities: Vec<Entity<S>>,
    /// Who holds which post, who belongs to whom.
    pub relations: Vec<Relation<S>>,
    /// Expressions of time.
    pub times: Vec<TimeExpression<S>>,
    /// Who says what.
    pub attributions: Vec<Attribution<S>>,
    /// What happened.
    pub events: Vec<Event<S>>,
    /// What several of the events tell together, see [`merged`](crate::merged).
    #[serde(default)]
    pub happenings: Vec<Happening>,
}

/// What is known of a report besides its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// Names the report within its batch.
    pub id: String,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Address of the report.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Authors as the source names them.
    pub authors: Vec<String>,
    /// Date of publication in EDTF.
    pub published: Option<String>,
    /// Where the date was found.
    pub published_source: Option<PublishedSource>,
    /// When it was fetched from its address, in EDTF; says nothing of when it was published.
    #[serde(default)]
    pub retrieved: Option<String>,
    /// Place and date that the report opens with ("TEHRAN, Jan 6").
    pub dateline: Option<Dateline>,
    /// Language of the text, ISO 639-1.
    pub language: Option<String>,
}

/// Place and date that a report opens with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// Where it was written.
    pub place: Option<EntityId>,
    /// When, in EDTF.
    pub date: Option<String>,
}

/// A JSON document that is no record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Not JSON, or not of the record's shape.
    #[error("not a record: {0}")]
    Shape(#[from] serde_json::Error),
    /// Made for another version of the schema.
    #[error("record of schema {found:?}, this version reads {SCHEMA_VERSION:?}")]
    Schema {
        /// The version found.
        found: String,
    },
    /// A span that is not one of the text.
    #[error("span {}..{} (code points) is not one of the record's text", .0.start, .0.end)]
    OuterSpan(CharSpan),
    /// A span that belongs to another text.
    #[error("span {}..{} (bytes) is not one of the record's text", .0.start(), .0.end())]
    InnerSpan(Span),
}

impl Record<Span> {
    /// A record of `report` with nothing read yet.
    pub fn new(report: &Report, engine: impl Into<String>, model: Option<String>) -> Record {
        Record {
            schema: SCHEMA_VERSION.to_owned(),
            engine: engine.into(),
            model,
            report: About {
                id: report.id.clone(),
                publisher: report.publisher.clone(),
                url: report.url.clone(),
                title: report.title.clone(),
                authors: report.authors.clone(),
                published: report.published.clone(),
                published_source: report.published_source,
                retrieved: report.retrieved.clone(),
                dateline: None,
                language: report.language.clone(),
            },
            text: report.text.clone(),
            sentences: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
            times: Vec::new(),
            attributions: Vec::new(),
            events: Vec::new(),
            happenings: Vec::new(),
        }
    }

    /// The outer form: spans in code points. Fails only on a span that was made
    /// for another text.
    pub fn to_outer(&self) -> Result<Record<CharSpan>, RecordError> {
        let text = self.text.clone();
        let code_points = text.code_points();
        self.clone()
            .map_spans(&mut |span| code_points.outer(span).ok_or(RecordError::InnerSpan(span)))
    }

    /// The record as indented JSON, with spans in code points.
    pub fn to_json(&self) -> Result<String, RecordError> {
        Ok(serde_json::to_string_pretty(&self.to_outer()?)?)
    }

    /// The record as one line of JSON without the line break, with spans in code points.
    pub fn to_json_line(&self) -> Result<String, RecordError> {
        Ok(serde_json::to_string(&self.to_outer()?)?)
    }

    /// Reads a record back from its JSON.
    pub fn from_json(json: &str) -> Result<Record, RecordError> {
        serde_json::from_str::<Record<CharSpan>>(json)?.into_inner()
    }
}

impl Record<CharSpan> {
    /// The inner form: spans in bytes. Fails on a span outside the text.
    pub fn into_inner(self) -> Result<Record, RecordError> {
        if self.schema != SCHEMA_VERSION {
            return Err(RecordError::Schema { found: self.schema });
        }
        let text = self.text.clone();
        let code_points = text.code_points();
        self.map_spans(&mut |span| code_points.inner(span).ok_or(RecordError::OuterSpan(span)))
    }
}

impl<S> Record<S> {
    /// The entity of that id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity<S>> {
        find(&self.entities, id.index(), |entity| entity.id == id)
    }

    /// The attribution of that id.
    pub fn attribution(&self, id: AttributionId) -> Option<&Attribution<S>> {
        find(&self.attributions, id.index(), |a| a.id == id)
    }

    /// The time expression of that id.
    pub fn time(&self, id: TimeId) -> Option<&TimeExpression<S>> {
        find(&self.times, id.index(), |time| time.id == id)
    }

    /// The event of that id.
    pub fn event(&self, id: EventId) -> Option<&Event<S>> {
        find(&self.events, id.index(), |event| event.id == id)
    }

    fn map_spans<T, E>(self, f: &mut impl FnMut(S) -> Result<T, E>) -> Result<Record<T>, E> {
        fn each<A, B, E>(all: Vec<A>, f: impl FnMut(A) -> Result<B, E>) -> Result<Vec<B>, E> {
            all.into_iter().map(f).collect()
        }
        Ok(Record {
            schema: self.schema,
            engine: self.engine,
            model: self.model,
            report: self.report,
            text: self.text,
            sentences: each(self.sentences, &mut *f)?,
            entities: each(self.entities, |entity| entity.map_spans(f))?,
            relations: each(self.relations, |relation| relation.map_spans(f))?,
            times: each(self.times, |time| time.map_spans(f))?,
            attributions: each(self.attributions, |a| a.map_spans(f))?,
            events: each(self.events, |event| event.map_spans(f))?,
            happenings: self.happenings,
        })
    }
}

/// The thing with an id: at its own index as a rule, else wherever it is.
fn find<T>(all: &[T], index: usize, is_it: impl Fn(&T) -> bool) -> Option<&T> {
    all.get(index)
        .filter(|thing| is_it(thing))
        .or_else(|| all.iter().find(|thing| is_it(thing)))
}

/// The JSON Schema (draft 2020-12) of a serialised record.
pub fn record_schema() -> schemars::Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Record<CharSpan>>()
}
