//! Attributions of a record against those of an annotated report.

use std::collections::BTreeMap;

use dateline_record::{Attribution, AttributionId, CharSpan};

use super::annotation::GoldAttribution;
use super::comparison::{Comparison, plain_name};
use crate::characters::{CharSet, overlap};
use crate::counts::{Counts, Tally};
use crate::matching::match_by_overlap;

/// The least intersection over union of the contents of two attributions that are the same.
const LEAST_OVERLAP: f64 = 0.5;

/// Sources that only point to somebody: the same word there does not show the same source.
const POINTING: [&str; 7] = ["he", "she", "they", "it", "who", "i", "we"];

/// What was counted of attributions.
#[derive(Debug, Clone, Default)]
pub(super) struct AttributionScore {
    pub(super) found: Counts,
    pub(super) source: Tally,
    pub(super) kind: Tally,
    pub(super) quotations_found: Tally,
    pub(super) by_kind: BTreeMap<String, KindScore>,
    pub(super) source_errors: BTreeMap<&'static str, usize>,
}

/// What was counted of the attributions of one kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KindScore {
    pub(super) found: Tally,
    pub(super) source: Tally,
}

/// The annotated attribution that each attribution of the record matches.
pub(super) type AttributionMap<'a> = BTreeMap<AttributionId, &'a str>;

impl AttributionScore {
    /// Counts one report, and tells which attributions match.
    pub(super) fn add<'a>(&mut self, both: &Comparison<'a>) -> AttributionMap<'a> {
        let gold = &both.gold.attributions;
        let given = &both.record.attributions;
        let partners = match_by_overlap(
            &contents(gold.iter().map(|a| a.content_spans.as_slice())),
            &contents(given.iter().map(|a| a.content.as_slice())),
            LEAST_OVERLAP,
        );
        let correct = partners.iter().flatten().count();
        self.found += Counts::new(correct, gold.len(), given.len());
        let mut matched = BTreeMap::new();
        for (annotated, partner) in gold.iter().zip(partners) {
            let of_kind = self.by_kind.entry(annotated.kind.clone()).or_default();
            of_kind.found.add(partner.is_some());
            if annotated.kind != "indirect" {
                self.quotations_found.add(partner.is_some());
            }
            let Some(attribution) = partner.and_then(|index| given.get(index)) else {
                continue;
            };
            matched.insert(attribution.id, annotated.id.as_str());
            let right = same_source(annotated, attribution, both);
            of_kind.source.add(right);
            self.source.add(right);
            self.kind
                .add(annotated.kind == plain_name(&attribution.kind));
            if !right {
                let error = match (&annotated.source, attribution.source) {
                    (None, Some(_)) => "given where the text names none",
                    (_, None) => "none given",
                    (Some(_), Some(_)) => "another entity",
                };
                *self.source_errors.entry(error).or_default() += 1;
            }
        }
        matched
    }

    /// Attributions found with the right source.
    pub(super) fn with_source(&self) -> Counts {
        Counts {
            correct: self.source.right,
            ..self.found
        }
    }
}

fn contents<'a>(all: impl Iterator<Item = &'a [CharSpan]>) -> Vec<CharSet> {
    all.map(|pieces| CharSet::new(pieces.iter().copied()))
        .collect()
}

/// Both name nobody, or both name the same entity, or both point at the same words and these are
/// no pronoun.
fn same_source(
    annotated: &GoldAttribution,
    given: &Attribution<CharSpan>,
    both: &Comparison,
) -> bool {
    let same_entity = match (&annotated.source, given.source) {
        (None, None) => true,
        (Some(gold), Some(entity)) => both.same_entity(gold, entity),
        _ => false,
    };
    let same_words = match (annotated.source_span, given.source_span) {
        (Some(gold), Some(span)) => overlap(gold, span),
        _ => false,
    };
    let words = annotated.source_text.as_deref().unwrap_or_default();
    same_entity || (same_words && !POINTING.contains(&words.to_lowercase().as_str()))
}
