//! `dateline read`.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use dateline_ingest::sources;

use crate::about::About;
use crate::engine::Work;
use crate::output::Format;
use crate::page::Look;
use crate::progress::Progress;
use crate::reading::{Settings, read_all};

/// Widths between which a page is pleasant to read.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=100;
/// The width of a page that goes to a file or a pipe.
const COLUMNS_UNSEEN: usize = 80;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Files or directories to read, or `-` for standard input: plain text, HTML pages, JSON Lines,
    /// CSV, WARC and WET archives, feeds, each also compressed as .gz
    #[arg(required = true, value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,

    /// Form of the output [default: page on a terminal and for a single report, else jsonl]
    #[arg(long, short)]
    format: Option<Format>,

    /// Show under each fact the sentence it was read from, with its words marked, and what decided each part of an event;
    /// JSON gets an `explanation` with each event
    #[arg(long)]
    explain: bool,

    /// Leave out facts of which the engine is less sure, from 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = probability, hide_default_value = true)]
    min_confidence: f32,

    #[command(flatten)]
    about: About,

    #[command(flatten)]
    work: Work,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Width of a page in columns [default: that of the terminal, up to 100]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<NonZeroUsize>,

    /// When to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

fn probability(argument: &str) -> Result<f32, String> {
    match argument.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("not a number from 0 to 1".to_owned()),
    }
}

/// Whether the paths by their names stand for more than one report.
fn names_many(paths: &[PathBuf]) -> bool {
    let lines = |path: &PathBuf| {
        let name = path.to_string_lossy().to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        [
            ".jsonl", ".ndjson", ".csv", ".tsv", ".warc", ".wet", ".rss", ".atom", ".parquet",
        ]
        .iter()
        .any(|end| name.ends_with(end))
    };
    paths.len() > 1 || paths.iter().any(|path| path.is_dir() || lines(path))
}

impl Arguments {
    fn format(&self) -> Format {
        self.format.unwrap_or_else(|| {
            let seen = self.output.is_none() && io::stdout().is_terminal();
            if seen || !names_many(&self.paths) {
                Format::Page
            } else {
                Format::Jsonl
            }
        })
    }

    fn look(&self) -> Look {
        let terminal = || {
            let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
            Some(usize::from(width.0).clamp(*COLUMNS.start(), *COLUMNS.end()))
        };
        let columns = match self.width {
            Some(width) => width.get().max(*COLUMNS.start()),
            None if self.output.is_some() => COLUMNS_UNSEEN,
            None => terminal().unwrap_or(COLUMNS_UNSEEN),
        };
        let colour = match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                self.output.is_none()
                    && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
        };
        Look {
            columns,
            colour,
            explain: self.explain,
        }
    }
}

/// Reads what the arguments name; status 1 when something failed for some report.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let many = names_many(&arguments.paths);
    let options = arguments.about.options(many);
    let mut engine = arguments.work.load()?;
    if arguments.explain {
        engine = engine.with_explanations();
    }
    let settings = Settings {
        format: arguments.format(),
        look: arguments.look(),
        min_confidence: arguments.min_confidence,
        many,
    };
    let out: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(File::create(path).with_context(|| format!("{}", path.display()))?),
        None => Box::new(io::stdout()),
    };
    // Pages that roll by are progress enough, and a bar would cut them in pieces.
    let rolls_by = arguments.output.is_none() && io::stdout().is_terminal();
    let progress = if many && !rolls_by {
        Progress::over(&arguments.paths)
    } else {
        Progress::hidden()
    };
    let tally = read_all(
        arguments.work.readers(&engine),
        || sources(&arguments.paths, &options),
        settings,
        io::BufWriter::new(out),
        |failure| {
            if let Some(message) = failure {
                progress.complain(message);
            }
            progress.advance();
        },
    );
    progress.finish();
    let tally = tally.context("the output cannot be written")?;
    Ok(if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_known_by_its_names() {
        let many =
            |names: &[&str]| names_many(&names.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert!(!many(&["report.txt"]));
        assert!(!many(&["-"]));
        assert!(!many(&["page.html.gz"]));
        assert!(many(&["reports.jsonl"]));
        assert!(many(&["REPORTS.JSONL.gz"]));
        assert!(many(&["one.txt", "two.txt"]));
        assert!(many(&[env!("CARGO_MANIFEST_DIR")]));
    }

    #[test]
    fn a_confidence_is_a_number_from_0_to_1() {
        assert_eq!(probability("0.25"), Ok(0.25));
        for wrong in ["-0.1", "1.5", "NaN", "much"] {
            assert!(probability(wrong).is_err(), "{wrong}");
        }
    }
}
