//! Who said what.

use dateline_record::{CharSpan, Text};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::Deserialize;

use super::Order;
use super::conditions::{NAMES, Values, matching, within};
use crate::days::Days;
use crate::error::{In, StoreError, unreadable};
use crate::store::Store;

/// A question for what somebody said, wrote, thought or wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quotes {
    /// By somebody in whose name all these words occur.
    pub speaker: Option<String>,
    /// These words occur in it, whatever their case.
    pub words: Vec<String>,
    /// In a report published within these days.
    pub published: Option<Days>,
    /// All of it stands in quotation marks.
    pub direct: bool,
    /// Which come first.
    pub order: Order,
    /// At most so many.
    pub limit: Option<usize>,
}

/// What somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteFound {
    /// Number of its record.
    pub record: i64,
    /// Its index in the record's list of attributions.
    pub index: usize,
}

impl Store {
    /// What was said, by those who were asked for, of the latest versions of reports.
    pub fn quotes(&self, question: &Quotes) -> Result<Vec<QuoteFound>, StoreError> {
        let mut values = Values::new();
        let mut conditions = vec!["r.latest".to_owned()];
        if let Some(speaker) = &question.speaker {
            values.push(matching(speaker));
            conditions.push(format!("a.speaker IN {NAMES}"));
        }
        if question.direct {
            conditions.push("a.kind = 'direct'".to_owned());
        }
        if let Some(days) = question.published {
            conditions.push(within(days, "r.first_day", "r.last_day", &mut values));
        }
        if !question.words.is_empty() {
            // What is in the quotation is in the report; the reports with the words are found at once.
            values.push(Value::Text(match matching(&question.words.join(" ")) {
                Value::Text(words) => words,
                _ => String::new(),
            }));
            conditions.push("r.id IN (SELECT rowid FROM words WHERE words MATCH ?)".to_owned());
        }
        let order = match question.order {
            Order::Newest => "a.day DESC, a.record DESC, a.number",
            Order::Oldest => "a.day = 0, a.day, a.record, a.number",
        };
        let query = format!(
            "SELECT a.record, a.number FROM attributions a JOIN reports r ON r.record = a.record
             WHERE {} ORDER BY {order}",
            conditions.join(" AND ")
        );
        let mut found = Vec::new();
        // What was said in one report comes together.
        let mut open: Option<(i64, Said)> = None;
        let most = question.limit.unwrap_or(usize::MAX);
        let mut ask = self.connection.prepare_cached(&query).within(&self.path)?;
        let mut rows = ask.query(params_from_iter(values)).within(&self.path)?;
        while found.len() < most
            && let Some(row) = rows.next().within(&self.path)?
        {
            let record: i64 = row.get(0).within(&self.path)?;
            let number: i64 = row.get(1).within(&self.path)?;
            let index = usize::try_from(number - 1).unwrap_or_default();
            if !question.words.is_empty() {
                let read = match open.take() {
                    Some((id, read)) if id == record => read,
                    _ => self.said(record)?,
                };
                let said = read.holds(index, &question.words);
                open = Some((record, read));
                if !said {
                    continue;
                }
            }
            found.push(QuoteFound { record, index });
        }
        Ok(found)
    }

    fn said(&self, record: i64) -> Result<Said, StoreError> {
        serde_json::from_str(&self.json(record)?)
            .map_err(|error| unreadable(record, &error))
            .within(&self.path)
    }
}

/// As much of a record as tells what was said in it: to read all of it takes several times as long.
#[derive(Deserialize)]
struct Said {
    text: Text,
    attributions: Vec<Content>,
}

#[derive(Deserialize)]
struct Content {
    content: Vec<CharSpan>,
}

impl Said {
    /// Whether all the words occur in what is said there.
    fn holds(&self, index: usize, words: &[String]) -> bool {
        let Some(attribution) = self.attributions.get(index) else {
            return false;
        };
        let code_points = self.text.code_points();
        let pieces: Vec<&str> = attribution
            .content
            .iter()
            .filter_map(|span| self.text.get(code_points.inner(*span)?))
            .collect();
        let content = pieces.join(" ").to_lowercase();
        words
            .iter()
            .all(|word| content.contains(&word.to_lowercase()))
    }
}
