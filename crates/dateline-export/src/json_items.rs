//! A JSON document around a list that is written item by item.

use std::io::Write;

use serde_json::Value;

use crate::error::ExportError;

/// A list that is being written.
pub struct Items<W> {
    out: W,
    empty: bool,
}

impl<W: Write> Items<W> {
    /// Begins with what stands before the list, its opening bracket included.
    pub fn begin(mut out: W, before: &str) -> Result<Items<W>, ExportError> {
        out.write_all(before.as_bytes())?;
        Ok(Items { out, empty: true })
    }

    /// Writes one item on a line of its own.
    pub fn push(&mut self, item: &Value) -> Result<(), ExportError> {
        let before = if self.empty { "\n" } else { ",\n" };
        self.empty = false;
        self.out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut self.out, item)?;
        Ok(())
    }

    /// Ends the list and the document.
    pub fn finish(mut self) -> Result<(), ExportError> {
        writeln!(self.out, "\n]}}")?;
        self.out.flush()?;
        Ok(())
    }
}
