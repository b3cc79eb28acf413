//! What must hold for whatever bytes a reader is given.

use std::cell::LazyCell;

use dateline::Engine;
use dateline_ingest::{Options, Overrides, from_bytes};
use dateline_record::{Report, Text};

thread_local! {
    static ENGINE: LazyCell<Engine> = LazyCell::new(|| Engine::load().expect("the bundled engine loads"));
}

/// Reads a text with the whole chain and checks its record: spans slice, ids
/// resolve, and JSON can be written.
pub fn read_whole(text: &str) {
    let text = Text::new(text).expect("a fuzzed text is short");
    let mut report = Report::new("fuzz", text);
    report.published = Some("2024-02-29".to_owned());
    let reading = ENGINE.with(|engine| engine.read(&report)).expect("the encoder runs");
    assert_eq!(reading.record.check(), Ok(()));
    reading.record.to_json().expect("the record is written");
}

/// Reads `bytes` as the file `name` to the end and checks every outcome. With
/// `any_language` the check of the language is off, so that generated text gets
/// through.
pub fn read_to_the_end(name: &str, bytes: &[u8], any_language: bool) {
    let options = Options {
        overrides: Overrides {
            language: any_language.then(|| "en".to_owned()),
            ..Overrides::default()
        },
        ..Options::default()
    };
    let mut ids = std::collections::HashSet::new();
    let mut outcomes = 0;
    for outcome in from_bytes(name, bytes.to_vec(), &options) {
        outcomes += 1;
        match outcome {
            Ok(report) => {
                assert!(!report.text.trim().is_empty(), "a report without text");
                assert!(!report.text.contains('\0'), "a NUL got through");
                assert!(ids.insert(report.id), "an id was given twice");
            }
            Err(error) => assert!(error.to_string().starts_with(name), "an error without its file"),
        }
    }
    assert!(outcomes > 0, "neither a report nor an error");
}
