//! The program as a user meets it: exit status, and what goes where.

use std::process::{Command, Output};

fn dateline(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}

#[test]
fn a_wrong_command_line_ends_with_status_2() {
    let wrong: [&[&str]; 7] = [
        &[],
        &["read"],
        &[
            "read",
            "--min-confidence",
            "7",
            "samples/harbour-attack.txt",
        ],
        &["read", "--published", "soon", "samples/harbour-attack.txt"],
        &["read", "--title", "One title", "samples", "samples"],
        &["read", "--format", "yaml", "samples/harbour-attack.txt"],
        &["read", "--jobs", "0", "samples/harbour-attack.txt"],
    ];
    for arguments in wrong {
        let output = dateline(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_date_that_is_none_is_named() {
    let output = dateline(&["read", "--published", "soon", "samples/harbour-attack.txt"]);
    assert!(text(&output.stderr).contains("\"soon\" is not understood"));
}

#[test]
fn the_schema_is_that_of_a_record() {
    let output = dateline(&["schema"]);
    assert_eq!(output.status.code(), Some(0));
    let schema: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("the schema is JSON");
    assert_eq!(schema["title"], "Record");
    for field in ["entities", "relations", "attributions", "events"] {
        assert!(schema["properties"][field].is_object(), "{field}");
    }
}
