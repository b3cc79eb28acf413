//! English Worldwide Newswire: entities of nine labels.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline_record::CharSpan;
use serde::Deserialize;

use super::{Corpus, Folder, Scorer, Table, foreign_span, judge_all, read};
use crate::characters::check_span;
use crate::counts::Counts;
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "worldwide",
    folder: Folder::Data,
    path: "entities/worldwide/PART.jsonl",
    what: "entities: same stretch and same one of nine labels, nested ones left aside",
    run: Scorer::OfPart(run),
};

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    text: String,
    entities: Vec<Entity>,
}

#[derive(Debug, Deserialize)]
struct Entity {
    #[serde(flatten)]
    span: CharSpan,
    label: String,
}

impl Checked for Document {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        let mut spans = self.entities.iter().map(|entity| entity.span);
        spans.try_for_each(|span| check_span(span, length))
    }
}

fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let documents: Vec<Document> = json_lines::read(path)?;
    let by_document = judge_all(&documents, |document| judge(document, system))?;
    let mut by_label: BTreeMap<String, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for (label, counts) in by_document.into_iter().flatten() {
        *by_label.entry(label).or_default() += counts;
        all += counts;
    }
    let by_label = by_label
        .into_iter()
        .map(|(label, counts)| Metric::f1(label, counts))
        .collect();
    Ok(vec![
        Table::new("all", documents.len(), vec![Metric::f1("entities", all)]),
        Table::new("by label", documents.len(), by_label),
    ])
}

fn judge(document: &Document, system: &dyn System) -> Result<Vec<(String, Counts)>, EvalError> {
    let reading = read(system, &document.id, &document.text, None)?;
    let code_points = reading.text.code_points();
    let gold: BTreeSet<(CharSpan, &str)> = document
        .entities
        .iter()
        .map(|entity| (entity.span, entity.label.as_str()))
        .collect();
    let mut given = BTreeSet::new();
    for mention in &reading.layers.mentions {
        let span = code_points
            .outer(mention.span)
            .ok_or_else(|| foreign_span(&document.id))?;
        given.insert((span, mention.label.as_str()));
    }
    let count = |label: &str, set: &BTreeSet<(CharSpan, &str)>| {
        set.iter().filter(|entity| entity.1 == label).count()
    };
    let labels: BTreeSet<&str> = gold.iter().chain(&given).map(|entity| entity.1).collect();
    let right: BTreeSet<_> = gold.intersection(&given).copied().collect();
    Ok(labels
        .into_iter()
        .map(|label| {
            let counts = Counts::new(
                count(label, &right),
                count(label, &gold),
                count(label, &given),
            );
            (label.to_owned(), counts)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{LabelledMention, SystemReading};
    use crate::testing::{Fake, file, find};
    use dateline_record::Report;

    const LINE: &str = r#"{"id": "w1", "text": "Zoë Marr left Port Ansel on Monday.",
        "entities": [{"start": 0, "end": 8, "surface": "Zoë Marr", "label": "Person"},
                     {"start": 14, "end": 24, "surface": "Port Ansel", "label": "Location"},
                     {"start": 28, "end": 34, "surface": "Monday", "label": "Date"}],
        "nested": [{"start": 19, "end": 24, "label": "Person"}]}"#;

    #[test]
    fn stretch_and_label_must_both_be_right() {
        let path = file("worldwide.jsonl", &LINE.replace('\n', " "));
        // Right: the person. Wrong label: the place. Wrong stretch: "on Monday".
        let system = Fake(|report: &Report, reading: &mut SystemReading| {
            for (words, label) in [
                ("Zoë Marr", "Person"),
                ("Port Ansel", "Facility"),
                ("on Monday", "Date"),
            ] {
                reading.mentions.push(LabelledMention {
                    span: find(&report.text, words),
                    label: label.into(),
                });
            }
        });
        let tables = run(&path, &system).unwrap();
        assert_eq!(
            tables[0].metrics,
            [Metric::f1("entities", Counts::new(1, 3, 3))]
        );
        assert_eq!(
            tables[1].metrics,
            [
                Metric::f1("Date", Counts::new(0, 1, 1)),
                Metric::f1("Facility", Counts::new(0, 0, 1)),
                Metric::f1("Location", Counts::new(0, 1, 0)),
                Metric::f1("Person", Counts::new(1, 1, 1)),
            ]
        );
    }

    #[test]
    fn an_entity_outside_the_text_is_named() {
        let path = file(
            "worldwide-bad.jsonl",
            r#"{"id": "w", "text": "abc", "entities": [{"start": 2, "end": 9, "label": "Misc"}]}"#,
        );
        let error = run(&path, &Fake(|_: &Report, _: &mut SystemReading| {})).unwrap_err();
        let told = error.to_string();
        assert!(told.ends_with(
            "worldwide-bad.jsonl:1: span [2, 9] does not lie in a text of 3 characters"
        ));
    }
}
