//! TBAQ: time expressions with TimeML type and value, judged as in TempEval-3.

use std::ops::AddAssign;
use std::path::Path;

use dateline_record::{CharSpan, TimeType};
use serde::Deserialize;

use super::{Corpus, Folder, Scorer, Table, foreign_span, judge_all, read};
use crate::characters::{check_span, overlap};
use crate::counts::Counts;
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "tbaq",
    folder: Folder::Data,
    path: "times/tbaq/PART.jsonl",
    what: "time expressions: stretch, type and TimeML value, as in TempEval-3",
    run: Scorer::OfPart(run),
};

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    #[serde(default)]
    creation_time: Option<String>,
    text: String,
    timexes: Vec<Timex>,
}

#[derive(Debug, Deserialize)]
struct Timex {
    #[serde(flatten)]
    span: CharSpan,
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(default)]
    value: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Kind {
    Date,
    Time,
    Duration,
    Set,
}

impl Checked for Document {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        let mut spans = self.timexes.iter().map(|timex| timex.span);
        spans.try_for_each(|span| check_span(span, length))
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Judgement {
    strict: Counts,
    relaxed: Counts,
    kind: Counts,
    value: Counts,
}

impl AddAssign for Judgement {
    fn add_assign(&mut self, other: Judgement) {
        self.strict += other.strict;
        self.relaxed += other.relaxed;
        self.kind += other.kind;
        self.value += other.value;
    }
}

/// Strict needs the same stretch, relaxed a shared character. Type and value count those relaxed
/// matches that have the gold's, over all expressions.
fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let documents: Vec<Document> = json_lines::read(path)?;
    let mut total = Judgement::default();
    for judgement in judge_all(&documents, |document| judge(document, system))? {
        total += judgement;
    }
    let metrics = vec![
        Metric::f1("strict", total.strict),
        Metric::f1("relaxed", total.relaxed),
        Metric::f1("type", total.kind),
        Metric::f1("value", total.value),
    ];
    Ok(vec![Table::new("all", documents.len(), metrics)])
}

fn judge(document: &Document, system: &dyn System) -> Result<Judgement, EvalError> {
    let published = document.creation_time.as_deref();
    let reading = read(system, &document.id, &document.text, published)?;
    let code_points = reading.text.code_points();
    let mut given = Vec::new();
    for time in &reading.layers.times {
        let span = code_points
            .outer(time.span)
            .ok_or_else(|| foreign_span(&document.id))?;
        given.push(Timex {
            span,
            kind: match time.kind {
                TimeType::Date => Kind::Date,
                TimeType::Time => Kind::Time,
                TimeType::Duration => Kind::Duration,
                TimeType::Set => Kind::Set,
            },
            value: time.timex_value.clone(),
        });
    }
    Ok(compare(&document.timexes, &given))
}

fn compare(gold: &[Timex], given: &[Timex]) -> Judgement {
    let mut partner = vec![None; gold.len()];
    let mut taken = vec![false; given.len()];
    let mut pair_up = |fits: fn(CharSpan, CharSpan) -> bool| {
        for (expression, partner) in gold.iter().zip(&mut partner) {
            if partner.is_none() {
                let free = |&j: &usize| !taken[j] && fits(expression.span, given[j].span);
                *partner = (0..given.len()).find(free);
                if let Some(j) = *partner {
                    taken[j] = true;
                }
            }
        }
        partner.iter().flatten().count()
    };
    let strict = pair_up(|a, b| a == b);
    let relaxed = pair_up(overlap);
    let agree = |same: fn(&Timex, &Timex) -> bool| {
        let pairs = gold.iter().zip(&partner);
        pairs
            .filter(|(a, partner)| partner.is_some_and(|j| same(a, &given[j])))
            .count()
    };
    let counts = |correct| Counts::new(correct, gold.len(), given.len());
    Judgement {
        strict: counts(strict),
        relaxed: counts(relaxed),
        kind: counts(agree(|a, b| a.kind == b.kind)),
        value: counts(agree(|a, b| a.value.is_some() && a.value == b.value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{SystemReading, TimeMention};
    use crate::testing::{Fake, file, find};
    use dateline_record::Report;

    const LINE: &str = r#"{"id": "t", "creation_time": "1998-02-27T08:17:00",
        "text": "They met on Friday for three days, as every year, until last May.",
        "timexes": [
            {"start": 12, "end": 18, "id": "t1", "type": "DATE", "value": "1998-02-27"},
            {"start": 23, "end": 33, "id": "t2", "type": "DURATION", "value": "P3D"},
            {"start": 38, "end": 48, "id": "t3", "type": "SET", "value": "P1Y"},
            {"start": 56, "end": 64, "id": "t4", "type": "DATE", "value": "1997-05"}]}"#;

    #[test]
    fn type_and_value_are_judged_on_overlapping_expressions() {
        let path = file("tbaq.jsonl", &LINE.replace('\n', " "));
        let system = Fake(|report: &Report, reading: &mut SystemReading| {
            assert_eq!(report.published.as_deref(), Some("1998-02-27"));
            for (words, kind, value) in [
                // Longer than the gold, else right.
                ("on Friday", TimeType::Date, Some("1998-02-27")),
                // Same stretch and type, another value.
                ("three days", TimeType::Duration, Some("P4D")),
                // Same stretch, another type, right value.
                ("every year", TimeType::Duration, Some("P1Y")),
                // Not in the gold. "last May" is missed.
                ("They", TimeType::Date, None),
            ] {
                reading.times.push(TimeMention {
                    span: find(&report.text, words),
                    kind,
                    timex_value: value.map(Into::into),
                });
            }
        });
        let tables = run(&path, &system).unwrap();
        assert_eq!(
            tables[0].metrics,
            [
                Metric::f1("strict", Counts::new(2, 4, 4)),
                Metric::f1("relaxed", Counts::new(3, 4, 4)),
                Metric::f1("type", Counts::new(2, 4, 4)),
                Metric::f1("value", Counts::new(2, 4, 4)),
            ]
        );
    }
}
