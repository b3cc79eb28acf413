//! Questions, and what they find.

mod made_up;

use std::slice;

use dateline_store::ask::{
    Area, Code, Condition, EventFound, Events, Order, Quotes, Side, Stories, VoiceAsked,
};
use dateline_store::{Days, Store};
use made_up::{CLASH, TO_FORM_3, entry, report};
use tempfile::{TempDir, tempdir};

/// A store with the clash told on three days; on the last day under another headline.
fn store() -> (TempDir, Store) {
    let folder = tempdir().expect("a folder");
    let mut store = Store::create(&folder.path().join("news.db")).expect("a new store");
    for (id, published, more) in [
        ("a", "2031-03-04", ""),
        ("b", "2031-03-05", " Flood relief came late."),
        ("c", "2031-03-06", " Talks went on."),
    ] {
        let mut report = report(id, None, published, &format!("{CLASH}{more}"));
        report.url = Some(format!("https://northline.example/{id}"));
        store.add(&[entry(&report, "1")]).expect("room");
    }
    (folder, store)
}

fn days(edtf: &str) -> Days {
    Days::of(edtf).expect("a date")
}

/// Which of the two events of which report, as `a0 a1 b0`.
fn told(store: &Store, found: &[EventFound]) -> String {
    let names: Vec<String> = found
        .iter()
        .map(|event| {
            let source = store.source(event.record).expect("its report");
            format!("{}{}", source.name, event.index)
        })
        .collect();
    names.join(" ")
}

fn found(store: &Store, conditions: Vec<Condition>) -> String {
    let question = Events {
        conditions,
        order: Order::Oldest,
        ..Events::default()
    };
    told(store, &store.events(&question).expect("an answer"))
}

const RULERS: &str = "a1 b1 c1";
const REBELS: &str = "a0 b0 c0";

#[test]
fn events_are_found_by_who_takes_part() {
    let (_folder, store) = store();
    let by_name = |side, name: &str| found(&store, vec![Condition::Participant(side, name.into())]);
    assert_eq!(by_name(Side::Actor, "rebels"), REBELS);
    assert_eq!(by_name(Side::Recipient, "rebels"), "");
    assert_eq!(by_name(Side::Any, "port"), REBELS);
    assert_eq!(by_name(Side::Any, "port karrow"), "");
    assert_eq!(by_name(Side::Any, "fight*"), RULERS);
    assert_eq!(by_name(Side::Any, "\"'("), "");
    let by_code = |code, codes: &[&str]| {
        let codes = codes.iter().map(|code| (*code).to_owned()).collect();
        found(&store, vec![Condition::Code(code, codes)])
    };
    assert_eq!(by_code(Code::Sector(Side::Actor), &["MIL"]), RULERS);
    assert_eq!(by_code(Code::Sector(Side::Recipient), &["MIL"]), "");
    assert_eq!(by_code(Code::Country(Side::Actor), &["VAL", "KOR"]), RULERS);
    assert_eq!(by_code(Code::Mode, &["heavy-weapons"]), REBELS);
    assert_eq!(by_code(Code::PlaceCountry, &["VAL"]), "a0 b0 c0 a1 b1 c1");
}

#[test]
fn events_are_found_by_what_when_and_where() {
    let (_folder, store) = store();
    let types = |event_type: &str| found(&store, vec![Condition::Type(vec![event_type.into()])]);
    assert_eq!(types("ASSAULT"), "a0 b0 c0 a1 b1 c1");
    assert_eq!(types("PROTEST"), "");
    let happened = |range| found(&store, vec![Condition::Happened(days(range))]);
    // The army's fight has no day of its own, and that of the report is no substitute.
    assert_eq!(happened("2031-03"), REBELS);
    assert_eq!(happened("2031-03-04/.."), "");
    assert_eq!(happened("../2031-03-03"), REBELS);
    let published = |range| found(&store, vec![Condition::Published(days(range))]);
    assert_eq!(published("2031-03-05/2031-03-06"), "b0 c0 b1 c1");
    let place = |name: &str| found(&store, vec![Condition::PlaceName(name.into())]);
    assert_eq!(place("Karrow"), RULERS);
    let near = Area::Circle {
        lat: -17.5,
        lon: -179.9,
        km: 100.0,
    };
    assert_eq!(found(&store, vec![Condition::Within(near)]), REBELS);
}

