//! Which of a report's time expressions an event happened at.

use super::{Anchor, Arguments};
use crate::entities::References;
use crate::times::{TimeExpression, TimeKind};

/// The time expression that the event's own frame names; otherwise the only dated one of its sentence.
pub fn time(
    anchor: &Anchor,
    arguments: &Arguments,
    references: &References<'_>,
    times: &[TimeExpression],
) -> Option<usize> {
    let bytes = |words: std::ops::Range<usize>| {
        let (first, last) = (references.words.get(words.start)?, references.words.get(words.end.checked_sub(1)?)?);
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
    let mut dated = (0..times.len())
        .filter(|i| inside(&times[*i]) && !times[*i].vague && matches!(times[*i].kind, TimeKind::Date | TimeKind::Time));
    let only = dated.next()?;
    dated.next().is_none().then_some(only)
}
