//! The encoder: from words to the scores of every head.
//!
//! A report's words are cut into subwords ([`Vocabulary`]) with a shape each ([`shape`]), laid out in windows of whole
//! sentences with their neighbours as context ([`windows`]), and run through an [`Encoder`] in batches of like length
//! ([`score`]). All windows of a batch belong to one report: activations are quantized over the whole batch, so a
//! report's scores must not depend on what it is read beside.

mod encoder;
mod fake;
pub mod frames;
mod heads;
mod pairs;
mod rten;
mod score;
pub mod shape;
pub mod tags;
pub mod windows;
mod wordpiece;

pub use encoder::{Batch, EncodeError, Encoder, Matrix};
pub use fake::FakeEncoder;
pub use heads::{Head, Heads, HeadsError};
pub use pairs::{FrameScorer, Pairs, PairsError, dot, sigmoid, softmax};
pub use rten::RtenEncoder;
pub use score::{Scores, Subwords, score};
pub use wordpiece::{Vocabulary, VocabularyError};
