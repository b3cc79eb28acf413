//! Bad input: each sort has its own sentence, and nothing else is lost.

use std::fs;
use std::io::Write;

use dateline_ingest::{MAX_WORD_BYTES, Options, Overrides, from_bytes, sources};
use flate2::Compression;
use flate2::write::GzEncoder;

/// What reading gives: the text of each report, or the sentence of each error.
fn outcomes(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    from_bytes(name, bytes.into(), &Options::default())
        .map(|outcome| match outcome {
            Ok(report) => report.text.to_string(),
            Err(error) => error.to_string(),
        })
        .collect()
}

#[test]
fn nothing_in_it() {
    assert_eq!(outcomes("a.txt", ""), ["a.txt: there is no text in it"]);
    assert_eq!(
        outcomes("a.txt", " \n\t\n"),
        ["a.txt: there is no text in it"]
    );
    assert_eq!(
        outcomes("a.jsonl", "\n\n"),
        ["a.jsonl: there is no text in it"]
    );
    assert_eq!(outcomes("a.json", "[]"), ["a.json: there is no text in it"]);
    assert_eq!(
        outcomes("a.jsonl", "{\"text\": \"\"}\n{\"text\": \"Two.\"}"),
        ["a.jsonl, line 1: there is no text in it", "Two."]
    );
    assert_eq!(
        outcomes("a.html", "<html><body></body></html>"),
        ["a.html: no main text was found in the page"]
    );
}

#[test]
fn no_text_at_all() {
    assert_eq!(
        outcomes("a.txt", b"%PDF-1.7\n1 0 obj".as_slice()),
        ["a.txt: this is not text but a PDF document"]
    );
    let noise: Vec<u8> = (0..4000u32).map(|n| (n * n / 7 % 256) as u8).collect();
    assert_eq!(
        outcomes("a.txt", noise),
        ["a.txt: this is not text but binary data"]
    );
}

#[test]
fn a_nul_in_the_text() {
    assert_eq!(
        outcomes("a.txt", "The mayor said\0 no."),
        ["a.txt: the text contains a NUL character (byte 14 of the text)"]
    );
    assert_eq!(
        outcomes(
            "a.jsonl",
            "{\"text\": \"No\\u0000.\"}\n{\"text\": \"Yes.\"}"
        ),
        [
            "a.jsonl, line 1: the text contains a NUL character (byte 2 of the text)",
            "Yes."
        ]
    );
}

const GERMAN: &str = "Der Bürgermeister von Hafenstadt hat am Montag alle Bewohner der unteren \
Stadt aufgefordert, ihre Häuser zu verlassen, nachdem der Fluss über die Ufer getreten war. \
Soldaten trugen die Alten und Kranken aus den Häusern und brachten sie in die Schule, sagte er.";

#[test]
fn another_language() {
    assert_eq!(
        outcomes("a.txt", GERMAN),
        ["a.txt: the text is not English (it looks like German)"]
    );
    let greek = "Ο δήμαρχος κάλεσε τους κατοίκους να φύγουν από τα σπίτια τους. ".repeat(6);
    assert_eq!(outcomes("a.txt", greek).len(), 1);
    assert!(
        outcomes(
            "a.txt",
            "Ο δήμαρχος κάλεσε τους κατοίκους να φύγουν. ".repeat(8)
        )[0]
        .starts_with("a.txt: the text is not English")
    );
}

#[test]
fn a_short_text_is_taken_for_english_and_the_caller_may_insist() {
    assert_eq!(
        outcomes("a.txt", "Bürgermeister tritt zurück"),
        ["Bürgermeister tritt zurück"]
    );
    let options = Options {
        overrides: Overrides {
            language: Some("en".into()),
            ..Overrides::default()
        },
        ..Options::default()
    };
    assert!(from_bytes("a.txt", GERMAN.into(), &options).all(|report| report.is_ok()));
}

#[test]
fn english_in_capitals_is_english() {
    let capitals = "PORT SABLE, 3 MAR 89 -- THE GOVERNMENT TODAY SAID THAT REBELS OF THE FRONT \
KILLED TWO SOLDIERS AND WOUNDED A MAYOR IN THE ANSA VALLEY. THE ARMED FORCES PRESS COMMITTEE \
REPORTED THAT THE ATTACK TOOK PLACE AT DAWN, AND THAT A PATROL IS PURSUING THE ATTACKERS.";
    assert_eq!(outcomes("a.txt", capitals), [capitals]);
}

#[test]
fn invalid_json_on_line_17() {
    let mut lines: Vec<String> = (1..=20)
        .map(|n| format!("{{\"text\": \"Line {n}.\"}}"))
        .collect();
    lines[16] = "{\"text\": \"Line 17.}".to_owned();
    let outcomes = outcomes("a.jsonl", lines.join("\n"));
    assert_eq!(outcomes.len(), 20);
    assert_eq!(
        outcomes[16],
        "a.jsonl, line 17, column 19: invalid JSON: EOF while parsing a string"
    );
    assert_eq!([&outcomes[15], &outcomes[17]], ["Line 16.", "Line 18."]);
}

#[test]
fn half_a_surrogate_pair() {
    assert_eq!(
        outcomes(
            "a.jsonl",
            "{\"text\": \"One.\"}\n{\"text\": \"\\ud83d broken\"}\n{\"text\": \"\\ude00\"}"
        ),
        [
            "One.",
            "a.jsonl, line 2, column 17: invalid JSON: unexpected end of hex escape",
            "a.jsonl, line 3, column 16: invalid JSON: lone leading surrogate in hex escape",
        ]
    );
}

