//! Measures the whole program from outside, as a user meets it: start-up, throughput, peak memory.
//!
//! `cargo run -p xtask -- bench-process --reports FILE.jsonl|DIR [--count 500] [--jobs N] [--binary PATH]`
//!
//! FILE.jsonl is any corpus with one object a line that has a `text`; DIR holds `.txt` files. The first
//! `--count` texts are written to one JSON Lines file, and `dateline read --format jsonl` reads it with
//! its output piped here, so that writing is measured too. Start-up is taken in a run of its own over
//! the first text alone, as the time from the start of the process to the first record.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    text: String,
}

struct Arguments {
    reports: PathBuf,
    count: usize,
    jobs: Option<usize>,
    binary: PathBuf,
}

struct Run {
    first_record: Duration,
    /// Megabytes of 10⁶ bytes.
    peak_memory: Option<f64>,
    whole: Duration,
    records: usize,
    bytes: usize,
}

/// Runs the benchmark and prints one line per figure.
pub fn run(arguments: &[String]) -> Result<()> {
    let arguments = parse(arguments)?;
    if !arguments.binary.is_file() {
        bail!(
            "{} is not there: build it with `cargo build --release`",
            arguments.binary.display()
        );
    }
    let texts = texts(&arguments.reports, arguments.count)?;
    if texts.is_empty() {
        bail!("{} holds no report", arguments.reports.display());
    }
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let folder = std::env::temp_dir().join(format!("dateline-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("{}", folder.display()))?;
    let outcome = measure(&arguments, &texts, words, &folder);
    fs::remove_dir_all(&folder).with_context(|| format!("{}", folder.display()))?;
    outcome
}

fn measure(arguments: &Arguments, texts: &[String], words: usize, folder: &Path) -> Result<()> {
    let one = folder.join("one.jsonl");
    let all = folder.join("all.jsonl");
    write_reports(&one, &texts[..1])?;
    write_reports(&all, texts)?;

    let mut starts = Vec::new();
    for _ in 0..5 {
        starts.push(read(arguments, &one)?.first_record);
    }
    starts.sort();
    println!(
        "start to first record   {:>9.0} ms (median of 5)",
        starts[2].as_secs_f64() * 1e3
    );

    let run = read(arguments, &all)?;
    let seconds = run.whole.as_secs_f64();
    println!("reports                 {:>9}", texts.len());
    println!("records                 {:>9}", run.records);
    println!("words                   {words:>9}");
    println!("wall clock              {seconds:>9.1} s");
    println!(
        "reports per second      {:>9.1}",
        run.records as f64 / seconds
    );
    println!("words per second        {:>9.0}", words as f64 / seconds);
    println!(
        "450-word reports/s      {:>9.1}",
        words as f64 / 450.0 / seconds
    );
    println!("output                  {:>9.1} MB", run.bytes as f64 / 1e6);
    match run.peak_memory {
        Some(peak) => println!("peak memory             {peak:>9.0} MB"),
        None => println!("peak memory             not known on this system"),
    }
    Ok(())
}

fn read(arguments: &Arguments, reports: &Path) -> Result<Run> {
    let mut command = Command::new(&arguments.binary);
    command.args(["read", "--format", "jsonl"]);
    if let Some(jobs) = arguments.jobs {
        command.args(["--jobs", &jobs.to_string()]);
    }
    command.arg(reports).stdout(Stdio::piped());
    let started = Instant::now();
    let mut child = command
        .spawn()
        .with_context(|| format!("{}", arguments.binary.display()))?;
    let output = child.stdout.take().context("the output is not piped")?;
    let mut output = BufReader::with_capacity(1 << 20, output);
    let mut first_record = None;
    let mut peak_memory = None;
    let mut records = 0;
    let mut bytes = 0;
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line)? > 0 {
        first_record.get_or_insert_with(|| started.elapsed());
        peak_memory = peak_memory_mb(child.id()).or(peak_memory);
        records += 1;
        bytes += line.len();
        line.clear();
    }
    let status = child.wait()?;
    let whole = started.elapsed();
    if !status.success() {
        eprintln!("note: dateline ended with {status}");
    }
    let first_record = first_record.context("dateline gave no record")?;
    Ok(Run {
        first_record,
        peak_memory,
        whole,
        records,
        bytes,
    })
}

fn write_reports(path: &Path, texts: &[String]) -> Result<()> {
    let mut file = std::io::BufWriter::new(
        fs::File::create(path).with_context(|| format!("{}", path.display()))?,
    );
    for (index, text) in texts.iter().enumerate() {
        let line = serde_json::json!({ "id": format!("{index}"), "text": text });
        writeln!(file, "{line}").with_context(|| format!("{}", path.display()))?;
    }
    file.flush().with_context(|| format!("{}", path.display()))
}

fn texts(from: &Path, count: usize) -> Result<Vec<String>> {
    if from.is_dir() {
        let mut paths = fs::read_dir(from)
            .with_context(|| format!("{}", from.display()))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<Vec<_>>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        return paths
            .iter()
            .take(count)
            .map(|path| fs::read_to_string(path).with_context(|| format!("{}", path.display())))
            .collect();
    }
    let file = fs::File::open(from).with_context(|| format!("{}", from.display()))?;
    BufReader::new(file)
        .lines()
        .take(count)
        .enumerate()
        .map(|(index, line)| {
            let line: Line = serde_json::from_str(&line?)
                .with_context(|| format!("{}:{}", from.display(), index + 1))?;
            Ok(line.text)
        })
        .collect()
}

fn parse(arguments: &[String]) -> Result<Arguments> {
    let mut reports = None;
    let mut count = 500;
    let mut jobs = None;
    let mut binary = None;
    let mut arguments = arguments.iter();
    while let Some(name) = arguments.next() {
        let value = arguments
            .next()
            .with_context(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--reports" => reports = Some(PathBuf::from(value)),
            "--count" => count = value.parse().with_context(|| format!("--count {value}"))?,
            "--jobs" => jobs = Some(value.parse().with_context(|| format!("--jobs {value}"))?),
            "--binary" => binary = Some(PathBuf::from(value)),
            _ => bail!("unknown option {name}"),
        }
    }
    Ok(Arguments {
        reports: reports.context("--reports FILE.jsonl|DIR is needed")?,
        count,
        jobs,
        binary: binary.unwrap_or_else(release_binary),
    })
}

/// Where the release program is built.
pub fn release_binary() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from("target"), PathBuf::from)
        .join("release")
        .join(format!("dateline{}", std::env::consts::EXE_SUFFIX))
}

/// The largest resident set that a running process has had, in megabytes of 10⁶ bytes, as Linux tells it (`VmHWM`);
/// `None` elsewhere.
pub fn peak_memory_mb(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}
