//! What each format makes of one hard record, to be read by a person. Rows of many columns are shown as a list of the
//! columns that are not empty.

mod exported;
mod sample;

use std::fs;
use std::io;

use dateline_export::*;
use dateline_record::Record;
use exported::exported;

fn text(name: &str, selection: Selection) -> String {
    let (bytes, _) = exported(name, selection, &[sample::raid()]);
    String::from_utf8(bytes).expect("text")
}

/// The filled cells of each row under the names of their columns.
fn shown<'t>(names: &[&str], rows: impl Iterator<Item = Vec<&'t str>>) -> String {
    let mut shown = String::new();
    for row in rows {
        assert_eq!(row.len(), names.len(), "{row:?}");
        for (name, cell) in names.iter().zip(row) {
            if !cell.is_empty() && cell != "None" {
                shown.push_str(&format!("{name}: {cell}\n"));
            }
        }
        shown.push('\n');
    }
    shown
}

fn tabs(text: &str) -> String {
    let mut lines = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let names = lines.next().expect("a head");
    shown(&names, lines)
}

#[test]
fn csv() {
    let text = text("csv", Selection::EVERYTHING);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().expect("a head").clone();
    let names: Vec<&str> = names.iter().collect();
    assert_eq!(names, COLUMN_NAMES);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    insta::assert_snapshot!(shown(&names, rows.iter().map(|row| row.iter().collect())));
}

#[test]
fn polecat_has_its_forty_columns_and_the_reporters_word() {
    let text = text("polecat", Selection::FIELD);
    let head: Vec<&str> = text.lines().next().expect("a head").split('\t').collect();
    assert_eq!(head, polecat_columns().collect::<Vec<_>>());
    assert_eq!(head.len(), 40);
    insta::assert_snapshot!(tabs(&text));
}

#[test]
fn polecat_with_every_voice_says_whose() {
    insta::assert_snapshot!(tabs(&text("polecat", Selection::EVERYTHING)));
}

#[test]
fn icews_has_its_twenty_columns_and_meetings_both_ways() {
    let text = text("icews", Selection::FIELD);
    let head: Vec<&str> = text.lines().next().expect("a head").split('\t').collect();
    assert_eq!(head, icews_columns().collect::<Vec<_>>());
    assert_eq!(head.len(), 20);
    insta::assert_snapshot!(tabs(&text));
}

#[test]
fn icews_with_every_voice_says_whose() {
    insta::assert_snapshot!(tabs(&text("icews", Selection::EVERYTHING)));
}

#[test]
fn plover() {
    let text = text("plover", Selection::EVERYTHING);
    let lines = text.lines().map(|line| {
        let event: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        serde_json::to_string_pretty(&event).expect("it was JSON")
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn graphml() {
    insta::assert_snapshot!(text("graphml", Selection::EVERYTHING));
}

#[test]
fn gexf() {
    insta::assert_snapshot!(text("gexf", Selection::EVERYTHING));
}

#[test]
fn geojson() {
    let features: serde_json::Value =
        serde_json::from_str(&text("geojson", Selection::EVERYTHING)).expect("JSON");
    insta::assert_snapshot!(serde_json::to_string_pretty(&features).expect("it was JSON"));
}

#[test]
fn web_annotation() {
    let page: serde_json::Value =
        serde_json::from_str(&text("web-annotation", Selection::EVERYTHING)).expect("JSON");
    insta::assert_snapshot!(serde_json::to_string_pretty(&page).expect("it was JSON"));
}

#[test]
fn nquads() {
    // The graph, the same in every line, is left out of the picture.
    let text = text("nquads", Selection::EVERYTHING);
    let graph = " <urn:dateline:report:raid%20%231> .";
    let lines = text
        .lines()
        .map(|line| line.strip_suffix(graph).expect("a quad of the graph"));
    let triples: Vec<String> = lines
        .map(|line| line.replace("<urn:dateline:report:raid%20%231", "<…"))
        .collect();
    insta::assert_snapshot!(triples.join("\n"));
}

#[test]
fn gdelt_and_brat_are_folders() {
    for (name, selection) in [
        ("gdelt", Selection::EVERYTHING),
        ("brat", Selection::EVERYTHING),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let format = format_named(name).expect("a format");
        let destination = Destination::Folder(folder.path().join("new"));
        let mut export = Export::begin(format, destination, selection).expect("it begins");
        export.write(&sample::raid()).expect("it writes");
        export.finish().expect("it ends");
        let read = |file: &str| {
            fs::read_to_string(folder.path().join("new").join(file)).expect("a file of text")
        };
        if name == "brat" {
            assert_eq!(read("raid__1.txt"), sample::TEXT);
            insta::assert_snapshot!("brat_annotations", read("raid__1.ann"));
            insta::assert_snapshot!("brat_configuration", read("annotation.conf"));
        } else {
            let rows = |file: &str, names: Vec<&str>| {
                let text = read(file);
                shown(&names, text.lines().map(|line| line.split('\t').collect()))
            };
            let events = rows("dateline.export.CSV", gdelt_event_columns().collect());
            let mentions = rows("dateline.mentions.CSV", gdelt_mention_columns().collect());
            insta::assert_snapshot!("gdelt_events", events);
            insta::assert_snapshot!("gdelt_mentions", mentions);
        }
    }
}

#[test]
fn what_is_left_out_is_counted() {
    for (selection, expected) in [
        (Selection::EVERYTHING, (4, 0, 1)),
        (Selection::FIELD, (4, 3, 0)),
    ] {
        let (_, tally) = exported("graphml", selection, &[sample::raid()]);
        let counted = (tally.events, tally.not_selected, tally.no_place);
        assert_eq!(counted, expected, "{selection:?}");
    }
}

#[test]
fn what_has_a_key_is_one_node_of_all_reports() {
    let first = sample::raid();
    let actor = first.events[0].actors[0].entity;
    let keyed = |id: &str| {
        let mut record = sample::raid();
        record.report.id = id.to_owned();
        let named = record.entities.iter_mut().find(|e| e.id == actor);
        named.expect("the actor").key = Some("group:raiders:?".to_owned());
        record
    };
    let nodes = |records: &[Record]| {
        ["graphml", "gexf"].map(|format| {
            let (bytes, _) = exported(format, Selection::EVERYTHING, records);
            let text = String::from_utf8(bytes).expect("text");
            (
                text.matches("<node ").count(),
                text.matches("<node id=\"group:raiders:?\"").count(),
            )
        })
    };
    for (one, two) in nodes(&[keyed("a")])
        .into_iter()
        .zip(nodes(&[keyed("a"), keyed("b")]))
    {
        assert_eq!((one.1, two.1), (1, 1));
        assert_eq!(two.0, 2 * one.0 - 1);
    }
}

#[test]
fn a_format_of_one_file_takes_no_folder() {
    let csv = format_named("csv").expect("a format");
    let brat = format_named("brat").expect("a format");
    let stream = Destination::Stream(Box::new(io::sink()));
    assert!(Export::begin(brat, stream, Selection::EVERYTHING).is_err());
    let folder = Destination::Folder("nowhere".into());
    assert!(Export::begin(csv, folder, Selection::EVERYTHING).is_err());
}