#[test]
fn json_that_is_no_report() {
    assert_eq!(
        outcomes(
            "a.jsonl",
            "{\"body\": \"One.\"}\n{\"text\": 5}\n[\"One.\"]\n7"
        ),
        [
            "a.jsonl, line 1, column 1: not a report: the field \"text\" is missing",
            "a.jsonl, line 2, column 10: not a report: invalid type: integer `5`, expected a string",
            "a.jsonl, line 3, column 1: not a report: expected an object",
            "a.jsonl, line 4, column 1: not a report: invalid type: integer `7`, expected an object with the field \"text\"",
        ]
    );
}

#[test]
fn a_date_that_could_be_two() {
    assert_eq!(
        outcomes(
            "a.jsonl",
            "{\"text\": \"One.\", \"published\": \"06/01/2020\"}\n{\"text\": \"Two.\"}"
        ),
        [
            "a.jsonl, line 1: publication date \"06/01/2020\" is not understood; write it like 2020-01-06",
            "Two."
        ]
    );
}

#[test]
fn a_list_with_a_bad_element_and_a_list_that_breaks() {
    assert_eq!(
        outcomes(
            "a.json",
            "[{\"text\": \"One.\"},\n {\"txt\": \"Two.\"},\n {\"text\": \"Three.\"}]"
        ),
        [
            "One.",
            "a.json, line 2, column 2: not a report: the field \"text\" is missing",
            "Three."
        ]
    );
    assert_eq!(
        outcomes("a.json", "[{\"text\": \"One.\"},\n {\"text\": \"Two.\""),
        [
            "One.",
            "a.json, line 2, column 16: invalid JSON: EOF while parsing an object"
        ]
    );
    assert_eq!(
        outcomes("a.json", "[{\"text\": \"One.\"}"),
        [
            "One.",
            "a.json, line 1, column 18: invalid JSON: the list is not closed"
        ]
    );
}

#[test]
fn fifty_megabytes_of_one_word() {
    let huge = vec![b'a'; 50 << 20];
    assert_eq!(
        outcomes("a.txt", huge),
        ["a.txt: longer than the limit of 1048576 bytes"]
    );
    let long = format!("The word {} is too long.", "a".repeat(MAX_WORD_BYTES + 1));
    assert_eq!(
        outcomes("a.txt", long),
        ["a.txt: 10001 bytes without a space (from byte 9 of the text); the limit is 10000"]
    );
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn lines_before_the_break_of_a_truncated_archive_are_read() {
    let lines: String = (0..3000u32)
        .map(|n| {
            format!(
                "{{\"text\": \"Line {n} {}.\"}}\n",
                n.wrapping_mul(2_654_435_761)
            )
        })
        .collect();
    let mut bytes = gzip(lines.as_bytes());
    bytes.truncate(bytes.len() / 2);
    let outcomes = outcomes("a.jsonl.gz", bytes);
    let (last, read) = outcomes.split_last().unwrap();
    assert!(read.len() > 500, "only {} lines", read.len());
    assert!(read.iter().all(|text| text.starts_with("Line ")));
    assert_eq!(
        *last,
        format!(
            "a.jsonl.gz, line {}: the compressed data ends too early; what came before it was read",
            read.len() + 1
        )
    );
}

#[test]
fn a_damaged_archive() {
    let mut bytes = gzip("The river burst its banks. ".repeat(50).as_bytes());
    let end = bytes.len() - 6;
    bytes[end] ^= 0xff;
    let outcomes = outcomes("a.txt.gz", bytes);
    assert_eq!(outcomes.len(), 1);
    assert!(
        outcomes[0].contains("the compressed data is damaged"),
        "{outcomes:?}"
    );
}

#[test]
fn a_small_archive_cut_short() {
    let mut bytes = gzip(b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n");
    bytes.truncate(bytes.len() - 4);
    assert_eq!(
        outcomes("a.jsonl.gz", bytes),
        [
            "One.",
            "Two.",
            "a.jsonl.gz, line 3: the compressed data ends too early; what came before it was read"
        ]
    );
}

#[test]
fn files_that_are_not_there_do_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    fs::write(empty.join("photo.png"), b"\x89PNG").unwrap();
    let good = folder.path().join("good.txt");
    fs::write(&good, "The river rose.").unwrap();
    let missing = folder.path().join("missing.txt");
    let outcomes: Vec<String> = sources([&missing, &empty, &good], &Options::default())
        .map(|outcome| match outcome {
            Ok(report) => report.text.to_string(),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(outcomes.len(), 3);
    assert_eq!(
        outcomes[0],
        format!(
            "{}: cannot be read: No such file or directory (os error 2)",
            missing.display()
        )
    );
    assert!(
        outcomes[1].starts_with(&format!(
            "{}: no reports in this directory",
            empty.display()
        )),
        "{}",
        outcomes[1]
    );
    assert_eq!(outcomes[2], "The river rose.");
}

#[test]
fn pages_nested_beyond_reason() {
    let nested = |tag: &str, times| {
        let open = format!("<{tag}>").repeat(times);
        outcomes(
            "a.html",
            format!("<html><body>{open}<p>The river burst its banks.</p>"),
        )
    };
    for tag in ["div", "b", "table><tr><td", "ul><li", "blockquote"] {
        assert_eq!(nested(tag, 300).len(), 1, "{tag}");
        assert_eq!(
            nested(tag, 100_000),
            ["a.html: the page has more than 3000 elements open inside each other"]
        );
    }
    // Paragraphs and list items need not be closed.
    let open = "<p>The river burst its banks.".repeat(4_000);
    assert!(outcomes("a.html", open)[0].starts_with("The river"));
}
