//! Whole records against annotated reports.
//!
//! Attributions are matched by the characters of their contents, events by type and anchor or
//! sentence; entities are the same if they are called the same. A *fact* is an event with type,
//! actors, recipients, status and voice all right.

pub mod annotation;
mod attributions;
mod comparison;
mod entities;
mod events;
mod names;
mod posts;
mod reliability;

use std::collections::BTreeMap;

use dateline_record::{CharSpan, Record};

use annotation::AnnotatedReport;
use attributions::AttributionScore;
use comparison::Comparison;
use entities::EntityScore;
use events::{EventScore, PLOVER_TYPES};
use posts::PostScore;

use crate::corpora::Table;
use crate::counts::{Counts, Tally};
use crate::report::Metric;

/// What was counted over reports and their records.
#[derive(Debug, Clone, Default)]
pub struct RecordScore {
    reports: usize,
    without_record: usize,
    text_changed: usize,
    attributions: AttributionScore,
    posts: PostScore,
    entities: EntityScore,
    events: EventScore,
}

impl RecordScore {
    /// Counts one report and the record that was made of it. A report without a record counts as
    /// such and nothing more.
    pub fn add(&mut self, gold: &AnnotatedReport, record: Option<&Record<CharSpan>>) {
        self.reports += 1;
        let Some(record) = record else {
            self.without_record += 1;
            return;
        };
        let report = self.reports;
        self.text_changed += usize::from(record.text.as_str() != gold.text);
        let both = Comparison::new(gold, record);
        let attributions = self.attributions.add(report, &both);
        self.posts.add(report, &both);
        self.entities.add(&both);
        self.events.add(report, &both, &attributions);
    }

    /// The main figures and the tables behind them; a table without a row is left out.
    pub fn tables(&self) -> Vec<Table> {
        let mut events_by_type = Vec::new();
        for plover in [true, false] {
            let types = self.events.by_type.iter();
            let of_group =
                types.filter(|(kind, _)| PLOVER_TYPES.contains(&kind.as_str()) == plover);
            events_by_type.extend(of_group.map(|(kind, counts)| Metric::f1(kind, *counts)));
        }
        let mut entities = vec![
            Metric::f1("entities", self.entities.found),
            Metric::f1("named persons and organizations", self.entities.named),
            Metric::share("type", self.entities.kind),
            Metric::share("country", self.entities.country),
            Metric::share("country left out", self.entities.country_left_out),
            Metric::share("sector", self.entities.sector),
            Metric::share("any sector", self.entities.any_sector),
        ];
        entities.extend(shares(&self.entities.found_by_kind, "found"));
        [
            ("all", self.main_metrics()),
            ("events by type", events_by_type),
            (
                "events without type",
                vec![Metric::f1("events without type", self.events.untyped)],
            ),
            ("attributions by kind", self.attributions_by_kind()),
            ("source errors", numbers(&self.attributions.source_errors)),
            ("entities", entities),
            (
                "status by annotated status",
                shares(&self.events.status_by_gold, "right"),
            ),
            ("voice errors", numbers(&self.events.voice_errors)),
            ("modes", f1_each(&self.events.by_mode)),
            ("contexts", self.contexts()),
            ("reliability", self.reliability()),
        ]
        .into_iter()
        .filter(|(_, metrics)| !metrics.is_empty())
        .map(|(name, metrics)| Table {
            name: name.to_owned(),
            documents: self.reports,
            metrics,
        })
        .collect()
    }

    /// Figures of every kind, then of the forms that the annotations have.
    fn attributions_by_kind(&self) -> Vec<Metric> {
        let score = &self.attributions;
        let kinds = score.by_kind.iter().map(|(kind, of)| (kind.as_str(), of));
        let forms = [
            ("nested", &score.nested),
            ("carried-over", &score.carried_over),
            ("pronoun speaker", &score.pronoun_speaker),
        ];
        let forms = forms.into_iter().filter(|(_, of)| of.found.of > 0);
        let mut metrics: Vec<Metric> = kinds
            .chain(forms)
            .flat_map(|(name, of)| {
                [
                    Metric::share(format!("{name} found"), of.found),
                    Metric::share(format!("{name} source"), of.source),
                ]
            })
            .collect();
        if score.nested.found.of > 0 {
            metrics.push(Metric::share("nested voice", score.nested_voice));
            metrics.push(Metric::share("not nested voice", score.reporter_voice));
        }
        metrics
    }

    /// Contexts of matched events, all and each.
    fn contexts(&self) -> Vec<Metric> {
        let mut metrics = f1_each(&self.events.by_context);
        if !metrics.is_empty() {
            metrics.insert(0, Metric::f1("all contexts", self.events.contexts));
        }
        metrics
    }

    /// How far each kind of fact is as often right as its confidence says.
    fn reliability(&self) -> Vec<Metric> {
        [
            ("events", &self.events.reliability),
            ("attributions", &self.attributions.reliability),
            ("posts", &self.posts.reliability),
        ]
        .into_iter()
        .flat_map(|(kind, of)| of.metrics(kind))
        .collect()
    }

    fn main_metrics(&self) -> Vec<Metric> {
        let (attributions, fields) = (&self.attributions, &self.events.fields);
        let facts = Counts {
            correct: fields.facts,
            ..self.events.found
        };
        vec![
            Metric::f1("attribution", attributions.found),
            Metric::share("attribution source", attributions.source),
            Metric::share("attribution kind", attributions.kind),
            Metric::f1("attribution with source", attributions.with_source()),
            Metric::share("direct quote recall", attributions.quotations_found),
            Metric::f1("posts", self.posts.found),
            Metric::share("post organization", self.posts.organization),
            Metric::f1("events", self.events.found),
            Metric::f1("actors", fields.actors),
            Metric::f1("recipients", fields.recipients),
            Metric::f1("modes", fields.modes),
            Metric::f1("quantities", fields.quantities),
            Metric::share("place", fields.place),
            Metric::share("time", fields.time),
            Metric::share("status", fields.status),
            Metric::share("voice", fields.voice),
            Metric::share("voice or none", fields.voice_or_none),
            Metric::f1("same happening", self.events.same_happening),
            Metric::f1("facts", facts),
            Metric::count("reports without record", self.without_record),
            Metric::count("texts changed", self.text_changed),
        ]
    }
}

fn f1_each(counts: &BTreeMap<String, Counts>) -> Vec<Metric> {
    let metric = |(name, counts): (&String, &Counts)| Metric::f1(name, *counts);
    counts.iter().map(metric).collect()
}

fn shares(tallies: &BTreeMap<String, Tally>, what: &str) -> Vec<Metric> {
    let metric = |(name, tally): (&String, &Tally)| Metric::share(format!("{name} {what}"), *tally);
    tallies.iter().map(metric).collect()
}

fn numbers(counts: &BTreeMap<&'static str, usize>) -> Vec<Metric> {
    let metric = |(name, number): (&&str, &usize)| Metric::count(*name, *number);
    counts.iter().map(metric).collect()
}

#[cfg(test)]
mod tests;
