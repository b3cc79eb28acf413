//! Whether confidences can be trusted: of the facts marked 0.8, about eight in ten should be right.

use std::ops::Range;

use crate::counts::Tally;
use crate::report::Metric;

/// Bins of confidence.
const BINS: usize = 10;
/// Parts in which reports are left out while the curve is fitted.
const PARTS: usize = 5;
/// Rounds of Newton's method.
const STEPS: usize = 30;
/// Keeps the curve from running away where few facts are wrong.
const STIFFNESS: f64 = 0.1;
/// Confidences are kept this far from 0 and 1, whose logarithms are endless.
const EDGE: f64 = 1e-3;

/// Confidences of facts of one kind, and whether the facts are right.
#[derive(Debug, Clone, Default)]
pub(super) struct Reliability(Vec<Fact>);

#[derive(Debug, Clone, Copy)]
struct Fact {
    report: usize,
    confidence: f64,
    right: bool,
}

/// A line in log odds: what calibrates a confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Line {
    slope: f64,
    intercept: f64,
}

impl Reliability {
    /// Notes a fact of the report of this number.
    pub(super) fn add(&mut self, report: usize, confidence: f32, right: bool) {
        let confidence = f64::from(confidence);
        self.0.push(Fact {
            report,
            confidence,
            right,
        });
    }

    /// For each bin that has facts, their mean confidence and how many are right; the expected calibration error as it
    /// is and after a line fitted on other reports; the line fitted on all.
    pub(super) fn metrics(&self, kind: &str) -> Vec<Metric> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        let given: Vec<(f64, bool)> = self.0.iter().map(|f| (f.confidence, f.right)).collect();
        for bin in 0..BINS {
            let tally = right_in(&given, bin);
            if tally.of > 0 {
                let from = bin as f64 / BINS as f64;
                let mean = mean_in(&given, bin);
                out.push(Metric::of(
                    format!("{kind} from {from:.1}: confidence"),
                    mean,
                    tally.of,
                ));
                out.push(Metric::share(
                    format!("{kind} from {from:.1}: right"),
                    tally,
                ));
            }
        }
        let n = given.len();
        let crossed = self.cross_fitted();
        let line = Line::fit(self.0.iter().copied());
        out.extend([
            Metric::of(format!("{kind}: calibration error"), error(&given), n),
            Metric::of(
                format!("{kind}: calibration error, refitted"),
                error(&crossed),
                n,
            ),
            Metric::of(format!("{kind}: slope of the line"), line.slope, n),
            Metric::of(format!("{kind}: intercept of the line"), line.intercept, n),
        ]);
        out
    }

    /// Confidences by lines that were fitted without the fact's report.
    fn cross_fitted(&self) -> Vec<(f64, bool)> {
        let of_part = |f: &Fact, part: usize| f.report % PARTS == part;
        let mut out = Vec::new();
        for part in 0..PARTS {
            let line = Line::fit(self.0.iter().copied().filter(|f| !of_part(f, part)));
            let held = self.0.iter().filter(|f| of_part(f, part));
            out.extend(held.map(|f| (line.apply(f.confidence), f.right)));
        }
        out
    }
}

fn range(bin: usize) -> Range<f64> {
    let edge = |i: usize| i as f64 / BINS as f64;
    // The last bin has the end, too.
    edge(bin)..if bin + 1 == BINS { 2.0 } else { edge(bin + 1) }
}

fn right_in(facts: &[(f64, bool)], bin: usize) -> Tally {
    let mut tally = Tally::default();
    for (_, right) in facts.iter().filter(|f| range(bin).contains(&f.0)) {
        tally.add(*right);
    }
    tally
}

fn mean_in(facts: &[(f64, bool)], bin: usize) -> f64 {
    let inside = || facts.iter().map(|f| f.0).filter(|c| range(bin).contains(c));
    inside().sum::<f64>() / inside().count().max(1) as f64
}

/// Expected calibration error: how far confidence and share right lie apart, over all bins by their weight.
fn error(facts: &[(f64, bool)]) -> f64 {
    (0..BINS)
        .map(|bin| {
            let tally = right_in(facts, bin);
            tally.of as f64 * (mean_in(facts, bin) - tally.share()).abs()
        })
        .sum::<f64>()
        / facts.len().max(1) as f64
}

