//! In how many of the authored passages each word stands: what a store knows of words before any report has come.
//!
//! `cargo run -p xtask -- story-words training/authored > crates/dateline-store/data/background.tsv`

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use dateline_store::stories::WordCounts;

/// Rarer words tell nothing that the reports of a store would not tell better.
const LEAST: usize = 3;

/// What a line of a passage's text begins with.
const TEXT: &str = "T ";

const HEAD: &str = "\
# In how many passages a word stands. The first line has no word and the number of all passages.
# Passages are those of training/authored; words in fewer than three of them are left out. Made by
# `cargo run -p xtask -- story-words training/authored`.";

/// Prints the table.
pub fn run(folder: Option<String>) -> Result<()> {
    let folder = PathBuf::from(folder.context("the folder with the passages is needed")?);
    let mut files = Vec::new();
    for file in fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    files.sort();
    let mut passages = 0;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in files {
        let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
        for passage in text.lines().filter_map(|line| line.strip_prefix(TEXT)) {
            passages += 1;
            // Line breaks are written as two letters there.
            for word in WordCounts::of(&passage.replace("\\n", "\n")).words() {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    println!("{HEAD}\n\t{passages}");
    for (word, count) in counts.iter().filter(|(_, count)| **count >= LEAST) {
        println!("{word}\t{count}");
    }
    Ok(())
}
