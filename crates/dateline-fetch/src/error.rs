//! Why something could not be fetched.

use std::fmt;
use std::io;

use dateline_ingest::IngestError;

/// Something that was not had from the web. The gathering goes on after it.
#[derive(Debug)]
pub struct FetchError {
    /// The address.
    pub url: String,
    /// What was wrong.
    pub why: Why,
}

/// What was wrong.
#[derive(Debug, thiserror::Error)]
pub enum Why {
    /// No address that can be fetched.
    #[error("no address of the web: {0}")]
    Address(String),
    /// The host does not want it.
    #[error("its robots.txt asks that it not be fetched")]
    Robots,
    /// What the host wants could not be learned.
    #[error("not fetched, since the robots.txt of its host cannot be had: {0}")]
    NoRobots(String),
    /// The answer of the server.
    #[error("the server answers {0}")]
    Status(u16),
    /// The host wants no requests for a while, or has failed too often.
    #[error("its host is left alone for {0} more seconds")]
    Busy(u64),
    /// Redirections without end.
    #[error("redirected more than {0} times")]
    Redirects(usize),
    /// More than anything that would be read.
    #[error("longer than the limit of {0} bytes")]
    TooLarge(u64),
    /// The connection.
    #[error("cannot be had: {0}")]
    Connection(String),
    /// Everything is to stop.
    #[error("stopped before it was fetched")]
    Stopped,
    /// A listing that lists a page as another listing.
    #[error("neither a feed nor a sitemap")]
    NoListing,
    /// The file that remembers what was fetched.
    #[error("the memory of what was fetched cannot be used: {0}")]
    Memory(#[from] io::Error),
    /// What came is no report and no listing.
    #[error(transparent)]
    Content(#[from] IngestError),
}

impl Why {
    /// Whether trying again later would be of use.
    pub fn is_passing(&self) -> bool {
        match self {
            Why::NoRobots(_)
            | Why::Busy(_)
            | Why::Connection(_)
            | Why::Memory(_)
            | Why::Stopped => true,
            Why::Status(status) => matches!(status, 408 | 425 | 429 | 500..),
            Why::Address(_)
            | Why::Robots
            | Why::Redirects(_)
            | Why::TooLarge(_)
            | Why::NoListing
            | Why::Content(_) => false,
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            // It names the address itself.
            Why::Content(error) => error.fmt(f),
            why => write!(f, "{}: {why}", self.url),
        }
    }
}

impl std::error::Error for FetchError {}
