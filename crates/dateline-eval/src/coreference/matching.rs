//! Which mention of a system is which of the gold.

use std::collections::{BTreeMap, BTreeSet};

use super::assignment::best_pairs;
use super::metrics::Cluster;
use crate::system::{Chain, ChainMention};

/// When a mention of the system is one of the gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The phrases are the same.
    ExactSpan,
    /// The head words are the same. Of several mentions with that head ("the mayor" in "the mayor
    /// and her aide") those of the same phrase go together first, then the others so that as much as can
    /// be of the gold's phrases is covered, as in the scorer of CorefUD.
    Head,
}

/// Both sides as clusters of numbers: a mention found has the same number on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clusters {
    /// The gold's.
    pub key: Vec<Cluster>,
    /// The system's.
    pub response: Vec<Cluster>,
    /// How many mentions of the gold were found.
    pub found: usize,
}

/// Numbers the mentions of both sides. Chains of fewer than two different mentions are left out
/// beforehand.
pub fn match_mentions(gold: &[Chain], given: &[Chain], by: Match) -> Clusters {
    let (gold, given) = (chains(gold), chains(given));
    let gold_mentions: Vec<ChainMention> = gold.iter().flatten().copied().collect();
    let given_mentions: Vec<ChainMention> = given.iter().flatten().copied().collect();

    let mut partners = Partners {
        gold: vec![None; gold_mentions.len()],
        given: vec![None; given_mentions.len()],
    };
    let same_phrase = |mention: &ChainMention| match by {
        Match::ExactSpan => (mention.span, mention.span),
        Match::Head => (mention.span, mention.head),
    };
    for (a, b) in partners.free_alike(&gold_mentions, &given_mentions, same_phrase) {
        for (&gold, &given) in a.iter().zip(&b) {
            partners.join(gold, given);
        }
    }
    if by == Match::Head {
        for (a, b) in partners.free_alike(&gold_mentions, &given_mentions, |m| m.head) {
            let coverage =
                |&(i, j): &(usize, usize)| covered(&gold_mentions[a[i]], &given_mentions[b[j]]);
            let pairs = (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| (i, j)));
            let coverage = pairs.map(|pair| (pair, coverage(&pair))).collect();
            for (i, j) in best_pairs(&coverage, a.len(), b.len()) {
                partners.join(a[i], b[j]);
            }
        }
    }

    let invented = gold_mentions.len()..;
    let numbers = partners.given.iter().zip(invented);
    Clusters {
        key: cut(&gold, 0..),
        response: cut(&given, numbers.map(|(number, own)| number.unwrap_or(own))),
        found: partners.gold.iter().flatten().count(),
    }
}

/// Which mention of the other side every mention is.
struct Partners {
    gold: Vec<Option<usize>>,
    given: Vec<Option<usize>>,
}

impl Partners {
    fn join(&mut self, gold: usize, given: usize) {
        self.gold[gold] = Some(given);
        self.given[given] = Some(gold);
    }

    /// The mentions without partner, by indices, in groups of the same `key`, each in text order;
    /// only groups with mentions on both sides.
    fn free_alike<K: Ord>(
        &self,
        gold: &[ChainMention],
        given: &[ChainMention],
        key: impl Fn(&ChainMention) -> K,
    ) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut groups: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (index, mention) in gold.iter().enumerate() {
            if self.gold[index].is_none() {
                groups.entry(key(mention)).or_default().0.push(index);
            }
        }
        for (index, mention) in given.iter().enumerate() {
            if self.given[index].is_none() {
                groups.entry(key(mention)).or_default().1.push(index);
            }
        }
        let mut both: Vec<_> = groups
            .into_values()
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .collect();
        for (a, b) in &mut both {
            a.sort_by_key(|&index| gold[index]);
            b.sort_by_key(|&index| given[index]);
        }
        both
    }
}

/// The different mentions of every chain of two or more, in text order.
fn chains(all: &[Chain]) -> Vec<BTreeSet<ChainMention>> {
    all.iter()
        .map(|chain| chain.mentions.iter().copied().collect::<BTreeSet<_>>())
        .filter(|mentions| mentions.len() > 1)
        .collect()
}

/// Deals `numbers` to the mentions of the chains in order.
fn cut(
    chains: &[BTreeSet<ChainMention>],
    numbers: impl IntoIterator<Item = usize>,
) -> Vec<Cluster> {
    let mut numbers = numbers.into_iter();
    chains
        .iter()
        .map(|chain| numbers.by_ref().take(chain.len()).collect())
        .collect()
}

/// How much of the gold's phrase is in the system's, from 0 to 1.
fn covered(gold: &ChainMention, given: &ChainMention) -> f64 {
    let (gold, given) = (gold.span.range(), given.span.range());
    let end = gold.end.min(given.end);
    let shared = end.saturating_sub(gold.start.max(given.start));
    shared as f64 / gold.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::chain;
    use dateline_record::Text;

    const TEXT: &str = "The mayor and her aide fled. Mayor Lind said she was afraid. They hid.";

    #[test]
    fn a_head_finds_its_mention_whatever_the_phrase() {
        let text = Text::new(TEXT).unwrap();
        let gold = [chain(
            &text,
            &[
                ("The mayor", "mayor"),
                ("Mayor Lind", "Lind"),
                ("she", "she"),
            ],
        )];
        // "Lind" has the head of "Mayor Lind" and not its phrase; "afraid" is no mention.
        let given = [chain(
            &text,
            &[
                ("The mayor", "mayor"),
                ("Lind", "Lind"),
                ("afraid", "afraid"),
            ],
        )];
        let by_head = match_mentions(&gold, &given, Match::Head);
        assert_eq!(by_head.key, [[0, 1, 2]]);
        assert_eq!(by_head.response, [[0, 1, 5]]);
        assert_eq!(by_head.found, 2);
        let by_span = match_mentions(&gold, &given, Match::ExactSpan);
        assert_eq!(by_span.response, [[0, 4, 5]]);
        assert_eq!(by_span.found, 1);
    }

    #[test]
    fn of_two_mentions_with_one_head_the_nearer_phrase_is_taken() {
        let text = Text::new(TEXT).unwrap();
        let pair = [("The mayor and her aide", "mayor"), ("They", "They")];
        let one = [("The mayor", "mayor"), ("Mayor Lind", "Lind")];
        let gold = [chain(&text, &pair), chain(&text, &one)];
        // The shorter phrase first: "mayor" is nearer to "The mayor" than to the pair.
        let short = [("mayor", "mayor"), ("Mayor Lind", "Lind")];
        let given = [chain(&text, &short), chain(&text, &pair)];
        let clusters = match_mentions(&gold, &given, Match::Head);
        assert_eq!(clusters.key, [[0, 1], [2, 3]]);
        assert_eq!(clusters.response, [[2, 3], [0, 1]]);
    }

    #[test]
    fn chains_of_one_mention_are_left_out_on_both_sides() {
        let text = Text::new(TEXT).unwrap();
        let she = [("she", "she")];
        // The same mention twice is one mention.
        let twice = [("she", "she"), ("she", "she")];
        let clusters = match_mentions(
            &[chain(&text, &she)],
            &[chain(&text, &twice)],
            Match::ExactSpan,
        );
        assert_eq!(clusters, Clusters::default());
    }
}
