//! JSON Lines with the field names of the PLOVER manual, one event a line. The manual lets providers add fields: ours are
//! `status`, `historical`, `voice`, `confidence`, `date_edtf`, `cameo` and `size`.

use std::io::Write;

use dateline_record::{Entity, Event, Participant, QuantityKind, Record};
use serde_json::{Map, Value, json};

use crate::cells::rounded;
use crate::codes::{self, class};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::selection::Selection;
use crate::source::{Source, country_of, edtf};

struct Plover<W: Write> {
    out: W,
}

/// Begins a file of JSON Lines.
pub fn open(out: Out, _: Selection) -> Opened {
    Ok(Box::new(Plover { out }))
}

impl<W: Write> Exporter for Plover<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        for event in &record.events {
            serde_json::to_writer(&mut self.out, &line(&source, event))?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<usize, ExportError> {
        self.out.flush()?;
        Ok(0)
    }
}

fn line(source: &Source<'_>, event: &Event) -> Value {
    let report = &source.record.report;
    let when = source.when(event);
    let day = |day: Option<crate::when::Day>| day.map(|day| day.to_string());
    let sentence = source.sentence(event.anchor);
    let span = sentence.and_then(|(_, span)| source.code_points(span));
    let entities = |side: &[Participant]| -> Vec<Value> {
        side.iter().map(|who| entity(source, who)).collect()
    };
    let link = event
        .happening
        .map(|number| source.id(format_args!("h{number}")));
    json!({
        "id": source.id(event.id),
        "has_event": true,
        "date": day(when.first),
        "enddate": day(when.last),
        "date_edtf": edtf(event),
        "event": [event.event_type],
        "mode": event.modes,
        "context": event.contexts,
        "actor": entities(&event.actors),
        "recipient": entities(&event.recipients),
        "event_loc": source.place(event).map(|place| location(source, event, place)),
        "event_text": [sentence.map(|(_, span)| source.words(span))],
        "quad_code": class(&event.event_type),
        "event_scale": event.score.map(rounded),
        "cameo": event.cameo,
        "size": size(event),
        "status": event.status,
        "historical": event.historical,
        "voice": voice(source, event),
        "confidence": rounded(event.confidence.get()),
        "link": link,
        "text_info": {
            "sequence": sentence.map(|(number, _)| number),
            "start": span.map(|span| span.start),
            "end": span.map(|span| span.end),
        },
        "cite_info": {
            "citation": report.id,
            "url": report.url,
            "title": report.title,
            "language": report.language,
            "publication": report.publisher,
            "published": report.published,
            "coder": format!("dateline {}", source.record.engine),
            "codebook": "PLOVER 2.0",
        },
    })
}

fn entity(source: &Source<'_>, who: &Participant) -> Value {
    let entity = source.record.entity(who.entity);
    json!({
        "code": entity.and_then(|entity| entity.country.as_deref()),
        "sector": entity.map(|entity| entity.sector.as_slice()).unwrap_or_default(),
        "entity_text": source.words(who.span),
        "identifier_id": source.id(who.entity),
        "identifier_text": source.participant(who),
        "office": source.title(who.entity),
    })
}

fn location(source: &Source<'_>, event: &Event, place: &Entity) -> Value {
    let on_map = place.place.as_ref();
    let kind = on_map.and_then(|place| place.kind.as_deref());
    let code = country_of(place);
    json!({
        "extracted_place": event.place.as_ref().map(|place| source.words(place.span)),
        "resolved_place": source.name(place.id),
        "geonameid": on_map.and_then(|place| place.geonames),
        "lat": on_map.map(|place| place.lat),
        "lon": on_map.map(|place| place.lon),
        "city": source.city(place),
        "province": on_map.and_then(|place| place.admin1.as_deref()),
        "country": code.and_then(codes::country).map(|country| country.name),
        "country_code": code,
        "resolution": kind.and_then(codes::place).and_then(|code| code.plover),
        "inferred": event.place.as_ref().map(|place| place.inferred),
    })
}

/// The numbers that the manual names: lower bounds, by the first quantity of each kind.
fn size(event: &Event) -> Value {
    let names = [
        ("dead", QuantityKind::Killed),
        ("injured", QuantityKind::Injured),
        ("arrested", QuantityKind::Arrested),
    ];
    let mut size = Map::new();
    for (name, kind) in names {
        let first = event
            .quantities
            .iter()
            .find(|quantity| quantity.kind == kind);
        if let Some(number) = first.and_then(|quantity| quantity.low.or(quantity.high)) {
            size.insert(name.to_owned(), json!(number));
        }
    }
    Value::Object(size)
}

fn voice(source: &Source<'_>, event: &Event) -> Vec<Value> {
    source
        .chain(&event.voice)
        .map(|saying| {
            json!({
                "speaker": source.speaker(saying),
                "identifier_id": saying.source.map(|speaker| source.id(speaker)),
                "act": saying.act,
                "cue": saying.cue.map(|cue| source.words(cue)),
                "kind": saying.kind,
            })
        })
        .collect()
}
