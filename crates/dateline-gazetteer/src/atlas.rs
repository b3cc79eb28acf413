//! Compiled data, read where it lies.

use crate::gazetteer::GazetteerError;
use crate::kind::Kind;
use crate::layout::{
    COUNTRY, ENTRY, MAGIC, NO_COUNTRY, NONE24, SECTIONS, get_varint, get24, unpack_degrees,
    unpack_population,
};

/// The sections of compiled data.
#[derive(Clone)]
pub(crate) struct Atlas<'d> {
    countries: &'d [u8],
    names: &'d [u8],
    entries: &'d [u8],
    postings: &'d [u8],
    map: fst::Map<&'d [u8]>,
}

/// An entry as it is stored.
pub(crate) struct Row<'d> {
    pub geonames: u32,
    pub name: &'d str,
    pub lat: f64,
    pub lon: f64,
    pub parent: Option<u32>,
    pub country: Option<&'d str>,
    pub kind: Kind,
    pub population: u32,
}

impl<'d> Atlas<'d> {
    /// Finds the sections; costs microseconds, whatever the size.
    pub fn new(data: &'d [u8]) -> Result<Self, GazetteerError> {
        let mut rest = data.strip_prefix(MAGIC).ok_or(GazetteerError::Damaged)?;
        let mut lengths = [0usize; SECTIONS];
        for length in &mut lengths {
            let (bytes, after) = rest.split_at_checked(4).ok_or(GazetteerError::Damaged)?;
            let bytes: [u8; 4] = bytes.try_into().map_err(|_| GazetteerError::Damaged)?;
            *length = u32::from_le_bytes(bytes) as usize;
            rest = after;
        }
        let mut sections = [&[][..]; SECTIONS];
        for (section, length) in sections.iter_mut().zip(lengths) {
            (*section, rest) = rest
                .split_at_checked(length)
                .ok_or(GazetteerError::Damaged)?;
        }
        let [countries, names, entries, postings, map] = sections;
        Ok(Self {
            countries,
            names,
            entries,
            postings,
            map: fst::Map::new(map)?,
        })
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len() / ENTRY
    }

    /// Numbers of the entries that have a name, given in its normal form, and whether it is their first name.
    pub fn find(&self, normal: &str) -> Vec<(u32, bool)> {
        let Some(value) = self.map.get(normal) else {
            return Vec::new();
        };
        let entry = |doubled: u32| (doubled / 2, doubled % 2 == 1);
        if value % 2 == 1 {
            return u32::try_from(value / 2).map(entry).into_iter().collect();
        }
        let mut at = (value / 2) as usize;
        let count = get_varint(self.postings, &mut at).unwrap_or(0);
        let mut before = 0u32;
        let mut found = Vec::new();
        for _ in 0..count {
            let Some(step) = get_varint(self.postings, &mut at) else {
                break;
            };
            before = before.saturating_add(step);
            found.push(entry(before));
            before &= !1;
        }
        found
    }

    /// An entry by its number.
    pub fn row(&self, number: u32) -> Option<Row<'d>> {
        let start = (number as usize).checked_mul(ENTRY)?;
        let row = self.entries.get(start..start + ENTRY)?;
        let &[.., country, kind, low, high] = row else {
            return None;
        };
        Some(Row {
            geonames: get24(row, 0)?,
            lat: unpack_degrees(get24(row, 3)?, 90.0),
            lon: unpack_degrees(get24(row, 6)?, 180.0),
            name: self.name(get24(row, 9)?)?,
            parent: get24(row, 12).filter(|p| *p != NONE24),
            country: self.country(country).map(|(code, _)| code),
            kind: *Kind::ALL.get(usize::from(kind))?,
            population: unpack_population(u16::from_le_bytes([low, high])),
        })
    }

    /// What the entry of a number lies in.
    pub fn parent(&self, number: u32) -> Option<u32> {
        let start = (number as usize).checked_mul(ENTRY)?;
        get24(self.entries, start + 12).filter(|p| *p != NONE24)
    }

    /// The number of the entry with a GeoNames id.
    pub fn by_geonames(&self, id: u32) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let found = get24(self.entries, middle * ENTRY)?;
            match found.cmp(&id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return u32::try_from(middle).ok(),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The number of a country's entry, by its alpha-3 code.
    pub fn by_country(&self, code: &str) -> Option<u32> {
        (0..NO_COUNTRY)
            .map_while(|n| self.country(n))
            .find(|(known, _)| *known == code)
            .map(|(_, entry)| entry)
            .filter(|entry| *entry != NONE24)
    }

    fn name(&self, place: u32) -> Option<&'d str> {
        let start = place as usize;
        let length = usize::from(*self.names.get(start)?);
        std::str::from_utf8(self.names.get(start + 1..start + 1 + length)?).ok()
    }

    fn country(&self, number: u8) -> Option<(&'d str, u32)> {
        let start = usize::from(number) * COUNTRY;
        let row = self.countries.get(start..start + COUNTRY)?;
        let code = std::str::from_utf8(row.get(..3)?).ok()?;
        Some((code, get24(row, 3)?))
    }
}
