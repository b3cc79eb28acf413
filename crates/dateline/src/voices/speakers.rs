//! Speakers: who is meant by the source of a saying.

use super::{Saying, voice_of_saying};
use crate::entities::{References, Stands};

/// Sentences within which "he said" goes on with the speaker before.
const SAME_SPEAKER: usize = 3;

/// Resolves the sources of all sayings, and drops those that only repeat the voice they stand in ("he said he fears").
///
/// Names and descriptions come first, then pronouns in text order: "he" is whom the model links it to, else the speaker
/// before; "I" is who is being quoted.
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
            Stands::Person | Stands::Many | Stands::Thing => references
                .by_chain(references.syntax.head_of(words.clone()), stands)
                .or_else(|| speaker_before(sayings, i, stands, references)),
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
    for i in 0..sayings.len() {
        if sayings[i].cue.is_none() && sayings[i].source_words.is_none() {
            let before = last_quoted(&sayings[..i], sayings[i].place(), references);
            sayings[i].source = before;
        }
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

/// The source of the latest quotation before a word, near enough to go on.
fn last_quoted(
    before: &[Saying],
    word: usize,
    references: &References<'_>,
) -> Option<crate::entities::Reference> {
    let sentence = |w: usize| references.syntax.sentence_of.get(w).copied().unwrap_or(0);
    before
        .iter()
        .rev()
        .filter(|s| s.kind != dateline_record::QuotationKind::Indirect)
        .find(|s| sentence(last_word(s)) + SAME_SPEAKER >= sentence(word))
        .and_then(|s| s.source.clone())
}

/// The last word of a saying, told or said.
fn last_word(saying: &Saying) -> usize {
    let said = saying.content.iter().map(|c| c.end.saturating_sub(1)).max();
    said.unwrap_or(0).max(saying.place())
}

/// The speaker of the latest saying before, near enough and of a kind that the pronoun can stand for.
fn speaker_before(
    sayings: &[Saying],
    i: usize,
    stands: Stands,
    references: &References<'_>,
) -> Option<usize> {
    let sentence = |w: usize| references.syntax.sentence_of.get(w).copied().unwrap_or(0);
    let own = sentence(sayings[i].place());
    let gender = sayings[i]
        .source_words
        .as_ref()
        .and_then(|w| references.words.get(references.syntax.head_of(w.clone())))
        .and_then(|w| references.lexicon.gender(w.of(references.text)));
    sayings[..i]
        .iter()
        .rev()
        .take_while(|s| sentence(last_word(s)) + SAME_SPEAKER >= own)
        .find_map(|s| {
            let entity = s.source.as_ref()?.entity;
            (references.cast.is_person(entity) == (stands == Stands::Person)
                && references.cast.may_be(entity, gender))
            .then_some(entity)
        })
}
