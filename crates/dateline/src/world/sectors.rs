use std::collections::HashMap;

use super::Source;
use crate::lexicon::{LexiconError, entries};

const FILE: &str = "world/sectors.tsv";

/// PLOVER's sector codes.
const SECTORS: [&str; 25] = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
];

/// The sector codes of a column, divided by `;`, each of which PLOVER must have.
pub(super) fn sector_list(column: &str) -> Result<Vec<&'static str>, String> {
    column.split(';').map(known_sector).collect()
}

/// PLOVER's code that a word is.
pub(super) fn known_sector(code: &str) -> Result<&'static str, String> {
    SECTORS
        .iter()
        .copied()
        .find(|s| *s == code)
        .ok_or_else(|| format!("`{code}` is no sector"))
}

/// What some words say of an actor's sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorWord {
    /// PLOVER's sector codes, most telling first.
    pub sectors: Vec<&'static str>,
    /// Whether an organization or other words beside them say it better.
    pub yields: bool,
    /// Where the words stand.
    pub source: Source,
}

/// Titles, nouns and words of names with the sector that they tell.
#[derive(Debug, Clone, Default)]
pub struct SectorWords {
    words: HashMap<&'static str, SectorWord>,
    longest: usize,
}

impl SectorWords {
    /// The table that the library carries, `lexicon/world/sectors.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/sectors.tsv"))
    }

    /// Reads a table of two or three columns: words, sectors, `yields`.
    ///
    /// # Errors
    /// Names the first line with a wrong number of columns, a sector that PLOVER has not, or words that an earlier line
    /// has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut read = Self::default();
        for (line, entry) in entries(text) {
            read.add(entry, Source::new(file, line))
                .map_err(|problem| LexiconError::new(file, line, problem))?;
        }
        Ok(read)
    }

    fn add(&mut self, entry: &'static str, source: Source) -> Result<(), String> {
        let columns: Vec<&'static str> = entry.split('\t').collect();
        let (words, sectors, yields) = match *columns.as_slice() {
            [words, sectors] => (words, sectors, false),
            [words, sectors, "yields"] => (words, sectors, true),
            _ => return Err("words, sectors and perhaps `yields` expected".to_owned()),
        };
        let sectors = sector_list(sectors)?;
        self.longest = self.longest.max(words.split(' ').count());
        let word = SectorWord {
            sectors,
            yields,
            source,
        };
        match self.words.insert(stem(words), word) {
            Some(_) => Err(format!("`{words}` is listed twice")),
            None => Ok(()),
        }
    }

    /// What words in lower case say; a final full stop does not count.
    pub fn get(&self, words: &str) -> Option<&SectorWord> {
        self.words.get(stem(words))
    }

    /// Number of words of the longest entry.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

fn stem(words: &str) -> &str {
    words.strip_suffix('.').unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_sectors() {
        let words = SectorWords::bundled().unwrap();
        assert_eq!(words.get("sen.").unwrap().sectors, ["LEG"]);
        assert_eq!(words.get("sen").unwrap().sectors, ["LEG"]);
        assert_eq!(
            words.get("opposition leader").unwrap().sectors,
            ["OPP", "PTY"]
        );
        assert!(words.get("president").unwrap().yields);
        assert_eq!(words.get("spokesman"), None);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (table, expected) in [
            (
                "judge\tJUD\tno",
                "t.tsv:1: words, sectors and perhaps `yields` expected",
            ),
            ("judge\tJDG", "t.tsv:1: `JDG` is no sector"),
            ("gen\tMIL\ngen.\tMIL", "t.tsv:2: `gen.` is listed twice"),
        ] {
            let error = SectorWords::parse("t.tsv", table).expect_err(table);
            assert_eq!(error.to_string(), expected);
        }
    }
}
