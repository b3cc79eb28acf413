//! How servers are treated.

use std::time::Duration;

/// What is asked of servers, and how often.
#[derive(Clone, Debug)]
pub struct Manners {
    /// How the fetcher calls itself; its part before the first `/` is what `robots.txt` knows it by.
    pub user_agent: String,
    /// At least so long between two requests to one host; `robots.txt` may ask for more.
    pub pause: Duration,
    /// A request that takes longer has failed.
    pub timeout: Duration,
    /// A server that asks to be left alone for longer is left alone until the next round.
    pub patience: Duration,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            user_agent: format!("{}/{}", Manners::NAME, env!("CARGO_PKG_VERSION")),
            pause: Duration::from_secs(1),
            timeout: Duration::from_secs(60),
            patience: Duration::from_secs(120),
        }
    }
}

impl Manners {
    /// By which name `robots.txt` knows the fetcher.
    pub const NAME: &str = "dateline";

    /// How the fetcher calls itself, with a word about whom to turn to.
    #[must_use]
    pub fn with_contact(mut self, contact: &str) -> Manners {
        self.user_agent = format!("{} ({contact})", self.user_agent);
        self
    }
}
