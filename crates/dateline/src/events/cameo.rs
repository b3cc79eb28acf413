//! CAMEO codes: `lexicon/events/cameo.tsv`, what each code means in PLOVER, and `cameo-choice.tsv`, which code an event
//! gets.

use dateline_record::Status;

use super::{Coding, Ontology};
use crate::lexicon::{LexiconError, entries};

/// A type with mode and contexts, as the tables write it: `TYPE:mode +context`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    event_type: &'static str,
    mode: Option<&'static str>,
    contexts: Vec<&'static str>,
}

#[derive(Debug, Clone)]
struct Choice {
    value: Value,
    told: Option<&'static str>,
    announced: Option<&'static str>,
}

/// Which CAMEO code an event gets.
#[derive(Debug, Clone)]
pub struct Cameo(Vec<Choice>);

const TABLE: &str = "events/cameo.tsv";
const CHOICE: &str = "events/cameo-choice.tsv";
/// Column of a table without a value.
const NONE: &str = "-";
/// Column whose value is that of the column before.
const SAME: &str = "=";

impl Value {
    fn parse(text: &'static str, ontology: &Ontology) -> Result<Self, String> {
        let mut parts = text.split(" +");
        let head = parts.next().unwrap_or(text);
        let (event_type, mode) = match head.split_once(':') {
            Some((event_type, mode)) => (event_type, Some(mode)),
            None => (head, None),
        };
        let known = ontology
            .get(event_type)
            .ok_or_else(|| format!("`{event_type}` is no type"))?;
        if let Some(mode) = mode.filter(|m| known.modes.iter().all(|k| k.name != *m)) {
            return Err(format!("`{mode}` is no mode of {event_type}"));
        }
        let contexts: Vec<_> = parts.collect();
        let is_context = |c: &&str| ontology.contexts().iter().any(|k| k.name == *c);
        if let Some(context) = contexts.iter().find(|c| !is_context(c)) {
            return Err(format!("`{context}` is no context"));
        }
        Ok(Self {
            event_type,
            mode,
            contexts,
        })
    }

    /// How specifically the value says what an event is; `None` if it does not.
    fn fits(&self, event_type: &str, coding: &Coding, ontology: &Ontology) -> Option<(u32, usize)> {
        let has_mode = |m: &&str| coding.modes.iter().any(|k| k == m);
        let has_context = |c: &&str| coding.contexts.iter().any(|k| k == c);
        if self.event_type != event_type
            || !self.mode.iter().all(has_mode)
            || !self.contexts.iter().all(has_context)
        {
            return None;
        }
        // Tenths are the finest step of the scores. A mode goes before none, however weak.
        let strength = |m: &str| {
            let score = ontology.score(event_type, &[m.to_owned()]).unwrap_or(0.0);
            1 + (10.0 * score.abs()) as u32
        };
        Some((self.mode.map_or(0, strength), self.contexts.len()))
    }
}

