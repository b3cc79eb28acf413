//! What must hold for whatever bytes a reader is given.

use dateline_ingest::{Options, Overrides, from_bytes};

/// Reads `bytes` as the file `name` to the end and checks every outcome. With
/// `any_language` the check of the language is off, so that generated text gets
/// through.
pub fn read_to_the_end(name: &str, bytes: &[u8], any_language: bool) {
    let options = Options {
        overrides: Overrides {
            language: any_language.then(|| "en".to_owned()),
            ..Overrides::default()
        },
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
