//! `dateline incidents`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::Result;
use dateline_merge::{Incident, Merger, NEWS_DAYS, Reported, Stretch, later, mark_copies};
use dateline_store::ask::{Condition, EventFound, Events, Order};
use dateline_store::{Days, Store};

use crate::asked::shelf::Shelf;
use crate::asked::{EventsAsked, IncidentTold};

/// At most so many events are put together at once, the latest first; comparing grows with the square of their number.
const MOST: usize = 3000;

/// Shows the incidents that the events which pass the filters belong to, with all other tellings of them, the latest first.
pub fn run(asked: &EventsAsked) -> Result<ExitCode> {
    let store = Store::open(&asked.store)?;
    let found = asked.find_at_most(&store, Order::Newest, Some(MOST))?;
    let beside = beside(&store, &found, asked.superseded())?;
    if found.len() == MOST || beside.len() == MOST {
        eprintln!(
            "dateline: only the latest {MOST} events were compared; filters that let fewer pass lose nothing"
        );
    }
    let wanted: BTreeMap<(i64, usize), i64> = found
        .iter()
        .map(|event| ((event.record, event.index), event.day))
        .collect();
    let events: BTreeSet<(i64, usize)> = found
        .iter()
        .chain(&beside)
        .map(|event| (event.record, event.index))
        .collect();
    let numbers: BTreeSet<i64> = events.iter().map(|(record, _)| *record).collect();
    let numbers: Vec<i64> = numbers.into_iter().collect();
    let mut shelf = Shelf::new(&store);
    let reads = numbers.iter().map(|number| shelf.get(*number));
    let reads = Rc::new(reads.collect::<Result<Vec<_>, _>>()?);
    let mut reports: Vec<Reported<'_>> = reads
        .iter()
        .map(|read| Reported {
            record: &read.record,
            copy_of: None,
            days,
        })
        .collect();
    mark_copies(&mut reports);
    let told: Vec<(usize, usize)> = events
        .into_iter()
        .filter_map(|(record, index)| Some((numbers.binary_search(&record).ok()?, index)))
        .collect();
    let day = |incident: &Incident| -> Option<i64> {
        let tellings = incident.tellings.iter();
        let asked_for = tellings.filter_map(|telling| {
            let record = numbers.get(telling.report)?;
            wanted.get(&(*record, telling.event.index())).copied()
        });
        asked_for.max()
    };
    let incidents = Merger::bundled()?.incidents(&reports, &told).into_iter();
    let mut incidents: Vec<(i64, Incident)> = incidents
        .filter_map(|incident| Some((day(&incident)?, incident)))
        .collect();
    incidents.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let shown = incidents
        .into_iter()
        .map(|(_, incident)| Ok(IncidentTold::new(Rc::clone(&reads), incident)));
    asked.shape.write(shown)?;
    Ok(ExitCode::SUCCESS)
}

/// Events that may tell the same as those found: of reports published in the days around them.
fn beside(store: &Store, found: &[EventFound], superseded: bool) -> Result<Vec<EventFound>> {
    let known = || found.iter().map(|event| event.day).filter(|day| *day > 0);
    let (Some(first), Some(last)) = (known().min(), known().max()) else {
        return Ok(Vec::new());
    };
    let published = Days {
        first: Some(later(first, -NEWS_DAYS)),
        last: Some(later(last, NEWS_DAYS)),
    };
    Ok(store.events(&Events {
        conditions: vec![Condition::Published(published)],
        order: Order::Newest,
        limit: Some(MOST),
        superseded,
    })?)
}

fn days(edtf: &str) -> Stretch {
    Days::of(edtf).map_or_else(
        |_| Stretch::default(),
        |days| Stretch::of_numbers(days.first, days.last),
    )
}
