//! Mentions: the best sequence of entity tags.

use std::collections::HashMap;
use std::ops::Range;

use dateline_record::{Span, Text};

use crate::encode::{Matrix, softmax};
use crate::syntax::argmax;
use crate::words::WordSpan;

/// A name (or date, or amount of money) in the text, with its class as English Worldwide Newswire has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its words.
    pub words: Range<usize>,
    /// Index of its class in the model's list of entity classes.
    pub class: usize,
    /// Mean probability of its tags.
    pub confidence: f32,
}

impl Mention {
    /// The stretch of text it covers.
    pub fn span(&self, text: &Text, words: &[WordSpan]) -> Option<Span> {
        let (first, last) = (
            words.get(self.words.start)?,
            words.get(self.words.end.checked_sub(1)?)?,
        );
        text.span(first.start as usize, last.end as usize)
    }
}

/// Decodes mentions within each sentence: of all sequences in which `B I* E` and `S` are well formed, the likeliest.
///
/// `scores` has a column for `O` and then `B`, `I`, `E`, `S` of each of `classes` classes.
pub fn mentions(scores: &Matrix, sentences: &[Range<usize>], classes: usize) -> Vec<Mention> {
    let mut out = Vec::new();
    if scores.width() != 1 + 4 * classes {
        return out;
    }
    for sentence in sentences {
        let rows: Vec<Vec<f32>> = sentence
            .clone()
            .map(|w| {
                let mut row = scores.row(w).to_vec();
                softmax(&mut row);
                row
            })
            .collect();
        let tags = best_sequence(&rows, classes);
        collect(&tags, &rows, sentence.start, &mut out);
    }
    out
}

/// Position of a tag in its class: 0 B, 1 I, 2 E, 3 S.
fn part(tag: usize) -> usize {
    (tag - 1) % 4
}

/// Whether a mention is open after the tag.
fn open(tag: usize) -> bool {
    tag > 0 && part(tag) < 2
}

fn may_follow(before: usize, tag: usize) -> bool {
    if open(before) {
        tag > 0 && (tag - 1) / 4 == (before - 1) / 4 && matches!(part(tag), 1 | 2)
    } else {
        tag == 0 || matches!(part(tag), 0 | 3)
    }
}

fn best_sequence(rows: &[Vec<f32>], classes: usize) -> Vec<usize> {
    let n = 1 + 4 * classes;
    let mut total: Vec<f32> = Vec::new();
    let mut back: Vec<Vec<u16>> = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        let mut next = vec![f32::NEG_INFINITY; n];
        let mut from = vec![0u16; n];
        // The best tag to come from when no mention is open.
        let closed = if i == 0 {
            None
        } else {
            (0..n)
                .filter(|t| !open(*t))
                .max_by(|a, b| total[*a].total_cmp(&total[*b]))
        };
        for tag in 0..n {
            let own = row[tag].max(1e-9).ln();
            if i == 0 {
                if may_follow(0, tag) {
                    next[tag] = own;
                }
                continue;
            }
            let candidates = if may_follow(0, tag) {
                [closed, None]
            } else {
                let first = tag - part(tag);
                [Some(first), Some(first + 1)]
            };
            if let Some(best) = candidates
                .into_iter()
                .flatten()
                .max_by(|a, b| total[*a].total_cmp(&total[*b]))
            {
                next[tag] = total[best] + own;
                from[tag] = best as u16;
            }
        }
        total = next;
        back.push(from);
    }
    let mut tag = (0..n).filter(|t| !open(*t)).max_by(|a, b| {
        let score = |t: &usize| total.get(*t).copied().unwrap_or(f32::NEG_INFINITY);
        score(a).total_cmp(&score(b))
    });
    let mut tags = vec![0; rows.len()];
    for i in (0..rows.len()).rev() {
        let t = tag.unwrap_or(0);
        tags[i] = t;
        tag = Some(back[i][t] as usize);
    }
    tags
}

fn collect(tags: &[usize], rows: &[Vec<f32>], offset: usize, out: &mut Vec<Mention>) {
    let mut start = None;
    for (i, &tag) in tags.iter().enumerate() {
        if tag == 0 {
            start = None;
            continue;
        }
        if matches!(part(tag), 0 | 3) {
            start = Some(i);
        }
        if matches!(part(tag), 2 | 3)
            && let Some(first) = start.take()
        {
            let sum: f32 = (first..=i).map(|w| rows[w][tags[w]]).sum();
            out.push(Mention {
                words: offset + first..offset + i + 1,
                class: (tag - 1) / 4,
                confidence: sum / (i + 1 - first) as f32,
            });
        }
    }
}

