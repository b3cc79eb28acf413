use std::collections::HashSet;
use std::fs;

use anyhow::{Context, Result};
use dateline::structure::{Boundary, Structure, StructureRules};
use dateline::words::WordRules;
use dateline_record::Text;

use crate::treebank::{Sentence, sentences};

/// Prints how many sentence beginnings the rules find in documents put together from CoNLL-U files, paragraph by
/// paragraph; `--errors` shows the places they are sure of and wrong about.
pub fn run(args: Vec<String>) -> Result<()> {
    let words = WordRules::english()?;
    let rules = StructureRules::english()?;
    let show = args.iter().any(|a| a == "--errors");
    for file in args.iter().filter(|a| !a.starts_with("--")) {
        let source = fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
        let mut tally = Tally::default();
        let all = sentences(&source);
        let mut from = 0;
        for i in 1..=all.len() {
            if i == all.len() || all[i].opens_paragraph {
                tally.paragraph(&words, &rules, &all[from..i], show)?;
                from = i;
            }
        }
        println!(
            "{file}: inside paragraphs {} begin; sure {} of which right {}; unsure {} of which right {}; missed {}",
            tally.gold,
            tally.sure,
            tally.sure_right,
            tally.unsure,
            tally.unsure_right,
            tally.missed
        );
        let gold = tally.gold.max(1) as f64;
        println!(
            "  sure: precision {:.4}, recall {:.4}; sure or unsure: recall {:.4}",
            tally.sure_right as f64 / tally.sure.max(1) as f64,
            tally.sure_right as f64 / gold,
            (tally.sure_right + tally.unsure_right) as f64 / gold
        );
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    gold: usize,
    sure: usize,
    sure_right: usize,
    unsure: usize,
    unsure_right: usize,
    missed: usize,
}

impl Tally {
    fn paragraph(
        &mut self,
        words: &WordRules,
        rules: &StructureRules,
        part: &[Sentence],
        show: bool,
    ) -> Result<()> {
        let mut text = String::new();
        let mut starts = HashSet::new();
        for sentence in part {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.insert(text.len());
            text.push_str(&sentence.text);
        }
        let text = Text::new(text)?;
        let found = words.words(&text);
        let whole = Structure {
            body: vec![text.whole()],
            ..Structure::default()
        };
        let bounds = rules.boundaries(&text, &found, &whole);
        for (word, bound) in found.iter().zip(bounds).skip(1) {
            let at = word.start as usize;
            let right = starts.contains(&at);
            self.gold += usize::from(right);
            match bound {
                Boundary::Sure => {
                    self.sure += 1;
                    self.sure_right += usize::from(right);
                }
                Boundary::Unsure => {
                    self.unsure += 1;
                    self.unsure_right += usize::from(right);
                }
                Boundary::None => self.missed += usize::from(right),
            }
            let wrong = right && bound == Boundary::None || !right && bound == Boundary::Sure;
            if show && wrong {
                let around = |from: usize, to: usize| {
                    text.char_indices()
                        .filter(|(i, _)| *i >= from && *i < to)
                        .map(|(_, c)| c)
                        .collect::<String>()
                };
                let kind = if right { "missed" } else { "wrong" };
                println!(
                    "{kind}: {} ‖ {}",
                    around(at.saturating_sub(50), at),
                    around(at, at + 40)
                );
            }
        }
        Ok(())
    }
}
