//! The int8 model in Rust gives what the float model in PyTorch gives (`training/dateline_training/agreement.py`).

use std::collections::BTreeMap;

use dateline::encode::windows::Limits;
use dateline::encode::{Subwords, score};
use dateline::syntax::argmax;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    heads: BTreeMap<String, Head>,
}

#[derive(Deserialize)]
struct Head {
    /// Best column of each word.
    best: Vec<usize>,
    /// First columns of each word.
    scores: Vec<Vec<f32>>,
}

/// Share of words whose best column may differ: near ties fall either way.
const TIES: f32 = 0.08;
/// Mean difference allowed, as a share of the mean size of a score.
const DIFFERENCE: f32 = 0.15;

#[test]
fn int8_scores_agree_with_float_scores() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("agreement/float.json")).unwrap();
    let engine = dateline::Engine::load().unwrap();
    let pack = engine.pack();
    // By head: words, words with another best column, sum of differences, sum of sizes.
    let mut by_head: BTreeMap<&str, (usize, usize, f32, f32)> = BTreeMap::new();
    for case in &cases {
        let words = engine.word_rules().words(&case.text);
        let subwords = Subwords::new(&pack.vocabulary, &case.text, &words);
        let scores = score(
            &pack.encoder,
            &pack.vocabulary,
            &subwords,
            &[0],
            &Limits::default(),
        )
        .unwrap();
        for (name, head) in &case.heads {
            let matrix = scores.get(name).unwrap();
            assert_eq!(
                head.best.len(),
                words.len(),
                "{name}: other words in {:?}",
                case.text
            );
            let (n, other, difference, size) = by_head.entry(name).or_default();
            for (w, best) in head.best.iter().enumerate() {
                let row = matrix.row(w);
                *n += 1;
                *other += usize::from(argmax(row) != Some(*best));
                for (a, b) in row.iter().zip(&head.scores[w]) {
                    *difference += (a - b).abs();
                    *size += b.abs();
                }
            }
        }
    }
    assert_eq!(
        by_head.len(),
        pack.encoder_heads().count(),
        "every head is compared"
    );
    for (name, (n, other, difference, size)) in by_head {
        assert!(
            difference <= DIFFERENCE * size,
            "{name}: scores differ by {difference} of {size}"
        );
        // The halves of pair scorers have no best column that means anything.
        let classes = !(name.starts_with("arc")
            || name.starts_with("label")
            || name.starts_with("frame")
            || name == "mode"
            || name == "context");
        if classes {
            assert!(
                other as f32 <= TIES * n as f32,
                "{name}: {other} of {n} words have another best column"
            );
        }
    }
}
