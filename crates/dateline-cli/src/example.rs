//! A record of the bundled sample, made by hand, for tests of everything that shows records.

use dateline_record::{
    Act, Attribution, AttributionId, Confidence, Dateline, Entity, EntityId, EntityType, Event,
    EventId, EventPlace, EventTime, GeoPlace, Label, Mention, MentionForm, Participant, Pieces,
    PublishedSource, Quantity, QuantityKind, QuotationKind, Record, Relation, RelationId,
    RelationType, Report, Span, Status, Text, TimeAnchor, TimeExpression, TimeId, TimeType, Voice,
};

const TEXT: &str = include_str!("../../../samples/harbour-attack.txt");

pub fn report() -> Report {
    let text = Text::new(TEXT).expect("the sample is short");
    let mut report = Report::new("harbour-attack.txt", text);
    report.title = Some("Gunmen kill nine in attack on Tambura harbour".into());
    report.publisher = Some("Northline".into());
    report.published = Some("2018-03-13".into());
    report.published_source = Some(PublishedSource::Text);
    report
}

struct Hand {
    record: Record,
}

impl Hand {
    /// The first `words` at or after `near`.
    fn at(&self, near: &str, words: &str) -> Span {
        let text = self.record.text.as_str();
        let from = text.find(near).unwrap_or_else(|| panic!("no {near:?}"));
        let start = from
            + text[from..]
                .find(words)
                .unwrap_or_else(|| panic!("no {words:?} after {near:?}"));
        (self.record.text.span(start, start + words.len())).expect("found words are a span")
    }

    fn entity(&mut self, name: &str, entity_type: EntityType, codes: &[&str]) -> EntityId {
        let id = EntityId::from_index(self.record.entities.len());
        let mut entity = Entity::new(id, entity_type);
        let named = name.starts_with(char::is_uppercase);
        let (name_of, description) = if named {
            (Some(name.to_owned()), None)
        } else {
            (None, Some(name.to_owned()))
        };
        entity.name = name_of;
        entity.description = description;
        let form = if named {
            MentionForm::Name
        } else {
            MentionForm::Nominal
        };
        entity.mentions.push(Mention {
            span: self.at(name, name),
            form,
        });
        if let [country, sectors @ ..] = codes {
            entity.country = (!country.is_empty()).then(|| (*country).to_owned());
            entity.sector = sectors.iter().map(|s| (*s).to_owned()).collect();
        }
        self.record.entities.push(entity);
        id
    }

    fn post(&mut self, subject: EntityId, title: &str, object: Option<EntityId>, evidence: &str) {
        let id = RelationId::from_index(self.record.relations.len());
        let evidence = self.at(evidence, evidence);
        let voice = Voice::reporter();
        let mut post = Relation::new(
            id,
            RelationType::HoldsPost,
            subject,
            object,
            evidence,
            voice,
        );
        post.title = Some(title.to_owned());
        post.former = title.starts_with("former");
        self.record.relations.push(post);
    }

    fn time(&mut self, near: &str, words: &str, value: Option<&str>) -> TimeId {
        let id = TimeId::from_index(self.record.times.len());
        let span = self.at(near, words);
        self.record.times.push(TimeExpression {
            id,
            span,
            time_type: TimeType::Date,
            value: value.map(str::to_owned),
            anchor: value.map(|_| TimeAnchor::Published),
        });
        id
    }

    fn says(
        &mut self,
        source: Option<EntityId>,
        cue: (&str, &str),
        kind: QuotationKind,
        content: &[&str],
        voice: Voice,
    ) -> AttributionId {
        let id = AttributionId::from_index(self.record.attributions.len());
        let pieces: Vec<Span> = content.iter().map(|words| self.at(words, words)).collect();
        let pieces = Pieces::try_from(pieces).expect("there is content");
        let mut attribution = Attribution::new(id, kind, pieces, voice);
        attribution.source = source;
        attribution.cue = Some(self.at(cue.0, cue.1));
        attribution.confidence = Confidence::new(0.9);
        self.record.attributions.push(attribution);
        id
    }

    fn event(&mut self, event_type: &str, near: &str, anchor: &str, voice: Voice) -> &mut Event {
        let id = EventId::from_index(self.record.events.len());
        let anchor = self.at(near, anchor);
        let mut event = Event::new(id, event_type, anchor, anchor, voice);
        event.confidence = Confidence::new(0.88);
        let index = self.record.events.len();
        self.record.events.push(event);
        &mut self.record.events[index]
    }

