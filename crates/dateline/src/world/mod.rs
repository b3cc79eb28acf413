//! What the engine knows of the world: states, the names of their people and their capitals, larger places, well-known
//! organizations, and what titles and nouns say of a sector.
//!
//! The tables lie under `lexicon/world/`; each says where it comes from and of what date it is.

mod actors;
mod countries;
mod deeds;
mod domains;
mod offices;
mod own;
mod places;
mod sector_rules;
mod sectors;
mod source;

pub use actors::{Actor, Actors, Setting, whole_day};
pub use countries::{Countries, Country};
pub use deeds::{Deed, Deeds, Side};
pub use domains::Domains;
pub use offices::{Office, Offices, Part};
pub use own::own_actors;
pub use places::Places;
pub use sector_rules::SectorRules;
pub use sectors::{SectorWord, SectorWords};
pub use source::Source;

use crate::lexicon::LexiconError;

/// PLOVER's codes for actors of no one state.
const KINDS: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

/// The tables that actors are coded by.
#[derive(Debug, Clone)]
pub struct ActorTables {
    /// The user's own actors, which go before all others.
    pub own: Actors,
    /// Well-known organizations.
    pub organizations: Actors,
    /// Holders of the highest offices.
    pub holders: Actors,
    /// Larger places.
    pub places: Places,
    /// Titles, nouns and words of names.
    pub sectors: SectorWords,
    /// What sectors mean for one another.
    pub rules: SectorRules,
    /// What events say of the sectors of persons.
    pub deeds: Deeds,
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
            own: Actors::default(),
            organizations: Actors::organizations()?,
            holders: Actors::holders()?,
            places: Places::bundled()?,
            sectors: SectorWords::bundled()?,
            rules: SectorRules::bundled()?,
            deeds: Deeds::bundled()?,
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
