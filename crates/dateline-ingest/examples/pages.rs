//! Measures the main text and metadata of web pages against a gold set.
//!
//! `cargo run --release -p dateline-ingest --example pages -- DIR…`, where each
//! directory holds `gold.jsonl` with one page a line (`html`: file relative to
//! the directory, `text`: its main text; optionally `title`, `authors`,
//! `publishing_date`, and `probably_english`: pages that are not are left out).
//! With `--features compare-extractors` the extraction crates that were not
//! taken are measured beside ours. `--each` adds a line for every page.
//!
//! Text is scored as F1 over the multiset of lower-cased words of each page, and
//! averaged over pages. A title counts if it is the same after trimming, a date
//! if it is the same day, authors if the same words name them. A page without
//! main text scores 0.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline_ingest::{Options, Overrides, from_bytes};
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    id: String,
    html: PathBuf,
    text: String,
    #[serde(default = "yes")]
    probably_english: bool,
    title: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    publishing_date: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Default)]
struct Page {
    text: String,
    title: String,
    date: String,
    authors: String,
}

type Extractor = fn(&[u8]) -> Page;

fn ours(page: &[u8]) -> Page {
    let options = Options {
        overrides: Overrides {
            language: Some("en".to_owned()),
            ..Overrides::default()
        },
        ..Options::default()
    };
    match from_bytes("page.html", page.to_vec(), &options).next() {
        Some(Ok(report)) => Page {
            text: report.text.to_string(),
            title: report.title.unwrap_or_default(),
            date: report.published.unwrap_or_default(),
            authors: report.authors.join(" "),
        },
        Some(Err(error)) => {
            eprintln!("{error}");
            Page::default()
        }
        None => Page::default(),
    }
}

#[cfg(feature = "compare-extractors")]
mod others {
    use super::Page;

    pub fn with_fallback(page: &[u8]) -> Page {
        let options = trafilatura::Options::default()
            .with_exclude_comments(true)
            .with_fallback(true);
        match trafilatura::extract(&String::from_utf8_lossy(page), &options) {
            Ok(found) => Page {
                text: found.content_text,
                title: found.metadata.title,
                date: found
                    .metadata
                    .date
                    .map(|d| d.to_string())
                    .unwrap_or_default(),
                authors: found.metadata.author,
            },
            Err(_) => Page::default(),
        }
    }

    pub fn dom_smoothie(page: &[u8]) -> Page {
        let config = dom_smoothie::Config {
            text_mode: dom_smoothie::TextMode::Formatted,
            ..Default::default()
        };
        let page = String::from_utf8_lossy(page).into_owned();
        match dom_smoothie::Readability::new(page, None, Some(config)).and_then(|mut r| r.parse()) {
            Ok(found) => Page {
                text: found.text_content.to_string(),
                title: found.title,
                date: found.published_time.unwrap_or_default(),
                authors: found.byline.unwrap_or_default(),
            },
            Err(_) => Page::default(),
        }
    }

    pub fn rs_trafilatura(page: &[u8]) -> Page {
        let options = rs_trafilatura::Options {
            include_comments: false,
            ..Default::default()
        };
        match rs_trafilatura::extract_with_options(&String::from_utf8_lossy(page), &options) {
            Ok(found) => Page {
                text: found.content_text,
                title: found.metadata.title.unwrap_or_default(),
                date: found
                    .metadata
                    .date
                    .map(|d| d.to_string())
                    .unwrap_or_default(),
                authors: found.metadata.author.unwrap_or_default(),
            },
            Err(_) => Page::default(),
        }
    }
}

fn extractors() -> Vec<(&'static str, Extractor)> {
    #[allow(unused_mut)]
    let mut all: Vec<(&'static str, Extractor)> = vec![("dateline (trafilatura)", ours)];
    #[cfg(feature = "compare-extractors")]
    all.extend([
        (
            "trafilatura with fallback",
            others::with_fallback as Extractor,
        ),
        ("dom_smoothie", others::dom_smoothie),
        ("rs-trafilatura", others::rs_trafilatura),
    ]);
    all
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts
}

fn f1(gold: &str, found: &str) -> f64 {
    let (gold, found) = (words(gold), words(found));
    let shared: usize = gold
        .iter()
        .map(|(word, n)| (*n).min(found.get(word).copied().unwrap_or(0)))
        .sum();
    let all: usize = gold.values().chain(found.values()).sum();
    if all == 0 {
        1.0
    } else {
        2.0 * shared as f64 / all as f64
    }
}

fn read_page(path: &Path) -> std::io::Result<Vec<u8>> {
    let bytes = fs::read(path)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut page = Vec::new();
        std::io::copy(
            &mut flate2::read::MultiGzDecoder::new(&bytes[..]),
            &mut page,
        )?;
        return Ok(page);
    }
    Ok(bytes)
}

fn measure(name: &str, extract: Extractor, folder: &Path, each: bool) -> std::io::Result<()> {
    let (mut pages, mut sum, mut time, mut slowest) = (0, 0.0, Duration::ZERO, Duration::ZERO);
    let (mut described, mut titles, mut dates, mut authors, mut wrong_dates) = (0, 0, 0, 0, 0);
    for line in fs::read_to_string(folder.join("gold.jsonl"))?.lines() {
        let gold: Gold = serde_json::from_str(line)?;
        if !gold.probably_english {
            continue;
        }
        let page = read_page(&folder.join(&gold.html))?;
        let start = Instant::now();
        let found = extract(&page);
        let took = start.elapsed();
        let score = f1(&gold.text, &found.text);
        pages += 1;
        sum += score;
        time += took;
        slowest = slowest.max(took);
        if let Some(title) = &gold.title {
            described += 1;
            titles += usize::from(title.trim() == found.title.trim());
            let day = gold
                .publishing_date
                .as_deref()
                .and_then(|date| date.get(..10));
            let same_day = day == found.date.get(..10);
            dates += usize::from(same_day);
            wrong_dates += usize::from(!same_day && !found.date.is_empty());
            authors += usize::from(words(&gold.authors.join(" ")) == words(&found.authors));
        }
        if each {
            println!(
                "{score:.3} {} {} ms\n  title {:?} | {:?}\n  date {:?} | {:?}\n  authors {:?} | {:?}",
                gold.id,
                took.as_millis(),
                found.title,
                gold.title.as_deref().unwrap_or_default(),
                found.date,
                gold.publishing_date.as_deref().unwrap_or_default(),
                found.authors,
                gold.authors,
            );
        }
    }
    println!(
        "{name} | {} | {pages} pages | F1 {:.3} | {:.1} ms/page, slowest {} ms | of {described}: title {titles}, date {dates} (wrong {wrong_dates}), authors {authors}",
        folder.file_name().unwrap_or_default().to_string_lossy(),
        sum / f64::from(pages.max(1)),
        time.as_secs_f64() * 1000.0 / f64::from(pages.max(1)),
        slowest.as_millis(),
    );
    Ok(())
}

fn main() -> std::io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let each = arguments.iter().any(|argument| argument == "--each");
    arguments.retain(|argument| argument != "--each");
    for (name, extract) in extractors() {
        for folder in &arguments {
            measure(name, extract, Path::new(folder), each)?;
        }
    }
    Ok(())
}
