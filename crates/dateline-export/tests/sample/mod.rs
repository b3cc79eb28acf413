//! A record with everything that is hard to write down, made by hand: tabs, quotation marks, line breaks, marks of XML and
//! characters beyond ASCII; voices inside voices; several actors; an event without anybody, a place that is not on the map.
#![allow(dead_code)] // each test program uses a part

use dateline_record::*;

pub const TEXT: &str = "Raid on \"Fort <Amber>\" & town\n\n\
PORT ILLÁ, March 3 — Gunmen shot 12 people in Port Illá on Saturday, police chief Mara Teller said. \
One of them\ntold investigators that a trader had paid for the weapons, Teller added.\n\n\
President Ana Rode and Premier Li\tOke met in Kesh from Monday to Wednesday. No troops were moved 💥.";

struct Hand {
    record: Record,
}

impl Hand {
    fn span(&self, words: &str) -> Span {
        self.record
            .text
            .find_span(words)
            .unwrap_or_else(|| panic!("no {words:?}"))
    }

    fn entity(&mut self, sort: EntityType, name: Option<&str>, words: &[&str]) -> EntityId {
        let id = EntityId::from_index(self.record.entities.len());
        let mut entity = Entity::new(id, sort);
        entity.name = name.map(str::to_owned);
        entity.description = name.is_none().then(|| words[0].to_owned());
        let form = if name.is_some() {
            MentionForm::Name
        } else {
            MentionForm::Nominal
        };
        let mention = |words: &&str| Mention {
            span: self.span(words),
            form,
        };
        entity.mentions = words.iter().map(mention).collect();
        self.record.entities.push(entity);
        id
    }

    fn codes(&mut self, id: EntityId, country: Option<&str>, sectors: &[&str]) {
        let entity = &mut self.record.entities[id.index()];
        entity.country = country.map(str::to_owned);
        entity.sector = sectors.iter().map(|code| (*code).to_owned()).collect();
    }

    fn saying(&mut self, source: EntityId, words: &str, cue: &str, content: &str, voice: Voice) {
        let id = AttributionId::from_index(self.record.attributions.len());
        let content = self.span(content);
        let mut saying = Attribution::new(id, QuotationKind::Indirect, content, voice);
        saying.source = Some(source);
        saying.source_span = Some(self.span(words));
        saying.cue = Some(self.span(cue));
        saying.confidence = Confidence::new(0.75);
        self.record.attributions.push(saying);
    }

    fn time(&mut self, words: &str, value: &str) -> EventTime {
        let id = TimeId::from_index(self.record.times.len());
        self.record.times.push(TimeExpression {
            id,
            span: self.span(words),
            time_type: TimeType::Date,
            value: Some(value.to_owned()),
            anchor: Some(TimeAnchor::Published),
        });
        EventTime {
            id: Some(id),
            value: Some(value.to_owned()),
            inferred: false,
        }
    }

    fn event(&mut self, sort: &str, anchor: &str, voice: Voice) -> &mut Event {
        let id = EventId::from_index(self.record.events.len());
        let anchor = self.span(anchor);
        let mut event = Event::new(id, sort, anchor, anchor, voice);
        event.confidence = Confidence::new(0.5);
        self.record.events.push(event);
        self.record.events.last_mut().expect("it was just pushed")
    }

    fn part(&self, entity: EntityId, words: &str) -> Participant {
        Participant {
            entity,
            span: self.span(words),
        }
    }
}

