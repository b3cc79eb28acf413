//! Incidents as a user meets them: one blast in three reports that disagree.

mod program;

use std::path::PathBuf;

use program::{command, dateline, folder, text};
use serde_json::Value;

const REPORTS: &str = r#"{"id":"northline-1","publisher":"Northline","published":"2031-03-04","title":"Bomb kills twelve in Port Sable","text":"A bomb exploded in a crowded fish market in Port Sable on Monday, killing 12 people and injuring 30, police said."}
{"id":"coast-1","publisher":"Coast Radio","published":"2031-03-04","title":"Market blast","text":"At least 20 people were killed when a bomb exploded at the fish market in Port Sable on Monday, a witness told Coast Radio."}
{"id":"herald-1","publisher":"Herald","published":"2031-03-05","title":"Fifteen dead in Port Sable","text":"Fifteen people were killed in the bombing of the fish market in Port Sable on Sunday. The Orlu Front could bomb another market, the interior minister warned."}
"#;

const TABLE: &str = "\
WHEN                     WHAT                     HOW MANY                 WHO         TO WHOM                  WHERE       WITNESSES
reported 2031-03-05      THREATEN violence                                 Orlu Front  another market                       1: the interior
                         “bomb”                                                                                             minister in Herald
≠ 2031-03-03 (police in  ASSAULT explosives       ≠ 12 killed (police in               12 people (police in     Port Sable  3: police in Northline,
Northline, a witness in  “bomb exploded”,         Northline); at least 20              Northline); At least 20              a witness in Coast
Coast Radio);            “bombing”                killed (a witness in                 people (a witness in                 Radio, Herald
2031-03-02 (Herald)                               Coast Radio); 15 killed              Coast Radio); Fifteen
                                                  (Herald) | 30 injured                people (Herald); the
                                                  (police in Northline)                fish market (Herald)
";

/// A folder with the reports, and the path of a file in it.
fn file(test: &str, name: &str) -> (String, String) {
    let folder: PathBuf = folder(test, &[("reports.jsonl", REPORTS)]);
    let path = |name: &str| folder.join(name).display().to_string();
    (path("reports.jsonl"), path(name))
}

#[test]
fn what_reports_tell_of_one_blast_stands_side_by_side() {
    let (reports, store) = file("incidents", "news.db");
    let stored = dateline(&["ingest", &reports, "--into", &store]);
    assert_eq!(stored.status.code(), Some(0), "{}", text(&stored.stderr));

    let table = dateline(&["incidents", &store, "--width", "150"]);
    assert_eq!(text(&table.stdout), TABLE);

    // A filter finds the incident by one of its tellings; the others still stand in it.
    let of_witness = dateline(&[
        "incidents",
        &store,
        "--voice",
        "witness",
        "--format",
        "jsonl",
    ]);
    let lines = text(&of_witness.stdout);
    assert_eq!(lines.lines().count(), 1, "{lines}");
    let incident: Value = serde_json::from_str(&lines).expect("one object");
    assert_eq!(incident["tellings"].as_array().map(Vec::len), Some(3));
    let killed = &incident["counts"][0]["figures"];
    assert_eq!(killed["agreement"], "disagreed");
    let words: Vec<(&Value, &Value)> = (0..3)
        .map(|answer| &killed["answers"][answer]["told"][0])
        .map(|told| {
            let telling = told["telling"].as_u64().expect("a number") as usize;
            let report = &incident["tellings"][telling]["report"]["publisher"];
            (report, &told["words"])
        })
        .collect();
    assert_eq!(
        words,
        [
            (&"Northline".into(), &"12".into()),
            (&"Coast Radio".into(), &"At least 20".into()),
            (&"Herald".into(), &"Fifteen".into())
        ]
    );
    assert_eq!(incident["times"]["agreement"], "disagreed");
    assert_eq!(incident["places"]["agreement"], "agreed");
    assert_eq!(incident["tellings"][0]["voice"][0]["source"], "police");

    let csv = text(&dateline(&["incidents", &store, "--format", "csv"]).stdout);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let heading = rows.headers().expect("a heading").clone();
    let column = |name: &str| heading.iter().position(|n| n == name).expect("a column");
    let last = rows.records().last().expect("a row").expect("a row");
    assert_eq!(last.get(column("figures_disagree")), Some("true"));
    assert_eq!(last.get(column("text_count")), Some("3"));
}

#[test]
fn a_copy_with_another_beginning_and_end_is_no_second_text() {
    let told = "A bomb exploded in a crowded fish market in Port Sable on Monday, killing 12 people and injuring 30, police said.";
    let report = |id: &str, publisher: &str, text: String| {
        serde_json::json!({"id": id, "publisher": publisher, "published": "2031-03-04", "text": text})
            .to_string()
    };
    let reports = [
        report("northline-1", "Northline", told.to_owned()),
        report(
            "evening-1",
            "Evening Post",
            format!("PORT SABLE - {told} The market is closed."),
        ),
    ];
    let folder = folder(
        "incidents-of-copies",
        &[("reports.jsonl", &reports.join("\n"))],
    );
    let path = |name: &str| folder.join(name).display().to_string();
    let store = path("news.db");
    dateline(&["ingest", &path("reports.jsonl"), "--into", &store]);
    let found = dateline(&[
        "incidents",
        &store,
        "--type",
        "ASSAULT",
        "--format",
        "jsonl",
    ]);
    let incident: Value = serde_json::from_str(&text(&found.stdout)).expect("one object");
    assert_eq!(incident["tellings"].as_array().map(Vec::len), Some(2));
    assert_eq!(incident["texts"], 1);
}

#[test]
fn records_in_a_file_or_on_standard_input_need_no_store() {
    let (reports, records) = file("incidents-of-records", "records.jsonl");
    let read = dateline(&["read", &reports, "--format", "jsonl"]);
    std::fs::write(&records, &read.stdout).expect("our file");
    let table = dateline(&["incidents", &records, "--width", "150"]);
    assert_eq!(text(&table.stdout), TABLE);
    let input = std::fs::File::open(&records).expect("our file");
    let piped = command(&["incidents", "-", "--width", "150"])
        .stdin(input)
        .output();
    assert_eq!(text(&piped.expect("the program starts").stdout), TABLE);

    let filtered = dateline(&["incidents", &records, "--type", "ASSAULT"]);
    assert_eq!(filtered.status.code(), Some(1));
    assert!(text(&filtered.stderr).contains("filters are for stores"));
    std::fs::write(&records, "{\"schema\": 7}\n").expect("our file");
    let broken = dateline(&["incidents", &records]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(
        text(&broken.stderr).contains("records.jsonl:1"),
        "{}",
        text(&broken.stderr)
    );
}
