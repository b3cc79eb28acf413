//! The same happening told by several reports, as one incident that keeps all its witnesses.

mod across;
mod apart;
mod chains;
mod data;
mod days;
mod incident;
mod lexicon;
mod likeness;
mod reports;
mod telling;

pub use across::{Merger, Words};
pub use data::DataError;
pub use days::Stretch;
pub use incident::{
    Agreement, Answer, Count, Incident, Matter, Party, PlaceTold, Said, Telling, Witness,
};
pub use likeness::{Signs, sign_names};
pub use reports::{Reported, mark_copies};
