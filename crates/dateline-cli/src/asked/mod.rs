//! What the commands that ask a store have in common: the filters, the facts as they are shown, the forms.

mod event;
pub mod filters;
pub mod form;
mod quote;
pub mod shelf;

pub use event::{EventTold, REPORTER};
pub use quote::QuoteTold;
