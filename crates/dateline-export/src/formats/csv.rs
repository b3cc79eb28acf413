//! Plain CSV (RFC 4180, UTF-8, with a head): one row an event, all columns of ours.

use std::io::Write;

use dateline_record::Record;

use crate::columns::{COLUMN_NAMES, COLUMNS, Told};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::selection::Selection;
use crate::source::Source;

struct Csv<W: Write> {
    out: csv::Writer<W>,
}

/// Begins a CSV file.
pub fn open(out: Out, _: Selection) -> Opened {
    let mut out = csv::Writer::from_writer(out);
    out.write_record(COLUMN_NAMES)?;
    Ok(Box::new(Csv { out }))
}

impl<W: Write> Exporter for Csv<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        for event in &record.events {
            let told = Told::of(&source, event);
            let row = COLUMNS.iter().map(|column| (column.of)(&told).cell());
            self.out.write_record(row)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<usize, ExportError> {
        self.out.flush()?;
        Ok(0)
    }
}
