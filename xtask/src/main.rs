//! Tasks of the project's own workshop: measuring and preparing, never part of the program.

mod word_score;
mod word_stream;

use anyhow::{Result, bail};

const USAGE: &str = "usage: xtask TASK
  words                 JSON lines {\"id\",\"text\"} on stdin; {\"id\",\"words\":[[start,end],...]} on stdout, in code points
  word-score FILE...    precision and recall of words against CoNLL-U files; --errors lists the commonest mistakes";

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("words") => word_stream::run(),
        Some("word-score") => word_score::run(args.collect()),
        _ => bail!(USAGE),
    }
}
