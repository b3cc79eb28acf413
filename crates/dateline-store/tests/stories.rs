//! Which reports tell one story, whatever way they come in.

#[allow(dead_code, reason = "not all made-up reports are needed here")]
mod made_up;

use dateline_record::{Record, Report};
use dateline_store::ask::{Condition, Events, Stories};
use dateline_store::{Days, Entry, Store};
use made_up::{CLASH, report};
use tempfile::{TempDir, tempdir};

const FERRY: &str = "The ferry Maren sank off Cape Orlu on Monday night with 40 people on board. Boats from Tamrin \
    picked up 31 of them. The coast guard said that the ferry had taken in water through its bow door.";
const FERRY_AGAIN: &str = "Divers went down to the wreck of the Maren on Tuesday. Nine passengers of the ferry, which \
    sank off Cape Orlu, are still missing, the coast guard in Tamrin said. The bow door stood open.";
const FERRY_LATE: &str = "The captain of the Maren knew that the bow door of his ferry was broken, an inquiry in Tamrin \
    heard. The Maren sank off Cape Orlu with nine passengers.";
const COPPER: &str = "Police in Vellby seized two lorries with copper cable. It had been cut from the railway near \
    Tomsund, whose trains were late for weeks. The drivers were questioned until midnight.";

fn ferry_and_copper() -> [Report; 4] {
    [
        report("ferry", None, "2031-03-04", FERRY),
        report("copper", None, "2031-03-04", COPPER),
        report("again", None, "2031-03-05", FERRY_AGAIN),
        report("late", None, "2031-05-20", FERRY_LATE),
    ]
}

fn entry(report: &Report, engine: &str) -> Entry {
    let record = if report.text.as_str().starts_with(CLASH) {
        made_up::record(report, engine)
    } else {
        Record::new(report, engine, Some("model".to_owned()))
    };
    Entry::new(report, &record).expect("the record is one of the report")
}

/// A store that these came into in batches of so many.
fn store(reports: &[Report], batch: usize) -> (TempDir, Store) {
    let folder = tempdir().expect("a folder");
    let mut store = Store::create(&folder.path().join("news.db")).expect("a new store");
    for batch in reports.chunks(batch) {
        let entries: Vec<Entry> = batch.iter().map(|report| entry(report, "1")).collect();
        store.add(&entries).expect("room");
    }
    (folder, store)
}

fn story(store: &Store, id: &str) -> i64 {
    let story = store.story_of(id).expect("an answer");
    story.unwrap_or_else(|| panic!("{id} has no story"))
}

#[test]
fn reports_of_one_happening_are_one_story_as_long_as_it_is_told() {
    let (_folder, store) = store(&ferry_and_copper(), 1);
    let of = |id| story(&store, id);
    assert_eq!(of("ferry"), of("again"));
    assert_ne!(of("ferry"), of("copper"));
    // The same matter after ten silent weeks is another story.
    assert_ne!(of("ferry"), of("late"));
}

#[test]
fn the_size_of_batches_decides_nothing() {
    let reports = ferry_and_copper();
    let stories = |batch| {
        let (_folder, store) = store(&reports, batch);
        reports.each_ref().map(|report| story(&store, &report.id))
    };
    assert_eq!(stories(1), stories(3));
}

#[test]
fn a_report_without_a_day_counts_as_one_of_the_day_before_it() {
    let mut reports = ferry_and_copper();
    reports[2].published = None;
    let (_folder, store) = store(&reports, 1);
    assert_eq!(story(&store, "again"), story(&store, "ferry"));
}

#[test]
fn copies_and_corrections_stay_in_their_story() {
    let url = Some("https://northline.example/ferry");
    let cut = FERRY.rsplit_once(". ").expect("three sentences").0;
    let corrected = FERRY.replace("31", "32");
    let reports = [
        report("ferry", url, "2031-03-04", FERRY),
        // Printed long after, it is still a copy.
        report("copy", None, "2031-06-01", cut),
        report("corrected", url, "2031-03-06", &corrected),
    ];
    let (_folder, store) = store(&reports, 1);
    assert_eq!(
        store.original("copy").expect("an answer").as_deref(),
        Some("corrected")
    );
    assert_eq!(story(&store, "copy"), story(&store, "corrected"));
    assert_eq!(
        store.story_of("ferry").expect("an answer"),
        None,
        "superseded"
    );
}

