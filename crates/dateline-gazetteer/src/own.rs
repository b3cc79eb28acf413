use std::collections::HashMap;

use crate::kind::Kind;
use crate::normal::normal;

/// Columns that a table of own places may have; the first three it must have.
const COLUMNS: [&str; 9] = [
    "name",
    "lat",
    "lon",
    "country",
    "admin1",
    "kind",
    "population",
    "other_names",
    "geonames",
];

/// Places of a table: a user's own, and others that GeoNames' data lacks.
#[derive(Debug, Clone, Default)]
pub struct OwnPlaces {
    places: Vec<OwnPlace>,
    by_name: HashMap<String, Vec<u32>>,
}

#[derive(Debug, Clone)]
pub(crate) struct OwnPlace {
    pub geonames: Option<u32>,
    pub name: String,
    pub lat: f64,
    pub lon: f64,
    pub kind: Kind,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub population: u32,
}

/// A mistake in a table of own places.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct OwnPlacesError {
    file: String,
    line: u64,
    problem: String,
}

impl OwnPlaces {
    /// Reads a table with commas between its columns and their names in the first line: `name`, `lat`, `lon`, and if
    /// wanted `country` (alpha-3), `admin1` (name of the first-level division), `kind`, `population`, `other_names`
    /// (`;` between them) and `geonames`.
    ///
    /// # Errors
    /// Names file and line of the first mistake.
    pub fn parse(file: &str, table: &str) -> Result<Self, OwnPlacesError> {
        let mistake = |line: u64, problem: String| OwnPlacesError {
            file: file.to_owned(),
            line,
            problem,
        };
        let malformed = |error: csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            let problem = match error.kind() {
                csv::ErrorKind::UnequalLengths {
                    expected_len, len, ..
                } => format!("{expected_len} columns expected, found {len}"),
                _ => error.to_string(),
            };
            mistake(line, problem)
        };
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(table.strip_prefix('\u{feff}').unwrap_or(table).as_bytes());
        let head = reader.headers().map_err(malformed)?.clone();
        for (i, column) in head.iter().enumerate() {
            if !COLUMNS.contains(&column) {
                let known = COLUMNS.join(", ");
                return Err(mistake(
                    1,
                    format!("no column is called `{column}`; known are {known}"),
                ));
            }
            if head.iter().take(i).any(|c| c == column) {
                return Err(mistake(
                    1,
                    format!("the column `{column}` stands there twice"),
                ));
            }
        }
        if let Some(missing) = COLUMNS
            .iter()
            .take(3)
            .find(|c| !head.iter().any(|h| h == **c))
        {
            return Err(mistake(1, format!("the column `{missing}` is missing")));
        }
        let mut own = Self::default();
        for record in reader.records() {
            let record = record.map_err(malformed)?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |column: &str| {
                let at = head.iter().position(|h| h == column)?;
                record.get(at).filter(|c| !c.is_empty())
            };
            own.add(cell).map_err(|problem| mistake(line, problem))?;
        }
        Ok(own)
    }

    /// Adds the places of another table; of one name they go first.
    pub fn add_all(&mut self, other: OwnPlaces) {
        let shift = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.extend(other.places);
        for (name, numbers) in other.by_name {
            let shifted = numbers.into_iter().map(|n| n.saturating_add(shift));
            self.by_name.entry(name).or_default().splice(..0, shifted);
        }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(crate) fn get(&self, number: u32) -> Option<&OwnPlace> {
        self.places.get(number as usize)
    }

    pub(crate) fn find(&self, normal: &str) -> impl Iterator<Item = u32> {
        self.by_name.get(normal).into_iter().flatten().copied()
    }

    fn add<'t>(&mut self, cell: impl Fn(&str) -> Option<&'t str>) -> Result<(), String> {
        let degrees = |column: &str, most: f64| {
            let written = cell(column).ok_or(format!("`{column}` is empty"))?;
            let degrees = written.parse::<f64>().ok();
            degrees
                .filter(|d| d.abs() <= most)
                .ok_or(format!("`{written}` is no {column} from -{most} to {most}"))
        };
        let whole = |column: &str| {
            let number = cell(column).map(|n| {
                n.parse::<u32>()
                    .map_err(|_| format!("`{n}` is no {column}"))
            });
            number.transpose()
        };
        let name = cell("name").ok_or("`name` is empty")?;
        let country = cell("country")
            .map(|c| {
                let sound = c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
                sound
                    .then(|| c.to_owned())
                    .ok_or(format!("`{c}` is not a code of three capital letters"))
            })
            .transpose()?;
        let kind = cell("kind")
            .map(|word| {
                let known = Kind::ALL.iter().find(|k| k.word() == word);
                known
                    .copied()
                    .ok_or(format!("`{word}` is no kind of place"))
            })
            .transpose()?;
        let place = OwnPlace {
            geonames: whole("geonames")?,
            name: name.to_owned(),
            lat: degrees("lat", 90.0)?,
            lon: degrees("lon", 180.0)?,
            kind: kind.unwrap_or(Kind::City),
            country,
            admin1: cell("admin1").map(str::to_owned),
            population: whole("population")?.unwrap_or(0),
        };
        let others = cell("other_names").into_iter().flat_map(|c| c.split(';'));
        let number = u32::try_from(self.places.len()).map_err(|_| "too many places")?;
        self.places.push(place);
        for name in std::iter::once(name).chain(others) {
            let normal = normal(name);
            if normal.is_empty() {
                return Err(format!("`{name}` is no name"));
            }
            let known = self.by_name.entry(normal).or_default();
            if !known.contains(&number) {
                known.push(number);
            }
        }
        Ok(())
    }
}
