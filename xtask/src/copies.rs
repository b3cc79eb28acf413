//! How well copies are recognised: reports are edited as desks edit wire copy, and put in among others.
//!
//! `cargo run --release -p xtask -- copies REPORTS.jsonl… [--show]`
//!
//! Of every third report of 150 words or more copies are made, one of each sort below. All reports go in first, then
//! all copies, into an empty store. A copy is found if its original is the one it was made of (or that one's original);
//! `--show` lists reports that are called copies though nobody made them so, to be looked at: corpora of news have real
//! copies in them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use dateline_record::{Record, Report, Text};
use dateline_store::{Entry, Store};
use serde::Deserialize;

/// Words of the shortest report that copies are made of.
const LEAST_WORDS: usize = 150;
/// Of so many reports one has copies.
const STEP: usize = 3;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

/// A sort of copy: its name, and what a desk makes of sentences and of those of another report.
type Desk = (&'static str, fn(&[&str], &[&str]) -> String);

const DESKS: &[Desk] = &[
    ("headline and agency mark", |own, _| {
        format!(
            "Officials respond as events unfold\n(NORTHLINE) — {} © Northline. All rights reserved.",
            own[1..].join(" ")
        )
    }),
    ("first two thirds", |own, _| {
        own[..own.len() * 2 / 3].join(" ")
    }),
    ("first third", |own, _| {
        own[..own.len().div_ceil(3)].join(" ")
    }),
    ("every third sentence cut", |own, _| {
        let kept = own.iter().enumerate().filter(|(n, _)| n % 3 != 1);
        kept.map(|(_, s)| *s).collect::<Vec<_>>().join(" ")
    }),
    ("local paragraphs added", |own, other| {
        let added = own.len().div_ceil(2).min(other.len());
        format!("{} {}", own.join(" "), other[..added].join(" "))
    }),
    ("cut by half, as much added", |own, other| {
        let half = own.len().div_ceil(2);
        let added = half.min(other.len());
        format!("{} {}", own[..half].join(" "), other[..added].join(" "))
    }),
    ("every 20th word changed", |own, _| {
        let text = own.join(" ");
        let words = text.split(' ').enumerate();
        words
            .map(|(n, word)| if n % 20 == 7 { "reportedly" } else { word })
            .collect::<Vec<_>>()
            .join(" ")
    }),
    ("every figure changed", |own, _| {
        let text = own.join(" ");
        let changed = text.chars().map(|c| match c {
            '0'..='8' => char::from(c as u8 + 1),
            '9' => '1',
            c => c,
        });
        changed.collect()
    }),
    ("a paragraph put in", |own, other| {
        let (before, behind) = own.split_at(own.len() / 2);
        let added = &other[..other.len().min(3)];
        [before, added, behind].concat().join(" ")
    }),
    ("order of sentences turned", |own, _| {
        own.iter().rev().copied().collect::<Vec<_>>().join(" ")
    }),
];

/// Measures recall for each sort of copy, and lists what else was called a copy.
pub fn run(arguments: &[String]) -> Result<()> {
    let show = arguments.iter().any(|argument| argument == "--show");
    let mut lines = Vec::new();
    for path in arguments.iter().filter(|a| !a.starts_with("--")) {
        let text = fs::read_to_string(path).with_context(|| path.clone())?;
        for line in text.lines() {
            lines.push(serde_json::from_str::<Line>(line).with_context(|| path.clone())?);
        }
    }
    if lines.len() < 2 {
        bail!("two reports at least are needed");
    }
    let mut store = Store::create(Path::new(":memory:"))?;
    for line in &lines {
        add(&mut store, &line.id, &line.text)?;
    }
    let mut called = 0;
    let mut originals = Vec::new();
    for line in &lines {
        let original = store.original(&line.id)?;
        if let Some(original) = &original {
            called += 1;
            if show {
                println!("{}\n  called a copy of {original}", line.id);
            }
        }
        originals.push(original.unwrap_or_else(|| line.id.clone()));
    }
    let sentences: Vec<Vec<&str>> = lines.iter().map(|line| sentences(&line.text)).collect();
    let chosen: Vec<usize> = (0..lines.len())
        .step_by(STEP)
        .filter(|n| lines[*n].text.split_whitespace().count() >= LEAST_WORDS)
        .filter(|n| sentences[*n].len() >= 6)
        .collect();
    let mut wrong = 0;
    for (sort, (name, edit)) in DESKS.iter().enumerate() {
        let mut found = 0;
        for n in &chosen {
            // Another report of the corpus, but not the next one, which may be of the same topic.
            let other = (n + lines.len() / 2) % lines.len();
            let id = format!("{}#{sort}", lines[*n].id);
            add(&mut store, &id, &edit(&sentences[*n], &sentences[other]))?;
            match store.original(&id)? {
                Some(original) if original == originals[*n] => found += 1,
                // What was added comes from it: right as well, though not what is looked for.
                Some(original) if original == originals[other] => {}
                Some(_) => wrong += 1,
                None => {}
            }
        }
        let share = f64::from(found) / chosen.len().max(1) as f64;
        println!("{share:.3}  {found:>4} of {:>4}  {name}", chosen.len());
    }
    println!("{wrong} copies found to be of a third report");
    println!(
        "{called} of {} reports as they are called copies",
        lines.len()
    );
    Ok(())
}

fn add(store: &mut Store, id: &str, text: &str) -> Result<()> {
    let mut report = Report::new(id, Text::new(text)?);
    // Even the very same text is another report at another address.
    report.url = Some(id.to_owned());
    let record = Record::new(&report, "none", None);
    store.add(&[Entry::new(&report, &record)?])?;
    Ok(())
}

/// Sentences as far as a full stop and a line break tell.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '\n'])
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .collect()
}
