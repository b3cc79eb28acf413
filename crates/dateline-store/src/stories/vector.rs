//! Words with weights: what reports and stories are compared by.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Weights of words, each word by its number, in the order of the numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Vector(Vec<(u64, f32)>);

/// Bytes of a word with its weight.
const PACKED: usize = 12;

impl Vector {
    /// The heaviest `most` of some words; those without weight are left out.
    pub fn heaviest(words: impl Iterator<Item = (u64, f32)>, most: usize) -> Vector {
        let mut words: Vec<(u64, f32)> = words.filter(|(_, weight)| *weight > 0.0).collect();
        words.sort_by(heavier);
        words.truncate(most);
        words.sort_by_key(|(word, _)| *word);
        Vector(words)
    }

    /// The heaviest words, the heaviest first.
    pub fn top(&self, most: usize) -> Vec<(u64, f32)> {
        let mut words = self.0.clone();
        words.sort_by(heavier);
        words.truncate(most);
        words
    }

    /// The same with the length 1.
    pub fn normalised(self) -> Vector {
        let length = self.length();
        let shorten = |(word, weight)| (word, weight / length);
        Vector(self.0.into_iter().map(shorten).collect())
    }

    fn length(&self) -> f32 {
        let squares = self.0.iter().map(|(_, weight)| weight * weight);
        squares.sum::<f32>().sqrt()
    }

    /// The cosine of the angle between two: 1 for the same, 0 if they share no word or one has none.
    pub fn likeness(&self, other: &Vector) -> f32 {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        let mut product = 0.0;
        while let ([(word_a, weight_a), rest_a @ ..], [(word_b, weight_b), rest_b @ ..]) = (a, b) {
            match word_a.cmp(word_b) {
                Ordering::Less => a = rest_a,
                Ordering::Greater => b = rest_b,
                Ordering::Equal => {
                    product += weight_a * weight_b;
                    (a, b) = (rest_a, rest_b);
                }
            }
        }
        let lengths = self.length() * other.length();
        if lengths > 0.0 {
            product / lengths
        } else {
            0.0
        }
    }

    /// The sum of two, of which the heaviest `most` words are kept.
    pub fn and(&self, other: &Vector, most: usize) -> Vector {
        let mut sum: BTreeMap<u64, f32> = self.0.iter().copied().collect();
        for (word, weight) in &other.0 {
            *sum.entry(*word).or_default() += weight;
        }
        Vector::heaviest(sum.into_iter(), most)
    }

    /// As bytes, to be kept.
    pub fn pack(&self) -> Vec<u8> {
        let words = self.0.iter();
        words
            .flat_map(|(word, weight)| {
                let word = word.to_le_bytes().into_iter();
                word.chain(weight.to_le_bytes())
            })
            .collect()
    }

    /// From bytes; what is no whole word with its weight is left out.
    pub fn unpack(bytes: &[u8]) -> Vector {
        let words = bytes.chunks_exact(PACKED).filter_map(|packed| {
            let (word, weight) = packed.split_first_chunk()?;
            Some((
                u64::from_le_bytes(*word),
                f32::from_le_bytes(*weight.first_chunk()?),
            ))
        });
        Vector(words.collect())
    }
}

/// The heavier first; of the same weight the smaller number.
fn heavier(a: &(u64, f32), b: &(u64, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(words: &[(u64, f32)]) -> Vector {
        Vector::heaviest(words.iter().copied(), words.len())
    }

    #[test]
    fn likeness_is_the_cosine() {
        let a = vector(&[(7, 3.0), (2, 4.0)]);
        let b = vector(&[(2, 5.0), (9, 12.0)]);
        // 4 · 5 of 5 · 13.
        assert!((a.likeness(&b) - 20.0 / 65.0).abs() < 1e-6);
        assert!((a.clone().normalised().likeness(&a) - 1.0).abs() < 1e-6);
        assert_eq!(a.likeness(&vector(&[(3, 1.0)])), 0.0);
        assert_eq!(a.likeness(&Vector::default()), 0.0);
    }

    #[test]
    fn a_sum_keeps_its_heaviest_words() {
        let sum = vector(&[(1, 1.0), (2, 2.0)]).and(&vector(&[(1, 2.5), (3, 1.0)]), 2);
        assert_eq!(sum, vector(&[(1, 3.5), (2, 2.0)]));
        assert_eq!(sum.top(1), [(1, 3.5)]);
    }

    #[test]
    fn what_is_packed_comes_back() {
        let words = vector(&[(u64::MAX, 0.25), (3, 7.5)]);
        assert_eq!(Vector::unpack(&words.pack()), words);
        assert_eq!(Vector::unpack(&[1, 2, 3]), Vector::default());
    }
}
