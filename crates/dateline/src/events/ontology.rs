//! Event types, modes and their scores: `lexicon/events/`, one TOML file a type; contexts: `contexts.toml` there.

use std::collections::BTreeMap;

use dateline_record::QuadClass;
use serde::Deserialize;

use crate::lexicon::LexiconError;

/// What a type is on PLOVER's two scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Class {
    /// Quad class 1.
    #[serde(rename = "verbal cooperation")]
    VerbalCooperation,
    /// Quad class 2.
    #[serde(rename = "material cooperation")]
    MaterialCooperation,
    /// Quad class 3.
    #[serde(rename = "verbal conflict")]
    VerbalConflict,
    /// Quad class 4.
    #[serde(rename = "material conflict")]
    MaterialConflict,
    /// Neither.
    #[serde(rename = "extension")]
    Extension,
}

impl Class {
    /// PLOVER's quad class.
    pub fn quad(self) -> Option<QuadClass> {
        match self {
            Self::VerbalCooperation => Some(QuadClass::VerbalCooperation),
            Self::MaterialCooperation => Some(QuadClass::MaterialCooperation),
            Self::VerbalConflict => Some(QuadClass::VerbalConflict),
            Self::MaterialConflict => Some(QuadClass::MaterialConflict),
            Self::Extension => None,
        }
    }
}

/// An event type as its file gives it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// PLOVER's name, or an extension's.
    pub name: String,
    /// Quad class; extensions outside it say `extension`.
    pub class: Class,
    /// Conflict–cooperation score; extensions have none.
    pub score: Option<f32>,
    /// In a sentence.
    pub definition: String,
    /// Whether its acts happen at some place on the ground, and not in words alone.
    #[serde(default)]
    pub grounded: bool,
    /// Whether its acts are done by saying something: to demand, to accuse, to promise.
    #[serde(default)]
    pub speech: bool,
    /// Sentences that tell it; the word that tells it may stand between asterisks.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences that look like it and do not tell it.
    #[serde(default)]
    pub counter_examples: Vec<String>,
    /// Modes.
    #[serde(default, rename = "mode")]
    pub modes: Vec<Mode>,
}

/// A mode of an event type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// PLOVER's name.
    pub name: String,
    /// Conflict–cooperation score.
    pub score: f32,
    /// In a sentence.
    pub definition: String,
    /// Contexts that an event of this mode has by definition.
    #[serde(default)]
    pub implies: Vec<String>,
    /// Sentences that tell it; the word that tells it may stand between asterisks.
    #[serde(default)]
    pub examples: Vec<String>,
}

/// What surroundings an event of any type may have.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// PLOVER's name.
    pub name: String,
    /// In a sentence.
    pub definition: String,
    /// Lemmas that speak for it where one stands in an event's sentence.
    #[serde(default)]
    pub words: Vec<String>,
}

/// All event types by name, and all contexts.
#[derive(Debug, Clone)]
pub struct Ontology {
    types: BTreeMap<String, EventType>,
    contexts: Vec<Context>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contexts {
    #[serde(rename = "context")]
    contexts: Vec<Context>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Types {
    #[serde(rename = "type")]
    types: Vec<EventType>,
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, LexiconError> {
    toml::from_str(text).map_err(|e| {
        let before = |end: usize| text.get(..end).map_or(0, |t| t.matches('\n').count());
        LexiconError::new(
            file,
            1 + e.span().map_or(0, |s| before(s.start)),
            e.message(),
        )
    })
}

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../lexicon/events/", $path)))),*]
    };
}

const FILES: [(&str, &str); 23] = files![
    "plover/AGREE.toml",
    "plover/CONSULT.toml",
    "plover/SUPPORT.toml",
    "plover/CONCEDE.toml",
    "plover/COOPERATE.toml",
    "plover/AID.toml",
    "plover/RETREAT.toml",
    "plover/REQUEST.toml",
    "plover/ACCUSE.toml",
    "plover/REJECT.toml",
    "plover/THREATEN.toml",
    "plover/PROTEST.toml",
    "plover/SANCTION.toml",
    "plover/MOBILIZE.toml",
    "plover/COERCE.toml",
    "plover/ASSAULT.toml",
    "extension/COMMEMORATE.toml",
    "extension/APPOINT.toml",
    "extension/LEGISLATE.toml",
    "extension/ELECT.toml",
    "extension/DISASTER.toml",
    "extension/TRADE.toml",
    "extension/JUDGE.toml",
];

const CONTEXTS: &str = "contexts.toml";

impl Ontology {
    /// The types that come with dateline.
    ///
    /// # Errors
    /// Names file and line of a malformed one.
    pub fn bundled() -> Result<Self, LexiconError> {
        let mut types = BTreeMap::new();
        for (file, text) in FILES {
            let event: EventType = parse(file, text)?;
            types.insert(event.name.clone(), event);
        }
        let text = include_str!("../../lexicon/events/contexts.toml");
        let Contexts { contexts } = parse(CONTEXTS, text)?;
        Ok(Self { types, contexts })
    }

