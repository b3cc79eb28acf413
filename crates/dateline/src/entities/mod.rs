//! Who and what: mentions, the entities they make, the posts that people hold, and who they are in
//! PLOVER's terms.

mod cast;
mod coding;
mod coreference;
mod gender;
mod lexicon;
mod linking;
mod mentions;
mod posts;
mod references;

pub use cast::{Cast, Member};
pub use coding::{ActorCode, code_actors};
pub use coreference::{Chains, chains, phrase};
pub use gender::{Gender, tell_genders};
pub use lexicon::{EntityWords, Stands};
pub use linking::{entity_type, link};
pub use mentions::{Mention, agree, heard, mentions};
pub use posts::{Post, posts};
pub use references::{Reference, References};
