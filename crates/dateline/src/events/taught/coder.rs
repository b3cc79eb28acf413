//! The coder of one taught type: fitting and telling.

use crate::encode::sigmoid;

use super::Lesson;
use super::regression::{FEATURES, Kernel, Weighing};
use super::sample::{Candidate, Sample};
use super::topic::{Topic, TopicSource};
use crate::encode::dot;

/// How stiff the regression over word vectors is.
const STIFFNESS: f32 = 1.0;
/// How stiff the joining regression is.
const JOINT_STIFFNESS: f32 = 0.1;
/// Weight of all words of other types' examples together, for each example of the type.
const OTHERS: f32 = 2.5;
/// Length that standardised vectors are scaled to.
const LENGTH: f32 = 10.0;
/// Words of other sentences, likest first, that the regression learns from: the rest is easy.
const HARD: usize = 400;
/// Parts in which other sentences are left out.
const PARTS: usize = 5;
/// What being a verb, and being an event to the model, counts beside likeness where the telling word is not marked.
const VERB: f32 = 0.25;
const EVENT: f32 = 0.6;
/// Other examples whose likest words a telling word is compared with.
const COMPARED: usize = 5;

/// Finds the events of one taught type.
#[derive(Debug, Clone)]
pub struct Coder {
    pub(super) name: String,
    scale: Scale,
    weights: Vec<f32>,
    bias: f32,
    topic: Topic,
    joint: Weighing,
    threshold: f32,
}

/// How a type did while it was taught: each sentence judged by a coder that had not seen it.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The type.
    pub name: String,
    /// What tells its topic.
    pub topic: Vec<String>,
    /// Its examples, its counter-examples, then those of other types that count.
    pub outcomes: Vec<Outcome>,
}

/// How one sentence was judged.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The sentence.
    pub text: String,
    /// The type it is an example of.
    pub event_type: String,
    /// Whether it is a counter-example of that type.
    pub counter: bool,
    /// How likely it tells the type that is taught; 0.5 is the threshold.
    pub confidence: f32,
    /// So like the examples that it was not learned from as an opposite: it may tell the type as well.
    pub left_out: bool,
}

/// Means and spreads of the vectors of other types' words.
#[derive(Debug, Clone)]
struct Scale {
    mean: Vec<f32>,
    factor: Vec<f32>,
}

impl Scale {
    fn of(vectors: &[&[f32]]) -> Self {
        let width = vectors.first().map_or(0, |v| v.len());
        let n = vectors.len().max(1) as f32;
        let mut mean = vec![0.0; width];
        let mut square = vec![0.0; width];
        for vector in vectors {
            for (c, x) in vector.iter().enumerate() {
                mean[c] += x / n;
                square[c] += x * x / n;
            }
        }
        let length = LENGTH / (width.max(1) as f32).sqrt();
        let factor = (0..width)
            .map(|c| length / (square[c] - mean[c] * mean[c]).max(1e-12).sqrt())
            .collect();
        Self { mean, factor }
    }

    fn apply(&self, vector: &[f32]) -> Vec<f32> {
        (vector.iter().zip(&self.mean).zip(&self.factor))
            .map(|((x, m), f)| (x - m) * f)
            .collect()
    }
}

/// A row of the regression: a candidate of a lesson.
struct Row {
    lesson: usize,
    candidate: usize,
    vector: Vec<f32>,
}

