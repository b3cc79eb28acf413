//! Voices: who says what, and what stands in whose voice.

mod attributions;
mod lexicon;
mod quotes;
mod speakers;

pub use attributions::{Saying, Sources, sayings};
pub use lexicon::VoiceWords;
pub use quotes::{Quotation, quotations};
pub use speakers::name_speakers;

/// The sayings whose content holds a word, outermost first, save `own`.
pub fn voice_of(sayings: &[Saying], word: usize, own: Option<usize>) -> Vec<usize> {
    let size = |i: &usize| sayings[*i].words();
    let own_size = own.map(|i| size(&i));
    let mut chain: Vec<usize> = (0..sayings.len())
        .filter(|i| Some(*i) != own && sayings[*i].holds(word) && own_size.is_none_or(|s| size(i) > s))
        .collect();
    chain.sort_by_key(|i| (std::cmp::Reverse(size(i)), *i));
    chain
}
