//! Names of places with coordinates: what LGL and GeoWebNews are judged by.

use std::ops::AddAssign;

use dateline_gazetteer::kilometres;
use dateline_record::{CharSpan, GeoPlace};

use super::{Table, foreign_span, judge_all, read_at};
use crate::characters::overlap;
use crate::counts::{Counts, Tally};
use crate::error::EvalError;
use crate::report::Metric;
use crate::system::System;

/// Kilometres within which a place is the right one: a hundred miles, as in the literature.
const NEAR: f64 = 161.0;

/// Half of the earth's girth in kilometres, the error that is counted where no place was given.
const FARTHEST: f64 = 20_039.0;

/// The halves of a corpus that its authors did not divide: rules are developed on one and measured on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// For developing.
    Train,
    /// For measuring.
    Dev,
}

impl Half {
    /// The half that a part of other corpora answers to; there is no other one.
    pub(super) fn of_part(part: &str) -> Option<Self> {
        match part {
            "train" => Some(Half::Train),
            "dev" => Some(Half::Dev),
            _ => None,
        }
    }

    /// Whether a document belongs to it: to the train half, if the 64-bit FNV-1a hash of its id has an even number of
    /// one bits.
    pub(super) fn has(self, id: &str) -> bool {
        let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        (hash.count_ones() % 2 == 0) == (self == Half::Train)
    }
}

/// A report whose names of places are annotated.
#[derive(Debug)]
pub(super) struct Document {
    pub id: String,
    pub text: String,
    pub url: Option<String>,
    pub published: Option<String>,
    pub toponyms: Vec<Toponym>,
}

/// An annotated name of a place.
#[derive(Debug, Clone)]
pub(super) struct Toponym {
    pub span: CharSpan,
    /// Degrees north and east, if the annotators found the place.
    pub point: Option<(f64, f64)>,
    /// Its entry in GeoNames, if it has one.
    pub geonames: Option<u32>,
}

#[derive(Debug, Default)]
struct Judgement {
    /// Own names: found, and within reach of the gold place.
    found: Tally,
    right: Tally,
    /// Given names, those aside that overlap a gold name without coordinates.
    given: Tally,
    /// Given stretches.
    all: Answers,
    entries: Answers,
}

/// What was answered for given stretches.
#[derive(Debug, Default)]
struct Answers {
    /// Kilometres from the gold place; `None` where no place was given.
    errors: Vec<Option<f64>>,
    same_entry: Tally,
}

impl AddAssign for Judgement {
    fn add_assign(&mut self, other: Self) {
        self.found += other.found;
        self.right += other.right;
        self.given += other.given;
        self.all += other.all;
        self.entries += other.entries;
    }
}

impl AddAssign for Answers {
    fn add_assign(&mut self, other: Self) {
        self.errors.extend(other.errors);
        self.same_entry += other.same_entry;
    }
}

/// Judges a system on documents: with its own names, and on the gold's.
pub(super) fn run(documents: &[Document], system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let mut total = Judgement::default();
    for judgement in judge_all(documents, |document| judge(document, system))? {
        total += judgement;
    }
    let counts = Counts::new(total.right.right, total.right.of, total.given.of);
    let metrics = vec![
        Metric::share("found and within 161 km", total.right),
        Metric::share("found", total.found),
        Metric::share("given ones within 161 km", total.given),
        Metric::f1("both", counts),
    ];
    let table = |name: &str, metrics| Table::new(name, documents.len(), metrics);
    Ok(vec![
        table("all", metrics),
        table("given spans", total.all.metrics()),
        table("given spans with an entry", total.entries.metrics()),
    ])
}

fn judge(document: &Document, system: &dyn System) -> Result<Judgement, EvalError> {
    let published = document.published.as_deref();
    let url = document.url.as_deref();
    let reading = read_at(system, &document.id, &document.text, published, url)?;
    let points = reading.text.code_points();
    let mut judgement = Judgement::default();

    let mut given = Vec::new();
    for name in &reading.layers.toponyms {
        let span = points
            .outer(name.span)
            .ok_or_else(|| foreign_span(&document.id))?;
        given.push((span, &name.place));
    }
    let mut free = vec![true; given.len()];
    for gold in &document.toponyms {
        let Some(point) = gold.point else { continue };
        let near = |place: &GeoPlace| kilometres((place.lat, place.lon), point) <= NEAR;
        let mut own = (0..given.len()).filter(|i| free[*i] && overlap(given[*i].0, gold.span));
        let first = own.clone().next();
        let right = own.find(|i| near(given[*i].1));
        if let Some(taken) = right.or(first) {
            free[taken] = false;
            judgement.given.add(right.is_some());
        }
        judgement.found.add(first.is_some());
        judgement.right.add(right.is_some());
    }
    for (i, (span, _)) in given.iter().enumerate() {
        if free[i]
            && !document
                .toponyms
                .iter()
                .any(|gold| overlap(gold.span, *span))
        {
            judgement.given.add(false);
        }
    }

    let mut asked: Vec<&Toponym> = document
        .toponyms
        .iter()
        .filter(|t| t.point.is_some())
        .collect();
    asked.sort_by_key(|t| (t.span.start, t.span.end));
    let spans: Option<Vec<_>> = asked.iter().map(|t| points.inner(t.span)).collect();
    let spans = spans.ok_or_else(|| foreign_span(&document.id))?;
    let mut report = dateline_record::Report::new(document.id.as_str(), reading.text.clone());
    report.url.clone_from(&document.url);
    let answers = system.locate(&report, &spans);
    for (gold, answer) in asked.into_iter().zip(answers) {
        let Some(point) = gold.point else { continue };
        let error = answer
            .as_ref()
            .map(|place| kilometres((place.lat, place.lon), point));
        judgement.all.errors.push(error);
        if gold.geonames.is_some() {
            let entry = answer.and_then(|place| place.geonames);
            judgement.entries.errors.push(error);
            judgement.entries.same_entry.add(entry == gold.geonames);
            judgement.all.same_entry.add(entry == gold.geonames);
        }
    }
    Ok(judgement)
}

impl Answers {
    fn metrics(&self) -> Vec<Metric> {
        let mut answered: Vec<f64> = self.errors.iter().flatten().copied().collect();
        answered.sort_by(f64::total_cmp);
        let of = self.errors.len();
        let near = answered.iter().filter(|km| **km <= NEAR).count();
        let mut metrics = vec![
            Metric::share("accuracy at 161 km", Tally { right: near, of }),
            Metric::share("same entry", self.same_entry),
            Metric::share(
                "answered",
                Tally {
                    right: answered.len(),
                    of,
                },
            ),
            Metric::value("area under the curve", self.area(), of),
        ];
        if !answered.is_empty() {
            let mean = answered.iter().sum::<f64>() / answered.len() as f64;
            metrics.push(Metric::count(
                "mean error of answered, km",
                mean.round() as usize,
            ));
            let median = answered.get(answered.len() / 2).copied().unwrap_or(0.0);
            metrics.push(Metric::count(
                "median error of answered, km",
                median.round() as usize,
            ));
        }
        metrics
    }

    /// The area under the curve of the sorted logarithms of the errors, as a share of the worst one; less is better. An
    /// answer that is missing is as wrong as can be.
    fn area(&self) -> f64 {
        let logarithms = self.errors.iter().map(|e| e.unwrap_or(FARTHEST).ln_1p());
        let sum: f64 = logarithms.sum();
        match self.errors.len() {
            0 => 0.0,
            n => sum / (FARTHEST.ln_1p() * n as f64),
        }
    }
}
