//! CSV with a heading: one report a row, any number of rows.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, ErrorKind, ReaderBuilder};

use super::json_lines::as_utf8;
use super::{Drafts, Found, Head, Input, Reader};
use crate::admission::{Draft, MAX_JSON_BYTES};
use crate::encoding::decode;
use crate::options::{FIELDS, FieldNames};
use crate::{IngestError, Place, Reason, gzip};

pub(super) const READER: Reader = Reader {
    name: "csv",
    about: "CSV or TSV with a heading, one report a row",
    extensions: &["csv", "tsv"],
    binary: false,
    unpacks: false,
    claims,
    read,
};

/// What may stand between two columns.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

fn claims(head: &Head<'_>) -> bool {
    READER.extensions.contains(&head.extension)
}

fn read(input: Input) -> Drafts {
    let mut bytes = as_utf8(input.bytes);
    let delimiter = delimiter(bytes.fill_buf().unwrap_or_default());
    let since_row = Arc::new(AtomicU64::new(0));
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(Bounded {
            bytes,
            since_row: Arc::clone(&since_row),
        });
    Box::new(Rows {
        reader,
        since_row,
        file: input.file,
        fallback_id: input.fallback_id,
        compressed: input.compressed,
        names: input.names,
        columns: None,
        reports: 0,
        done: false,
    })
}

/// The one that occurs most in the heading.
fn delimiter(head: &[u8]) -> u8 {
    let heading = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: &u8| heading.iter().filter(|byte| *byte == delimiter).count();
    // Of several that are as frequent the first: `max_by_key` would take the last.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(count)
        .unwrap_or(b',')
}

/// An input of which no row may be longer than the limit: a quotation mark that is never closed would otherwise take the
/// rest of the file for one cell.
struct Bounded {
    bytes: Box<dyn BufRead + Send>,
    /// How much was read since the last row ended.
    since_row: Arc<AtomicU64>,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.bytes.read(into)?;
        let before = self.since_row.fetch_add(length as u64, Ordering::Relaxed);
        if before > MAX_JSON_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(length)
    }
}

struct Rows {
    reader: csv::Reader<Bounded>,
    since_row: Arc<AtomicU64>,
    file: String,
    fallback_id: String,
    compressed: bool,
    names: FieldNames,
    /// Where each of [`FIELDS`] stands, once the heading has been read.
    columns: Option<[Option<usize>; FIELDS.len()]>,
    reports: u64,
    done: bool,
}

impl Rows {
    fn refuse(&self, place: Place, reason: Reason) -> IngestError {
        IngestError::new(&self.file, place, reason)
    }

    fn broken(&self, line: u64, error: csv::Error) -> IngestError {
        let limit = MAX_JSON_BYTES;
        let told = error.to_string();
        let reason = match error.into_kind() {
            ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                Reason::TooLarge { limit }
            }
            ErrorKind::Io(error) => gzip::reason(error, self.compressed),
            _ => Reason::Shape(told),
        };
        self.refuse(Place::Line(line), reason)
    }

    /// Where the fields stand by the heading.
    fn heading(&mut self) -> Result<[Option<usize>; FIELDS.len()], IngestError> {
        let heading = match self.reader.byte_headers() {
            Ok(heading) => heading.clone(),
            Err(error) => return Err(self.broken(1, error)),
        };
        let columns: Vec<String> = heading
            .iter()
            .map(|name| decode(name, None).trim().to_owned())
            .collect();
        if columns.iter().all(String::is_empty) {
            return Err(self.refuse(Place::Whole, Reason::Empty));
        }
        let fields = FIELDS.map(|field| {
            let theirs = self.names.of(field);
            columns
                .iter()
                .position(|name| name.eq_ignore_ascii_case(theirs))
        });
        // The first of the fields is the text.
        if fields[0].is_none() {
            return Err(self.refuse(Place::Line(1), self.names.no_text_in(&columns)));
        }
        Ok(fields)
    }

    fn found(&self, row: &ByteRecord, columns: &[Option<usize>; FIELDS.len()]) -> Found {
        let line = row.position().map_or(0, csv::Position::line);
        let [text, id, title, published, publisher, url, authors] = columns.map(|column| {
            let cell = decode(row.get(column?)?, None).into_owned();
            (!cell.trim().is_empty()).then_some(cell)
        });
        Found {
            draft: Draft {
                id,
                text: text.unwrap_or_default(),
                title,
                authors: authors
                    .map(|authors| authors.split(';').map(str::to_owned).collect())
                    .unwrap_or_default(),
                published,
                published_source: None,
                publisher,
                url,
                retrieved: None,
            },
            place: Place::Line(line),
            fallback_id: format!("{}:{line}", self.fallback_id),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Found, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let columns = match self.columns {
            Some(columns) => columns,
            None => match self.heading() {
                Ok(columns) => *self.columns.insert(columns),
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            },
        };
        let mut row = ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(true) => {
                self.since_row.store(0, Ordering::Relaxed);
                self.reports += 1;
                Some(Ok(self.found(&row, &columns)))
            }
            Ok(false) => {
                self.done = true;
                (self.reports == 0).then(|| Err(self.refuse(Place::Whole, Reason::Empty)))
            }
            Err(error) => {
                self.done = true;
                let line = self.reader.position().line();
                Some(Err(self.broken(line, error)))
            }
        }
    }
}
