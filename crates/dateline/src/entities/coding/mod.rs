//! Who an entity is in PLOVER's terms: country and sectors.
//!
//! The user's own table counts first. Then the text's own ground: a demonym or the name of a country in an entity's name,
//! title or apposition, the organization or state that a post is held with. Then the tables of known actors and places.
//! Last, what the report as a whole shows: one that is about a country speaks of that country's police and presidents
//! without saying so. Every code carries what decided it.

mod bodies;
mod countries;
mod deeds;
mod ground;
mod known;
mod links;
mod offices;
mod sectors;
mod wording;

use std::ops::Range;

use super::{Post, References, Tie};
use crate::places::Places;
use crate::world::{ActorTables, Deed, Setting};

pub use deeds::deeds;
pub use ground::{Coded, Ground};
use known::Known;
use sectors::Readings;

/// What PLOVER codes of an entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorCode {
    /// Alpha-3 code, or PLOVER's code for organizations of no one state.
    pub country: Option<Coded<&'static str>>,
    /// Sector codes, most telling first.
    pub sectors: Option<Coded<Vec<&'static str>>>,
}

/// What is known of a report beside its words.
#[derive(Debug, Clone)]
pub struct Circumstance<'a> {
    /// The words of the place that it opens with.
    pub dateline: Option<Range<usize>>,
    /// Where it was published.
    pub address: Option<&'a str>,
    /// Its day in ISO 8601.
    pub day: Option<&'a str>,
    /// For each entity of the cast whether it speaks or acts.
    pub active: Vec<bool>,
    /// For each entity of the cast what its deeds say of its sector, with the words of the event.
    pub deeds: Vec<Option<(&'a Deed, Range<usize>)>>,
    /// Where its places lie.
    pub located: &'a Places,
}

/// Codes every entity of the cast, in its order, and fills in the organizations of posts that the report's country or
/// its one parliament, court or police makes plain.
pub fn code_actors(
    references: &mut References<'_>,
    posts: &mut [Post],
    ties: &[Tie],
    tables: &ActorTables,
    circumstance: Circumstance<'_>,
) -> Vec<ActorCode> {
    let mut known = Known {
        tables,
        setting: Setting {
            day: circumstance.day,
            country: None,
        },
        located: circumstance.located,
    };
    let main = countries::main_country(
        references,
        &known,
        circumstance.dateline,
        circumstance.address,
    );
    known.setting.country = main;
    let (active, deeds) = (&circumstance.active, &circumstance.deeds);
    let read = |references: &References<'_>, posts: &[Post]| {
        let named = links::named_words(references);
        let within = links::within_descriptions(references, &named);
        let sectors = sectors::sectors(&Readings {
            references,
            posts,
            ties,
            known,
            within: &within,
            named: &named,
            active,
            deeds,
        });
        (
            countries::grounds(references, posts, &known),
            sectors,
            within,
        )
    };
    let (mut grounds, mut sectors, mut within) = read(references, posts);
    let codes: Vec<_> = grounds.iter().map(|g| g.as_ref().map(|c| c.code)).collect();
    let firsts: Vec<_> = sectors
        .iter()
        .map(|s| s.as_ref().and_then(|s| s.code.first().copied()))
        .collect();
    if offices::fill(references, posts, ties, &known, &codes, &firsts, main) {
        // Organizations of posts say more of their holders, and a state or party may have joined the cast.
        (grounds, sectors, within) = read(references, posts);
    }
    let countries = countries::spread(references, posts, &within, grounds, main);
    countries
        .into_iter()
        .zip(sectors)
        .map(|(country, sectors)| ActorCode { country, sectors })
        .collect()
}

#[cfg(test)]
mod tests;
