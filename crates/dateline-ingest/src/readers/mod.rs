//! The readers, one file each, and what they have in common.

use std::io::BufRead;

use crate::admission::Draft;
use crate::encoding::decode;
use crate::options::FieldNames;
use crate::{IngestError, Place};

pub(crate) mod archive;
mod csv;
pub(crate) mod feed;
mod json;
mod json_fields;
mod json_lines;
mod main_text;
pub(crate) mod page;
mod page_date;
mod parquet;
mod plain;

/// All readers. A file goes to the first one that claims it; the last claims all.
pub const READERS: &[Reader] = &[
    archive::READER,
    feed::READER,
    page::READER,
    json_lines::READER,
    json::READER,
    csv::READER,
    parquet::READER,
    plain::READER,
];

/// One way to read a file.
pub struct Reader {
    /// Short name, as in messages: `page`.
    pub name: &'static str,
    /// What it reads, in one line.
    pub about: &'static str,
    /// Extensions in lower case by which files of a directory count as reports.
    pub extensions: &'static [&'static str],
    /// Whether what it reads is no text, so that nobody has to look whether it is.
    pub(crate) binary: bool,
    /// Whether it takes compressed input as it is and unpacks it itself.
    pub(crate) unpacks: bool,
    /// Whether it wants a file that begins like this.
    pub(crate) claims: fn(&Head<'_>) -> bool,
    /// Reads a file it has claimed.
    pub(crate) read: fn(Input) -> Drafts,
}

/// The beginning of a file, by which its reader is chosen.
pub struct Head<'a> {
    /// The first kilobytes, decoded, without leading white space.
    text: String,
    /// Extension in lower case, without `.gz`; empty if there is none.
    extension: &'a str,
}

impl<'a> Head<'a> {
    pub(crate) fn new(bytes: &[u8], extension: &'a str) -> Head<'a> {
        Head {
            text: decode(bytes, None).trim_start().to_owned(),
            extension,
        }
    }

    /// The beginning of the text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// A file handed to its reader.
pub(crate) struct Input {
    /// The file as errors name it.
    pub file: String,
    /// The file as ids name it.
    pub fallback_id: String,
    /// Its bytes, unpacked unless the reader does that itself.
    pub bytes: Box<dyn BufRead + Send>,
    /// Whether it was compressed.
    pub compressed: bool,
    /// By which names it calls the fields of a report.
    pub names: FieldNames,
}

/// What a reader finds in a file, one after another.
pub(crate) type Drafts = Box<dyn Iterator<Item = Result<Found, IngestError>> + Send>;

/// One report found.
pub(crate) struct Found {
    pub draft: Draft,
    /// Where in the file.
    pub place: Place,
    /// Its id, if it brings none of its own.
    pub fallback_id: String,
}

/// A file that holds one report.
fn single(
    input: Input,
    read: impl FnOnce(&mut Input) -> Result<Draft, (Place, crate::Reason)>,
) -> Drafts {
    let mut input = input;
    let found = read(&mut input)
        .map_err(|(place, reason)| IngestError::new(&input.file, place, reason))
        .map(|draft| Found {
            draft,
            place: Place::Whole,
            fallback_id: input.fallback_id,
        });
    Box::new(std::iter::once(found))
}