impl Coder {
    /// Teaches a type by its lessons, against all others.
    pub(super) fn fit(name: &str, definition: &Sample, lessons: &[Lesson<'_>]) -> (Self, Trial) {
        let own = |l: &Lesson<'_>| l.event_type == name && !l.counter;
        let examples: Vec<usize> = (0..lessons.len()).filter(|i| own(&lessons[*i])).collect();
        let others: Vec<usize> = (0..lessons.len())
            .filter(|i| lessons[*i].event_type != name)
            .collect();
        let of_others: Vec<&[f32]> = others
            .iter()
            .flat_map(|i| lessons[*i].sample.candidates.iter())
            .map(|c| c.vector.as_slice())
            .collect();
        let scale = Scale::of(&of_others);
        let mut rows: Vec<Row> = Vec::new();
        for (lesson, of) in lessons.iter().enumerate() {
            rows.extend(
                of.sample
                    .candidates
                    .iter()
                    .enumerate()
                    .map(|(candidate, c)| Row {
                        lesson,
                        candidate,
                        vector: scale.apply(&c.vector),
                    }),
            );
        }
        let telling = telling(&examples, lessons, &rows);
        keep_hard(&mut rows, name, lessons, &telling);

        let source = {
            let examples: Vec<_> = (examples.iter().zip(&telling))
                .map(|(i, t)| (&lessons[*i].sample, *t))
                .collect();
            let others: Vec<_> = others.iter().map(|i| &lessons[*i].sample).collect();
            TopicSource::new(&examples, definition, &others)
        };
        let class = Class {
            name,
            lessons,
            rows: &rows,
            examples: &examples,
            telling: &telling,
        };
        let vectors: Vec<&[f32]> = rows.iter().map(|r| r.vector.as_slice()).collect();
        let kernel = Kernel::new(&vectors);
        let mut left_out = vec![false; lessons.len()];
        let first = class.unseen(&kernel, &left_out);
        class.leave_out_likest(&first, &mut left_out);
        let unseen = if left_out.contains(&true) {
            class.unseen(&kernel, &left_out)
        } else {
            first
        };

        let whole = source.topic(None);
        let features = class.features(&unseen, &source, &whole);
        let joint = class.join(&features, &left_out);
        let mut judged = vec![f32::MIN; lessons.len()];
        for (row, features) in rows.iter().zip(&features) {
            let best = &mut judged[row.lesson];
            *best = best.max(joint.score(features));
        }
        let threshold = class.threshold(&judged, &left_out);
        let fitted = kernel.fit(
            &class.labels(),
            &class.weights(&left_out, |_| false),
            STIFFNESS,
        );
        let mut weights = vec![0.0; scale.mean.len()];
        for (row, coefficient) in rows.iter().zip(&fitted.coefficients) {
            for (weight, x) in weights.iter_mut().zip(&row.vector) {
                *weight += coefficient * x;
            }
        }
        let outcomes = (0..lessons.len())
            .filter(|i| rows.iter().any(|r| r.lesson == *i))
            .map(|i| Outcome {
                text: lessons[i].text.clone(),
                event_type: lessons[i].event_type.to_owned(),
                counter: lessons[i].counter,
                confidence: sigmoid(judged[i] - threshold),
                left_out: left_out[i],
            })
            .collect();
        let trial = Trial {
            name: name.to_owned(),
            topic: whole.lemmas(),
            outcomes,
        };
        let coder = Self {
            name: name.to_owned(),
            scale,
            weights,
            bias: fitted.bias,
            topic: whole,
            joint,
            threshold,
        };
        (coder, trial)
    }

    /// The words of a sentence that tell an event of the type, with how likely they do.
    pub fn told<'s>(&'s self, sample: &'s Sample) -> impl Iterator<Item = (usize, f32)> + 's {
        let topic = self.topic.of(sample);
        sample.candidates.iter().filter_map(move |candidate| {
            let stands = dot(&self.scale.apply(&candidate.vector), &self.weights) + self.bias;
            let features = join_features(stands, candidate, sample, &topic);
            let confidence = sigmoid(self.joint.score(&features) - self.threshold);
            (confidence >= 0.5).then_some((candidate.word, confidence))
        })
    }
}

/// What the joining regression sees of a candidate: how it stands, and the topic around and below it.
fn join_features(
    stands: f32,
    candidate: &Candidate,
    sample: &Sample,
    topic: &[f32],
) -> [f32; FEATURES] {
    let around = (sample.content.iter().zip(topic))
        .filter(|(c, _)| c.word != candidate.word)
        .map(|(_, t)| *t)
        .fold(0.0, f32::max);
    let below = candidate
        .below
        .iter()
        .filter_map(|i| topic.get(*i))
        .copied()
        .fold(0.0, f32::max);
    [stands, around, below]
}

/// The telling candidate of each example: the marked one, or the one likest to words of the other examples.
fn telling(examples: &[usize], lessons: &[Lesson<'_>], rows: &[Row]) -> Vec<usize> {
    let of = |lesson: usize| rows.iter().filter(move |r| r.lesson == lesson);
    // The first half of a vector is the word's own.
    let own = |r: &Row| r.vector.len() / 2;
    let cosine = |a: &Row, b: &Row| {
        let (a, b) = (&a.vector[..own(a)], &b.vector[..own(b)]);
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(f32::MIN_POSITIVE)
    };
    examples
        .iter()
        .map(|lesson| {
            let sample = &lessons[*lesson].sample;
            let rate = |row: &Row| {
                let mut like: Vec<f32> = examples
                    .iter()
                    .filter(|other| *other != lesson)
                    .map(|other| of(*other).map(|r| cosine(row, r)).fold(0.0, f32::max))
                    .collect();
                like.sort_unstable_by(|a, b| b.total_cmp(a));
                like.truncate(COMPARED);
                let like = like.iter().sum::<f32>() / like.len().max(1) as f32;
                sample.candidates.get(row.candidate).map_or(like, |c| {
                    like + EVENT * c.event + if c.verb { VERB } else { 0.0 }
                })
            };
            sample.marked.unwrap_or_else(|| {
                of(*lesson)
                    .max_by(|a, b| rate(a).total_cmp(&rate(b)))
                    .map_or(0, |r| r.candidate)
            })
        })
        .collect()
}

/// Keeps all rows of the type's own lessons, and of the others those likest to its telling words.
fn keep_hard(rows: &mut Vec<Row>, name: &str, lessons: &[Lesson<'_>], telling: &[usize]) {
    let is_own = |r: &Row| lessons[r.lesson].event_type == name;
    let mut centre: Vec<f32> = Vec::new();
    let mut examples = 0;
    let mut last = usize::MAX;
    for row in rows
        .iter()
        .filter(|r| is_own(r) && !lessons[r.lesson].counter)
    {
        examples += usize::from(row.lesson != last);
        last = row.lesson;
        if telling.get(examples - 1) == Some(&row.candidate) {
            centre.resize(row.vector.len(), 0.0);
            for (sum, x) in centre.iter_mut().zip(&row.vector) {
                *sum += x;
            }
        }
    }
    let mut likeness: Vec<f32> = rows
        .iter()
        .filter(|r| !is_own(r))
        .map(|r| dot(&r.vector, &centre))
        .collect();
    likeness.sort_unstable_by(|a, b| b.total_cmp(a));
    if let Some(least) = likeness.get(HARD) {
        rows.retain(|r| is_own(r) || dot(&r.vector, &centre) > *least);
    }
}

/// The lessons of a type and of the others, as rows.
struct Class<'a> {
    name: &'a str,
    lessons: &'a [Lesson<'a>],
    rows: &'a [Row],
    examples: &'a [usize],
    telling: &'a [usize],
}

impl Class<'_> {
    fn is_example(&self, lesson: usize) -> bool {
        self.examples.contains(&lesson)
    }

