//! A text with its words, parts, scores and trees: what every reading begins with.

use dateline_record::Text;

use crate::encode::windows::Limits;
use crate::encode::{EncodeError, Scores, Subwords, score};
use crate::engine::Engine;
use crate::structure::{Boundary, Structure};
use crate::syntax::{Syntax, sentences};
use crate::words::WordSpan;

/// A text with its words, its parts, the model's scores and its trees.
pub(super) struct Parsed {
    pub words: Vec<WordSpan>,
    pub structure: Structure,
    pub scores: Scores,
    pub syntax: Syntax,
}

/// Splits, scores and parses a text; `title` helps to find its headline.
///
/// # Errors
/// Only if the encoder fails to run.
pub(super) fn parse(
    engine: &Engine,
    text: &Text,
    title: Option<&str>,
) -> Result<Parsed, EncodeError> {
    let pack = engine.pack();
    let words = engine.word_rules().words(text);
    let structure = engine.structure_rules().find(text, title);
    let boundaries = engine
        .structure_rules()
        .boundaries(text, &words, &structure);

    let subwords = Subwords::new(&pack.vocabulary, text, &words);
    let scores = score(
        &pack.encoder,
        &pack.vocabulary,
        &subwords,
        &sure_starts(&boundaries),
        &Limits::default(),
    )?;

    let sentences = sentences(&boundaries, scores.get("sentence"));
    let syntax = Syntax::parse(
        text,
        &words,
        sentences,
        &scores,
        &pack.pairs,
        &pack.labels,
        engine.scripts(),
    );
    Ok(Parsed {
        words,
        structure,
        scores,
        syntax,
    })
}

/// Words where windows may be cut.
fn sure_starts(boundaries: &[Boundary]) -> Vec<usize> {
    (0..boundaries.len())
        .filter(|i| boundaries[*i] == Boundary::Sure)
        .collect()
}
