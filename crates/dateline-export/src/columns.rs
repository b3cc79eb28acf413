//! The one list of columns that every format of our own names shares: CSV, Parquet, GeoJSON and the graphs.

use dateline_record::{Entity, EntityId, Event, Participant, QuantityKind};

use crate::cells::{distinct, list, one_line, rounded};
use crate::codes::{class, class_name};
use crate::source::{Source, country_of, edtf, word};
use crate::when::When;

/// An event with what the columns ask of it.
pub struct Told<'r> {
    /// The record it stands in.
    pub source: &'r Source<'r>,
    /// The event.
    pub event: &'r Event,
    place: Option<&'r Entity>,
    when: When,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, codes, lists of them.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// A day.
    Day,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Null,
    /// Words, codes, lists of them.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Day(crate::when::Day),
}

/// A column: its name, what it holds, and how it is found.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its value for one event.
    pub of: fn(&Told<'_>) -> Value,
}

const fn column(name: &'static str, kind: Kind, of: fn(&Told<'_>) -> Value) -> Column {
    Column { name, kind, of }
}

/// The columns, in their order.
pub const COLUMNS: &[Column] = &[
    column("report", Kind::Text, |told| {
        text(&told.source.record.report.id)
    }),
    column("publisher", Kind::Text, |told| {
        optional(&told.source.record.report.publisher)
    }),
    column("url", Kind::Text, |told| {
        optional(&told.source.record.report.url)
    }),
    column("title", Kind::Text, |told| {
        optional(&told.source.record.report.title)
    }),
    column("published", Kind::Text, |told| {
        optional(&told.source.record.report.published)
    }),
    column("event", Kind::Text, |told| text(&told.event.id.to_string())),
    column("type", Kind::Text, |told| text(&told.event.event_type)),
    column("modes", Kind::Text, |told| many(&told.event.modes)),
    column("contexts", Kind::Text, |told| many(&told.event.contexts)),
    column("quad_class", Kind::Text, |told| {
        let name = class(&told.event.event_type).and_then(class_name);
        name.map_or(Value::Null, |name| text(&name.to_lowercase()))
    }),
    column("cameo", Kind::Text, |told| optional(&told.event.cameo)),
    column("score", Kind::Number, |told| {
        told.event
            .score
            .map_or(Value::Null, |score| Value::Number(rounded(score)))
    }),
    column("status", Kind::Text, |told| text(&word(told.event.status))),
    column("historical", Kind::Truth, |told| {
        Value::Truth(told.event.historical)
    }),
    column("voice", Kind::Text, |told| {
        text(&told.source.voice(&told.event.voice))
    }),
    column("voice_ids", Kind::Text, |told| {
        many(told.event.voice.chain().iter().map(ToString::to_string))
    }),
    column("voice_cues", Kind::Text, |told| {
        let cues = told
            .source
            .chain(&told.event.voice)
            .filter_map(|saying| saying.cue);
        many(cues.map(|cue| told.source.words(cue)))
    }),
    column("happening", Kind::Whole, |told| {
        told.event
            .happening
            .map_or(Value::Null, |number| Value::Whole(number.into()))
    }),
    column("actors", Kind::Text, |told| names(told, &told.event.actors)),
    column("actor_ids", Kind::Text, |told| ids(&told.event.actors)),
    column("actor_countries", Kind::Text, |told| {
        countries(told, &told.event.actors)
    }),
    column("actor_sectors", Kind::Text, |told| {
        sectors(told, &told.event.actors)
    }),
    column("recipients", Kind::Text, |told| {
        names(told, &told.event.recipients)
    }),
    column("recipient_ids", Kind::Text, |told| {
        ids(&told.event.recipients)
    }),
    column("recipient_countries", Kind::Text, |told| {
        countries(told, &told.event.recipients)
    }),
    column("recipient_sectors", Kind::Text, |told| {
        sectors(told, &told.event.recipients)
    }),
    column("time", Kind::Text, |told| {
        edtf(told.event).map_or(Value::Null, text)
    }),
    column("time_inferred", Kind::Truth, |told| {
        told.event
            .time
            .as_ref()
            .map_or(Value::Null, |time| Value::Truth(time.inferred))
    }),
    column("day", Kind::Day, |told| {
        told.when.first.map_or(Value::Null, Value::Day)
    }),
    column("last_day", Kind::Day, |told| {
        told.when.last.map_or(Value::Null, Value::Day)
    }),
    column("place", Kind::Text, |told| {
        let place = told.event.place.as_ref();
        place.map_or(Value::Null, |place| text(&told.source.name(place.entity)))
    }),
    column("place_inferred", Kind::Truth, |told| {
        told.event
            .place
            .as_ref()
            .map_or(Value::Null, |place| Value::Truth(place.inferred))
    }),
    column("geonames", Kind::Whole, |told| {
        let id = told.map_place().and_then(|place| place.geonames);
        id.map_or(Value::Null, |id| Value::Whole(id.into()))
    }),
    column("latitude", Kind::Number, |told| {
        told.map_place()
            .map_or(Value::Null, |place| Value::Number(place.lat))
    }),
    column("longitude", Kind::Number, |told| {
        told.map_place()
            .map_or(Value::Null, |place| Value::Number(place.lon))
    }),
    column("place_country", Kind::Text, |told| {
        told.place.and_then(country_of).map_or(Value::Null, text)
    }),
    column("place_admin1", Kind::Text, |told| {
        told.map_place()
            .map_or(Value::Null, |place| optional(&place.admin1))
    }),
    column("place_kind", Kind::Text, |told| {
        told.map_place()
            .map_or(Value::Null, |place| optional(&place.kind))
    }),
    column("killed_low", Kind::Whole, |told| {
        low(told, QuantityKind::Killed)
    }),
    column("killed_high", Kind::Whole, |told| {
        high(told, QuantityKind::Killed)
    }),
    column("injured_low", Kind::Whole, |told| {
        low(told, QuantityKind::Injured)
    }),
    column("injured_high", Kind::Whole, |told| {
        high(told, QuantityKind::Injured)
    }),
    column("arrested_low", Kind::Whole, |told| {
        low(told, QuantityKind::Arrested)
    }),
    column("arrested_high", Kind::Whole, |told| {
        high(told, QuantityKind::Arrested)
    }),
    column("participants_low", Kind::Whole, |told| {
        low(told, QuantityKind::Participants)
    }),
    column("participants_high", Kind::Whole, |told| {
        high(told, QuantityKind::Participants)
    }),
    column("quantities", Kind::Text, |told| {
        let quantities = told.event.quantities.iter();
        many(quantities.map(|quantity| {
            let unit = quantity
                .unit
                .as_deref()
                .map(|unit| format!(" {unit}"))
                .unwrap_or_default();
            let kind = word(quantity.kind);
            format!("{kind}{unit}: {}", told.source.words(quantity.span))
        }))
    }),
    column("anchor", Kind::Text, |told| {
        text(&told.source.words(told.event.anchor))
    }),
    column("start", Kind::Whole, |told| {
        let span = told.source.code_points(told.event.anchor);
        span.map_or(Value::Null, |span| Value::Whole(span.start.into()))
    }),
    column("end", Kind::Whole, |told| {
        let span = told.source.code_points(told.event.anchor);
        span.map_or(Value::Null, |span| Value::Whole(span.end.into()))
    }),
    column("sentence", Kind::Text, |told| {
        let sentence = told.source.sentence(told.event.anchor);
        sentence.map_or(Value::Null, |(_, span)| text(&told.source.words(span)))
    }),
    column("confidence", Kind::Number, |told| {
        Value::Number(rounded(told.event.confidence.get()))
    }),
    column("engine", Kind::Text, |told| {
        text(&told.source.record.engine)
    }),
    column("model", Kind::Text, |told| {
        optional(&told.source.record.model)
    }),
];

