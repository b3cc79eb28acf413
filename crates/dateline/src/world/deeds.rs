use super::Source;
use super::sectors::sector_list;
use crate::lexicon::{LexiconError, entries};

const FILE: &str = "world/deeds.tsv";

/// The part of a person in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who did it.
    Actor,
    /// To whom it was done.
    Recipient,
}

/// What an event says of the sector of one who takes part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    side: Side,
    event_type: &'static str,
    mode: Option<&'static str>,
    contexts: Vec<&'static str>,
    /// PLOVER's sector codes, most telling first.
    pub sectors: Vec<&'static str>,
    /// Where the line stands.
    pub source: Source,
}

/// Events that say something of the sector of a person.
#[derive(Debug, Clone, Default)]
pub struct Deeds(Vec<Deed>);

impl Deeds {
    /// The table that the library carries, `lexicon/world/deeds.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/deeds.tsv"))
    }

    /// Reads a table of four columns: side, event, contexts, sectors.
    ///
    /// # Errors
    /// Names the first line with a wrong number of columns, another side, or a sector that PLOVER has not.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut deeds = Vec::new();
        for (line, entry) in entries(text) {
            let columns: Vec<&'static str> = entry.split('\t').collect();
            let wrong = |problem: String| LexiconError::new(file, line, problem);
            let &[side, event, contexts, sectors] = columns.as_slice() else {
                return Err(wrong("four columns divided by tabs expected".to_owned()));
            };
            let side = match side {
                "actor" => Side::Actor,
                "recipient" => Side::Recipient,
                other => {
                    return Err(wrong(format!(
                        "`{other}` is neither `actor` nor `recipient`"
                    )));
                }
            };
            let (event_type, mode) = match event.split_once(':') {
                Some((event_type, mode)) => (event_type, Some(mode)),
                None => (event, None),
            };
            deeds.push(Deed {
                side,
                event_type,
                mode,
                contexts: contexts.split(';').collect(),
                sectors: sector_list(sectors).map_err(wrong)?,
                source: Source::new(file, line),
            });
        }
        Ok(Self(deeds))
    }

    /// What taking part on a side of an event with modes and contexts says.
    pub fn get(
        &self,
        side: Side,
        event_type: &str,
        modes: &[String],
        contexts: &[String],
    ) -> Option<&Deed> {
        self.0.iter().find(|deed| {
            deed.side == side
                && deed.event_type == event_type
                && deed.mode.is_none_or(|m| modes.iter().any(|own| own == m))
                && deed
                    .contexts
                    .iter()
                    .any(|c| contexts.iter().any(|own| own == c))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conviction_for_theft_tells_and_an_arrest_does_not() {
        let deeds = Deeds::bundled().unwrap();
        let of = |event_type: &str, mode: &str, context: &str| {
            let (modes, contexts) = ([mode.to_owned()], [context.to_owned()]);
            deeds
                .get(Side::Recipient, event_type, &modes, &contexts)
                .map(|d| d.sectors.clone())
        };
        assert_eq!(of("SANCTION", "convict", "crime"), Some(vec!["CRM"]));
        assert_eq!(of("SANCTION", "convict", "repression"), None);
        assert_eq!(of("COERCE", "arrest", "crime"), None);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (table, expected) in [
            (
                "actor\tASSAULT",
                "t.tsv:1: four columns divided by tabs expected",
            ),
            (
                "victim\tASSAULT\tcrime\tCVL",
                "t.tsv:1: `victim` is neither `actor` nor `recipient`",
            ),
            ("actor\tASSAULT\tcrime\tBAD", "t.tsv:1: `BAD` is no sector"),
        ] {
            let error = Deeds::parse("t.tsv", table).expect_err(table);
            assert_eq!(error.to_string(), expected);
        }
    }
}
