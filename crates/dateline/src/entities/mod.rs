//! Who and what: mentions, the entities they make, the posts that people hold, and who they are in
//! PLOVER's terms.

mod called;
mod cast;
mod coding;
mod coreference;
mod gender;
mod keys;
mod known_names;
mod lexicon;
mod linking;
mod membership;
mod mentions;
mod posts;
mod references;
mod tie_grounds;
mod tie_words;
mod ties;
mod transliteration;

pub use cast::{Cast, Member};
pub use coding::{ActorCode, Circumstance, Coded, Ground, code_actors, deeds};
pub use coreference::{Chains, chains, phrase};
pub use gender::{Gender, tell_genders};
pub use keys::keys;
pub use known_names::join_known;
pub use lexicon::{EntityWords, Stands};
pub use linking::{NameTables, entity_type, is_known_body, link};
pub use mentions::{Mention, agree, heard, mentions};
pub use posts::{Post, posts};
pub use references::{Reference, References};
pub use tie_words::{TieWord, TieWords};
pub use ties::{Tie, ties};
pub use transliteration::Transliterations;
