//! Runs of words from heads that tag by `O B I`.

use std::ops::Range;

use super::{Scores, softmax};

/// Runs tagged `B I*` by heads of three columns (`O B I`), within sentences, with the mean probability of not being `O`.
/// Where several heads are named their probabilities are averaged.
/// `least` is the probability from which a word is tagged.
pub fn runs(
    scores: &Scores,
    heads: &[&str],
    least: f32,
    sentences: &[Range<usize>],
) -> Vec<(Range<usize>, f32)> {
    let matrices: Vec<_> = heads
        .iter()
        .filter_map(|h| scores.get(h))
        .filter(|m| m.width() == 3)
        .collect();
    if matrices.is_empty() {
        return Vec::new();
    }
    let probabilities = |w: usize| {
        let mut mean = [0.0; 3];
        for matrix in &matrices {
            let mut p = matrix.row(w).to_vec();
            softmax(&mut p);
            mean.iter_mut()
                .zip(&p)
                .for_each(|(m, p)| *m += p / matrices.len() as f32);
        }
        mean
    };
    let mut out: Vec<(Range<usize>, f32)> = Vec::new();
    for sentence in sentences {
        let mut open: Option<(usize, f32)> = None;
        for w in sentence.clone() {
            let p = probabilities(w);
            let inside = p[1] + p[2];
            let starts = inside >= least && (open.is_none() || p[1] > p[2]);
            if (starts || inside < least)
                && let Some((first, sum)) = open.take()
            {
                out.push((first..w, sum / (w - first) as f32));
            }
            if inside >= least {
                open = Some(open.map_or((w, inside), |(first, sum)| (first, sum + inside)));
            }
        }
        if let Some((first, sum)) = open {
            out.push((first..sentence.end, sum / (sentence.end - first) as f32));
        }
    }
    out
}
