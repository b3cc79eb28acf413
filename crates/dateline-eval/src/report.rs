//! The outcome of a measurement: sections of named figures.

use serde::{Deserialize, Serialize};

use crate::counts::{Counts, Tally};

/// All that was measured in one run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// One section per corpus and table, in the order of [`crate::CORPORA`].
    pub sections: Vec<Section>,
}

/// The figures of one table of one corpus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Name of the corpus, as in [`crate::CORPORA`].
    pub corpus: String,
    /// `train`, `dev` or `test`.
    pub part: String,
    /// `all` for the corpus' main figures, else what the table tells apart, such as `by label`.
    pub table: String,
    /// How many documents were scored; 0 if the corpus is missing.
    pub documents: usize,
    /// Where the corpus was looked for, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// The figures.
    pub metrics: Vec<Metric>,
}

/// One figure, as a share between 0 and 1 unless its name says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// What is measured.
    pub name: String,
    /// F1 where precision and recall are given, else the share of right decisions or a plain
    /// count; `None` if the system does not produce this layer.
    pub value: Option<f64>,
    /// Precision, for figures that have one.
    pub precision: Option<f64>,
    /// Recall, for figures that have one.
    pub recall: Option<f64>,
    /// Items in the gold, or decisions taken.
    pub gold: Option<usize>,
    /// Items the system gave.
    pub predicted: Option<usize>,
}

impl Report {
    /// The figure of that corpus, table and name.
    pub fn metric(&self, corpus: &str, table: &str, name: &str) -> Option<&Metric> {
        self.sections
            .iter()
            .filter(|section| section.corpus == corpus && section.table == table)
            .flat_map(|section| &section.metrics)
            .find(|metric| metric.name == name)
    }
}

impl Metric {
    /// F1 with precision and recall.
    pub fn f1(name: impl Into<String>, counts: Counts) -> Self {
        Metric {
            name: name.into(),
            value: Some(counts.f1()),
            precision: Some(counts.precision()),
            recall: Some(counts.recall()),
            gold: Some(counts.gold),
            predicted: Some(counts.predicted),
        }
    }

    /// Share of right decisions.
    pub fn share(name: impl Into<String>, tally: Tally) -> Self {
        Metric::of(name, tally.share(), tally.of)
    }

    /// A figure that was taken over a number of items.
    pub fn of(name: impl Into<String>, value: f64, items: usize) -> Self {
        Metric {
            gold: Some(items),
            ..Metric::plain(name, Some(value))
        }
    }

    /// A plain number.
    pub fn count(name: impl Into<String>, number: usize) -> Self {
        Metric::plain(name, Some(number as f64))
    }

    /// A number between 0 and 1 that is made of so many decisions, and no share of them.
    pub fn value(name: impl Into<String>, value: f64, of: usize) -> Self {
        Metric {
            gold: Some(of),
            ..Metric::plain(name, Some(value))
        }
    }

    /// A layer that the system does not produce.
    pub fn not_produced(name: impl Into<String>) -> Self {
        Metric::plain(name, None)
    }

    fn plain(name: impl Into<String>, value: Option<f64>) -> Self {
        Metric {
            name: name.into(),
            value,
            precision: None,
            recall: None,
            gold: None,
            predicted: None,
        }
    }
}
