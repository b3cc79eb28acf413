//! GeoJSON (RFC 7946): one collection, a feature an event. Events whose place is not on the map have no geometry, which the
//! standard allows, so that none is lost.

use std::io::Write;

use dateline_record::Record;
use serde_json::{Map, json};

use crate::columns::{COLUMNS, Told, Value};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::json_items::Items;
use crate::selection::Selection;
use crate::source::Source;

struct GeoJson<W: Write> {
    features: Items<W>,
}

/// Begins a collection of features.
pub fn open(out: Out, _: Selection) -> Opened {
    let before = r#"{"type":"FeatureCollection","features":["#;
    Ok(Box::new(GeoJson {
        features: Items::begin(out, before)?,
    }))
}

impl<W: Write> Exporter for GeoJson<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        for event in &record.events {
            let told = Told::of(&source, event);
            let properties: Map<String, serde_json::Value> = COLUMNS
                .iter()
                .map(|column| (column.name.to_owned(), json_of((column.of)(&told))))
                .collect();
            let place = source.place(event).and_then(|place| place.place.as_ref());
            let geometry = place
                .map(|place| json!({ "type": "Point", "coordinates": [place.lon, place.lat] }));
            self.features.push(&json!({
                "type": "Feature",
                "id": source.id(event.id),
                "geometry": geometry,
                "properties": properties,
            }))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        self.features.finish()?;
        Ok(0)
    }
}

fn json_of(value: Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Text(words) => json!(words),
        Value::Whole(number) => json!(number),
        Value::Number(number) => json!(number),
        Value::Truth(truth) => json!(truth),
        Value::Day(day) => json!(day.to_string()),
    }
}
