use std::collections::HashMap;

use super::Source;
use crate::lexicon::{LexiconError, entries};

const FILE: &str = "world/countries.tsv";

/// A state, or a territory that news and PLOVER treat as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, with PLOVER's `KOS` for Kosovo.
    pub code: &'static str,
    /// The name as English news writes it, without article.
    pub name: &'static str,
    /// Further names: abbreviations, long forms, former names, parts of the state, dependencies.
    pub other_names: Vec<&'static str>,
    /// Adjectives and nouns for its people, singular and plural.
    pub demonyms: Vec<&'static str>,
    /// The capital first, then further seats of government and spellings; empty where there is none.
    pub capitals: Vec<&'static str>,
    /// Where its line stands.
    pub source: Source,
}

impl Country {
    /// The capital, as news spells it; `None` where there is none (Antarctica, Hong Kong).
    pub fn capital(&self) -> Option<&'static str> {
        self.capitals.first().copied()
    }
}

/// The countries of the world, found by what a text calls them.
///
/// A look-up takes one whole name: case, the kind of apostrophe and a leading "the" do not count. Abbreviations in capital
/// letters must be so written, so that "us" is not the United States. A word that news also uses for another place or
/// people ("Georgian", "Congo") gives `None`; [`candidates`](Self::candidates) lists what it may stand for.
#[derive(Debug, Clone)]
pub struct Countries {
    countries: Vec<Country>,
    codes: HashMap<&'static str, usize>,
    names: Words,
    demonyms: Words,
    capitals: Words,
}

impl Countries {
    /// The table that the library carries, `lexicon/world/countries.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/countries.tsv"))
    }

    /// Reads a table of five columns: code, name, other names, demonyms, capitals.
    ///
    /// # Errors
    /// Names the first line with a wrong number of columns, a code that is not three capital letters, an empty entry, or
    /// a code or word that an earlier entry has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut read = Self {
            countries: Vec::new(),
            codes: HashMap::new(),
            names: Words::default(),
            demonyms: Words::default(),
            capitals: Words::default(),
        };
        for (line, entry) in entries(text) {
            read.add(entry, Source::new(file, line))
                .map_err(|problem| LexiconError::new(file, line, problem))?;
        }
        Ok(read)
    }

    fn add(&mut self, entry: &'static str, source: Source) -> Result<(), String> {
        let columns: Vec<&'static str> = entry.split('\t').collect();
        let &[code, name, other_names, demonyms, capitals] = columns.as_slice() else {
            return Err(format!(
                "five columns divided by tabs expected, found {}",
                columns.len()
            ));
        };
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(format!("`{code}` is not a code of three capital letters"));
        }
        let at = self.countries.len();
        if self.codes.insert(code, at).is_some() {
            return Err(format!("`{code}` is listed twice"));
        }
        self.countries.push(Country {
            code,
            name: self.names.add(name, at)?,
            other_names: self.names.add_all(other_names, at)?,
            demonyms: self.demonyms.add_all(demonyms, at)?,
            capitals: self.capitals.add_all(capitals, at)?,
            source,
        });
        Ok(())
    }

    /// The country of an alpha-3 code in capital letters.
    pub fn by_code(&self, code: &str) -> Option<&Country> {
        self.codes.get(code).and_then(|&at| self.countries.get(at))
    }

    /// The country that a name or abbreviation stands for: "Iran", "the U.S.", "Côte d’Ivoire".
    pub fn by_name(&self, name: &str) -> Option<&Country> {
        self.decided(&self.names, name)
    }

    /// The country whose people or things an adjective or noun names: "Iranian", "Frenchmen", "Emiratis".
    pub fn by_demonym(&self, demonym: &str) -> Option<&Country> {
        self.decided(&self.demonyms, demonym)
    }

    /// The country of a capital or further seat of government: "Tehran", "Kiev", "Cape Town".
    pub fn by_capital(&self, capital: &str) -> Option<&Country> {
        self.decided(&self.capitals, capital)
    }

    /// Every country that has the word as a name, demonym or capital, decided or not, in the order of the table.
    pub fn candidates(&self, word: &str) -> Vec<&Country> {
        let mut found: Vec<usize> = [&self.names, &self.demonyms, &self.capitals]
            .into_iter()
            .filter_map(|words| words.get(word))
            .flat_map(|meaning| meaning.countries.iter().copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
            .into_iter()
            .filter_map(|at| self.countries.get(at))
            .collect()
    }

    /// All countries, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Country> {
        self.countries.iter()
    }

    fn decided(&self, words: &Words, word: &str) -> Option<&Country> {
        let meaning = words.get(word).filter(|meaning| meaning.decides)?;
        self.countries.get(*meaning.countries.first()?)
    }
}

