//! What the commands that ask a store have in common: the filters, the facts as they are shown, the forms.

mod event;
mod filters;
pub mod form;
mod incident;
mod quote;
pub mod shelf;
mod story;

use std::path::PathBuf;

use clap::Args;
use dateline_store::ask::{EventFound, Events, Order};
use dateline_store::{Store, StoreError};

pub use event::{EventTold, REPORTER};
pub use incident::IncidentTold;
pub use quote::QuoteTold;
pub use story::StoryTold;

use filters::Filters;
use form::Shape;

/// A question for events, and the form of the answer.
#[derive(Debug, Args)]
pub struct EventsAsked {
    /// The store; `incidents` also takes a file of records as JSON Lines, or - for standard input
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
        self.find_at_most(store, order, self.shape.limit_and_one())
    }

    /// The first events that pass the filters, whatever will be shown of them.
    pub fn find_at_most(
        &self,
        store: &Store,
        order: Order,
        limit: Option<usize>,
    ) -> Result<Vec<EventFound>, StoreError> {
        store.events(&Events {
            conditions: self.filters.conditions(),
            order,
            limit,
            superseded: self.filters.all_versions,
        })
    }

    /// Whether anything is asked of the events.
    pub fn has_filters(&self) -> bool {
        !self.filters.conditions().is_empty()
    }
}
