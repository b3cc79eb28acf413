//! Questions to a store.
//!
//! An answer names facts by their record and number; the caller takes the record itself for everything it shows, so that
//! no view can know less than the record does, the voice of a fact least of all.

mod alongside;
mod conditions;
mod events;
mod map;
mod placed;
mod quotes;
mod sources;
mod stories;
mod who;
mod words;

pub use conditions::{Area, Code, Condition, Side, VoiceAsked};
pub use events::{EventFound, Events};
pub use quotes::{QuoteFound, Quotes};
pub use sources::Source;
pub use stories::{Stories, StoryFound};
pub use who::{KnownAs, Tie};

/// The order of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest day first.
    #[default]
    Newest,
    /// The earliest day first; what has no day comes last.
    Oldest,
}
