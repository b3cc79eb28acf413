//! Made-up reports with records made by hand, so that the store is tested without a model.

use dateline_record::{
    Attribution, AttributionId, Entity, EntityId, EntityType, Event, EventId, EventPlace,
    EventTime, GeoPlace, Mention, MentionForm, Participant, QuotationKind, Record, Relation,
    RelationId, RelationType, Report, Text, Voice,
};
use dateline_store::Entry;

/// Two sentences, one fact of the reporter's own and one of the minister's.
pub const CLASH: &str = "Rebels shelled Port Sable on Monday. \
    \"The army killed three fighters near Karrow,\" interior minister Dena Orlu said.";

pub fn report(id: &str, url: Option<&str>, published: &str, text: &str) -> Report {
    let mut report = Report::new(id, Text::new(text).expect("it is short"));
    report.url = url.map(str::to_owned);
    report.published = Some(published.to_owned());
    report.publisher = Some("Northline".to_owned());
    report
}

/// What `engine` reads from a report whose text begins with [`CLASH`]: the rebels' assault in the reporter's voice, the
/// army's in Dena Orlu's, and her post.
pub fn record(report: &Report, engine: &str) -> Record {
    let mut record = Record::new(report, engine, Some("model".to_owned()));
    let text = report.text.clone();
    let at = |words: &str| {
        text.find_span(words)
            .unwrap_or_else(|| panic!("no {words:?}"))
    };
    let id = EntityId::from_index;
    for (name, entity_type, country, sector) in [
        ("Rebels", EntityType::Group, None, Some("REB")),
        ("Port Sable", EntityType::Place, Some("VAL"), None),
        ("army", EntityType::Organization, Some("VAL"), Some("MIL")),
        ("fighters", EntityType::Group, None, Some("REB")),
        ("Karrow", EntityType::Place, Some("VAL"), None),
        ("Dena Orlu", EntityType::Person, Some("VAL"), Some("GOV")),
    ] {
        let mut entity = Entity::new(id(record.entities.len()), entity_type);
        entity.name = Some(name.to_owned());
        entity.mentions.push(Mention {
            span: at(name),
            form: MentionForm::Name,
        });
        entity.country = country.map(str::to_owned);
        entity.sector = sector.map(str::to_owned).into_iter().collect();
        record.entities.push(entity);
    }
    let on_map = |geonames: u32, lat, lon| {
        Some(GeoPlace {
            geonames: Some(geonames),
            lat,
            lon,
            country: Some("VAL".to_owned()),
            admin1: None,
            kind: Some("city".to_owned()),
        })
    };
    record.entities[1].place = on_map(1, -17.5, 179.5);
    record.entities[4].place = on_map(2, -12.0, 170.0);
    let orlu = AttributionId::from_index(0);
    let mut said = Attribution::new(
        orlu,
        QuotationKind::Direct,
        at("The army killed three fighters near Karrow,"),
        Voice::reporter(),
    );
    said.source = Some(id(5));
    said.source_span = Some(at("interior minister Dena Orlu"));
    record.attributions.push(said);
    let mut post = Relation::new(
        RelationId::from_index(0),
        RelationType::HoldsPost,
        id(5),
        None,
        at("interior minister Dena Orlu"),
        Voice::reporter(),
    );
    post.title = Some("interior minister".to_owned());
    record.relations.push(post);
    let facts = [
        ("shelled", Voice::reporter(), 0, 1, 1, Some("2031-03-03")),
        ("killed", Voice::inside([orlu]), 2, 3, 4, None),
    ];
    for (index, (word, voice, actor, recipient, place, day)) in facts.into_iter().enumerate() {
        let anchor = at(word);
        let mut event = Event::new(EventId::from_index(index), "ASSAULT", anchor, anchor, voice);
        event.actors.push(Participant {
            entity: id(actor),
            span: anchor,
        });
        event.recipients.push(Participant {
            entity: id(recipient),
            span: anchor,
        });
        event.place = Some(EventPlace {
            entity: id(place),
            span: anchor,
            inferred: false,
        });
        event.time = day.map(|day| EventTime {
            id: None,
            value: Some(day.to_owned()),
            inferred: false,
        });
        event.modes = if index == 0 {
            vec!["heavy-weapons".to_owned()]
        } else {
            Vec::new()
        };
        record.events.push(event);
    }
    record.check().expect("the record hangs together");
    record
}

pub fn entry(report: &Report, engine: &str) -> Entry {
    Entry::new(report, &record(report, engine)).expect("the record is one of the report")
}

/// Brings the tables of a store back to form 3.
pub const TO_FORM_3: &str = "
    DROP TRIGGER story_grows; DROP TRIGGER story_is_copied; DROP TRIGGER story_shrinks; DROP TABLE story_sizes;
    DROP INDEX reports_latest; DROP INDEX voices_fact; DROP INDEX entities_name; CREATE INDEX entities_name ON entities (name);
    DROP INDEX events_record;
    DROP INDEX events_place; CREATE INDEX events_place ON events (place) WHERE place IS NOT NULL;
    DROP INDEX events_place_name;
    CREATE INDEX events_place_name ON events (place_name) WHERE place_name IS NOT NULL;
    DROP INDEX participants_name; ALTER TABLE participants DROP COLUMN day;
    CREATE INDEX participants_name ON participants (name, role, event);
    DROP INDEX relations_subject_name; ALTER TABLE relations DROP COLUMN subject_name; PRAGMA user_version = 3;";
