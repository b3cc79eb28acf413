//! Speakers: who is meant by the source of a saying.

use super::{Saying, voice_of_saying};
use crate::entities::{References, Stands};

/// Sentences within which "he said" goes on with the speaker before.
const SAME_SPEAKER: usize = 3;

/// Resolves the sources of all sayings, and drops those that only repeat the voice they stand in ("he said he fears").
///
/// Names and descriptions come first, then pronouns in text order: "he" goes on with the speaker before, "I" is who is
/// being quoted.
pub fn name_speakers(sayings: &mut Vec<Saying>, references: &mut References<'_>) {
    let pronoun = |s: &Saying, r: &References<'_>| {
        let words = s.source_words.clone()?;
        let head = r.syntax.head_of(words);
        let form = r.words.get(head).map_or("", |w| w.of(r.text));
        r.lexicon.pronoun(form)
    };
    for saying in sayings.iter_mut() {
        if pronoun(saying, references).is_none() {
            saying.source = saying
                .source_words
                .clone()
                .and_then(|w| references.resolve(w, None));
        }
    }
    for i in 0..sayings.len() {
        let Some(stands) = pronoun(&sayings[i], references) else {
            continue;
        };
        let Some(words) = sayings[i].source_words.clone() else {
            continue;
        };
        let speaker = match stands {
            Stands::Speaker | Stands::Speakers => voice_of_saying(sayings, i)
                .last()
                .and_then(|outer| sayings[*outer].source.as_ref())
                .map(|r| r.entity),
            Stands::Person | Stands::Many | Stands::Thing => {
                speaker_before(sayings, i, stands, references)
            }
            Stands::Relative => None,
        };
        sayings[i].source = match (stands, speaker) {
            (Stands::Person | Stands::Many | Stands::Thing, Some(entity)) => {
                references.cast.mention(
                    entity,
                    words.clone(),
                    dateline_record::MentionForm::Pronoun,
                );
                Some(crate::entities::Reference { entity, words })
            }
            _ => references.resolve(words, speaker),
        };
    }
    let repeats: Vec<bool> = (0..sayings.len())
        .map(|i| {
            let own = sayings[i].source.as_ref().map(|r| r.entity);
            own.is_some()
                && voice_of_saying(sayings, i)
                    .iter()
                    .any(|outer| sayings[*outer].source.as_ref().map(|r| r.entity) == own)
        })
        .collect();
    let mut keep = repeats.into_iter().map(|r| !r);
    sayings.retain(|_| keep.next().unwrap_or(true));
}

/// The speaker of the latest saying before, near enough and of a kind that the pronoun can stand for.
fn speaker_before(
    sayings: &[Saying],
    i: usize,
    stands: Stands,
    references: &References<'_>,
) -> Option<usize> {
    let sentence = |s: &Saying| {
        references
            .syntax
            .sentence_of
            .get(s.place())
            .copied()
            .unwrap_or(0)
    };
    let own = sentence(&sayings[i]);
    sayings[..i]
        .iter()
        .rev()
        .take_while(|s| sentence(s) + SAME_SPEAKER >= own)
        .find_map(|s| {
            let entity = s.source.as_ref()?.entity;
            (references.cast.is_person(entity) == (stands == Stands::Person)).then_some(entity)
        })
}
