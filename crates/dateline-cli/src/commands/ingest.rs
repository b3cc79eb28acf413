//! `dateline ingest`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use dateline_ingest::sources;

use crate::about::AboutAll;
use crate::engine::Work;
use crate::filling::{Arrival, fill};
use crate::progress::Progress;
use crate::web;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Files or directories to read, or `-` for standard input: all that `dateline read` takes; or
    /// addresses of feeds, sitemaps and pages, which are fetched
    #[arg(required = true, value_name = "FILE|DIR|-|URL")]
    paths: Vec<PathBuf>,

    /// The store; it is made if there is none
    #[arg(long, value_name = "STORE")]
    into: PathBuf,

    /// Print a line for each report as soon as it is safe on the disk: what became of it, its hash
    /// and its id, with tabs between
    #[arg(long)]
    list: bool,

    /// Tell of the progress even where there is no terminal
    #[arg(long)]
    progress: bool,

    #[command(flatten)]
    web: web::WebArguments,

    #[command(flatten)]
    about: AboutAll,

    #[command(flatten)]
    work: Work,
}

/// Reads what the arguments name into a store; status 1 when something failed for some report.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let options = arguments.about.options();
    let progress = Progress::asked(&arguments.paths, arguments.progress);
    let (fetched, files) = arguments
        .web
        .split(&arguments.paths, &arguments.into, &options)?;
    let tally = fill(
        &arguments.into,
        &arguments.work,
        &progress,
        arguments.list,
        || {
            let files = sources(files, &options).map(Arrival::from);
            files.chain(fetched)
        },
    )?;
    Ok(if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
