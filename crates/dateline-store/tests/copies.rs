//! Which reports are copies of which, whatever way they come in.

#[allow(dead_code, reason = "the clash is not needed here")]
mod made_up;

use std::path::Path;

use dateline_record::{Record, Report};
use dateline_store::{Entry, Store};
use made_up::{TO_FORM_3, report};
use tempfile::tempdir;

/// A report of nine sentences from an agency.
const WIRE: &[&str] = &[
    "Customs officers in Port Sable seized two lorries loaded with stolen copper cable on Tuesday evening.",
    "The drivers, both from Karrow, were taken to the harbour police station and questioned until midnight.",
    "Nobody was hurt when one of the lorries rolled back into the barrier, the harbour master said.",
    "The cable had been cut from the railway north of Tamrin over several weeks, according to the railway.",
    "Trains on that line were late by up to four hours on eleven days last month.",
    "A spokeswoman for the railway put the damage at 340,000 crowns and asked dealers to report sellers.",
    "Dealers in scrap must ask for papers since a law of last spring, but few of them do.",
    "The provincial prosecutor, Ilva Renn, said that charges would be brought before the end of the week.",
    "Copper has become dearer by a third since January, which traders put down to strikes in the mines.",
];

/// Another story about the same town and the same body.
const OTHER: &str = "The railway north of Tamrin will be closed for two weeks in May so that three bridges can be \
    mended. Buses will run between Port Sable and Karrow every forty minutes, a spokeswoman for the railway said, and \
    tickets stay valid on them. Freight will be sent over the coast line by night.";

fn wire() -> String {
    WIRE.join(" ")
}

fn entry(report: &Report) -> Entry {
    Entry::new(report, &Record::new(report, "1", None)).expect("the record is one of the report")
}

fn store(path: &Path, reports: &[Report]) -> Store {
    let mut store = Store::create(path).expect("a new store");
    for report in reports {
        store.add(&[entry(report)]).expect("room");
    }
    store
}

/// What the report of that id is a copy of, in a store that these came into in this order.
fn original_of(id: &str, reports: &[Report]) -> Option<String> {
    let folder = tempdir().expect("a folder");
    let store = store(&folder.path().join("news.db"), reports);
    store.original(id).expect("an answer")
}

#[test]
fn what_desks_make_of_wire_copy_is_a_copy() {
    let added = format!("{} {OTHER} {}", WIRE[..5].join(" "), WIRE[5..].join(" "));
    for (what, edited) in [
        (
            "another headline and byline",
            format!("Copper thieves caught\nBy Odo Fenn\n{}", wire()),
        ),
        ("cut to a third", WIRE[..3].join(" ")),
        (
            "other figures",
            wire()
                .replace("two", "three")
                .replace("340,000", "360,000")
                .replace("eleven", "nine"),
        ),
        ("a paragraph put in", added),
        (
            "all capitals, other marks",
            wire().to_uppercase().replace(',', " –"),
        ),
    ] {
        let reports = [
            report("wire", None, "2031-03-04", &wire()),
            report("other", None, "2031-03-04", OTHER),
            report("edited", None, "2031-03-05", &edited),
        ];
        let original = original_of("edited", &reports);
        assert_eq!(original.as_deref(), Some("wire"), "{what}");
    }
}

#[test]
fn the_same_matter_in_other_words_and_a_quoted_sentence_make_no_copy() {
    let own_words = "Two lorries full of copper cable were stopped at the harbour of Port Sable on Tuesday. \
        Police questioned both drivers, who come from Karrow. The railway has lost cable worth 340,000 crowns to \
        thieves near Tamrin, and its trains were held up on eleven days.";
    let quoting = format!(
        "{OTHER} {} {OTHER} It was the third case this year. {own_words}",
        WIRE[0]
    );
    for (what, text) in [("own words", own_words), ("quoting", quoting.as_str())] {
        let reports = [
            report("wire", None, "2031-03-04", &wire()),
            report("later", None, "2031-03-05", text),
        ];
        assert_eq!(original_of("later", &reports), None, "{what}");
    }
}

