//! `dateline quotes`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use dateline_store::ask::{Order, Quotes};
use dateline_store::{Days, Store};

use crate::asked::QuoteTold;
use crate::asked::form::Shape;
use crate::asked::shelf::Shelf;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The store
    #[arg(value_name = "STORE")]
    store: PathBuf,

    /// Who said it: words of the name
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Words that occur in it
    #[arg(long, value_name = "WORDS")]
    words: Vec<String>,

    /// When the report was published: 2020-01-06, 2020-01, 2020-01-06/2020-02-01, 2020-01-06/..
    #[arg(long, value_name = "DATE", value_parser = Days::of)]
    published: Option<Days>,

    /// Only what stands in quotation marks
    #[arg(long)]
    direct: bool,

    #[command(flatten)]
    shape: Shape,
}

/// Shows what was said, wrote, thought or wanted, the latest report first.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let store = Store::open(&arguments.store)?;
    let found = store.quotes(&Quotes {
        speaker: arguments.speaker.clone(),
        words: arguments.words.clone(),
        published: arguments.published,
        direct: arguments.direct,
        order: Order::Newest,
        limit: arguments.shape.limit_and_one(),
    })?;
    let mut shelf = Shelf::new(&store);
    let told = found.into_iter().filter_map(|found| {
        let read = shelf.get(found.record).map_err(Into::into);
        read.map(|read| QuoteTold::new(read, found)).transpose()
    });
    arguments.shape.write(told)?;
    Ok(ExitCode::SUCCESS)
}
