//! From bytes to reports.
//!
//! [`sources`] takes files, directories and `-` for standard input and gives an
//! iterator of [`Report`](dateline_record::Report)s, one by one, so that a file
//! of a million reports needs no more memory than one of them. What cannot be
//! read comes as an [`IngestError`] that names the file, the place in it and
//! the reason; the iterator goes on after it.
//!
//! ```
//! use dateline_ingest::{Options, from_bytes};
//!
//! let line = br#"{"id": "r1", "text": "Talks opened in Port Sable on Monday.", "published": "2031-03-03"}"#;
//! let reports: Vec<_> = from_bytes("example.jsonl", line.to_vec(), &Options::default()).collect();
//! let report = reports[0].as_ref().unwrap();
//! assert_eq!(report.id, "r1");
//! assert_eq!(report.published.as_deref(), Some("2031-03-03"));
//! ```
//!
//! How a file is read is decided by the first reader of [`READERS`] that claims
//! it, by its content first and its extension second. Compressed files (`.gz`)
//! are unpacked first, whatever their name.

mod admission;
mod binary;
mod encoding;
mod error;
mod files;
mod gzip;
mod ids;
mod listing;
mod options;
mod published;
mod readers;
mod sitemap;
mod sources;
mod web;

pub use admission::{
    LANGUAGE_CHECK_FROM, MAX_JSON_BYTES, MAX_LISTING_BYTES, MAX_PAGE_BYTES, MAX_TEXT_BYTES,
    MAX_WORD_BYTES,
};
pub use error::{IngestError, Place, Reason};
pub use files::STDIN;
pub use listing::{Listed, Listing, listing};
pub use options::{FieldNames, NoFieldName, Options, Overrides};
pub use readers::{Head, READERS, Reader};
pub use sources::{Sources, from_bytes, from_reader, sources};
pub use web::{WebPage, from_page};
