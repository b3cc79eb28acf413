use std::collections::HashMap;

use crate::lexicon::{LexiconError, pairs};

const FILE: &str = "world/offices.tsv";

/// Who has an office of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// Only states ("prime minister").
    OfState,
    /// Unions and companies, too ("president").
    OfAnybody,
    /// Parts of a state ("mayor", "governor").
    OfPart(Part),
}

/// A part of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A city, a town, a village.
    Town,
    /// A province, a state of a federation, a county.
    Region,
}

/// Offices of which a state, or a part of it, has one at a time, or a cabinet full.
#[derive(Debug, Clone, Default)]
pub struct Offices(HashMap<&'static str, Office>);

impl Part {
    /// The part that a word of a table stands for: `town` or `region`.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "town" => Some(Part::Town),
            "region" => Some(Part::Region),
            _ => None,
        }
    }

    /// Whether a place of a kind, as a record has it, is such a part.
    pub fn is(self, kind: &str) -> bool {
        match self {
            Part::Town => matches!(kind, "city" | "capital" | "section"),
            Part::Region => matches!(kind, "admin1" | "admin2" | "region"),
        }
    }
}

impl Offices {
    /// The table that the library carries, `lexicon/world/offices.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/offices.tsv"))
    }

    /// Reads a table of two columns: a title in lower case, and `state`, `anybody`, `town` or `region`.
    ///
    /// # Errors
    /// Names the first line with another word in the second column, or with a title that an earlier line has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut offices = HashMap::new();
        for (line, title, whose) in pairs(file, text)? {
            let office = match whose {
                "state" => Some(Office::OfState),
                "anybody" => Some(Office::OfAnybody),
                part => Part::named(part).map(Office::OfPart),
            };
            let Some(office) = office else {
                let problem =
                    format!("`{whose}` is none of `state`, `anybody`, `town` and `region`");
                return Err(LexiconError::new(file, line, problem));
            };
            if offices.insert(title, office).is_some() {
                return Err(LexiconError::new(
                    file,
                    line,
                    format!("`{title}` is listed twice"),
                ));
            }
        }
        Ok(Self(offices))
    }

    /// Who has the office of a title in lower case; `None` for a title that is none of a state.
    pub fn get(&self, title: &str) -> Option<Office> {
        self.0.get(title).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_has_a_president_but_no_prime_minister() {
        let offices = Offices::bundled().unwrap();
        assert_eq!(offices.get("president"), Some(Office::OfAnybody));
        assert_eq!(offices.get("prime minister"), Some(Office::OfState));
        assert_eq!(offices.get("striker"), None);
    }

    #[test]
    fn a_town_has_a_mayor_and_a_province_a_governor() {
        let offices = Offices::bundled().unwrap();
        let part = |title: &str| match offices.get(title) {
            Some(Office::OfPart(part)) => part,
            other => panic!("{title}: {other:?}"),
        };
        assert!(part("mayor").is("city") && !part("mayor").is("admin1"));
        assert!(part("governor").is("admin1") && !part("governor").is("city"));
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let error = Offices::parse("t.tsv", "king\tstate\nqueen\trealm").expect_err("no realm");
        assert_eq!(
            error.to_string(),
            "t.tsv:2: `realm` is none of `state`, `anybody`, `town` and `region`"
        );
    }
}