fn log_odds(confidence: f64) -> f64 {
    let p = confidence.clamp(EDGE, 1.0 - EDGE);
    (p / (1.0 - p)).ln()
}

impl Line {
    /// The likeliest line, by Newton's method, held a little towards the one that changes nothing.
    fn fit(facts: impl Iterator<Item = Fact> + Clone) -> Self {
        let mut line = Self {
            slope: 1.0,
            intercept: 0.0,
        };
        for _ in 0..STEPS {
            let (mut g0, mut g1) = (STIFFNESS * line.intercept, STIFFNESS * (line.slope - 1.0));
            let (mut h00, mut h01, mut h11) = (STIFFNESS, 0.0, STIFFNESS);
            for fact in facts.clone() {
                let x = log_odds(fact.confidence);
                let p = line.apply(fact.confidence);
                let gap = p - f64::from(u8::from(fact.right));
                g0 += gap;
                g1 += gap * x;
                let weight = p * (1.0 - p);
                h00 += weight;
                h01 += weight * x;
                h11 += weight * x * x;
            }
            let determinant = h00 * h11 - h01 * h01;
            let step = |share: f64| Self {
                intercept: line.intercept - share * (h11 * g0 - h01 * g1) / determinant,
                slope: line.slope - share * (h00 * g1 - h01 * g0) / determinant,
            };
            // A whole step may lead beyond the valley; half of it, or a half of that, does not.
            let before = line.surprise(facts.clone());
            let shares = (0..STEPS).map(|halvings| 0.5_f64.powi(halvings as i32));
            let better = shares
                .map(step)
                .find(|next| next.surprise(facts.clone()) < before);
            match better {
                Some(next) => line = next,
                None => break,
            }
        }
        line
    }

    /// How unlikely the line makes what was found.
    fn surprise(self, facts: impl Iterator<Item = Fact>) -> f64 {
        let held = self.intercept.powi(2) + (self.slope - 1.0).powi(2);
        let of_facts: f64 = facts
            .map(|fact| {
                let p = self
                    .apply(fact.confidence)
                    .clamp(f64::EPSILON, 1.0 - f64::EPSILON);
                -(if fact.right { p } else { 1.0 - p }).ln()
            })
            .sum();
        of_facts + 0.5 * STIFFNESS * held
    }

    fn apply(self, confidence: f64) -> f64 {
        let z = self.intercept + self.slope * log_odds(confidence);
        1.0 / (1.0 + (-z).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a hundred facts marked 0.95 seventy are right, of a hundred marked 0.65 forty.
    fn boastful() -> Reliability {
        let mut out = Reliability::default();
        for i in 0..100 {
            out.add(i / 10, 0.95, i % 10 < 7);
            out.add(i / 10, 0.65, i % 10 < 4);
        }
        out
    }

    #[test]
    fn boasting_is_told_and_a_line_mends_it() {
        let metrics = boastful().metrics("events");
        let of = |name: &str| {
            let metric = metrics.iter().find(|m| m.name == name);
            metric.and_then(|m| m.value).unwrap()
        };
        assert!((of("events from 0.9: right") - 0.7).abs() < 1e-6);
        assert!((of("events: calibration error") - 0.25).abs() < 1e-6);
        assert!(of("events: calibration error, refitted") < 0.06);
        assert!(of("events: intercept of the line") < 0.0);
    }

    #[test]
    fn a_line_maps_what_it_was_fitted_on_to_the_share_right() {
        let line = Line::fit(boastful().0.iter().copied());
        assert!((line.apply(0.95) - 0.7).abs() < 0.02);
        assert!((line.apply(0.65) - 0.4).abs() < 0.02);
    }

    #[test]
    fn certainty_falls_into_the_last_bin() {
        let mut sure = Reliability::default();
        sure.add(0, 1.0, true);
        assert!(
            sure.metrics("posts")
                .iter()
                .any(|m| m.name == "posts from 0.9: right")
        );
        assert!(Reliability::default().metrics("posts").is_empty());
    }
}
