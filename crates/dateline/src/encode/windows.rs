//! Windows: the runs of words that the encoder reads at once.

use std::ops::Range;

/// How large windows may be, in subwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A window's own sentences, unless one sentence alone is longer.
    pub own: usize,
    /// Context taken from before.
    pub left: usize,
    /// Context taken from after.
    pub right: usize,
    /// The whole window without `[CLS]` and `[SEP]`: what the encoder has positions for.
    pub whole: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            own: 160,
            left: 48,
            right: 24,
            whole: 510,
        }
    }
}

/// A window over a report's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The words whose scores are taken from this window.
    pub own: Range<usize>,
    /// The words it reads: its own and those around them.
    pub read: Range<usize>,
}

/// Cuts a report into windows.
///
/// `sizes` holds the number of subwords of each word; `starts` the words that begin a sentence, in rising order.
/// Every word is owned by exactly one window. A window owns whole sentences up to `limits.own` subwords; a longer
/// sentence has a window to itself, and only one that no window could hold is divided, its windows then overlapping by
/// their contexts. Single words larger than `limits.whole` must not occur.
pub fn cut(sizes: &[usize], starts: &[usize], limits: &Limits) -> Vec<Window> {
    let most_own = limits
        .whole
        .saturating_sub(limits.left + limits.right)
        .max(1);
    let mut owned: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(Range<usize>, usize)> = None;
    for sentence in sentences(sizes.len(), starts) {
        let size: usize = sizes[sentence.clone()].iter().sum();
        match &mut open {
            Some((range, held)) if *held + size <= limits.own => {
                range.end = sentence.end;
                *held += size;
                continue;
            }
            _ => owned.extend(open.take().map(|(range, _)| range)),
        }
        if size <= limits.whole {
            open = Some((sentence, size));
        } else {
            owned.extend(pieces(sizes, sentence, most_own));
        }
    }
    owned.extend(open.map(|(range, _)| range));
    owned
        .into_iter()
        .map(|own| with_context(sizes, own, limits))
        .collect()
}

fn sentences(words: usize, starts: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let mut bounds: Vec<usize> = Vec::with_capacity(starts.len() + 2);
    bounds.push(0);
    bounds.extend(starts.iter().copied().filter(|&s| s > 0 && s < words));
    bounds.push(words);
    bounds.dedup();
    let pairs: Vec<Range<usize>> = bounds.windows(2).map(|b| b[0]..b[1]).collect();
    pairs.into_iter().filter(|r| r.start < r.end)
}

/// A sentence too long for any window, in even parts of at most `most` subwords (or one word).
fn pieces(sizes: &[usize], sentence: Range<usize>, most: usize) -> Vec<Range<usize>> {
    let total: usize = sizes[sentence.clone()].iter().sum();
    let parts = total.div_ceil(most);
    let aim = total.div_ceil(parts.max(1));
    let mut out = Vec::with_capacity(parts);
    let (mut from, mut held) = (sentence.start, 0);
    for word in sentence.clone() {
        if word > from && held + sizes[word] > aim {
            out.push(from..word);
            (from, held) = (word, 0);
        }
        held += sizes[word];
    }
    out.push(from..sentence.end);
    out
}

fn with_context(sizes: &[usize], own: Range<usize>, limits: &Limits) -> Window {
    let size: usize = sizes[own.clone()].iter().sum();
    let room = limits.whole.saturating_sub(size);
    let left = limits.left.min(room);
    let (mut start, mut taken) = (own.start, 0);
    while start > 0 && taken + sizes[start - 1] <= left {
        start -= 1;
        taken += sizes[start];
    }
    let right = limits.right.min(room - taken);
    let (mut end, mut after) = (own.end, 0);
    while end < sizes.len() && after + sizes[end] <= right {
        after += sizes[end];
        end += 1;
    }
    Window {
        own,
        read: start..end,
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, Window, cut};

    const SMALL: Limits = Limits {
        own: 10,
        left: 3,
        right: 2,
        whole: 20,
    };

    #[test]
    fn sentences_are_gathered_up_to_the_limit_and_see_their_neighbours() {
        let sizes = [1; 18];
        assert_eq!(
            cut(&sizes, &[0, 4, 9, 14], &SMALL),
            [
                Window {
                    own: 0..9,
                    read: 0..11
                },
                Window {
                    own: 9..18,
                    read: 6..18
                }
            ]
        );
    }

    #[test]
    fn a_long_sentence_stays_whole_while_a_window_can_hold_it() {
        let sizes = [1; 25];
        let windows = cut(&sizes, &[0, 2, 21], &SMALL);
        assert_eq!(
            windows[1],
            Window {
                own: 2..21,
                read: 1..21
            }
        );
    }

    #[test]
    fn an_endless_sentence_is_divided_with_overlap() {
        let sizes = [1; 100];
        let windows = cut(&sizes, &[0], &SMALL);
        assert!(windows.len() > 1);
        assert!(
            windows
                .windows(2)
                .all(|w| w[0].read.end > w[1].own.start && w[1].read.start < w[0].own.end)
        );
    }

    #[test]
    fn every_word_is_owned_once_and_no_window_is_too_large() {
        let mut state = 7u32;
        let mut random = |n: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % n
        };
        for _ in 0..300 {
            let sizes: Vec<usize> = (0..random(120))
                .map(|_| 1 + random(4) as usize * random(4) as usize)
                .collect();
            let starts: Vec<usize> = (0..sizes.len()).filter(|_| random(12) == 0).collect();
            let windows = cut(&sizes, &starts, &SMALL);
            let owned: Vec<usize> = windows.iter().flat_map(|w| w.own.clone()).collect();
            assert_eq!(owned, (0..sizes.len()).collect::<Vec<_>>());
            for w in &windows {
                assert!(w.read.start <= w.own.start && w.own.end <= w.read.end);
                assert!(
                    sizes[w.read.clone()].iter().sum::<usize>() <= SMALL.whole,
                    "{w:?} of {sizes:?}"
                );
            }
        }
        assert_eq!(cut(&[], &[], &SMALL), []);
    }
}
