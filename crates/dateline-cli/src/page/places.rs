//! Where: places and facilities, on the map where they were found there.

use dateline_record::{Entity, EntityId, EntityType, Record};

use super::layout::Run;
use super::people::bare_names;
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
    let (told, bare): (Vec<&Entity>, Vec<&Entity>) = places
        .into_iter()
        .partition(|place| !facts(record, place).is_empty());
    let names: Vec<String> = told
        .iter()
        .map(|place| wording::name_of(record, place))
        .collect();
    let column = column_beside(names.iter().map(String::as_str), sheet.columns());
    for (place, name) in told.iter().zip(names) {
        let facts = Run::new(facts(record, place), style::PLAIN);
        sheet.entry(Run::new(name, style::PLACE), column, vec![facts]);
    }
    bare_names(&bare, record, sheet);
}

/// `city, Kerman, IRN, 30.28 N 57.08 E; 2 events`
fn facts(record: &Record, place: &Entity) -> String {
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
    parts.join("; ")
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
