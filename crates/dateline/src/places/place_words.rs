use std::collections::HashMap;

use dateline_gazetteer::{Gazetteer, Place};

use crate::lexicon::{LexiconError, each_entry};

const FILE: &str = "world/place-words.tsv";

/// Stands in the column of countries for a continent.
const CONTINENT: &str = "-";

/// PlaceWords of places: "Ala.", "N.Y.", "BC".
#[derive(Debug, Clone, Default)]
pub struct PlaceWords(HashMap<&'static str, Vec<(&'static str, &'static str)>>);

impl PlaceWords {
    /// The table that the library carries, `lexicon/world/place-words.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/place-words.tsv"))
    }

    /// Reads a table of three columns: code of the country, name, words.
    ///
    /// # Errors
    /// Names the first line that has not three columns or an empty entry.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut read = Self::default();
        each_entry(file, text, |entry| {
            let columns: Vec<&'static str> = entry.split('\t').collect();
            let &[country, name, words] = columns.as_slice() else {
                return Err("three columns divided by tabs expected".to_owned());
            };
            for word in words.split(';') {
                if word.is_empty() || country.is_empty() || name.is_empty() {
                    return Err("an entry is empty".to_owned());
                }
                read.0.entry(word).or_default().push((country, name));
            }
            Ok(())
        })?;
        Ok(read)
    }

    /// The places that a word stands for; the two letters of a division only behind a comma or bracket.
    pub fn places<'g>(
        &self,
        word: &str,
        behind_comma: bool,
        gazetteer: &'g Gazetteer,
    ) -> Vec<Place<'g>> {
        let postal = word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
        let meant = self.0.get(word).into_iter().flatten();
        meant
            .filter(|(country, _)| behind_comma || !postal || *country == CONTINENT)
            .filter_map(|(country, name)| {
                let named = gazetteer.candidates(name).into_iter();
                let inside = named.filter(|p| p.country.unwrap_or(CONTINENT) == *country);
                inside.max_by_key(|p| (p.kind.is_area(), p.by_first_name, p.population))
            })
            .collect()
    }

    /// Whether a word stands for a continent or its people.
    pub fn is_of_continent(&self, word: &str) -> bool {
        let mut meant = self.0.get(word).into_iter().flatten();
        meant.any(|(country, _)| *country == CONTINENT)
    }

    /// Whether the word is one.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }
}
