//! ECB+: which reports tell of one story, as they arrive.

use std::collections::BTreeMap;
use std::path::Path;

use dateline_record::{Record, Report as NewsReport, Text};

use super::{Corpus, Folder, Scorer, Table, ecb, judge_all};
use crate::coreference::metrics::{Cluster, Ratios, b_cubed};
use crate::error::EvalError;
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "ecb-stories",
    folder: Folder::Data,
    path: ecb::PATH,
    what: "stories: which reports tell of one happening, as they arrive in several orders",
    run: Scorer::OfPart(run),
};

/// Who comes first decides much: the mean is taken over so many orders.
const ORDERS: u64 = 5;

fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let documents = ecb::read(path)?;
    let read = judge_all(&documents, |document| read(document, system))?;
    let mut ratios = Ratios::default();
    let mut stories = 0;
    for order in 0..ORDERS {
        let arrivals = shuffled(documents.len(), order);
        let reports: Vec<_> = arrivals
            .iter()
            .map(|&at| (&read[at].0, &read[at].1))
            .collect();
        let Some(given) = system.stories(&reports) else {
            let none = vec![Metric::not_produced("B-cubed")];
            return Ok(vec![Table::new("all", documents.len(), none)]);
        };
        let response = clusters(arrivals.iter().copied().zip(given));
        stories += response.len();
        let subtopics = documents.iter().map(|document| document.subtopic.as_str());
        ratios += b_cubed(&clusters(subtopics.enumerate()), &response);
    }
    let metrics = vec![
        Metric {
            name: "B-cubed".to_owned(),
            value: Some(ratios.f1()),
            precision: Some(ratios.precision()),
            recall: Some(ratios.recall()),
            gold: Some(documents.len()),
            predicted: Some(documents.len()),
        },
        Metric::count("stories given, on average", stories / ORDERS as usize),
    ];
    Ok(vec![Table::new("all", documents.len(), metrics)])
}

fn read(document: &ecb::Document, system: &dyn System) -> Result<(NewsReport, Record), EvalError> {
    let text = Text::new(document.text.as_str()).map_err(|error| EvalError::Unreadable {
        document: document.id.clone(),
        reason: error.to_string(),
    })?;
    let report = NewsReport::new(document.id.as_str(), text);
    let record = system.read(&report).record;
    Ok((report, record))
}

/// The documents by story.
fn clusters<S: Ord>(documents: impl Iterator<Item = (usize, S)>) -> Vec<Cluster> {
    let mut by_story: BTreeMap<S, Cluster> = BTreeMap::new();
    for (document, story) in documents {
        by_story.entry(story).or_default().push(document);
    }
    by_story.into_values().collect()
}

/// The numbers below `count` in an order that `seed` decides: Fisher and Yates' shuffle with the generator of Lehmer.
pub(super) fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut state = seed + 1;
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        state = state * 48_271 % 0x7fff_ffff;
        order.swap(last, state as usize % (last + 1));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemReading;
    use crate::testing::file;

    /// Puts reports of the same first word together.
    struct ByFirstWord;

    impl System for ByFirstWord {
        fn read(&self, report: &NewsReport) -> SystemReading {
            SystemReading::new(Record::new(report, "fake", None))
        }

        fn stories(&self, arrivals: &[(&NewsReport, &Record)]) -> Option<Vec<usize>> {
            let first = |text: &str| text.bytes().next().map(usize::from);
            let stories = arrivals
                .iter()
                .map(|(report, _)| first(report.text.as_str()));
            stories.collect()
        }
    }

    struct Silent;

    impl System for Silent {
        fn read(&self, report: &NewsReport) -> SystemReading {
            SystemReading::new(Record::new(report, "fake", None))
        }
    }

    fn part(name: &str) -> std::path::PathBuf {
        let line = |id: &str, subtopic: &str, text: &str| {
            format!(
                r#"{{"id": "{id}", "topic": 1, "subtopic": "{subtopic}", "text": "{text}", "reviewed_sentences": [],
                "sentences": [], "mentions": []}}"#
            )
            .replace('\n', " ")
        };
        let lines = [
            line("a", "1ecb", "Ferry sinks."),
            line("b", "1ecb", "Ferry lost."),
            line("c", "1ecb", "Boat lost."),
            line("d", "1ecbplus", "Boat raised."),
        ];
        file(name, &lines.join("\n"))
    }

    #[test]
    fn stories_are_judged_by_b_cubed_whatever_the_order() {
        let tables = run(&part("ecb-stories.jsonl"), &ByFirstWord).unwrap();
        let [whole, stories] = &tables[0].metrics[..] else {
            panic!("{tables:?}");
        };
        // Precision: a and b 1, c and d 1/2. Recall: a and b 2/3, c 1/3, d 1.
        assert!((whole.precision.unwrap() - 3.0 / 4.0).abs() < 1e-9);
        assert!((whole.recall.unwrap() - (2.0 / 3.0 * 2.0 + 1.0 / 3.0 + 1.0) / 4.0).abs() < 1e-9);
        assert_eq!(stories.value, Some(2.0));
    }

    #[test]
    fn a_system_without_stories_has_no_figure() {
        let tables = run(&part("ecb-no-stories.jsonl"), &Silent).unwrap();
        assert_eq!(tables[0].metrics, [Metric::not_produced("B-cubed")]);
    }

    #[test]
    fn every_order_has_every_document_once() {
        let (first, second) = (shuffled(20, 0), shuffled(20, 1));
        assert_ne!(first, second);
        for mut order in [first, second] {
            order.sort_unstable();
            assert_eq!(order, (0..20).collect::<Vec<_>>());
        }
    }
}
