use std::collections::{HashMap, HashSet};
use std::fs;

use anyhow::{Context, Result};
use dateline::words::WordRules;

use crate::treebank::{Sentence, sentences};

/// Prints precision, recall and F1 of the words of each file, sentence by sentence.
pub fn run(args: Vec<String>) -> Result<()> {
    let rules = WordRules::english()?;
    let errors = args.iter().any(|a| a == "--errors");
    for file in args.iter().filter(|a| !a.starts_with("--")) {
        let source = fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
        let (mut right, mut found, mut gold) = (0usize, 0usize, 0usize);
        let mut mistakes: HashMap<(String, String), usize> = HashMap::new();
        for sentence in sentences(&source) {
            let words: Vec<(usize, usize)> = rules
                .words(&sentence.text)
                .iter()
                .map(|w| (w.start as usize, w.end as usize))
                .collect();
            let wanted: HashSet<_> = sentence.words.iter().copied().collect();
            right += words.iter().filter(|w| wanted.contains(w)).count();
            found += words.len();
            gold += sentence.words.len();
            if errors {
                collect(&sentence, &words, &mut mistakes);
            }
        }
        let (p, r) = (right as f64 / found as f64, right as f64 / gold as f64);
        println!(
            "{file}: words {gold}, precision {p:.4}, recall {r:.4}, F1 {:.4}",
            2.0 * p * r / (p + r)
        );
        let mut list: Vec<_> = mistakes.into_iter().collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for ((ours, theirs), n) in list.iter().take(150) {
            println!("{n:5}  ours {ours:40} treebank {theirs}");
        }
    }
    Ok(())
}

/// Counts the stretches, between common boundaries, that the two divide differently.
fn collect(
    sentence: &Sentence,
    words: &[(usize, usize)],
    mistakes: &mut HashMap<(String, String), usize>,
) {
    let ends = |list: &[(usize, usize)]| list.iter().map(|w| w.1).collect::<HashSet<_>>();
    let common: HashSet<usize> = ends(words)
        .intersection(&ends(&sentence.words))
        .copied()
        .collect();
    let groups = |list: &[(usize, usize)]| {
        let mut out: Vec<Vec<(usize, usize)>> = vec![Vec::new()];
        for &w in list {
            if let Some(last) = out.last_mut() {
                last.push(w);
            }
            if common.contains(&w.1) {
                out.push(Vec::new());
            }
        }
        out
    };
    let show = |g: &[(usize, usize)]| {
        g.iter()
            .map(|w| &sentence.text[w.0..w.1])
            .collect::<Vec<_>>()
            .join("|")
    };
    for (a, b) in groups(words).iter().zip(groups(&sentence.words).iter()) {
        if a != b {
            *mistakes.entry((show(a), show(b))).or_default() += 1;
        }
    }
}
