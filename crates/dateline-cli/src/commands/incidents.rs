//! `dateline incidents`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::{Result, bail};
use dateline_merge::{Incident, Merger, Reported, Stretch, mark_copies};
use dateline_store::ask::{EventFound, Order, Source};
use dateline_store::{Days, Store};

use crate::asked::shelf::{Read, Shelf};
use crate::asked::{EventsAsked, IncidentTold};
use crate::record_lines::records;

/// At most so many events are put together at once, the latest first; comparing grows with the square of their number.
const MOST: usize = 3000;

/// Events that are put together, by the numbers of their reports and their places in the records.
struct Gathered {
    reads: Vec<Rc<Read>>,
    events: Vec<(usize, usize)>,
    /// Those that were asked for, with the day that they are sorted by; the others only tell more of the same.
    asked_for: BTreeMap<(usize, usize), i64>,
}

/// Shows the incidents that the events which pass the filters belong to, with all other tellings of them, the latest first.
pub fn run(asked: &EventsAsked) -> Result<ExitCode> {
    let merger = Merger::bundled()?;
    let (incidents, status) = match is_of_records(&asked.store) {
        true => {
            let (gathered, status) = of_records(asked)?;
            (put_together(&merger, gathered), status)
        }
        false => (of_store(asked, &merger)?, ExitCode::SUCCESS),
    };
    asked.shape.write(incidents.into_iter().map(Ok))?;
    Ok(status)
}

/// The incidents of the events that were asked for, the latest first.
fn put_together(merger: &Merger, gathered: Gathered) -> Vec<IncidentTold> {
    let Gathered {
        reads,
        events,
        asked_for,
    } = gathered;
    let mut reports: Vec<Reported<'_>> = reads
        .iter()
        .zip(originals(&reads))
        .map(|(read, copy_of)| Reported {
            record: &read.record,
            copy_of,
            days,
        })
        .collect();
    mark_copies(&mut reports);
    let day = |incident: &Incident| -> Option<i64> {
        let tellings = incident.tellings.iter();
        let days = tellings.filter_map(|telling| {
            let event = (telling.report, telling.event.index());
            asked_for.get(&event).copied()
        });
        days.max()
    };
    let incidents = merger.incidents(&reports, &events).into_iter();
    let mut incidents: Vec<(i64, Incident)> = incidents
        .filter_map(|incident| Some((day(&incident)?, incident)))
        .collect();
    incidents.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    drop(reports);
    let reads = Rc::new(reads);
    incidents
        .into_iter()
        .map(|(_, incident)| IncidentTold::new(Rc::clone(&reads), incident))
        .collect()
}

/// For each report the first of those that its store holds to be copies of one text, unless that is the report itself.
fn originals(reads: &[Rc<Read>]) -> Vec<Option<usize>> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut originals = Vec::with_capacity(reads.len());
    for (number, read) in reads.iter().enumerate() {
        let text = read.source.copy_of.as_deref().unwrap_or(&read.source.hash);
        let original = *first.entry(text).or_insert(number);
        originals.push((!text.is_empty() && original != number).then_some(original));
    }
    originals
}

/// The incidents of the latest events that pass the filters: of as many events as it takes for those that will be shown.
fn of_store(asked: &EventsAsked, merger: &Merger) -> Result<Vec<IncidentTold>> {
    let store = Store::open(&asked.store)?;
    let shown = asked.shape.limit_and_one().unwrap_or(MOST);
    let mut most = MOST.min(shown.saturating_mul(2));
    let mut shelf = Shelf::of_all(&store);
    loop {
        let found = asked.find_at_most(&store, Order::Newest, Some(most))?;
        let all_found = found.len() < most;
        let alongside = store.alongside(&found, MOST)?;
        let gathered = gather(&mut shelf, &found, &alongside)?;
        let incidents = put_together(merger, gathered);
        let enough = all_found || incidents.len() >= shown;
        if enough || most == MOST {
            if !enough || alongside.len() == MOST {
                tell_of_the_rest();
            }
            return Ok(incidents);
        }
        most = MOST.min(most * 2);
    }
}

