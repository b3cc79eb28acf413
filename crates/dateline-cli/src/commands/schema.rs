//! `dateline schema`.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {}

/// Prints the JSON Schema (draft 2020-12) of a record as `read --format json` writes it.
pub fn run(_: &Arguments) -> Result<ExitCode> {
    let schema = serde_json::to_string_pretty(&dateline_record::record_schema())?;
    match writeln!(io::stdout(), "{schema}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
