//! `dateline export`.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use dateline_export::{
    Destination, Export, ExportError, FORMATS, Format, Selection, Statuses, Tally, Voices,
    format_named,
};

use crate::record_lines::records;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Records as JSON Lines, as `dateline read --format jsonl` writes them, or `-` for standard input
    #[arg(required_unless_present = "list", value_name = "RECORDS.jsonl|-")]
    paths: Vec<PathBuf>,

    /// Format to write; --list names them
    #[arg(long, short, required_unless_present = "list", value_parser = format, value_name = "NAME")]
    format: Option<Named>,

    /// Write to a file instead of standard output; for formats of several files, the folder to write to
    #[arg(long, short, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,

    /// Whose facts to write [default: reporter for polecat, icews and gdelt, else all]
    #[arg(long, value_enum, value_name = "WHOSE")]
    voices: Option<Whose>,

    /// Events of which status to write [default: actual for polecat, icews and gdelt, else all]
    #[arg(long, value_enum, value_name = "WHICH")]
    status: Option<Which>,

    /// List the formats
    #[arg(long)]
    list: bool,
}

/// A format, known by its name.
#[derive(Clone, Copy)]
struct Named(&'static Format);

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Whose {
    /// Everybody's
    All,
    /// Those that the reporter tells in his own name
    Reporter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Any
    All,
    /// Those that are told as having happened
    Actual,
}

fn format(name: &str) -> Result<Named, String> {
    match format_named(name) {
        Some(format) => Ok(Named(format)),
        None if name == "conllu" => {
            Err("a record has no words: use `dateline read --format conllu`".to_owned())
        }
        None => {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            Err(format!("one of: {}", names.join(", ")))
        }
    }
}

/// Writes the records in the format asked for; status 1 when a line was no record.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Some(Named(format)) = arguments.format.filter(|_| !arguments.list) else {
        return list();
    };
    let selection = arguments.selection(format);
    let mut failed = false;
    let outcome = export(arguments, format, selection, |failure| {
        failed = true;
        eprintln!("dateline: {failure}");
    });
    match outcome {
        Ok(tally) => arguments.tell(format, selection, tally),
        // Whoever reads the output has seen enough.
        Err(error) if is_broken_pipe(&error) => {}
        Err(error) => return Err(error),
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn export(
    arguments: &Arguments,
    format: &Format,
    selection: Selection,
    mut complain: impl FnMut(String),
) -> Result<Tally> {
    let mut export = Export::begin(format, arguments.destination(format)?, selection)?;
    for record in records(&arguments.paths) {
        match record {
            Ok(record) => export.write(&record)?,
            Err(failure) => complain(failure.to_string()),
        }
    }
    Ok(export.finish()?)
}

fn list() -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    for format in FORMATS {
        let line = writeln!(out, "{:<15} {}", format.name, format.about);
        match line {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => break,
            line => line?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe
    )
}

impl Arguments {
    fn selection(&self, format: &Format) -> Selection {
        Selection {
            voices: match self.voices {
                Some(Whose::All) => Voices::All,
                Some(Whose::Reporter) => Voices::Reporter,
                None => format.selection.voices,
            },
            statuses: match self.status {
                Some(Which::All) => Statuses::All,
                Some(Which::Actual) => Statuses::Actual,
                None => format.selection.statuses,
            },
        }
    }

    fn destination(&self, format: &Format) -> Result<Destination> {
        let name = format.name;
        match &self.output {
            Some(path) if format.is_folder() => Ok(Destination::Folder(path.clone())),
            Some(path) => {
                let file = File::create(path).with_context(|| format!("{}", path.display()))?;
                Ok(Destination::Stream(Box::new(BufWriter::new(file))))
            }
            None if format.is_folder() => {
                bail!("{name} is several files: name a folder with --output")
            }
            None if format.is_binary() && io::stdout().is_terminal() => {
                bail!("{name} is nothing for a terminal: name a file with --output")
            }
            None => Ok(Destination::Stream(Box::new(BufWriter::new(io::stdout())))),
        }
    }

    /// Says which events are not in the output.
    fn tell(&self, format: &Format, selection: Selection, tally: Tally) {
        let Tally {
            events,
            not_selected,
            no_place,
            ..
        } = tally;
        let by_default = self.voices.is_none() && self.status.is_none();
        if not_selected > 0 && by_default && selection.is_uniform() {
            eprintln!(
                "dateline: {} has no columns for voice and status: {not_selected} of {events} events are left out, which \
                 others than the reporter tell or which are not told as having happened (--voices all --status all)",
                format.name
            );
        }
        if no_place > 0 {
            eprintln!(
                "dateline: {}: {no_place} events in which nobody takes part are no edges of the graph",
                format.name
            );
        }
    }
}
