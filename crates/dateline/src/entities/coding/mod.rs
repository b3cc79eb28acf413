//! Who an entity is in PLOVER's terms: country and sectors.
//!
//! The text's own ground counts first: a demonym or the name of a country in an entity's name, title or apposition, the
//! organization or state that a post is held with. Then the tables of well-known organizations and places. Last, what
//! the report as a whole shows: one that is about a country speaks of that country's police and presidents without
//! saying so.

mod countries;
mod links;
mod offices;
mod sectors;
mod wording;

use std::ops::Range;

use super::{Post, References};
use crate::world::ActorTables;

/// What PLOVER codes of an entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorCode {
    /// Alpha-3 code, or PLOVER's code for organizations of no one state.
    pub country: Option<&'static str>,
    /// Sector codes, most telling first.
    pub sectors: Vec<&'static str>,
}

/// Codes every entity of the cast, in its order, and fills in the organizations of posts that the report's country or
/// its one parliament, court or police makes plain.
///
/// `dateline` are the words of the place that the report opens with, `address` is where it was published.
pub fn code_actors(
    references: &mut References<'_>,
    posts: &mut [Post],
    tables: &ActorTables,
    dateline: Option<Range<usize>>,
    address: Option<&str>,
) -> Vec<ActorCode> {
    let main = countries::main_country(references, tables, dateline, address);
    let mut within = links::within_descriptions(references);
    let mut grounds = countries::grounds(references, posts, tables);
    let mut sectors = sectors::sectors(references, posts, tables, &within);
    if offices::fill(references, posts, tables, &grounds, &sectors, main) {
        // Organizations of posts say more of their holders, and a state or party may have joined the cast.
        within = links::within_descriptions(references);
        grounds = countries::grounds(references, posts, tables);
        sectors = sectors::sectors(references, posts, tables, &within);
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
