use crate::times::lexicon::{Lexicon, Sense, Tense};
use crate::times::meaning::Draft;
use crate::times::scan::{Gap, Shape, Word};

/// How many words away from an expression its tense is looked for.
const REACH: usize = 12;

/// Whether the clause around an expression speaks of the past or of what is to
/// come: the nearest cue on either side within its sentence.
pub(super) fn tense_around(words: &[Word<'_>], draft: &Draft, lexicon: &Lexicon) -> Option<Tense> {
    let before = (0..draft.first)
        .rev()
        .take(REACH)
        .take_while(|at| {
            !ends_sentence(words, *at)
                && words
                    .get(at + 1)
                    .is_some_and(|word| word.gap != Gap::Paragraph)
        })
        .enumerate()
        .find_map(|(distance, at)| Some((distance, cue(words, at, draft.first, lexicon)?)));
    let after = (draft.end..words.len())
        .take(REACH)
        .take_while(|at| words[*at].gap != Gap::Paragraph && !ends_sentence(words, *at))
        .enumerate()
        .find_map(|(distance, at)| Some((distance, cue(words, at, words.len(), lexicon)?)));
    match (before, after) {
        (Some((near, tense)), Some((far, other))) => Some(if near <= far { tense } else { other }),
        (Some((_, tense)), None) | (None, Some((_, tense))) => Some(tense),
        (None, None) => None,
    }
}

fn cue(words: &[Word<'_>], at: usize, limit: usize, lexicon: &Lexicon) -> Option<Tense> {
    let listed = lexicon
        .senses(words, at)
        .find_map(|(sense, end)| match sense {
            Sense::Tense(tense) if end <= limit => Some(*tense),
            _ => None,
        });
    listed.or_else(|| {
        let word = &words[at];
        let regular = word.shape == Shape::Letters
            && word.lower.len() > 4
            && word.lower.ends_with("ed")
            && !word.capitalised();
        regular.then_some(Tense::Past)
    })
}

fn ends_sentence(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    if word.is_mark("?") || word.is_mark("!") || word.is_mark(";") {
        return true;
    }
    let abbreviation = at > 0 && words[at - 1].capitalised() && words[at - 1].text.len() <= 4;
    word.is_mark(".")
        && !abbreviation
        && words
            .get(at + 1)
            .is_none_or(|next| next.gap != Gap::Glued && next.shape != Shape::Digits)
}
