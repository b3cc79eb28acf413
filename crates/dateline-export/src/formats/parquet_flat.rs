//! Parquet, flat: the rows and columns of the CSV with their types.

use std::io::Write;

use dateline_record::Record;

use crate::columns::{COLUMNS, Kind, Told};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::formats::parquet_table::{Table, leaf};
use crate::selection::Selection;
use crate::source::Source;

/// Events that are held until they are written together.
const ROWS_OF_GROUP: usize = 20_000;

struct Flat<W: Write + Send> {
    table: Table<W>,
}

/// Begins a Parquet file.
pub fn open(out: Out, _: Selection) -> Opened {
    let fields: Result<Vec<_>, _> = COLUMNS
        .iter()
        .map(|column| leaf(column.name, column.kind))
        .collect();
    let kinds: Vec<Kind> = COLUMNS.iter().map(|column| column.kind).collect();
    let table = Table::begin(out, fields?, &kinds, ROWS_OF_GROUP)?;
    Ok(Box::new(Flat { table }))
}

impl<W: Write + Send> Exporter for Flat<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        for event in &record.events {
            let told = Told::of(&source, event);
            for (index, column) in COLUMNS.iter().enumerate() {
                self.table.put(index, (column.of)(&told), 1, 0);
            }
            self.table.end_row()?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        self.table.finish()?;
        Ok(0)
    }
}
