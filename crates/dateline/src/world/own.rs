use super::actors::{Actor, day};
use super::sectors::known_sector;
use super::{Actors, Countries, KINDS, Source};
use crate::lexicon::LexiconError;

/// The columns of a user's table, by the names in its first line.
const COLUMNS: [&str; 6] = [
    "name",
    "aliases",
    "country",
    "sectors",
    "valid_from",
    "valid_to",
];

/// Reads a user's own actors: CSV with the columns `name`, `aliases`, `country`, `sectors`, `valid_from` and `valid_to`
/// in any order, all but `name` of which may be left out; `;` divides aliases and sectors. `file` is what mistakes are
/// reported under.
///
/// # Errors
/// Names the first line with a column or code that is not known, a day that is none, or a name that another line has
/// for the same country at the same time.
pub fn own_actors(file: &str, text: &str, countries: &Countries) -> Result<Actors, LexiconError> {
    let wrong = |line: u64, problem: String| {
        LexiconError::new(file, usize::try_from(line).unwrap_or(usize::MAX), problem)
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        wrong(line, format!("it cannot be read as CSV: {error}"))
    };
    let header = reader.headers().map_err(unreadable)?.clone();
    if let Some(column) = header.iter().find(|c| !COLUMNS.contains(c)) {
        let problem = format!("`{column}` is none of the columns {}", COLUMNS.join(", "));
        return Err(wrong(1, problem));
    }
    if !header.iter().any(|c| c == "name") {
        return Err(wrong(1, "the column `name` is missing".to_owned()));
    }
    let mut read = Actors::default();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let line = row.position().map_or(1, csv::Position::line);
        let cell = |name: &str| {
            let at = header.iter().position(|c| c == name)?;
            row.get(at).filter(|c| !c.is_empty())
        };
        let several = |name: &str| {
            let cells = cell(name).into_iter().flat_map(|c| c.split(';'));
            cells.map(str::trim).filter(|c| !c.is_empty())
        };
        let mut add = || -> Result<(), String> {
            let name = cell("name").ok_or("the actor has no name")?;
            let country = cell("country")
                .map(|code| known_country(code, countries))
                .transpose()?;
            let sectors = several("sectors").map(known_sector);
            let actor = Actor {
                name: String::new(),
                country,
                sectors: sectors.collect::<Result<_, _>>()?,
                valid: [day(cell("valid_from"))?, day(cell("valid_to"))?],
                source: Source::new(file, usize::try_from(line).unwrap_or(usize::MAX)),
            };
            read.add(std::iter::once(name).chain(several("aliases")), actor)
        };
        add().map_err(|problem| wrong(line, problem))?;
    }
    Ok(read)
}

/// The code of a state or of a kind of bodies of no one state.
fn known_country(code: &str, countries: &Countries) -> Result<&'static str, String> {
    let kind = KINDS.iter().copied().find(|k| *k == code);
    kind.or_else(|| countries.by_code(code).map(|c| c.code))
        .ok_or_else(|| format!("`{code}` is no country code"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Setting;

    fn read(text: &str) -> Result<Actors, LexiconError> {
        own_actors("mine.csv", text, &Countries::bundled().unwrap())
    }

    #[test]
    fn columns_may_stand_in_any_order_and_be_left_out() {
        let actors =
            read("sectors,name,aliases\nREB;PTY,\"Dawn, the Front\",DF; Dawn Front\n").unwrap();
        let found = actors.get("Dawn Front", Setting::default()).unwrap();
        assert_eq!(found.name, "Dawn, the Front");
        assert_eq!(found.sectors, ["REB", "PTY"]);
        assert_eq!(found.source.to_string(), "mine.csv:2");
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (text, expected) in [
            (
                "name,kind\nA,x\n",
                "mine.csv:1: `kind` is none of the columns name, aliases, country, sectors, valid_from, valid_to",
            ),
            ("country\nFRA\n", "mine.csv:1: the column `name` is missing"),
            (
                "name,country\nA,FRA\n\"B\nb\",FRA\nC,XXX\n",
                "mine.csv:5: `XXX` is no country code",
            ),
            (
                "name,sectors\nA,GOV\nB,BOSS\n",
                "mine.csv:3: `BOSS` is no sector",
            ),
            (
                "name,valid_from\nA,yesterday\n",
                "mine.csv:2: `yesterday` is no day like 2020-01-06",
            ),
            ("name,aliases\nA,B\nB,\n", "mine.csv:3: `B` is listed twice"),
            ("name,country\n,FRA\n", "mine.csv:2: the actor has no name"),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!(error.to_string(), expected);
        }
        let error = read("name,country\nA\n").expect_err("a short row");
        assert!(
            error
                .to_string()
                .starts_with("mine.csv:2: it cannot be read as CSV")
        );
    }
}
