//! Scores the chains of one CoNLL-U file against those of another of the same text: `score_chains
//! GOLD.conllu SYSTEM.conllu` writes the metrics as JSON. `eval/compare_coreference_scores.py`
//! holds it against an independent scorer.

use std::error::Error;
use std::path::Path;

use dateline_eval::coreference::{CoreferenceScore, treebank::chains};
use dateline_eval::syntax::{conllu, raw_text::RawText};
use dateline_record::Text;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, system] = arguments.as_slice() else {
        return Err("usage: score_chains GOLD.conllu SYSTEM.conllu".into());
    };
    let mut total = CoreferenceScore::default();
    let gold = conllu::read(Path::new(gold))?;
    let system = conllu::read(Path::new(system))?;
    if gold.len() != system.len() {
        return Err("the files differ in their number of documents".into());
    }
    for (gold, system) in gold.iter().zip(&system) {
        let raw = RawText::new(gold);
        if RawText::new(system) != raw {
            return Err(format!("the texts of document {} differ", gold.id).into());
        }
        let text = Text::new(raw.text.as_str())?;
        let given = chains(system, &raw, &text);
        total += CoreferenceScore::new(&chains(gold, &raw, &text), &given);
    }
    println!("{}", serde_json::to_string_pretty(&total.metrics())?);
    Ok(())
}
