//! Event types that a user teaches by example sentences, without training.
//!
//! A [`Coder`] looks at every verb and noun of a sentence and asks two things. Does this word, with what hangs on it,
//! stand as the telling words of the examples do? A regression over the encoder's word vectors answers that. Is the
//! sentence about what the examples are about? Words that stand in many examples and in few others answer that, by
//! what they mean. A regression of three features joins both; it and its threshold are fitted on examples that were
//! left out, against the counter-examples and the example sentences of all other types.

mod coder;
mod regression;
mod sample;
mod topic;

use std::ops::Range;

use crate::encode::{EncodeError, Scores};
use crate::entities::References;
use crate::lexicon::LexiconError;
use crate::pack::{Pack, PackError, WORD_VECTORS};

use super::{Anchor, EventType, Ontology};
pub use coder::{Coder, Outcome, Trial};
pub use sample::{Marked, Sample, Seen};

/// Least number of example sentences that a type is taught by.
pub const LEAST_EXAMPLES: usize = 5;

/// A type could not be taught.
#[derive(Debug, thiserror::Error)]
pub enum TeachError {
    /// Its file.
    #[error(transparent)]
    File(#[from] LexiconError),
    /// Too few examples.
    #[error("{name}: {found} example sentences, at least {LEAST_EXAMPLES} are needed")]
    TooFew {
        /// The type.
        name: String,
        /// How many it has.
        found: usize,
    },
    /// A new type with modes, which nothing could tell apart.
    #[error("{0}: a taught type has no modes")]
    Modes(String),
    /// An example without a verb or noun.
    #[error("{name}: no verb or noun could tell it in \"{example}\"")]
    Mute {
        /// The type.
        name: String,
        /// The sentence.
        example: String,
    },
    /// The model lacks the vectors.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The encoder.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}

/// The coders of all taught types, and how well they did while they were taught.
#[derive(Debug, Clone, Default)]
pub struct Taught {
    coders: Vec<Coder>,
    trials: Vec<Trial>,
    /// Mean meaning of the words of all examples.
    mean: Vec<f32>,
}

/// An example sentence with the type that it tells.
struct Lesson<'a> {
    event_type: &'a str,
    counter: bool,
    text: String,
    sample: Sample,
}

impl Taught {
    /// Teaches the types of `ontology` that the model does not know (`known`). `see` reads a sentence.
    ///
    /// # Errors
    /// If a type has too few or useless examples, or the encoder fails.
    pub fn teach(
        ontology: &Ontology,
        known: &[String],
        mut see: impl FnMut(&Marked) -> Result<Sample, EncodeError>,
    ) -> Result<Self, TeachError> {
        let new: Vec<&EventType> = ontology
            .iter()
            .filter(|t| !known.contains(&t.name))
            .collect();
        for event in &new {
            if event.examples.len() < LEAST_EXAMPLES {
                return Err(TeachError::TooFew {
                    name: event.name.clone(),
                    found: event.examples.len(),
                });
            }
            if !event.modes.is_empty() {
                return Err(TeachError::Modes(event.name.clone()));
            }
        }
        if new.is_empty() {
            return Ok(Self::default());
        }
        let mut lessons = Vec::new();
        for event in ontology.iter() {
            let own = event.examples.iter().map(|e| (e, false));
            let counter = event.counter_examples.iter().map(|e| (e, true));
            let of_modes = event.modes.iter().flat_map(|m| &m.examples);
            for (example, counter) in own.chain(counter).chain(of_modes.map(|e| (e, false))) {
                let marked = Marked::read(example);
                let sample = see(&marked)?;
                if sample.is_mute() {
                    if known.contains(&event.name) {
                        continue;
                    }
                    return Err(TeachError::Mute {
                        name: event.name.clone(),
                        example: marked.text,
                    });
                }
                lessons.push(Lesson {
                    event_type: &event.name,
                    counter,
                    text: marked.text,
                    sample,
                });
            }
        }
        let mut out = Self {
            mean: mean_meaning(&lessons),
            ..Self::default()
        };
        for lesson in &mut lessons {
            lesson.sample.centre(&out.mean);
        }
        for event in new {
            let mut definition = see(&Marked::read(&event.definition))?;
            definition.centre(&out.mean);
            let (coder, trial) = Coder::fit(&event.name, &definition, &lessons);
            out.coders.push(coder);
            out.trials.push(trial);
        }
        Ok(out)
    }

    /// Names of the taught types, in the order of their numbers behind the model's own.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.coders.iter().map(|c| c.name.as_str())
    }

    /// How each type did while it was taught.
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// Whether nothing was taught.
    pub fn is_empty(&self) -> bool {
        self.coders.is_empty()
    }

    /// The anchors of taught types in some sentences; the number of the first type is `first`.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn anchors(
        &self,
        pack: &Pack,
        references: &References<'_>,
        scores: &Scores,
        sentences: &[Range<usize>],
        first: usize,
    ) -> Result<Vec<Anchor>, EncodeError> {
        let Some(vectors) = scores.get(WORD_VECTORS).filter(|_| !self.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut out = Vec::new();
        for sentence in sentences {
            let meanings = pack.meanings(sentence.clone().map(|w| references.form(w)))?;
            let seen = Seen {
                syntax: references.syntax,
                vectors,
                events: scores.get("event"),
                meanings: &meanings,
            };
            let mut sample = Sample::new(&seen, sentence.clone(), None);
            sample.centre(&self.mean);
            for (i, coder) in self.coders.iter().enumerate() {
                out.extend(coder.told(&sample).map(|(word, confidence)| Anchor {
                    words: word..word + 1,
                    event_type: first + i,
                    confidence,
                }));
            }
        }
        Ok(out)
    }
}

fn mean_meaning(lessons: &[Lesson<'_>]) -> Vec<f32> {
    let meanings = || {
        let content = lessons.iter().flat_map(|l| &l.sample.content);
        content.map(|c| c.meaning.as_slice())
    };
    let n = meanings().count().max(1) as f32;
    let mut mean = vec![0.0; meanings().next().map_or(0, <[f32]>::len)];
    for meaning in meanings() {
        for (sum, x) in mean.iter_mut().zip(meaning) {
            *sum += x / n;
        }
    }
    mean
}

/// Of a built-in and a taught event told by the same word, the taught one: whoever teaches a type wants it told.
pub fn prefer_taught(built_in: Vec<Anchor>, taught: Vec<Anchor>) -> Vec<Anchor> {
    let overlaps =
        |a: &Anchor, b: &Anchor| a.words.start < b.words.end && b.words.start < a.words.end;
    let mut out: Vec<Anchor> = built_in
        .into_iter()
        .filter(|a| !taught.iter().any(|t| overlaps(a, t)))
        .collect();
    out.extend(taught);
    out.sort_by_key(|a| a.words.start);
    out
}
