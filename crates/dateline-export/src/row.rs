//! A row of the field's own tab-separated formats: an event, or the pair of its sides that the row is about.

use dateline_record::{Entity, Event, GeoPlace};

use crate::cells::rounded;
use crate::dyads::{Dyad, Sides};
use crate::selection::Selection;
use crate::source::{Source, edtf, word};
use crate::when::When;

/// A row with what its cells ask of it.
pub struct Row<'r> {
    /// The record.
    pub source: &'r Source<'r>,
    /// The event.
    pub event: &'r Event,
    /// The sides that the row is about; nobody where a row is the whole event.
    pub dyad: Dyad<'r>,
    /// Its place.
    pub place: Option<&'r Entity>,
    /// Its time.
    pub when: When,
    /// Its number, in formats that count events.
    pub number: i64,
    /// The number of its report, in formats that count reports.
    pub report: usize,
}

/// How a cell is filled; empty if nothing is known.
pub type Cell = fn(&Row<'_>) -> String;

/// A column by its name.
pub type Column = (&'static str, Cell);

/// Columns of ours that follow those of a format when its rows can differ in voice or status.
const OURS: [Column; 4] = [
    ("Status", |row| word(row.event.status)),
    ("Historical", |row| row.event.historical.to_string()),
    ("Voice", |row| row.source.voice(&row.event.voice)),
    ("Time", |row| edtf(row.event).unwrap_or_default().to_owned()),
];

/// The columns of a format, and ours after them if its rows can differ in voice or status.
pub fn with_ours(columns: &[Column], selection: Selection) -> Vec<Column> {
    let mut all = columns.to_vec();
    if !selection.is_uniform() {
        all.extend(OURS);
    }
    all
}

impl<'r> Row<'r> {
    /// The row of a whole event.
    pub fn of(source: &'r Source<'r>, event: &'r Event) -> Row<'r> {
        let nobody = Dyad {
            from: None,
            to: None,
            sides: Sides::Nobody,
        };
        Row {
            source,
            event,
            dyad: nobody,
            place: source.place(event),
            when: source.when(event),
            number: 0,
            report: 0,
        }
    }

    /// The first day.
    pub fn day(&self) -> String {
        self.when
            .first
            .map(|day| day.to_string())
            .unwrap_or_default()
    }

    /// PLOVER's score.
    pub fn score(&self) -> String {
        let score = self.event.score.map(rounded);
        score.map(|score| score.to_string()).unwrap_or_default()
    }

    /// Who published the report.
    pub fn publisher(&self) -> String {
        let report = &self.source.record.report;
        report.publisher.clone().unwrap_or_default()
    }

    /// The number of the sentence with the event's word, from 1.
    pub fn sentence(&self) -> String {
        let sentence = self.source.sentence(self.event.anchor);
        let number = sentence.map(|(number, _)| number.to_string());
        number.unwrap_or_default()
    }

    /// The place if it is a city.
    pub fn city(&self) -> String {
        let city = self.place.and_then(|place| self.source.city(place));
        city.unwrap_or_default()
    }

    /// Something of the place on the map.
    pub fn on_map(&self, cell: impl Fn(&GeoPlace) -> Option<String>) -> String {
        let place = self.place.and_then(|place| place.place.as_ref());
        place.and_then(cell).unwrap_or_default()
    }
}
