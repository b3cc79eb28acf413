//! The list of feeds that are watched.

use std::time::Duration;

use jiff::SignedDuration;
use serde::Deserialize;

use crate::manners::Manners;

/// How often a feed is looked at, if nothing else is said.
const EVERY: Duration = Duration::from_secs(1800);

/// More often than this no feed is looked at.
const AT_MOST_EVERY: Duration = Duration::from_secs(60);

/// A feed, sitemap or page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// How often it is looked at.
    pub every: Duration,
    /// Who publishes it, where the user knows better.
    pub publisher: Option<String>,
}

impl Feed {
    /// One of which nothing but the address is known.
    pub fn new(url: impl Into<String>) -> Feed {
        Feed {
            url: url.into(),
            every: EVERY,
            publisher: None,
        }
    }
}

/// What a `feeds.toml` says.
#[derive(Clone, Debug)]
pub struct Plan {
    /// In the order of the file.
    pub feeds: Vec<Feed>,
    /// How servers are treated.
    pub manners: Manners,
}

/// A list of feeds that is not understood.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Not of the form.
    #[error("{name}: {error}")]
    Form {
        /// The file.
        name: String,
        /// What is wrong, with its line.
        error: Box<toml::de::Error>,
    },
    /// A time that is none.
    #[error("{name}: {written:?} is no length of time; write it like \"15m\" or \"2h\"")]
    Time {
        /// The file.
        name: String,
        /// What stands there.
        written: String,
    },
    /// No feed at all.
    #[error("{0}: it lists no feed; each needs a [[feed]] with a url")]
    Empty(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    every: Option<String>,
    pause: Option<String>,
    contact: Option<String>,
    #[serde(default)]
    feed: Vec<WrittenFeed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFeed {
    url: String,
    every: Option<String>,
    publisher: Option<String>,
}

impl Plan {
    /// Reads the text of the file `name`.
    ///
    /// # Errors
    /// If it is not understood, or lists nothing.
    pub fn parse(name: &str, text: &str) -> Result<Plan, PlanError> {
        let written: Written = toml::from_str(text).map_err(|error| PlanError::Form {
            name: name.to_owned(),
            error: Box::new(error),
        })?;
        if written.feed.is_empty() {
            return Err(PlanError::Empty(name.to_owned()));
        }
        let time = |written: &Option<String>, otherwise| match written {
            None => Ok(otherwise),
            Some(written) => length(written).ok_or_else(|| PlanError::Time {
                name: name.to_owned(),
                written: written.clone(),
            }),
        };
        let every = time(&written.every, EVERY)?;
        let mut manners = Manners::default();
        if let Some(contact) = &written.contact {
            manners = manners.with_contact(contact);
        }
        manners.pause = time(&written.pause, manners.pause)?;
        let feeds = written.feed.into_iter().map(|feed| {
            Ok(Feed {
                every: time(&feed.every, every)?.max(AT_MOST_EVERY),
                url: feed.url,
                publisher: feed.publisher,
            })
        });
        Ok(Plan {
            feeds: feeds.collect::<Result<_, PlanError>>()?,
            manners,
        })
    }
}

fn length(written: &str) -> Option<Duration> {
    written.parse::<SignedDuration>().ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Plan;

    #[test]
    fn feeds_have_intervals() {
        let plan = Plan::parse(
            "feeds.toml",
            "every = \"2h\"\npause = \"3s\"\ncontact = \"a@b.example\"\n\
             [[feed]]\nurl = \"https://a.example/rss\"\nevery = \"15m\"\npublisher = \"The Herald\"\n\
             [[feed]]\nurl = \"https://b.example/rss\"\n[[feed]]\nurl = \"https://c.example\"\nevery = \"1s\"\n",
        );
        let plan = plan.expect("a plan");
        let every: Vec<u64> = plan.feeds.iter().map(|feed| feed.every.as_secs()).collect();
        assert_eq!(every, [900, 7200, 60]);
        assert_eq!(plan.feeds[0].publisher.as_deref(), Some("The Herald"));
        assert_eq!(plan.manners.pause, Duration::from_secs(3));
        assert!(plan.manners.user_agent.ends_with("(a@b.example)"));
        assert!(plan.manners.user_agent.starts_with("dateline/"));
    }

    #[test]
    fn mistakes_are_named() {
        for (text, what) in [
            ("", "lists no feed"),
            ("[[feed]]\nurl = 7\n", "line 2"),
            ("[[feed]]\nadress = \"x\"\n", "adress"),
            (
                "[[feed]]\nurl = \"x\"\nevery = \"often\"\n",
                "\"often\" is no length of time",
            ),
            (
                "[[feed]]\nurl = \"x\"\nevery = \"-1h\"\n",
                "\"-1h\" is no length of time",
            ),
        ] {
            let error = Plan::parse("feeds.toml", text)
                .expect_err("a mistake")
                .to_string();
            assert!(
                error.starts_with("feeds.toml: ") && error.contains(what),
                "{error}"
            );
        }
    }
}
