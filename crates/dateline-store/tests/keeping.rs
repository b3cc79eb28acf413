//! What goes in stays in: once, in versions, whatever becomes of the file.

mod made_up;

use std::fs;
use std::path::Path;
use std::thread;

use dateline_store::ask::{Events, Quotes};
use dateline_store::{Added, Fault, Store, StoreError, report_hash, report_of};
use made_up::{CLASH, TO_FORM_3, entry, record, report};
use tempfile::tempdir;

fn fault<T>(outcome: Result<T, StoreError>) -> Fault {
    match outcome {
        Ok(_) => panic!("it should have been refused"),
        Err(error) => error.fault,
    }
}

#[test]
fn the_same_report_again_changes_nothing() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let mut store = Store::create(&path).expect("a new store");
    let first = report("a", None, "2031-03-04", CLASH);
    // Under another id in another batch it is the same report.
    let again = report("wire.jsonl:17", None, "2031-03-04", CLASH);
    let both = [entry(&first, "1"), entry(&again, "1")];
    assert_eq!(store.add(&both).expect("room"), [Added::New, Added::Known]);
    assert_eq!(
        store.add(&both).expect("room"),
        [Added::Known, Added::Known]
    );
    let later = report("a", None, "2031-03-05", CLASH);
    assert_eq!(
        store.add(&[entry(&later, "1")]).expect("room"),
        [Added::New]
    );
    assert!(store.holds(report_hash(&first)).expect("an answer"));
    assert_eq!(store.figures().expect("figures").reports, 2);
    store.check().expect("nothing is damaged");
}

#[test]
fn a_corrected_report_is_kept_as_a_version_and_goes_before_the_first() {
    let folder = tempdir().expect("a folder");
    let mut store = Store::create(&folder.path().join("news.db")).expect("a new store");
    let url = Some("https://northline.example/clash");
    let first = report("a", url, "2031-03-04", CLASH);
    let corrected = report(
        "a",
        url,
        "2031-03-04",
        &format!("{CLASH} Corrected: three, not four."),
    );
    assert_eq!(
        store.add(&[entry(&first, "1")]).expect("room"),
        [Added::New]
    );
    assert_eq!(
        store.add(&[entry(&corrected, "1")]).expect("room"),
        [Added::Version(2)]
    );
    // The first version found again does not go before the correction.
    assert_eq!(
        store.add(&[entry(&first, "1")]).expect("room"),
        [Added::Known]
    );

    let found = store.events(&Events::default()).expect("an answer");
    assert_eq!(found.len(), 2, "the facts of one version");
    assert_eq!(
        store.source(found[0].record).expect("its report").version,
        2
    );
    let all = Events {
        superseded: true,
        ..Events::default()
    };
    assert_eq!(store.events(&all).expect("an answer").len(), 4);
}

#[test]
fn a_record_comes_out_as_it_went_in() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let report = report("a", None, "2031-03-04", CLASH);
    let record = record(&report, "1");
    let mut store = Store::create(&path).expect("a new store");
    store.add(&[entry(&report, "1")]).expect("room");
    drop(store);
    let store = Store::open(&path).expect("the store");
    let found = store.events(&Events::default()).expect("an answer");
    assert_eq!(store.record(found[0].record).expect("the record"), record);
    assert_eq!(report_of(&record), report);
    let source = store.source(found[0].record).expect("its report");
    assert_eq!(source.hash, report_hash(&report).to_string());
    assert_eq!(
        (source.engine.as_str(), source.model.as_str()),
        ("1", "model")
    );
}