#[test]
fn events_are_found_by_whose_word_they_are() {
    let (_folder, store) = store();
    let voice = |voice| found(&store, vec![Condition::Voice(voice)]);
    assert_eq!(voice(VoiceAsked::Reporter), REBELS);
    assert_eq!(voice(VoiceAsked::Others), RULERS);
    assert_eq!(voice(VoiceAsked::Named("orlu".into())), RULERS);
    assert_eq!(voice(VoiceAsked::Named("rebels".into())), "");
}

#[test]
fn events_are_found_by_words_and_report() {
    let (_folder, store) = store();
    let words = |words: &str| found(&store, vec![Condition::Words(words.into())]);
    assert_eq!(words("flood"), "b0 b1");
    assert_eq!(words("\"relief flood\""), "");
    let of_report = |name: &str| found(&store, vec![Condition::Report(name.into())]);
    assert_eq!(of_report("c"), "c0 c1");
    assert_eq!(of_report("https://northline.example/a"), "a0 a1");
    let first = store.events(&Events::default()).expect("an answer")[0];
    let hash = store.source(first.record).expect("its report").hash;
    assert_eq!(of_report(&hash), "c0 c1");
    assert_eq!(of_report("no such"), "");
}

#[test]
fn all_conditions_must_hold_whichever_is_looked_at_first() {
    let (_folder, store) = store();
    let mut conditions = vec![
        Condition::Type(vec!["ASSAULT".into()]),
        Condition::Participant(Side::Any, "fighters".into()),
        Condition::Code(Code::Sector(Side::Actor), vec!["MIL".into()]),
        Condition::Published(days("2031-03-05/..")),
        Condition::Words("clash* OR relief".into()),
        Condition::Voice(VoiceAsked::Named("Dena Orlu".into())),
        Condition::Status(vec!["actual".into()]),
        Condition::News,
        Condition::Confidence(0.5),
    ];
    assert_eq!(
        found(&store, conditions.clone()),
        "",
        "OR is a word like others"
    );
    conditions.remove(4);
    for _ in 0..conditions.len() {
        conditions.rotate_left(1);
        assert_eq!(found(&store, conditions.clone()), "b1 c1");
    }
}

#[test]
fn the_order_is_by_day_and_a_limit_cuts_its_end() {
    let (_folder, store) = store();
    let ask = |order, limit| {
        let question = Events {
            order,
            limit,
            ..Events::default()
        };
        told(&store, &store.events(&question).expect("an answer"))
    };
    // The day of an event goes before that of its report.
    assert_eq!(ask(Order::Newest, None), "c1 b1 a1 c0 b0 a0");
    assert_eq!(ask(Order::Newest, Some(2)), "c1 b1");
    assert_eq!(ask(Order::Oldest, Some(4)), "a0 b0 c0 a1");
    assert_eq!(ask(Order::Newest, Some(0)), "");
}

#[test]
fn quotations_are_found_by_speaker_and_words() {
    let (_folder, store) = store();
    let ask = |speaker: &str, words: &[&str]| {
        let question = Quotes {
            speaker: Some(speaker.into()),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..Quotes::default()
        };
        store.quotes(&question).expect("an answer").len()
    };
    assert_eq!(ask("Orlu", &[]), 3);
    assert_eq!(ask("Orlu", &["three fighters"]), 3);
    // In the report, but not in what she said.
    assert_eq!(ask("Orlu", &["flood"]), 0);
    assert_eq!(ask("Rebels", &[]), 0);
    let late = Quotes {
        published: Some(days("2031-03-06")),
        direct: true,
        ..Quotes::default()
    };
    assert_eq!(store.quotes(&late).expect("an answer").len(), 1);
}

