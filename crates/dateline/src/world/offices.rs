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
}

/// Offices of which a state has one at a time, or a cabinet full.
#[derive(Debug, Clone, Default)]
pub struct Offices(HashMap<&'static str, Office>);

impl Offices {
    /// The table that the library carries, `lexicon/world/offices.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/offices.tsv"))
    }

    /// Reads a table of two columns: a title in lower case, and `state` or `anybody`.
    ///
    /// # Errors
    /// Names the first line with another word in the second column, or with a title that an earlier line has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut offices = HashMap::new();
        for (line, title, whose) in pairs(file, text)? {
            let office = match whose {
                "state" => Office::OfState,
                "anybody" => Office::OfAnybody,
                other => {
                    let problem = format!("`{other}` is neither `state` nor `anybody`");
                    return Err(LexiconError::new(file, line, problem));
                }
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
    fn a_mistake_is_named_with_its_line() {
        let error = Offices::parse("t.tsv", "king\tstate\nqueen\trealm").expect_err("no realm");
        assert_eq!(
            error.to_string(),
            "t.tsv:2: `realm` is neither `state` nor `anybody`"
        );
    }
}
