use std::collections::HashMap;

use super::sectors::sector_list;
use super::{key, look_up};
use crate::lexicon::{LexiconError, each_entry};

const FILE: &str = "world/organizations.tsv";

/// An organization that news names without saying what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// The name that its line begins with.
    pub name: &'static str,
    /// PLOVER's code of its country, or of its kind if it is of no one country (`IGO`, `UNO`, `NGO` …).
    pub country: Option<&'static str>,
    /// PLOVER's sector codes, most telling first.
    pub sectors: Vec<&'static str>,
}

/// Well-known organizations, found by what news calls them.
#[derive(Debug, Clone, Default)]
pub struct Organizations {
    lines: Vec<Organization>,
    names: HashMap<String, usize>,
}

impl Organizations {
    /// The table that the library carries, `lexicon/world/organizations.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/organizations.tsv"))
    }

    /// Reads a table of four columns: names, country, sectors, note.
    ///
    /// # Errors
    /// Names the first line with a wrong number of columns, a sector that PLOVER has not, or a name that an earlier
    /// entry has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut read = Self::default();
        each_entry(file, text, |entry| read.add(entry))?;
        Ok(read)
    }

    fn add(&mut self, entry: &'static str) -> Result<(), String> {
        let columns: Vec<&'static str> = entry.split('\t').collect();
        let &[names, country, sectors, _note] = columns.as_slice() else {
            return Err(format!(
                "four columns divided by tabs expected, found {}",
                columns.len()
            ));
        };
        let at = self.lines.len();
        for name in names.split(';') {
            if name.is_empty() || self.names.insert(key(name), at).is_some() {
                return Err(format!("`{name}` is no name or listed twice"));
            }
        }
        let filled = |column: &'static str| Some(column).filter(|c| *c != "-");
        let sectors = filled(sectors).map_or(Ok(Vec::new()), sector_list)?;
        self.lines.push(Organization {
            name: names.split(';').next().unwrap_or(names),
            country: filled(country),
            sectors,
        });
        Ok(())
    }

    /// The organization of a whole name, with or without "the".
    pub fn get(&self, name: &str) -> Option<&Organization> {
        look_up(&self.names, name).and_then(|at| self.lines.get(*at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Countries;

    #[test]
    fn names_and_abbreviations_find_one_line() {
        let table = Organizations::bundled().unwrap();
        let nations = table.get("the United Nations").unwrap();
        assert_eq!(table.get("U.N."), Some(nations));
        assert_eq!(nations.country, Some("UNO"));
        // The pronoun is not the World Health Organization.
        assert_eq!(table.get("who"), None);
        assert_eq!(table.get("Reuters").unwrap().sectors, ["JRN"]);
    }

    #[test]
    fn countries_are_states_or_kinds() {
        let countries = Countries::bundled().unwrap();
        let kinds = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];
        for line in Organizations::bundled().unwrap().lines {
            if let Some(code) = line.country {
                let known = kinds.contains(&code) || countries.by_code(code).is_some();
                assert!(known, "{}: {code}", line.name);
            }
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (table, expected) in [
            (
                "A\tIGO",
                "t.tsv:1: four columns divided by tabs expected, found 2",
            ),
            ("A\t-\tXYZ\t-", "t.tsv:1: `XYZ` is no sector"),
            (
                "A\t-\t-\tn\nB;a\t-\t-\tn\nBb;bb\t-\t-\tn",
                "t.tsv:3: `bb` is no name or listed twice",
            ),
        ] {
            let error = Organizations::parse("t.tsv", table).expect_err(table);
            assert_eq!(error.to_string(), expected);
        }
    }
}
