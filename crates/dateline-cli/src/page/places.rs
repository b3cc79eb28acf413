//! Where: places and facilities, on the map where they were found there.

use dateline_record::{Entity, EntityId, EntityType, Record};

use super::layout::Run;
use super::sheet::{Sheet, column_beside};
use super::style;
use super::wording;

pub fn set(record: &Record, sheet: &mut Sheet) {
    let places: Vec<&Entity> = record
        .entities
        .iter()
        .filter(|entity| matches!(entity.entity_type, EntityType::Place | EntityType::Facility))
        .collect();
    if places.is_empty() {
        return;
    }
    sheet.heading("Where");
    let names: Vec<String> = places
        .iter()
        .map(|place| wording::name_of(record, place))
        .collect();
    let column = column_beside(names.iter().map(String::as_str), sheet.columns());
    for (place, name) in places.iter().zip(names) {
        sheet.entry(Run::new(name, style::PLACE), column, facts(record, place));
    }
}

/// `city, Kerman, IRN, 30.28 N 57.08 E; 2 events`
fn facts(record: &Record, place: &Entity) -> Vec<Run> {
    let mut told = Vec::new();
    if let Some(found) = &place.place {
        told.extend(found.kind.clone());
        told.extend(found.admin1.clone());
        told.extend(found.country.clone().or_else(|| place.country.clone()));
        told.push(degrees(found.lat, 'N', 'S') + " " + &degrees(found.lon, 'E', 'W'));
    } else {
        if place.entity_type == EntityType::Facility {
            told.push("facility".to_owned());
        }
        told.extend(place.country.clone());
    }
    let mut parts = vec![told.join(", ")];
    parts.retain(|part| !part.is_empty());
    let dateline = record.report.dateline.as_ref();
    if dateline.and_then(|dateline| dateline.place) == Some(place.id) {
        parts.push("the report's dateline".to_owned());
    }
    match events_at(record, place.id) {
        0 => {}
        1 => parts.push("1 event".to_owned()),
        count => parts.push(format!("{count} events")),
    }
    vec![Run::new(parts.join("; "), style::PLAIN)]
}

fn events_at(record: &Record, id: EntityId) -> usize {
    let here = |event: &&dateline_record::Event| {
        event.place.as_ref().is_some_and(|place| place.entity == id)
    };
    record.events.iter().filter(here).count()
}

fn degrees(value: f64, positive: char, negative: char) -> String {
    let side = if value < 0.0 { negative } else { positive };
    format!("{:.2} {side}", value.abs())
}
