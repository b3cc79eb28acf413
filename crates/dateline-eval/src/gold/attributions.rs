//! Attributions of a record against those of an annotated report.

use std::collections::BTreeMap;

use dateline_record::{Attribution, AttributionId, CharSpan, Voice};

use super::annotation::GoldAttribution;
use super::comparison::{Comparison, plain_name};
use super::reliability::Reliability;
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
    pub(super) nested: KindScore,
    pub(super) carried_over: KindScore,
    pub(super) pronoun_speaker: KindScore,
    /// Whether nested ones that were found stand inside the right one.
    pub(super) nested_voice: Tally,
    /// Whether those found that stand in the reporter's voice are left there.
    pub(super) reporter_voice: Tally,
    pub(super) source_errors: BTreeMap<&'static str, usize>,
    pub(super) reliability: Reliability,
}

/// What was counted of the attributions of one kind or form.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KindScore {
    pub(super) found: Tally,
    pub(super) source: Tally,
}

/// The annotated attribution that each attribution of the record matches.
pub(super) type AttributionMap<'a> = BTreeMap<AttributionId, &'a str>;

impl AttributionScore {
    /// Counts the report of this number, and tells which attributions match.
    pub(super) fn add<'a>(&mut self, report: usize, both: &Comparison<'a>) -> AttributionMap<'a> {
        let gold = &both.gold.attributions;
        let given = &both.record.attributions;
        let partners = match_by_overlap(
            &contents(gold.iter().map(|a| a.content_spans.as_slice())),
            &contents(given.iter().map(|a| a.content.as_slice())),
            LEAST_OVERLAP,
        );
        let correct = partners.iter().flatten().count();
        self.found += Counts::new(correct, gold.len(), given.len());
        let pairs = gold
            .iter()
            .zip(partners)
            .map(|(annotated, partner)| (annotated, partner.and_then(|index| given.get(index))));
        let matched: AttributionMap = pairs
            .clone()
            .filter_map(|(annotated, partner)| Some((partner?.id, annotated.id.as_str())))
            .collect();
        for attribution in given {
            let right = matched.contains_key(&attribution.id);
            let confidence = attribution.confidence.get();
            self.reliability.add(report, confidence, right);
        }
        for (annotated, partner) in pairs {
            let source = partner.map(|partner| same_source(annotated, partner, both));
            for score in self.scores_of(annotated, both) {
                score.found.add(partner.is_some());
                if let Some(right) = source {
                    score.source.add(right);
                }
            }
            if annotated.kind != "indirect" {
                self.quotations_found.add(partner.is_some());
            }
            let (Some(attribution), Some(right)) = (partner, source) else {
                continue;
            };
            let voice = match annotated.voice.is_empty() {
                true => &mut self.reporter_voice,
                false => &mut self.nested_voice,
            };
            voice.add(same_voice(&annotated.voice, &attribution.voice, &matched));
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

    /// The counts of the kind and of every form that `annotated` has.
    fn scores_of(&mut self, annotated: &GoldAttribution, both: &Comparison) -> Vec<&mut KindScore> {
        let mut scores = vec![self.by_kind.entry(annotated.kind.clone()).or_default()];
        if !annotated.voice.is_empty() {
            scores.push(&mut self.nested);
        }
        if is_carried_over(annotated, both) {
            scores.push(&mut self.carried_over);
        }
        let source = annotated.source_text.as_deref().unwrap_or_default();
        if is_pointing(source) {
            scores.push(&mut self.pronoun_speaker);
        }
        scores
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

/// Both are the reporter's, or the innermost attributions match.
pub(super) fn same_voice(gold: &[String], given: &Voice, matched: &AttributionMap) -> bool {
    match (gold.last(), given.innermost()) {
        (None, None) => true,
        (Some(gold), Some(given)) => matched.get(&given).is_some_and(|id| id == gold),
        _ => false,
    }
}

/// Nothing in the sentence of some part of the content says that it is reported: there is no cue, or
/// it stands in another sentence.
fn is_carried_over(annotated: &GoldAttribution, both: &Comparison) -> bool {
    let sentence = annotated
        .cue_span
        .and_then(|cue| both.sentence_at(cue.start));
    let Some(sentence) = sentence else {
        return true;
    };
    let mut pieces = annotated.content_spans.iter();
    !pieces.all(|&piece| both.within_sentence(piece, sentence))
}

/// Whether the words that name a source only point to somebody.
fn is_pointing(source: &str) -> bool {
    POINTING.contains(&source.to_lowercase().as_str())
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
    same_entity || (same_words && !is_pointing(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::annotation::AnnotatedReport;
    use crate::testing::find;
    use dateline_record::{
        Entity, EntityId, EntityType, Mention, MentionForm, QuotationKind, Record, Report, Text,
    };

    const TEXT: &str = "Brandt said Kell had told him the bridge was lost. \
                        “We will hold,” he added. “No step back.”";
    const LOSS: &str = "the bridge was lost";
    const TALK: &str = "Kell had told him the bridge was lost";
    const VOWS: [&str; 2] = ["We will hold,", "No step back."];

    /// Brandt says that Kell said something; then he goes on in two sentences.
    fn annotated() -> AnnotatedReport {
        let text = Text::new(TEXT).unwrap();
        let span = |words: &str| {
            let outer = text.code_points().outer(find(&text, words)).unwrap();
            serde_json::json!({"start": outer.start, "end": outer.end})
        };
        let starts = ["Brandt said", "“We", "“No"].map(|w| TEXT[..TEXT.find(w).unwrap()].chars());
        let [first, second, third] = starts.map(Iterator::count);
        serde_json::from_value(serde_json::json!({
            "id": "g", "text": TEXT,
            "sentences": [[first, second - 1], [second, third - 1], [third, TEXT.chars().count()]],
            "entities": [{"id": "e1", "type": "person", "name": "Brandt"},
                         {"id": "e2", "type": "person", "name": "Kell"}],
            "posts": [], "events": [],
            "attributions": [
                {"id": "a1", "kind": "indirect", "source": "e1", "source_text": "Brandt",
                 "cue_span": span("said"), "content_spans": [span(TALK)], "voice": []},
                {"id": "a2", "kind": "indirect", "source": "e2", "source_text": "Kell",
                 "cue_span": span("told"), "content_spans": [span(LOSS)], "voice": ["a1"]},
                {"id": "a3", "kind": "direct", "source": "e1", "source_text": "he",
                 "cue_span": span("added"), "content_spans": [span(VOWS[0]), span(VOWS[1])],
                 "voice": []},
            ],
        }))
        .unwrap()
    }

    /// The same, every source being the entity of that index.
    fn record(sources: [usize; 3]) -> Record {
        let text = Text::new(TEXT).unwrap();
        let mut record = Record::new(&Report::new("g", text.clone()), "hand", None);
        for (index, name) in ["Brandt", "Kell"].into_iter().enumerate() {
            let mut entity = Entity::new(EntityId::from_index(index), EntityType::Person);
            entity.mentions.push(Mention {
                span: find(&text, name),
                form: MentionForm::Name,
            });
            record.entities.push(entity);
        }
        let contents = [
            (QuotationKind::Indirect, vec![find(&text, TALK)]),
            (QuotationKind::Indirect, vec![find(&text, LOSS)]),
            (
                QuotationKind::Direct,
                VOWS.map(|vow| find(&text, vow)).to_vec(),
            ),
        ];
        for (index, (kind, pieces)) in contents.into_iter().enumerate() {
            let voice = match index {
                1 => Voice::inside([AttributionId::from_index(0)]),
                _ => Voice::reporter(),
            };
            let id = AttributionId::from_index(index);
            let mut attribution = Attribution::new(id, kind, pieces[0], voice);
            attribution.content = pieces.try_into().unwrap();
            attribution.source = Some(EntityId::from_index(sources[index]));
            record.attributions.push(attribution);
        }
        record
    }

    fn score(record: &Record) -> AttributionScore {
        let (gold, record) = (annotated(), record.to_outer().unwrap());
        let mut score = AttributionScore::default();
        score.add(1, &Comparison::new(&gold, &record));
        score
    }

    fn tally(right: usize, of: usize) -> Tally {
        Tally { right, of }
    }

    #[test]
    fn forms_are_counted_beside_kinds() {
        // The vow is given to Kell.
        let score = score(&record([0, 1, 1]));
        let of = |form: KindScore| (form.found, form.source);
        assert_eq!(of(score.nested), (tally(1, 1), tally(1, 1)));
        assert_eq!(of(score.carried_over), (tally(1, 1), tally(0, 1)));
        assert_eq!(of(score.pronoun_speaker), (tally(1, 1), tally(0, 1)));
        assert_eq!(of(score.by_kind["indirect"]), (tally(2, 2), tally(2, 2)));
        assert_eq!(score.nested_voice, tally(1, 1));
        assert_eq!(score.reporter_voice, tally(2, 2));
    }

    #[test]
    fn the_voice_of_an_attribution_is_judged_where_it_was_found() {
        let mut nesting_too_much = record([0, 1, 0]);
        nesting_too_much.attributions[2].voice = Voice::inside([AttributionId::from_index(0)]);
        let score_of_it = score(&nesting_too_much);
        assert_eq!(score_of_it.reporter_voice, tally(1, 2));
        assert_eq!(score_of_it.nested_voice, tally(1, 1));

        // Inside an attribution that matches no annotated one.
        let mut outer_missed = record([0, 1, 0]);
        outer_missed.attributions[0].content =
            find(&Text::new(TEXT).unwrap(), "Brandt said").into();
        let score_of_it = score(&outer_missed);
        assert_eq!(score_of_it.nested.found, tally(1, 1));
        assert_eq!(score_of_it.nested_voice, tally(0, 1));

        let mut inner_missed = record([0, 1, 0]);
        inner_missed.attributions.remove(1);
        let score_of_it = score(&inner_missed);
        assert_eq!(score_of_it.nested.found, tally(0, 1));
        assert_eq!(score_of_it.nested_voice, tally(0, 0));
    }
}