#[test]
fn the_first_published_is_the_original_and_of_the_same_day_the_first_that_came() {
    let cut = WIRE[..6].join(" ");
    let reports = [
        report("late", None, "2031-03-05", &cut),
        report("later", None, "2031-03-06", &format!("Update. {}", wire())),
        report("first", None, "2031-03-04", &wire()),
        report(
            "same day",
            None,
            "2031-03-04",
            &format!("{} More soon.", wire()),
        ),
    ];
    for (id, original) in [
        ("late", Some("first")),
        ("later", Some("first")),
        ("first", None),
        ("same day", Some("first")),
    ] {
        assert_eq!(original_of(id, &reports).as_deref(), original, "{id}");
    }
}

#[test]
fn a_correction_is_no_copy_of_what_it_corrects_and_takes_its_copies_over() {
    let url = Some("https://northline.example/cable");
    let reports = [
        report("wire", url, "2031-03-04", &wire()),
        report("copy", None, "2031-03-05", &WIRE[..6].join(" ")),
        report(
            "corrected",
            url,
            "2031-03-06",
            &format!("{} Corrected: nine days.", wire()),
        ),
        report("late copy", None, "2031-03-07", &WIRE[2..].join(" ")),
    ];
    assert_eq!(original_of("corrected", &reports), None);
    assert_eq!(original_of("copy", &reports).as_deref(), Some("corrected"));
    assert_eq!(
        original_of("late copy", &reports).as_deref(),
        Some("corrected")
    );
}

#[test]
fn where_another_text_comes_to_stand_at_an_address_the_first_copy_is_the_original() {
    let url = Some("https://northline.example/latest");
    let reports = [
        report("wire", url, "2031-03-04", &wire()),
        report("second", None, "2031-03-06", &WIRE[..6].join(" ")),
        report("first", None, "2031-03-05", &WIRE[..7].join(" ")),
        report("other", url, "2031-03-07", OTHER),
        report("third", None, "2031-03-08", &WIRE[1..6].join(" ")),
    ];
    for (id, original) in [
        ("other", None),
        ("first", None),
        ("second", Some("first")),
        ("third", Some("first")),
    ] {
        assert_eq!(original_of(id, &reports).as_deref(), original, "{id}");
    }
}

#[test]
fn short_texts_are_no_copies() {
    let flash = "Port Sable: customs seize copper cable.";
    let reports = [
        report("a", None, "2031-03-04", flash),
        report("b", None, "2031-03-05", &format!("{flash} More soon.")),
    ];
    assert_eq!(original_of("b", &reports), None);
}

#[test]
fn a_store_of_the_first_form_is_filled_in_when_it_is_opened_for_writing() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let url = Some("https://northline.example/cable");
    let reports = [
        report("early", url, "2031-03-03", OTHER),
        report("wire", url, "2031-03-04", &wire()),
        report("copy", None, "2031-03-05", &WIRE[..6].join(" ")),
        report("other", None, "2031-03-05", &format!("{OTHER} {}", WIRE[8])),
    ];
    drop(store(&path, &reports));
    let connection = rusqlite::Connection::open(&path).expect("a database");
    connection.execute_batch(TO_FORM_3).expect("the third form");
    connection
        .execute_batch("DROP TABLE placements; DROP TABLE shingles; DROP TABLE stories; DROP TABLE story_index;
             DROP TABLE story_words; DROP TABLE story_state; DROP TABLE said; DROP TABLE unsaid;
             PRAGMA user_version = 1;")
        .expect("the first form");
    drop(connection);
    assert!(Store::open(&path).is_err(), "a reader changes nothing");
    let store = Store::open_to_write(&path).expect("the store");
    for (id, original) in [("wire", None), ("copy", Some("wire")), ("other", None)] {
        assert_eq!(
            store.original(id).expect("an answer").as_deref(),
            original,
            "{id}"
        );
    }
    let story = |id| store.story_of(id).expect("an answer");
    assert_eq!(story("copy"), story("wire"));
    assert!(story("other").is_some());
}
