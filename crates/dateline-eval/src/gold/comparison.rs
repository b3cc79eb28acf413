//! An annotated report and a record of the same text, with the names of their entities at hand.

use std::collections::BTreeMap;

use dateline_record::{CharSpan, EntityId, Record};
use serde::Serialize;

use super::annotation::AnnotatedReport;
use super::names::Names;

/// Both sides of one comparison.
pub(super) struct Comparison<'a> {
    pub(super) gold: &'a AnnotatedReport,
    pub(super) record: &'a Record<CharSpan>,
    gold_names: BTreeMap<&'a str, Names>,
    record_names: BTreeMap<EntityId, Names>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(gold: &'a AnnotatedReport, record: &'a Record<CharSpan>) -> Self {
        let text: Vec<char> = gold.text.chars().collect();
        Comparison {
            gold,
            record,
            gold_names: gold
                .entities
                .iter()
                .map(|entity| (entity.id.as_str(), Names::of_gold(entity)))
                .collect(),
            record_names: record
                .entities
                .iter()
                .map(|entity| (entity.id, Names::of_record(entity, &text)))
                .collect(),
        }
    }

    /// Whether an annotated entity and one of the record are called the same. An id that is not
    /// there is nobody.
    pub(super) fn same_entity(&self, gold: &str, given: EntityId) -> bool {
        match (self.gold_names.get(gold), self.record_names.get(&given)) {
            (Some(gold), Some(given)) => gold.same_as(given),
            _ => false,
        }
    }

    /// Whether all characters of `span` stand in the sentence with that index.
    pub(super) fn within_sentence(&self, span: CharSpan, sentence: usize) -> bool {
        let sentence = self.gold.sentences.get(sentence);
        sentence.is_some_and(|&[start, end]| start <= span.start && span.end <= end)
    }

    /// Index of the sentence that holds the character at `position`.
    pub(super) fn sentence_at(&self, position: u32) -> Option<usize> {
        self.gold
            .sentences
            .iter()
            .position(|&[start, end]| start <= position && position < end)
    }
}

/// How the record's JSON spells a plain enum value.
pub(super) fn plain_name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