impl Cameo {
    /// The tables that come with dateline.
    ///
    /// # Errors
    /// Names file and line of a type, mode or context that PLOVER does not have, and of a code that the table lacks.
    pub fn bundled(ontology: &Ontology) -> Result<Self, LexiconError> {
        let text = include_str!("../../lexicon/events/cameo.tsv");
        let mut codes = Vec::new();
        for (line, entry) in entries(text) {
            let wrong = |problem: String| LexiconError::new(TABLE, line, problem);
            let columns: Vec<&str> = entry.split('\t').collect();
            let (code, official, ours) = match columns[..] {
                [code, official, SAME] => (code, official, official),
                [code, official, ours, _reason] => (code, official, ours),
                _ => {
                    return Err(wrong(
                        "code, official value, `=` or value and reason".to_owned(),
                    ));
                }
            };
            if official == ours && columns.len() > 3 {
                return Err(wrong("a reason without a difference".to_owned()));
            }
            Value::parse(ours, ontology).map_err(wrong)?;
            codes.push(code);
        }
        let mut out = Vec::new();
        for (line, entry) in entries(include_str!("../../lexicon/events/cameo-choice.tsv")) {
            let wrong = |problem: String| LexiconError::new(CHOICE, line, problem);
            let code = |code: &'static str| match code {
                NONE => Ok(None),
                _ if codes.contains(&code) => Ok(Some(code)),
                _ => Err(wrong(format!("`{code}` is not in {TABLE}"))),
            };
            let mut columns = entry.split('\t');
            let (Some(value), Some(told), Some(announced), None) = (
                columns.next(),
                columns.next(),
                columns.next(),
                columns.next(),
            ) else {
                return Err(wrong("three columns divided by tabs expected".to_owned()));
            };
            out.push(Choice {
                value: Value::parse(value, ontology).map_err(wrong)?,
                told: code(told)?,
                announced: code(announced)?,
            });
        }
        Ok(Self(out))
    }

    /// The code of an event.
    pub fn code(
        &self,
        event_type: &str,
        coding: &Coding,
        ontology: &Ontology,
    ) -> Option<&'static str> {
        let of = |choice: &Choice| match coding.status {
            Status::Actual | Status::Ongoing => choice.told,
            Status::Future => choice.announced,
            Status::Hypothetical | Status::Negated => None,
        };
        let fitting = self.0.iter().rev().filter_map(|choice| {
            let specific = choice.value.fits(event_type, coding, ontology)?;
            Some((specific, of(choice)?))
        });
        // Of equals the last one, which is the upper line.
        fitting
            .max_by_key(|(specific, _)| *specific)
            .map(|(_, code)| code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::HeadScores;

    fn code(
        event_type: &str,
        modes: &[&str],
        contexts: &[&str],
        status: Status,
    ) -> Option<&'static str> {
        let ontology = Ontology::bundled().unwrap();
        let names = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect();
        let coding = Coding {
            contexts_why: Vec::new(),
            heads: HeadScores::default(),
            modes: names(modes),
            contexts: names(contexts),
            status,
            status_by: crate::events::Rule::StatusHead,
            historical: false,
        };
        Cameo::bundled(&ontology)
            .unwrap()
            .code(event_type, &coding, &ontology)
    }

    #[test]
    fn known_defects_of_the_official_table_are_repaired() {
        let told = |t: &str, m: &[&str], c: &[&str]| code(t, m, c, Status::Actual);
        assert_eq!(told("ASSAULT", &["aerial"], &[]), Some("195"));
        assert_eq!(told("ASSAULT", &["heavy-weapons"], &[]), Some("194"));
        assert_eq!(told("PROTEST", &["strike"], &[]), Some("143"));
        assert_eq!(told("SANCTION", &["convict"], &["legal"]), Some("116"));
        assert_eq!(told("ASSAULT", &["targeted"], &["military"]), Some("186"));
    }

    #[test]
    fn a_context_decides_where_it_can_and_the_strongest_mode_goes_first() {
        let told = |t: &str, m: &[&str], c: &[&str]| code(t, m, c, Status::Actual);
        assert_eq!(told("ASSAULT", &[], &[]), Some("180"));
        assert_eq!(
            told("ASSAULT", &[], &["military", "territory"]),
            Some("190")
        );
        assert_eq!(told("ASSAULT", &["beat", "firearms"], &[]), Some("193"));
        assert_eq!(told("AID", &[], &["economic"]), Some("071"));
        assert_eq!(told("APPOINT", &[], &[]), None);
    }

    #[test]
    fn what_is_announced_is_an_intent_and_what_is_not_so_has_no_code() {
        assert_eq!(
            code("CONSULT", &["visit"], &[], Status::Future),
            Some("036")
        );
        assert_eq!(code("ASSAULT", &[], &[], Status::Future), None);
        assert_eq!(code("ASSAULT", &[], &[], Status::Negated), None);
        assert_eq!(code("ASSAULT", &[], &[], Status::Ongoing), Some("180"));
    }
}
