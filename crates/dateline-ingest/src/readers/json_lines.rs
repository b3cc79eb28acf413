//! JSON Lines: one report a line, any number of lines.

use std::io::{self, BufRead, BufReader};

use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::json_fields::{self, begins_as_json, first_line_is_whole};
use super::{Drafts, Found, Head, Input, Reader};
use crate::admission::MAX_JSON_BYTES;
use crate::encoding::{decode, utf16_by_look};
use crate::options::FieldNames;
use crate::{IngestError, Place, Reason, gzip};

pub(super) const READER: Reader = Reader {
    name: "jsonl",
    about: "JSON Lines, one report a line",
    extensions: &["jsonl", "ndjson"],
    binary: false,
    unpacks: false,
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    let long_line = !head.text.contains('\n') && head.extension.is_empty();
    READER.extensions.contains(&head.extension)
        || begins_as_json(head)
            && head.text.starts_with('{')
            && (first_line_is_whole(head) || long_line)
}

fn read(input: Input) -> Drafts {
    Box::new(Lines {
        bytes: as_utf8(input.bytes),
        file: input.file,
        fallback_id: input.fallback_id,
        compressed: input.compressed,
        names: input.names,
        number: 0,
        reports: 0,
        done: false,
    })
}

/// UTF-16 has to be decoded before there are lines. In all other encodings each
/// line is decoded for itself.
pub(super) fn as_utf8(mut bytes: Box<dyn BufRead + Send>) -> Box<dyn BufRead + Send> {
    let encoding = bytes.fill_buf().ok().and_then(|head| {
        Encoding::for_bom(head)
            .map(|(encoding, _)| encoding)
            .or_else(|| utf16_by_look(head))
    });
    match encoding {
        Some(encoding) if encoding != UTF_8 => Box::new(BufReader::new(
            DecodeReaderBytesBuilder::new()
                .encoding(Some(encoding))
                .build(bytes),
        )),
        _ => bytes,
    }
}

struct Lines {
    bytes: Box<dyn BufRead + Send>,
    file: String,
    fallback_id: String,
    compressed: bool,
    names: FieldNames,
    /// The number of the line read last, from 1.
    number: u64,
    /// Lines so far that were not blank.
    reports: u64,
    done: bool,
}

impl Lines {
    fn refuse(&self, place: Place, reason: Reason) -> IngestError {
        IngestError::new(&self.file, place, reason)
    }

    fn report(&self, line: &[u8]) -> Result<Found, IngestError> {
        let line = decode(line, None);
        let draft = json_fields::draft(&line, &self.names)
            .map_err(|error| self.refuse(Place::Column(self.number, error.column), error.reason))?;
        Ok(Found {
            draft,
            place: Place::Line(self.number),
            fallback_id: format!("{}:{}", self.fallback_id, self.number),
        })
    }
}

impl Iterator for Lines {
    type Item = Result<Found, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut line = Vec::new();
            self.number += 1;
            let place = Place::Line(self.number);
            match read_line(&mut *self.bytes, MAX_JSON_BYTES, &mut line) {
                Err(error) => {
                    self.done = true;
                    let reason = gzip::reason(error, self.compressed);
                    return Some(Err(self.refuse(place, reason)));
                }
                Ok(Line::End) => {
                    self.done = true;
                    if self.reports == 0 {
                        return Some(Err(self.refuse(Place::Whole, Reason::Empty)));
                    }
                }
                Ok(Line::TooLong) => {
                    self.reports += 1;
                    let limit = MAX_JSON_BYTES;
                    return Some(Err(self.refuse(place, Reason::TooLarge { limit })));
                }
                Ok(Line::Read) if line.trim_ascii().is_empty() => {}
                Ok(Line::Read) => {
                    self.reports += 1;
                    return Some(self.report(&line));
                }
            }
        }
        None
    }
}

enum Line {
    /// A line was read, without its end.
    Read,
    /// A line was passed over because it is longer than the limit.
    TooLong,
    /// There are no more lines.
    End,
}

/// Reads a line into `line`, which is empty, holding no more than `limit` bytes.
fn read_line(bytes: &mut dyn BufRead, limit: u64, line: &mut Vec<u8>) -> io::Result<Line> {
    let mut too_long = false;
    let mut any = false;
    loop {
        let chunk = match bytes.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            break;
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let piece = &chunk[..end.unwrap_or(chunk.len())];
        if too_long || (line.len() + piece.len()) as u64 > limit {
            too_long = true;
            *line = Vec::new();
        } else {
            line.extend_from_slice(piece);
        }
        let used = end.map_or(chunk.len(), |end| end + 1);
        bytes.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Read,
    })
}
