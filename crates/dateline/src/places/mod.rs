//! Places: which names of a report are places of the map, and which place of that name is meant.

mod containers;
mod locate;
mod place_words;
mod ranking;
mod rules;
mod senses;
#[cfg(test)]
mod tests;
mod toponyms;
mod weights;

pub use containers::Containers;
pub use locate::{Located, Places, Toponym, locate, locate_given};
pub use place_words::PlaceWords;
pub use ranking::Ground;
pub use rules::{PlaceRules, PlacesError};
pub use toponyms::Usage;
pub use weights::Weights;
