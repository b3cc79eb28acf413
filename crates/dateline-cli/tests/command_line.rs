//! The program as a user meets it: exit status, and what goes where.

mod program;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Output, Stdio};

use dateline_record::Record;
use program::{command, dateline, folder, text};

const SAMPLE: &str = "samples/harbour-attack.txt";

fn records(lines: &[u8]) -> Vec<Record> {
    text(lines)
        .lines()
        .map(|line| Record::from_json(line).expect("each line is a record"))
        .collect()
}

#[test]
fn a_wrong_command_line_ends_with_status_2() {
    let wrong: [&[&str]; 9] = [
        &[],
        &["read"],
        &["read", "--min-confidence", "7", SAMPLE],
        &["read", "--published", "soon", SAMPLE],
        &["read", "--title", "One title", "samples", "samples"],
        &["read", "--format", "yaml", SAMPLE],
        &["read", "--jobs", "0", SAMPLE],
        &["export", "--format", "csv"],
        &["export", "records.jsonl"],
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
    let output = dateline(&["read", "--published", "soon", SAMPLE]);
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

#[test]
fn the_sample_is_read_in_every_form() {
    let page = dateline(&["read", SAMPLE]);
    assert_eq!(page.status.code(), Some(0), "{}", text(&page.stderr));
    let page = text(&page.stdout);
    assert!(page.contains("What happened"), "{page}");
    assert!(!page.contains('\u{1b}'), "colours in a pipe: {page:?}");

    let lines = dateline(&["read", "--format", "jsonl", SAMPLE]);
    let lines = records(&lines.stdout);
    assert_eq!(lines.len(), 1);
    lines[0].check().expect("the record hangs together");
    assert!(
        lines[0]
            .events
            .iter()
            .any(|event| event.event_type == "ASSAULT")
    );

    let json = dateline(&["read", "--format", "json", SAMPLE]);
    let json = Record::from_json(&text(&json.stdout)).expect("an object for one report");
    assert_eq!(json, lines[0]);

    let conllu = text(&dateline(&["read", "--format", "conllu", SAMPLE]).stdout);
    assert!(conllu.starts_with("# newdoc id = harbour-attack.txt\n# newpar\n"));
    let words = |line: &&str| !line.is_empty() && !line.starts_with('#');
    for word in conllu.lines().filter(words) {
        assert_eq!(word.split('\t').count(), 10, "{word}");
    }
}

#[test]
fn what_the_user_knows_goes_into_the_record() {
    let output = dateline(&[
        "read",
        "--format",
        "jsonl",
        "--published",
        "2018-03-14",
        "--publisher",
        "Northline",
        "--id",
        "wire-7",
        SAMPLE,
    ]);
    let report = &records(&output.stdout)[0].report;
    assert_eq!(report.published.as_deref(), Some("2018-03-14"));
    assert_eq!(report.publisher.as_deref(), Some("Northline"));
    assert_eq!(report.id, "wire-7");
}

/// The sample as a file of records in a new folder of the test `name`.
fn sample_records(name: &str) -> PathBuf {
    let read = dateline(&[
        "read",
        "--published",
        "2018-03-13",
        "--format",
        "jsonl",
        SAMPLE,
    ]);
    folder(name, &[("records.jsonl", &text(&read.stdout))]).join("records.jsonl")
}

#[test]
fn records_are_exported_in_every_format_that_is_listed() {
    let records = sample_records("exports");
    let records = records.to_str().expect("a plain path");
    let list = dateline(&["export", "--list"]);
    assert_eq!(list.status.code(), Some(0));
    let list = text(&list.stdout);
    assert!(list.lines().count() > 10, "{list}");
    for line in list.lines() {
        let format = line.split_whitespace().next().expect("a name");
        let target = records.replace("records.jsonl", format);
        let output = dateline(&["export", "--format", format, "--output", &target, records]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{format}: {}",
            text(&output.stderr)
        );
        let target = PathBuf::from(target);
        let files = if target.is_dir() {
            let files = fs::read_dir(target).expect("a folder");
            files.map(|file| file.expect("a file").path()).collect()
        } else {
            vec![target]
        };
        assert!(
            files
                .iter()
                .all(|file| fs::metadata(file).expect("a file").len() > 0)
        );
    }
}

#[test]
fn an_export_goes_on_past_a_damaged_line_and_names_it() {
    let records = sample_records("damaged");
    let good = fs::read_to_string(&records).expect("it was just written");
    let broken = format!("{good}{{\"schema\":\n\n{good}");
    fs::write(&records, broken).expect("the folder is ours");
    let records = records.to_str().expect("a plain path");
    let output = dateline(&["export", "--format", "plover", records]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = text(&output.stderr);
    assert!(
        complaint.contains("records.jsonl:2: not a record"),
        "{complaint}"
    );
    let whole = dateline(&["export", "--format", "plover", "-", "no-such-file"]);
    assert_eq!(whole.status.code(), Some(1));
    assert!(text(&whole.stderr).contains("no-such-file: cannot be read"));
    let written = text(&output.stdout);
    let half = written.lines().count() / 2;
    assert!(half > 0);
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines[..half], lines[half..], "both good lines were written");
}

#[test]
fn the_formats_of_the_field_say_what_they_leave_out() {
    let records = sample_records("field");
    let records = records.to_str().expect("a plain path");
    let rows = |output: &Output| text(&output.stdout).lines().count();
    let some = dateline(&["export", "--format", "polecat", records]);
    assert!(text(&some.stderr).contains("--voices all --status all"));
    let all = dateline(&[
        "export", "--format", "polecat", "--voices", "all", "--status", "all", records,
    ]);
    assert!(all.stderr.is_empty(), "{}", text(&all.stderr));
    assert!(rows(&some) < rows(&all));
}

#[test]
fn what_cannot_be_exported_is_explained() {
    let records = sample_records("explained");
    let records = records.to_str().expect("a plain path");
    let words = dateline(&["export", "--format", "conllu", records]);
    assert_eq!(words.status.code(), Some(2));
    assert!(text(&words.stderr).contains("dateline read --format conllu"));
    let folder = dateline(&["export", "--format", "gdelt", records]);
    assert_eq!(folder.status.code(), Some(1));
    assert!(text(&folder.stderr).contains("--output"));
}

#[test]
fn a_batch_goes_on_past_what_cannot_be_read() {
    let folder = folder(
        "a_batch_goes_on",
        &[
            ("a.txt", "Police arrested two men in Marabel on Monday."),
            ("b.txt", ""),
            (
                "c.jsonl",
                "{\"id\": \"c1\", \"text\": \"Rebels fled.\"}\n{\"id\": \"c2\", \n\
                 {\"id\": \"c3\", \"text\": \"Talks failed.\"}\n",
            ),
        ],
    );
    let output = dateline(&["read", &folder.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    let ids: Vec<String> = records(&output.stdout)
        .into_iter()
        .map(|record| record.report.id)
        .collect();
    assert_eq!(ids, ["a.txt", "c1", "c3"]);
    let complaints = text(&output.stderr);
    assert_eq!(complaints.lines().count(), 2, "{complaints}");
    assert!(complaints.contains("b.txt: "), "{complaints}");
    assert!(complaints.contains("c.jsonl, line 2"), "{complaints}");
}

#[test]
fn the_same_input_gives_the_same_bytes_however_many_read_it() {
    let names = ["--format", "jsonl", SAMPLE, "samples", SAMPLE];
    let read = |jobs| dateline(&[&["read", "--jobs", jobs], &names[..]].concat()).stdout;
    let alone = read("1");
    assert!(!alone.is_empty());
    assert_eq!(alone, read("3"));
}

#[test]
fn a_file_takes_the_output() {
    let folder = folder("a_file_takes_the_output", &[]);
    let file = folder.join("record.json");
    let output = dateline(&["read", "-f", "json", "-o", &file.to_string_lossy(), SAMPLE]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let written = fs::read_to_string(&file).expect("the program wrote it");
    assert!(Record::from_json(&written).is_ok());
}

#[test]
fn who_stops_listening_is_not_complained_to() {
    let line = "{\"text\": \"Police arrested two men in Marabel on Monday.\"}\n";
    let folder = folder("who_stops_listening", &[("many.jsonl", &line.repeat(400))]);
    let file = folder.join("many.jsonl");
    let mut child = command(&["read", &file.to_string_lossy()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = String::new();
    let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
    output
        .read_line(&mut first)
        .expect("the program writes UTF-8");
    drop(output);
    let mut complaints = String::new();
    let mut errors = child.stderr.take().expect("it is piped");
    errors.read_to_string(&mut complaints).expect("UTF-8");
    assert_eq!(complaints, "");
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
    assert!(Record::from_json(&first).is_ok());
}

#[test]
fn a_user_s_own_actors_go_before_all_others() {
    let folder = folder(
        "own-actors",
        &[
            (
                "report.txt",
                "The Harbour Front and Reuters met in Vienna on Monday.",
            ),
            (
                "mine.csv",
                "name,aliases,country,sectors\nHarbour Alliance,Harbour Front,KEN,REB\nReuters,,CHE,GOV\n",
            ),
            ("wrong.csv", "name,sectors\nHarbour Front,BOSS\n"),
        ],
    );
    let path = |file: &str| folder.join(file).to_string_lossy().into_owned();
    let (report, mine, wrong) = (path("report.txt"), path("mine.csv"), path("wrong.csv"));
    let output = dateline(&["read", "--format", "jsonl", "--actors", &mine, &report]);
    let record = records(&output.stdout).remove(0);
    for (name, country, sector, line) in [
        ("Harbour Front", "KEN", "REB", "mine.csv:2"),
        ("Reuters", "CHE", "GOV", "mine.csv:3"),
    ] {
        let entity = record
            .entities
            .iter()
            .find(|e| e.name.as_deref() == Some(name))
            .expect(name);
        assert_eq!(entity.country.as_deref(), Some(country));
        assert_eq!(entity.sector, [sector]);
        let ground = entity.coding.sector.as_ref().expect("what decided it");
        assert_eq!(ground.source.as_deref(), Some(line));
    }
    let output = dateline(&["read", "--actors", &wrong, &report]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("wrong.csv:2: `BOSS` is no sector"));
}
