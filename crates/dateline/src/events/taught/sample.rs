//! A sentence as a coder sees it.

use std::ops::Range;

use dateline_record::Upos;

use crate::encode::dot;
use crate::encode::{Matrix, softmax};
use crate::syntax::Syntax;

/// An example sentence, perhaps with its telling word between asterisks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The sentence without marks.
    pub text: String,
    /// Where the marked word begins, in bytes.
    pub start: Option<usize>,
}

impl Marked {
    /// Takes the marks out.
    pub fn read(example: &str) -> Self {
        Self {
            text: example.replace('*', ""),
            start: example
                .find('*')
                .filter(|_| example.matches('*').count() == 2),
        }
    }
}

/// What was read of a text that samples are cut from.
pub struct Seen<'a> {
    /// Tags and trees.
    pub syntax: &'a Syntax,
    /// Word vectors, a row for each word of the text.
    pub vectors: &'a Matrix,
    /// The head `event`.
    pub events: Option<&'a Matrix>,
    /// What the words of the sentence mean by themselves.
    pub meanings: &'a [Vec<f32>],
}

/// A sentence: the words that may tell an event, and the words that say what it is about.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// Verbs and nouns.
    pub(super) candidates: Vec<Candidate>,
    /// All words of content.
    pub(super) content: Vec<Content>,
    /// The candidate that the user marked.
    pub(super) marked: Option<usize>,
}

/// A word that may tell an event.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) word: usize,
    /// Its vector, then the mean vector of the words of content below it.
    pub(super) vector: Vec<f32>,
    /// Words of content below it, as places in [`Sample::content`].
    pub(super) below: Vec<usize>,
    pub(super) verb: bool,
    /// How likely the model takes it for an event of any type.
    pub(super) event: f32,
}

/// A word that says what a sentence is about.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) word: usize,
    pub(super) lemma: String,
    pub(super) verb: bool,
    pub(super) meaning: Vec<f32>,
}

impl Sample {
    /// Cuts a sentence out of what was seen; `marked` is the telling word if it is known.
    pub fn new(seen: &Seen<'_>, sentence: Range<usize>, marked: Option<usize>) -> Self {
        let syntax = seen.syntax;
        let tag = |w: usize| syntax.upos.get(w).copied();
        let content_tag = |w: usize| {
            matches!(
                tag(w),
                Some(Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj)
            )
        };
        let content: Vec<Content> = sentence
            .clone()
            .filter(|w| content_tag(*w))
            .map(|word| Content {
                word,
                lemma: syntax.lemma(word).to_lowercase(),
                verb: tag(word) == Some(Upos::Verb),
                meaning: seen
                    .meanings
                    .get(word - sentence.start)
                    .cloned()
                    .unwrap_or_default(),
            })
            .collect();
        let place = |word: usize| content.iter().position(|c| c.word == word);
        let all: Vec<usize> = content.iter().map(|c| c.word).collect();
        let candidates: Vec<Candidate> = sentence
            .clone()
            .filter(|w| matches!(tag(*w), Some(Upos::Verb | Upos::Noun)))
            .map(|word| {
                let below = below(syntax, word, &content_tag);
                let mut vector = seen.vectors.row(word).to_vec();
                let around = if below.is_empty() { &all } else { &below };
                vector.extend(mean(seen.vectors, around));
                Candidate {
                    word,
                    vector,
                    below: below.iter().filter_map(|w| place(*w)).collect(),
                    verb: tag(word) == Some(Upos::Verb),
                    event: seen.events.map_or(0.0, |m| {
                        let mut p = m.row(word).to_vec();
                        softmax(&mut p);
                        1.0 - p.first().copied().unwrap_or(1.0)
                    }),
                }
            })
            .collect();
        Self {
            marked: marked.and_then(|m| candidates.iter().position(|c| c.word == m)),
            candidates,
            content,
        }
    }

    /// Moves meanings so that `mean` is none, and brings them to length 1.
    pub(super) fn centre(&mut self, mean: &[f32]) {
        for content in &mut self.content {
            for (x, m) in content.meaning.iter_mut().zip(mean) {
                *x -= m;
            }
            let norm = dot(&content.meaning, &content.meaning).sqrt();
            let factor = 1.0 / norm.max(f32::MIN_POSITIVE);
            content.meaning.iter_mut().for_each(|x| *x *= factor);
        }
    }

    /// Whether no word of it could tell an event.
    pub fn is_mute(&self) -> bool {
        self.candidates.is_empty()
    }
}

/// Words of content that hang on a word, and those that hang on these.
fn below(syntax: &Syntax, word: usize, content: &impl Fn(usize) -> bool) -> Vec<usize> {
    let children = |w: usize| {
        syntax
            .children(w)
            .filter(|c| content(*c))
            .collect::<Vec<_>>()
    };
    let own = children(word);
    let next: Vec<usize> = own.iter().flat_map(|w| children(*w)).collect();
    own.into_iter().chain(next).collect()
}

fn mean(vectors: &Matrix, words: &[usize]) -> Vec<f32> {
    let mut out = vec![0.0; vectors.width()];
    for word in words {
        for (sum, x) in out.iter_mut().zip(vectors.row(*word)) {
            *sum += x / words.len() as f32;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_pair_of_asterisks() {
        let marked = Marked::read("Police *arrested* three students.");
        assert_eq!(marked.text, "Police arrested three students.");
        assert_eq!(marked.start, Some(7));
        assert_eq!(Marked::read("No *pair here.").start, None);
    }
}