    fn is_counter(&self, lesson: usize) -> bool {
        self.lessons[lesson].event_type == self.name && self.lessons[lesson].counter
    }

    /// Whether a row is the telling word of an example.
    fn tells(&self, row: &Row) -> bool {
        (self.examples.iter().zip(self.telling))
            .any(|(lesson, telling)| row.lesson == *lesson && row.candidate == *telling)
    }

    fn labels(&self) -> Vec<f32> {
        let label = |r: &Row| f32::from(u8::from(self.tells(r)));
        self.rows.iter().map(label).collect()
    }

    /// Weights of the rows, those of some lessons left out. The words around the telling word of an example count
    /// neither for nor against.
    fn weights(&self, left_out: &[bool], also: impl Fn(usize) -> bool) -> Vec<f32> {
        let own = |r: &Row| self.lessons[r.lesson].event_type == self.name;
        let others = self.rows.iter().filter(|r| !own(r)).count().max(1) as f32;
        let of_other = OTHERS * self.examples.len() as f32 / others;
        self.rows
            .iter()
            .map(|r| {
                if left_out[r.lesson] || also(r.lesson) {
                    0.0
                } else if !own(r) {
                    of_other
                } else if self.tells(r) || self.is_counter(r.lesson) {
                    1.0
                } else {
                    0.0
                }
            })
            .collect()
    }

