//! Tasks of the project's own workshop: measuring and preparing, never part of the program.

mod arrows;
mod bench_process;
mod copies;
mod encoder_run;
mod gazetteer;
mod incident_signs;
mod replay;
mod sentence_score;
mod story_words;
mod structure_view;
mod tellings;
mod treebank;
mod word_score;
mod word_stream;

use anyhow::{Result, bail};

const USAGE: &str = "usage: xtask TASK
  arrows                dependencies between the workspace's crates must point downward
  bench-process --reports FILE.jsonl|DIR [--count N] [--jobs N] [--binary PATH]
                        start-up, throughput and peak memory of the release program
  replay --records RECORDS.jsonl --into STORE [--count N]
                        a store with real records under new ids
  bench-queries --store STORE [--binary PATH]
                        how long questions to such a store take
  copies FILE.jsonl...  how many copies are recognised of those that desks would make of the reports
  story-words DIR       in how many of the authored passages in DIR each word stands
  gazetteer DIR         compiles the places of the packages that crates/dateline-gazetteer/data/fetch.sh brought to DIR
  words                 JSON lines {\"id\",\"text\"} on stdin; {\"id\",\"words\":[[start,end],...]} on stdout, in code points
  word-score FILE...    precision and recall of words against CoNLL-U files; --errors lists the commonest mistakes
  sentence-score FILE.. sentence beginnings by rules against CoNLL-U files; --errors shows what is surely wrong
  structure             headline, dateline, byline and boilerplate of the JSON lines {\"id\",\"text\",\"title\"} on stdin
  tellings              events of the JSON lines {\"id\",\"text\",\"published\"} on stdin, and by which signs they may tell the same
  incident-signs RECORDS.jsonl MENTIONS.jsonl
                        by which signs event mentions of documents in topics may be of one event, as JSON lines
  encoder MODEL JSON    loads and times a model; a further JSON file of inputs and outputs is compared with
  pieces VOCABULARY     form and piece ids of each line of stdin, taken as one word";

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("arrows") => arrows::run(),
        Some("bench-process") => bench_process::run(&args.collect::<Vec<_>>()),
        Some("replay") => replay::run(&args.collect::<Vec<_>>()),
        Some("bench-queries") => replay::bench(&args.collect::<Vec<_>>()),
        Some("copies") => copies::run(&args.collect::<Vec<_>>()),
        Some("story-words") => story_words::run(args.next()),
        Some("gazetteer") => gazetteer::run(&args.collect::<Vec<_>>()),
        Some("words") => word_stream::run(),
        Some("word-score") => word_score::run(args.collect()),
        Some("sentence-score") => sentence_score::run(args.collect()),
        Some("structure") => structure_view::run(),
        Some("tellings") => tellings::run(),
        Some("incident-signs") => incident_signs::run(&args.collect::<Vec<_>>()),
        Some("encoder") => encoder_run::run(args.collect()),
        Some("pieces") => encoder_run::pieces(args.collect()),
        _ => bail!(USAGE),
    }
}
