//! Where the pieces of what is said begin and end.

use std::ops::Range;

use crate::encode::frames::Frames;
use crate::pack::Labels;

/// Cost of beginning or ending a piece of content where the model is sure that one begins or ends, in nats.
const SURE: f32 = 0.5;
/// Share of the model's surprise, in nats, that comes on top elsewhere.
const SURPRISE: f32 = 0.35;

/// Scores the edges of contents.
#[derive(Debug, Clone, Copy)]
pub struct Edges<'a> {
    frames: Frames<'a>,
    first: usize,
    last: usize,
    both: usize,
}

impl<'a> Edges<'a> {
    /// `None` if the model knows no such roles.
    pub fn new(frames: Option<Frames<'a>>, labels: &Labels) -> Option<Self> {
        let role = |name| labels.role("edge", name);
        Some(Self {
            frames: frames?,
            first: role("first")?,
            last: role("last")?,
            both: role("both")?,
        })
    }

    /// What it costs to begin and to end a piece of the content of `cue` at each word of `over`.
    pub fn costs(&self, cue: &Range<usize>, over: Range<usize>) -> Costs {
        let rows = self.frames.roles(cue, over);
        let cost = |role: usize| {
            rows.iter()
                .map(|row| {
                    let p = |role: usize| row.get(role).copied().unwrap_or(0.0);
                    SURE - SURPRISE * (p(role) + p(self.both)).max(1e-4).ln()
                })
                .collect()
        };
        Costs {
            begin: cost(self.first),
            end: cost(self.last),
        }
    }
}

/// Costs of edges by word, counted from the first word asked about.
#[derive(Debug)]
pub struct Costs {
    begin: Vec<f32>,
    end: Vec<f32>,
}

impl Costs {
    /// Of beginning a piece with a word.
    pub fn begin(&self, word: usize) -> f32 {
        self.begin.get(word).copied().unwrap_or(f32::INFINITY)
    }

    /// Of ending a piece with a word.
    pub fn end(&self, word: usize) -> f32 {
        self.end.get(word).copied().unwrap_or(f32::INFINITY)
    }
}
