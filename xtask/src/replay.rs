//! Fills a store with real records under new ids, and times questions to it.
//!
//! `cargo run --release -p xtask -- replay --records RECORDS.jsonl --into STORE [--count 100000]`
//! `cargo run --release -p xtask -- bench-queries --store STORE [--binary PATH]`
//!
//! RECORDS.jsonl is what `dateline read --format jsonl` wrote. Each round over it gets new ids, new addresses and the next
//! day as its day of publication; the facts stay what they are, so that names recur far more often than in real life, which
//! makes the questions harder.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use dateline_record::Record;
use dateline_store::{Entry, Store, report_of};

const BATCH: usize = 256;

/// Fills a store.
pub fn run(arguments: &[String]) -> Result<()> {
    let (mut records, mut into, mut count) = (None, None, 100_000);
    for (name, value) in pairs(arguments)? {
        match name {
            "--records" => records = Some(PathBuf::from(value)),
            "--into" => into = Some(PathBuf::from(value)),
            "--count" => count = value.parse().with_context(|| format!("--count {value}"))?,
            _ => bail!("unknown option {name}"),
        }
    }
    let records = read(&records.context("--records RECORDS.jsonl is needed")?)?;
    let mut store = Store::create(&into.context("--into STORE is needed")?)?;
    let started = Instant::now();
    let mut batch = Vec::new();
    let mut putting = 0.0;
    for number in 0..count {
        let (round, of_round) = (number / records.len(), number % records.len());
        batch.push(replayed(&records[of_round], number, round)?);
        if batch.len() == BATCH || number + 1 == count {
            let before = Instant::now();
            store.add(&batch)?;
            putting += before.elapsed().as_secs_f64();
            batch.clear();
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("reports                 {count:>9}");
    println!("wall clock              {seconds:>9.1} s");
    println!(
        "of it in the store      {:>9.2} ms a report",
        putting * 1e3 / count as f64
    );
    println!(
        "of it making rows       {:>9.2} ms a report",
        (seconds - putting) * 1e3 / count as f64
    );
    Ok(())
}

fn replayed(record: &Record, number: usize, round: usize) -> Result<Entry> {
    let mut record = record.clone();
    record.report.id = format!("replay/{number}");
    record.report.url = Some(format!("https://replay.example/{number}"));
    // 28 days fit every month.
    let (day, month) = (round % 28 + 1, round / 28 % 12 + 1);
    record.report.published = Some(format!("{}-{month:02}-{day:02}", 2020 + round / 336));
    Ok(Entry::new(&report_of(&record), &record)?)
}

fn read(path: &Path) -> Result<Vec<Record>> {
    let file = File::open(path).with_context(|| format!("{}", path.display()))?;
    let records = BufReader::new(file)
        .lines()
        .enumerate()
        .map(|(index, line)| {
            Record::from_json(&line?).with_context(|| format!("{}:{}", path.display(), index + 1))
        })
        .collect::<Result<Vec<_>>>()?;
    if records.is_empty() {
        bail!("{} holds no record", path.display());
    }
    Ok(records)
}

/// Questions of each sort; the names are those of the replayed records that are told of most.
const QUESTIONS: &[&[&str]] = &[
    &["query"],
    &["query", "--type", "ASSAULT"],
    &["query", "--actor", "police"],
    &["query", "--recipient", "government"],
    &["query", "--country", "USA"],
    &[
        "query",
        "--actor-country",
        "USA",
        "--type",
        "ACCUSE,PROTEST",
    ],
    &["query", "--sector", "MIL", "--status", "actual"],
    &["query", "--mode", "aerial"],
    &["query", "--date", "2022-01/2022-06"],
    &["query", "--published", "2020-03", "--type", "ASSAULT"],
    &["query", "--place", "London"],
    &["query", "--near", "51.5,-0.1,200"],
    &["query", "--box", "35,-10,60,30"],
    &["query", "--voice", "reporter", "--type", "COERCE"],
    &["query", "--voice", "police"],
    &["query", "--words", "parliament vote"],
    &[
        "query",
        "--words",
        "said",
        "--actor-sector",
        "GOV",
        "--recipient-sector",
        "MIL",
    ],
    &["query", "--report", "replay/4711"],
    &["timeline", "--type", "PROTEST"],
    &["timeline", "--actor", "police", "--date", "2021"],
    &["quotes", "--speaker", "police"],
    &["quotes", "--speaker", "minister", "--words", "people"],
    &["who", "police"],
];

/// Times questions, each as a run of the program of its own.
pub fn bench(arguments: &[String]) -> Result<()> {
    let (mut store, mut binary) = (None, super::bench_process::release_binary());
    for (name, value) in pairs(arguments)? {
        match name {
            "--store" => store = Some(value),
            "--binary" => binary = PathBuf::from(value),
            _ => bail!("unknown option {name}"),
        }
    }
    let store = store.context("--store STORE is needed")?;
    for question in QUESTIONS {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..5 {
            let (command, rest) = question.split_first().context("a question has a command")?;
            let started = Instant::now();
            let mut asked = Command::new(&binary);
            asked.arg(command).arg(store);
            if command == &"who" {
                asked.args(rest);
            } else {
                asked.args(["--format", "jsonl"]).args(rest);
            }
            let output = asked
                .stderr(Stdio::null())
                .output()
                .with_context(|| format!("{}", binary.display()))?;
            times.push(started.elapsed().as_secs_f64() * 1e3);
            if !output.status.success() {
                bail!("{question:?} ended with {}", output.status);
            }
            found = output.stdout.iter().filter(|byte| **byte == b'\n').count();
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{:>7.0} ms  {found:>4} lines  {}",
            times[2],
            question.join(" ")
        );
    }
    Ok(())
}

/// Options with their values.
fn pairs(arguments: &[String]) -> Result<Vec<(&str, &str)>> {
    arguments
        .chunks(2)
        .map(|pair| match pair {
            [name, value] => Ok((name.as_str(), value.as_str())),
            _ => bail!("{} needs a value", pair.join(" ")),
        })
        .collect()
}
