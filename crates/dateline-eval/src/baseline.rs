//! The quality floor: figures that may only rise.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use crate::report::Report;

/// The figures that a change may not fall below, as kept in `eval/baseline.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The part they were measured on.
    pub part: String,
    /// How far below its floor a figure may lie before it counts as a regression, as a share;
    /// absorbs what a different machine's rounding changes.
    pub tolerance: f64,
    /// The floors.
    pub floors: Vec<Floor>,
}

/// The least value of one figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Name of the corpus.
    pub corpus: String,
    /// Name of the table; `all` if left out.
    #[serde(default = "main_table")]
    pub table: String,
    /// Name of the figure.
    pub metric: String,
    /// The least value.
    pub at_least: f64,
}

/// A figure below its floor.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    /// The floor.
    pub floor: Floor,
    /// What was measured; `None` if the corpus was scored and the figure is not among its figures.
    pub measured: Option<f64>,
}

impl Display for Regression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Floor {
            corpus,
            table,
            metric,
            at_least,
        } = &self.floor;
        write!(f, "{corpus}, {table}, {metric}: ")?;
        match self.measured {
            Some(measured) => write!(f, "{measured:.4} is below the floor {at_least:.4}"),
            None => write!(f, "not measured, the floor is {at_least:.4}"),
        }
    }
}

impl Baseline {
    /// Raises every floor to what `report` measured on the same part, cut to four digits. No floor
    /// is lowered.
    pub fn raise(&mut self, report: &Report) {
        for floor in &mut self.floors {
            if let Some(measured) = floor.measured(report, &self.part) {
                floor.at_least = floor.at_least.max((measured * 1e4).floor() / 1e4);
            }
        }
    }
}

impl Floor {
    fn measured(&self, report: &Report, part: &str) -> Option<f64> {
        report
            .sections
            .iter()
            .filter(|section| section.part == part && section.corpus == self.corpus)
            .filter(|section| section.table == self.table)
            .flat_map(|section| &section.metrics)
            .find(|metric| metric.name == self.metric)?
            .value
    }
}

/// The figures of `report` that fall below `baseline`. Floors of corpora that the report does not
/// have (missing, not asked for, or of another part) are passed over.
pub fn check(baseline: &Baseline, report: &Report) -> Vec<Regression> {
    let scored = |corpus: &str| {
        report.sections.iter().any(|section| {
            section.corpus == corpus && section.part == baseline.part && section.missing.is_none()
        })
    };
    baseline
        .floors
        .iter()
        .filter(|floor| scored(&floor.corpus))
        .filter_map(|floor| {
            let measured = floor.measured(report, &baseline.part);
            let holds = measured.is_some_and(|value| value + baseline.tolerance >= floor.at_least);
            (!holds).then(|| Regression {
                floor: floor.clone(),
                measured,
            })
        })
        .collect()
}

fn main_table() -> String {
    "all".into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Tally;
    use crate::report::{Metric, Section};

    fn report(right: usize) -> Report {
        Report {
            sections: vec![Section {
                corpus: "polnear".into(),
                part: "dev".into(),
                table: "all".into(),
                documents: 1,
                missing: None,
                metrics: vec![Metric::share("cue", Tally { right, of: 1000 })],
            }],
        }
    }

    fn baseline(corpus: &str, metric: &str) -> Baseline {
        let text = format!(
            r#"{{"part": "dev", "tolerance": 0.001, "floors":
                [{{"corpus": "{corpus}", "metric": "{metric}", "at_least": 0.8}}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_fall_beyond_the_tolerance_is_told() {
        let floor = baseline("polnear", "cue");
        assert_eq!(check(&floor, &report(800)), vec![]);
        assert_eq!(check(&floor, &report(799)), vec![]);
        let fallen = check(&floor, &report(798));
        assert_eq!(fallen.len(), 1);
        assert_eq!(
            fallen[0].to_string(),
            "polnear, all, cue: 0.7980 is below the floor 0.8000"
        );
    }

    #[test]
    fn an_absent_corpus_is_passed_over_but_an_absent_figure_is_not() {
        assert_eq!(check(&baseline("ewt", "LAS"), &report(1000)), vec![]);
        assert_eq!(check(&baseline("polnear", "LAS"), &report(1000)).len(), 1);
    }

    #[test]
    fn floors_only_rise() {
        let mut floor = baseline("polnear", "cue");
        floor.raise(&report(700));
        assert_eq!(floor.floors[0].at_least, 0.8);
        floor.raise(&report(850));
        assert_eq!(floor.floors[0].at_least, 0.85);
        let mut other_part = Baseline {
            part: "test".into(),
            ..floor.clone()
        };
        other_part.raise(&report(900));
        assert_eq!(other_part.floors, floor.floors);
    }

    /// The baseline in the repository reads, and watches figures that there are.
    #[test]
    fn the_kept_baseline_names_known_corpora() {
        let kept: Baseline =
            serde_json::from_str(include_str!("../../../eval/baseline.json")).unwrap();
        for floor in &kept.floors {
            let known = crate::CORPORA
                .iter()
                .any(|corpus| corpus.name == floor.corpus);
            assert!(known, "{}", floor.corpus);
        }
    }
}
