//! What somebody said as an answer shows it.

use std::rc::Rc;

use dateline_record::{Attribution, Record};
use dateline_store::ask::{QuoteFound, Source};
use serde_json::{Value, json};

use super::event::{
    entity_json, report_in_words, report_json, span_json, voice_in_words, voice_json,
};
use super::form::Shown;
use super::shelf::Read;
use crate::page::wording;

/// An attribution of a record.
pub struct QuoteTold {
    read: Rc<Read>,
    index: usize,
}

impl QuoteTold {
    /// The quotation that was found; `None` if the record has none at that place.
    pub fn new(read: Rc<Read>, found: QuoteFound) -> Option<QuoteTold> {
        read.record.attributions.get(found.index)?;
        Some(QuoteTold {
            read,
            index: found.index,
        })
    }

    fn record(&self) -> &Record {
        &self.read.record
    }

    fn source(&self) -> &Source {
        &self.read.source
    }

    fn attribution(&self) -> &Attribution {
        &self.read.record.attributions[self.index]
    }

    fn speaker(&self) -> Option<String> {
        wording::source(self.record(), self.attribution())
    }

    fn content(&self) -> String {
        let pieces = self.attribution().content.iter();
        let pieces: Vec<String> = pieces
            .map(|span| wording::words(self.record(), *span))
            .collect();
        pieces.join(" … ")
    }

    /// A word of the record's JSON.
    fn word(value: impl serde::Serialize) -> String {
        json!(value).as_str().unwrap_or_default().to_owned()
    }
}

impl Shown for QuoteTold {
    const TABLE: &'static [&'static str] =
        &["REPORTED", "WHO", "HOW", "WHAT", "WHO SAYS SO", "REPORT"];

    const CSV: &'static [&'static str] = &[
        "published",
        "speaker",
        "anonymous",
        "kind",
        "act",
        "content",
        "voice",
        "confidence",
        "publisher",
        "title",
        "url",
        "report",
        "report_hash",
        "version",
        "copy_of",
        "story",
        "attribution",
        "engine",
        "model",
    ];

    fn table_row(&self) -> Vec<String> {
        let attribution = self.attribution();
        vec![
            self.source()
                .published
                .clone()
                .unwrap_or_else(|| "–".to_owned()),
            self.speaker().unwrap_or_else(|| "–".to_owned()),
            format!(
                "{} {}",
                Self::word(attribution.act),
                Self::word(attribution.kind)
            ),
            self.content(),
            voice_in_words(self.record(), &attribution.voice),
            report_in_words(self.source()),
        ]
    }

    fn csv_row(&self) -> Vec<String> {
        let (attribution, source) = (self.attribution(), self.source());
        vec![
            source.published.clone().unwrap_or_default(),
            self.speaker().unwrap_or_default(),
            attribution.anonymous.to_string(),
            Self::word(attribution.kind),
            Self::word(attribution.act),
            self.content(),
            voice_in_words(self.record(), &attribution.voice),
            format!("{:.3}", attribution.confidence.get()),
            source.publisher.clone().unwrap_or_default(),
            source.title.clone().unwrap_or_default(),
            source.url.clone().unwrap_or_default(),
            source.name.clone(),
            source.hash.clone(),
            source.version.to_string(),
            source.copy_of.clone().unwrap_or_default(),
            source
                .story
                .map(|story| story.to_string())
                .unwrap_or_default(),
            attribution.id.to_string(),
            source.engine.clone(),
            source.model.clone(),
        ]
    }

    fn json(&self) -> Value {
        let (record, attribution) = (self.record(), self.attribution());
        let spans: Vec<Value> = attribution
            .content
            .iter()
            .map(|span| span_json(record, *span))
            .collect();
        json!({
            "attribution": attribution.id,
            "speaker": self.speaker(),
            "entity": attribution.source.map(|id| entity_json(record, id)),
            "anonymous": attribution.anonymous,
            "kind": attribution.kind,
            "act": attribution.act,
            "content": self.content(),
            "spans": spans,
            "voice": voice_json(record, &attribution.voice),
            "confidence": attribution.confidence,
            "report": report_json(self.source()),
        })
    }
}
