//! Arguments of an event: actors, recipients, place, time and quantities.

use std::ops::Range;

use dateline_record::EntityType;

use super::completion::listed_before;
use super::{Anchor, Count, Filler, NumberWords, Rule, Why, kind_named};
use crate::encode::frames::{Frames, Segment, likeliest, segments};
use crate::entities::References;
use crate::pack::Labels;

/// Who and what takes part in an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments {
    /// Who did it.
    pub actors: Vec<Filler>,
    /// To whom.
    pub recipients: Vec<Filler>,
    /// Where.
    pub place: Option<Filler>,
    /// Words that say when.
    pub time: Option<Range<usize>>,
    /// How many.
    pub counts: Vec<Count>,
}

/// Cost of a change of role, in nats.
const CHANGE: f32 = 0.7;
/// Least mean probability of a role.
const LEAST: f32 = 0.5;

/// Least probability of a single word, where no run of words plays the role.
const LEAST_WORD: f32 = 0.4;

/// Reads the frames of kind `event` around an anchor: its sentence and the one before. `speaker` is who speaks there.
pub fn arguments(
    anchor: &Anchor,
    frames: Frames<'_>,
    labels: &Labels,
    numbers: &NumberWords,
    references: &mut References<'_>,
    speaker: Option<usize>,
) -> Arguments {
    let sentence = references.syntax.sentence(anchor.words.start);
    let start = sentence
        .start
        .checked_sub(1)
        .map_or(sentence.start, |w| references.syntax.sentence(w).start);
    let over = start..sentence.end;
    let rows = frames.roles(&anchor.words, over.clone());
    let found = segments(&rows, over.start, CHANGE);
    let of = |role: &str| -> Vec<Segment> {
        let column = labels.role("event", role);
        let mut all: Vec<Segment> = found
            .iter()
            .filter(|s| Some(s.role) == column && s.confidence >= LEAST)
            .cloned()
            .collect();
        // What the event's own sentence says goes before what the sentence before may say.
        if all.iter().any(|s| s.words.start >= sentence.start) {
            all.retain(|s| s.words.start >= sentence.start);
        }
        all
    };
    let mut out = Arguments {
        time: of("time")
            .into_iter()
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
            .map(|s| s.words),
        counts: counts(&found, labels, numbers, references, &sentence),
        ..Arguments::default()
    };
    for (role, to) in [
        ("actor", &mut out.actors),
        ("recipient", &mut out.recipients),
    ] {
        let framed = of(role).into_iter();
        let mut runs: Vec<_> = framed
            .map(|s| (s.words, Why::likely(Rule::Frame, s.confidence)))
            .collect();
        if runs.is_empty() {
            let column = labels.role("event", role);
            runs.extend(column.and_then(|c| {
                let (run, p) = likeliest(&rows, over.start, c, LEAST_WORD)?;
                Some((run, Why::likely(Rule::FrameWord, p)))
            }));
        }
        for (run, mut why) in runs {
            // "X and Y, both teachers who were held": the pronoun stands for the list.
            let list = (run.len() == 1)
                .then(|| listed_before(run.start, references.syntax))
                .flatten();
            if list.is_some() {
                why.rule = Rule::FrameList;
            }
            let run = list.unwrap_or(run);
            for reference in references.resolve_all(run, speaker) {
                if !to.iter().any(|f| f.entity == reference.entity) {
                    to.push(Filler::new(reference, why));
                }
            }
        }
    }
    // Nobody does the same thing to himself: the recipient, which the text names more often, stands.
    let Arguments {
        actors, recipients, ..
    } = &mut out;
    actors.retain(|a| !recipients.iter().any(|r| r.entity == a.entity));
    out.place = of("place").into_iter().find_map(|s| {
        let why = Why::likely(Rule::Frame, s.confidence);
        let filler = Filler::new(references.resolve(s.words, None)?, why);
        let kind = references.cast.get(filler.entity)?;
        (kind.name.is_some()
            && matches!(kind.entity_type, EntityType::Place | EntityType::Facility))
        .then_some(filler)
    });
    out
}

fn counts(
    found: &[Segment],
    labels: &Labels,
    numbers: &NumberWords,
    references: &References<'_>,
    sentence: &Range<usize>,
) -> Vec<Count> {
    let roles = labels.roles.get("event").map_or(&[][..], Vec::as_slice);
    let mut out: Vec<Count> = Vec::new();
    for segment in found.iter().filter(|s| sentence.contains(&s.words.start)) {
        let Some(kind) = roles
            .get(segment.role)
            .and_then(|r| r.strip_prefix("quantity:"))
        else {
            continue;
        };
        let Some(kind) = kind_named(kind) else {
            continue;
        };
        let form = |w: usize| references.form(w);
        if let Some(number) = segment
            .words
            .clone()
            .find_map(|w| numbers.read(form, sentence, w))
            && !out.iter().any(|c| c.words == number.words)
        {
            out.push(Count {
                kind,
                amount: number.amount,
                words: number.words,
                why: Why::likely(Rule::Frame, segment.confidence),
            });
        }
    }
    out
}
