//! Fills a store with what arrives: everything goes in once, and is told of when it is safe.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use dateline_ingest::IngestError;
use dateline_record::Report;
use dateline_store::{Added, Entry, ReportHash, Store, StoreError, report_hash};

use crate::batch::in_order_with_pauses;
use crate::engine::Work;
use crate::intake::{SILENCE, Waiting};
use crate::progress::Progress;
use crate::reader::Reader;
use crate::reading::{guarded, with_causes};

/// Something to be done once everything up to some report is safe in the store.
pub type OnceSafe = Box<dyn FnOnce() -> io::Result<()> + Send>;

/// What arrives for a store.
pub struct Arrival {
    /// A report, or why there is none; `None` where only something is to be done.
    pub report: Option<Result<Report, String>>,
    pub once_safe: Option<OnceSafe>,
}

impl From<Result<Report, IngestError>> for Arrival {
    fn from(report: Result<Report, IngestError>) -> Arrival {
        Arrival {
            report: Some(report.map_err(|refusal| with_causes(&refusal))),
            once_safe: None,
        }
    }
}

/// A report that has been dealt with by a worker.
enum Dealt {
    /// It is in the store already.
    Known(ReportHash, String),
    Ready(Box<Entry>),
    Failed(String),
    /// There was no report.
    Nothing,
}

/// How a filling went.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    new: usize,
    versions: usize,
    known: usize,
    pub failed: usize,
}

impl Tally {
    fn count(&mut self, added: Added) {
        match added {
            Added::New => self.new += 1,
            Added::Version(_) => self.versions += 1,
            Added::Known => self.known += 1,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally {
            new,
            versions,
            known,
            failed,
        } = self;
        write!(
            f,
            "{new} new, {versions} corrected, {known} known already, {failed} failed"
        )
    }
}

/// Reads what arrives into a store. `list` prints a line for each report as soon as it is safe.
pub fn fill<Arrivals>(
    into: &Path,
    work: &Work,
    progress: &Progress,
    list: bool,
    arrivals: impl FnOnce() -> Arrivals + Send,
) -> Result<Tally>
where
    Arrivals: Iterator<Item = Arrival>,
{
    let mut store = Store::create(into)?;
    let engine = work.load()?;
    let workers = work
        .readers(&engine)
        .into_iter()
        .map(|reader| Ok(worker(reader, Store::open(into)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let mut tally = Tally::default();
    let mut waiting = Waiting::new();
    let mut put_in = |batch| put_in(&mut store, batch, &mut tally, progress, list);
    let ended = in_order_with_pauses(workers, arrivals, SILENCE, |dealt| match dealt {
        Some(dealt) => waiting.push(dealt).map_or(Ok(()), &mut put_in),
        None => put_in(waiting.take()),
    })
    .and_then(|()| put_in(waiting.take()));
    progress.finish();
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "dateline: {tally}");
    ended.context("what is counted here is safe; the same command goes on from there")?;
    Ok(tally)
}

/// Reads a report, unless the store has it already.
fn worker(
    mut reader: impl Reader,
    store: Store,
) -> impl FnMut(Arrival) -> (Dealt, Option<OnceSafe>) + Send {
    let mut deal = move |report: Result<Report, String>| {
        let report = match report {
            Ok(report) => report,
            Err(message) => return Dealt::Failed(message),
        };
        let hash = report_hash(&report);
        let dealt = guarded(&report, || {
            if store.holds(hash)? {
                return Ok(Dealt::Known(hash, report.id.clone()));
            }
            let reading = reader.read(&report)?;
            Ok(Dealt::Ready(Box::new(Entry::new(
                &report,
                &reading.record,
            )?)))
        });
        dealt.unwrap_or_else(Dealt::Failed)
    };
    move |arrival| {
        let dealt = arrival.report.map_or(Dealt::Nothing, &mut deal);
        (dealt, arrival.once_safe)
    }
}

/// Commits a batch, and only then tells of it and does what was to be done once it is safe.
fn put_in(
    store: &mut Store,
    batch: Vec<(Dealt, Option<OnceSafe>)>,
    tally: &mut Tally,
    progress: &Progress,
    list: bool,
) -> Result<(), StoreError> {
    let mut entries = Vec::new();
    let mut told = Vec::new();
    let mut once_safe = Vec::new();
    for (dealt, then) in batch {
        once_safe.extend(then);
        match dealt {
            Dealt::Nothing => {}
            Dealt::Known(hash, id) => told.push((Some(Added::Known), hash, id)),
            Dealt::Ready(entry) => {
                told.push((None, entry.hash(), entry.name().to_owned()));
                entries.push(*entry);
            }
            Dealt::Failed(message) => {
                tally.failed += 1;
                progress.complain(&message);
                progress.advance();
            }
        }
    }
    let mut added = match entries.as_slice() {
        [] => Vec::new(),
        entries => store.add(entries)?,
    }
    .into_iter();
    let mut out = io::stdout().lock();
    for (known, hash, id) in told {
        let Some(added) = known.or_else(|| added.next()) else {
            continue;
        };
        tally.count(added);
        if list {
            let word = match added {
                Added::New => "new",
                Added::Version(_) => "corrected",
                Added::Known => "known",
            };
            // Whoever listened may have hung up; that is no reason to stop.
            let _ = writeln!(out, "{word}\t{hash}\t{id}");
        }
        progress.advance();
    }
    let _ = out.flush();
    for then in once_safe {
        if let Err(error) = then() {
            // It will be done again the next time, which is no loss.
            progress.complain(&format!("cannot be remembered: {error}"));
        }
    }
    Ok(())
}
