use std::collections::HashMap;

use super::sectors::sector_list;
use super::{Source, key, look_up};
use crate::lexicon::{LexiconError, entries};

/// An actor whose country and sectors are known without the text saying them, for as long as its line is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The name that its line begins with.
    pub name: String,
    /// PLOVER's code of its country, or of its kind if it is of no one country (`IGO`, `UNO`, `NGO` …).
    pub country: Option<&'static str>,
    /// PLOVER's sector codes, most telling first.
    pub sectors: Vec<&'static str>,
    /// The first and the last day on which the line is true, in ISO 8601; `None` where it has no such end.
    pub valid: [Option<String>; 2],
    /// Where the line stands.
    pub source: Source,
}

impl Actor {
    /// Whether the line is true of a report of a day. Of a report without day only lines without dates are.
    fn is_true_on(&self, day: Option<&str>) -> bool {
        match (day, &self.valid) {
            (_, [None, None]) => true,
            (None, _) => false,
            (Some(day), [from, to]) => {
                from.as_deref().is_none_or(|f| f <= day) && to.as_deref().is_none_or(|t| day <= t)
            }
        }
    }

    /// Whether it belongs to a state, and not to several or none.
    pub fn is_of_a_state(&self) -> bool {
        self.country.is_some_and(|c| !super::KINDS.contains(&c))
    }

    /// Whether two lines may be true of one country on one day.
    fn meets(&self, other: &Self) -> bool {
        let [from, to] = &self.valid;
        let [other_from, other_to] = &other.valid;
        let apart = |end: &Option<String>, start: &Option<String>| {
            end.as_ref().zip(start.as_ref()).is_some_and(|(e, s)| e < s)
        };
        self.country == other.country && !apart(to, other_from) && !apart(other_to, from)
    }
}

/// What is known of a report when a name is looked up in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// Its day in ISO 8601.
    pub day: Option<&'a str>,
    /// The country that it is about, which tells bodies of the same name apart.
    pub country: Option<&'static str>,
}

/// Known actors, found by what news calls them.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    lines: Vec<Actor>,
    names: HashMap<String, Vec<usize>>,
}

impl Actors {
    /// Well-known organizations: the tables that the library carries under `lexicon/world/`.
    ///
    /// # Errors
    /// Names file and line of a mistake in them; the tests show that there is none.
    pub fn organizations() -> Result<Self, LexiconError> {
        let mut read = Self::default();
        for (file, text) in [
            (
                "world/organizations.tsv",
                include_str!("../../lexicon/world/organizations.tsv"),
            ),
            (
                "world/world-bodies.tsv",
                include_str!("../../lexicon/world/world-bodies.tsv"),
            ),
            (
                "world/state-bodies.tsv",
                include_str!("../../lexicon/world/state-bodies.tsv"),
            ),
            (
                "world/armed-groups.tsv",
                include_str!("../../lexicon/world/armed-groups.tsv"),
            ),
            (
                "world/parties.tsv",
                include_str!("../../lexicon/world/parties.tsv"),
            ),
            (
                "world/media.tsv",
                include_str!("../../lexicon/world/media.tsv"),
            ),
        ] {
            read.read(file, text)?;
        }
        Ok(read)
    }

    /// Who held or stood for the highest offices, and when, and other persons whom news names without title:
    /// `lexicon/world/holders.tsv` and `public-figures.tsv`.
    ///
    /// # Errors
    /// As [`organizations`](Self::organizations).
    pub fn holders() -> Result<Self, LexiconError> {
        let mut read = Self::default();
        for (file, text) in [
            (
                "world/holders.tsv",
                include_str!("../../lexicon/world/holders.tsv"),
            ),
            (
                "world/public-figures.tsv",
                include_str!("../../lexicon/world/public-figures.tsv"),
            ),
        ] {
            read.read(file, text)?;
        }
        Ok(read)
    }

