//! W3C Web Annotation: one page of annotations as JSON-LD, on the text of each report.
//!
//! Every target has its position in code points and its words with what stands around them. What the standard has no terms
//! for stands in dateline's own, with the prefix `dl:`.

use std::io::Write;

use dateline_record::{Attribution, Entity, Event, Record, Relation, Span, Voice};
use serde_json::{Value, json};

use crate::cells::rounded;
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::iri::{self, TERMS};
use crate::json_items::Items;
use crate::selection::Selection;
use crate::source::{Source, edtf, type_and_modes};

/// Characters of the text that are quoted before and after a target.
const AROUND: usize = 32;

struct Page<W: Write> {
    annotations: Items<W>,
}

/// Begins a page of annotations.
pub fn open(out: Out, _: Selection) -> Opened {
    let before = format!(
        r#"{{"@context":["http://www.w3.org/ns/anno.jsonld",{{"dl":"{TERMS}"}}],"id":"urn:dateline:annotations","type":"AnnotationPage","items":["#
    );
    Ok(Box::new(Page {
        annotations: Items::begin(out, &before)?,
    }))
}

impl<W: Write> Exporter for Page<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        let notes = Notes {
            report: iri::report(&record.report.id),
            address: record.report.url.as_deref().and_then(iri::address),
            source: &source,
        };
        for entity in &record.entities {
            self.annotations.push(&notes.entity(entity))?;
        }
        for tie in &record.relations {
            self.annotations.push(&notes.relation(tie))?;
        }
        for saying in &record.attributions {
            self.annotations.push(&notes.attribution(saying))?;
        }
        for event in &record.events {
            self.annotations.push(&notes.event(event))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        self.annotations.finish()?;
        Ok(0)
    }
}

/// Makes the annotations of one report.
struct Notes<'r> {
    report: String,
    address: Option<String>,
    source: &'r Source<'r>,
}

impl<'r> Notes<'r> {
    fn entity(&self, entity: &Entity) -> Value {
        let spans: Vec<Span> = entity.mentions.iter().map(|mention| mention.span).collect();
        let labels: Vec<Value> = entity
            .labels
            .iter()
            .map(|label| json!({ "dl:label": label.text, "dl:voice": self.voice(&label.voice) }))
            .collect();
        let place = entity.place.as_ref();
        let facts = json!({
            "dl:geonames": place
                .and_then(|place| place.geonames)
                .map(|id| json!({ "id": iri::geonames(id) })),
            "dl:latitude": place.map(|place| place.lat),
            "dl:longitude": place.map(|place| place.lon),
            "dl:type": entity.entity_type,
            "dl:country": entity.country,
            "dl:sector": entity.sector,
            "dl:calledBy": labels,
        });
        let name = self.source.name(entity.id);
        self.annotation(entity.id, "identifying", "tagging", &name, facts, &spans)
    }

    fn relation(&self, tie: &'r Relation) -> Value {
        let object = tie.object.map(|object| self.source.name(object));
        let subject = self.source.name(tie.subject);
        let words = [Some(subject), tie.title.clone(), object];
        let facts = json!({
            "dl:relation": tie.relation_type,
            "dl:subject": self.thing(tie.subject),
            "dl:object": tie.object.map(|object| self.thing(object)),
            "dl:title": tie.title,
            "dl:former": tie.former,
            "dl:confidence": rounded(tie.confidence.get()),
            "dl:voice": self.voice(&tie.voice),
        });
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(", ");
        self.annotation(
            tie.id,
            "linking",
            "describing",
            &words,
            facts,
            tie.evidence.as_slice(),
        )
    }

    fn attribution(&self, saying: &'r Attribution) -> Value {
        let facts = json!({
            "dl:speaker": saying.source.map(|speaker| self.thing(speaker)),
            "dl:act": saying.act,
            "dl:quotation": saying.kind,
            "dl:anonymous": saying.anonymous,
            "dl:cue": saying.cue.map(|cue| self.source.words(cue)),
            "dl:confidence": rounded(saying.confidence.get()),
            "dl:voice": self.voice(&saying.voice),
        });
        let speaker = self.source.speaker(saying);
        let content = saying.content.as_slice();
        self.annotation(
            saying.id,
            "describing",
            "describing",
            &speaker,
            facts,
            content,
        )
    }

    fn event(&self, event: &'r Event) -> Value {
        let things = |side: &[dateline_record::Participant]| -> Vec<Value> {
            side.iter().map(|who| self.thing(who.entity)).collect()
        };
        let facts = json!({
            "dl:actor": things(&event.actors),
            "dl:recipient": things(&event.recipients),
            "dl:place": event.place.as_ref().map(|place| self.thing(place.entity)),
            "dl:time": edtf(event),
            "dl:status": event.status,
            "dl:historical": event.historical,
            "dl:context": event.contexts,
            "dl:cameo": event.cameo,
            "dl:happening": event.happening.map(|number| self.thing(format_args!("h{number}"))),
            "dl:score": event.score.map(rounded),
            "dl:confidence": rounded(event.confidence.get()),
            "dl:voice": self.voice(&event.voice),
        });
        let words = type_and_modes(event);
        let anchor = [event.anchor];
        self.annotation(
            event.id,
            "classifying",
            "classifying",
            &words,
            facts,
            &anchor,
        )
    }

    fn annotation(
        &self,
        id: impl std::fmt::Display,
        motivation: &str,
        purpose: &str,
        words: &str,
        mut facts: Value,
        spans: &[Span],
    ) -> Value {
        let name = format!("{}#{id}", self.report);
        if let Some(facts) = facts.as_object_mut() {
            facts.retain(|_, value| !value.is_null() && value != &json!([]));
            facts.insert("id".to_owned(), json!(name));
        }
        // What no mention shows (a list taken as one actor) is told of the whole text.
        let targets: Vec<Value> = if spans.is_empty() {
            vec![json!({ "source": self.report })]
        } else {
            spans.iter().map(|span| self.target(*span)).collect()
        };
        json!({
            "id": format!("{name}.annotation"),
            "type": "Annotation",
            "motivation": motivation,
            "body": [
                { "type": "TextualBody", "purpose": purpose, "value": words },
                facts,
            ],
            "target": targets,
        })
    }

    fn target(&self, span: Span) -> Value {
        let text = self.source.record.text.as_str();
        let before = text.get(..span.start()).unwrap_or_default();
        let after = text.get(span.end()..).unwrap_or_default();
        let mut prefix: Vec<char> = before.chars().rev().take(AROUND).collect();
        prefix.reverse();
        let position = self.source.code_points(span);
        let mut target = json!({
            "source": self.report,
            "selector": [
                {
                    "type": "TextPositionSelector",
                    "start": position.map(|span| span.start),
                    "end": position.map(|span| span.end),
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": text.get(span.range()),
                    "prefix": prefix.into_iter().collect::<String>(),
                    "suffix": after.chars().take(AROUND).collect::<String>(),
                },
            ],
        });
        if let Some(address) = &self.address {
            target["scope"] = json!(address);
        }
        target
    }

    /// The attributions that a fact is told in, outermost first, or the reporter.
    fn voice(&self, voice: &Voice) -> Value {
        if voice.is_reporter() {
            return json!({ "id": format!("{TERMS}reporter") });
        }
        let chain: Vec<Value> = voice
            .chain()
            .iter()
            .map(|saying| self.thing(*saying))
            .collect();
        json!({ "@list": chain })
    }

    fn thing(&self, id: impl std::fmt::Display) -> Value {
        json!({ "id": format!("{}#{id}", self.report) })
    }
}
