//! The engine as the scorers see it.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use dateline::Engine;
use dateline::times::TimeKind;
use dateline_eval::{
    Chain, ChainMention, LabelledMention, LocatedName, System, SystemReading, TimeMention, Told,
};
use dateline_merge::{Merger, Words};
use dateline_record::{GeoPlace, Record, Report, Span, TimeType};
use dateline_store::{Entry, Store};

/// Engines over one model, as many as threads have asked for one at the same time.
pub struct Measured {
    idle: Mutex<Vec<Engine>>,
    first: Engine,
    merger: Merger,
}

impl Measured {
    pub fn new(first: Engine, merger: Merger) -> Self {
        Self {
            idle: Mutex::new(Vec::new()),
            first,
            merger,
        }
    }

    /// Asks an engine that no other thread is asking.
    fn ask<A>(&self, question: impl FnOnce(&Engine) -> A) -> A {
        let taken = self.idle().pop();
        let engine = taken.unwrap_or_else(|| self.first.beside());
        let answer = question(&engine);
        self.idle().push(engine);
        answer
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Engine>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl System for Measured {
    /// A report that the engine fails on counts as read with nothing found.
    fn read(&self, report: &Report) -> SystemReading {
        match self.ask(|engine| engine.read(report)) {
            Ok(reading) => layers(report, reading),
            Err(error) => {
                eprintln!("dateline: {}: {error}", report.id);
                SystemReading::new(Record::new(report, env!("CARGO_PKG_VERSION"), None))
            }
        }
    }

    fn locate(&self, report: &Report, spans: &[Span]) -> Vec<Option<GeoPlace>> {
        self.first.locate(report, spans)
    }

    fn stories(&self, arrivals: &[(&Report, &Record)]) -> Option<Vec<usize>> {
        match stories(arrivals) {
            Ok(stories) => Some(stories),
            Err(error) => {
                eprintln!("dateline: {error:#}");
                None
            }
        }
    }

    fn between(&self, report: &Report, source: &[Span], target: &[Span]) -> Vec<(String, f32)> {
        match self.ask(|engine| engine.between(report, source, target)) {
            Ok(types) => types
                .into_iter()
                .map(|t| (t.event_type, t.probability))
                .collect(),
            Err(error) => {
                eprintln!("dateline: {}: {error}", report.id);
                Vec::new()
            }
        }
    }

    fn chains_across(&self, told: &[Told<'_>]) -> Option<Vec<Vec<usize>>> {
        let words = told.iter().map(|told| Words {
            record: told.record,
            span: told.mention.span,
            head: told.mention.head,
        });
        Some(self.merger.chains(&words.collect::<Vec<_>>()))
    }
}

/// The stories of a store that these reports come into one by one.
fn stories(arrivals: &[(&Report, &Record)]) -> Result<Vec<usize>> {
    let mut store = Store::create(Path::new(":memory:"))?;
    for (report, record) in arrivals {
        store.add(&[Entry::new(report, record)?])?;
    }
    let mut numbers = Vec::new();
    for (report, _) in arrivals {
        let story = store.story_of(&report.id)?;
        numbers.push(usize::try_from(story.context("a report has no story")?)?);
    }
    Ok(numbers)
}

fn layers(report: &Report, reading: dateline::Reading) -> SystemReading {
    let mentions = reading.mentions.into_iter();
    let times = reading.times.into_iter();
    let chains = reading.chains.into_iter();
    let toponyms = reading.toponyms.into_iter();
    SystemReading {
        sentences: reading.sentences,
        mentions: mentions
            .map(|mention| LabelledMention {
                span: mention.span,
                label: mention.class,
            })
            .collect(),
        times: times
            .filter_map(|time| {
                Some(TimeMention {
                    span: report.text.span(time.span.start, time.span.end)?,
                    kind: match time.kind {
                        TimeKind::Date => TimeType::Date,
                        TimeKind::Time => TimeType::Time,
                        TimeKind::Duration => TimeType::Duration,
                        TimeKind::Set => TimeType::Set,
                    },
                    timex_value: Some(time.timex_value),
                })
            })
            .collect(),
        chains: chains
            .map(|chain| Chain {
                mentions: chain
                    .into_iter()
                    .map(|m| ChainMention {
                        span: m.span,
                        head: m.head,
                    })
                    .collect(),
            })
            .collect(),
        toponyms: toponyms
            .map(|t| LocatedName {
                span: t.span,
                place: t.place,
            })
            .collect(),
        ..SystemReading::new(reading.record)
    }
}
