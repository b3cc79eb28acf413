//! `dateline timeline`.

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

/// Shows the events that pass the filters, the earliest first. What a report tells several times in the same voice is
/// shown once.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let store = Store::open(&arguments.store)?;
    let found = store.events(&Events {
        conditions: arguments.filters.conditions(),
        order: Order::Oldest,
        limit: arguments.shape.limit_and_one(),
        superseded: arguments.filters.all_versions,
    })?;
    let mut shelf = Shelf::new(&store);
    let mut told: Vec<EventTold> = Vec::new();
    for found in found {
        let Some(event) = EventTold::new(shelf.get(found.record)?, found) else {
            continue;
        };
        match told
            .iter_mut()
            .rev()
            .take_while(|other| other.day == event.day)
            .find(|other| event.retells(other))
        {
            Some(earlier) => earlier.again += 1,
            None => told.push(event),
        }
    }
    arguments.shape.write(told.into_iter().map(Ok))?;
    Ok(ExitCode::SUCCESS)
}
