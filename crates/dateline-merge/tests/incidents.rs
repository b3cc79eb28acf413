//! What reports tell of one happening stands side by side, with who tells it.

use dateline_merge::{Agreement, Incident, Merger, Reported, Stretch, Witness, mark_copies};
use dateline_record::{
    Attribution, AttributionId, Entity, EntityId, EntityType, Event, EventId, EventPlace,
    EventTime, GeoPlace, Quantity, QuantityKind, QuotationKind, Record, Report, Status, Text,
    Voice,
};

/// A report of one sentence or more, whose events are added by hand.
struct Page(Record);

impl Page {
    fn new(publisher: &str, published: &str, text: &str) -> Page {
        let text = Text::new(text).expect("short");
        let mut report = Report::new(publisher, text.clone());
        report.publisher = Some(publisher.to_owned());
        report.published = Some(published.to_owned());
        let mut record = Record::new(&report, "by hand", None);
        record.sentences = vec![text.whole()];
        Page(record)
    }

    fn span(&self, words: &str) -> dateline_record::Span {
        self.0.text.find_span(words).expect("the words are there")
    }

    /// An entity called so; at a point of the map if it is a place.
    fn entity(&mut self, kind: EntityType, name: &str, at: Option<(f64, f64)>) -> EntityId {
        let id = EntityId::from_index(self.0.entities.len());
        let mut entity = Entity::new(id, kind);
        entity.name = Some(name.to_owned());
        entity.place = at.map(|(lat, lon)| GeoPlace {
            geonames: None,
            lat,
            lon,
            country: None,
            admin1: None,
            kind: Some("city".to_owned()),
        });
        self.0.entities.push(entity);
        id
    }

    /// The voice of somebody who says all of the text.
    fn voice(&mut self, speaker: &str) -> Voice {
        let source = self.entity(EntityType::Group, speaker, None);
        let id = AttributionId::from_index(self.0.attributions.len());
        let content = self.0.text.whole();
        let mut said = Attribution::new(id, QuotationKind::Indirect, content, Voice::reporter());
        said.source = Some(source);
        self.0.attributions.push(said);
        Voice::inside([id])
    }

    fn event(&mut self, word: &str, day: Option<&str>, voice: Voice) -> &mut Event {
        let id = EventId::from_index(self.0.events.len());
        let anchor = self.span(word);
        let mut event = Event::new(id, "ASSAULT", anchor, anchor, voice);
        event.time = day.map(|day| EventTime {
            id: None,
            value: Some(day.to_owned()),
            inferred: false,
        });
        self.0.events.push(event);
        self.0.events.last_mut().expect("just put there")
    }

    fn killed(&mut self, words: &str, low: u64, high: Option<u64>) {
        let span = self.span(words);
        let event = self.0.events.last_mut().expect("an event");
        event.quantities.push(Quantity {
            kind: QuantityKind::Killed,
            low: Some(low),
            high,
            approximate: false,
            unit: None,
            span,
        });
    }

    fn place(&mut self, name: &str, at: (f64, f64)) {
        let entity = self.entity(EntityType::Place, name, Some(at));
        let span = self.span(name);
        let event = self.0.events.last_mut().expect("an event");
        event.place = Some(EventPlace {
            entity,
            span,
            inferred: false,
        });
    }
}

/// Days of dates written in full.
fn days(edtf: &str) -> Stretch {
    let number = edtf.replace('-', "").parse().ok();
    Stretch::of_numbers(number, number)
}

fn incidents(pages: &[Page]) -> Vec<Incident> {
    let mut reports: Vec<Reported<'_>> = pages
        .iter()
        .map(|page| Reported {
            record: &page.0,
            copy_of: None,
            days,
        })
        .collect();
    mark_copies(&mut reports);
    let events: Vec<(usize, usize)> = pages
        .iter()
        .enumerate()
        .flat_map(|(number, page)| (0..page.0.events.len()).map(move |event| (number, event)))
        .collect();
    let merger = Merger::bundled().expect("bundled words and weights");
    merger.incidents(&reports, &events)
}

/// Two reports of one blast with other numbers.
fn blast() -> [Page; 2] {
    let mut wire = Page::new(
        "Northline",
        "2031-03-04",
        "A bomb blast in the fish market of Port Sable killed 12 people on Monday, police said.",
    );
    let police = wire.voice("police");
    wire.event("blast", Some("2031-03-03"), police);
    wire.killed("12", 12, Some(12));
    let mut radio = Page::new(
        "Coast Radio",
        "2031-03-04",
        "At least 20 people died when a bomb exploded in the fish market of Port Sable.",
    );
    radio.event("exploded", None, Voice::reporter());
    radio.killed("At least 20", 20, None);
    [wire, radio]
}

#[test]
fn figures_that_disagree_stand_side_by_side_with_their_witnesses_and_words() {
    let pages = blast();
    let found = incidents(&pages);
    assert_eq!(found.len(), 1, "{found:?}");
    let incident = &found[0];
    assert!(incident.fact);
    assert_eq!(
        incident.witnesses,
        [
            Witness::Quoted {
                speakers: vec![Some("police".to_owned())],
                report: None
            },
            Witness::Reporter {
                publisher: Some("Coast Radio".to_owned()),
                report: 1
            },
        ]
    );
    let killed = &incident.counts[0];
    assert_eq!(killed.kind, QuantityKind::Killed);
    assert_eq!(killed.figures.agreement, Agreement::Disagreed);
    let said: Vec<_> = killed
        .figures
        .answers
        .iter()
        .map(|answer| {
            let said = &answer.told[0];
            let telling = &incident.tellings[said.telling];
            let text = &pages[telling.report].0.text;
            let words = said.span.and_then(|span| text.get(span));
            (answer.value.low, answer.value.high, telling.witness, words)
        })
        .collect();
    assert_eq!(
        said,
        [
            (Some(12), Some(12), 0, Some("12")),
            (Some(20), None, 1, Some("At least 20"))
        ]
    );
    assert_eq!(incident.times.agreement, Agreement::Single);
}

