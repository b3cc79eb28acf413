//! The engine: a model and the word lists, loaded once, read by many reports.

use std::path::Path;

use dateline_record::Report;

use crate::encode::EncodeError;
use crate::entities::EntityWords;
use crate::events::{
    ArgumentWords, Circumstances, Likeness, NumberWords, Ontology, QuantityWords,
};
use crate::lexicon::LexiconError;
use crate::pack::{Pack, PackError};
use crate::pipeline::{Reading, read};
use crate::structure::StructureRules;
use crate::syntax::Scripts;
use crate::voices::VoiceWords;
use crate::words::WordRules;
use crate::world::{ActorTables, Countries};

/// Reads reports. One engine serves one thread at a time; [`Engine::beside`] makes another over the same weights.
pub struct Engine {
    pack: Pack,
    rules: std::sync::Arc<Rules>,
}

struct Rules {
    words: WordRules,
    structure: StructureRules,
    entities: EntityWords,
    voices: VoiceWords,
    countries: Countries,
    actors: ActorTables,
    numbers: NumberWords,
    circumstances: Circumstances,
    quantities: QuantityWords,
    arguments: ArgumentWords,
    likeness: Likeness,
    ontology: Ontology,
    scripts: Scripts,
}

/// The engine could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The model.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A file of lexical knowledge.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

impl Engine {
    /// Loads the model that the library carries.
    ///
    /// # Errors
    /// None in a library built from its own repository.
    pub fn load() -> Result<Self, LoadError> {
        Self::with(Pack::bundled()?)
    }

    /// Loads a model from a folder with `model.onnx`, `pairs.safetensors`, `model.json` and `vocab.txt`.
    ///
    /// # Errors
    /// If a file is missing or malformed; the message names it.
    pub fn load_from(folder: &Path) -> Result<Self, LoadError> {
        Self::with(Pack::read(folder)?)
    }

    fn with(pack: Pack) -> Result<Self, LoadError> {
        let rules = Rules {
            words: WordRules::english()?,
            structure: StructureRules::english()?,
            entities: EntityWords::english()?,
            voices: VoiceWords::english()?,
            countries: Countries::bundled()?,
            actors: ActorTables::bundled()?,
            numbers: NumberWords::english()?,
            circumstances: Circumstances::english()?,
            quantities: QuantityWords::english()?,
            arguments: ArgumentWords::english()?,
            likeness: Likeness::bundled()?,
            ontology: Ontology::bundled()?,
            scripts: Scripts::new(&pack.labels.lemma_scripts),
        };
        Ok(Self {
            pack,
            rules: rules.into(),
        })
    }

    /// Another engine over the same model, for another thread.
    pub fn beside(&self) -> Self {
        Self {
            pack: self.pack.beside(),
            rules: self.rules.clone(),
        }
    }

    /// Reads a report: the record and the layers it was made from.
    ///
    /// # Errors
    /// Only if the encoder fails to run, which no text can make it do.
    pub fn read(&self, report: &Report) -> Result<Reading, EncodeError> {
        read(self, report)
    }

    /// The model.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// What splits words.
    pub fn word_rules(&self) -> &WordRules {
        &self.rules.words
    }

    /// What finds headline, dateline, paragraphs and sentences.
    pub fn structure_rules(&self) -> &StructureRules {
        &self.rules.structure
    }

    /// Word lists of the entities' stage.
    pub fn entity_words(&self) -> &EntityWords {
        &self.rules.entities
    }

    /// Word lists of the voices' stage.
    pub fn voice_words(&self) -> &VoiceWords {
        &self.rules.voices
    }

    /// Countries of the world.
    pub fn countries(&self) -> &Countries {
        &self.rules.countries
    }

    /// What actors are coded by.
    pub fn actor_tables(&self) -> &ActorTables {
        &self.rules.actors
    }

    /// Number words and hedges.
    pub fn number_words(&self) -> &NumberWords {
        &self.rules.numbers
    }

    pub(crate) fn likeness(&self) -> &Likeness {
        &self.rules.likeness
    }

    pub(crate) fn circumstances(&self) -> &Circumstances {
        &self.rules.circumstances
    }

    /// Words that say what numbers count.
    pub fn quantity_words(&self) -> &QuantityWords {
        &self.rules.quantities
    }

    /// Words that tell who takes part in an event.
    pub fn argument_words(&self) -> &ArgumentWords {
        &self.rules.arguments
    }

    /// Event types.
    pub fn ontology(&self) -> &Ontology {
        &self.rules.ontology
    }

    /// Lemma scripts of the model.
    pub fn scripts(&self) -> &Scripts {
        &self.rules.scripts
    }
}
