//! What two texts have in common word for word.

use std::collections::BTreeSet;

use crate::words::{number, words};

/// Words of a shingle. Four in a row are seldom shared by texts that were written apart.
const WIDTH: usize = 4;

/// So many shingles at least stand in the index for a report, if it has them.
const LEAST_SAMPLED: usize = 24;

/// Every run of four words of a text, as numbers, whatever the case of its letters and the marks between its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

/// Which shares of two texts stand in the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// The share of the first that stands in the second.
    pub of_first: f64,
    /// The share of the second that stands in the first.
    pub of_second: f64,
}

impl Shingles {
    /// The shingles of a text.
    pub fn of(text: &str) -> Shingles {
        let numbers: Vec<u64> = words(text)
            .map(|(_, word)| number(&word.to_lowercase()))
            .collect();
        let shingles: BTreeSet<u64> = numbers
            .windows(WIDTH)
            .map(|run| {
                run.iter().fold(0, |mixed: u64, word| {
                    // An odd factor keeps the order of the words in the sum.
                    (mixed.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
                })
            })
            .collect();
        Shingles(shingles.into_iter().collect())
    }

    /// How many different ones there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the text has fewer words than a shingle.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that stand in the index. Whether one does is told by its own number and by how many there are: of a long
    /// text every eighth, say, and of a short one every second, among which are those of every eighth. So a few
    /// sentences taken from a long text share some with it.
    pub(crate) fn sampled(&self) -> impl Iterator<Item = u64> + '_ {
        let spare = self.0.len() / LEAST_SAMPLED;
        let zeros = spare.checked_ilog2().unwrap_or(0);
        // The last bits of a product depend on few bits of its factors, the first ones on all.
        let chosen = move |shingle: &u64| shingle.leading_zeros() >= zeros;
        self.0.iter().copied().filter(chosen)
    }

    /// What they share with others.
    pub fn overlap(&self, other: &Shingles) -> Overlap {
        let shared = self
            .0
            .iter()
            .filter(|shingle| other.0.binary_search(shingle).is_ok())
            .count();
        let share = |of: &Shingles| shared as f64 / of.len().max(1) as f64;
        Overlap {
            of_first: share(self),
            of_second: share(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_capitals_do_not_count_and_the_order_of_words_does() {
        let plain = Shingles::of("rebels shelled the port of Sable on Monday");
        let marked = Shingles::of("REBELS SHELLED the port — of “Sable” — on Monday.");
        assert_eq!(plain, marked);
        assert_eq!(plain.len(), 5);
        let turned = Shingles::of("on Monday the port of Sable shelled rebels");
        let overlap = plain.overlap(&turned);
        assert!(overlap.of_first < 0.5, "{overlap:?}");
        assert!(Shingles::of("three words only").is_empty());
    }

    #[test]
    fn shares_are_those_of_each_side() {
        let whole: Vec<String> = (0..103).map(|n| format!("w{n}")).collect();
        let long = Shingles::of(&whole.join(" "));
        let part = Shingles::of(&whole[10..33].join(" "));
        let overlap = part.overlap(&long);
        assert_eq!((part.len(), long.len()), (20, 100));
        assert!((overlap.of_first - 1.0).abs() < 1e-9);
        assert!((overlap.of_second - 0.2).abs() < 1e-9);
    }

    #[test]
    fn few_are_sampled_and_a_part_shares_some_with_the_whole() {
        let whole: Vec<String> = (0..2003).map(|n| format!("w{n}")).collect();
        let long = Shingles::of(&whole.join(" "));
        let of_long: BTreeSet<u64> = long.sampled().collect();
        assert!((20..60).contains(&of_long.len()), "{}", of_long.len());
        let part = Shingles::of(&whole[500..1000].join(" "));
        let shared = part.sampled().filter(|s| of_long.contains(s)).count();
        assert!(shared >= 2, "{shared}");
        let short = Shingles::of("a report of not many words has all its shingles in the index");
        assert_eq!(short.sampled().count(), short.len());
    }
}
