//! Runs of words from heads that tag by `O B I`.

use std::ops::Range;

use super::{Scores, softmax};

/// Runs tagged `B I*` by a head of three columns (`O B I`), within sentences, with the mean probability of not being `O`.
pub fn runs(scores: &Scores, head: &str, sentences: &[Range<usize>]) -> Vec<(Range<usize>, f32)> {
    let Some(matrix) = scores.get(head).filter(|m| m.width() == 3) else {
        return Vec::new();
    };
    let mut out: Vec<(Range<usize>, f32)> = Vec::new();
    for sentence in sentences {
        let mut open: Option<(usize, f32)> = None;
        for w in sentence.clone() {
            let mut p = matrix.row(w).to_vec();
            softmax(&mut p);
            let inside = p[1] + p[2];
            let starts = inside >= 0.5 && (open.is_none() || p[1] > p[2]);
            if (starts || inside < 0.5)
                && let Some((first, sum)) = open.take()
            {
                out.push((first..w, sum / (w - first) as f32));
            }
            if inside >= 0.5 {
                open = Some(open.map_or((w, inside), |(first, sum)| (first, sum + inside)));
            }
        }
        if let Some((first, sum)) = open {
            out.push((first..sentence.end, sum / (sentence.end - first) as f32));
        }
    }
    out
}
