//! The columns of ICEWS coded event data, one row a source and target, between tabs.
//!
//! Where two actors do something with each other there are two rows, one each way, as in ICEWS's own files. The numbers of
//! events and stories are counted within the export: readers of ICEWS take them as integers of 32 bits.

use std::io::Write;

use dateline_record::{Entity, Participant, Record};

use crate::cells::distinct;
use crate::codes;
use crate::dyads::{Sides, dyads};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::row::{Column, Row, with_ours};
use crate::selection::Selection;
use crate::source::{Source, country_of, type_and_modes};
use crate::tabs::TabWriter;

/// ICEWS's columns in their order.
const COLUMNS: [Column; 20] = [
    ("Event ID", |row| row.number.to_string()),
    ("Event Date", |row| row.day()),
    ("Source Name", |row| name(row, row.dyad.from)),
    ("Source Sectors", |row| sectors(row, row.dyad.from)),
    ("Source Country", |row| country(row, row.dyad.from)),
    ("Event Text", |row| type_and_modes(row.event)),
    ("CAMEO Code", |row| {
        row.event.cameo.clone().unwrap_or_default()
    }),
    ("Intensity", |row| row.score()),
    ("Target Name", |row| name(row, row.dyad.to)),
    ("Target Sectors", |row| sectors(row, row.dyad.to)),
    ("Target Country", |row| country(row, row.dyad.to)),
    ("Story ID", |row| row.report.to_string()),
    ("Sentence Number", |row| row.sentence()),
    ("Publisher", |row| row.publisher()),
    ("City", |row| row.city()),
    ("District", |_| String::new()),
    ("Province", |row| row.on_map(|place| place.admin1.clone())),
    ("Country", |row| {
        country_name(row.place.and_then(country_of))
    }),
    ("Latitude", |row| {
        row.on_map(|place| Some(place.lat.to_string()))
    }),
    ("Longitude", |row| {
        row.on_map(|place| Some(place.lon.to_string()))
    }),
];

/// The event in the record, which the numbers do not tell.
const RECORD: Column = ("Record", |row| row.source.id(row.event.id));

/// The names of ICEWS's columns, in their order.
pub fn icews_columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

struct Icews<W: Write> {
    out: TabWriter<W>,
    columns: Vec<Column>,
    events: i64,
    stories: usize,
}

/// Begins a file with ICEWS's columns, and ours after them if rows can differ in voice or status.
pub fn open(out: Out, selection: Selection) -> Opened {
    let mut columns = with_ours(&COLUMNS, selection);
    if columns.len() > COLUMNS.len() {
        columns.push(RECORD);
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
            for dyad in dyads(event) {
                let mut row = Row {
                    dyad,
                    number: self.events,
                    report: self.stories,
                    ..Row::of(&source, event)
                };
                self.row(&row)?;
                if dyad.sides == Sides::Mutual {
                    (row.dyad.from, row.dyad.to) = (dyad.to, dyad.from);
                    self.row(&row)?;
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

impl<W: Write> Icews<W> {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        self.out.row(self.columns.iter().map(|(_, cell)| cell(row)))
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
