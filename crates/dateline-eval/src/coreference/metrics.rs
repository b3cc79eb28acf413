//! The standard metrics over partitions of mentions into entities.
//!
//! A partition is a list of clusters, each a list of mention numbers; a mention stands in at most
//! one cluster of a partition, and a mention that only one partition has counts as missed or as
//! invented. Parts and wholes are summed over documents before they are divided, as the reference
//! scorer of the CoNLL shared tasks does (Pradhan et al. 2014, “Scoring coreference partitions of
//! predicted mentions: a reference implementation”).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use crate::counts::harmonic_mean;

use super::assignment::best_pairs;

/// Mentions of one entity, by number.
pub type Cluster = Vec<usize>;

/// Parts and wholes of a recall and a precision.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ratios {
    /// What of the key is in the response.
    pub key_part: f64,
    /// What the key has.
    pub key_whole: usize,
    /// What of the response is in the key.
    pub response_part: f64,
    /// What the response has.
    pub response_whole: usize,
}

impl Ratios {
    /// Share of the key that is in the response; 0 for an empty key.
    pub fn recall(&self) -> f64 {
        share(self.key_part, self.key_whole)
    }

    /// Share of the response that is in the key; 0 for an empty response.
    pub fn precision(&self) -> f64 {
        share(self.response_part, self.response_whole)
    }

    /// Harmonic mean of precision and recall; 0 if both are 0.
    pub fn f1(&self) -> f64 {
        harmonic_mean(self.precision(), self.recall())
    }
}

impl AddAssign for Ratios {
    fn add_assign(&mut self, other: Ratios) {
        self.key_part += other.key_part;
        self.key_whole += other.key_whole;
        self.response_part += other.response_part;
        self.response_whole += other.response_whole;
    }
}

