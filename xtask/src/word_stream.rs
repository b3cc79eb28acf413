use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use anyhow::{Context, Result};
use dateline::words::{WordRules, WordSpan};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Input {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Output {
    id: serde_json::Value,
    words: Vec<[u32; 2]>,
}

/// Divides the texts on stdin into words, one report a line.
pub fn run() -> Result<()> {
    let rules = WordRules::english()?;
    let mut out = BufWriter::new(stdout().lock());
    for (number, line) in stdin().lock().lines().enumerate() {
        let line = line.context("reading stdin")?;
        if line.trim().is_empty() {
            continue;
        }
        let input: Input =
            serde_json::from_str(&line).with_context(|| format!("stdin, line {}", number + 1))?;
        let words = code_points(&input.text, &rules.words(&input.text));
        serde_json::to_writer(
            &mut out,
            &Output {
                id: input.id,
                words,
            },
        )?;
        out.write_all(b"\n")?;
    }
    out.flush().context("writing stdout")
}

/// Byte spans in order, as code point spans.
fn code_points(text: &str, words: &[WordSpan]) -> Vec<[u32; 2]> {
    let (mut byte, mut point) = (0usize, 0u32);
    let mut to = |at: u32| {
        let at = at as usize;
        point += text[byte..at].chars().count() as u32;
        byte = at;
        point
    };
    words.iter().map(|w| [to(w.start), to(w.end)]).collect()
}
