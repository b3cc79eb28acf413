//! One JSON document: a report, or a list of them.

use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::json_fields::{self, begins_as_json, json_error};
use super::{Drafts, Found, Head, Input, Reader};
use crate::admission::MAX_JSON_BYTES;
use crate::encoding::decode;
use crate::gzip::read_all;
use crate::options::FieldNames;
use crate::{IngestError, Place, Reason};

pub(super) const READER: Reader = Reader {
    name: "json",
    about: "JSON, one report or a list of reports",
    extensions: &["json"],
    binary: false,
    unpacks: false,
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    READER.extensions.contains(&head.extension) || begins_as_json(head)
}

fn read(mut input: Input) -> Drafts {
    match read_all(&mut *input.bytes, MAX_JSON_BYTES, input.compressed) {
        Ok(bytes) => Box::new(Values::new(
            decode(&bytes, None).into_owned(),
            input.file,
            input.fallback_id,
            input.names,
        )),
        Err((place, reason)) => Box::new(std::iter::once(Err(IngestError::new(
            &input.file,
            place,
            reason,
        )))),
    }
}

/// Goes over the values of a list, or of a file that is one value after another.
/// Each value stands alone: one that is no report does not spoil the others.
struct Values {
    json: String,
    file: String,
    fallback_id: String,
    names: FieldNames,
    /// How far it is read, in bytes.
    at: usize,
    /// Whether the file is one list.
    list: bool,
    /// The number of the value read last, from 1.
    number: u64,
    position: Position,
    done: bool,
}

/// The line (from 1) and the byte it begins at, for some byte of the text.
#[derive(Clone, Copy)]
struct Position {
    line: u64,
    line_start: usize,
    counted: usize,
}

impl Values {
    fn new(json: String, file: String, fallback_id: String, names: FieldNames) -> Values {
        let start = json.len() - json.trim_start().len();
        let list = json[start..].starts_with('[');
        Values {
            at: start + usize::from(list),
            json,
            file,
            fallback_id,
            names,
            list,
            number: 0,
            position: Position {
                line: 1,
                line_start: 0,
                counted: 0,
            },
            done: false,
        }
    }

    /// The place of line and column counted from `base`.
    fn place(&mut self, base: usize, line: u64, column: u64) -> Place {
        for (offset, byte) in self.json.as_bytes()[self.position.counted..base]
            .iter()
            .enumerate()
        {
            if *byte == b'\n' {
                self.position.line += 1;
                self.position.line_start = self.position.counted + offset + 1;
            }
        }
        self.position.counted = base;
        let Position {
            line: base_line,
            line_start,
            ..
        } = self.position;
        if line == 1 {
            Place::Column(base_line, (base - line_start) as u64 + column)
        } else {
            Place::Column(base_line + line - 1, column)
        }
    }

    fn stop(&mut self, reason: Reason) -> Option<Result<Found, IngestError>> {
        self.done = true;
        let place = self.place(self.at, 1, 1);
        Some(Err(IngestError::new(&self.file, place, reason)))
    }

    fn skip_space(&mut self) {
        let rest = &self.json[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    fn value(&mut self) -> Option<Result<Found, IngestError>> {
        let base = self.at;
        let mut values = Deserializer::from_str(&self.json[base..]).into_iter::<&RawValue>();
        let value = match values.next()? {
            Ok(value) => value.get(),
            Err(error) => {
                let error = json_error(error);
                self.done = true;
                let place = self.place(base, error.line, error.column);
                return Some(Err(IngestError::new(&self.file, place, error.reason)));
            }
        };
        self.at = base + values.byte_offset();
        self.number += 1;
        let number = self.number;
        Some(match json_fields::draft(value, &self.names) {
            Ok(draft) => Ok(Found {
                draft,
                place: Place::Element(number),
                fallback_id: if self.list || number > 1 {
                    format!("{}:{number}", self.fallback_id)
                } else {
                    self.fallback_id.clone()
                },
            }),
            Err(error) => {
                let start = self.at - value.len();
                let place = self.place(start, error.line, error.column);
                Err(IngestError::new(&self.file, place, error.reason))
            }
        })
    }
}

impl Iterator for Values {
    type Item = Result<Found, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.skip_space();
        let mut next = self.json[self.at..].chars().next();
        if self.list && self.number > 0 && next == Some(',') {
            self.at += 1;
            self.skip_space();
            next = self.json[self.at..].chars().next();
        } else if self.list && self.number > 0 && next.is_some_and(|c| c != ']') {
            return self.stop(Reason::Json("expected `,` or `]`".to_owned()));
        }
        match next {
            None if self.list => self.stop(Reason::Json("the list is not closed".to_owned())),
            Some(']') if self.list => {
                self.at += 1;
                self.skip_space();
                if self.at < self.json.len() {
                    return self.stop(Reason::Json("something follows the list".to_owned()));
                }
                self.done = true;
                (self.number == 0)
                    .then(|| Err(IngestError::new(&self.file, Place::Whole, Reason::Empty)))
            }
            None => {
                self.done = true;
                (self.number == 0)
                    .then(|| Err(IngestError::new(&self.file, Place::Whole, Reason::Empty)))
            }
            Some(_) => self.value(),
        }
    }
}
