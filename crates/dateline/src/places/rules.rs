use dateline_gazetteer::{Gazetteer, GazetteerError, OwnPlaces, OwnPlacesError};

use super::{Containers, PlaceWords, Weights};
use crate::lexicon::{LexiconError, List};

/// What places are known by and told apart with.
#[derive(Clone)]
pub struct PlaceRules {
    /// Places by name.
    pub gazetteer: Gazetteer,
    /// "Ala.", "N.Y.".
    pub words: PlaceWords,
    /// What stands between a place and a larger one.
    pub containers: Containers,
    /// What each ground weighs.
    pub weights: Weights,
    /// Words that a gazetteer's names may lack.
    pub around_names: List,
    /// Nouns of sites, which alone name no place.
    pub site_words: List,
    /// Nouns of nature: what is called after a place lies somewhere else.
    pub nature_words: List,
    /// Words that are no place by themselves, though the gazetteer has a town so called.
    pub unmapped: List,
}

/// The knowledge of places could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// The compiled places.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// The table of regions.
    #[error(transparent)]
    Regions(#[from] OwnPlacesError),
    /// A file of lexical knowledge.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

impl PlaceRules {
    /// What the library carries.
    ///
    /// # Errors
    /// None in a library built from its own repository; the tests show it.
    pub fn english() -> Result<Self, PlacesError> {
        let regions = include_str!("../../lexicon/world/regions.csv");
        let regions = OwnPlaces::parse("world/regions.csv", regions)?;
        let unmapped = include_str!("../../lexicon/world/unmapped.txt");
        let site_words = include_str!("../../lexicon/en/places/site-words.txt");
        let nature_words = include_str!("../../lexicon/en/places/nature-words.txt");
        let around_names = include_str!("../../lexicon/en/places/around-names.txt");
        Ok(Self {
            gazetteer: Gazetteer::bundled()?.with(regions),
            words: PlaceWords::bundled()?,
            containers: Containers::english()?,
            weights: Weights::bundled()?,
            around_names: List::parse("en/places/around-names.txt", around_names)?,
            site_words: List::parse("en/places/site-words.txt", site_words)?,
            nature_words: List::parse("en/places/nature-words.txt", nature_words)?,
            unmapped: List::parse("world/unmapped.txt", unmapped)?,
        })
    }
}
