//! One annotated report, and records of it that are right or wrong in known places.

use dateline_record::{
    Attribution, AttributionId, Entity, EntityId, EntityType, Event, EventId, EventPlace,
    EventTime, Mention, MentionForm, Participant, Quantity, QuantityKind, QuotationKind, Record,
    Relation, RelationId, RelationType, Report, Span, Status, Text, Voice,
};

use super::annotation::AnnotatedReport;
use super::*;
use crate::testing::find;

const TEXT: &str = "Marshal Oto Brandt met Ostian envoys in Port Ansel on Friday. \
                    “Marland bombed our depots,” Brandt said. \
                    Rebels attacked a convoy, killing 12. The attack on the convoy was fierce.";

fn text() -> Text {
    Text::new(TEXT).unwrap()
}

/// The annotation. The two tellings of the attack share a happening.
fn annotated() -> AnnotatedReport {
    let text = text();
    let span = |words: &str| {
        let outer = text.code_points().outer(find(&text, words)).unwrap();
        serde_json::json!({"start": outer.start, "end": outer.end})
    };
    let second = TEXT[..TEXT.find("“Marland").unwrap()].chars().count();
    let third = TEXT[..TEXT.find("Rebels").unwrap()].chars().count();
    let fourth = TEXT[..TEXT.find("The attack").unwrap()].chars().count();
    let event = |kind: &str, anchor: &str, actors: &[&str], recipients: &[&str]| {
        serde_json::json!({
            "type": kind, "span": span(anchor), "actors": actors, "recipients": recipients,
            "modes": [], "place": null, "time": null, "status": "actual", "voice": [],
            "quantities": [], "happening": null
        })
    };
    let mut meeting = event("CONSULT", "met", &["e1", "e2"], &[]);
    meeting["place"] = "e3".into();
    meeting["time"] = "2020-01-03".into();
    let mut bombing = event("ASSAULT", "bombed", &["e4"], &[]);
    bombing["voice"] = serde_json::json!(["a1"]);
    bombing["modes"] = serde_json::json!(["aerial"]);
    let mut attack = event("ASSAULT", "attacked", &["e5"], &["e6"]);
    attack["happening"] = 1.into();
    attack["quantities"] = serde_json::json!([{"kind": "killed", "low": 12, "high": 12}]);
    let mut again = event("ASSAULT", "The attack", &[], &["e6"]);
    again["happening"] = 1.into();
    serde_json::from_value(serde_json::json!({
        "id": "g1", "text": TEXT, "published": "2020-01-06",
        "sentences": [[0, second - 1], [second, third - 1], [third, fourth - 1],
                      [fourth, TEXT.chars().count()]],
        "entities": [
            {"id": "e1", "type": "person", "name": "Oto Brandt", "aliases": ["Brandt"]},
            {"id": "e2", "type": "group", "name": null, "description": "Ostian envoys"},
            {"id": "e3", "type": "place", "name": "Port Ansel"},
            {"id": "e4", "type": "organization", "name": "Marland", "country": "MRL"},
            {"id": "e5", "type": "group", "name": null, "description": "Rebels"},
            {"id": "e6", "type": "group", "name": null, "description": "a convoy"}
        ],
        "posts": [{"person": "e1", "title": "Marshal", "organization": null}],
        "attributions": [{
            "id": "a1", "kind": "direct", "source": "e1", "source_text": "Brandt",
            "source_span": span("Brandt said"), "content_spans": [span("Marland bombed our depots,")]
        }],
        "events": [meeting, bombing, attack, again]
    }))
    .unwrap()
}

