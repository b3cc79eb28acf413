//! What can be wrong with a file, said so that a person can find and mend it.

use std::fmt;
use std::io;

use dateline_record::TextTooLong;

/// A report (or a whole file) that could not be read. The batch goes on after it.
#[derive(Debug)]
pub struct IngestError {
    /// The file as it was named, or `<stdin>`.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong there.
    pub reason: Reason,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A line and a column, both counted from 1; the column in bytes.
    Column(u64, u64),
    /// An element of a JSON array or an entry of a feed, counted from 1.
    Element(u64),
    /// A row of a table, counted from 1.
    Row(u64),
    /// A byte of the file (after decompression), counted from 0.
    Byte(u64),
    /// A member of a compressed file, by the byte of that file at which it begins, and a byte of what it holds; both
    /// counted from 0.
    Member(u64, u64),
}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The file cannot be opened or read.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// A compressed file that ends too early.
    #[error("the compressed data ends too early; what came before it was read")]
    TruncatedGzip,
    /// A compressed file that is damaged.
    #[error("the compressed data is damaged: {0}")]
    BrokenGzip(io::Error),
    /// A record of an archive that is not as such records are.
    #[error("a broken record: {0}")]
    Record(&'static str),
    /// A page packed by a method that is not known here.
    #[error("packed by the method {0:?}, which is not known")]
    Packing(String),
    /// No text at all.
    #[error("there is no text in it")]
    Empty,
    /// A web page in which no main text was found.
    #[error("no main text was found in the page")]
    NoMainText,
    /// A web page with more elements inside each other than any real one.
    #[error("the page has more than {limit} elements open inside each other")]
    NestedTooDeeply {
        /// The limit.
        limit: usize,
    },
    /// Not text: an image, an archive, a program.
    #[error("this is not text but {0}")]
    Binary(&'static str),
    /// A NUL character in the text.
    #[error("the text contains a NUL character (byte {byte} of the text)")]
    Nul {
        /// Its offset in the UTF-8 text.
        byte: usize,
    },
    /// The text is in another language.
    #[error("the text is not English (it looks like {0})")]
    NotEnglish(&'static str),
    /// The text, page or JSON value is longer than any report.
    #[error("longer than the limit of {limit} bytes")]
    TooLarge {
        /// The limit that applies here.
        limit: u64,
    },
    /// A "word" longer than any word.
    #[error("{length} bytes without a space (from byte {byte} of the text); the limit is {limit}")]
    WordTooLong {
        /// Where in the UTF-8 text it begins.
        byte: usize,
        /// How long it is.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// Not JSON.
    #[error("invalid JSON: {0}")]
    Json(String),
    /// A feed or a sitemap that cannot be read.
    #[error("a broken {0}: {1}")]
    Listing(&'static str, String),
    /// A sitemap where texts are wanted.
    #[error(
        "a sitemap tells where reports are and holds none; `dateline ingest --follow` fetches them"
    )]
    AddressesOnly,
    /// Parquet that cannot be read.
    #[error("broken Parquet: {0}")]
    Parquet(String),
    /// A table or JSON, but not of a report's shape.
    #[error("not a report: {0}")]
    Shape(String),
    /// A publication date that is not understood.
    #[error("publication date {0:?} is not understood; write it like 2020-01-06")]
    Published(String),
    /// A directory in which nothing has a name that a reader knows.
    #[error("no reports in this directory (looked for files ending in {0})")]
    NoReports(String),
    /// The text cannot be addressed.
    #[error(transparent)]
    Text(#[from] TextTooLong),
}

impl IngestError {
    pub(crate) fn new(file: &str, place: Place, reason: Reason) -> IngestError {
        IngestError {
            file: file.to_owned(),
            place,
            reason,
        }
    }
}

impl fmt::Display for IngestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match self.place {
            Place::Whole => {}
            Place::Line(line) => write!(f, ", line {line}")?,
            Place::Column(line, column) => write!(f, ", line {line}, column {column}")?,
            Place::Element(number) => write!(f, ", element {number}")?,
            Place::Row(number) => write!(f, ", row {number}")?,
            Place::Byte(byte) => write!(f, ", byte {byte}")?,
            Place::Member(at, 0) => write!(f, ", gzip member at byte {at}")?,
            Place::Member(at, byte) => write!(f, ", gzip member at byte {at}, byte {byte} of it")?,
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for IngestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Io(error) | Reason::BrokenGzip(error) => Some(error),
            _ => None,
        }
    }
}
