//! Events: who did what to whom.

mod anchors;
mod arguments;
mod between;
mod cameo;
mod circumstances;
mod coding;
mod completion;
mod contexts;
mod denials;
mod elsewhere;
mod explanation;
mod happenings;
mod likeness;
mod numbers;
mod ontology;
mod places;
mod quantities;
mod quantity_words;
mod retelling;
mod standing;
pub mod taught;
#[cfg(test)]
mod tests;
mod times;
mod ways;
mod why;

use std::ops::Range;

use dateline_record::QuantityKind;

use crate::entities::Reference;

pub use anchors::{Anchor, anchors, once};
pub use arguments::{Arguments, arguments};
pub use between::{Between, Heard, Sides, between};
pub use cameo::Cameo;
pub use circumstances::{Circumstances, Setting, Site};
pub use coding::{Coding, HeadScores, code};
pub use completion::{ArgumentWords, complete};
pub use contexts::contexts;
pub use denials::Denials;
pub use elsewhere::Elsewhere;
pub use explanation::explain;
pub use happenings::{Compared, happenings};
pub use likeness::{Likeness, sign_names};
pub use numbers::{Amount, Number, NumberWords};
pub use ontology::{Class, Context, EventType, Mode, Ontology};
pub use places::{Scenes, Where, carry_places, place};
pub use quantities::quantify;
pub use quantity_words::QuantityWords;
use quantity_words::kind_named;
pub use standing::voice;
pub use times::{Dates, When, carry_times, time, time_elsewhere};
pub use why::{Rule, Why};

/// An event in words of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The words that tell it, and its type.
    pub anchor: Anchor,
    /// Modes, contexts, status.
    pub coding: Coding,
    /// Who, to whom, where, when, how many.
    pub arguments: Arguments,
    /// When it happened.
    pub time: Option<When>,
    /// Where it happened.
    pub place: Option<Where>,
    /// The sayings that it stands in, outermost first.
    pub voice: Vec<usize>,
    /// Why it stands in them, or in none.
    pub voice_why: Why,
    /// Number of the happening that it tells, if others tell it too.
    pub happening: Option<u32>,
}

/// A number told of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// What is counted.
    pub kind: QuantityKind,
    /// How many.
    pub amount: Amount,
    /// The words.
    pub words: Range<usize>,
    /// Why it counts this.
    pub why: Why,
}

/// Where an argument stands, who is meant, and what says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Filler {
    /// Number in the cast.
    pub entity: usize,
    /// The words.
    pub words: Range<usize>,
    /// Why it takes part.
    pub why: Why,
}

impl Filler {
    /// Whoever is meant, with why he takes part.
    pub fn new(Reference { entity, words }: Reference, why: Why) -> Self {
        Self { entity, words, why }
    }
}