/// A record without any mistake, the second telling of the attack left out.
fn faultless() -> Record {
    let text = text();
    let report = Report::new("g1", text.clone());
    let mut record = Record::new(&report, "hand", None);
    for (index, (kind, words)) in [
        (EntityType::Person, "Oto Brandt"),
        (EntityType::Group, "Ostian envoys"),
        (EntityType::Place, "Port Ansel"),
        (EntityType::Organization, "Marland"),
        (EntityType::Group, "Rebels"),
        (EntityType::Group, "convoy"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut entity = Entity::new(EntityId::from_index(index), kind);
        entity.mentions.push(Mention {
            span: find(&text, words),
            form: MentionForm::Name,
        });
        record.entities.push(entity);
    }
    let marshal = find(&text, "Marshal");
    let mut post = Relation::new(
        RelationId::from_index(0),
        RelationType::HoldsPost,
        EntityId::from_index(0),
        None,
        marshal,
        Voice::reporter(),
    );
    post.title = Some("Marshal".into());
    record.relations.push(post);

    let mut saying = Attribution::new(
        AttributionId::from_index(0),
        QuotationKind::Direct,
        find(&text, "Marland bombed our depots,"),
        Voice::reporter(),
    );
    saying.source = Some(EntityId::from_index(0));
    record.attributions.push(saying);

    let participant = |index, words| Participant {
        entity: EntityId::from_index(index),
        span: find(&text, words),
    };
    let event = |index, kind: &str, anchor: &str, voice| {
        let anchor: Span = find(&text, anchor);
        Event::new(EventId::from_index(index), kind, anchor, anchor, voice)
    };
    let mut meeting = event(0, "CONSULT", "met", Voice::reporter());
    meeting.actors = vec![
        participant(0, "Oto Brandt"),
        participant(1, "Ostian envoys"),
    ];
    meeting.place = Some(EventPlace {
        entity: EntityId::from_index(2),
        span: find(&text, "Port Ansel"),
        inferred: false,
    });
    meeting.time = Some(EventTime {
        id: None,
        value: Some("2020-01-03".into()),
        inferred: false,
    });
    let said = Voice::inside([AttributionId::from_index(0)]);
    let mut bombing = event(1, "ASSAULT", "bombed", said);
    bombing.actors = vec![participant(3, "Marland")];
    bombing.modes = vec!["aerial".into()];
    let mut attack = event(2, "ASSAULT", "attacked", Voice::reporter());
    attack.actors = vec![participant(4, "Rebels")];
    attack.recipients = vec![participant(5, "a convoy")];
    attack.quantities = vec![Quantity {
        kind: QuantityKind::Killed,
        low: Some(12),
        high: Some(12),
        approximate: false,
        unit: None,
        span: find(&text, "12"),
    }];
    record.events = vec![meeting, bombing, attack];
    record
}

fn tables_of(record: &Record) -> Vec<Table> {
    let mut score = RecordScore::default();
    score.add(&annotated(), Some(&record.to_outer().unwrap()));
    score.tables()
}

fn figure(tables: &[Table], table: &str, name: &str) -> Metric {
    let table = tables.iter().find(|t| t.name == table).unwrap();
    table
        .metrics
        .iter()
        .find(|m| m.name == name)
        .unwrap()
        .clone()
}

#[test]
fn a_faultless_record_scores_one_everywhere() {
    let tables = tables_of(&faultless());
    for metric in &tables[0].metrics {
        // No happening is found twice, so none can be told as one.
        let best = if metric.gold.is_some_and(|n| n > 0) {
            1.0
        } else {
            0.0
        };
        assert_eq!(metric.value, Some(best), "{}", metric.name);
    }
    // The attack is told twice; one telling is found, so the other is not missed.
    assert_eq!(
        figure(&tables, "all", "events"),
        Metric::f1("events", Counts::new(3, 3, 3))
    );
    // Entities of every type are found; the country that the annotation has is not given.
    assert_eq!(
        figure(&tables, "entities", "country"),
        Metric::share("country", Tally { right: 0, of: 1 })
    );
}

#[test]
fn a_wrong_type_is_found_without_type_only() {
    let mut record = faultless();
    record.events[0].event_type = "AGREE".into();
    let tables = tables_of(&record);
    let counts = |table, name: &str, correct, gold, given| {
        assert_eq!(
            figure(&tables, table, name),
            Metric::f1(name, Counts::new(correct, gold, given))
        );
    };
    counts("all", "events", 2, 3, 3);
    counts("events without type", "events without type", 3, 3, 3);
    counts("events by type", "CONSULT", 0, 1, 0);
    counts("events by type", "AGREE", 0, 0, 1);
    counts("events by type", "ASSAULT", 2, 2, 2);
    counts("all", "facts", 2, 3, 3);
}

#[test]
fn fields_are_judged_one_by_one() {
    let mut record = faultless();
    // The bombing loses its voice and gains a mode, the attack loses its victim.
    record.events[1].voice = Voice::reporter();
    record.events[1].modes.push("artillery".into());
    record.events[1].status = Status::Future;
    record.events[2].recipients.clear();
    record.events[0].time = None;
    let tables = tables_of(&record);
    let f1 = |name: &str, correct, gold, given| {
        assert_eq!(
            figure(&tables, "all", name),
            Metric::f1(name, Counts::new(correct, gold, given))
        );
    };
    let share = |name: &str, right, of| {
        assert_eq!(
            figure(&tables, "all", name),
            Metric::share(name, Tally { right, of })
        );
    };
    f1("events", 3, 3, 3);
    f1("actors", 4, 4, 4);
    f1("recipients", 0, 1, 0);
    f1("modes", 1, 1, 2);
    share("time", 0, 1);
    share("status", 2, 3);
    share("voice", 2, 3);
    // Only the meeting is right in actors, recipients, status and voice.
    f1("facts", 1, 3, 3);
    assert_eq!(
        figure(&tables, "voice errors", "none given"),
        Metric::count("none given", 1)
    );
}

#[test]
fn a_wrong_source_leaves_the_attribution_found() {
    let mut record = faultless();
    record.attributions[0].source = Some(EntityId::from_index(3));
    let tables = tables_of(&record);
    assert_eq!(
        figure(&tables, "all", "attribution"),
        Metric::f1("attribution", Counts::new(1, 1, 1))
    );
    assert_eq!(
        figure(&tables, "all", "attribution with source"),
        Metric::f1("attribution with source", Counts::new(0, 1, 1))
    );
    assert_eq!(
        figure(&tables, "source errors", "another entity"),
        Metric::count("another entity", 1)
    );
    // The same words show the source too, whatever entity they were given to.
    let text = text();
    let start = TEXT.find("Brandt said").unwrap();
    record.attributions[0].source_span = text.span(start, start + 6);
    assert_eq!(
        figure(&tables_of(&record), "all", "attribution source").value,
        Some(1.0)
    );
}

#[test]
fn a_membership_without_title_is_no_post() {
    let posts = |record: &Record| figure(&tables_of(record), "all", "posts");
    let mut record = faultless();
    let right = posts(&record);
    let mut membership = record.relations[0].clone();
    membership.id = RelationId::from_index(1);
    membership.relation_type = RelationType::MemberOf;
    membership.title = None;
    record.relations.push(membership.clone());
    assert_eq!(posts(&record), right);
    membership.title = Some("member".into());
    record.relations.pop();
    record.relations.push(membership);
    assert_ne!(posts(&record), right);
}

#[test]
fn the_first_sector_counts() {
    let mut gold = annotated();
    gold.entities[4].sector = vec!["REB".into(), "PTY".into()];
    let mut record = faultless();
    record.entities[4].sector = vec!["PTY".into()];
    record.entities[0].country = Some("MRL".into());
    let mut score = RecordScore::default();
    score.add(&gold, Some(&record.to_outer().unwrap()));
    let tables = score.tables();
    let share = |name: &str, right, of| {
        assert_eq!(
            figure(&tables, "entities", name),
            Metric::share(name, Tally { right, of })
        );
    };
    share("sector", 0, 1);
    share("any sector", 1, 1);
    // Five entities have no country in the annotation; one of them was given one.
    share("country left out", 4, 5);
}

#[test]
fn an_entity_of_the_same_type_is_taken_first() {
    let mut gold = annotated();
    gold.entities[3].name = Some("Bank of Marland".into());
    let mut record = faultless();
    // The record has the place before the bank that is named after it.
    record.entities[0].entity_type = EntityType::Place;
    record.entities[0].mentions[0].span = record.entities[3].mentions[0].span;
    record.entities[3].country = Some("MRL".into());
    let mut score = RecordScore::default();
    score.add(&gold, Some(&record.to_outer().unwrap()));
    assert_eq!(
        figure(&score.tables(), "entities", "country"),
        Metric::share("country", Tally { right: 1, of: 1 })
    );
}

#[test]
fn a_missing_record_and_another_text_are_told() {
    let mut score = RecordScore::default();
    score.add(&annotated(), None);
    assert_eq!(
        figure(&score.tables(), "all", "reports without record").value,
        Some(1.0)
    );
    let other = Report::new("g1", Text::new("Another text.").unwrap());
    let record = Record::new(&other, "hand", None);
    assert_eq!(
        figure(&tables_of(&record), "all", "texts changed").value,
        Some(1.0)
    );
}