fn share(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

/// MUC: the links that hold the clusters together, of which a cluster has one fewer than mentions
/// (Vilain et al. 1995, “A model-theoretic coreference scoring scheme”).
pub fn muc(key: &[Cluster], response: &[Cluster]) -> Ratios {
    let (key_part, key_whole) = links(key, response);
    let (response_part, response_whole) = links(response, key);
    Ratios {
        key_part,
        key_whole,
        response_part,
        response_whole,
    }
}

/// The links of `clusters` that `others` keep, and all links of `clusters`.
fn links(clusters: &[Cluster], others: &[Cluster]) -> (f64, usize) {
    let cluster_of = cluster_of(others);
    let (mut kept, mut all) = (0, 0);
    for cluster in clusters.iter().filter(|cluster| !cluster.is_empty()) {
        let found = cluster.iter().map(|mention| cluster_of.get(mention));
        let missing = found.clone().filter(Option::is_none).count();
        let parts = found.flatten().collect::<BTreeSet<_>>().len() + missing;
        kept += cluster.len() - parts;
        all += cluster.len() - 1;
    }
    (kept as f64, all)
}

/// B-cubed: for every mention, how much of its cluster stands with it on the other side, too
/// (Bagga & Baldwin 1998, “Algorithms for scoring coreference chains”). A mention that the other
/// side lacks counts as 0.
pub fn b_cubed(key: &[Cluster], response: &[Cluster]) -> Ratios {
    let mut ratios = Ratios {
        key_whole: key.iter().map(Vec::len).sum(),
        response_whole: response.iter().map(Vec::len).sum(),
        ..Ratios::default()
    };
    for (&(k, r), &shared) in &shared_mentions(key, response) {
        let square = (shared * shared) as f64;
        ratios.key_part += square / key[k].len() as f64;
        ratios.response_part += square / response[r].len() as f64;
    }
    ratios
}

/// CEAF with the similarity of entities φ₄, twice the shared mentions over all mentions of both:
/// clusters are paired one to one so that their similarities sum to the most (Luo 2005, “On
/// coreference resolution performance metrics”).
pub fn ceaf_e(key: &[Cluster], response: &[Cluster]) -> Ratios {
    let similarities: BTreeMap<_, _> = shared_mentions(key, response)
        .into_iter()
        .map(|((k, r), shared)| {
            let both = key[k].len() + response[r].len();
            ((k, r), 2.0 * shared as f64 / both as f64)
        })
        .collect();
    let pairs = best_pairs(&similarities, key.len(), response.len());
    let similarity = pairs.iter().filter_map(|pair| similarities.get(pair)).sum();
    Ratios {
        key_part: similarity,
        key_whole: key.len(),
        response_part: similarity,
        response_whole: response.len(),
    }
}

/// How many mentions a cluster of the key and one of the response share, where they share any.
fn shared_mentions(key: &[Cluster], response: &[Cluster]) -> BTreeMap<(usize, usize), usize> {
    let in_response = cluster_of(response);
    let mut shared = BTreeMap::new();
    for (k, cluster) in key.iter().enumerate() {
        for r in cluster
            .iter()
            .filter_map(|mention| in_response.get(mention))
        {
            *shared.entry((k, *r)).or_insert(0) += 1;
        }
    }
    shared
}

fn cluster_of(clusters: &[Cluster]) -> BTreeMap<usize, usize> {
    let clusters = clusters.iter().enumerate();
    clusters
        .flat_map(|(index, cluster)| cluster.iter().map(move |&mention| (mention, index)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clusters written as words whose letters are the mentions.
    fn clusters(words: &[&str]) -> Vec<Cluster> {
        words
            .iter()
            .map(|word| word.bytes().map(usize::from).collect())
            .collect()
    }

    fn assert_scores(ratios: Ratios, recall: f64, precision: f64) {
        assert!(
            (ratios.recall() - recall).abs() < 1e-9
                && (ratios.precision() - precision).abs() < 1e-9,
            "recall {} and precision {} where {recall} and {precision} are due",
            ratios.recall(),
            ratios.precision()
        );
    }

    #[test]
    fn muc_counts_links() {
        // One chain of four needs three links; its halves have two of them.
        let (whole, halves) = (clusters(&["ABCD"]), clusters(&["AB", "CD"]));
        assert_scores(muc(&whole, &halves), 2.0 / 3.0, 1.0);
        assert_scores(muc(&halves, &whole), 1.0, 2.0 / 3.0);
    }

    #[test]
    fn two_wrong_merges_of_twelve_mentions() {
        let key = clusters(&["12345", "67", "89ABC"]);
        // Nine links are due; either response gives one too many.
        let small_merged = clusters(&["12345", "6789ABC"]);
        let large_merged = clusters(&["1234589ABC", "67"]);
        assert_scores(muc(&key, &small_merged), 1.0, 0.9);
        assert_scores(muc(&key, &large_merged), 1.0, 0.9);
        // Five mentions at 1, two at 2/7, five at 5/7; then ten at 5/10, two at 1.
        let small = (5.0 + 2.0 * 2.0 / 7.0 + 5.0 * 5.0 / 7.0) / 12.0;
        assert_scores(b_cubed(&key, &small_merged), 1.0, small);
        assert_scores(b_cubed(&key, &large_merged), 1.0, 7.0 / 12.0);
        // Pairs: the untouched one at 1 and the best of the merged ones at 10/12 or 10/15.
        let small = 1.0 + 10.0 / 12.0;
        assert_scores(ceaf_e(&key, &small_merged), small / 3.0, small / 2.0);
        let large = 1.0 + 10.0 / 15.0;
        assert_scores(ceaf_e(&key, &large_merged), large / 3.0, large / 2.0);
    }

    #[test]
    fn missed_and_invented_mentions_count_against_the_system() {
        // `e` is missed, `h` and `i` are invented.
        let key = clusters(&["abc", "defg"]);
        let response = clusters(&["ab", "cd", "fghi"]);
        // Kept links: ab and fg, of 2 + 3 in the key and 1 + 1 + 3 in the response.
        assert_scores(muc(&key, &response), 0.4, 0.4);
        // Key: a and b 2/3, c 1/3, d 1/4, e 0, f and g 2/4.
        // Response: a and b 1, c and d 1/2, f and g 2/4, h and i 0.
        let recall = (4.0 / 3.0 + 1.0 / 3.0 + 1.0 / 4.0 + 1.0) / 7.0;
        assert_scores(b_cubed(&key, &response), recall, 4.0 / 8.0);
        // abc with ab at 4/5, defg with fghi at 4/8.
        assert_scores(ceaf_e(&key, &response), 1.3 / 2.0, 1.3 / 3.0);
    }

    #[test]
    fn the_pairing_is_the_best_and_not_the_greedy_one() {
        // abcdef with abcgh has 6/11, the most of all pairs, but leaves nothing for ghijk;
        // abcdef with delm and ghijk with abcgh have 4/10 each.
        let key = clusters(&["abcdef", "ghijk"]);
        let response = clusters(&["abcgh", "delm"]);
        assert_scores(ceaf_e(&key, &response), 0.8 / 2.0, 0.8 / 2.0);
    }

    /// All partitions of the mentions `0..mentions`.
    fn partitions(mentions: usize) -> Vec<Vec<Cluster>> {
        let Some(last) = mentions.checked_sub(1) else {
            return vec![Vec::new()];
        };
        let mut all = Vec::new();
        for smaller in partitions(last) {
            for index in 0..smaller.len() {
                let mut joined = smaller.clone();
                joined[index].push(last);
                all.push(joined);
            }
            let mut apart = smaller;
            apart.push(vec![last]);
            all.push(apart);
        }
        all
    }

    #[test]
    fn on_all_partitions_of_five_mentions() {
        let partitions = partitions(5);
        assert_eq!(partitions.len(), 52);
        for metric in [muc, b_cubed, ceaf_e] {
            for key in &partitions {
                let own = metric(key, key);
                if own.key_whole > 0 {
                    assert_scores(own, 1.0, 1.0);
                }
                for response in &partitions {
                    let there = metric(key, response);
                    let back = metric(response, key);
                    assert_scores(there, back.precision(), back.recall());
                    assert!((0.0..=1.0 + 1e-9).contains(&there.recall()));
                    if key != response && there.key_whole > 0 && there.response_whole > 0 {
                        assert!(there.f1() < 1.0, "{key:?} {response:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_scores_zero_not_nan() {
        for metric in [muc, b_cubed, ceaf_e] {
            assert_eq!(metric(&[], &clusters(&["ab"])).f1(), 0.0);
            assert_eq!(metric(&[], &[]).f1(), 0.0);
        }
    }
}
