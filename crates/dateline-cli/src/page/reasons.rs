//! What decided the parts of an event: the rule of each, and what the model's heads gave.

use dateline_record::{Decision, Event, Explanation, Reason, Record, Score};

use super::layout::Run;
use super::sheet::Sheet;
use super::style;
use super::wording;

/// Room for the names of the parts.
const PARTS: usize = 12;
/// Scores below are not shown, the first one aside.
const LEAST: f32 = 0.005;

pub fn set(
    record: &Record,
    event: &Event,
    explanation: &Explanation,
    column: usize,
    sheet: &mut Sheet,
) {
    let mut row = |part: &str, what: String| {
        let part = Run::new(part, style::ASIDE);
        let what = vec![Run::new(what, style::PLAIN)];
        sheet.row(part, column, column + PARTS, what);
    };
    row("type", of_decision(&explanation.event_type));
    row("modes", of_decision(&explanation.modes));
    for (context, reason) in event.contexts.iter().zip(&explanation.contexts) {
        row("context", of_reason(context, reason));
    }
    row("status", of_decision(&explanation.status));
    row("background", of_decision(&explanation.historical));
    for (part, side, reasons) in [
        ("actor", &event.actors, &explanation.actors),
        ("recipient", &event.recipients, &explanation.recipients),
    ] {
        for (participant, reason) in side.iter().zip(reasons) {
            row(
                part,
                of_reason(&wording::words(record, participant.span), reason),
            );
        }
    }
    for (quantity, reason) in event.quantities.iter().zip(&explanation.quantities) {
        let words = wording::words(record, quantity.span);
        row("quantity", of_reason(&words, reason));
    }
    if let Some((place, reason)) = event.place.as_ref().zip(explanation.place.as_ref()) {
        let words = wording::words(record, place.span);
        row("place", of_reason(&words, reason));
    }
    if let Some((time, reason)) = event.time.as_ref().zip(explanation.time.as_ref()) {
        let expression = time.id.and_then(|id| record.time(id));
        let words = expression.map(|t| wording::words(record, t.span));
        row(
            "time",
            of_reason(words.as_deref().unwrap_or_default(), reason),
        );
    }
    row("voice", with_probability(&explanation.voice));
    row(
        "confidence",
        format!(
            "{:.2}; the model's probability {:.2}",
            event.confidence.get(),
            explanation.probability
        ),
    );
}

/// `actual 0.97, ongoing 0.02 · status-head`
fn of_decision(decision: &Decision) -> String {
    let shown = |(i, score): (usize, &Score)| {
        (i == 0 || score.probability >= LEAST)
            .then(|| format!("{} {:.2}", score.name, score.probability))
    };
    let scores: Vec<String> = decision
        .scores
        .iter()
        .enumerate()
        .filter_map(shown)
        .collect();
    if scores.is_empty() {
        decision.rule.clone()
    } else {
        format!("{} · {}", scores.join(", "), decision.rule)
    }
}

/// `“Gunmen” · frame 0.93`
fn of_reason(words: &str, reason: &Reason) -> String {
    format!("“{words}” · {}", with_probability(reason))
}

fn with_probability(reason: &Reason) -> String {
    match reason.probability {
        Some(probability) => format!("{} {probability:.2}", reason.rule),
        None => reason.rule.clone(),
    }
}
