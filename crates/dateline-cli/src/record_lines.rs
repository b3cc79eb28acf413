//! Records out of files of JSON Lines, one by one.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use dateline_record::Record;

/// A line that is no record, or a file that cannot be read on.
pub struct Failure {
    /// The file as it was named, or `<stdin>`.
    file: String,
    /// The line, counted from 1; `None` if the file as a whole is meant.
    line: Option<u64>,
    /// What is wrong.
    reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

/// The records of the files, `-` being standard input. Empty lines are passed over; a damaged line does not end its file.
pub fn records(paths: &[PathBuf]) -> impl Iterator<Item = Result<Record, Failure>> {
    paths.iter().flat_map(|path| match open(path) {
        Ok(lines) => Either::Lines(lines),
        Err(failure) => Either::Failure(Some(failure)),
    })
}

enum Either {
    Lines(Lines),
    Failure(Option<Failure>),
}

impl Iterator for Either {
    type Item = Result<Record, Failure>;
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Either::Lines(lines) => lines.next(),
            Either::Failure(failure) => failure.take().map(Err),
        }
    }
}

/// The lines of one file.
struct Lines {
    file: String,
    bytes: Option<Box<dyn BufRead>>,
    line: u64,
}

fn open(path: &Path) -> Result<Lines, Failure> {
    let of = |file: String, bytes| Lines {
        file,
        bytes: Some(bytes),
        line: 0,
    };
    if path.as_os_str() == "-" {
        return Ok(of("<stdin>".to_owned(), Box::new(io::stdin().lock())));
    }
    let file = path.display().to_string();
    match File::open(path) {
        Ok(bytes) => Ok(of(file, Box::new(BufReader::new(bytes)))),
        Err(error) => Err(Failure {
            file,
            line: None,
            reason: format!("cannot be read: {error}"),
        }),
    }
}

impl Iterator for Lines {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            self.line += 1;
            match self.bytes.as_mut()?.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Some(record(&line).map_err(|reason| self.failure(reason))),
                Err(error) => {
                    self.bytes = None;
                    return Some(Err(self.failure(format!("cannot be read on: {error}"))));
                }
            }
        }
    }
}

impl Lines {
    fn failure(&self, reason: String) -> Failure {
        Failure {
            file: self.file.clone(),
            line: Some(self.line),
            reason,
        }
    }
}

fn record(line: &[u8]) -> Result<Record, String> {
    let line = std::str::from_utf8(line).map_err(|error| format!("not UTF-8: {error}"))?;
    let record = Record::from_json(line).map_err(|error| error.to_string())?;
    match record.check() {
        Ok(()) => Ok(record),
        Err(faults) => {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Err(format!("the record does not hang together: {first}"))
        }
    }
}
