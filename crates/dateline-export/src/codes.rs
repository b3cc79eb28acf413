//! How other data sets write states, actors and event types: the tables in `data/`, compiled in.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A state in the columns of other data sets.
pub struct Country {
    /// Its name as ICEWS writes it.
    pub name: &'static str,
    /// Its number in the Correlates of War project.
    pub cow: Option<&'static str>,
    /// Its code in FIPS 10-4.
    pub fips: Option<&'static str>,
}

/// A PLOVER code of a sector, or of an actor that is no state, in the columns of other data sets.
pub struct ActorCode {
    /// The sector's name in ICEWS.
    pub icews: Option<&'static str>,
    /// CAMEO's role code.
    pub role: Option<&'static str>,
    /// CAMEO's code of a known group.
    pub group: Option<&'static str>,
}

/// An event type in the columns of other data sets.
pub struct TypeCode {
    /// PLOVER's quad class, 1 to 4.
    pub class: Option<u8>,
    /// Whether several actors without a recipient do it with each other.
    pub mutual: bool,
}

/// How fine a place is, in the columns of other data sets.
pub struct PlaceCode {
    /// `ActionGeo_Type` of GDELT, outside the United States.
    pub gdelt: Option<u8>,
    /// The same, in the United States.
    pub gdelt_usa: Option<u8>,
    /// `resolution` of PLOVER.
    pub plover: Option<u8>,
    /// Whether its name is that of a city.
    pub is_city: bool,
}

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const ACTORS: &str = include_str!("../data/actors.tsv");
const TYPES: &str = include_str!("../data/types.tsv");
const PLACES: &str = include_str!("../data/places.tsv");

/// The state of an alpha-3 code; `None` for codes that stand for no state.
pub fn country(code: &str) -> Option<&'static Country> {
    static TABLE: LazyLock<Table<Country>> = LazyLock::new(|| {
        table(COUNTRIES, |row| match *row {
            [name, cow, fips] => Some(Country {
                name,
                cow: filled(cow),
                fips: filled(fips),
            }),
            _ => None,
        })
    });
    TABLE.get(code)
}

/// The sector, or the actor that is no state, of a PLOVER code.
pub fn actor(code: &str) -> Option<&'static ActorCode> {
    static TABLE: LazyLock<Table<ActorCode>> = LazyLock::new(|| {
        table(ACTORS, |row| match *row {
            [icews, role, group] => Some(ActorCode {
                icews: filled(icews),
                role: filled(role),
                group: filled(group),
            }),
            _ => None,
        })
    });
    TABLE.get(code)
}

/// The event type of that name, if the table has it.
pub fn event_type(name: &str) -> Option<&'static TypeCode> {
    static TABLE: LazyLock<Table<TypeCode>> = LazyLock::new(|| {
        table(TYPES, |row| match *row {
            [class, mutual] => Some(TypeCode {
                class: class.parse().ok(),
                mutual: filled(mutual).is_some(),
            }),
            _ => None,
        })
    });
    TABLE.get(name)
}

/// How fine a place of that kind is, if the table has it.
pub fn place(kind: &str) -> Option<&'static PlaceCode> {
    static TABLE: LazyLock<Table<PlaceCode>> = LazyLock::new(|| {
        table(PLACES, |row| match *row {
            [gdelt, gdelt_usa, plover, city] => Some(PlaceCode {
                gdelt: gdelt.parse().ok(),
                gdelt_usa: gdelt_usa.parse().ok(),
                plover: plover.parse().ok(),
                is_city: filled(city).is_some(),
            }),
            _ => None,
        })
    });
    TABLE.get(kind)
}

/// PLOVER's quad class of an event type, 1 to 4.
pub fn class(event_type: &str) -> Option<u8> {
    self::event_type(event_type)?.class
}

/// The name of a quad class, as POLECAT writes it.
pub fn class_name(class: u8) -> Option<&'static str> {
    let names = [
        "VERBAL COOPERATION",
        "MATERIAL COOPERATION",
        "VERBAL CONFLICT",
        "MATERIAL CONFLICT",
    ];
    names.get(usize::from(class).checked_sub(1)?).copied()
}

type Table<T> = HashMap<&'static str, T>;

/// A table by its first column. A row that `read` cannot make sense of is passed over; a test sees to it that there is none.
fn table<T>(text: &'static str, read: fn(&[&'static str]) -> Option<T>) -> Table<T> {
    rows(text)
        .filter_map(|row| {
            let (code, cells) = row.split_first()?;
            Some((*code, read(cells)?))
        })
        .collect()
}

/// The rows of a table, without its head.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

fn filled(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|cell| *cell != "-")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_row_has_its_columns_and_a_code_of_its_own() {
        for (name, table, columns) in [
            ("countries.tsv", COUNTRIES, 4),
            ("actors.tsv", ACTORS, 4),
            ("types.tsv", TYPES, 3),
            ("places.tsv", PLACES, 5),
        ] {
            let mut codes = HashSet::new();
            for row in rows(table) {
                assert_eq!(row.len(), columns, "{name}: {row:?}");
                assert!(row.iter().all(|cell| !cell.is_empty()), "{name}: {row:?}");
                assert!(codes.insert(row[0]), "{name}: {} stands twice", row[0]);
            }
        }
    }

    #[test]
    fn a_state_has_the_codes_of_three_data_sets() {
        let country = country("GHA").expect("Ghana is a state");
        assert_eq!(
            (country.name, country.cow, country.fips),
            ("Ghana", Some("452"), Some("GH"))
        );
        assert!(super::country("IGO").is_none());
        assert!(actor("UNO").is_some_and(|code| code.group == Some("UNO")));
    }

    #[test]
    fn classes_are_those_of_the_ontology() {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../dateline/lexicon/events/plover");
        let mut types = 0;
        for file in std::fs::read_dir(&folder).expect("the ontology is in the workspace") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
            let field = |name: &str| {
                let line = text.lines().find_map(|line| line.strip_prefix(name))?;
                Some(line.trim_start_matches([' ', '=']).trim_matches('"'))
            };
            let name = field("name").expect("a type has a name");
            let class = class(name).and_then(class_name).map(str::to_lowercase);
            assert_eq!(class.as_deref(), field("class"), "{name}");
            types += 1;
        }
        assert_eq!(types, 16);
    }
}
