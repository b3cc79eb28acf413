//! An export into memory.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use dateline_export::{Destination, Export, Selection, Tally, format_named};
use dateline_record::Record;

/// A stream that can be looked into after it was given away.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("one thread").write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a format of one file makes of records.
pub fn exported(name: &str, selection: Selection, records: &[Record]) -> (Vec<u8>, Tally) {
    let out = Kept::default();
    let format = format_named(name).expect("a format");
    let destination = Destination::Stream(Box::new(out.clone()));
    let mut export = Export::begin(format, destination, selection).expect("it begins");
    for record in records {
        export.write(record).expect("a vector takes everything");
    }
    let tally = export.finish().expect("it ends");
    let bytes = out.0.lock().expect("one thread").clone();
    (bytes, tally)
}
