//! The columns of POLECAT, one row an event, between tabs.
//!
//! Lists inside a cell are divided by `; `, and the lists of one side (name, country, COW number, first sector, title, words)
//! have an entry for each actor in the same order. Where nothing is known, `None` stands, as in POLECAT's own files.

use std::io::Write;

use dateline_record::{EntityType, Participant, Record};

use crate::cells::{distinct, list};
use crate::codes::{class, class_name, country};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::row::{Column, Row, with_ours};
use crate::selection::Selection;
use crate::source::{Source, country_of};
use crate::tabs::TabWriter;

/// What stands where nothing is known.
const NONE: &str = "None";

/// POLECAT's columns in their order.
const COLUMNS: [Column; 40] = [
    ("Event ID", |row| row.source.id(row.event.id)),
    ("Event Date", |row| row.day()),
    ("Event Type", |row| row.event.event_type.clone()),
    ("Event Mode", |row| list(&row.event.modes)),
    ("Intensity", |row| row.score()),
    ("Quad Code", |row| {
        let name = class(&row.event.event_type).and_then(class_name);
        name.unwrap_or_default().to_owned()
    }),
    ("Contexts", |row| list(&row.event.contexts)),
    ("Actor Name", |row| names(row, &row.event.actors)),
    ("Actor Country", |row| countries(row, &row.event.actors)),
    ("Actor COW", |row| cow_numbers(row, &row.event.actors)),
    ("Primary Actor Sector", |row| {
        first_sectors(row, &row.event.actors)
    }),
    ("Actor Sectors", |row| all_sectors(row, &row.event.actors)),
    ("Actor Title", |row| titles(row, &row.event.actors)),
    ("Actor Name Raw", |row| words(row, &row.event.actors)),
    ("Wikipedia Actor ID", unknown),
    ("Recipient Name", |row| names(row, &row.event.recipients)),
    ("Recipient Country", |row| {
        countries(row, &row.event.recipients)
    }),
    ("Recipient COW", |row| {
        cow_numbers(row, &row.event.recipients)
    }),
    ("Primary Recipient Sector", |row| {
        first_sectors(row, &row.event.recipients)
    }),
    ("Recipient Sectors", |row| {
        all_sectors(row, &row.event.recipients)
    }),
    ("Recipient Title", |row| titles(row, &row.event.recipients)),
    ("Recipient Name Raw", |row| {
        words(row, &row.event.recipients)
    }),
    ("Wikipedia Recipient ID", unknown),
    ("Placename", |row| {
        row.place
            .map(|place| row.source.name(place.id))
            .unwrap_or_default()
    }),
    ("City", |row| row.city()),
    ("District", unknown),
    ("Province", |row| row.on_map(|place| place.admin1.clone())),
    ("Country", |row| {
        row.place
            .and_then(country_of)
            .unwrap_or_default()
            .to_owned()
    }),
    ("Latitude", |row| {
        row.on_map(|place| Some(place.lat.to_string()))
    }),
    ("Longitude", |row| {
        row.on_map(|place| Some(place.lon.to_string()))
    }),
    ("GeoNames ID", |row| {
        row.on_map(|place| place.geonames.map(|id| id.to_string()))
    }),
    ("Raw Placename", |row| {
        let place = row.event.place.as_ref();
        place
            .map(|place| row.source.words(place.span).into_owned())
            .unwrap_or_default()
    }),
    ("Feature Type", |row| row.on_map(|place| place.kind.clone())),
    ("Source", |row| row.publisher()),
    ("Publication Date", |row| {
        row.source
            .record
            .report
            .published
            .clone()
            .unwrap_or_default()
    }),
    ("Story People", |row| story(row, &[EntityType::Person])),
    ("Story Organizations", |row| {
        story(row, &[EntityType::Organization])
    }),
    ("Story Locations", |row| {
        story(row, &[EntityType::Place, EntityType::Facility])
    }),
    ("Language", |row| {
        row.source
            .record
            .report
            .language
            .clone()
            .unwrap_or_default()
    }),
    ("Version", |row| {
        format!("dateline {}", row.source.record.engine)
    }),
];

/// The names of POLECAT's columns, in their order.
pub fn polecat_columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

struct Polecat<W: Write> {
    out: TabWriter<W>,
    columns: Vec<Column>,
}

/// Begins a file with POLECAT's columns, and ours after them if rows can differ in voice or status.
pub fn open(out: Out, selection: Selection) -> Opened {
    let columns = with_ours(&COLUMNS, selection);
    let mut out = TabWriter::new(out);
    out.row(columns.iter().map(|(name, _)| name))?;
    Ok(Box::new(Polecat { out, columns }))
}

impl<W: Write> Exporter for Polecat<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        for event in &record.events {
            let row = Row::of(&source, event);
            self.out.row(self.columns.iter().map(|(_, cell)| {
                let cell = cell(&row);
                if cell.is_empty() {
                    NONE.to_owned()
                } else {
                    cell
                }
            }))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        self.out.finish()?;
        Ok(0)
    }
}

fn unknown(_: &Row<'_>) -> String {
    String::new()
}

/// A list with an entry for each of a side; empty if nothing is known of any.
fn aligned(side: &[Participant], entry: impl Fn(&Participant) -> Option<String>) -> String {
    let entries: Vec<Option<String>> = side.iter().map(entry).collect();
    if entries.iter().all(Option::is_none) {
        return String::new();
    }
    list(entries.iter().map(|entry| entry.as_deref().unwrap_or(NONE)))
}

fn names(row: &Row<'_>, side: &[Participant]) -> String {
    aligned(side, |who| Some(row.source.participant(who)))
}

fn words(row: &Row<'_>, side: &[Participant]) -> String {
    aligned(side, |who| Some(row.source.words(who.span).into_owned()))
}

fn titles(row: &Row<'_>, side: &[Participant]) -> String {
    aligned(side, |who| row.source.title(who.entity).map(str::to_owned))
}

fn countries(row: &Row<'_>, side: &[Participant]) -> String {
    aligned(side, |who| {
        row.source.record.entity(who.entity)?.country.clone()
    })
}

fn cow_numbers(row: &Row<'_>, side: &[Participant]) -> String {
    aligned(side, |who| {
        let code = row.source.record.entity(who.entity)?.country.as_deref()?;
        country(code)?.cow.map(str::to_owned)
    })
}

fn first_sectors(row: &Row<'_>, side: &[Participant]) -> String {
    aligned(side, |who| {
        row.source
            .record
            .entity(who.entity)?
            .sector
            .first()
            .cloned()
    })
}

fn all_sectors(row: &Row<'_>, side: &[Participant]) -> String {
    let entities = side
        .iter()
        .filter_map(|who| row.source.record.entity(who.entity));
    list(distinct(entities.flat_map(|entity| &entity.sector)))
}

/// The names of a story's entities of some types.
fn story(row: &Row<'_>, types: &[EntityType]) -> String {
    let entities = row.source.record.entities.iter();
    let names = entities
        .filter(|entity| types.contains(&entity.entity_type))
        .filter_map(|entity| entity.name.as_deref());
    list(distinct(names))
}
