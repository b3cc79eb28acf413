//! `dateline ingest`.

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use dateline_ingest::{IngestError, sources};
use dateline_record::Report;
use dateline_store::{Added, Entry, ReportHash, Store, StoreError, report_hash};

use crate::about::AboutAll;
use crate::batch::in_order_with_pauses;
use crate::engine::Work;
use crate::intake::{SILENCE, Waiting};
use crate::progress::Progress;
use crate::reader::Reader;
use crate::reading::{guarded, with_causes};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Files or directories to read, or `-` for standard input: all that `dateline read` takes
    #[arg(required = true, value_name = "FILE|DIR|-")]
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
    about: AboutAll,

    #[command(flatten)]
    work: Work,
}

/// A report that has been dealt with by a worker.
enum Dealt {
    /// It is in the store already.
    Known(ReportHash, String),
    Ready(Box<Entry>),
    Failed(String),
}

/// How an ingestion went.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    new: usize,
    versions: usize,
    known: usize,
    failed: usize,
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

/// Reads what the arguments name into a store; status 1 when something failed for some report.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let options = arguments.about.options();
    let mut store = Store::create(&arguments.into)?;
    let engine = arguments.work.load()?;
    let workers = arguments
        .work
        .readers(&engine)
        .into_iter()
        .map(|reader| Ok(worker(reader, Store::open(&arguments.into)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let progress = Progress::asked(&arguments.paths, arguments.progress);
    let mut tally = Tally::default();
    let mut waiting = Waiting::new();
    let mut put_in =
        |batch: Vec<Dealt>| put_in(&mut store, batch, &mut tally, &progress, arguments.list);
    let ended = in_order_with_pauses(
        workers,
        || sources(&arguments.paths, &options),
        SILENCE,
        |dealt| match dealt {
            Some(dealt) => waiting.push(dealt).map_or(Ok(()), &mut put_in),
            None => put_in(waiting.take()),
        },
    )
    .and_then(|()| put_in(waiting.take()));
    progress.finish();
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "dateline: {tally}");
    ended.context("what is counted here is safe; the same command goes on from there")?;
    Ok(if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Reads a report, unless the store has it already.
fn worker(
    mut reader: impl Reader,
    store: Store,
) -> impl FnMut(Result<Report, IngestError>) -> Dealt + Send {
    move |report| {
        let report = match report {
            Ok(report) => report,
            Err(refusal) => return Dealt::Failed(with_causes(&refusal)),
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
    }
}

/// Commits a batch, and only then tells of it.
fn put_in(
    store: &mut Store,
    batch: Vec<Dealt>,
    tally: &mut Tally,
    progress: &Progress,
    list: bool,
) -> Result<(), StoreError> {
    let mut entries = Vec::new();
    let mut told = Vec::new();
    for dealt in batch {
        match dealt {
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
    Ok(())
}
