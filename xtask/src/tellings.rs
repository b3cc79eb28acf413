use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use anyhow::{Context, Result};
use dateline::Engine;
use dateline::events::sign_names;
use dateline_record::{CharSpan, Report, Text};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
    published: Option<String>,
}

#[derive(Serialize)]
struct Telling<'a> {
    event_type: &'a str,
    anchor: CharSpan,
}

/// Two events by their places in the list, and the names of the signs that they show.
#[derive(Serialize)]
struct Pair {
    first: usize,
    second: usize,
    signs: Vec<&'static str>,
}

#[derive(Serialize)]
struct Output<'a> {
    id: &'a str,
    events: Vec<Telling<'a>>,
    pairs: Vec<Pair>,
}

/// Events of the reports on stdin, and by which signs they may tell the same happening, one report a line.
pub fn run() -> Result<()> {
    let engine = Engine::load()?;
    let mut out = BufWriter::new(stdout().lock());
    for (number, line) in stdin().lock().lines().enumerate() {
        let line = line.context("reading stdin")?;
        let place = || format!("stdin, line {}", number + 1);
        let input: Input = serde_json::from_str(&line).with_context(place)?;
        let mut report = Report::new(input.id, Text::new(input.text)?);
        report.published = input.published;
        let reading = engine.read(&report).with_context(place)?;
        let record = reading.record.to_outer().with_context(place)?;
        let events = record.events.iter().map(|e| Telling {
            event_type: &e.event_type,
            anchor: e.anchor,
        });
        let pairs = reading.tellings.iter().map(|pair| Pair {
            first: pair.first,
            second: pair.second,
            signs: sign_names()
                .zip(pair.signs)
                .filter_map(|(name, shown)| shown.then_some(name))
                .collect(),
        });
        let row = Output {
            id: &record.report.id,
            events: events.collect(),
            pairs: pairs.collect(),
        };
        serde_json::to_writer(&mut out, &row)?;
        out.write_all(b"\n")?;
    }
    out.flush().context("writing stdout")
}
