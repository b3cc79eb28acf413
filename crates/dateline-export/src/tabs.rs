//! Rows of cells between tabs, for the field's own text files: no quotation marks around cells, so that readers that
//! know of them and readers that do not see the same.

use std::io::Write;

use crate::cells::one_line;
use crate::error::ExportError;

/// Writes rows of cells between tabs.
pub struct TabWriter<W> {
    out: W,
}

impl<W: Write> TabWriter<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> TabWriter<W> {
        TabWriter { out }
    }

    /// Writes one row. Tabs and line breaks inside a cell become spaces, straight quotation marks become apostrophes.
    pub fn row<S: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = S>,
    ) -> Result<(), ExportError> {
        let cells: Vec<String> = cells
            .into_iter()
            .map(|cell| one_line(cell.as_ref()).replace('"', "'"))
            .collect();
        writeln!(self.out, "{}", cells.join("\t"))?;
        Ok(())
    }

    /// Makes sure that everything leaves the program.
    pub fn finish(mut self) -> Result<(), ExportError> {
        self.out.flush()?;
        Ok(())
    }
}
