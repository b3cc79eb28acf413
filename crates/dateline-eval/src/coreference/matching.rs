//! Which mention of a system is which of the gold.

use std::collections::BTreeSet;

use super::metrics::Cluster;
use crate::system::{Chain, ChainMention};

/// When a mention of the system is one of the gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The phrases are the same.
    ExactSpan,
    /// The head words are the same. Of several mentions with that head ("the mayor" in "the mayor
    /// and her aide") those of the same phrase go together first, then those that overlap most.
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

    let mut pairs = Vec::new();
    for (g, a) in gold_mentions.iter().enumerate() {
        for (s, b) in given_mentions.iter().enumerate() {
            let agree = match by {
                Match::ExactSpan => a.span == b.span,
                Match::Head => a.head == b.head,
            };
            if agree {
                pairs.push((intersection_over_union(a, b), g, s));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut found = vec![false; gold_mentions.len()];
    let mut number: Vec<Option<usize>> = vec![None; given_mentions.len()];
    for (_, g, s) in pairs {
        if !found[g] && number[s].is_none() {
            found[g] = true;
            number[s] = Some(g);
        }
    }

    let invented = gold_mentions.len()..;
    let numbers = number.into_iter().zip(invented);
    Clusters {
        key: cut(&gold, 0..),
        response: cut(&given, numbers.map(|(number, own)| number.unwrap_or(own))),
        found: found.into_iter().filter(|&found| found).count(),
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

fn intersection_over_union(a: &ChainMention, b: &ChainMention) -> f64 {
    let (a, b) = (a.span.range(), b.span.range());
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let all = a.len() + b.len() - shared;
    if all == 0 {
        0.0
    } else {
        shared as f64 / all as f64
    }
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
