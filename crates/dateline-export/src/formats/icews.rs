//! The columns of ICEWS coded event data, one row a source and target, between tabs.
//!
//! Where two actors do something with each other there are two rows, one each way, as in ICEWS's own files. The numbers of
//! events and stories are counted within the export: readers of ICEWS take them as integers of 32 bits.

use std::io::Write;

use dateline_record::{Entity, Event, GeoPlace, Participant, Record};

use crate::cells::{distinct, rounded};
use crate::codes;
use crate::dyads::{Sides, dyads};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::selection::Selection;
use crate::source::{Source, country_of, edtf, type_and_modes, word};
use crate::tabs::TabWriter;

struct Row<'r> {
    source: &'r Source<'r>,
    event: &'r Event,
    place: Option<&'r Entity>,
    from: Option<&'r Participant>,
    to: Option<&'r Participant>,
    event_number: usize,
    story_number: usize,
}

type Cell = fn(&Row<'_>) -> String;

/// ICEWS's columns in their order.
const COLUMNS: [(&str, Cell); 20] = [
    ("Event ID", |row| row.event_number.to_string()),
    ("Event Date", |row| {
        let day = row.source.when(row.event).first;
        day.map(|day| day.to_string()).unwrap_or_default()
    }),
    ("Source Name", |row| name(row, row.from)),
    ("Source Sectors", |row| sectors(row, row.from)),
    ("Source Country", |row| country(row, row.from)),
    ("Event Text", |row| type_and_modes(row.event)),
    ("CAMEO Code", |row| {
        row.event.cameo.clone().unwrap_or_default()
    }),
    ("Intensity", |row| {
        row.event
            .score
            .map(|score| rounded(score).to_string())
            .unwrap_or_default()
    }),
    ("Target Name", |row| name(row, row.to)),
    ("Target Sectors", |row| sectors(row, row.to)),
    ("Target Country", |row| country(row, row.to)),
    ("Story ID", |row| row.story_number.to_string()),
    ("Sentence Number", |row| {
        let sentence = row.source.sentence(row.event.anchor);
        sentence
            .map(|(number, _)| number.to_string())
            .unwrap_or_default()
    }),
    ("Publisher", |row| {
        row.source
            .record
            .report
            .publisher
            .clone()
            .unwrap_or_default()
    }),
    ("City", |row| {
        row.place
            .and_then(|place| row.source.city(place))
            .unwrap_or_default()
    }),
    ("District", |_| String::new()),
    ("Province", |row| on_map(row, |place| place.admin1.clone())),
    ("Country", |row| {
        country_name(row.place.and_then(country_of))
    }),
    ("Latitude", |row| {
        on_map(row, |place| Some(place.lat.to_string()))
    }),
    ("Longitude", |row| {
        on_map(row, |place| Some(place.lon.to_string()))
    }),
];

/// Columns of ours at the end, when rows differ in them.
const OURS: [(&str, Cell); 5] = [
    ("Status", |row| word(row.event.status)),
    ("Historical", |row| row.event.historical.to_string()),
    ("Voice", |row| row.source.voice(&row.event.voice)),
    ("Time", |row| edtf(row.event).unwrap_or_default().to_owned()),
    ("Record", |row| row.source.id(row.event.id)),
];

/// The names of ICEWS's columns, in their order.
pub fn icews_columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

struct Icews<W: Write> {
    out: TabWriter<W>,
    columns: Vec<(&'static str, Cell)>,
    events: usize,
    stories: usize,
}

/// Begins a file with ICEWS's columns, and ours after them if rows can differ in voice or status.
pub fn open(out: Out, selection: Selection) -> Opened {
    let mut columns = COLUMNS.to_vec();
    if !selection.is_uniform() {
        columns.extend(OURS);
    }
    let mut out = TabWriter::new(out);
    out.row(columns.iter().map(|(name, _)| name))?;
    Ok(Box::new(Icews {
        out,
        columns,
        events: 0,
        stories: 0,
    }))
}

impl<W: Write> Exporter for Icews<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        self.stories += 1;
        for event in &record.events {
            self.events += 1;
            let place = source.place(event);
            for dyad in dyads(event) {
                let mut row = Row {
                    source: &source,
                    event,
                    place,
                    from: dyad.from,
                    to: dyad.to,
                    event_number: self.events,
                    story_number: self.stories,
                };
                self.out
                    .row(self.columns.iter().map(|(_, cell)| cell(&row)))?;
                if dyad.sides == Sides::Mutual {
                    (row.from, row.to) = (row.to, row.from);
                    self.out
                        .row(self.columns.iter().map(|(_, cell)| cell(&row)))?;
                }
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        self.out.finish()?;
        Ok(0)
    }
}

fn name(row: &Row<'_>, side: Option<&Participant>) -> String {
    side.map(|who| row.source.participant(who))
        .unwrap_or_default()
}

fn entity<'r>(row: &Row<'r>, side: Option<&Participant>) -> Option<&'r Entity> {
    row.source.record.entity(side?.entity)
}

/// The sectors of a side, and what it is if it is no state, in ICEWS's words, divided by commas as ICEWS does.
fn sectors(row: &Row<'_>, side: Option<&Participant>) -> String {
    let Some(entity) = entity(row, side) else {
        return String::new();
    };
    let codes = entity.sector.iter().chain(&entity.country);
    let words = codes.filter_map(|code| codes::actor(code)?.icews);
    distinct(words).join(",")
}

fn country(row: &Row<'_>, side: Option<&Participant>) -> String {
    country_name(entity(row, side).and_then(|entity| entity.country.as_deref()))
}

fn country_name(code: Option<&str>) -> String {
    let country = code.and_then(codes::country);
    country
        .map(|country| country.name.to_owned())
        .unwrap_or_default()
}

fn on_map(row: &Row<'_>, cell: impl Fn(&GeoPlace) -> Option<String>) -> String {
    let place = row.place.and_then(|place| place.place.as_ref());
    place.and_then(cell).unwrap_or_default()
}
