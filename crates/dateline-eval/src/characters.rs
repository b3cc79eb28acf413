//! Stretches of text counted in characters (Unicode code points), the unit of all gold files.

use dateline_record::CharSpan;

/// Whether two stretches share a character.
pub fn overlap(a: CharSpan, b: CharSpan) -> bool {
    a.start < b.end && b.start < a.end
}

/// An error text if `span` is empty, turned round or outside a text of `length` characters.
pub fn check_span(span: CharSpan, length: usize) -> Result<(), String> {
    if span.start < span.end && span.end as usize <= length {
        Ok(())
    } else {
        Err(format!(
            "span [{}, {}] does not lie in a text of {length} characters",
            span.start, span.end
        ))
    }
}

/// The stretch that a gold file writes as `[start, end]`.
pub fn from_pair([start, end]: [u32; 2]) -> CharSpan {
    CharSpan { start, end }
}

/// A set of characters, kept as disjoint ascending ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CharSet(Vec<(u32, u32)>);

impl CharSet {
    /// The characters of all `spans`.
    pub fn new(spans: impl IntoIterator<Item = CharSpan>) -> Self {
        let mut ranges: Vec<_> = spans
            .into_iter()
            .filter(|span| span.start < span.end)
            .map(|span| (span.start, span.end))
            .collect();
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        CharSet(merged)
    }

    /// How many characters are in the set.
    pub fn len(&self) -> usize {
        self.0
            .iter()
            .map(|(start, end)| (end - start) as usize)
            .sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges of the set in order.
    pub fn ranges(&self) -> impl Iterator<Item = (usize, usize)> {
        self.0
            .iter()
            .map(|&(start, end)| (start as usize, end as usize))
    }

    /// How many characters are in both sets.
    pub fn shared(&self, other: &CharSet) -> usize {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            shared += a.1.min(b.1).saturating_sub(a.0.max(b.0)) as usize;
            if a.1 < b.1 {
                i += 1;
            } else {
                j += 1;
            }
        }
        shared
    }

    /// Shared characters over all characters of both sets; 0 for two empty sets.
    pub fn intersection_over_union(&self, other: &CharSet) -> f64 {
        let shared = self.shared(other);
        let all = self.len() + other.len() - shared;
        if all == 0 {
            0.0
        } else {
            shared as f64 / all as f64
        }
    }

    /// Whether more than half of the set's characters lie in `other`.
    pub fn lies_mostly_in(&self, other: &CharSet) -> bool {
        2 * self.shared(other) > self.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(spans: &[[u32; 2]]) -> CharSet {
        CharSet::new(spans.iter().copied().map(from_pair))
    }

    #[test]
    fn overlapping_and_unordered_pieces_count_once() {
        // 0..4 and 2..6 are six characters, 10..12 two more.
        let pieces = set(&[[10, 12], [0, 4], [2, 6]]);
        assert_eq!(pieces.len(), 8);
        // 4..11 shares 4, 5 and 10.
        assert_eq!(pieces.shared(&set(&[[4, 11]])), 3);
        // 3 shared of 8 + 7 - 3 = 12.
        assert_eq!(pieces.intersection_over_union(&set(&[[4, 11]])), 0.25);
    }

    #[test]
    fn exactly_half_inside_is_not_mostly_inside() {
        assert!(!set(&[[0, 4]]).lies_mostly_in(&set(&[[2, 9]])));
        assert!(set(&[[0, 4]]).lies_mostly_in(&set(&[[1, 9]])));
    }
}
