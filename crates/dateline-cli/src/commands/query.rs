//! `dateline query`.

use std::process::ExitCode;

use anyhow::Result;
use dateline_store::Store;
use dateline_store::ask::Order;

use crate::asked::shelf::Shelf;
use crate::asked::{EventTold, EventsAsked};

/// Shows the events that pass the filters, the latest first.
pub fn run(asked: &EventsAsked) -> Result<ExitCode> {
    let store = Store::open(&asked.store)?;
    let found = asked.find(&store, Order::Newest)?;
    let mut shelf = Shelf::new(&store);
    let told = found.into_iter().filter_map(|found| {
        let read = shelf.get(found.record).map_err(Into::into);
        read.map(|read| EventTold::new(read, found)).transpose()
    });
    asked.shape.write(told)?;
    Ok(ExitCode::SUCCESS)
}
