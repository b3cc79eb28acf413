//! Reports from the web, fetched with good manners.
//!
//! [`Gathering`] is given the addresses of feeds, sitemaps and pages, and is an iterator over what they hold, as
//! [`sources`](dateline_ingest::sources) is over files. It asks each host's `robots.txt` first and keeps to it, leaves a
//! pause between two requests to one host, asks servers only for what has changed since, waits as long as a server wants it
//! to, and says who it is. What it has seen is in a [`Memory`], a file beside the store: a page is fetched once, and again
//! when its listing says that it changed.
//!
//! This is the only crate of dateline that knows a network.

mod clock;
mod error;
mod gathering;
mod hosts;
mod manners;
mod memory;
mod plan;
mod queue;
mod visit;
mod wire;

pub use clock::{Clock, Stop, WallClock};
pub use error::{FetchError, Why};
pub use gathering::{Gathered, Gathering};
pub use manners::Manners;
pub use memory::{Mark, Memory};
pub use plan::{Feed, Plan, PlanError};
