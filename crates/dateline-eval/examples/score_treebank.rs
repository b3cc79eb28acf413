//! Scores one CoNLL-U file against another of the same text: `score_treebank GOLD.conllu
//! SYSTEM.conllu` writes the metrics as JSON. `eval/compare_syntax_scores.py` holds it against an
//! independent scorer.

use std::error::Error;
use std::path::Path;

use dateline_eval::syntax::{
    analysis::of_treebank, conll18::SyntaxCounts, conllu, raw_text::RawText,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, system] = arguments.as_slice() else {
        return Err("usage: score_treebank GOLD.conllu SYSTEM.conllu".into());
    };
    let mut total = SyntaxCounts::default();
    let gold = conllu::read(Path::new(gold))?;
    let system = conllu::read(Path::new(system))?;
    if gold.len() != system.len() {
        return Err("the files differ in their number of documents".into());
    }
    for (gold, system) in gold.iter().zip(&system) {
        let analysis = |document| of_treebank(document, &RawText::new(document));
        total += SyntaxCounts::new(&analysis(gold), &analysis(system));
    }
    println!("{}", serde_json::to_string_pretty(&total.metrics())?);
    Ok(())
}
