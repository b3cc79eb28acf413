//! Sayings side by side: which of two is meant, and quotations that no cue introduces.

use std::ops::Range;

use dateline_record::QuotationKind;

use super::{Quotation, Saying, Sources};

/// Share of common words from which two contents are the same.
const SAME: f32 = 0.7;
/// Words of a quotation that nothing but its marks makes one: shorter ones are rather scare quotes.
pub(super) const FULL_QUOTATION: usize = 4;

/// Of two cues that claim nearly the same content, the likelier one stays ("also agreed" is one act), unless one of them
/// tells of the other.
pub(super) fn said_once(out: &mut Vec<Saying>) {
    let twin = |a: &Saying, b: &Saying| {
        let shared: usize = a
            .content
            .iter()
            .flat_map(Clone::clone)
            .filter(|w| b.holds(*w))
            .count();
        let either = a.words() + b.words() - shared;
        shared as f32 >= SAME * either as f32 && !a.holds(b.place()) && !b.holds(a.place())
    };
    let beaten: Vec<bool> = (0..out.len())
        .map(|i| {
            (0..out.len()).any(|j| {
                i != j && (out[j].confidence, i) > (out[i].confidence, j) && twin(&out[i], &out[j])
            })
        })
        .collect();
    let mut keep = beaten.into_iter().map(|b| !b);
    out.retain(|_| keep.next().unwrap_or(true));
}

/// A quotation that several cues claim goes to one: the one of its own sentence, or the nearest.
pub(super) fn settle(out: &mut Vec<Saying>, quoted: &[Range<usize>], sources: Sources<'_>) {
    for quotation in quoted {
        let claims: Vec<usize> = (0..out.len())
            .filter(|i| {
                out[*i]
                    .cue
                    .as_ref()
                    .is_some_and(|c| !quotation.contains(&c.start))
            })
            .filter(|i| {
                out[*i]
                    .content
                    .iter()
                    .any(|p| p.start < quotation.end && quotation.start < p.end)
            })
            .collect();
        if claims.len() < 2 {
            continue;
        }
        let sentences = sources.syntax.sentence(quotation.start).start
            ..sources.syntax.sentence(quotation.end.saturating_sub(1)).end;
        let far = |i: usize| {
            let place = out[i].place();
            let distance = quotation
                .start
                .saturating_sub(place)
                .max(place.saturating_sub(quotation.end));
            (!sentences.contains(&place), distance, i)
        };
        let Some(owner) = claims.iter().copied().min_by_key(|i| far(*i)) else {
            continue;
        };
        for i in claims.into_iter().filter(|i| *i != owner) {
            let kept = out[i].content.iter().flat_map(|p| {
                [
                    p.start..p.end.min(quotation.start),
                    p.start.max(quotation.end)..p.end,
                ]
            });
            out[i].content = kept
                .filter(|p| p.start < p.end)
                .filter_map(|p| sources.trimmed(p, quoted))
                .collect();
        }
    }
    out.retain(|s| !s.content.is_empty());
}

/// Quotations of whole sentences that belong to no saying yet: carried on from the quotation before them, or alone.
pub(super) fn uncued(
    out: &mut Vec<Saying>,
    quoted: &[Range<usize>],
    quotations: &[Quotation],
    sources: Sources<'_>,
) {
    let syntax = sources.syntax;
    for (run, quotation) in quoted.iter().zip(quotations) {
        let length = run.clone().filter(|w| sources.is_word(*w)).count();
        let taken = run
            .clone()
            .filter(|w| out.iter().any(|s| s.holds(*w)))
            .count();
        if length < FULL_QUOTATION || taken * 3 > run.len() {
            continue;
        }
        let sentence = syntax.sentence(run.start);
        // Words of the sentence before the quotation: an embedded phrase is no quotation of its own.
        let leads = (sentence.start..run.start).any(|w| sources.is_word(w));
        let last = run.end.checked_sub(1).map_or("", |w| sources.form(w));
        let finished = matches!(last, "." | "!" | "?" | "…" | "...") || !quotation.closed;
        if leads || !finished {
            continue;
        }
        let before = sentence.start.checked_sub(1).map(|w| syntax.sentence(w));
        let carried = before.and_then(|before| {
            out.iter().rposition(|s| {
                before.contains(&s.place())
                    || s.content
                        .last()
                        .is_some_and(|c| c.end > before.start && c.end <= run.start)
            })
        });
        match carried {
            Some(i) => {
                out[i].content.push(run.clone());
                out[i].content.sort_by_key(|c| c.start);
            }
            None => out.push(Saying {
                cue: None,
                source_words: None,
                source: None,
                content: vec![run.clone()],
                kind: QuotationKind::Direct,
                confidence: 0.6,
            }),
        }
    }
    out.sort_by_key(Saying::place);
}
