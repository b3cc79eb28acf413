//! Who and what: mentions, the entities they make, and the posts that people hold.

mod cast;
mod coreference;
mod gender;
mod lexicon;
mod linking;
mod mentions;
mod posts;
mod references;

pub use cast::{Cast, Member};
pub use coreference::{Chains, chains, phrase};
pub use gender::{Gender, tell_genders};
pub use lexicon::{EntityWords, Stands};
pub use linking::{entity_type, link};
pub use mentions::{Mention, agree, heard, mentions};
pub use posts::{Post, posts};
pub use references::{Reference, References};
