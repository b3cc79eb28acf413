//! When: the expressions of time and the dates they stand for.

use dateline_record::{Record, TimeExpression, TimeType};

use super::layout::Run;
use super::sheet::{Sheet, column_beside};
use super::style;
use super::wording;

pub fn set(record: &Record, sheet: &mut Sheet) {
    let mut rows: Vec<(String, Vec<Run>)> = Vec::new();
    let mut seen: Vec<(String, Option<&str>)> = Vec::new();
    for time in &record.times {
        let words = wording::words(record, time.span);
        let key = (words.to_lowercase(), time.value.as_deref());
        if !seen.contains(&key) {
            seen.push(key);
            rows.push((words, meaning(time)));
        }
    }
    if rows.is_empty() {
        return;
    }
    sheet.heading("When");
    let column = column_beside(
        rows.iter().map(|(words, _)| words.as_str()),
        sheet.columns(),
    );
    for (words, meaning) in rows {
        sheet.entry(Run::new(words, style::PLAIN), column, meaning);
    }
}

fn meaning(time: &TimeExpression) -> Vec<Run> {
    let mut runs = match &time.value {
        Some(value) => vec![Run::new(value, style::DATE)],
        None => vec![Run::new("not resolved", style::ASIDE)],
    };
    let sort = match time.time_type {
        TimeType::Date | TimeType::Time => return runs,
        TimeType::Duration => " duration",
        TimeType::Set => " repeated",
    };
    runs.push(Run::new(sort, style::ASIDE));
    runs
}
