use dateline_record::{Decision, Explanation, Reason, Record, Report, Score, Text};
use insta::assert_snapshot;

use super::layout::width;
use super::{Look, render};
use crate::example;

fn page(record: &Record, columns: usize, colour: bool, explain: bool) -> String {
    render(
        record,
        Look {
            columns,
            colour,
            explain,
        },
    )
}

#[test]
fn the_page_of_the_sample() {
    assert_snapshot!(page(&example::record(), 80, false, false));
}

#[test]
fn the_page_in_a_narrow_terminal() {
    let page = page(&example::record(), 44, false, false);
    for line in page.lines() {
        assert!(width(line) <= 44, "{line:?} is wider than 44 columns");
    }
    assert_snapshot!(page);
}

#[test]
fn every_fact_with_its_words() {
    assert_snapshot!(page(&example::record(), 80, false, true));
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    let record = example::record();
    for explain in [false, true] {
        let coloured = page(&record, 80, true, explain);
        assert!(coloured.contains("\u{1b}["));
        let stripped = anstream::adapter::strip_str(&coloured).to_string();
        assert_eq!(stripped, page(&record, 80, false, explain));
    }
}

#[test]
fn a_report_that_says_nothing_has_a_title_only() {
    let text = Text::new("Nothing was said.").expect("short");
    let record = Record::new(&Report::new("empty.txt", text), "0", None);
    assert_eq!(
        page(&record, 20, false, false),
        "empty.txt\n────────────────────\n"
    );
}

#[test]
fn what_decided_the_parts_of_an_event_stands_under_its_words() {
    let mut record = example::record();
    let rule = |rule: &str, probability| Reason {
        rule: rule.to_owned(),
        probability,
    };
    let decision = |rule: &str, scores: &[(&str, f32)]| Decision {
        rule: rule.to_owned(),
        scores: scores
            .iter()
            .map(|(name, probability)| Score {
                name: (*name).to_owned(),
                probability: *probability,
            })
            .collect(),
    };
    let explanation = Explanation {
        event_type: decision(
            "event-head",
            &[("ASSAULT", 0.91), ("none", 0.08), ("ACCUSE", 0.001)],
        ),
        probability: 0.91,
        modes: decision("mode-head", &[("firearms", 0.4)]),
        contexts: vec![rule("context-word", Some(0.2))],
        status: decision("status-head", &[("actual", 0.97)]),
        historical: decision("historical-head", &[("historical", 0.0)]),
        actors: vec![rule("frame", Some(0.88))],
        recipients: Vec::new(),
        quantities: Vec::new(),
        place: Some(rule("hangs-on-event", None)),
        time: None,
        voice: rule("inside-saying", None),
    };
    let event = &mut record.events[0];
    event.explanation = Some(Box::new(explanation));
    let page = page(&record, 80, false, true);
    let rows: Vec<&str> = page
        .lines()
        .map(str::trim)
        .skip_while(|line| !line.starts_with("type "))
        .take_while(|line| !line.is_empty())
        .collect();
    assert_eq!(
        rows,
        [
            "type        ASSAULT 0.91, none 0.08 · event-head",
            "modes       firearms 0.40 · mode-head",
            "context     “military” · context-word 0.20",
            "status      actual 0.97 · status-head",
            "background  historical 0.00 · historical-head",
            "actor       “Gunmen” · frame 0.88",
            "place       “Port Selin” · hangs-on-event",
            "voice       inside-saying",
            "confidence  0.88; the model's probability 0.91",
        ]
    );
}
