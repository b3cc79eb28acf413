//! Behaviour on news paragraphs that a reader can judge: `tests/reports/*.md`.
//!
//! A file holds cases: a heading that says what the case is about, a block ```` ```text ```` with the report (first line
//! `published: DATE` if it has a date), and a block ```` ```facts ```` with one fact a line. Each line must be among the
//! facts that the record tells; one that begins with `not ` must not be. A failing case prints all facts of its record.
//!
//! A fact reads `says SPEAKER: CONTENT`, `post PERSON: TITLE @ ORGANIZATION`, `event TYPE[:mode] ANCHOR STATUS: ACTORS ->
//! RECIPIENTS | VOICE`, `about ANCHOR: CONTEXT`, `when ANCHOR: DATE`, `where ANCHOR: PLACE`, `time WORDS: DATE`, `name TYPE: NAME`, `label
//! WHO: LABEL | VOICE`, `anonymous SPEAKER: CONTENT`, `actor NAME: COUNTRY SECTORS`, `ground NAME: KIND KIND` (of country and
//! sectors), `key NAME: KEY`, `tie SUBJECT: RELATION OBJECT | VOICE`, `place NAME: GEONAMES DIVISION COUNTRY` or `nowhere
//! NAME` for a place without a point; what is unknown reads `?`.

use std::fmt::Write;

use dateline::Engine;
use dateline_record::{
    CodingGround, EntityId, EntityType, Participant, Record, RelationType, Report, Span, Text,
    Voice,
};

fn called(record: &Record, entity: Option<EntityId>) -> String {
    entity
        .and_then(|e| record.entity(e))
        .map_or("?".to_owned(), |e| e.display_name().to_owned())
}