/// What a word of one column stands for.
#[derive(Debug, Clone)]
struct Meaning {
    decides: bool,
    countries: Vec<usize>,
}

/// The words of one column by their folded form; abbreviations as they are.
#[derive(Debug, Clone, Default)]
struct Words(HashMap<String, Meaning>);

impl Words {
    /// Adds all words of a column and gives them without their marks.
    fn add_all(
        &mut self,
        column: &'static str,
        country: usize,
    ) -> Result<Vec<&'static str>, String> {
        if column == "-" {
            return Ok(Vec::new());
        }
        column
            .split(';')
            .map(|entry| self.add(entry, country))
            .collect()
    }

    fn add(&mut self, entry: &'static str, country: usize) -> Result<&'static str, String> {
        let (word, decides) = match entry.strip_suffix('?') {
            Some(word) => (word, false),
            None => (entry, true),
        };
        if word.is_empty() || word == "-" || word.trim() != word {
            return Err(format!("`{entry}` is not a word"));
        }
        let key = if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            word.to_owned()
        } else {
            folded(without_article(word))
        };
        let meaning = self.0.entry(key).or_insert(Meaning {
            decides,
            countries: Vec::new(),
        });
        if meaning.countries.contains(&country) {
            return Err(format!("`{word}` is listed twice for one country"));
        }
        if !meaning.countries.is_empty() && (decides || meaning.decides) {
            return Err(format!(
                "`{word}` is listed for two countries; mark both with `?`"
            ));
        }
        meaning.countries.push(country);
        Ok(word)
    }

    fn get(&self, word: &str) -> Option<&Meaning> {
        let word = without_article(word.trim());
        self.0.get(word).or_else(|| self.0.get(&folded(word)))
    }
}

pub(super) fn without_article(name: &str) -> &str {
    match name.split_at_checked(4) {
        Some((article, rest)) if article.eq_ignore_ascii_case("the ") => rest.trim_start(),
        _ => name,
    }
}

