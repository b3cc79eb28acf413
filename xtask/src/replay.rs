//! Fills a store with real records under new ids, and times questions to it.
//!
//! `cargo run --release -p xtask -- replay --records RECORDS.jsonl --into STORE [--count 100000] [--distinct yes]`
//! `cargo run --release -p xtask -- bench-queries --store STORE [--binary PATH]`
//!
//! RECORDS.jsonl is what `dateline read --format jsonl` wrote. Each round over it gets new ids, new addresses and the next
//! day as its day of publication; the facts stay what they are, so that names recur far more often than in real life, which
//! makes the questions harder. With `--distinct yes` half of the small words of a text are put in the place of others of
//! their length, and its rounds are nine days apart: reports that are no copies of one another and no one story.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use dateline_record::{Record, Text};
use dateline_store::{Entry, Store, report_of};

use super::bench_process::peak_memory_mb;

const BATCH: usize = 256;

/// Fills a store.
pub fn run(arguments: &[String]) -> Result<()> {
    let (mut records, mut into, mut count, mut distinct) = (None, None, 100_000, false);
    for (name, value) in pairs(arguments)? {
        match name {
            "--records" => records = Some(PathBuf::from(value)),
            "--into" => into = Some(PathBuf::from(value)),
            "--count" => count = value.parse().with_context(|| format!("--count {value}"))?,
            "--distinct" => distinct = value == "yes",
            _ => bail!("unknown option {name}"),
        }
    }
    let records = read(&records.context("--records RECORDS.jsonl is needed")?)?;
    let words = if distinct {
        Words::of(&records)
    } else {
        Words::default()
    };
    let mut store = Store::create(&into.context("--into STORE is needed")?)?;
    let started = Instant::now();
    let mut batch = Vec::new();
    let mut putting = 0.0;
    for number in 0..count {
        let (round, of_round) = (number / records.len(), number % records.len());
        let day = if distinct {
            round * APART + number % APART
        } else {
            round
        };
        batch.push(replayed(&records[of_round], number, day, &words)?);
        if batch.len() == BATCH || number + 1 == count {
            let before = Instant::now();
            store.add(&batch)?;
            putting += before.elapsed().as_secs_f64();
            batch.clear();
        }
        if (number + 1) % (count / 5).max(1) == 0 {
            let memory = peak_memory_mb(std::process::id());
            println!(
                "after {:>9} reports  {:>9.0} MB at the peak, {:.2} ms a report in the store",
                number + 1,
                memory.unwrap_or(f64::NAN),
                putting * 1e3 / (number + 1) as f64
            );
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

/// Days between two rounds of distinct reports: more than a story waits for another report.
const APART: usize = 9;

fn replayed(record: &Record, number: usize, day: usize, words: &Words) -> Result<Entry> {
    let mut record = record.clone();
    record.text = Text::new(words.exchanged(record.text.as_str(), number as u64))?;
    record.report.id = format!("replay/{number}");
    record.report.url = Some(format!("https://replay.example/{number}"));
    // 28 days fit every month.
    let (year, month, of_month) = (2020 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    record.report.published = Some(format!("{year}-{month:02}-{of_month:02}"));
    Ok(Entry::new(&report_of(&record), &record)?)
}

/// Words in small letters by their length, to put one in the place of another.
#[derive(Default)]
struct Words(Vec<Vec<String>>);

/// Share of the small words that are exchanged, in hundredths.
const EXCHANGED: u64 = 50;
/// Letters of the shortest word that is exchanged.
const SHORTEST: usize = 4;

impl Words {
    fn of(records: &[Record]) -> Self {
        let mut all = BTreeSet::new();
        for record in records {
            all.extend(small_words(record.text.as_str()).map(|(_, word)| word.to_owned()));
        }
        let longest = all.iter().map(String::len).max().unwrap_or(0);
        let mut by_length = vec![Vec::new(); longest + 1];
        for word in all {
            by_length[word.len()].push(word);
        }
        Self(by_length)
    }

    /// The text with some of its words exchanged; every other byte stays where it is. Another `seed`, other words.
    fn exchanged(&self, text: &str, seed: u64) -> String {
        let mut out = text.to_owned();
        let mut state = seed;
        for (start, word) in small_words(text) {
            let drawn = next(&mut state);
            let choice = self.0.get(word.len()).filter(|all| !all.is_empty());
            if let Some(all) = choice.filter(|_| drawn % 100 < EXCHANGED) {
                let other = &all[(drawn / 100) as usize % all.len()];
                out.replace_range(start..start + word.len(), other);
            }
        }
        out
    }
}

/// Words of `SHORTEST` and more ASCII letters, all small, with the bytes where they begin.
fn small_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase()))
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The next number of a sequence that looks random (SplitMix64, Steele et al. 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
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
    &["stories"],
    &["query", "--no-copies", "--type", "ASSAULT"],
    &["incidents", "--type", "ASSAULT", "--date", "2022-01"],
    &["incidents", "--place", "London"],
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