fn words(record: &Record, span: Span) -> String {
    record
        .text
        .slice(span)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn voice(record: &Record, voice: &Voice) -> String {
    let speakers: Vec<String> = voice
        .chain()
        .iter()
        .map(|a| called(record, record.attribution(*a).and_then(|a| a.source)))
        .collect();
    if speakers.is_empty() {
        "reporter".to_owned()
    } else {
        speakers.join(" > ")
    }
}

fn list(record: &Record, participants: &[Participant]) -> String {
    let names: Vec<String> = participants
        .iter()
        .map(|p| called(record, Some(p.entity)))
        .collect();
    if names.is_empty() {
        "?".to_owned()
    } else {
        names.join(" + ")
    }
}

fn facts(record: &Record) -> Vec<String> {
    let mut out = Vec::new();
    for entity in record.entities.iter().filter(|e| e.name.is_some()) {
        let kind = serde_json::to_value(entity.entity_type).unwrap();
        out.push(format!(
            "name {}: {}",
            kind.as_str().unwrap(),
            entity.display_name()
        ));
    }
    for entity in &record.entities {
        let country = entity.country.as_deref().unwrap_or("?");
        let mut codes = vec![country];
        codes.extend(entity.sector.iter().map(String::as_str));
        out.push(format!(
            "actor {}: {}",
            entity.display_name(),
            codes.join(" ")
        ));
    }
    for entity in &record.entities {
        let ground = |ground: &Option<CodingGround>| {
            let kind = ground
                .as_ref()
                .map(|g| serde_json::to_value(g.ground).unwrap());
            kind.map_or("?".to_owned(), |k| k.as_str().unwrap().to_owned())
        };
        let name = entity.display_name();
        let coding = &entity.coding;
        out.push(format!(
            "ground {name}: {} {}",
            ground(&coding.country),
            ground(&coding.sector)
        ));
        out.push(format!(
            "key {name}: {}",
            entity.key.as_deref().unwrap_or("?")
        ));
        if entity.entity_type == EntityType::Place && entity.place.is_none() {
            out.push(format!("nowhere {name}"));
        }
        if let Some(place) = &entity.place {
            let id = place.geonames.map_or("?".to_owned(), |id| id.to_string());
            out.push(format!(
                "place {name}: {id} {} {}",
                place.admin1.as_deref().unwrap_or("?"),
                place.country.as_deref().unwrap_or("?")
            ));
        }
    }
    for entity in &record.entities {
        for label in &entity.labels {
            out.push(format!(
                "label {}: {} | {}",
                entity.display_name(),
                label.text,
                voice(record, &label.voice)
            ));
        }
    }
    for relation in &record.relations {
        if relation.relation_type != RelationType::HoldsPost {
            let kind = serde_json::to_value(relation.relation_type).unwrap();
            out.push(format!(
                "tie {}: {} {} | {}",
                called(record, Some(relation.subject)),
                kind.as_str().unwrap(),
                called(record, relation.object),
                voice(record, &relation.voice)
            ));
            continue;
        }
        let former = if relation.former { "former " } else { "" };
        let title = relation.title.as_deref().unwrap_or("?");
        out.push(format!(
            "post {}: {former}{title} @ {}",
            called(record, Some(relation.subject)),
            called(record, relation.object)
        ));
    }
    for time in &record.times {
        out.push(format!(
            "time {}: {}",
            words(record, time.span),
            time.value.as_deref().unwrap_or("?")
        ));
    }
    for said in &record.attributions {
        let pieces: Vec<String> = said.content.iter().map(|p| words(record, *p)).collect();
        let told = format!("{}: {}", called(record, said.source), pieces.join(" … "));
        if said.anonymous {
            out.push(format!("anonymous {told}"));
        }
        out.push(format!("says {told}"));
    }
    for event in &record.events {
        let anchor = words(record, event.anchor);
        let modes: String = event.modes.iter().fold(String::new(), |mut all, m| {
            let _ = write!(all, ":{m}");
            all
        });
        let status = serde_json::to_value(event.status).unwrap();
        out.push(format!(
            "event {}{modes} {anchor} {}: {} -> {} | {}",
            event.event_type,
            status.as_str().unwrap(),
            list(record, &event.actors),
            list(record, &event.recipients),
            voice(record, &event.voice),
        ));
        for context in &event.contexts {
            out.push(format!("about {anchor}: {context}"));
        }
        if let Some(time) = &event.time {
            out.push(format!(
                "when {anchor}: {}",
                time.value.as_deref().unwrap_or("?")
            ));
        }
        if let Some(place) = &event.place {
            let inferred = if place.inferred { " (inferred)" } else { "" };
            let name = called(record, Some(place.entity));
            out.push(format!("where {anchor}: {name}{inferred}"));
        }
    }
    out
}

/// The body of a fenced block that begins with ```` ```name ````.
fn block<'t>(case: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = case.split_once(&format!("```{name}\n"))?;
    rest.split_once("\n```").map(|(body, _)| body)
}

#[test]
fn reports_tell_their_facts() {
    let engine = Engine::load().unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    let (mut cases, mut failures) = (0, String::new());
    for file in files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "md"))
    {
        let markdown = std::fs::read_to_string(file).unwrap();
        for case in markdown.split("\n## ").skip(1) {
            let title = format!(
                "{}: {}",
                file.file_name().unwrap().to_string_lossy(),
                case.lines().next().unwrap_or("")
            );
            let (text, expected) = (
                block(case, "text").expect(&title),
                block(case, "facts").expect(&title),
            );
            let (published, text) = match text
                .strip_prefix("published: ")
                .and_then(|t| t.split_once('\n'))
            {
                Some((date, text)) => (Some(date.to_owned()), text),
                None => (None, text),
            };
            let mut report = Report::new(title.as_str(), Text::new(text).unwrap());
            report.published = published;
            let told = facts(&engine.read(&report).unwrap().record);
            cases += 1;
            for line in expected.lines() {
                let (wanted, fact) = line
                    .strip_prefix("not ")
                    .map_or((true, line), |fact| (false, fact));
                if told.iter().any(|t| t == fact) != wanted {
                    let _ = writeln!(
                        failures,
                        "{title}\n  {line}\n  the record tells:\n    {}",
                        told.join("\n    ")
                    );
                }
            }
        }
    }
    assert!(cases > 0, "no cases found");
    assert!(failures.is_empty(), "{failures}");
}
