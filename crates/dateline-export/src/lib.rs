//! From records to the files that other tools read.
//!
//! [`FORMATS`] lists the formats, one row each; every format is one file in `formats/`. An [`Export`] takes records one by
//! one, from any source, and writes them as they come, so that memory does not grow with their number.
//!
//! No format drops the voice or the status of an event silently: a format either has a place for them, or it takes by
//! default the events alone of which both are known beforehand, those told in the reporter's own voice as having happened
//! ([`Selection::FIELD`]), and [`Tally`] says how many were left out.

mod cells;
mod codes;
mod columns;
mod dyads;
mod error;
mod export;
mod formats;
mod iri;
mod json_items;
mod numbers;
mod row;
mod selection;
mod source;
mod tabs;
mod when;
mod xml;

pub use columns::COLUMN_NAMES;
pub use error::ExportError;
pub use export::{Destination, Export, Tally};
pub use formats::{
    FORMATS, Format, format_named, gdelt_event_columns, gdelt_mention_columns, icews_columns,
    polecat_columns,
};
pub use selection::{Selection, Statuses, Voices};
