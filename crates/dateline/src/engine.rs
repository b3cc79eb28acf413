//! The engine: a model and the word lists, loaded once, read by many reports.

use std::path::Path;
use std::sync::Arc;

use dateline_gazetteer::OwnPlaces;
use dateline_record::{GeoPlace, Report, Span};

use crate::calibration::Calibration;
use crate::encode::EncodeError;
use crate::entities::EntityWords;
use crate::events::taught::{Taught, TeachError};
use crate::events::{
    ArgumentWords, Between, Cameo, Circumstances, Denials, Likeness, NumberWords, Ontology,
    QuantityWords,
};
use crate::lexicon::LexiconError;
use crate::pack::{Pack, PackError};
use crate::pipeline::{Reading, read, relate, see};
use crate::places::{Ground, PlaceRules, PlacesError, locate_given};
use crate::structure::StructureRules;
use crate::syntax::Scripts;
use crate::voices::VoiceWords;
use crate::words::WordRules;
use crate::world::{ActorTables, Countries, own_actors};

/// Reads reports. One engine serves one thread at a time; [`Engine::beside`] makes another over the same weights.
pub struct Engine {
    pack: Pack,
    rules: Arc<Rules>,
    types: Arc<Types>,
    places: Arc<PlaceRules>,
    explains: bool,
}

/// Event types: those of the model and those that the user taught.
struct Types {
    names: Vec<String>,
    ontology: Ontology,
    cameo: Cameo,
    taught: Taught,
}

#[derive(Clone)]
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
    denials: Denials,
    likeness: Likeness,
    scripts: Scripts,
    calibration: Calibration,
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
    /// What is known of places.
    #[error(transparent)]
    Places(#[from] PlacesError),
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
            denials: Denials::english()?,
            likeness: Likeness::bundled()?,
            scripts: Scripts::new(&pack.labels.lemma_scripts, &pack.labels.lemma_endings),
            calibration: Calibration::bundled()?,
        };
        let ontology = Ontology::bundled()?;
        let types = Types {
            names: pack.labels.event_types.clone(),
            cameo: Cameo::bundled(&ontology)?,
            ontology,
            taught: Taught::default(),
        };
        Ok(Self {
            pack,
            rules: rules.into(),
            types: types.into(),
            places: PlaceRules::english()?.into(),
            explains: false,
        })
    }

    /// This engine with event types of the user's own. A type that the model knows gets definition, scores and modes
    /// from `ontology`; any other is taught by its examples.
    ///
    /// # Errors
    /// If a type cannot be taught.
    pub fn with_ontology(mut self, ontology: Ontology) -> Result<Self, TeachError> {
        let known = self.pack.labels.event_types.clone();
        if ontology.iter().any(|t| !known.contains(&t.name)) {
            self.pack = self.pack.with_word_vectors()?;
        }
        let taught = Taught::teach(&ontology, &known, |example| see(&self, example))?;
        let names = known.into_iter().chain(taught.names().map(str::to_owned));
        self.types = Arc::new(Types {
            names: names.collect(),
            cameo: self.types.cameo.clone(),
            ontology,
            taught,
        });
        Ok(self)
    }

    /// The engine giving an explanation with each event: what decided its parts.
    pub fn with_explanations(mut self) -> Self {
        self.explains = true;
        self
    }

    /// Whether events get explanations.
    pub fn explains(&self) -> bool {
        self.explains
    }

    /// The engine with actors of the user's own, which go before those it knows; `file` is what mistakes in the table
    /// are reported under. docs/actors.md describes the table.
    ///
    /// # Errors
    /// Names file and line of the first mistake.
    pub fn with_actors(mut self, file: &str, table: &str) -> Result<Self, LexiconError> {
        let own = own_actors(file, table, &self.rules.countries)?;
        Arc::make_mut(&mut self.rules).actors.own = own;
        Ok(self)
    }

    /// The same engine with places that a user adds.
    #[must_use]
    pub fn with_places(mut self, own: OwnPlaces) -> Self {
        let places = Arc::make_mut(&mut self.places);
        places.gazetteer = places.gazetteer.clone().with(own);
        self
    }

    /// Another engine over the same model, for another thread.
    pub fn beside(&self) -> Self {
        Self {
            pack: self.pack.beside(),
            rules: Arc::clone(&self.rules),
            types: Arc::clone(&self.types),
            places: Arc::clone(&self.places),
            explains: self.explains,
        }
    }

    /// Reads a report: the record and the layers it was made from.
    ///
    /// # Errors
    /// Only if the encoder fails to run, which no text can make it do.
    pub fn read(&self, report: &Report) -> Result<Reading, EncodeError> {
        read(self, report)
    }

    /// What one stretch of a report does to another: PLOVER's event types by how likely each holds between them, likeliest
    /// first. For coding pairs of actors that are given; a side without spans is one that the text does not name.
    ///
    /// # Errors
    /// Only if the encoder fails to run, which no text can make it do.
    pub fn between(
        &self,
        report: &Report,
        source: &[Span],
        target: &[Span],
    ) -> Result<Vec<Between>, EncodeError> {
        relate(self, report, source, target)
    }

    /// The places that given stretches of a report mean, in its order; for measuring, and for texts whose names of places
    /// are known. `None` where the report does not tell which place is meant.
    pub fn locate(&self, report: &Report, spans: &[Span]) -> Vec<Option<GeoPlace>> {
        let structure = self
            .structure_rules()
            .find(&report.text, report.title.as_deref());
        let spans: Vec<_> = spans.iter().map(|s| s.range()).collect();
        let ground = Ground::of(report, &structure, self.actor_tables(), self.countries());
        let found = locate_given(
            &report.text,
            &spans,
            &ground,
            &self.places,
            self.countries(),
        );
        found.into_iter().map(|l| l.map(|l| l.geo)).collect()
    }

    /// What places are known by.
    pub fn place_rules(&self) -> &PlaceRules {
        &self.places
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

    /// Words that deny.
    pub fn denials(&self) -> &Denials {
        &self.rules.denials
    }

    /// Event types.
    pub fn ontology(&self) -> &Ontology {
        &self.types.ontology
    }

    /// Names of the event types that events may have, by number: the model's, then the taught ones.
    pub fn event_types(&self) -> &[String] {
        &self.types.names
    }

    /// What confidences are made with.
    pub fn calibration(&self) -> &Calibration {
        &self.rules.calibration
    }

    /// CAMEO codes.
    pub fn cameo(&self) -> &Cameo {
        &self.types.cameo
    }

    /// Event types taught by examples.
    pub fn taught(&self) -> &Taught {
        &self.types.taught
    }

    /// Lemma scripts of the model.
    pub fn scripts(&self) -> &Scripts {
        &self.rules.scripts
    }
}
