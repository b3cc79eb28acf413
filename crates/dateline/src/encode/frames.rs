//! Frames: which words play which role for an anchor.

use std::ops::Range;

use super::{FrameScorer, Matrix, Pairs, Scores};

/// Scores frames of one kind over a report.
#[derive(Debug, Clone, Copy)]
pub struct Frames<'a> {
    scorer: FrameScorer<'a>,
    anchors: &'a Matrix,
    words: &'a Matrix,
}

/// A run of words that plays one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// The role's column, never 0.
    pub role: usize,
    /// Its words.
    pub words: Range<usize>,
    /// Mean probability of the role over the words.
    pub confidence: f32,
}

impl<'a> Frames<'a> {
    /// The frames of a kind; `None` if the model has none such.
    pub fn new(kind: &str, pairs: &'a Pairs, scores: &'a Scores) -> Option<Self> {
        Some(Self {
            scorer: pairs.frame(kind)?,
            anchors: scores.get("frame_anchor")?,
            words: scores.get("frame_word")?,
        })
    }

    /// How likely each of some words plays any role at all for the anchor `word`.
    pub fn among(&self, word: usize, others: &[usize]) -> Vec<f32> {
        let mean = FrameScorer::anchor(self.anchors, word, word);
        others
            .iter()
            .map(|w| {
                let row = self.scorer.roles(&mean, word, word, self.words, *w);
                1.0 - row.first().copied().unwrap_or(1.0)
            })
            .collect()
    }

    /// Role probabilities of the words of `over` for an anchor; a row for each word. The anchor's own words play none.
    pub fn roles(&self, anchor: &Range<usize>, over: Range<usize>) -> Vec<Vec<f32>> {
        let last = anchor.end.saturating_sub(1).max(anchor.start);
        let mean = FrameScorer::anchor(self.anchors, anchor.start, last);
        over.map(|w| {
            let mut row = self.scorer.roles(&mean, anchor.start, last, self.words, w);
            if anchor.contains(&w) {
                row.fill(0.0);
                if let Some(none) = row.first_mut() {
                    *none = 1.0;
                }
            }
            row
        })
        .collect()
    }
}

/// The likeliest sequence of roles when each change of role costs `change` (in nats): runs of words instead of specks.
/// `first` is the word of the first row.
pub fn segments(rows: &[Vec<f32>], first: usize, change: f32) -> Vec<Segment> {
    segments_by(rows, first, |_, _, _| change)
}

/// The same where a change costs `change(row, from, to)`: `row` is the first that plays the role `to`.
pub fn segments_by(
    rows: &[Vec<f32>],
    first: usize,
    change: impl Fn(usize, usize, usize) -> f32,
) -> Vec<Segment> {
    let roles = rows.first().map_or(0, Vec::len);
    if roles == 0 {
        return Vec::new();
    }
    let log = |p: f32| p.max(1e-6).ln();
    let mut total: Vec<f32> = rows[0].iter().map(|p| log(*p)).collect();
    let mut back: Vec<Vec<u8>> = vec![Vec::new()];
    for (i, row) in rows.iter().enumerate().skip(1) {
        let mut from = Vec::with_capacity(roles);
        let mut next = Vec::with_capacity(roles);
        for (role, p) in row.iter().enumerate() {
            let (mut source, mut score) = (role, total[role]);
            for (other, before) in total.iter().enumerate() {
                if other != role && before - change(i, other, role) > score {
                    (source, score) = (other, before - change(i, other, role));
                }
            }
            from.push(source as u8);
            next.push(score + log(*p));
        }
        total = next;
        back.push(from);
    }
    let mut role = super::super::syntax::argmax(&total).unwrap_or(0);
    let mut path = vec![0; rows.len()];
    for i in (0..rows.len()).rev() {
        path[i] = role;
        role = back[i].get(role).copied().unwrap_or(0) as usize;
    }
    let mut out: Vec<Segment> = Vec::new();
    let mut i = 0;
    while i < path.len() {
        let end = (i..path.len())
            .find(|j| path[*j] != path[i])
            .unwrap_or(path.len());
        if path[i] != 0 {
            let sum: f32 = (i..end).map(|w| rows[w][path[i]]).sum();
            out.push(Segment {
                role: path[i],
                words: first + i..first + end,
                confidence: sum / (end - i) as f32,
            });
        }
        i = end;
    }
    out
}

/// The word likeliest to play a role with its probability, where no run of words is likely enough; `None` below `least`. A
/// word likelier to play another role does not count.
pub fn likeliest(
    rows: &[Vec<f32>],
    first: usize,
    role: usize,
    least: f32,
) -> Option<(Range<usize>, f32)> {
    let of = |row: &Vec<f32>| row.get(role).copied().unwrap_or(0.0);
    let foremost = |row: &Vec<f32>| row.iter().skip(1).all(|p| *p <= of(row));
    let (i, row) = rows
        .iter()
        .enumerate()
        .filter(|(_, r)| foremost(r))
        .max_by(|a, b| of(a.1).total_cmp(&of(b.1)))?;
    (of(row) >= least).then(|| (first + i..first + i + 1, of(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speck_inside_a_run_is_smoothed_away() {
        let yes = vec![0.1, 0.9];
        let doubt = vec![0.6, 0.4];
        let no = vec![0.95, 0.05];
        let rows = [
            no.clone(),
            yes.clone(),
            yes.clone(),
            doubt,
            yes.clone(),
            no.clone(),
            no,
        ];
        let found = segments(&rows, 10, 1.0);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].role, found[0].words.clone()), (1, 11..15));
    }

    #[test]
    fn a_run_ends_where_leaving_it_is_cheap() {
        let yes = vec![0.2, 0.8];
        let open = vec![0.5, 0.5];
        let no = vec![0.95, 0.05];
        let rows = [yes.clone(), yes, open.clone(), open, no];
        let end = |cheap: usize| {
            let found = segments_by(&rows, 0, |row, _, _| if row == cheap { 0.1 } else { 3.0 });
            found.first().map(|s| s.words.end)
        };
        assert_eq!((end(2), end(4)), (Some(2), Some(4)));
    }

    #[test]
    fn no_words_no_segments() {
        assert!(segments(&[], 0, 1.0).is_empty());
    }
}
