use std::collections::HashMap;

use super::{Source, key, look_up};
use crate::lexicon::{LexiconError, pairs};

const FILE: &str = "world/places.tsv";

/// Larger cities and first-level regions with the state they lie in.
#[derive(Debug, Clone, Default)]
pub struct Places(HashMap<String, (&'static str, Source)>);

impl Places {
    /// The table that the library carries, `lexicon/world/places.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/places.tsv"))
    }

    /// Reads a table of two columns: the code of a state, and its places divided by `;`.
    ///
    /// # Errors
    /// Names the first line with an empty entry or a place that an earlier entry has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut places = HashMap::new();
        for (line, code, names) in pairs(file, text)? {
            for name in names.split(';') {
                let problem = if name.trim() != name || name.is_empty() {
                    "is no name"
                } else if places
                    .insert(key(name), (code, Source::new(file, line)))
                    .is_some()
                {
                    "is listed twice"
                } else {
                    continue;
                };
                return Err(LexiconError::new(file, line, format!("`{name}` {problem}")));
            }
        }
        Ok(Self(places))
    }

    /// The alpha-3 code of the state in which a place lies.
    pub fn country(&self, place: &str) -> Option<&'static str> {
        self.find(place).map(|(code, _)| code)
    }

    /// The state in which a place lies, and the line that says so.
    pub fn find(&self, place: &str) -> Option<(&'static str, &Source)> {
        look_up(&self.0, place).map(|(code, source)| (*code, source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Countries;

    #[test]
    fn cities_and_regions_lie_in_states() {
        let places = Places::bundled().unwrap();
        for (name, state) in [
            ("Mumbai", Some("IND")),
            ("MUMBAI", Some("IND")),
            ("Fla.", Some("USA")),
            ("SC", Some("USA")),
            ("sc", None),
            ("Gotham", None),
        ] {
            assert_eq!(places.country(name), state, "{name}");
        }
    }

    #[test]
    fn every_state_is_one_of_the_countries() {
        let countries = Countries::bundled().unwrap();
        for (code, _) in Places::bundled().unwrap().0.values() {
            assert!(countries.by_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let error = Places::parse("t.tsv", "AAA\tX;Y\nBBB\tY").expect_err("twice");
        assert_eq!(error.to_string(), "t.tsv:2: `Y` is listed twice");
    }
}
