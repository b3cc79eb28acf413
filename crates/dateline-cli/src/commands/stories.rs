//! `dateline stories`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use dateline_store::ask::Stories;
use dateline_store::{Days, Store};

use crate::asked::StoryTold;
use crate::asked::form::Shape;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The store
    #[arg(value_name = "STORE")]
    store: PathBuf,

    /// With so many reports at least, copies included
    #[arg(long, value_name = "N", default_value_t = 2)]
    min_reports: usize,

    /// When one of its reports was published: 2020-01-06, 2020-01, 2020-01-06/2020-02-01, 2020-01-06/..
    #[arg(long, value_name = "DATE", value_parser = Days::of)]
    published: Option<Days>,

    /// Words of one of its reports
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,

    /// Those that most reports tell first, copies apart, instead of the latest
    #[arg(long)]
    largest: bool,

    #[command(flatten)]
    shape: Shape,
}

/// Lists stories, the latest first.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let store = Store::open(&arguments.store)?;
    let found = store.stories(&Stories {
        least_reports: arguments.min_reports,
        published: arguments.published,
        words: arguments.words.clone(),
        largest_first: arguments.largest,
        limit: arguments.shape.limit_and_one(),
    })?;
    let told = found
        .into_iter()
        .map(|story| Ok(StoryTold::new(&store, story)?));
    arguments.shape.write(told)?;
    Ok(ExitCode::SUCCESS)
}