/// Scores in which each capitalised word hears what the report's other occurrences of the word scored: its own row, moved
/// by `share` towards the mean of all. A name seen once beyond doubt helps where it stands in doubt.
pub fn heard(scores: &Matrix, text: &str, words: &[WordSpan], share: f32) -> Matrix {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (w, word) in words.iter().enumerate() {
        let form = word.of(text);
        if form.chars().next().is_some_and(char::is_uppercase) {
            places.entry(form).or_default().push(w);
        }
    }
    let width = scores.width();
    let mut data: Vec<f32> = (0..words.len())
        .flat_map(|w| scores.row(w).iter().copied())
        .collect();
    for same in places.values().filter(|p| p.len() > 1) {
        let mut mean = vec![0.0; width];
        for w in same {
            mean.iter_mut()
                .zip(scores.row(*w))
                .for_each(|(m, s)| *m += s / same.len() as f32);
        }
        for w in same {
            let row = data.get_mut(w * width..(w + 1) * width).unwrap_or(&mut []);
            row.iter_mut()
                .zip(&mean)
                .for_each(|(s, m)| *s += share * (m - *s));
        }
    }
    Matrix::from_rows(width, data).unwrap_or_else(|| scores.clone())
}

/// Lets mentions of the same words agree on their class: the one with the greatest sum of confidence in the report. A
/// name that is the last of a person's counts as that person's.
pub fn agree(mentions: &mut [Mention], text: &str, words: &[WordSpan], classes: &[String]) {
    let form = |w: usize| words.get(w).map_or("", |s| s.of(text));
    let person = classes.iter().position(|c| c == "Person");
    let mut votes: HashMap<Vec<&str>, Vec<f32>> = HashMap::new();
    for mention in mentions.iter() {
        let mut keys = vec![mention.words.clone().map(form).collect::<Vec<_>>()];
        if Some(mention.class) == person && mention.words.len() > 1 {
            keys.push(vec![form(mention.words.end - 1)]);
        }
        for key in keys {
            let sums = votes.entry(key).or_insert_with(|| vec![0.0; classes.len()]);
            if let Some(sum) = sums.get_mut(mention.class) {
                *sum += mention.confidence;
            }
        }
    }
    for mention in mentions.iter_mut() {
        let key: Vec<&str> = mention.words.clone().map(form).collect();
        if let Some(best) = votes.get(&key).and_then(|sums| argmax(sums)) {
            mention.class = best;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matrix(rows: &[[f32; 9]]) -> Matrix {
        Matrix::from_rows(9, rows.iter().flatten().copied().collect()).unwrap()
    }

    #[test]
    fn an_unfinished_mention_gives_way_to_a_whole_one() {
        // Two classes. Word by word the best tags are B-0, E-1: no mention. The best whole sequence is B-1 E-1.
        let scores = matrix(&[
            [0.0, 5.0, 0.0, 0.0, 0.0, 4.5, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 6.0, 0.0],
        ]);
        let found = mentions(&scores, std::slice::from_ref(&(0..2)), 2);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].words.clone(), found[0].class), (0..2, 1));
    }

    #[test]
    fn mentions_do_not_cross_sentences() {
        let b = [0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let e = [0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(
            mentions(&matrix(&[b, e]), std::slice::from_ref(&(0..2)), 2).len(),
            1
        );
        assert!(
            mentions(&matrix(&[b, e]), &[0..1, 1..2], 2)
                .iter()
                .all(|m| m.words.len() == 1)
        );
    }

    proptest! {
        #[test]
        fn mentions_are_in_order_and_apart(values in prop::collection::vec(-4.0f32..4.0, 9 * 12)) {
            let scores = Matrix::from_rows(9, values).unwrap();
            let found = mentions(&scores, &[0..5, 5..12], 2);
            for pair in found.windows(2) {
                prop_assert!(pair[0].words.end <= pair[1].words.start);
            }
            prop_assert!(found.iter().all(|m| m.words.start < m.words.end && m.words.end <= 12));
        }
    }
}
