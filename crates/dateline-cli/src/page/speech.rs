//! Who says what; speech inside speech stands under it, one step to the right.

use dateline_record::{Attribution, AttributionId, QuotationKind, Record};

use super::explanation;
use super::layout::Run;
use super::sheet::{INDENT, Sheet};
use super::style;
use super::wording;

/// Columns between a speaker and the words, and between speech and the speech inside it.
const STEP: usize = 4;

pub fn set(record: &Record, sheet: &mut Sheet) {
    if record.attributions.is_empty() {
        return;
    }
    sheet.heading("Who says what");
    for attribution in inside(record, &[]) {
        speech(record, attribution, INDENT, sheet);
    }
    // A chain that is broken in the record must not hide what was said.
    for attribution in &record.attributions {
        let outer = attribution.voice.chain();
        if !outer.is_empty() && !stands_inside_known(record, attribution) {
            speech(record, attribution, INDENT, sheet);
        }
    }
}

/// The attributions whose voice is exactly `chain`, in text order.
fn inside<'a>(record: &'a Record, chain: &[AttributionId]) -> Vec<&'a Attribution> {
    let mut found: Vec<&Attribution> = record
        .attributions
        .iter()
        .filter(|attribution| attribution.voice.chain() == chain)
        .collect();
    found.sort_by_key(|attribution| (attribution.content.first().start(), attribution.id));
    found
}

fn stands_inside_known(record: &Record, attribution: &Attribution) -> bool {
    let chain = attribution.voice.chain();
    chain.iter().enumerate().all(|(depth, id)| {
        record
            .attribution(*id)
            .is_some_and(|outer| outer.voice.chain() == &chain[..depth])
    })
}

fn speech(record: &Record, attribution: &Attribution, column: usize, sheet: &mut Sheet) {
    sheet.text(column, speaker(record, attribution));
    sheet.text(column + STEP, content(record, attribution));
    if sheet.explains() {
        explanation::of_attribution(record, attribution, column + STEP, sheet);
    }
    let mut chain = attribution.voice.chain().to_vec();
    if chain.contains(&attribution.id) {
        return;
    }
    chain.push(attribution.id);
    for inner in inside(record, &chain) {
        speech(record, inner, column + STEP, sheet);
    }
}

/// `Lena Farouk · said · 2018-03-13 · in Marabel`
fn speaker(record: &Record, attribution: &Attribution) -> Vec<Run> {
    let source = wording::source(record, attribution);
    let mut parts = vec![match source {
        Some(source) => Run::new(source, style::NAME),
        None => Run::new("somebody", style::ASIDE),
    }];
    if attribution.anonymous {
        parts.push(Run::new("unnamed at their own wish", style::ASIDE));
    }
    if let Some(cue) = attribution.cue {
        parts.push(Run::new(wording::words(record, cue), style::VOICE));
    }
    let time = attribution.time.and_then(|id| record.time(id));
    if let Some(value) = time.and_then(|time| time.value.clone()) {
        parts.push(Run::new(value, style::DATE));
    }
    if let Some(place) = attribution.place {
        parts.push(Run::new(
            format!("in {}", wording::name(record, place)),
            style::PLACE,
        ));
    }
    let mut runs: Vec<Run> = Vec::new();
    for part in parts {
        if !runs.is_empty() {
            runs.push(Run::new(" · ", style::ASIDE));
        }
        runs.push(part);
    }
    runs
}

fn content(record: &Record, attribution: &Attribution) -> Vec<Run> {
    let pieces: Vec<String> = attribution
        .content
        .iter()
        .map(|piece| wording::words(record, *piece))
        .collect();
    let said = pieces.join(" … ");
    let said = match attribution.kind {
        QuotationKind::Direct => format!("“{said}”"),
        QuotationKind::Indirect | QuotationKind::Mixed => said,
    };
    vec![Run::new(said, style::PLAIN)]
}
