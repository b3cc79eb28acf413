//! The words of a report, counted, and what is counted of words over reports.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::vector::Vector;
use crate::words::{number, words};

/// In how many of a number of passages a word stands, before any report has come: else the first reports of a store
/// would be alike by "the" and "said".
const BACKGROUND: &str = include_str!("../../data/background.tsv");

/// Names and figures tell happenings of one sort apart: they weigh so many times as much as other words.
const NAMES: f32 = 2.0;

/// So many words of a report at most are compared.
const KEPT: usize = 100;

/// What may stand before the first word of a sentence, whose capital says nothing.
const BEFORE_SENTENCES: &[char] = &['.', '!', '?', ':', '"', '“', '”', '\n'];

/// How often the words of a text stand in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordCounts(BTreeMap<String, Count>);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    all: u32,
    /// With a capital or a digit at its beginning, where that is no matter of the sentence.
    as_name: u32,
}

impl WordCounts {
    /// Counts the words of a text: in lower case, without a possessive's ending, none of a single letter.
    pub fn of(text: &str) -> WordCounts {
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        for (start, word) in words(text) {
            let before = text[..start].trim_end_matches([' ', '\t']);
            let opens = before.is_empty() || before.ends_with(BEFORE_SENTENCES);
            let first = word.chars().next();
            let capital = !opens && first.is_some_and(char::is_uppercase);
            let figure = first.is_some_and(char::is_numeric);
            let lower = word.to_lowercase().replace('’', "'");
            let word = lower.strip_suffix("'s").unwrap_or(&lower);
            if word.chars().nth(1).is_some() {
                let count = counts.entry(word.to_owned()).or_default();
                count.all += 1;
                count.as_name += u32::from(capital || figure);
            }
        }
        WordCounts(counts)
    }

    /// The different words, in the order of the alphabet.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Counts the report and gives its words by weight: a word weighs the more the oftener it stands there and the fewer
    /// reports have it.
    pub(super) fn count(&self, connection: &Connection) -> rusqlite::Result<Vector> {
        let reports: i64 = connection
            .prepare_cached("UPDATE story_state SET reports = reports + 1 RETURNING reports")?
            .query_row([], |row| row.get(0))?;
        let mut one_more = connection.prepare_cached(
            "INSERT INTO story_words (word, reports) VALUES (?1, 1)
             ON CONFLICT DO UPDATE SET reports = reports + 1 RETURNING reports",
        )?;
        let mut weights = Vec::with_capacity(self.0.len());
        for (word, count) in &self.0 {
            let word = number(word);
            let having: i64 = one_more.query_row([word as i64], |row| row.get(0))?;
            let rare = (reports as f32 / having as f32).ln();
            let often = 1.0 + (count.all as f32).ln();
            let name = if 2 * count.as_name > count.all {
                NAMES
            } else {
                1.0
            };
            weights.push((word, often * rare * name));
        }
        Ok(Vector::heaviest(weights.into_iter(), KEPT).normalised())
    }
}

/// Begins the counts of a store.
pub(super) fn begin(connection: &Connection) -> rusqlite::Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO story_words (word, reports) VALUES (?1, ?2)")?;
    let rows = BACKGROUND.lines().filter(|line| !line.starts_with('#'));
    let mut passages = 0;
    for (word, reports) in rows.filter_map(|row| row.split_once('\t')) {
        let reports: i64 = reports.parse().unwrap_or_default();
        match word {
            "" => passages = reports,
            word => {
                insert.execute(params![number(word) as i64, reports])?;
            }
        }
    }
    connection.execute(
        "INSERT INTO story_state (reports, day) VALUES (?1, 0)",
        [passages],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_whatever_their_case_and_names_told_apart() {
        let counts =
            WordCounts::of("Rain fell. The Sable rose; Sable’s rain: \"Rain!\" In 1931 a flood");
        let of = |word: &str| counts.0.get(word).map(|count| (count.all, count.as_name));
        assert_eq!(of("rain"), Some((3, 0)));
        assert_eq!(of("sable"), Some((2, 2)));
        assert_eq!(of("1931"), Some((1, 1)));
        assert_eq!(of("the"), Some((1, 0)));
        assert_eq!(of("a"), None);
    }

    #[test]
    fn every_line_of_the_background_has_a_word_and_a_number() {
        let mut lines = BACKGROUND.lines().filter(|line| !line.starts_with('#'));
        let row = |line: &str| {
            let (word, reports) = line.split_once('\t')?;
            Some((word.to_owned(), reports.parse::<u32>().ok()?))
        };
        let (none, passages) = lines.next().and_then(row).expect("the number of passages");
        assert_eq!(none, "");
        let mut count = 0;
        for line in lines {
            let (word, reports) = row(line).unwrap_or_else(|| panic!("{line:?}"));
            assert_eq!(
                WordCounts::of(&word).words().collect::<Vec<_>>(),
                [word.as_str()]
            );
            assert!((1..=passages).contains(&reports), "{line:?}");
            count += 1;
        }
        assert!(count > 1000, "{count}");
    }
}
