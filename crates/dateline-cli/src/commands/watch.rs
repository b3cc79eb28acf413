//! `dateline watch`.

use std::fs;
use std::path::PathBuf;
use std::process::{self, ExitCode};

use anyhow::{Context, Result};
use clap::Args;
use dateline_fetch::{Gathering, Plan, WallClock};
use dateline_ingest::Options;

use crate::engine::Work;
use crate::filling::{Arrival, fill};
use crate::progress::Progress;
use crate::web::{arrivals, memory};

/// The status of a program that was interrupted.
const INTERRUPTED: i32 = 130;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The list of feeds and sitemaps with their intervals (docs/sources.md)
    #[arg(value_name = "FEEDS.TOML")]
    feeds: PathBuf,

    /// The store; it is made if there is none
    #[arg(long, value_name = "STORE")]
    into: PathBuf,

    /// Look at every feed once and end
    #[arg(long)]
    once: bool,

    /// Print a line for each report as soon as it is safe on the disk: what became of it, its hash
    /// and its id, with tabs between
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    work: Work,
}

/// Reads what the feeds list into a store until it is interrupted; what was begun is finished. With one round status 1
/// when something failed.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let name = arguments.feeds.display().to_string();
    let plan = fs::read_to_string(&arguments.feeds).with_context(|| name.clone())?;
    let Plan { feeds, manners } = Plan::parse(&name, &plan)?;
    let clock = WallClock::default();
    let stop = clock.stop.clone();
    ctrlc::set_handler(move || {
        // Whoever asks a second time does not want to wait for what was begun.
        if stop.is_stopped() {
            process::exit(INTERRUPTED);
        }
        stop.stop();
    })
    .context("interruptions cannot be listened to")?;
    let memory = memory(&arguments.into)?;
    let options = Options::default();
    let stop = clock.stop.clone();
    let tally = fill(
        &arguments.into,
        &arguments.work,
        &Progress::hidden(),
        arguments.list,
        || -> Box<dyn Iterator<Item = Arrival>> {
            let gather = if arguments.once {
                Gathering::once
            } else {
                Gathering::endless
            };
            let gathering = gather(feeds, manners, memory.clone(), &options, clock);
            Box::new(arrivals(gathering, memory))
        },
    )?;
    Ok(if tally.failed == 0 || stop.is_stopped() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
