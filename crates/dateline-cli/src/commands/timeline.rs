//! `dateline timeline`.

use std::process::ExitCode;

use anyhow::Result;
use dateline_store::Store;
use dateline_store::ask::Order;

use crate::asked::shelf::Shelf;
use crate::asked::{EventTold, EventsAsked};

/// Shows the events that pass the filters, the earliest first. What a report tells several times in the same voice is
/// shown once.
pub fn run(asked: &EventsAsked) -> Result<ExitCode> {
    let store = Store::open(&asked.store)?;
    let found = asked.find(&store, Order::Oldest)?;
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
    asked.shape.write(told.into_iter().map(Ok))?;
    Ok(ExitCode::SUCCESS)
}
