//! Voices: who says what, and what stands in whose voice.

mod acts;
mod anonymity;
mod attributions;
mod edges;
mod label_patterns;
mod label_words;
mod labels;
mod lexicon;
mod quotes;
mod retold;
mod settling;
mod speakers;

pub use anonymity::{AnonymityPhrases, anonymous};
pub use attributions::{Saying, Sources, sayings};
pub use edges::Edges;
pub use label_words::{LabelWords, Takes};
pub use labels::{Called, labels};
pub use lexicon::VoiceWords;
pub use quotes::{Quotation, quotations, quotations_within};
pub use speakers::name_speakers;

/// The saying that a word stands in: of those whose content holds it, the one with the least content.
pub fn innermost(sayings: &[Saying], word: usize) -> Option<usize> {
    (0..sayings.len())
        .filter(|i| sayings[*i].holds(word))
        .min_by_key(|i| (sayings[*i].words(), *i))
}

/// The saying that a saying stands in: of those with more content that hold its place, the one with the least.
fn outer(sayings: &[Saying], own: usize) -> Option<usize> {
    let (place, size) = (sayings[own].place(), sayings[own].words());
    (0..sayings.len())
        .filter(|i| *i != own && sayings[*i].words() > size && sayings[*i].holds(place))
        .min_by_key(|i| (sayings[*i].words(), *i))
}

/// The sayings that a saying stands in, outermost first.
pub fn voice_of_saying(sayings: &[Saying], own: usize) -> Vec<usize> {
    // Contents grow from each to the next, so this ends.
    let mut chain: Vec<usize> =
        std::iter::successors(outer(sayings, own), |i| outer(sayings, *i)).collect();
    chain.reverse();
    chain
}

/// The sayings that a word stands in, outermost first.
pub fn voice_of_word(sayings: &[Saying], word: usize) -> Vec<usize> {
    innermost(sayings, word).map_or_else(Vec::new, |i| {
        let mut chain = voice_of_saying(sayings, i);
        chain.push(i);
        chain
    })
}
