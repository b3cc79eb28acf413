//! What an event's frame says of words outside the event's own sentence: a day or a place that was named before, or is named
//! later, and still holds.

use std::ops::Range;

use super::Anchor;
use crate::encode::frames::Frames;
use crate::pack::Labels;

/// The frames of a report's events over all of its words.
#[derive(Clone, Copy)]
pub struct Elsewhere<'a> {
    frames: Frames<'a>,
    labels: &'a Labels,
}

impl<'a> Elsewhere<'a> {
    /// Over the frames of kind `event`, whose roles `labels` names.
    pub fn new(frames: Frames<'a>, labels: &'a Labels) -> Self {
        Self { frames, labels }
    }

    /// Of some runs of words the one whose likeliest word is the likeliest to play a role for the event, and how likely
    /// it is; `None` if all are less likely than `least`. Of two that are as likely the first one.
    pub fn likeliest<T>(
        &self,
        anchor: &Anchor,
        role: &str,
        runs: impl Iterator<Item = (T, Range<usize>)>,
        least: f32,
    ) -> Option<(T, f32)> {
        let column = self.labels.role("event", role)?;
        let mut best: Option<(T, f32)> = None;
        for (what, words) in runs {
            let rows = self.frames.roles(&anchor.words, words);
            let likely = rows.iter().filter_map(|row| row.get(column));
            let likely = likely.fold(0.0f32, |most, p| most.max(*p));
            if likely >= best.as_ref().map_or(least, |(_, p)| p.next_up()) {
                best = Some((what, likely));
            }
        }
        best
    }
}
