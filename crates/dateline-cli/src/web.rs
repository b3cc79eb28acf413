//! What is fetched from the web for a store.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use dateline_ingest::Options;

use crate::filling::Arrival;

/// How to fetch.
#[derive(Debug, Args)]
#[command(next_help_heading = "From the web (docs/sources.md)")]
pub struct WebArguments {
    /// Take the files for lists of addresses, as feeds and sitemaps are, and fetch the pages
    #[cfg(feature = "fetch")]
    #[arg(long)]
    follow: bool,

    /// At least so long between two requests to one host
    #[cfg(feature = "fetch")]
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pause: std::time::Duration,

    /// Whom the owners of servers may turn to: an address of mail or of a page, sent along with every
    /// request
    #[cfg(feature = "fetch")]
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
}

/// Whether an argument is an address.
pub fn is_address(path: &Path) -> bool {
    let text = path.to_string_lossy();
    ["http://", "https://"].iter().any(|scheme| {
        let beginning = text.get(..scheme.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
    })
}

/// Things that arrive from the web.
pub type FromTheWeb = Box<dyn Iterator<Item = Arrival> + Send>;

#[cfg(feature = "fetch")]
mod fetching {
    use std::fs::File;
    use std::io::Read;
    use std::time::Duration;

    use anyhow::{Context, bail};
    use dateline_fetch::{Clock, Feed, Gathered, Gathering, Manners, Memory, WallClock};
    use dateline_ingest::{MAX_LISTING_BYTES, STDIN, listing};

    use super::*;

    pub fn seconds(argument: &str) -> Result<Duration, String> {
        let seconds = argument.parse().ok();
        seconds
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .ok_or_else(|| "not a number of seconds".to_owned())
    }

    /// What was gathered, as it arrives for a store.
    pub fn arrivals(
        gathering: Gathering<impl Clock>,
        memory: Memory,
    ) -> impl Iterator<Item = Arrival> {
        gathering.map(move |Gathered { outcome, mark }| {
            let memory = memory.clone();
            Arrival {
                report: outcome.map(|outcome| outcome.map_err(|error| error.to_string())),
                once_safe: mark.map(|mark| -> crate::filling::OnceSafe {
                    Box::new(move || memory.keep(&mark))
                }),
            }
        })
    }

    /// The memory beside a store.
    pub fn memory(store: &Path) -> Result<Memory> {
        Memory::beside(store).with_context(|| {
            format!(
                "{}: what was fetched before cannot be read",
                store.display()
            )
        })
    }

    impl WebArguments {
        /// What is to be fetched into the store `into`, and the files among the paths.
        pub fn split(
            &self,
            paths: &[PathBuf],
            into: &Path,
            options: &Options,
        ) -> Result<(FromTheWeb, Vec<PathBuf>)> {
            let (addresses, files): (Vec<PathBuf>, Vec<PathBuf>) =
                paths.iter().cloned().partition(|path| is_address(path));
            if addresses.is_empty() && !self.follow {
                return Ok((Box::new(std::iter::empty()), files));
            }
            let mut manners = Manners {
                pause: self.pause,
                ..Manners::default()
            };
            if let Some(contact) = &self.contact {
                manners = manners.with_contact(contact);
            }
            let feeds = addresses
                .iter()
                .map(|address| Feed::new(address.to_string_lossy()))
                .collect();
            let memory = memory(into)?;
            let clock = WallClock::default();
            let mut gathering = Gathering::once(feeds, manners, memory.clone(), options, clock);
            if !self.follow {
                return Ok((Box::new(arrivals(gathering, memory)), files));
            }
            for file in files {
                let name = file.display().to_string();
                match listing(&name, &bytes(&file).with_context(|| name.clone())?) {
                    Some(listing) => gathering.follow(&name, listing?),
                    None => {
                        bail!("{name}: neither a feed nor a sitemap, so there is nothing to follow")
                    }
                }
            }
            Ok((Box::new(arrivals(gathering, memory)), Vec::new()))
        }
    }

    fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file: Box<dyn Read> = match path.as_os_str() == STDIN {
            true => Box::new(std::io::stdin()),
            false => Box::new(File::open(path)?),
        };
        file.take(MAX_LISTING_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(feature = "fetch")]
use fetching::seconds;
#[cfg(feature = "fetch")]
pub use fetching::{arrivals, memory};

#[cfg(not(feature = "fetch"))]
impl WebArguments {
    /// Nothing is to be fetched by a program without network code.
    pub fn split(
        &self,
        paths: &[PathBuf],
        _: &Path,
        _: &Options,
    ) -> Result<(FromTheWeb, Vec<PathBuf>)> {
        if let Some(address) = paths.iter().find(|path| is_address(path)) {
            anyhow::bail!(
                "{}: this program was built without the feature `fetch`",
                address.display()
            );
        }
        Ok((Box::new(std::iter::empty()), paths.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files() {
        for (argument, expected) in [
            ("https://herald.example/feed", true),
            ("HTTP://herald.example", true),
            ("httpd.log", false),
            ("ftp://herald.example", false),
            ("-", false),
            ("é", false),
        ] {
            assert_eq!(is_address(Path::new(argument)), expected, "{argument}");
        }
    }
}
