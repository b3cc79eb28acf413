//! What the commands that ask a store have in common: the filters, the facts as they are shown, the forms.

mod event;
mod filters;
pub mod form;
mod quote;
pub mod shelf;
mod story;

use std::path::PathBuf;

use clap::Args;
use dateline_store::ask::{EventFound, Events, Order};
use dateline_store::{Store, StoreError};

pub use event::{EventTold, REPORTER};
pub use quote::QuoteTold;
pub use story::StoryTold;

use filters::Filters;
use form::Shape;

/// A question for events, and the form of the answer.
#[derive(Debug, Args)]
pub struct EventsAsked {
    /// The store
    #[arg(value_name = "STORE")]
    pub store: PathBuf,

    #[command(flatten)]
    filters: Filters,

    #[command(flatten)]
    pub shape: Shape,
}

impl EventsAsked {
    /// The events that pass the filters, one more than will be shown.
    pub fn find(&self, store: &Store, order: Order) -> Result<Vec<EventFound>, StoreError> {
        store.events(&Events {
            conditions: self.filters.conditions(),
            order,
            limit: self.shape.limit_and_one(),
            superseded: self.filters.all_versions,
        })
    }
}
