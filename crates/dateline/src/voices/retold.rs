//! What is quoted inside a quotation: "They said, 'Leave,'" somebody said.

use std::ops::Range;

use dateline_record::{QuotationKind, Upos};

use super::acts::subject;
use super::settling::FULL_QUOTATION;
use super::{Saying, Sources};

/// Words between an act of saying and what is quoted: a comma, whom it is said to.
const BETWEEN: usize = 4;

/// Verbs that an act may hang on and share its subject with.
const CLIMBS: usize = 3;
/// Confidence of an act that the model does not see and the marks show.
const BY_MARKS: f32 = 0.5;

/// Words of a quotation inside another.
pub(super) struct Inner {
    pub words: Range<usize>,
    /// Those of the quotation around it.
    pub outer: Range<usize>,
}

/// Adds a saying for every quotation inside a quotation that directly follows one of `cues` in it and is nobody's yet.
pub(super) fn retold(
    out: &mut Vec<Saying>,
    within: &[Inner],
    cues: &[(Range<usize>, f32)],
    sources: Sources<'_>,
) {
    for Inner {
        words: quotation,
        outer,
    } in within
    {
        let marks = std::slice::from_ref(quotation);
        let Some(content) = sources.trimmed(quotation.clone(), marks) else {
            continue;
        };
        let length = content.clone().filter(|w| sources.is_word(*w)).count();
        if length < FULL_QUOTATION {
            continue;
        }
        let before = cues
            .iter()
            .filter(|(cue, _)| cue.end <= quotation.start && quotation.start <= cue.end + BETWEEN)
            .filter(|(cue, _)| outer.contains(&cue.start))
            .max_by_key(|(cue, _)| cue.end)
            .cloned();
        let Some((cue, confidence)) = before.or_else(|| verb_before(quotation, outer, sources))
        else {
            continue;
        };
        let same = |saying: &&mut Saying| {
            let own = saying.cue.as_ref();
            own.is_some_and(|own| own.start < cue.end && cue.start < own.end)
        };
        match out.iter_mut().find(same) {
            // A cue whose content begins with what is quoted says nothing but that.
            Some(saying)
                if saying.content.iter().any(|piece| {
                    piece.start + BETWEEN >= content.start && piece.start < content.end
                }) =>
            {
                saying.content = vec![content];
                saying.kind = QuotationKind::Direct;
            }
            Some(_) => {}
            None => out.push(Saying {
                source_words: subject(sources.syntax, &cue, CLIMBS),
                source: None,
                cue: Some(cue),
                content: vec![content],
                kind: QuotationKind::Direct,
                confidence,
            }),
        }
    }
    out.sort_by_key(Saying::place);
}

/// A verb of the quotation around, with nothing but marks between it and the one inside.
fn verb_before(
    quotation: &Range<usize>,
    outer: &Range<usize>,
    sources: Sources<'_>,
) -> Option<(Range<usize>, f32)> {
    let first = quotation.start.saturating_sub(BETWEEN).max(outer.start);
    let word = (first..quotation.start).rfind(|word| sources.is_word(*word))?;
    let verb = sources.syntax.upos.get(word) == Some(&Upos::Verb);
    verb.then_some((word..word + 1, BY_MARKS))
}
