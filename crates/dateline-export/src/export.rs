//! One export from its first record to its last.

use std::io::Write;
use std::path::PathBuf;

use dateline_record::Record;

use crate::error::ExportError;
use crate::formats::{Format, Opener};
use crate::selection::Selection;

/// Writes the records of one format.
pub(crate) trait Exporter {
    /// Writes one record, of which only the selected facts are left.
    fn write(&mut self, record: &Record) -> Result<(), ExportError>;
    /// Writes what must stand at the end; gives the number of events that the format had no place for.
    fn finish(self: Box<Self>) -> Result<usize, ExportError>;
}

/// A stream that a format writes to.
pub(crate) type Out = Box<dyn Write + Send>;

/// A format that has begun, or could not.
pub(crate) type Opened = Result<Box<dyn Exporter>, ExportError>;

/// Where an export goes.
pub enum Destination {
    /// One stream of bytes.
    Stream(Box<dyn Write + Send>),
    /// A folder, which is made if it does not exist.
    Folder(PathBuf),
}

/// What became of the events of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records written.
    pub records: usize,
    /// Events that were in them.
    pub events: usize,
    /// Events left out by the [`Selection`].
    pub not_selected: usize,
    /// Events that the format has no place for, such as one without any actor in a graph of actors.
    pub no_place: usize,
}

/// Records on their way into one format.
pub struct Export {
    exporter: Box<dyn Exporter>,
    selection: Selection,
    tally: Tally,
}

impl Export {
    /// Begins an export of the selected facts.
    ///
    /// # Errors
    /// If the destination cannot be written, or is a folder where the format is one file, or the other way round.
    pub fn begin(
        format: &Format,
        destination: Destination,
        selection: Selection,
    ) -> Result<Export, ExportError> {
        let exporter = match (&format.opener, destination) {
            (Opener::Stream(open) | Opener::Bytes(open), Destination::Stream(out)) => {
                open(out, selection)?
            }
            (Opener::Folder(open), Destination::Folder(path)) => {
                std::fs::create_dir_all(&path).map_err(|error| ExportError::File {
                    path: path.clone(),
                    error,
                })?;
                open(&path, selection)?
            }
            (Opener::Stream(_) | Opener::Bytes(_), Destination::Folder(_)) => {
                return Err(ExportError::Destination {
                    format: format.name,
                    wanted: "one file",
                });
            }
            (Opener::Folder(_), Destination::Stream(_)) => {
                return Err(ExportError::Destination {
                    format: format.name,
                    wanted: "a folder",
                });
            }
        };
        Ok(Export {
            exporter,
            selection,
            tally: Tally::default(),
        })
    }

    /// Writes one record.
    ///
    /// # Errors
    /// If the output takes no more.
    pub fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let selected = self.selection.of(record);
        self.tally.records += 1;
        self.tally.events += record.events.len();
        self.tally.not_selected += record.events.len() - selected.events.len();
        self.exporter.write(&selected)
    }

    /// Ends the export.
    ///
    /// # Errors
    /// If the output takes no more.
    pub fn finish(self) -> Result<Tally, ExportError> {
        let no_place = self.exporter.finish()?;
        Ok(Tally {
            no_place,
            ..self.tally
        })
    }
}