#[test]
fn a_story_knows_its_size_whatever_is_corrected_in_it() {
    let [first, second] = [
        "https://northline.example/ferry",
        "https://sable.example/ferry",
    ];
    let cut = FERRY.rsplit_once(". ").expect("three sentences").0;
    let (_folder, mut store) = store(&[], 1);
    let size = |store: &Store| -> Vec<_> {
        let found = store.stories(&Stories::default()).expect("an answer");
        let sizes = found.iter();
        sizes
            .map(|story| (story.reports, story.copies, story.days))
            .collect()
    };
    for (report, expected) in [
        (
            report("ferry", Some(first), "2031-03-04", FERRY),
            vec![(1, 0, (20_310_304, 20_310_304))],
        ),
        (
            report("copy", Some(second), "2031-03-06", cut),
            vec![(2, 1, (20_310_304, 20_310_306))],
        ),
        // Printed first, it is the original.
        (
            report("flash", None, "2031-03-03", &format!("{FERRY} More soon.")),
            vec![(3, 2, (20_310_303, 20_310_306))],
        ),
        // Now something else stands where the latest copy stood.
        (
            report("copper", Some(second), "2031-03-08", COPPER),
            vec![
                (1, 0, (20_310_308, 20_310_308)),
                (2, 1, (20_310_303, 20_310_304)),
            ],
        ),
    ] {
        store.add(&[entry(&report, "1")]).expect("room");
        assert_eq!(size(&store), expected, "{}", report.id);
    }
}

#[test]
fn stories_are_listed_with_their_reports_and_copies_and_who_is_in_them() {
    let copy = format!("{CLASH} More soon.");
    let [ferry, copper, again, late] = ferry_and_copper();
    let clash = report("clash", None, "2031-03-04", CLASH);
    let reports = [
        ferry,
        copper,
        clash,
        report("copy", None, "2031-03-06", &copy),
        again,
        late,
    ];
    let (_folder, store) = store(&reports, 2);
    let ids = |question: &Stories| -> Vec<i64> {
        let found = store.stories(question).expect("an answer");
        found.iter().map(|story| story.id).collect()
    };
    let of = |id| story(&store, id);
    let told_twice = Stories {
        least_reports: 2,
        ..Stories::default()
    };
    assert_eq!(
        ids(&told_twice),
        [of("clash"), of("ferry")],
        "the latest first"
    );
    let largest = Stories {
        largest_first: true,
        limit: Some(1),
        ..told_twice.clone()
    };
    assert_eq!(ids(&largest), [of("ferry")], "copies do not count");
    let with_copper = Stories {
        words: Some("copper cable".into()),
        ..Stories::default()
    };
    assert_eq!(ids(&with_copper), [of("copper")]);
    let of_the_day = Stories {
        published: Some(Days::of("2031-03-06").expect("a date")),
        ..Stories::default()
    };
    assert_eq!(ids(&of_the_day), [of("clash")]);

    let clash = &store.stories(&told_twice).expect("an answer")[0];
    assert_eq!((clash.reports, clash.copies), (2, 1));
    assert_eq!(clash.days, (20_310_304, 20_310_306));
    assert_eq!(clash.actors, ["Rebels", "army"]);
    assert_eq!(clash.places, ["Karrow", "Port Sable"]);
    let first = store.source(clash.records[0]).expect("its report");
    assert_eq!(
        (first.name.as_str(), first.story),
        ("clash", Some(clash.id))
    );

    let events = |condition: &[Condition]| {
        let question = Events {
            conditions: condition.to_vec(),
            ..Events::default()
        };
        store.events(&question).expect("an answer").len()
    };
    assert_eq!(events(&[Condition::Story(clash.id)]), 4);
    assert_eq!(
        events(&[Condition::Story(clash.id), Condition::Original]),
        2
    );
    assert_eq!(events(&[Condition::Story(of("copper"))]), 0);
}

#[test]
fn reading_again_leaves_stories_as_they_are() {
    let reports = ferry_and_copper();
    let (_folder, mut store) = store(&reports, 1);
    let stories = |store: &Store| reports.each_ref().map(|report| story(store, &report.id));
    let before = stories(&store);
    let mut after = 0;
    while let Some(next) = store
        .next_to_reread("2", "model", after)
        .expect("an answer")
    {
        after = next.id;
        let report = next.report.expect("its record");
        store
            .add_again(&[(next.id, entry(&report, "2"))])
            .expect("room");
    }
    assert_eq!(store.switch_to("2", "model").expect("room"), 4);
    while store.sweep().expect("room") > 0 {}
    assert_eq!(stories(&store), before);
}
