//! Readings of a part of what a text shows: what holds between two stretches, and an example of a taught type.

use dateline_record::{Report, Span, Text};

use super::parsed::{Parsed, parse};
use crate::encode::EncodeError;
use crate::engine::Engine;
use crate::events::taught::{Marked, Sample, Seen};
use crate::events::{Between, Heard, Sides, between};
use crate::pack::WORD_VECTORS;
use crate::words::touching;

/// The event types that may hold between two stretches of a report, likeliest first.
///
/// # Errors
/// Only if the encoder fails to run.
pub(crate) fn relate(
    engine: &Engine,
    report: &Report,
    source: &[Span],
    target: &[Span],
) -> Result<Vec<Between>, EncodeError> {
    let Parsed {
        words,
        scores,
        syntax,
        ..
    } = parse(engine, &report.text, report.title.as_deref())?;
    let pack = engine.pack();
    let side = |spans: &[Span]| {
        let runs = spans.iter().map(|s| touching(&words, s.start()..s.end()));
        runs.filter(|r| !r.is_empty()).collect()
    };
    let sides = Sides {
        source: side(source),
        target: side(target),
    };
    let types: Vec<&str> = engine
        .ontology()
        .iter()
        .filter(|t| t.class.quad().is_some() && pack.labels.event_types.contains(&t.name))
        .map(|t| t.name.as_str())
        .collect();
    let heard = Heard {
        scores: &scores,
        pairs: &pack.pairs,
        labels: &pack.labels,
        syntax: &syntax,
    };
    Ok(between(&sides, &types, heard))
}

/// Reads an example sentence of a taught type.
///
/// # Errors
/// If the encoder fails to run.
pub(crate) fn see(engine: &Engine, example: &Marked) -> Result<Sample, EncodeError> {
    // An example is a line of a file, far below the length that a text cannot have.
    let Ok(text) = Text::new(example.text.as_str()) else {
        return Ok(Sample::default());
    };
    let Parsed {
        words,
        scores,
        syntax,
        ..
    } = parse(engine, &text, None)?;
    let Some(vectors) = scores.get(WORD_VECTORS) else {
        return Ok(Sample::default());
    };
    let meanings = engine.pack().meanings(words.iter().map(|w| w.of(&text)))?;
    let seen = Seen {
        syntax: &syntax,
        vectors,
        events: scores.get("event"),
        meanings: &meanings,
    };
    let marked = example
        .start
        .and_then(|start| words.iter().position(|w| w.start as usize == start));
    Ok(Sample::new(&seen, 0..words.len(), marked))
}