    fn takes_part(&self, entity: EntityId, near: &str, words: &str) -> Participant {
        Participant {
            entity,
            span: self.at(near, words),
        }
    }
}

/// The record, faultless by [`Record::check`].
pub fn record() -> Record {
    let mut hand = Hand {
        record: Record::new(&report(), "0.1.0", None),
    };
    sentences(&mut hand);
    let ministry = hand.entity("interior ministry", EntityType::Organization, &["", "GOV"]);
    let port = hand.entity("Port Selin", EntityType::Place, &[]);
    hand.entity("Marabel", EntityType::Place, &[]);
    let tambura = hand.entity("Tambura", EntityType::Place, &[]);
    let gunmen = hand.entity("Gunmen", EntityType::Group, &[]);
    let dervo = hand.entity("Amina Dervo", EntityType::Person, &[]);
    let okanda = hand.entity("Joseph Okanda", EntityType::Person, &["", "GOV"]);
    let front = hand.entity("Free Coast Front", EntityType::Organization, &["", "REB"]);
    let vane = hand.entity("Idris Vane", EntityType::Person, &["", "REB"]);
    let farouk = hand.entity("Lena Farouk", EntityType::Person, &["", "COP"]);
    let suspects = hand.entity("three suspects", EntityType::Group, &[]);
    let suspect = hand.entity("One of them", EntityType::Person, &[]);
    let company = hand.entity("a foreign company", EntityType::Organization, &["", "BUS"]);
    let asante = hand.entity("Kwame Asante", EntityType::Person, &["GHA", "GOV"]);
    let ghana = hand.entity("Ghana", EntityType::Place, &["GHA"]);
    let protesters = hand.entity("About 4,000 people", EntityType::Group, &["", "CVL"]);

    hand.record.report.dateline = Some(Dateline {
        place: Some(port),
        date: Some("2018-03-13".into()),
    });
    hand.record.entities[ghana.index()].place = Some(GeoPlace {
        geonames: Some(2_300_660),
        lat: 8.1,
        lon: -1.2,
        country: Some("GHA".into()),
        admin1: None,
        kind: Some("country".into()),
    });
    let label = hand.at("a rebel group", "rebel group");
    hand.record.entities[front.index()].labels.push(Label {
        text: "rebel group".into(),
        span: label,
        voice: Voice::reporter(),
    });

    hand.post(dervo, "dock worker", None, "a dock worker");
    hand.post(
        okanda,
        "Interior Minister",
        Some(tambura),
        "Interior Minister Joseph Okanda",
    );
    hand.post(
        vane,
        "leader",
        Some(front),
        "led by former army colonel Idris Vane",
    );
    hand.post(
        vane,
        "former army colonel",
        None,
        "former army colonel Idris Vane",
    );
    hand.post(farouk, "police chief", None, "police chief Lena Farouk");
    hand.post(asante, "ambassador", Some(ghana), "ambassador of Ghana");

    let monday = hand.time("PORT SELIN", "Monday", Some("2018-03-12"));
    let tuesday = hand.time("fish market", "Tuesday", Some("2018-03-13"));
    let next_week = hand.time("next week", "next week", None);
    hand.record.times[next_week.index()].anchor = None;
    let year = hand.time("2016", "2016", Some("2016"));

    let ministry_says = hand.says(
        Some(ministry),
        ("the interior ministry", "said"),
        QuotationKind::Indirect,
        &["Gunmen killed at least nine people and wounded dozens in an attack"],
        Voice::reporter(),
    );
    hand.says(
        Some(dervo),
        ("anybody they saw", "said"),
        QuotationKind::Direct,
        &["They came by boat and fired on anybody they saw"],
        Voice::reporter(),
    );
    let farouk_says = hand.says(
        Some(farouk),
        ("the weapons", "according to"),
        QuotationKind::Indirect,
        &["One of them told investigators that a foreign company had paid for the weapons"],
        Voice::reporter(),
    );
    let suspect_says = hand.says(
        Some(suspect),
        ("One of them", "told investigators"),
        QuotationKind::Indirect,
        &["a foreign company had paid for the weapons"],
        Voice::inside([farouk_says]),
    );
    let demand = hand.says(
        Some(protesters),
        ("on Tuesday to demand", "demand"),
        QuotationKind::Indirect,
        &["the resignation of Okanda"],
        Voice::reporter(),
    );
    hand.record.attributions[demand.index()].act = Act::Want;

    let gunmen_take_part = hand.takes_part(gunmen, "Gunmen killed", "Gunmen");
    let place = EventPlace {
        entity: port,
        span: hand.at("harbour of Port", "Port Selin"),
        inferred: false,
    };
    let (nine, dozens) = (
        hand.at("at least nine", "at least nine people"),
        hand.at("dozens", "dozens"),
    );
    let attack = hand.event(
        "ASSAULT",
        "in an attack",
        "attack",
        Voice::inside([ministry_says]),
    );
    attack.score = Some(-9.0);
    attack.cameo = Some("190".into());
    attack.contexts = vec!["military".into()];
    attack.actors.push(gunmen_take_part);
    attack.place = Some(place);
    attack.time = Some(EventTime {
        id: Some(monday),
        value: Some("2018-03-12".into()),
        inferred: false,
    });
    attack.quantities = vec![
        Quantity {
            kind: QuantityKind::Killed,
            low: Some(9),
            high: None,
            approximate: false,
            unit: None,
            span: nine,
        },
        Quantity {
            kind: QuantityKind::Injured,
            low: Some(24),
            high: Some(99),
            approximate: true,
            unit: None,
            span: dozens,
        },
    ];

    let accuser = hand.takes_part(okanda, "Joseph Okanda", "Joseph Okanda");
    let accused = hand.takes_part(front, "Free Coast Front", "Free Coast Front");
    let accusation = hand.event("ACCUSE", "accused", "accused", Voice::reporter());
    accusation.modes = vec!["allege".into()];
    accusation.score = Some(-4.0);
    accusation.actors.push(accuser);
    accusation.recipients.push(accused);

    let arrested = hand.takes_part(suspects, "three suspects", "three suspects");
    let arrest = hand.event("COERCE", "arrested", "arrested", Voice::reporter());
    arrest.modes = vec!["arrest".into()];
    arrest.score = Some(-6.0);
    arrest.recipients.push(arrested);
    arrest.time = Some(EventTime {
        id: Some(tuesday),
        value: Some("2018-03-13".into()),
        inferred: false,
    });

    let payer = hand.takes_part(company, "a foreign company", "a foreign company");
    let voice = Voice::inside([farouk_says, suspect_says]);
    let payment = hand.event("AID", "had paid", "paid", voice);
    payment.modes = vec!["military".into()];
    payment.score = Some(7.0);
    payment.actors.push(payer);
    payment.confidence = Confidence::new(0.41);

    let minister = hand.takes_part(okanda, "resignation of Okanda", "Okanda");
    let resignation = hand.event(
        "RETREAT",
        "resignation",
        "resignation",
        Voice::inside([demand]),
    );
    resignation.modes = vec!["resign".into()];
    resignation.score = Some(5.0);
    resignation.status = Status::Hypothetical;
    resignation.actors.push(minister);

    let seventeen = hand.at("killed 17", "17 people");
    let bomb = hand.event("ASSAULT", "a bomb", "bomb", Voice::reporter());
    bomb.modes = vec!["explosives".into()];
    bomb.score = Some(-9.0);
    bomb.historical = true;
    bomb.time = Some(EventTime {
        id: Some(year),
        value: Some("2016".into()),
        inferred: false,
    });
    bomb.quantities.push(Quantity {
        kind: QuantityKind::Killed,
        low: Some(17),
        high: Some(17),
        approximate: false,
        unit: None,
        span: seventeen,
    });

    hand.record.check().expect("the example hangs together");
    hand.record
}

/// A sentence ends at a full stop with or without a quotation mark before white space.
fn sentences(hand: &mut Hand) {
    let text = hand.record.text.clone();
    let mut start = text.find("Gunmen killed").expect("the body begins so");
    let end = text.find("\n\n(Reporting").expect("the body ends so");
    let stops: Vec<usize> = [". ", ".\n", ".\" ", ".\"\n"]
        .iter()
        .flat_map(|stop| text.match_indices(stop))
        .map(|(at, stop)| at + stop.len() - 1)
        .filter(|at| (start..=end).contains(at))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    for stop in stops {
        let sentence = text[start..stop].trim_start();
        let span = text.span_of(sentence).expect("a part of the text");
        hand.record.sentences.push(span);
        start = stop;
    }
}
