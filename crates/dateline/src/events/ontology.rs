//! Event types, modes and their scores: `lexicon/events/`, one TOML file a type.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::LexiconError;

/// An event type as its file gives it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// PLOVER's name, or an extension's.
    pub name: String,
    /// Quad class, or `extension`.
    pub class: String,
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
}

/// All event types by name.
#[derive(Debug, Clone)]
pub struct Ontology(BTreeMap<String, EventType>);

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

impl Ontology {
    /// The types that come with dateline.
    ///
    /// # Errors
    /// Names file and line of a malformed one.
    pub fn bundled() -> Result<Self, LexiconError> {
        let mut types = BTreeMap::new();
        for (file, text) in FILES {
            let event: EventType = toml::from_str(text).map_err(|e| {
                let line = e.span().map_or(1, |s| {
                    1 + text.get(..s.start).map_or(0, |t| t.matches('\n').count())
                });
                LexiconError::new(file, line, e.message())
            })?;
            types.insert(event.name.clone(), event);
        }
        Ok(Self(types))
    }

    /// A type by name.
    pub fn get(&self, name: &str) -> Option<&EventType> {
        self.0.get(name)
    }

    /// All types in order of name.
    pub fn iter(&self) -> impl Iterator<Item = &EventType> {
        self.0.values()
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