    /// Reads a table of four or six columns: names, country, sectors, note, and the first and last day of validity.
    ///
    /// # Errors
    /// Names the first line with a wrong number of columns, a sector that PLOVER has not, a day that is none, or a name
    /// that another line of the same country has at the same time.
    pub fn read(&mut self, file: &str, text: &'static str) -> Result<(), LexiconError> {
        for (line, entry) in entries(text) {
            let columns: Vec<&'static str> = entry.split('\t').collect();
            let filled = |column: &'static str| Some(column).filter(|c| *c != "-");
            let (names, country, sectors, from, to) = match *columns.as_slice() {
                [names, country, sectors, _note] => (names, country, sectors, None, None),
                [names, country, sectors, _note, from, to] => {
                    (names, country, sectors, filled(from), filled(to))
                }
                _ => {
                    let problem = format!(
                        "four or six columns divided by tabs expected, found {}",
                        columns.len()
                    );
                    return Err(LexiconError::new(file, line, problem));
                }
            };
            filled(sectors)
                .map_or(Ok(Vec::new()), sector_list)
                .and_then(|sectors| {
                    let actor = Actor {
                        name: String::new(),
                        country: filled(country),
                        sectors,
                        valid: [day(from)?, day(to)?],
                        source: Source::new(file, line),
                    };
                    self.add(names.split(';'), actor)
                })
                .map_err(|problem| LexiconError::new(file, line, problem))?;
        }
        Ok(())
    }

    /// Adds an actor under its names, the first of which it is called by.
    pub(super) fn add<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str>,
        mut actor: Actor,
    ) -> Result<(), String> {
        if let [Some(from), Some(to)] = &actor.valid
            && to < from
        {
            return Err(format!("it ends ({to}) before it begins ({from})"));
        }
        let at = self.lines.len();
        for name in names {
            if name.trim() != name || name.is_empty() {
                return Err(format!("`{name}` is no name"));
            }
            if actor.name.is_empty() {
                name.clone_into(&mut actor.name);
            }
            let lines = self.names.entry(key(name)).or_default();
            let twice = |other: &usize| {
                *other == at || self.lines.get(*other).is_some_and(|o| o.meets(&actor))
            };
            if lines.iter().any(twice) {
                return Err(format!("`{name}` is listed twice"));
            }
            lines.push(at);
        }
        self.lines.push(actor);
        Ok(())
    }

    /// The actor of a whole name, with or without "the". Where lines of several countries have the name, the setting's
    /// country decides, else the line without country; where there is none, nothing is found. Where the setting has no
    /// day, a name whose lines all say the same is known, whatever their dates.
    pub fn get(&self, name: &str, setting: Setting<'_>) -> Option<&Actor> {
        let lines = || self.called(name);
        let mut found = lines().filter(|line| line.is_true_on(setting.day));
        let Some(first) = found.clone().next() else {
            let first = lines().next().filter(|_| setting.day.is_none())?;
            let same =
                |line: &Actor| (line.country, &line.sectors) == (first.country, &first.sectors);
            return lines().all(same).then_some(first);
        };
        if found.clone().count() == 1 {
            return Some(first);
        }
        let home = |line: &&Actor| setting.country.is_some() && line.country == setting.country;
        found
            .clone()
            .find(home)
            .or_else(|| found.find(|line| line.country.is_none()))
    }

    /// The lines of a whole name, of whatever day.
    fn called(&self, name: &str) -> impl Iterator<Item = &Actor> + Clone {
        let at = look_up(&self.names, name).map_or(&[][..], Vec::as_slice);
        at.iter().filter_map(|at| self.lines.get(*at))
    }

    /// A line of the name, of whatever day, if all its lines are of one country.
    pub fn of_one_country(&self, name: &str) -> Option<&Actor> {
        let first = self.called(name).next()?;
        let same = |line: &Actor| line.country == first.country;
        self.called(name).all(same).then_some(first)
    }

    /// The last day on which a line begins: the tables tell nothing of later ones.
    pub fn last_day(&self) -> Option<&str> {
        let begins = self.lines.iter().filter_map(|l| l.valid[0].as_deref());
        begins.max()
    }

    /// All lines.
    pub fn iter(&self) -> impl Iterator<Item = &Actor> {
        self.lines.iter()
    }
}

/// A date if it is one whole day of a known year; months, spans and days of an unknown year are not.
pub fn whole_day(date: Option<&str>) -> Option<&str> {
    date.filter(|d| day(Some(d)).is_ok())
}

