//! Files of a folder.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use crate::error::ExportError;

/// Makes a file in a folder.
pub fn create(folder: &Path, name: &str) -> Result<BufWriter<File>, ExportError> {
    let path = folder.join(name);
    match File::create(&path) {
        Ok(file) => Ok(BufWriter::new(file)),
        Err(error) => Err(ExportError::File { path, error }),
    }
}