#[test]
fn old_facts_stay_until_the_new_ones_are_complete() {
    let folder = tempdir().expect("a folder");
    let mut store = Store::create(&folder.path().join("news.db")).expect("a new store");
    let reports: Vec<_> = (1..=3)
        .map(|day| report("a", None, &format!("2031-03-0{day}"), CLASH))
        .collect();
    for report in &reports {
        store.add(&[entry(report, "old")]).expect("room");
    }
    let engines = |store: &Store| -> Vec<String> {
        let found = store.events(&Events::default()).expect("an answer");
        let engine = |record| store.source(record).expect("its report").engine;
        found.iter().map(|event| engine(event.record)).collect()
    };
    let mut after = 0;
    while let Some(next) = store
        .next_to_reread("new", "model", after)
        .expect("an answer")
    {
        assert_eq!(engines(&store), vec!["old"; 6]);
        let report = next.report.expect("its record");
        assert!(reports.contains(&report));
        after = next.id;
        // Twice, as after an interruption between the two.
        for _ in 0..2 {
            store
                .add_again(&[(next.id, entry(&report, "new"))])
                .expect("room");
        }
    }
    assert_eq!(store.count_to_reread("new", "model").expect("an answer"), 0);
    assert_eq!(store.switch_to("new", "model").expect("room"), 3);
    assert_eq!(engines(&store), vec!["new"; 6]);
    assert_eq!(store.figures().expect("figures").readings, 2);
    assert_eq!(store.sweep().expect("room"), 3);
    assert_eq!(store.sweep().expect("room"), 0);
    assert_eq!(store.figures().expect("figures").readings, 1);
    assert_eq!(engines(&store), vec!["new"; 6]);
    store.check().expect("nothing is damaged");
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let mut store = Store::create(&path).expect("a new store");
    store.limit_pages(120).expect("a limit");
    let mut acknowledged = Vec::new();
    let refused = loop {
        let text = format!(
            "{CLASH} {}",
            "Talks went on. ".repeat(acknowledged.len() * 40)
        );
        let report = report("a", None, "2031-03-04", &text);
        match store.add(&[entry(&report, "1")]) {
            Ok(_) => acknowledged.push(report_hash(&report)),
            refused => break fault(refused),
        }
    };
    assert!(matches!(refused, Fault::Full), "{refused}");
    assert!(acknowledged.len() > 3, "{}", acknowledged.len());
    drop(store);
    let mut store = Store::create(&path).expect("the store");
    store.check().expect("nothing is damaged");
    assert_eq!(
        store.figures().expect("figures").reports as usize,
        acknowledged.len()
    );
    for hash in acknowledged {
        assert!(store.holds(hash).expect("an answer"));
    }
    // With room again it goes on.
    let report = report("b", None, "2031-03-09", CLASH);
    assert_eq!(
        store.add(&[entry(&report, "1")]).expect("room"),
        [Added::New]
    );
}

#[test]
fn two_writers_take_turns() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let write = |days: std::ops::Range<u32>| {
        let mut store = Store::create(&path).expect("the store");
        for day in days {
            let report = report("a", None, &format!("2031-03-{day:02}"), CLASH);
            store.add(&[entry(&report, "1")]).expect("its turn");
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| write(1..20));
        scope.spawn(|| write(10..30));
    });
    let store = Store::open(&path).expect("the store");
    assert_eq!(store.figures().expect("figures").reports, 29);
    store.check().expect("nothing is damaged");
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("notes.txt");
    let notes = "Buy bread. ".repeat(500);
    fs::write(&path, &notes).expect("a file");
    assert!(matches!(fault(Store::create(&path)), Fault::NotAStore));
    assert!(matches!(fault(Store::open(&path)), Fault::NotAStore));
    assert_eq!(fs::read_to_string(&path).expect("the file"), notes);
    assert!(matches!(
        fault(Store::open(Path::new("no such store"))),
        Fault::Missing
    ));
    let below = folder.path().join("no/such/folder/news.db");
    assert!(matches!(fault(Store::create(&below)), Fault::CannotOpen));
}