#[test]
fn a_set_of_many_events_is_looked_at_part_by_part_and_in_order() {
    let folder = tempdir().expect("a folder");
    let mut store = Store::create(&folder.path().join("news.db")).expect("a new store");
    let entries: Vec<_> = (0..200)
        .map(|number| {
            let published = format!("2031-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
            let text = format!("{CLASH} Dispatch {number}.");
            let mut report = report(&number.to_string(), None, &published, &text);
            report.url = Some(format!("https://northline.example/{number}"));
            entry(&report, "1")
        })
        .collect();
    store.add(&entries).expect("room");
    let ask = |conditions: &[Condition], order, limit| {
        let question = Events {
            conditions: conditions.to_vec(),
            order,
            limit,
            superseded: false,
        };
        store.events(&question).expect("an answer")
    };
    let rebels = Condition::Participant(Side::Any, "rebels".to_owned());
    for order in [Order::Newest, Order::Oldest] {
        // Without anything to begin at, the events are walked in the order of their days.
        let all = ask(&[], order, None);
        let found = ask(slice::from_ref(&rebels), order, None);
        assert!(found.len() >= 200, "{}", found.len());
        let mut walked = all.iter().filter(|event| found.contains(event));
        assert!(found.iter().all(|event| walked.next() == Some(event)));
        assert_eq!(
            ask(slice::from_ref(&rebels), order, Some(150)),
            found[..150]
        );
        let early = Condition::Published(days("2031-01/2031-02"));
        let expected: Vec<_> = found
            .iter()
            .filter(|event| ask(slice::from_ref(&early), order, None).contains(event))
            .copied()
            .collect();
        assert_eq!(ask(&[rebels.clone(), early], order, Some(1000)), expected);
    }
}

#[test]
fn what_stands_in_the_same_story_may_tell_the_same_the_latest_first() {
    let (_folder, store) = store();
    let of_report = Events {
        conditions: vec![Condition::Report("a".to_owned())],
        ..Events::default()
    };
    let found = store.events(&of_report).expect("an answer");
    let told = |limit| {
        let alongside = store.alongside(&found, limit).expect("an answer");
        let shown = alongside.iter().map(|event| {
            let source = store.source(event.record).expect("its report");
            format!("{}{}", source.name, event.index)
        });
        shown.collect::<Vec<_>>().join(" ")
    };
    // The first event of each tells its own day, the second only stands in a report of one.
    assert_eq!(told(10), "c1 b1 a1 c0 b0 a0");
    assert_eq!(told(4), "c1 b1 a1 c0");
    assert_eq!(store.alongside(&[], 10).expect("an answer"), []);
}

#[test]
fn somebody_is_known_by_names_and_posts() {
    let (_folder, store) = store();
    let known = store.known_as("orlu", 10).expect("an answer");
    assert_eq!(known.len(), 1);
    assert_eq!((known[0].name.as_str(), known[0].reports), ("Dena Orlu", 3));
    let ties = store.ties("orlu", 10).expect("an answer");
    assert_eq!(ties.len(), 1);
    assert_eq!(ties[0].title.as_deref(), Some("interior minister"));
    assert_eq!(ties[0].days, (20_310_304, 20_310_306));
    assert!(ties[0].voice.is_empty());
}

#[test]
fn a_store_of_the_third_form_knows_the_same_when_it_has_been_opened_for_writing() {
    let (folder, store) = store();
    let known = |store: &Store| {
        let stories = store.stories(&Stories::default()).expect("an answer");
        assert!(!stories.is_empty());
        let ties = store.ties("orlu", 10).expect("an answer");
        assert!(!ties.is_empty());
        (
            stories,
            ties,
            store.known_as("orlu", 10).expect("an answer"),
        )
    };
    let before = known(&store);
    drop(store);
    let path = folder.path().join("news.db");
    let connection = rusqlite::Connection::open(&path).expect("a database");
    connection.execute_batch(TO_FORM_3).expect("the third form");
    drop(connection);
    let store = Store::open_to_write(&path).expect("the store");
    assert_eq!(known(&store), before);
}
