//! What the engine knows of the world: states, the names of their people and their capitals, larger places, well-known
//! organizations, and what titles and nouns say of a sector.
//!
//! The tables lie under `lexicon/world/`; each says where it comes from and of what date it is.

mod countries;
mod domains;
mod offices;
mod organizations;
mod places;
mod sectors;

pub use countries::{Countries, Country};
pub use domains::Domains;
pub use offices::{Office, Offices};
pub use organizations::{Organization, Organizations};
pub use places::Places;
pub use sectors::{SectorWord, SectorWords};

use crate::lexicon::LexiconError;

/// The tables that actors are coded by.
#[derive(Debug, Clone)]
pub struct ActorTables {
    /// Well-known organizations.
    pub organizations: Organizations,
    /// Larger places.
    pub places: Places,
    /// Titles, nouns and words of names.
    pub sectors: SectorWords,
    /// Country domains of the internet.
    pub domains: Domains,
    /// Offices of the state.
    pub offices: Offices,
}

impl ActorTables {
    /// The tables that the library carries.
    ///
    /// # Errors
    /// Names file and line of a mistake in them; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Ok(Self {
            organizations: Organizations::bundled()?,
            places: Places::bundled()?,
            sectors: SectorWords::bundled()?,
            domains: Domains::bundled()?,
            offices: Offices::bundled()?,
        })
    }
}

/// The key under which a name stands in a table: as it is if its case counts (abbreviations), else folded.
fn key(name: &str) -> String {
    let name = countries::without_article(name.trim());
    if case_counts(name) {
        name.to_owned()
    } else {
        countries::folded(name)
    }
}

/// Whether only one way of writing a name is that name: capitals ("WHO") and abbreviations ("Fla.").
fn case_counts(name: &str) -> bool {
    name.ends_with('.') || !name.bytes().any(|b| b.is_ascii_lowercase())
}

/// Finds what a table has under a name, written with or without an article.
fn look_up<'t, T>(table: &'t std::collections::HashMap<String, T>, name: &str) -> Option<&'t T> {
    let name = countries::without_article(name.trim());
    table
        .get(name)
        .or_else(|| table.get(&countries::folded(name)))
}
