//! Makes compiled data of entries: the same entries give the same bytes.

use std::collections::BTreeMap;

use crate::gazetteer::GazetteerError;
use crate::kind::Kind;
use crate::layout::{
    ENTRY, MAGIC, NO_COUNTRY, NONE24, pack_degrees, pack_population, put_varint, put24,
};
use crate::normal::normal;

/// A place to be compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// GeoNames id.
    pub geonames: u32,
    /// Its name in English news, as far as GeoNames knows it.
    pub name: String,
    /// Other names.
    pub other_names: Vec<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// What it is.
    pub kind: Kind,
    /// Alpha-3 code of its country.
    pub country: Option<String>,
    /// What it lies in.
    pub parent: Parent,
    /// How many people live there, 0 if unknown.
    pub population: u32,
}

/// The next larger place that an entry lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parent {
    /// The entry of this GeoNames id.
    Entry(u32),
    /// None that the data knows.
    None,
}

/// Collects entries and compiles them.
#[derive(Debug, Default)]
pub struct Compiler {
    entries: BTreeMap<u32, Entry>,
}

impl Compiler {
    /// Adds an entry; a second one of the same id adds its names to the first.
    pub fn add(&mut self, entry: Entry) {
        match self.entries.entry(entry.geonames) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(entry);
            }
            std::collections::btree_map::Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.other_names.push(entry.name);
                known.other_names.extend(entry.other_names);
            }
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The compiled data.
    ///
    /// # Errors
    /// If there are too many entries, names or countries for the layout, or a name is longer than 255 bytes.
    pub fn compile(&self) -> Result<Vec<u8>, GazetteerError> {
        let number: BTreeMap<u32, u32> = (0..)
            .zip(&self.entries)
            .map(|(n, (id, _))| (*id, n))
            .collect();
        let mut countries: BTreeMap<&str, u32> = BTreeMap::new();
        for entry in self.entries.values() {
            if let Some(code) = &entry.country {
                let known = countries.entry(code).or_insert(NONE24);
                if entry.kind == Kind::Country {
                    *known = number.get(&entry.geonames).copied().unwrap_or(NONE24);
                }
            }
        }
        let country_numbers: BTreeMap<&str, u8> =
            countries.keys().copied().zip(0..NO_COUNTRY).collect();
        if country_numbers.len() < countries.len() {
            return Err(GazetteerError::TooMuch("countries"));
        }
        let mut country_section = Vec::new();
        for (code, entry) in &countries {
            let code: [u8; 3] = (code.as_bytes().try_into())
                .map_err(|_| GazetteerError::TooMuch("letters of a country code"))?;
            country_section.extend_from_slice(&code);
            put24(&mut country_section, *entry);
        }

        let mut names = Vec::new();
        let mut name_places: BTreeMap<&str, u32> = BTreeMap::new();
        for entry in self.entries.values() {
            name_places.entry(&entry.name).or_default();
        }
        for (name, place) in &mut name_places {
            *place = names.len() as u32;
            names.push(
                u8::try_from(name.len())
                    .map_err(|_| GazetteerError::TooMuch("letters of a name"))?,
            );
            names.extend_from_slice(name.as_bytes());
        }

        let mut rows = Vec::with_capacity(self.entries.len() * ENTRY);
        for entry in self.entries.values() {
            let parent = match entry.parent {
                Parent::Entry(id) => number.get(&id).copied(),
                Parent::None => None,
            };
            put24(&mut rows, entry.geonames);
            put24(&mut rows, pack_degrees(entry.lat, 90.0));
            put24(&mut rows, pack_degrees(entry.lon, 180.0));
            put24(
                &mut rows,
                name_places
                    .get(entry.name.as_str())
                    .copied()
                    .unwrap_or(NONE24),
            );
            put24(&mut rows, parent.unwrap_or(NONE24));
            let country = entry
                .country
                .as_deref()
                .and_then(|c| country_numbers.get(c));
            rows.push(country.copied().unwrap_or(NO_COUNTRY));
            rows.push(Kind::ALL.iter().position(|k| *k == entry.kind).unwrap_or(0) as u8);
            rows.extend_from_slice(&pack_population(entry.population).to_le_bytes());
        }
        let last_id = self.entries.keys().next_back().copied().unwrap_or(0);
        if self.entries.len() as u32 >= NONE24 || names.len() as u32 >= NONE24 || last_id >= NONE24
        {
            return Err(GazetteerError::TooMuch("entries"));
        }

        let (postings, map) = self.index(&number)?;
        let sections = [country_section, names, rows, postings, map];
        let mut out = MAGIC.to_vec();
        for section in &sections {
            out.extend_from_slice(&(section.len() as u32).to_le_bytes());
        }
        out.extend(sections.into_iter().flatten());
        Ok(out)
    }

    /// Postings and the map from normal names to their places. A name that only one entry has needs no posting: its
    /// value in the map is odd and holds the entry itself.
    fn index(&self, number: &BTreeMap<u32, u32>) -> Result<(Vec<u8>, Vec<u8>), GazetteerError> {
        let mut by_name: BTreeMap<String, BTreeMap<u32, bool>> = BTreeMap::new();
        for (id, entry) in &self.entries {
            let Some(n) = number.get(id) else { continue };
            let first = normal(&entry.name);
            for name in &entry.other_names {
                let name = normal(name);
                if name != first && !name.is_empty() {
                    by_name.entry(name).or_default().insert(*n, false);
                }
            }
            by_name.entry(first).or_default().insert(*n, true);
        }
        by_name.remove("");
        let mut postings = Vec::new();
        let mut map = fst::MapBuilder::memory();
        for (name, entries) in by_name {
            let doubled = |(n, first): (&u32, &bool)| n * 2 + u32::from(*first);
            let value = match entries.first_key_value() {
                Some(only) if entries.len() == 1 => u64::from(doubled(only)) * 2 + 1,
                _ => {
                    let place = postings.len() as u64;
                    put_varint(&mut postings, entries.len() as u32);
                    let mut before = 0;
                    for entry in &entries {
                        let this = doubled(entry);
                        put_varint(&mut postings, this - before);
                        before = this & !1;
                    }
                    place * 2
                }
            };
            map.insert(name, value)?;
        }
        Ok((postings, map.into_inner()?))
    }
}
