//! `dateline eval`.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use dateline_eval::{Baseline, Inputs, check, evaluate};
use dateline_merge::Merger;

use crate::engine::EngineArguments;
use crate::measured::Measured;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder with the corpora
    #[arg(long, value_name = "DIR")]
    data: PathBuf,

    /// Folder with the annotated reports [default: gold/ in or beside the corpora]
    #[arg(long, value_name = "DIR")]
    gold: Option<PathBuf>,

    /// Which part of the corpora: train, dev or test
    #[arg(long, default_value = "dev")]
    part: String,

    #[command(flatten)]
    engine: EngineArguments,

    /// Measure on this corpus alone
    #[arg(long, value_name = "CORPUS")]
    only: Option<String>,

    /// Form of the figures
    #[arg(long, short, value_enum, default_value_t = Form::Table)]
    format: Form,

    /// Fail if a figure is below its floor in this file
    #[arg(long, value_name = "FILE")]
    floor: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Tables for people
    Table,
    /// JSON
    Json,
}

/// Scores the engine against annotated corpora; status 1 when a figure is below its floor.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    // Read first: a measurement takes minutes and a wrong file name none.
    let floor = arguments.floor.as_ref().map(baseline).transpose()?;
    let engine = Measured::new(arguments.engine.load()?, Merger::bundled()?);
    let inputs = Inputs {
        data: arguments.data.clone(),
        gold: arguments.gold.clone(),
        part: arguments.part.clone(),
    };
    let report = evaluate(&inputs, arguments.only.as_deref(), &engine)?;
    let figures = match arguments.format {
        Form::Table => report.to_string(),
        Form::Json => serde_json::to_string_pretty(&report)?,
    };
    match writeln!(io::stdout(), "{}", figures.trim_end()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    let fallen = floor.map_or_else(Vec::new, |floor| check(&floor, &report));
    for regression in &fallen {
        eprintln!("dateline: {regression}");
    }
    Ok(if fallen.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn baseline(path: &PathBuf) -> Result<Baseline> {
    let text = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}", path.display()))
}
