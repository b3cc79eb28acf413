//! Stores as a user meets them: reports go in once, and questions are answered with the voice of every fact.

mod program;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use dateline_store::Store;
use program::{command, dateline, folder, text};
use serde_json::Value;

const SAMPLE: &str = "samples/harbour-attack.txt";

fn json_lines(output: &Output) -> Vec<Value> {
    text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

/// A line of JSON Lines with an address of its own.
fn line(number: usize, words: &str) -> String {
    format!(
        "{{\"url\": \"https://northline.example/{number}\", \"published\": \"2031-03-04\", \"text\": \"{words}\"}}\n"
    )
}

#[test]
fn reports_go_in_once_and_corrections_as_versions() {
    let reports = [
        line(
            1,
            "Rebels killed three soldiers near Karrow on Monday, police said.",
        ),
        "{\"text\": 7}\n".to_owned(),
        line(
            2,
            "Dena Orlu, the interior minister, met farmers in Port Sable.",
        ),
    ];
    let folder = folder("ingest-once", &[("wire.jsonl", &reports.concat())]);
    let (store, wire) = (folder.join("news.db"), folder.join("wire.jsonl"));
    let (store, wire) = (
        store.to_str().expect("UTF-8"),
        wire.to_str().expect("UTF-8"),
    );
    let ingest = || dateline(&["ingest", wire, "--into", store, "--list"]);
    let words = |output: &Output| -> Vec<String> {
        let word = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
        text(&output.stdout).lines().map(word).collect()
    };

    let first = ingest();
    assert_eq!(first.status.code(), Some(1), "one of them is broken");
    assert_eq!(words(&first), ["new", "new"]);
    assert!(
        text(&first.stderr).contains("wire.jsonl, line 2"),
        "{}",
        text(&first.stderr)
    );
    assert_eq!(words(&ingest()), ["known", "known"]);
    fs::write(
        wire,
        line(
            1,
            "Rebels killed four soldiers near Karrow on Monday, police said.",
        ),
    )
    .expect("our file");
    let corrected = ingest();
    assert_eq!(
        corrected.status.code(),
        Some(0),
        "{}",
        text(&corrected.stderr)
    );
    assert_eq!(words(&corrected), ["corrected"]);

    let assaults = |more: &[&str]| {
        let arguments = [
            &["query", store, "--type", "assault", "--format", "jsonl"],
            more,
        ]
        .concat();
        json_lines(&dateline(&arguments))
    };
    let latest = assaults(&[]);
    assert_eq!(latest.len(), 1, "{latest:?}");
    assert_eq!(latest[0]["report"]["version"], 2);
    assert!(
        latest[0]["sentence"]
            .as_str()
            .is_some_and(|s| s.contains("four soldiers"))
    );
    assert_eq!(latest[0]["voice"][0]["source"], "police");
    assert_eq!(assaults(&["--all-versions"]).len(), 2);
    assert_eq!(assaults(&["--voice", "police"]).len(), 1);
    assert!(assaults(&["--voice", "reporter"]).is_empty());

    let again = dateline(&["reread", "--into", store]);
    assert_eq!(again.status.code(), Some(0));
    assert!(
        text(&again.stderr).contains("0 read again"),
        "{}",
        text(&again.stderr)
    );
    assert_eq!(assaults(&[]), latest);
}

#[test]
fn a_store_is_asked_in_every_form_and_never_without_the_voice() {
    let folder = folder("asking", &[]);
    let store = folder.join("news.db");
    let store = store.to_str().expect("UTF-8");
    let input = fs::File::open(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(SAMPLE),
    );
    let stored = command(&["ingest", "-", "--into", store, "--published", "2018-03-13"])
        .stdin(input.expect("the sample"))
        .output()
        .expect("the program starts");
    assert_eq!(stored.status.code(), Some(0), "{}", text(&stored.stderr));

    let table = text(&dateline(&["query", store]).stdout);
    assert!(table.starts_with("WHEN"), "{table}");
    assert!(
        table.contains("WHO SAYS SO") && table.contains("reporter"),
        "{table}"
    );
    let csv = text(&dateline(&["query", store, "--format", "csv", "--limit", "0"]).stdout);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let voice = rows
        .headers()
        .expect("a heading")
        .iter()
        .position(|name| name == "voice");
    let voice = voice.expect("a column for the voice");
    let lines = json_lines(&dateline(&[
        "query", store, "--format", "jsonl", "--limit", "0",
    ]));
    let told: Vec<bool> = rows
        .records()
        .map(|row| row.expect("a row").get(voice) == Some("reporter"))
        .collect();
    let by_reporter: Vec<bool> = lines
        .iter()
        .map(|event| event["voice"].as_array().is_some_and(Vec::is_empty))
        .collect();
    assert_eq!(told, by_reporter);
    assert!(
        told.contains(&true) && told.contains(&false),
        "the sample has both"
    );

    let timeline = json_lines(&dateline(&["timeline", store, "--format", "jsonl"]));
    let dates: Vec<&str> = timeline
        .iter()
        .filter_map(|event| event["date"].as_str())
        .collect();
    assert!(dates.is_sorted(), "{dates:?}");
    let quotes = json_lines(&dateline(&["quotes", store, "--format", "jsonl"]));
    let speaker = quotes
        .iter()
        .find_map(|quote| quote["speaker"].as_str())
        .expect("somebody speaks in the sample");
    let named = json_lines(&dateline(&[
        "quotes",
        store,
        "--speaker",
        speaker,
        "--format",
        "jsonl",
    ]));
    assert!(
        named.iter().all(|quote| quote["speaker"] == speaker),
        "{named:?}"
    );
    let who = dateline(&["who", store, speaker, "--format", "json"]);
    let who: Value = serde_json::from_slice(&who.stdout).expect("one object");
    assert_eq!(who["says"][0]["speaker"], speaker);
}

#[test]
fn what_is_no_store_is_named() {
    let folder = folder("no-store", &[("notes.txt", "Buy bread.")]);
    let notes = folder.join("notes.txt");
    let notes = notes.to_str().expect("UTF-8");
    let wrong: [(&[&str], &str); 4] = [
        (&["query", "no/such/news.db"], "no such store"),
        (&["query", notes], "no dateline store"),
        (&["ingest", SAMPLE, "--into", notes], "no dateline store"),
        (&["reread", "--into", "no/such/news.db"], "no such store"),
    ];
    for (arguments, message) in wrong {
        let output = dateline(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(
            text(&output.stderr).contains(message),
            "{}",
            text(&output.stderr)
        );
    }
    assert_eq!(fs::read_to_string(notes).expect("our file"), "Buy bread.");
}

/// Starts an ingestion, kills it once so many lines of acknowledgement have come, and gives their hashes.
fn killed_after(lines: usize, wire: &str, store: &str) -> Vec<String> {
    let mut program = command(&["ingest", wire, "--into", store, "--list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let out = BufReader::new(program.stdout.take().expect("it is piped"));
    let hash = |line: String| line.split('\t').nth(1).map(str::to_owned);
    let mut acknowledged: Vec<String> = Vec::new();
    let mut out = out.lines().map_while(Result::ok);
    acknowledged.extend(out.by_ref().take(lines).filter_map(hash));
    program.kill().expect("it is ours");
    // What was written before the kill was acknowledged as well.
    acknowledged.extend(
        out.filter(|line| line.split('\t').count() == 3)
            .filter_map(hash),
    );
    program.wait().expect("it is ours");
    acknowledged
}

#[test]
fn an_ingestion_that_is_killed_goes_on_where_it_was() {
    let reports: String = (0..40)
        .map(|number| {
            line(
                number,
                &format!("Police arrested {number} farmers in Port Sable."),
            )
        })
        .collect();
    let folder = folder("ingest-killed", &[("wire.jsonl", &reports)]);
    let (store, wire) = (folder.join("news.db"), folder.join("wire.jsonl"));
    let (store, wire) = (
        store.to_str().expect("UTF-8"),
        wire.to_str().expect("UTF-8"),
    );
    let mut acknowledged = BTreeSet::new();
    for lines in [1, 17] {
        acknowledged.extend(killed_after(lines, wire, store));
        let held = Store::open(Path::new(store)).and_then(|store| {
            store.check()?;
            store.hashes()
        });
        let held: BTreeSet<String> = held.expect("the store is sound").into_iter().collect();
        assert!(
            acknowledged.is_subset(&held),
            "lost: {:?}",
            acknowledged.difference(&held)
        );
    }
    let rest = dateline(&["ingest", wire, "--into", store]);
    assert_eq!(rest.status.code(), Some(0), "{}", text(&rest.stderr));
    let store = Store::open(Path::new(store)).expect("the store");
    assert_eq!(store.figures().expect("figures").reports, 40);
}

#[test]
fn what_is_fed_slowly_is_stored_before_the_input_ends() {
    let folder = folder("ingest-slowly", &[]);
    let store = folder.join("news.db");
    let store = store.to_str().expect("UTF-8");
    let mut program = command(&["ingest", "-", "--into", store, "--list"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = program.stdin.take().expect("it is piped");
    // More than the beginning by which the reader is chosen.
    let reports: String = (0..80)
        .map(|number| {
            line(
                number,
                "Talks went on in Port Sable, and nobody knew for how long.",
            )
        })
        .collect();
    input.write_all(reports.as_bytes()).expect("it listens");
    let mut acknowledged = BufReader::new(program.stdout.take().expect("it is piped")).lines();
    // The input stays open all the while.
    let first = acknowledged.next().expect("a line").expect("UTF-8");
    assert!(first.starts_with("new\t"), "{first}");
    drop(input);
    assert_eq!(acknowledged.count(), 79);
    assert!(program.wait().expect("it is ours").success());
}