/// Checks a day in ISO 8601, as `2020-01-06`.
pub(super) fn day(column: Option<&str>) -> Result<Option<String>, String> {
    column
        .map(|day| match day.parse::<jiff::civil::Date>() {
            Ok(date) if date.to_string() == day => Ok(day.to_owned()),
            _ => Err(format!("`{day}` is no day like 2020-01-06")),
        })
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Countries;

    fn table(text: &'static str) -> Result<Actors, LexiconError> {
        let mut read = Actors::default();
        read.read("t.tsv", text).map(|()| read)
    }

    #[test]
    fn names_and_abbreviations_find_one_line() {
        let table = Actors::organizations().unwrap();
        let get = |name| table.get(name, Setting::default());
        let nations = get("the United Nations").unwrap();
        assert_eq!(get("U.N."), Some(nations));
        assert_eq!(nations.country, Some("UNO"));
        // The pronoun is not the World Health Organization.
        assert_eq!(get("who"), None);
        assert_eq!(get("Reuters").unwrap().sectors, ["JRN"]);
    }

    #[test]
    fn countries_are_states_or_kinds() {
        let countries = Countries::bundled().unwrap();
        let (organizations, holders) =
            (Actors::organizations().unwrap(), Actors::holders().unwrap());
        for line in organizations.iter().chain(holders.iter()) {
            if let Some(code) = line.country {
                let known =
                    super::super::KINDS.contains(&code) || countries.by_code(code).is_some();
                assert!(known, "{}: {code}", line.name);
            }
        }
    }

    #[test]
    fn a_line_is_true_in_its_days() {
        let table = table(
            "A. Rul\tFRA\tGOV\tn\t2001-01-01\t2003-12-31\nA. Rul\tFRA\tELI\tn\t2004-01-01\t-",
        )
        .unwrap();
        let sector = |day| {
            let setting = Setting { day, country: None };
            table.get("A. Rul", setting).map(|a| a.sectors[0])
        };
        assert_eq!(sector(Some("2000-12-31")), None);
        assert_eq!(sector(Some("2003-12-31")), Some("GOV"));
        assert_eq!(sector(Some("2010-01-01")), Some("ELI"));
        assert_eq!(sector(None), None);
        assert_eq!(table.of_one_country("A. Rul").unwrap().country, Some("FRA"));
    }

    #[test]
    fn without_a_day_lines_that_say_the_same_are_true() {
        let table = table(
            "A. Rul\tFRA\tGOV\tn\t2001-01-01\t2003-12-31\nA. Rul\tFRA\tGOV\tn\t2005-01-01\t-",
        )
        .unwrap();
        assert_eq!(
            table.get("A. Rul", Setting::default()).unwrap().sectors,
            ["GOV"]
        );
    }

    #[test]
    fn only_a_whole_day_of_a_known_year_is_a_day() {
        assert_eq!(whole_day(Some("2020-01-06")), Some("2020-01-06"));
        for date in ["2020-01", "XXXX-01-06", "2020-01-06/2020-01-08"] {
            assert_eq!(whole_day(Some(date)), None);
        }
    }

    #[test]
    fn one_name_in_two_countries_is_told_apart_by_the_report() {
        let table = table("Unity Party\tKEN\tPTY\tn\nUnity Party\tPER\tPTY\tn").unwrap();
        let country = |country| {
            let setting = Setting { day: None, country };
            table.get("Unity Party", setting).and_then(|a| a.country)
        };
        assert_eq!(country(Some("PER")), Some("PER"));
        assert_eq!(country(Some("FRA")), None);
        assert_eq!(country(None), None);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (text, expected) in [
            (
                "A\tIGO",
                "t.tsv:1: four or six columns divided by tabs expected, found 2",
            ),
            ("A\t-\tXYZ\t-", "t.tsv:1: `XYZ` is no sector"),
            (
                "A\t-\t-\tn\nB;a\t-\t-\tn\nBb;bb\t-\t-\tn",
                "t.tsv:3: `bb` is listed twice",
            ),
            (
                "A\t-\t-\tn\t2001\t-",
                "t.tsv:1: `2001` is no day like 2020-01-06",
            ),
            (
                "A\t-\t-\tn\t2001-02-01\t2001-01-31",
                "t.tsv:1: it ends (2001-01-31) before it begins (2001-02-01)",
            ),
            (
                "A\tFRA\t-\tn\t2001-01-01\t2002-01-01\nA\tFRA\t-\tn\t2001-06-01\t-",
                "t.tsv:2: `A` is listed twice",
            ),
        ] {
            let error = table(text).expect_err(text);
            assert_eq!(error.to_string(), expected);
        }
    }
}
