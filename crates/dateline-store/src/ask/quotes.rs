//! Who said what.

use rusqlite::params_from_iter;

use super::Order;
use super::conditions::{NAMES, Values, matching, within};
use crate::days::Days;
use crate::error::{In, StoreError};
use crate::said;
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
            // Each as it stands, however many words it has.
            let phrase = |words: &String| format!("\"{}\"", words.replace('"', " "));
            let phrases: Vec<_> = question.words.iter().map(phrase).collect();
            values.push(matching(&phrases.join(" ")));
            conditions.push(format!(
                "{} IN (SELECT rowid FROM said WHERE said MATCH ?)",
                said::row("a")
            ));
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
        let most = question.limit.unwrap_or(usize::MAX);
        let mut ask = self.connection.prepare_cached(&query).within(&self.path)?;
        let mut rows = ask.query(params_from_iter(values)).within(&self.path)?;
        while found.len() < most
            && let Some(row) = rows.next().within(&self.path)?
        {
            let number: i64 = row.get(1).within(&self.path)?;
            found.push(QuoteFound {
                record: row.get(0).within(&self.path)?,
                index: usize::try_from(number - 1).unwrap_or_default(),
            });
        }
        Ok(found)
    }
}
