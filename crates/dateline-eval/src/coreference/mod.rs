//! Coreference: which words speak of the same person or thing.
//!
//! A system's [`Chain`]s are compared with the gold's by MUC, B-cubed and CEAF with φ₄; *CoNLL F1*
//! is the mean of their F1. Mentions are matched by head word, as the CorefUD shared tasks do, and
//! by exact phrase. Chains of one mention are left out on both sides, as in OntoNotes and CorefUD.

mod assignment;
pub mod matching;
pub mod metrics;
pub mod treebank;

use std::ops::AddAssign;

use crate::counts::Counts;
use crate::report::Metric;
use crate::system::Chain;
use matching::{Clusters, Match, match_mentions};
use metrics::{Cluster, Ratios, b_cubed, ceaf_e, muc};

/// What was counted of chains over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CoreferenceScore {
    /// Mentions of chains of two or more, found by their heads.
    mentions: Counts,
    /// Chains of two or more.
    chains: Counts,
    by_head: Partitions,
    by_span: Partitions,
    any_given: bool,
}

/// The metrics under one way of matching mentions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Partitions {
    muc: Ratios,
    b_cubed: Ratios,
    ceaf_e: Ratios,
}

impl Partitions {
    fn new(clusters: &Clusters) -> Self {
        Partitions::of(&clusters.key, &clusters.response)
    }

    fn of(key: &[Cluster], response: &[Cluster]) -> Self {
        Partitions {
            muc: muc(key, response),
            b_cubed: b_cubed(key, response),
            ceaf_e: ceaf_e(key, response),
        }
    }

    fn conll_f1(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

impl CoreferenceScore {
    /// Counts one document.
    pub fn new(gold: &[Chain], given: &[Chain]) -> Self {
        let by_head = match_mentions(gold, given, Match::Head);
        let by_span = match_mentions(gold, given, Match::ExactSpan);
        let mentions = |clusters: &[Vec<usize>]| clusters.iter().map(Vec::len).sum();
        CoreferenceScore {
            mentions: Counts::new(
                by_head.found,
                mentions(&by_head.key),
                mentions(&by_head.response),
            ),
            chains: Counts::new(0, by_head.key.len(), by_head.response.len()),
            by_head: Partitions::new(&by_head),
            by_span: Partitions::new(&by_span),
            any_given: !given.is_empty(),
        }
    }

    /// Whether the gold has a chain of two mentions.
    pub fn has_gold(&self) -> bool {
        self.chains.gold > 0
    }

    /// Whether the system gave any chain, if only of one mention.
    pub fn has_given(&self) -> bool {
        self.any_given
    }

    /// The figures: mentions found by head, the metrics and their mean by head, their mean by
    /// exact phrase. Beside MUC stand the numbers of links, beside B-cubed those of mentions,
    /// beside the others those of chains.
    pub fn metrics(&self) -> Vec<Metric> {
        let mean = |name: &str, partitions: &Partitions| Metric {
            name: name.to_owned(),
            value: Some(partitions.conll_f1()),
            precision: None,
            recall: None,
            gold: Some(self.chains.gold),
            predicted: Some(self.chains.predicted),
        };
        vec![
            Metric::f1("mentions", self.mentions),
            ratios_metric("MUC", self.by_head.muc),
            ratios_metric("B-cubed", self.by_head.b_cubed),
            ratios_metric("CEAF-e", self.by_head.ceaf_e),
            mean("CoNLL F1", &self.by_head),
            mean("CoNLL F1, exact spans", &self.by_span),
        ]
    }
}

fn ratios_metric(name: &str, ratios: Ratios) -> Metric {
    Metric {
        name: name.to_owned(),
        value: Some(ratios.f1()),
        precision: Some(ratios.precision()),
        recall: Some(ratios.recall()),
        gold: Some(ratios.key_whole),
        predicted: Some(ratios.response_whole),
    }
}

/// The metrics of two partitions of the same mentions, those that stand alone included, and last their mean under the name
/// given.
pub(crate) fn partition_metrics(mean: &str, key: &[Cluster], response: &[Cluster]) -> Vec<Metric> {
    let partitions = Partitions::of(key, response);
    vec![
        ratios_metric("MUC", partitions.muc),
        ratios_metric("B-cubed", partitions.b_cubed),
        ratios_metric("CEAF-e", partitions.ceaf_e),
        Metric {
            predicted: Some(response.len()),
            ..Metric::value(mean, partitions.conll_f1(), key.len())
        },
    ]
}

impl AddAssign for CoreferenceScore {
    fn add_assign(&mut self, other: CoreferenceScore) {
        self.mentions += other.mentions;
        self.chains += other.chains;
        for (own, added) in [
            (&mut self.by_head, other.by_head),
            (&mut self.by_span, other.by_span),
        ] {
            own.muc += added.muc;
            own.b_cubed += added.b_cubed;
            own.ceaf_e += added.ceaf_e;
        }
        self.any_given |= other.any_given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::chain;
    use dateline_record::Text;

    fn value(score: &CoreferenceScore, name: &str) -> f64 {
        let metrics = score.metrics();
        let metric = metrics.iter().find(|metric| metric.name == name);
        metric.and_then(|metric| metric.value).unwrap()
    }

    #[test]
    fn documents_are_summed_before_they_are_divided() {
        let text = Text::new("Lind fled. She hid, he slept, the dog barked at it.").unwrap();
        let lind = [chain(&text, &[("Lind", "Lind"), ("She", "She")])];
        let dog = chain(&text, &[("the dog", "dog"), ("he", "he"), ("it", "it")]);
        let half = chain(&text, &[("dog", "dog"), ("he", "he")]);

        let perfect = CoreferenceScore::new(&lind, &lind);
        for metric in perfect.metrics() {
            assert_eq!(metric.value, Some(1.0), "{}", metric.name);
        }
        // By head two of three mentions are found: MUC 1/2 and 1, B-cubed 4/9 and 1, CEAF-e 4/5.
        let partial = CoreferenceScore::new(&[dog], &[half]);
        let mean = (2.0 / 3.0 + 8.0 / 13.0 + 4.0 / 5.0) / 3.0;
        assert!((value(&partial, "CoNLL F1") - mean).abs() < 1e-9);
        // By phrase "dog" is not "the dog", which leaves no link.
        assert!(value(&partial, "CoNLL F1, exact spans") < mean);

        let mut both = perfect;
        both += partial;
        // Links: 1 + 1 of 1 + 2 in the gold, 1 + 1 of 1 + 1 given.
        assert!((value(&both, "MUC") - 0.8).abs() < 1e-9);
        assert_eq!(
            both.metrics()[0],
            Metric::f1("mentions", Counts::new(4, 5, 4))
        );
    }

    #[test]
    fn a_chain_of_one_mention_shows_that_the_layer_is_there() {
        let text = Text::new("Lind fled.").unwrap();
        let single = [chain(&text, &[("Lind", "Lind")])];
        let score = CoreferenceScore::new(&[], &single);
        assert!(score.has_given() && !score.has_gold());
        assert!(!CoreferenceScore::new(&single, &[]).has_given());
    }
}
