//! Records of many reports in one SQLite file.
//!
//! The JSON of a record is the truth and is kept as it is; every other table is derived from it, so that it can be asked
//! quickly. `docs/store.md` describes the tables.
//!
//! ```
//! use dateline_record::{Record, Report, Text};
//! use dateline_store::{Entry, Store};
//!
//! let folder = tempfile::tempdir()?;
//! let report = Report::new("r1", Text::new("Talks opened in Port Sable on Monday.")?);
//! let record = Record::new(&report, "0.1.0", None);
//! let mut store = Store::create(&folder.path().join("news.db"))?;
//! store.add(&[Entry::new(&report, &record)?])?;
//! // What `add` has returned from is on the disk; the same report again changes nothing.
//! store.add(&[Entry::new(&report, &record)?])?;
//! assert_eq!(store.figures()?.reports, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod add;
pub mod ask;
pub mod copies;
mod days;
mod entry;
mod error;
mod facts;
mod figures;
mod hash;
mod packed;
mod place;
mod reread;
mod said;
mod schema;
mod store;
pub mod stories;
mod words;

pub use add::Added;
pub use days::{Days, NoDate};
pub use entry::{Entry, MakeEntryError};
pub use error::{Fault, StoreError};
pub use figures::Figures;
pub use hash::{ReportHash, report_hash};
pub use reread::{ToReread, report_of};
pub use store::Store;