    /// Scores of all rows by regressions that have not seen their lessons.
    fn unseen(&self, kernel: &Kernel, left_out: &[bool]) -> Vec<f32> {
        let labels = self.labels();
        let mut out = vec![0.0; self.rows.len()];
        let own = |i: usize| self.lessons[i].event_type == self.name;
        let singles = (0..self.lessons.len()).filter(|i| own(*i)).map(|i| vec![i]);
        let parts = (0..PARTS).map(|part| {
            let others = (0..self.lessons.len()).filter(|i| !own(*i));
            others.skip(part).step_by(PARTS).collect()
        });
        for held in singles.chain(parts) {
            let weights = self.weights(left_out, |lesson| held.contains(&lesson));
            let fitted = kernel.fit(&labels, &weights, STIFFNESS);
            for (i, row) in self.rows.iter().enumerate() {
                if held.contains(&row.lesson) {
                    out[i] = fitted.scores[i];
                }
            }
        }
        out
    }

    /// Marks sentences of other types that stand nearer to the type than half of its own examples: they may well tell
    /// it, so they must not teach against it.
    fn leave_out_likest(&self, scores: &[f32], left_out: &mut [bool]) {
        let mut best = vec![f32::MIN; self.lessons.len()];
        for (row, score) in self.rows.iter().zip(scores) {
            best[row.lesson] = best[row.lesson].max(*score);
        }
        let mut own: Vec<f32> = self.examples.iter().map(|i| best[*i]).collect();
        own.sort_unstable_by(f32::total_cmp);
        let Some(median) = own.get(own.len() / 2) else {
            return;
        };
        for (i, lesson) in self.lessons.iter().enumerate() {
            left_out[i] = lesson.event_type != self.name && best[i] > median.max(0.0);
        }
    }

    /// What the joining regression sees of every row.
    fn features(
        &self,
        scores: &[f32],
        source: &TopicSource,
        whole: &Topic,
    ) -> Vec<[f32; FEATURES]> {
        let topics: Vec<Vec<f32>> = (0..self.lessons.len())
            .map(|i| {
                let sample = &self.lessons[i].sample;
                match self.examples.iter().position(|e| *e == i) {
                    Some(k) => source.topic(Some(k)).of(sample),
                    None => whole.of(sample),
                }
            })
            .collect();
        (self.rows.iter().zip(scores))
            .map(|(row, score)| {
                let sample = &self.lessons[row.lesson].sample;
                let candidate = &sample.candidates[row.candidate];
                join_features(*score, candidate, sample, &topics[row.lesson])
            })
            .collect()
    }

    fn join(&self, features: &[[f32; FEATURES]], left_out: &[bool]) -> Weighing {
        let counters = self
            .rows
            .iter()
            .filter(|r| self.is_counter(r.lesson))
            .count();
        let sentences = (0..self.lessons.len())
            .filter(|i| self.is_counter(*i))
            .count();
        let of_counter = sentences as f32 / counters.max(1) as f32;
        let weights = self.weights(left_out, |_| false);
        let rows: Vec<_> = (self.rows.iter().zip(features).zip(weights))
            .filter(|(_, weight)| *weight > 0.0)
            .map(|((row, features), weight)| {
                let weight = if self.is_counter(row.lesson) {
                    of_counter
                } else {
                    weight
                };
                (*features, f32::from(u8::from(self.tells(row))), weight)
            })
            .collect();
        Weighing::fit(&rows, JOINT_STIFFNESS)
    }

    /// The score between that of the last sentence taken and of the first one refused, where F1 is best.
    fn threshold(&self, judged: &[f32], left_out: &[bool]) -> f32 {
        let mut scores: Vec<(f32, bool)> = (0..self.lessons.len())
            .filter(|i| !left_out[*i] && judged[*i] > f32::MIN)
            .map(|i| (judged[i], self.is_example(i)))
            .collect();
        scores.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let (mut right, mut best, mut threshold) = (0, 0.0, 0.0);
        for (taken, (score, is_example)) in scores.iter().enumerate() {
            right += usize::from(*is_example);
            let f1 = 2.0 * right as f32 / (taken + 1 + self.examples.len()) as f32;
            if f1 > best {
                best = f1;
                let next = scores.get(taken + 1).map_or(score - 1.0, |s| s.0);
                threshold = 0.5 * (score + next);
            }
        }
        threshold
    }
}
