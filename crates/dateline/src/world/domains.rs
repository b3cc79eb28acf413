use std::collections::HashMap;

use super::Countries;
use crate::lexicon::{LexiconError, pairs};

const FILE: &str = "world/domains.tsv";

/// Letters of a country's name that show it at the beginning or end of a host's name, at least.
const LEAST: usize = 5;

/// Country domains: what the address of a report says of where its publisher is at home.
#[derive(Debug, Clone, Default)]
pub struct Domains(HashMap<&'static str, &'static str>);

impl Domains {
    /// The table that the library carries, `lexicon/world/domains.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/domains.tsv"))
    }

    /// Reads a table of two columns: a domain, and the code of its state.
    ///
    /// # Errors
    /// Names the first line that repeats an earlier domain.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut domains = HashMap::new();
        for (line, domain, code) in pairs(file, text)? {
            if domains.insert(domain, code).is_some() {
                let problem = format!("`{domain}` is listed twice");
                return Err(LexiconError::new(file, line, problem));
            }
        }
        Ok(Self(domains))
    }

    /// Codes of the states that an address names: by its country domain, by a section of its path ("/thailand/"), and by
    /// a name, demonym or capital at the beginning or end of a part of its host ("bangkokpost").
    pub fn countries(&self, url: &str, countries: &Countries) -> Vec<&'static str> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let mut parts = rest.split(['/', '?', '#']);
        let host = parts.next().unwrap_or("").to_lowercase();
        let labels: Vec<&str> = host.split('.').collect();
        let mut found: Vec<&'static str> = Vec::new();
        found.extend(labels.last().and_then(|d| self.0.get(*d)));
        let named = |words: &str| -> Option<&'static str> {
            let country = countries
                .by_name(words)
                .or_else(|| countries.by_demonym(words))
                .or_else(|| countries.by_capital(words))
                .or_else(|| countries.candidates(words).into_iter().next())?;
            Some(country.code)
        };
        for part in parts {
            // Single words and names, no headlines.
            if part.len() >= LEAST && part.len() < 25 {
                found.extend(named(&part.replace(['-', '_'], " ")));
            }
        }
        for label in &labels {
            let at_edge = (LEAST..=label.len()).rev().find_map(|n| {
                let start = label.get(..n).and_then(named);
                start.or_else(|| label.get(label.len() - n..).and_then(named))
            });
            found.extend(at_edge);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_where_its_publisher_is_at_home() {
        let domains = Domains::bundled().unwrap();
        let countries = Countries::bundled().unwrap();
        for (url, expected) in [
            ("https://news.example.pe/a/1", vec!["PER"]),
            ("https://www.bangkokpost.com/x", vec!["THA"]),
            (
                "https://paper.com/news/bangladesh/a-long-headline-of-kenya",
                vec!["BGD"],
            ),
            ("https://www.paper.com/world", vec![]),
            ("", vec![]),
            ("https://é.ñ/ü", vec![]),
        ] {
            assert_eq!(domains.countries(url, &countries), expected, "{url}");
        }
    }

    #[test]
    fn every_state_is_one_of_the_countries() {
        let countries = Countries::bundled().unwrap();
        for code in Domains::bundled().unwrap().0.values() {
            assert!(countries.by_code(code).is_some(), "{code}");
        }
    }
}