/// The record of [`TEXT`].
pub fn raid() -> Record {
    let mut report = Report::new("raid #1", Text::new(TEXT).expect("short"));
    report.title = Some("Raid on \"Fort <Amber>\" & town".into());
    report.publisher = Some("Coast & Hill".into());
    report.url = Some("https://www.example.org/raid?a=1&b=<2>".into());
    report.published = Some("2031-03-03".into());
    report.published_source = Some(PublishedSource::Metadata);
    report.language = Some("en".into());
    let mut hand = Hand {
        record: Record::new(&report, "0.1.0", Some("ab".repeat(32))),
    };
    let span = |words: &str, hand: &Hand| hand.span(words);
    hand.record.sentences = vec![
        span("Raid on \"Fort <Amber>\" & town", &hand),
        span(
            "Gunmen shot 12 people in Port Illá on Saturday, police chief Mara Teller said.",
            &hand,
        ),
        span(
            "One of them\ntold investigators that a trader had paid for the weapons, Teller added.",
            &hand,
        ),
        span(
            "President Ana Rode and Premier Li\tOke met in Kesh from Monday to Wednesday.",
            &hand,
        ),
        span("No troops were moved 💥.", &hand),
    ];

    let gunmen = hand.entity(EntityType::Group, None, &["Gunmen"]);
    hand.codes(gunmen, None, &["UAF"]);
    let dead = hand.entity(EntityType::Group, None, &["12 people"]);
    hand.codes(dead, Some("GHA"), &["CVL"]);
    let port = hand.entity(
        EntityType::Place,
        Some("Port Illá"),
        &["PORT ILLÁ", "Port Illá"],
    );
    hand.record.entities[port.index()].place = Some(GeoPlace {
        geonames: Some(4711),
        lat: 5.25,
        lon: -1.5,
        country: Some("GHA".into()),
        admin1: Some("Western".into()),
        kind: Some("city".into()),
    });
    let teller = hand.entity(
        EntityType::Person,
        Some("Mara Teller"),
        &["Mara Teller", "Teller"],
    );
    hand.codes(teller, Some("GHA"), &["COP"]);
    let one = hand.entity(EntityType::Person, None, &["One of them"]);
    let trader = hand.entity(EntityType::Person, None, &["a trader"]);
    hand.codes(trader, None, &["BUS", "ELI"]);
    let rode = hand.entity(EntityType::Person, Some("Ana Rode"), &["Ana Rode"]);
    hand.codes(rode, Some("GHA"), &["GOV"]);
    let oke = hand.entity(EntityType::Person, Some("Li\tOke"), &["Li\tOke"]);
    hand.codes(oke, Some("UNO"), &["GOV"]);
    let kesh = hand.entity(EntityType::Place, Some("Kesh"), &["Kesh"]);
    let label = Label {
        text: "Gunmen".into(),
        span: hand.span("Gunmen"),
        voice: Voice::inside([AttributionId::from_index(0)]),
    };
    hand.record.entities[gunmen.index()].labels.push(label);

    let mut post = Relation::new(
        RelationId::from_index(0),
        RelationType::HoldsPost,
        rode,
        None,
        hand.span("President Ana Rode"),
        Voice::reporter(),
    );
    post.title = Some("President".into());
    hand.record.relations = vec![post];

    let said = AttributionId::from_index(0);
    let added = AttributionId::from_index(1);
    let told = AttributionId::from_index(2);
    let reporter = Voice::reporter;
    let shot = "Gunmen shot 12 people in Port Illá on Saturday";
    hand.saying(teller, "Mara Teller", "said", shot, reporter());
    let paid = "a trader had paid for the weapons";
    hand.saying(
        teller,
        "Teller",
        "added",
        &format!("One of them\ntold investigators that {paid}"),
        reporter(),
    );
    hand.saying(one, "One of them", "told", paid, Voice::inside([added]));

    let saturday = hand.time("Saturday", "2031-03-01");
    let days = hand.time("from Monday to Wednesday", "2031-03-03/2031-03-05");
    let (actor, victim) = (hand.part(gunmen, "Gunmen"), hand.part(dead, "12 people"));
    let (where_, counted) = (hand.span("Port Illá"), hand.span("12"));
    let event = hand.event("ASSAULT", "shot", Voice::inside([said]));
    event.modes = vec!["firearms".into()];
    event.contexts = vec!["terrorism".into(), "crime".into()];
    event.cameo = Some("1822".into());
    event.actors = vec![actor];
    event.recipients = vec![victim];
    event.place = Some(EventPlace {
        entity: port,
        span: where_,
        inferred: false,
    });
    event.time = Some(saturday);
    event.score = Some(-9.0);
    event.happening = Some(1);
    event.quantities = vec![Quantity {
        kind: QuantityKind::Killed,
        low: Some(12),
        high: None,
        approximate: false,
        unit: None,
        span: counted,
    }];

    let payer = hand.part(trader, "a trader");
    let event = hand.event("AID", "paid", Voice::inside([added, told]));
    event.actors = vec![payer];
    event.score = Some(10.0);

    let sides = vec![hand.part(rode, "Ana Rode"), hand.part(oke, "Li\tOke")];
    let where_ = hand.span("Kesh");
    let event = hand.event("CONSULT", "met", reporter());
    event.actors = sides;
    event.place = Some(EventPlace {
        entity: kesh,
        span: where_,
        inferred: false,
    });
    event.time = Some(days);
    event.score = Some(2.5);

    let event = hand.event("MOBILIZE", "moved", reporter());
    event.status = Status::Negated;
    hand.record.check().expect("the sample hangs together");
    hand.record
}