/// The events found and what may tell the same, with their records.
fn gather(
    shelf: &mut Shelf<'_>,
    found: &[EventFound],
    alongside: &[EventFound],
) -> Result<Gathered> {
    let key = |event: &EventFound| (event.record, event.index);
    let all: BTreeSet<(i64, usize)> = found.iter().chain(alongside).map(key).collect();
    let records: BTreeSet<i64> = all.iter().map(|(record, _)| *record).collect();
    let records: Vec<i64> = records.into_iter().collect();
    let reads = records.iter().map(|record| shelf.get(*record));
    let reads = reads.collect::<Result<Vec<_>, _>>()?;
    let place = |(record, index): (i64, usize)| {
        let report = records.binary_search(&record).ok()?;
        Some((report, index))
    };
    Ok(Gathered {
        reads,
        events: all.iter().copied().filter_map(place).collect(),
        asked_for: found
            .iter()
            .filter_map(|event| Some((place(key(event))?, event.day)))
            .collect(),
    })
}

fn tell_of_the_rest() {
    eprintln!(
        "dateline: only the latest {MOST} events were compared; filters that let fewer pass lose nothing"
    );
}

/// Whether a file holds records as JSON Lines: it begins with a brace, as no store does. Standard input holds nothing else.
fn is_of_records(path: &Path) -> bool {
    let begins = || {
        let mut first = [0; 16];
        let read = File::open(path).and_then(|mut file| file.read(&mut first));
        read.ok()
            .map(|read| first[..read].trim_ascii_start().first() == Some(&b'{'))
    };
    path.as_os_str() == "-" || begins().unwrap_or(false)
}

/// All events of a file of records; status 1 when a line is none.
fn of_records(asked: &EventsAsked) -> Result<(Gathered, ExitCode)> {
    if asked.has_filters() {
        bail!(
            "{}: filters are for stores; `dateline ingest` makes one",
            asked.store.display()
        );
    }
    let mut gathered = Gathered {
        reads: Vec::new(),
        events: Vec::new(),
        asked_for: BTreeMap::new(),
    };
    let mut status = ExitCode::SUCCESS;
    for record in records(std::slice::from_ref(&asked.store)) {
        let record = match record {
            Ok(record) => record,
            Err(failure) => {
                eprintln!("dateline: {failure}");
                status = ExitCode::FAILURE;
                continue;
            }
        };
        let report = gathered.reads.len();
        let published = first_day(record.report.published.as_deref());
        for (index, event) in record.events.iter().enumerate() {
            let told = event.time.as_ref().and_then(|time| time.value.as_deref());
            let day = first_day(told).or(published).unwrap_or(0);
            gathered.events.push((report, index));
            gathered.asked_for.insert((report, index), day);
        }
        let source = Source {
            hash: String::new(),
            name: record.report.id.clone(),
            url: record.report.url.clone(),
            version: 1,
            title: record.report.title.clone(),
            publisher: record.report.publisher.clone(),
            published: record.report.published.clone(),
            copy_of: None,
            story: None,
            engine: record.engine.clone(),
            model: record.model.clone().unwrap_or_default(),
        };
        gathered.reads.push(Rc::new(Read { record, source }));
    }
    if gathered.events.len() > MOST {
        let day = |event: &(usize, usize)| gathered.asked_for.get(event).copied();
        let mut latest = gathered.events.clone();
        latest.sort_by_key(|event| std::cmp::Reverse(day(event)));
        latest.truncate(MOST);
        latest.sort_unstable();
        gathered.events = latest;
        tell_of_the_rest();
    }
    Ok((gathered, status))
}

fn first_day(edtf: Option<&str>) -> Option<i64> {
    let days = Days::of(edtf?).ok()?;
    days.first.or(days.last)
}

fn days(edtf: &str) -> Stretch {
    Days::of(edtf).map_or_else(
        |_| Stretch::default(),
        |days| Stretch::of_numbers(days.first, days.last),
    )
}