/// The names of the columns that CSV, flat Parquet, GeoJSON and the graphs share.
pub const COLUMN_NAMES: [&str; COLUMNS.len()] = {
    let mut names = [""; COLUMNS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = COLUMNS[index].name;
        index += 1;
    }
    names
};

impl<'r> Told<'r> {
    /// An event of a record.
    pub fn of(source: &'r Source<'r>, event: &'r Event) -> Told<'r> {
        Told {
            source,
            event,
            place: source.place(event),
            when: source.when(event),
        }
    }

    fn map_place(&self) -> Option<&'r dateline_record::GeoPlace> {
        self.place?.place.as_ref()
    }
}

impl Value {
    /// The value as a cell of text; empty if nothing is known.
    pub fn cell(&self) -> String {
        match self {
            Value::Null => String::new(),
            Value::Text(words) => words.clone(),
            Value::Whole(number) => number.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Truth(truth) => truth.to_string(),
            Value::Day(day) => day.to_string(),
        }
    }
}

fn text(words: &str) -> Value {
    let words = one_line(words);
    if words.is_empty() {
        Value::Null
    } else {
        Value::Text(words.into_owned())
    }
}

fn optional(words: &Option<String>) -> Value {
    words.as_deref().map_or(Value::Null, text)
}

fn many<S: AsRef<str>>(entries: impl IntoIterator<Item = S>) -> Value {
    text(&list(entries))
}

fn names(told: &Told<'_>, side: &[Participant]) -> Value {
    many(side.iter().map(|who| told.source.participant(who)))
}

fn ids(side: &[Participant]) -> Value {
    many(side.iter().map(|who| who.entity.to_string()))
}

fn entity<'r>(told: &Told<'r>, id: EntityId) -> Option<&'r Entity> {
    told.source.record.entity(id)
}

fn countries(told: &Told<'_>, side: &[Participant]) -> Value {
    let codes = side
        .iter()
        .filter_map(|who| entity(told, who.entity)?.country.as_deref());
    many(distinct(codes))
}

fn sectors(told: &Told<'_>, side: &[Participant]) -> Value {
    let codes = side
        .iter()
        .filter_map(|who| entity(told, who.entity))
        .flat_map(|who| &who.sector);
    many(distinct(codes))
}

/// At least how many, by the first quantity of a kind.
fn low(told: &Told<'_>, kind: QuantityKind) -> Value {
    bound(told, kind, |quantity| quantity.low)
}

/// At most how many, by the first quantity of a kind.
fn high(told: &Told<'_>, kind: QuantityKind) -> Value {
    bound(told, kind, |quantity| quantity.high)
}

fn bound(
    told: &Told<'_>,
    kind: QuantityKind,
    of: fn(&dateline_record::Quantity) -> Option<u64>,
) -> Value {
    let first = told
        .event
        .quantities
        .iter()
        .find(|quantity| quantity.kind == kind);
    first
        .and_then(of)
        .and_then(|number| i64::try_from(number).ok())
        .map_or(Value::Null, Value::Whole)
}
