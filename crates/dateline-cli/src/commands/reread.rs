//! `dateline reread`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use dateline_record::Report;
use dateline_store::{Entry, Store, StoreError, ToReread};

use crate::batch::in_order_with_pauses;
use crate::engine::Work;
use crate::intake::{SILENCE, Waiting};
use crate::progress::Progress;
use crate::reader::Reader;
use crate::reading::{guarded, with_causes};

#[derive(Debug, Args)]
pub struct Arguments {
    /// The store
    #[arg(long, value_name = "STORE")]
    into: PathBuf,

    /// Tell of the progress even where there is no terminal
    #[arg(long)]
    progress: bool,

    #[command(flatten)]
    work: Work,
}

/// A report that has been dealt with by a worker.
enum Dealt {
    /// The report's number in the store, and what was read from it.
    Read(i64, Box<Entry>),
    Failed(String),
    /// The store did not give the next report.
    Stopped(StoreError),
}

/// Reads all reports of a store with this engine and model, beside what older ones read, and shows
/// the new facts once they are complete; status 1 when some report failed and keeps its old facts.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut store = Store::open_to_write(&arguments.into)?;
    let engine = arguments.work.load()?;
    let (version, model) = (dateline::VERSION, engine.pack().sha256.clone());
    let total = store.count_to_reread(version, &model)?;
    let progress = Progress::of(u64::try_from(total).unwrap_or_default(), arguments.progress);
    let reports = Store::open(&arguments.into)?;
    let workers = arguments
        .work
        .readers(&engine)
        .into_iter()
        .map(worker)
        .collect();
    let (mut read, mut failed) = (0, 0);
    let mut waiting = Waiting::new();
    let mut put_in = |batch: Vec<Dealt>| -> Result<(), StoreError> {
        let mut entries = Vec::new();
        for dealt in batch {
            match dealt {
                Dealt::Read(report, entry) => entries.push((report, *entry)),
                Dealt::Failed(message) => {
                    failed += 1;
                    progress.complain(&message);
                }
                Dealt::Stopped(error) => return Err(error),
            }
            progress.advance();
        }
        read += entries.len();
        store.add_again(&entries)
    };
    in_order_with_pauses(
        workers,
        || to_reread(reports, version, &model),
        SILENCE,
        |dealt| match dealt {
            Some(dealt) => waiting.push(dealt).map_or(Ok(()), &mut put_in),
            None => put_in(waiting.take()),
        },
    )
    .and_then(|()| put_in(waiting.take()))
    .context("the old facts are still shown; the same command goes on from there")?;
    let shown = store.switch_to(version, &model)?;
    while store.sweep()? > 0 {}
    progress.finish();
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(
        io::stderr(),
        "dateline: {read} read again, {failed} failed; new facts of {shown} reports"
    );
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The reports that this engine and model have not read, one by one.
fn to_reread(
    store: Store,
    engine: &str,
    model: &str,
) -> impl Iterator<Item = Result<ToReread, StoreError>> {
    let mut after = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = store.next_to_reread(engine, model, after);
        match &next {
            Ok(Some(found)) => after = found.id,
            _ => ended = true,
        }
        next.transpose()
    })
}

fn worker(mut reader: impl Reader) -> impl FnMut(Result<ToReread, StoreError>) -> Dealt + Send {
    move |next| match next {
        Err(error) => Dealt::Stopped(error),
        Ok(ToReread { id, report }) => match report {
            Err(error) => Dealt::Failed(with_causes(&error)),
            Ok(report) => read(&mut reader, &report)
                .map_or_else(Dealt::Failed, |entry| Dealt::Read(id, Box::new(entry))),
        },
    }
}

fn read(reader: &mut impl Reader, report: &Report) -> Result<Entry, String> {
    guarded(report, || {
        let reading = reader.read(report)?;
        Ok(Entry::new(report, &reading.record)?)
    })
}