#[test]
fn damage_is_named() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let mut store = Store::create(&path).expect("a new store");
    for day in 1..30 {
        let report = report("a", None, &format!("2031-03-{day:02}"), CLASH);
        store.add(&[entry(&report, "1")]).expect("room");
    }
    drop(store);
    let mut bytes = fs::read(&path).expect("the file");
    // All but the first page, which tells what the file is.
    bytes[4096..].fill(0x5a);
    fs::write(&path, bytes).expect("the file");
    let outcome = Store::open(&path).and_then(|store| store.events(&Events::default()));
    assert!(matches!(fault(outcome), Fault::Damaged(_)));
    let outcome = Store::create(&path).and_then(|store| store.check());
    assert!(matches!(fault(outcome), Fault::Damaged(_)));
}

#[test]
fn words_that_were_said_are_found_in_a_store_that_did_not_know_them() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let mut store = Store::create(&path).expect("a new store");
    let reports = ["a", "b"].map(|id| report(id, None, "2031-03-04", &format!("{CLASH} {id}.")));
    let entries = reports.each_ref().map(|report| entry(report, "1"));
    store.add(&entries).expect("room");
    drop(store);
    let connection = rusqlite::Connection::open(&path).expect("the file");
    connection.execute_batch(TO_FORM_3).expect("the third form");
    connection
        .execute_batch("DROP TABLE said; DROP TABLE unsaid; PRAGMA user_version = 2;")
        .expect("the tables of form 2");
    drop(connection);
    assert!(matches!(fault(Store::open(&path)), Fault::Older { .. }));
    let mut store = Store::create(&path).expect("brought up");
    let said = |store: &Store| {
        let question = Quotes {
            words: vec!["three fighters".to_owned()],
            ..Quotes::default()
        };
        store.quotes(&question).expect("an answer").len()
    };
    assert_eq!(said(&store), 2);
    // What is read again is found once, and nothing of the first reading is left.
    while let Some(next) = (store.next_to_reread("2", "model", 0)).expect("an answer") {
        let report = next.report.expect("a record");
        let again = [(next.id, entry(&report, "2"))];
        store.add_again(&again).expect("room");
    }
    store.switch_to("2", "model").expect("room");
    assert_eq!(store.sweep().expect("room"), 2);
    assert_eq!(said(&store), 2);
    drop(store);
    let connection = rusqlite::Connection::open(&path).expect("the file");
    let rows = |table: &str| -> i64 {
        connection
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get(0)
            })
            .expect("a number")
    };
    assert_eq!(rows("said"), rows("attributions"));
}

#[test]
fn a_store_of_a_later_form_is_left_alone() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    drop(Store::create(&path).expect("a new store"));
    let connection = rusqlite::Connection::open(&path).expect("a database");
    connection
        .pragma_update(None, "user_version", 99)
        .expect("a later form");
    drop(connection);
    let before = fs::read(&path).expect("the file");
    assert!(matches!(
        fault(Store::open(&path)),
        Fault::Newer { found: 99, .. }
    ));
    assert!(matches!(
        fault(Store::create(&path)),
        Fault::Newer { found: 99, .. }
    ));
    assert_eq!(fs::read(&path).expect("the file"), before);
}

#[cfg(unix)]
#[test]
fn a_read_only_store_can_be_asked_and_not_written() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let report = report("a", None, "2031-03-04", CLASH);
    let mut store = Store::create(&path).expect("a new store");
    store.add(&[entry(&report, "1")]).expect("room");
    drop(store);
    let allow = |file, folder_mode| {
        fs::set_permissions(&path, fs::Permissions::from_mode(file)).expect("our file");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(folder_mode))
            .expect("our folder");
    };
    allow(0o444, 0o555);
    let opened = Store::open(&path).and_then(|store| store.figures());
    let written = Store::create(&path).and_then(|mut store| store.add(&[entry(&report, "1")]));
    // Nothing is read-only to the superuser.
    let superuser = fs::write(folder.path().join("probe"), "").is_ok();
    allow(0o644, 0o755);
    assert_eq!(opened.expect("a reader needs no more").reports, 1);
    if !superuser {
        let refused = fault(written);
        assert!(
            matches!(refused, Fault::ReadOnly | Fault::CannotOpen),
            "{refused}"
        );
    }
}
