use crate::times::lexicon::{Lexicon, Sense, Tense};
use crate::times::meaning::Draft;
use crate::times::scan::{Gap, Shape, Word};

/// How many words away from an expression its tense is looked for.
const REACH: usize = 12;
/// Up to how many words between make a cue a close one: "opened on", "will
/// begin on".
const CLOSE: usize = 2;

/// The tense of the clause around an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    pub tense: Tense,
    /// Whether its word stands right beside the expression.
    pub close: bool,
}

/// Whether the clause around an expression speaks of the past or of what is to
/// come: the nearest cue on either side within its sentence.
pub(super) fn tense_around(words: &[Word<'_>], draft: &Draft, lexicon: &Lexicon) -> Option<Cue> {
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
    let (distance, (tense, sure)) = match (before, after) {
        (Some(before), Some(after)) if after.0 < before.0 => after,
        (Some(before), _) => before,
        (None, after) => after?,
    };
    Some(Cue {
        tense,
        close: sure && distance <= CLOSE,
    })
}

/// The tense that a word tells, and whether it does so by itself.
fn cue(words: &[Word<'_>], at: usize, limit: usize, lexicon: &Lexicon) -> Option<(Tense, bool)> {
    let senses = |at: usize| {
        lexicon
            .senses(words, at)
            .filter_map(|(sense, end)| match sense {
                Sense::Tense(tense) => Some((*tense, end)),
                _ => None,
            })
    };
    let passive = at > 0 && senses(at - 1).any(|(tense, _)| tense == Tense::Auxiliary);
    // A longer cue that began earlier has the word: "had been scheduled".
    let listed = (at.saturating_sub(2)..=at).find_map(|start| {
        senses(start).find_map(|(tense, end)| match tense {
            Tense::Deadline => (end == limit).then_some((Tense::Future, false)),
            Tense::Auxiliary => None,
            Tense::Past if passive && start == at => None,
            tense => (end <= limit && end > at).then_some((tense, true)),
        })
    });
    listed.or_else(|| {
        let word = &words[at];
        let regular = word.shape == Shape::Letters
            && word.lower.len() > 4
            && word.lower.ends_with("ed")
            && !word.capitalised();
        (regular && !passive).then_some((Tense::Past, true))
    })
}

/// Whether "'s" follows, as in "Friday's vote".
pub(super) fn possessive(words: &[Word<'_>], end: usize) -> bool {
    matches!(words.get(end..end + 2), Some([mark, letter])
        if mark.is_mark("'") && letter.lower == "s"
            && mark.gap == Gap::Glued && letter.gap == Gap::Glued)
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
