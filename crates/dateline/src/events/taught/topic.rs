//! What the examples of a type are about: words that stand in many of them and in few others.

use super::sample::{Content, Sample};
use crate::encode::dot;

/// Likeness (cosine of the meanings) from which two words count as about the same.
const LIKE: f32 = 0.3;
/// Likeness that says nothing.
const FLOOR: f32 = 0.15;
/// How much oftener (logarithm) a word stands in the examples than elsewhere, from which it is of the topic.
const LEAST: f32 = 1.2;
/// The same beyond which it counts no more.
const MOST: f32 = 3.0;
/// Likeness to the topic beyond which more says no more.
const ENOUGH: f32 = 0.4;

/// The words of a topic.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    words: Vec<TopicWord>,
}

#[derive(Debug, Clone)]
struct TopicWord {
    lemma: String,
    meaning: Vec<f32>,
    weight: f32,
}

/// What a topic can be made of, so that it is made quickly without one example or another.
pub struct TopicSource {
    words: Vec<Sourced>,
    examples: usize,
    elsewhere: usize,
}

/// A word that may be of the topic.
struct Sourced {
    lemma: String,
    meaning: Vec<f32>,
    /// The example it stands in; `None` for the definition.
    example: Option<usize>,
    /// Whether each example has a word like it.
    in_examples: Vec<bool>,
    /// How many of the other sentences have one.
    others: usize,
}

impl TopicSource {
    /// `examples` come with the candidate that tells the event in each.
    pub fn new(examples: &[(&Sample, usize)], definition: &Sample, others: &[&Sample]) -> Self {
        let telling = |s: &Sample, anchor: usize| s.candidates.get(anchor).map(|c| c.word);
        let of_examples = examples
            .iter()
            .enumerate()
            .flat_map(|(k, (sample, anchor))| {
                let anchor = telling(sample, *anchor);
                let words = sample
                    .content
                    .iter()
                    .filter(move |c| Some(c.word) != anchor);
                words.map(move |c| (Some(k), c))
            });
        let of_definition = definition.content.iter().map(|c| (None, c));
        let has = |sample: &Sample, word: &Content| {
            sample
                .content
                .iter()
                .any(|c| dot(&c.meaning, &word.meaning) >= LIKE)
        };
        let words = of_examples
            .chain(of_definition)
            .filter(|(_, c)| !c.verb)
            .map(|(example, c)| Sourced {
                lemma: c.lemma.clone(),
                meaning: c.meaning.clone(),
                example,
                in_examples: examples.iter().map(|(s, _)| has(s, c)).collect(),
                others: others.iter().filter(|s| has(s, c)).count(),
            })
            .collect();
        Self {
            words,
            examples: examples.len(),
            elsewhere: others.len(),
        }
    }

    /// The topic of all examples but one.
    pub fn topic(&self, without: Option<usize>) -> Topic {
        let rated: Vec<(f32, &Sourced)> = self
            .words
            .iter()
            .filter(|w| without.is_none() || w.example != without)
            .map(|w| (self.rate(w, without), w))
            .collect();
        let best = rated.iter().map(|r| r.0).fold(f32::MIN, f32::max);
        let words = rated
            .into_iter()
            .filter(|(rate, _)| *rate >= LEAST.min(best))
            .map(|(rate, word)| TopicWord {
                lemma: word.lemma.clone(),
                meaning: word.meaning.clone(),
                weight: rate.min(MOST) / MOST,
            })
            .collect();
        Topic { words }
    }

    /// How much oftener a word stands in the examples than elsewhere; its own example says nothing.
    fn rate(&self, word: &Sourced, without: Option<usize>) -> f32 {
        let counts = |k: usize| Some(k) != without && Some(k) != word.example;
        let of = (0..self.examples).filter(|k| counts(*k)).count();
        let has = (0..self.examples)
            .filter(|k| counts(*k) && word.in_examples[*k])
            .count();
        let share = (has as f32 + 0.3) / (of as f32 + 1.0);
        let elsewhere = (word.others as f32 + 0.5) / (self.elsewhere as f32 + 1.0);
        share.ln() - elsewhere.ln()
    }
}

impl Topic {
    /// The words of the topic, each once.
    pub fn lemmas(&self) -> Vec<String> {
        let mut out: Vec<String> = self.words.iter().map(|w| w.lemma.clone()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// How much each word of content is of the topic.
    pub fn of(&self, sample: &Sample) -> Vec<f32> {
        sample
            .content
            .iter()
            .map(|content| {
                let (mut first, mut second) = (0.0_f32, 0.0_f32);
                for word in &self.words {
                    let like =
                        (dot(&content.meaning, &word.meaning) - FLOOR).max(0.0) * word.weight;
                    if like > first {
                        (first, second) = (like, first);
                    } else {
                        second = second.max(like);
                    }
                }
                // One chance likeness is not enough, unless the topic is one word.
                let of = self.words.len().clamp(1, 2) as f32;
                ((first + second) / of).min(ENOUGH)
            })
            .collect()
    }
}
