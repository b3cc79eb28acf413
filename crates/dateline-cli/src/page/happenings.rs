//! What happened, was planned, threatened, demanded or denied; background last.

use dateline_record::{Event, Record};

use super::explanation;
use super::layout::Run;
use super::sheet::{INDENT, Sheet, column_beside};
use super::style;
use super::wording;

/// Stands where a date would, when the text gives none.
const NO_DATE: &str = "–";

/// Room for a day; a longer date gets a line of its own.
const DATE_COLUMN: usize = INDENT + 12;

pub fn set(record: &Record, sheet: &mut Sheet) {
    let (background, news): (Vec<&Event>, Vec<&Event>) =
        record.events.iter().partition(|event| event.historical);
    let dates = record.events.iter().filter_map(date);
    let column = column_beside(dates.chain([NO_DATE]), sheet.columns()).min(DATE_COLUMN);
    for (heading, mut events) in [("What happened", news), ("Background", background)] {
        if events.is_empty() {
            continue;
        }
        events.sort_by_key(|event| (event.anchor.start(), event.id));
        sheet.heading(heading);
        for event in events {
            let date = date(event).unwrap_or(NO_DATE);
            sheet.entry(Run::new(date, style::DATE), column, what(record, event));
            sheet.text(column, circumstances(record, event));
            if sheet.explains() {
                explanation::of_event(record, event, column, sheet);
            }
        }
    }
}

fn date(event: &Event) -> Option<&str> {
    event.time.as_ref()?.value.as_deref()
}

/// `ASSAULT aerial “strike”  gunmen → dock workers`
fn what(record: &Record, event: &Event) -> Vec<Run> {
    let mut runs = vec![Run::new(&event.event_type, style::of_score(event.score))];
    if !event.modes.is_empty() {
        runs.push(Run::new(
            format!(" {}", event.modes.join(", ")),
            style::PLAIN,
        ));
    }
    runs.push(Run::new(
        format!(" “{}”", wording::words(record, event.anchor)),
        style::ASIDE,
    ));
    if let Some(status) = wording::status(event.status) {
        runs.push(Run::new(" ", style::PLAIN));
        runs.push(Run::new(status, style::STATUS));
    }
    runs
}

/// `gunmen → dock workers; in Port Selin; at least 9 killed (the ministry said)`
fn circumstances(record: &Record, event: &Event) -> Vec<Run> {
    let mut parts: Vec<Vec<Run>> = Vec::new();
    if !event.actors.is_empty() || !event.recipients.is_empty() {
        let mut sides = vec![Run::new(
            wording::participants(record, &event.actors),
            style::NAME,
        )];
        if !event.recipients.is_empty() {
            let arrow = if event.actors.is_empty() {
                "→ "
            } else {
                " → "
            };
            sides.push(Run::new(arrow, style::ASIDE));
            sides.push(Run::new(
                wording::participants(record, &event.recipients),
                style::NAME,
            ));
        }
        parts.push(sides);
    }
    if let Some(place) = &event.place {
        parts.push(vec![
            Run::new("in ", style::PLAIN),
            Run::new(wording::name(record, place.entity), style::PLACE),
        ]);
    }
    for quantity in &event.quantities {
        parts.push(vec![Run::new(
            wording::quantity(record, quantity),
            style::PLAIN,
        )]);
    }
    let mut runs = parts.join(&Run::new("; ", style::PLAIN));
    runs.extend(wording::voice_note(record, &event.voice));
    runs
}
