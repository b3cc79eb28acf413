//! Which of a report's time expressions an event happened at.

use super::{Anchor, Arguments};
use crate::entities::References;
use crate::times::{TimeExpression, TimeKind};

/// Arcs between an event and a time that is still taken for its own.
const NEAR: usize = 3;

/// The time expression that the event's own frame names; otherwise the only dated one of its sentence, or the one that
/// hangs nearest to it in the tree.
pub fn time(
    anchor: &Anchor,
    arguments: &Arguments,
    references: &References<'_>,
    times: &[TimeExpression],
) -> Option<usize> {
    let bytes = |words: std::ops::Range<usize>| {
        let (first, last) = (
            references.words.get(words.start)?,
            references.words.get(words.end.checked_sub(1)?)?,
        );
        Some(first.start as usize..last.end as usize)
    };
    let within = |span: std::ops::Range<usize>| {
        move |t: &TimeExpression| t.span.start < span.end && span.start < t.span.end
    };
    if let Some(span) = arguments.time.clone().and_then(bytes)
        && let Some(i) = times.iter().position(within(span))
    {
        return Some(i);
    }
    let sentence = bytes(references.syntax.sentence(anchor.words.start))?;
    let inside = within(sentence);
    let dated: Vec<usize> = (0..times.len())
        .filter(|i| {
            inside(&times[*i])
                && !times[*i].vague
                && matches!(times[*i].kind, TimeKind::Date | TimeKind::Time)
        })
        .collect();
    if let [only] = dated[..] {
        return Some(only);
    }
    let mut near: Vec<(usize, usize)> = dated
        .into_iter()
        .filter_map(|i| {
            let first = references
                .words
                .partition_point(|w| (w.end as usize) <= times[i].span.start);
            let end = references
                .words
                .partition_point(|w| (w.start as usize) < times[i].span.end);
            let word = references.syntax.head_of(first..end.max(first + 1));
            references
                .syntax
                .distance(word, anchor.words.start)
                .map(|d| (d, i))
        })
        .filter(|(d, _)| *d <= NEAR)
        .collect();
    near.sort_unstable();
    match near[..] {
        [(_, i)] => Some(i),
        [(d, i), (next, _), ..] if d < next => Some(i),
        _ => None,
    }
}
