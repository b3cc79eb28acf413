//! A record leaves with code points, comes back with bytes, and knows when it is broken.

mod sample;

use dateline_record::*;
use serde_json::Value;

#[test]
fn every_span_that_leaves_counts_code_points() {
    let record = sample::funeral();
    let json: Value = serde_json::from_str(&record.to_json().unwrap()).unwrap();
    let characters: Vec<char> = json["text"].as_str().unwrap().chars().collect();
    let surface = |span: &Value| -> String {
        let at = |end: &str| span[end].as_u64().unwrap() as usize;
        characters[at("start")..at("end")].iter().collect()
    };
    assert_eq!(surface(&json["entities"][0]["mentions"][0]), "Inés Odaño");
    assert_eq!(
        surface(&json["attributions"][1]["content"][0]),
        "They are butchers 💔,"
    );
    assert_eq!(surface(&json["attributions"][1]["cue"]), "told reporters");
    assert_eq!(surface(&json["times"][0]), "Friday");
    assert_eq!(surface(&json["events"][0]["evidence"][1]), "were killed");
}

#[test]
fn a_record_comes_back_as_it_left() {
    let record = sample::funeral();
    record.check().unwrap();
    let line = record.to_json_line().unwrap();
    assert!(!line.contains('\n'));
    let back = Record::from_json(&line).unwrap();
    assert_eq!(back.text.slice(back.events[0].anchor), "shelled");
    assert_eq!(back.to_json_line().unwrap(), line);
}

#[test]
fn json_that_is_no_record_is_refused_with_a_reason() {
    let good: Value = serde_json::from_str(&sample::funeral().to_json().unwrap()).unwrap();
    let refuse = |place: &str, value: Value| {
        let mut record = good.clone();
        *record.pointer_mut(place).unwrap() = value;
        Record::from_json(&record.to_string())
            .unwrap_err()
            .to_string()
    };
    let end = serde_json::json!({"start": 3, "end": 9999});
    assert_eq!(
        refuse("/events/0/anchor", end),
        "span 3..9999 (code points) is not one of the record's text"
    );
    assert_eq!(
        refuse("/schema", "7".into()),
        "record of schema \"7\", this version reads \"1\""
    );
    assert!(refuse("/events/0/evidence", serde_json::json!([])).contains("at least one span"));
    assert!(refuse("/entities/0/id", "x1".into()).contains("not an id of the form e1"));
    assert!(refuse("/events/0/confidence", 1.5.into()).contains("outside 0..1"));
}

/// What `check` says about the sample after `spoil` has been at it.
fn faults(spoil: impl FnOnce(&mut Record)) -> Vec<String> {
    let mut record = sample::funeral();
    spoil(&mut record);
    let faults = record.check().unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn check_finds_what_points_nowhere() {
    let nobody = EntityId::from_index(9);
    assert_eq!(
        faults(|r| r.events[0].actors[0].entity = nobody),
        ["actor of v1: there is no e10"]
    );
    assert_eq!(
        faults(|r| r.entities[3].id = EntityId::from_index(0))[0],
        "e1: used twice"
    );
    assert_eq!(
        faults(|r| r.events[0].voice = Voice::inside([AttributionId::from_index(6)])),
        ["v1: voice a7 does not exist"]
    );
    assert_eq!(
        faults(|r| {
            let both = [0, 1].map(AttributionId::from_index);
            r.events[0].voice = Voice::inside(both);
        }),
        ["v1: voice a2 does not stand inside those before it"]
    );
    assert!(
        faults(|r| r.attributions[0].voice = Voice::inside([AttributionId::from_index(0)]))
            .contains(&"a1: stands inside itself".to_owned())
    );
    assert_eq!(
        faults(|r| r.attributions[0].anonymous = true),
        ["a1: is anonymous, and its source has a name"]
    );
    assert_eq!(
        faults(|r| r.sentences.reverse()),
        ["sentence 1: begins before the last one ends"]
    );
    assert_eq!(
        faults(|r| r.events[0].quantities[0].low = Some(50)),
        ["quantity of v1: low 50 is above high 40"]
    );
}

#[test]
fn check_finds_a_span_of_another_text() {
    let longer = Text::new(format!("{}{}", sample::TEXT, sample::TEXT)).unwrap();
    let foreign = longer.whole();
    let found = faults(|r| r.events[0].anchor = foreign);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("anchor of v1:"), "{found:?}");
}

#[test]
fn a_happening_told_twice_keeps_both_answers_with_those_who_give_them() {
    let mut record = sample::funeral();
    let mut again = record.events[0].clone();
    again.id = EventId::from_index(1);
    again.voice = Voice::reporter();
    again.actors.clear();
    again.quantities[0].low = Some(38);
    again.quantities[0].high = None;
    record.events.push(again);
    record.happenings = merged(&record.events);
    record.check().expect("the record hangs together");

    let [shelling] = &record.happenings[..] else {
        panic!("one happening expected: {:?}", record.happenings);
    };
    let (first, second) = (record.events[0].id, record.events[1].id);
    assert_eq!(shelling.events, [first, second]);
    assert_eq!(shelling.actors[0].events, [first]);
    assert_eq!(shelling.places[0].events, [first, second]);
    let figures: Vec<_> = shelling
        .quantities
        .iter()
        .map(|answer| (answer.value.low, answer.value.high, answer.events.clone()))
        .collect();
    assert_eq!(
        figures,
        [
            (Some(40), Some(40), vec![first]),
            (Some(38), None, vec![second])
        ]
    );

    record.events.pop();
    assert!(
        record.check().is_err(),
        "told once, it is no happening of several"
    );
}