#[test]
fn figures_that_can_both_be_right_agree() {
    let mut pages = blast();
    pages[1].0.events[0].quantities[0].low = Some(10);
    let found = incidents(&pages);
    assert_eq!(found[0].counts[0].figures.agreement, Agreement::Agreed);
    assert_eq!(found[0].counts[0].figures.answers.len(), 2);
}

#[test]
fn a_copy_is_no_second_witness() {
    let [first, _] = blast();
    let [mut second, other] = blast();
    second.0.report.publisher = Some("Herald".to_owned());
    second.0.events[0].voice = Voice::reporter();
    let mut reporter = first.0.clone();
    reporter.events[0].voice = Voice::reporter();
    let found = incidents(&[Page(reporter), second, other]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].tellings.len(), 3);
    assert_eq!((found[0].witnesses.len(), found[0].texts), (2, 2));
}

#[test]
fn what_is_denied_planned_or_feared_is_listed_and_never_a_fact() {
    for status in [Status::Negated, Status::Future, Status::Hypothetical] {
        let mut pages = Vec::from(blast());
        let text =
            "The Orlu Front spoke of a bomb blast with 50 killed in the fish market of Port Sable.";
        let mut page = Page::new("Herald", "2031-03-05", text);
        page.event("blast", None, Voice::reporter()).status = status;
        page.killed("50", 50, Some(50));
        pages.push(page);
        let found = incidents(&pages);
        assert_eq!(found.len(), 1, "{found:?}");
        let last = &found[0].tellings[2];
        assert_eq!((last.status, last.counts), (status, false));
        let figures = &found[0].counts[0].figures.answers;
        assert!(
            figures.iter().all(|f| f.value.low != Some(50)),
            "{figures:?}"
        );

        // Alone it is an incident that nobody tells as a fact, and its figures are those of the plan.
        let alone = incidents(&pages[2..]);
        assert!(!alone[0].fact);
        assert_eq!(alone[0].counts[0].figures.answers[0].value.low, Some(50));
    }
}

#[test]
fn other_days_other_places_and_other_stories_are_other_incidents() {
    let one = || Vec::from(blast());
    let count = |change: fn(&mut Page)| {
        let mut pages = one();
        change(&mut pages[1]);
        incidents(&pages).len()
    };
    let tell_day = |page: &mut Page, day: &str| {
        page.0.events[0].time = Some(EventTime {
            id: None,
            value: Some(day.to_owned()),
            inferred: false,
        });
    };
    let mut pages = one();
    tell_day(&mut pages[1], "2031-03-02");
    let found = incidents(&pages);
    assert_eq!(found.len(), 1, "reports may be a day apart");
    assert_eq!(found[0].times.agreement, Agreement::Disagreed);
    tell_day(&mut pages[1], "2031-02-27");
    assert_eq!(incidents(&pages).len(), 2);
    assert_eq!(
        count(|page| page.0.report.published = Some("2031-05-01".to_owned())),
        2
    );

    let mut pages = one();
    pages[0].place("Port Sable", (10.0, 20.0));
    pages[1].place("Port Sable", (10.1, 20.1));
    assert_eq!(incidents(&pages).len(), 1);
    let mut pages = one();
    pages[0].place("Port Sable", (10.0, 20.0));
    pages[1].place("Port Sable", (-35.0, 20.0));
    assert_eq!(incidents(&pages).len(), 2);

    let mut elsewhere = Page::new(
        "Herald",
        "2031-03-04",
        "Gunmen ambushed a convoy of lorries near the northern border; the blast wrecked two of them.",
    );
    elsewhere.event("blast", None, Voice::reporter());
    let mut pages = one();
    pages.push(elsewhere);
    assert_eq!(incidents(&pages).len(), 2, "same word, other story");
}

#[test]
fn what_a_report_itself_keeps_apart_stays_apart() {
    let text = "A blast in the market of Port Sable was followed by a second blast in the market.";
    let mut page = Page::new("Northline", "2031-03-04", text);
    page.event("blast", None, Voice::reporter());
    page.event("blast", None, Voice::reporter());
    assert_eq!(incidents(std::slice::from_ref(&page)).len(), 2);
    for event in &mut page.0.events {
        event.happening = Some(1);
    }
    assert_eq!(incidents(&[page]).len(), 1);
}

#[test]
fn every_event_stands_in_one_incident_and_nothing_comes_of_nothing() {
    let pages = Vec::from(blast());
    let told: usize = incidents(&pages).iter().map(|i| i.tellings.len()).sum();
    assert_eq!(told, 2);
    let merger = Merger::bundled().expect("bundled words and weights");
    assert!(merger.incidents(&[], &[]).is_empty());
    let report = Reported {
        record: &pages[0].0,
        copy_of: None,
        days,
    };
    // An event that the record does not have is passed over.
    assert_eq!(
        merger.incidents(&[report], &[(0, 0), (0, 9), (3, 0)]).len(),
        1
    );
}
