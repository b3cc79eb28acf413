//! A story as an answer shows it: how long it ran, who told it and who is in it.

use dateline_record::Record;
use dateline_store::ask::{Source, StoryFound};
use dateline_store::{Store, StoreError};
use serde_json::{Value, json};

use super::event::{BETWEEN, report_json};
use super::form::{Shown, written};
use crate::page::wording;

/// A story with its reports.
pub struct StoryTold {
    story: StoryFound,
    reports: Vec<Source>,
    headline: String,
}

impl StoryTold {
    /// The story that was found.
    ///
    /// # Errors
    /// If a record of it cannot be read.
    pub fn new(store: &Store, story: StoryFound) -> Result<StoryTold, StoreError> {
        let reports = story
            .records
            .iter()
            .map(|record| store.source(*record))
            .collect::<Result<Vec<_>, _>>()?;
        let titled = reports.first().and_then(|report| report.title.clone());
        let headline = match (titled, story.records.first()) {
            (Some(title), _) => title,
            (None, Some(record)) => first_sentence(&store.record(*record)?),
            (None, None) => String::new(),
        };
        Ok(StoryTold {
            story,
            reports,
            headline,
        })
    }

    fn days(&self) -> [Option<String>; 2] {
        let (first, last) = self.story.days;
        [first, last].map(|day| (day > 0).then(|| written(day)))
    }
}

/// What stands for a headline where there is none.
fn first_sentence(record: &Record) -> String {
    let sentence = record.sentences.first();
    sentence.map_or_else(String::new, |sentence| wording::words(record, *sentence))
}

impl Shown for StoryTold {
    const TABLE: &'static [&'static str] = &[
        "STORY",
        "FIRST",
        "LAST",
        "REPORTS",
        "COPIES",
        "FIRST HEADLINE",
        "WHO",
        "WHERE",
    ];

    const CSV: &'static [&'static str] = &[
        "story",
        "first_published",
        "last_published",
        "reports",
        "copies",
        "headline",
        "actors",
        "places",
        "first_report_hash",
    ];

    fn table_row(&self) -> Vec<String> {
        let story = &self.story;
        vec![
            story.id.to_string(),
            written(story.days.0),
            written(story.days.1),
            story.reports.to_string(),
            story.copies.to_string(),
            self.headline.clone(),
            story.actors.join(", "),
            story.places.join(", "),
        ]
    }

    fn csv_row(&self) -> Vec<String> {
        let story = &self.story;
        let [first, last] = self.days().map(Option::unwrap_or_default);
        let first_report = self.reports.first();
        vec![
            story.id.to_string(),
            first,
            last,
            story.reports.to_string(),
            story.copies.to_string(),
            self.headline.clone(),
            story.actors.join(BETWEEN),
            story.places.join(BETWEEN),
            first_report
                .map(|report| report.hash.clone())
                .unwrap_or_default(),
        ]
    }

    fn json(&self) -> Value {
        let [first, last] = self.days();
        let reports: Vec<Value> = self.reports.iter().map(report_json).collect();
        json!({
            "story": self.story.id,
            "first_published": first,
            "last_published": last,
            "reports": self.story.reports,
            "copies": self.story.copies,
            "headline": self.headline,
            "actors": self.story.actors,
            "places": self.story.places,
            "told_by": reports,
        })
    }
}
