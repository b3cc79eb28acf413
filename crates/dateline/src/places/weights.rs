use std::collections::HashMap;

use dateline_gazetteer::Kind;

use crate::lexicon::{LexiconError, each_entry};

const FILE: &str = "world/place-weights.tsv";

/// What the grounds for a place weigh; the table says what each counts.
#[derive(Debug, Clone)]
pub struct Weights {
    pub(super) population: f32,
    country: f32,
    continent: f32,
    admin1: f32,
    admin2: f32,
    capital: f32,
    seat: f32,
    section: f32,
    pub(super) own: f32,
    pub(super) first_name: f32,
    pub(super) same_country: f32,
    pub(super) same_admin1: f32,
    pub(super) near: f32,
    pub(super) country_named: f32,
    pub(super) admin1_named: f32,
    pub(super) written_inside: f32,
    pub(super) written_around: f32,
    pub(super) address: f32,
}

impl Weights {
    /// The table that the library carries, `lexicon/world/place-weights.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/place-weights.tsv"))
    }

    /// Reads a table of three columns: name, number, what it counts.
    ///
    /// # Errors
    /// Names the first line without a number, one that repeats an earlier one or has an unknown name, and line 0 for a
    /// name that is missing.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut read: HashMap<&str, f32> = HashMap::new();
        each_entry(file, text, |entry| {
            let mut columns = entry.split('\t');
            let name = columns.next().unwrap_or_default();
            let weight = columns.next().and_then(|w| w.parse::<f32>().ok());
            let weight = weight.filter(|w| w.is_finite());
            let weight = weight.ok_or(format!("`{name}` has no number"))?;
            match read.insert(name, weight) {
                Some(_) => Err(format!("`{name}` is listed twice")),
                None => Ok(()),
            }
        })?;
        let mut take = |name: &str| {
            let problem = || LexiconError::new(file, 0, format!("`{name}` is missing"));
            read.remove(name).ok_or_else(problem)
        };
        let weights = Self {
            population: take("population")?,
            country: take("country")?,
            continent: take("continent")?,
            admin1: take("admin1")?,
            admin2: take("admin2")?,
            capital: take("capital")?,
            seat: take("seat")?,
            section: take("section")?,
            own: take("own")?,
            first_name: take("first-name")?,
            same_country: take("same-country")?,
            same_admin1: take("same-admin1")?,
            near: take("near")?,
            country_named: take("country-named")?,
            admin1_named: take("admin1-named")?,
            written_inside: take("written-inside")?,
            written_around: take("written-around")?,
            address: take("address")?,
        };
        match read.keys().min() {
            Some(unknown) => Err(LexiconError::new(
                file,
                0,
                format!("nothing is called `{unknown}`"),
            )),
            None => Ok(weights),
        }
    }

    /// What a place's kind weighs.
    pub(super) fn kind(&self, kind: Kind) -> f32 {
        match kind {
            Kind::Continent => self.continent,
            Kind::Country => self.country,
            Kind::Admin1 => self.admin1,
            Kind::Admin2 => self.admin2,
            Kind::Capital => self.capital,
            Kind::Seat => self.seat,
            Kind::Section => self.section,
            _ => 0.0,
        }
    }
}