/// Lower case, straight apostrophes, single spaces.
pub(super) fn folded(word: &str) -> String {
    let lower = word.to_lowercase().replace(['’', '‘', 'ʻ'], "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled() -> Countries {
        Countries::bundled().expect("the bundled table is well formed")
    }

    fn code(country: Option<&Country>) -> &str {
        country.map_or("-", |country| country.code)
    }

    #[test]
    fn names_and_abbreviations() {
        let countries = bundled();
        for (name, expected) in [
            ("Iran", "IRN"),
            ("the United States of America", "USA"),
            ("U.S.", "USA"),
            ("the US", "USA"),
            ("Britain", "GBR"),
            ("Northern Ireland", "GBR"),
            ("the Gambia", "GMB"),
            ("The Netherlands", "NLD"),
            ("UNITED ARAB EMIRATES", "ARE"),
            ("DR Congo", "COD"),
            ("Congo-Brazzaville", "COG"),
            ("Côte d’Ivoire", "CIV"),
            ("Burma", "MMR"),
            ("Türkiye", "TUR"),
            ("St. Lucia", "LCA"),
            ("Papua New Guinea", "PNG"),
            ("Guinea", "GIN"),
            ("Republic of China", "TWN"),
            ("the West Bank", "PSE"),
            ("Kosovo", "KOS"),
            ("Greenland", "DNK"),
            ("Ruritania", "-"),
            ("Iran's", "-"),
            ("", "-"),
            ("the ", "-"),
        ] {
            assert_eq!(code(countries.by_name(name)), expected, "{name}");
        }
    }

    #[test]
    fn the_pronoun_is_not_the_country() {
        assert_eq!(code(bundled().by_name("us")), "-");
    }

    #[test]
    fn people_and_adjectives() {
        let countries = bundled();
        for (demonym, expected) in [
            ("Iranian", "IRN"),
            ("Iranians", "IRN"),
            ("Briton", "GBR"),
            ("Scottish", "GBR"),
            ("Frenchmen", "FRA"),
            ("Emiratis", "ARE"),
            ("Nigerien", "NER"),
            ("Nigerian", "NGA"),
            ("Filipina", "PHL"),
            ("Burmese", "MMR"),
            ("Basotho", "LSO"),
            ("Argentine", "ARG"),
            ("South Korean", "KOR"),
            ("New Zealanders", "NZL"),
            ("Palestinian", "PSE"),
            ("Puerto Ricans", "USA"),
            ("american", "USA"),
            ("European", "-"),
        ] {
            assert_eq!(code(countries.by_demonym(demonym)), expected, "{demonym}");
        }
    }

    #[test]
    fn capitals_and_seats_of_government() {
        let countries = bundled();
        for (capital, expected) in [
            ("Tehran", "IRN"),
            ("Washington", "USA"),
            ("Kiev", "UKR"),
            ("Kyiv", "UKR"),
            ("Bogota", "COL"),
            ("N’Djamena", "TCD"),
            ("Cape Town", "ZAF"),
            ("Canberra", "AUS"),
            ("Pyongyang", "PRK"),
            ("Port Moresby", "PNG"),
            ("Mumbai", "-"),
        ] {
            assert_eq!(code(countries.by_capital(capital)), expected, "{capital}");
        }
        assert_eq!(
            countries.by_code("IRN").and_then(Country::capital),
            Some("Tehran")
        );
        assert_eq!(countries.by_code("ATA").and_then(Country::capital), None);
    }

    #[test]
    fn words_for_several_places_decide_nothing() {
        let countries = bundled();
        for (word, may_be) in [
            ("Georgia", "GEO"),
            ("Georgian", "GEO"),
            ("Congo", "COD COG"),
            ("Congolese", "COD COG"),
            ("Koreans", "KOR PRK"),
            ("Dominican", "DMA DOM"),
            ("Serbs", "SRB"),
            ("Jerusalem", "ISR PSE"),
            ("The Hague", "NLD"),
            ("Victoria", "SYC"),
        ] {
            assert_eq!(code(countries.by_name(word)), "-", "{word}");
            assert_eq!(code(countries.by_demonym(word)), "-", "{word}");
            assert_eq!(code(countries.by_capital(word)), "-", "{word}");
            let codes: Vec<_> = countries
                .candidates(word)
                .iter()
                .map(|country| country.code)
                .collect();
            assert_eq!(codes.join(" "), may_be, "{word}");
        }
    }

    #[test]
    fn every_country_is_found_by_what_its_line_says() {
        let countries = bundled();
        assert_eq!(countries.iter().count(), 199);
        for country in countries.iter() {
            let words = country.other_names.iter().chain(&country.demonyms);
            for word in words.chain(&country.capitals).chain([&country.name]) {
                assert!(countries.candidates(word).contains(&country), "{word}");
            }
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (table, expected) in [
            (
                "# Head\nFRA\tFrance\t-\tFrench",
                "t.tsv:2: five columns divided by tabs expected, found 4",
            ),
            (
                "Fra\tFrance\t-\tFrench\tParis",
                "t.tsv:1: `Fra` is not a code of three capital letters",
            ),
            (
                "FRA\tFrance\t-\tFrench;\tParis",
                "t.tsv:1: `` is not a word",
            ),
            (
                "AAA\tA\t-\t-\t-\nAAA\tB\t-\t-\t-",
                "t.tsv:2: `AAA` is listed twice",
            ),
            (
                "NER\tNiger\t-\tNigerian\t-\nNGA\tNigeria\t-\tnigerian\t-",
                "t.tsv:2: `nigerian` is listed for two countries; mark both with `?`",
            ),
            (
                "COD\tZaire\tCongo?\t-\t-\nCOG\tCongo\t-\t-\t-",
                "t.tsv:2: `Congo` is listed for two countries; mark both with `?`",
            ),
            (
                "NLD\tNetherlands\tthe Netherlands\t-\t-",
                "t.tsv:1: `the Netherlands` is listed twice for one country",
            ),
        ] {
            let error = Countries::parse("t.tsv", table).expect_err(table);
            assert_eq!(error.to_string(), expected);
        }
    }
}
