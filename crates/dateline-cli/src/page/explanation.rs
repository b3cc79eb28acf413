//! Why: the sentence a fact was read from with the words marked, how sure the engine is, and in
//! whose voice the fact stands.

use dateline_record::{Attribution, Confidence, Event, Record, Relation, Span, Voice};

use super::layout::Run;
use super::marks::Mark;
use super::reasons;
use super::sheet::Sheet;
use super::style;
use super::wording;

/// A part that words play in a fact.
struct Part {
    span: Span,
    symbol: char,
    label: String,
    style: anstyle::Style,
}

const MAIN: char = '^';
const ARGUMENT: char = '-';
const REACH: char = '·';

pub fn of_event(record: &Record, event: &Event, column: usize, sheet: &mut Sheet) {
    let mut parts = vec![Part {
        span: event.anchor,
        symbol: MAIN,
        label: event.event_type.clone(),
        style: style::of_score(event.score),
    }];
    let mut argument = |span: Span, label: &str, style: anstyle::Style| {
        parts.push(Part {
            span,
            symbol: ARGUMENT,
            label: label.to_owned(),
            style,
        });
    };
    for actor in &event.actors {
        argument(actor.span, "actor", style::NAME);
    }
    for recipient in &event.recipients {
        argument(recipient.span, "recipient", style::NAME);
    }
    if let Some(place) = &event.place {
        argument(place.span, "place", style::PLACE);
    }
    let time = event.time.as_ref().and_then(|time| time.id);
    if let Some(time) = time.and_then(|id| record.time(id)) {
        argument(time.span, "time", style::DATE);
    }
    for quantity in &event.quantities {
        argument(quantity.span, "quantity", style::PLAIN);
    }
    for piece in &event.evidence {
        argument(*piece, "evidence", style::ASIDE);
    }
    drop_repeats(&mut parts);
    show(record, &parts, column, sheet);
    let mut notes = Vec::new();
    if !event.contexts.is_empty() {
        notes.push(format!("context {}", event.contexts.join(", ")));
    }
    if let Some(code) = &event.cameo {
        notes.push(format!("CAMEO {code}"));
    }
    if let Some(score) = event.score {
        notes.push(format!("score {score:.1}"));
    }
    if let Some(happening) = event.happening {
        notes.push(format!("happening {happening}"));
    }
    footing(
        record,
        &event.id.to_string(),
        event.confidence,
        &event.voice,
        notes,
        column,
        sheet,
    );
    if let Some(explanation) = &event.explanation {
        reasons::set(record, event, explanation, column, sheet);
    }
    sheet.blank();
}

pub fn of_attribution(
    record: &Record,
    attribution: &Attribution,
    column: usize,
    sheet: &mut Sheet,
) {
    let mut parts = Vec::new();
    let mut part = |span: Span, symbol: char, label: &str, style: anstyle::Style| {
        parts.push(Part {
            span,
            symbol,
            label: label.to_owned(),
            style,
        });
    };
    if let Some(cue) = attribution.cue {
        part(cue, MAIN, "cue", style::VOICE);
    }
    if let Some(source) = attribution.source_span {
        part(source, ARGUMENT, "source", style::NAME);
    }
    for piece in &attribution.content {
        part(*piece, REACH, "content", style::PLAIN);
    }
    show(record, &parts, column, sheet);
    footing(
        record,
        &attribution.id.to_string(),
        attribution.confidence,
        &attribution.voice,
        Vec::new(),
        column,
        sheet,
    );
    sheet.blank();
}

pub fn of_relation(record: &Record, relation: &Relation, column: usize, sheet: &mut Sheet) {
    let label = relation.title.as_deref().unwrap_or("evidence");
    let parts: Vec<Part> = relation
        .evidence
        .iter()
        .map(|piece| Part {
            span: *piece,
            symbol: MAIN,
            label: label.to_owned(),
            style: style::NAME,
        })
        .collect();
    show(record, &parts, column, sheet);
    footing(
        record,
        &relation.id.to_string(),
        relation.confidence,
        &relation.voice,
        Vec::new(),
        column,
        sheet,
    );
    sheet.blank();
}

/// Evidence that an argument or the anchor covers already needs no mark of its own.
fn drop_repeats(parts: &mut Vec<Part>) {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts.drain(..) {
        if part.label == "evidence" && kept.iter().any(|other| other.span.contains(part.span)) {
            continue;
        }
        kept.push(part);
    }
    *parts = kept;
}

/// Every sentence that holds a part, with its parts marked.
fn show(record: &Record, parts: &[Part], column: usize, sheet: &mut Sheet) {
    for sentence in &record.sentences {
        let Some(text) = record.text.get(*sentence) else {
            continue;
        };
        let marks: Vec<Mark> = parts
            .iter()
            .filter_map(|part| {
                let here = part.span.overlap(*sentence)?;
                Some(Mark {
                    start: here.start() - sentence.start(),
                    end: here.end() - sentence.start(),
                    symbol: part.symbol,
                    label: part.label.clone(),
                    style: part.style,
                })
            })
            .collect();
        if !marks.is_empty() {
            sheet.marked(text, &marks, column);
        }
    }
}

fn footing(
    record: &Record,
    id: &str,
    confidence: Confidence,
    voice: &Voice,
    mut notes: Vec<String>,
    column: usize,
    sheet: &mut Sheet,
) {
    let told = wording::voice(record, voice).unwrap_or_else(|| "the reporter".to_owned());
    let mut facts = vec![
        id.to_owned(),
        format!("confidence {:.2}", confidence.get()),
        format!("voice: {told}"),
    ];
    facts.append(&mut notes);
    sheet.text(column, vec![Run::new(facts.join(" · "), style::ASIDE)]);
}