    /// These types and those of a user's file: one type at the top, or several under `[[type]]`. A type of a name that
    /// is there already takes its place.
    ///
    /// # Errors
    /// Names file and line of what is wrong.
    pub fn with(mut self, file: &str, text: &str) -> Result<Self, LexiconError> {
        let table: toml::Table = parse(file, text)?;
        let new = if table.contains_key("type") {
            let Types { types } = parse(file, text)?;
            types
        } else {
            vec![parse::<EventType>(file, text)?]
        };
        for event in new {
            if event.name.trim().is_empty() {
                return Err(LexiconError::new(file, 1, "a type without a name"));
            }
            self.types.insert(event.name.clone(), event);
        }
        Ok(self)
    }

    /// The file of a type that comes with dateline, or of the `contexts` or `cameo` codes.
    pub fn source(name: &str) -> Option<&'static str> {
        let of_type = FILES.iter().find(|(file, _)| {
            let stem = file
                .rsplit('/')
                .next()
                .and_then(|f| f.strip_suffix(".toml"));
            stem == Some(name)
        });
        match name {
            "contexts" => Some(include_str!("../../lexicon/events/contexts.toml")),
            "cameo" => Some(include_str!("../../lexicon/events/cameo.tsv")),
            _ => of_type.map(|(_, text)| *text),
        }
    }

    /// A type by name.
    pub fn get(&self, name: &str) -> Option<&EventType> {
        self.types.get(name)
    }

    /// All types in order of name.
    pub fn iter(&self) -> impl Iterator<Item = &EventType> {
        self.types.values()
    }

    /// All contexts in the manual's order.
    pub fn contexts(&self) -> &[Context] {
        &self.contexts
    }

    /// The score of an event: that of its mode farthest from zero, or its type's.
    pub fn score(&self, name: &str, modes: &[String]) -> Option<f32> {
        let event = self.get(name)?;
        let of_modes = event
            .modes
            .iter()
            .filter(|m| modes.contains(&m.name))
            .map(|m| m.score);
        of_modes
            .max_by(|a, b| a.abs().total_cmp(&b.abs()))
            .or(event.score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_type_of_its_own_name() {
        let ontology = Ontology::bundled().unwrap();
        assert_eq!(ontology.iter().count(), FILES.len());
        for (file, _) in FILES {
            let name = file
                .rsplit('/')
                .next()
                .and_then(|f| f.strip_suffix(".toml"))
                .unwrap();
            assert!(ontology.get(name).is_some(), "{file}");
        }
    }

    #[test]
    fn the_strongest_mode_gives_the_score() {
        let ontology = Ontology::bundled().unwrap();
        assert_eq!(ontology.score("ASSAULT", &[]), Some(-9.0));
        assert_eq!(
            ontology.score("ASSAULT", &["beat".into(), "aerial".into()]),
            Some(-9.5)
        );
        assert_eq!(ontology.score("ELECT", &[]), None);
    }
}
