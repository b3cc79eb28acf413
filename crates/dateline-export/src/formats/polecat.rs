//! The columns of POLECAT, one row an event, between tabs.
//!
//! Lists inside a cell are divided by `; `, and the lists of one side (name, country, COW number, first sector, title, words)
//! have an entry for each actor in the same order. Where nothing is known, `None` stands, as in POLECAT's own files.

use std::io::Write;

use dateline_record::{Entity, EntityType, Event, GeoPlace, Participant, Record};

use crate::cells::{distinct, list, rounded};
use crate::codes::{class, class_name, country};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::selection::Selection;
use crate::source::{Source, country_of, edtf, word};
use crate::tabs::TabWriter;

/// What stands where nothing is known.
const NONE: &str = "None";

struct Row<'r> {
    source: &'r Source<'r>,
    event: &'r Event,
    place: Option<&'r Entity>,
}

type Cell = fn(&Row<'_>) -> String;

/// POLECAT's columns in their order.
const COLUMNS: [(&str, Cell); 40] = [
    ("Event ID", |row| row.source.id(row.event.id)),
    ("Event Date", |row| {
        let day = row.source.when(row.event).first;
        day.map(|day| day.to_string()).unwrap_or_default()
    }),
    ("Event Type", |row| row.event.event_type.clone()),
    ("Event Mode", |row| list(&row.event.modes)),
    ("Intensity", |row| {
        row.event
            .score
            .map(|score| rounded(score).to_string())
            .unwrap_or_default()
    }),
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
    ("City", |row| {
        row.place
            .and_then(|place| row.source.city(place))
            .unwrap_or_default()
    }),
    ("District", unknown),
    ("Province", |row| on_map(row, |place| place.admin1.clone())),
    ("Country", |row| {
        row.place
            .and_then(country_of)
            .unwrap_or_default()
            .to_owned()
    }),
    ("Latitude", |row| {
        on_map(row, |place| Some(place.lat.to_string()))
    }),
    ("Longitude", |row| {
        on_map(row, |place| Some(place.lon.to_string()))
    }),
    ("GeoNames ID", |row| {
        on_map(row, |place| Some(place.geonames.to_string()))
    }),
    ("Raw Placename", |row| {
        let place = row.event.place.as_ref();
        place
            .map(|place| row.source.words(place.span).into_owned())
            .unwrap_or_default()
    }),
    ("Feature Type", |row| {
        on_map(row, |place| place.kind.clone())
    }),
    ("Source", |row| {
        row.source
            .record
            .report
            .publisher
            .clone()
            .unwrap_or_default()
    }),
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

/// Columns of ours at the end, when rows differ in them.
const OURS: [(&str, Cell); 4] = [
    ("Status", |row| word(row.event.status)),
    ("Historical", |row| row.event.historical.to_string()),
    ("Voice", |row| row.source.voice(&row.event.voice)),
    ("Time", |row| edtf(row.event).unwrap_or_default().to_owned()),
];

/// The names of POLECAT's columns, in their order.
pub fn polecat_columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

struct Polecat<W: Write> {
    out: TabWriter<W>,
    columns: Vec<(&'static str, Cell)>,
}

/// Begins a file with POLECAT's columns, and ours after them if rows can differ in voice or status.
pub fn open(out: Out, selection: Selection) -> Opened {
    let mut columns = COLUMNS.to_vec();
    if !selection.is_uniform() {
        columns.extend(OURS);
    }
    let mut out = TabWriter::new(out);
    out.row(columns.iter().map(|(name, _)| name))?;
    Ok(Box::new(Polecat { out, columns }))
}

impl<W: Write> Exporter for Polecat<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        for event in &record.events {
            let place = source.place(event);
            let row = Row {
                source: &source,
                event,
                place,
            };
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

fn on_map(row: &Row<'_>, cell: impl Fn(&GeoPlace) -> Option<String>) -> String {
    let place = row.place.and_then(|place| place.place.as_ref());
    place.and_then(cell).unwrap_or_default()
}

/// The names of a story's entities of some types.
fn story(row: &Row<'_>, types: &[EntityType]) -> String {
    let entities = row.source.record.entities.iter();
    let names = entities
        .filter(|entity| types.contains(&entity.entity_type))
        .filter_map(|entity| entity.name.as_deref());
    list(distinct(names))
}
