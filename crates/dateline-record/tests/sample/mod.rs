//! A record with every sort of thing in it, made by hand.
#![allow(dead_code)] // each test program uses a part

use dateline_record::*;

/// Accents and a pictograph, so that bytes and code points differ.
pub const TEXT: &str = "PUERTO LÉRIDA, March 3 — Some 40 people were killed on Friday \
when rebels shelled the café quarter of Lérida, Mayor Inés Odaño said. \
“They are butchers 💔,” she told reporters.";

pub fn funeral() -> Record {
    let text = Text::new(TEXT).unwrap();
    let span = |words: &str| text.find_span(words).unwrap();
    let mut report = Report::new("sample", text.clone());
    report.title = Some("Café quarter shelled".into());
    report.authors = vec!["Ada Quill".into()];
    report.published = Some("2031-03-03".into());
    report.published_source = Some(PublishedSource::Metadata);
    report.language = Some("en".into());
    let mut record = Record::new(&report, "0.1.0", Some("0".repeat(64)));

    let [mayor, city, rebels, victims] = [0, 1, 2, 3].map(EntityId::from_index);
    let said = AttributionId::from_index(0);
    let friday = TimeId::from_index(0);
    record.report.dateline = Some(Dateline {
        place: Some(city),
        date: Some("2031-03-03".into()),
    });
    record.sentences = vec![
        span(
            "Some 40 people were killed on Friday when rebels shelled the café quarter of Lérida, Mayor Inés Odaño said.",
        ),
        span("“They are butchers 💔,” she told reporters."),
    ];

    let mut person = Entity::new(mayor, EntityType::Person);
    person.name = Some("Inés Odaño".into());
    person.mentions = vec![
        Mention {
            span: span("Inés Odaño"),
            form: MentionForm::Name,
        },
        Mention {
            span: span("she"),
            form: MentionForm::Pronoun,
        },
    ];
    let mut place = Entity::new(city, EntityType::Place);
    place.name = Some("Lérida".into());
    place.mentions = vec![Mention {
        span: span("Lérida,"),
        form: MentionForm::Name,
    }];
    place.place = Some(GeoPlace {
        geonames: Some(1),
        lat: 4.25,
        lon: -75.5,
        country: None,
        admin1: None,
        kind: Some("city".into()),
    });
    let mut gunners = Entity::new(rebels, EntityType::Group);
    gunners.description = Some("rebels".into());
    gunners.sector = vec!["REB".into()];
    gunners.mentions = vec![Mention {
        span: span("rebels"),
        form: MentionForm::Nominal,
    }];
    gunners.labels = vec![Label {
        text: "butchers".into(),
        span: span("butchers"),
        voice: Voice::inside([AttributionId::from_index(1)]),
    }];
    let mut dead = Entity::new(victims, EntityType::Group);
    dead.description = Some("40 people".into());
    dead.mentions = vec![Mention {
        span: span("40 people"),
        form: MentionForm::Nominal,
    }];
    record.entities = vec![person, place, gunners, dead];

    let mut post = Relation::new(
        RelationId::from_index(0),
        RelationType::HoldsPost,
        mayor,
        Some(city),
        span("Mayor Inés Odaño"),
        Voice::reporter(),
    );
    post.title = Some("Mayor".into());
    post.confidence = Confidence::new(0.97);
    record.relations = vec![post];

    record.times = vec![TimeExpression {
        id: friday,
        span: span("Friday"),
        time_type: TimeType::Date,
        value: Some("2031-02-28".into()),
        anchor: Some(TimeAnchor::Published),
    }];

    let mut indirect = Attribution::new(
        said,
        QuotationKind::Indirect,
        span("Some 40 people were killed on Friday when rebels shelled the café quarter of Lérida"),
        Voice::reporter(),
    );
    indirect.source = Some(mayor);
    indirect.source_span = Some(span("Mayor Inés Odaño"));
    indirect.cue = Some(span("said"));
    let mut direct = Attribution::new(
        AttributionId::from_index(1),
        QuotationKind::Direct,
        span("They are butchers 💔,"),
        Voice::reporter(),
    );
    direct.source = Some(mayor);
    direct.source_span = Some(span("she"));
    direct.cue = Some(span("told reporters"));
    record.attributions = vec![indirect, direct];

    let mut shelling = Event::new(
        EventId::from_index(0),
        "ASSAULT",
        span("shelled"),
        Pieces::one(span("rebels shelled the café quarter")).and(span("were killed")),
        Voice::inside([said]),
    );
    shelling.modes = vec!["heavy-weapons".into()];
    shelling.contexts = vec!["military".into()];
    shelling.actors = vec![Participant {
        entity: rebels,
        span: span("rebels"),
    }];
    shelling.recipients = vec![Participant {
        entity: victims,
        span: span("40 people"),
    }];
    shelling.place = Some(EventPlace {
        entity: city,
        span: span("Lérida,"),
        inferred: false,
    });
    shelling.time = Some(EventTime {
        id: Some(friday),
        value: Some("2031-02-28".into()),
        inferred: false,
    });
    shelling.quantities = vec![Quantity {
        kind: QuantityKind::Killed,
        low: Some(40),
        high: Some(40),
        approximate: true,
        unit: None,
        span: span("Some 40"),
    }];
    shelling.score = Some(-9.5);
    shelling.happening = Some(1);
    shelling.confidence = Confidence::new(0.88);
    record.events = vec![shelling];
    record
}
