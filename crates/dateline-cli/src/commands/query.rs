//! `dateline query`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use dateline_store::Store;
use dateline_store::ask::{Events, Order};

use crate::asked::EventTold;
use crate::asked::filters::Filters;
use crate::asked::form::Shape;
use crate::asked::shelf::Shelf;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The store
    #[arg(value_name = "STORE")]
    store: PathBuf,

    #[command(flatten)]
    filters: Filters,

    #[command(flatten)]
    shape: Shape,
}

/// Shows the events that pass the filters, the latest first.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let store = Store::open(&arguments.store)?;
    let found = store.events(&Events {
        conditions: arguments.filters.conditions(),
        order: Order::Newest,
        limit: arguments.shape.limit_and_one(),
        superseded: arguments.filters.all_versions,
    })?;
    let mut shelf = Shelf::new(&store);
    let told = found.into_iter().filter_map(|found| {
        let read = shelf.get(found.record).map_err(Into::into);
        read.map(|read| EventTold::new(read, found)).transpose()
    });
    arguments.shape.write(told)?;
    Ok(ExitCode::SUCCESS)
}
