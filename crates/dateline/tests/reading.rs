//! What holds of every report, whatever it says.

use dateline::Engine;
use dateline_record::{Entity, EntityType, Record, Report, Text};
use proptest::prelude::*;
use std::sync::LazyLock;

static ENGINE: LazyLock<std::sync::Mutex<Engine>> =
    LazyLock::new(|| std::sync::Mutex::new(Engine::load().unwrap()));

fn read(text: &str) -> Record {
    let mut report = Report::new("test", Text::new(text).unwrap());
    report.published = Some("2024-03-06".to_owned());
    ENGINE.lock().unwrap().read(&report).unwrap().record
}

/// Every span slices, every id resolves, and the record survives the way out and back.
fn sound(text: &str) {
    let record = read(text);
    assert_eq!(record.check(), Ok(()), "{text:?}");
    let json = record.to_json().unwrap();
    assert_eq!(Record::from_json(&json).unwrap().to_json().unwrap(), json);
    assert_eq!(
        read(text).to_json().unwrap(),
        json,
        "same input, same bytes"
    );
}

#[test]
fn odd_texts_make_sound_records() {
    for text in [
        "",
        " \n\n ",
        ".",
        "\"",
        "“”",
        "(((((",
        "?!?!",
        "KABUL",
        "KABUL, Jan 6 (Agency) –",
        "\u{200b}\u{feff}e\u{301}\u{301}\u{301} said \u{202e}nothing\u{202c}",
        "“We won,” she said. “We won again. And we will",
        "He said she said they said that I said \"no\" said \"yes\" said he.",
        "日本の首相は言った。 The minister, 高市, said so.",
        "x",
    ] {
        sound(text);
    }
    sound(&"word ".repeat(3000));
    sound(&"a".repeat(20_000));
    sound(&"He said \"no\". ".repeat(300));
}

#[test]
fn a_day_is_no_entity_and_a_stretch_of_land_no_person() {
    let record = read(
        "TRIPOLI - Two armed groups loyal to rival ministers withdrew their pick-ups from the Libyan capital's seafront on \
         Tuesday morning under a deal struck by elders from Zintan.",
    );
    let mut entities = record.entities.iter();
    let called = |entity: &&Entity, what: &str| {
        let own = [&entity.name, &entity.description].into_iter().flatten();
        own.into_iter().any(|words| words.contains(what))
    };
    let seafront = entities.find(|entity| called(entity, "seafront"));
    assert_eq!(seafront.map(|e| e.entity_type), Some(EntityType::Place));
    let tuesday = record.entities.iter().find(|e| called(e, "Tuesday"));
    assert_eq!(tuesday, None);
}

#[test]
fn a_report_reads_the_same_beside_others() {
    let long = "Police arrested three men in Lima on Monday, a spokesman said.\n\n".repeat(30);
    let short = "The president of Chile met miners in Calama.";
    let alone = read(short).to_json().unwrap();
    let _ = read(&long);
    assert_eq!(read(short).to_json().unwrap(), alone);
}

#[test]
fn an_explanation_changes_nothing_else_and_has_a_reason_for_every_part() {
    let text =
        "Gunmen killed nine people in Lima on Monday, police said. Norland condemned the attack.";
    let report = Report::new("test", Text::new(text).unwrap());
    let engine = ENGINE.lock().unwrap().beside().with_explanations();
    let mut record = engine.read(&report).unwrap().record;
    let json = record.to_json().unwrap();
    assert_eq!(Record::from_json(&json).unwrap().to_json().unwrap(), json);
    assert!(!record.events.is_empty());
    for event in &mut record.events {
        let explanation = event.explanation.take().unwrap();
        assert_eq!(explanation.event_type.scores[0].name, event.event_type);
        assert_eq!(explanation.actors.len(), event.actors.len());
        assert_eq!(explanation.recipients.len(), event.recipients.len());
        assert_eq!(explanation.quantities.len(), event.quantities.len());
        assert_eq!(explanation.contexts.len(), event.contexts.len());
        assert_eq!(explanation.place.is_some(), event.place.is_some());
        assert_eq!(explanation.time.is_some(), event.time.is_some());
    }
    let plain = ENGINE.lock().unwrap().read(&report).unwrap().record;
    assert_eq!(record.to_json().unwrap(), plain.to_json().unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_makes_a_sound_record(text in "(([A-Z]?[a-z]{1,8}|said|he|[0-9]{1,4}|[\"“”'‘’(),.:;–—-]|\\PC) ?|\n){0,60}") {
        sound(&text);
    }
}
