//! The words of a report, and what the words around a telling of a deed show.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dateline_record::{Entity, Event, Participant, Record, Span};

use crate::lexicon::{Key, KnownWords, Lexicon};

/// Words on each side that count as the context of a telling.
const AROUND: usize = 12;
/// Words on each side that count as near, and by how much each counts less than the one before it.
const NEAR: usize = 5;
const FADING: f64 = 0.7;

/// Words with weights, of length 1, in the order of their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bag(Vec<(Key, f64)>);

impl Bag {
    fn new(weights: BTreeMap<Key, f64>) -> Bag {
        let length = weights.values().map(|w| w * w).sum::<f64>().sqrt();
        let scaled = weights.into_iter().map(|(key, w)| (key, w / length));
        Bag(scaled.collect())
    }

    /// Cosine of the angle between two.
    pub fn cosine(&self, other: &Bag) -> f64 {
        let (mut own, mut others) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some((a, weight)), Some((b, of_other))) = (own.peek(), others.peek()) {
            match a.cmp(b) {
                Ordering::Less => drop(own.next()),
                Ordering::Greater => drop(others.next()),
                Ordering::Equal => {
                    sum += weight * of_other;
                    own.next();
                    others.next();
                }
            }
        }
        sum
    }
}

struct Word {
    span: Range<usize>,
    key: Key,
    light: bool,
}

/// A report, ready to be compared with others.
pub(crate) struct Document<'a> {
    pub record: &'a Record,
    words: Vec<Word>,
    pub bag: Bag,
}

impl<'a> Document<'a> {
    pub fn new(record: &'a Record, known: &mut KnownWords<'_>) -> Document<'a> {
        let words: Vec<Word> = words(record.text.as_str())
            .map(|(start, word)| {
                let (key, light) = known.look_up(word);
                Word {
                    span: start..start + word.len(),
                    key,
                    light,
                }
            })
            .collect();
        let mut counts: BTreeMap<Key, f64> = BTreeMap::new();
        for word in words.iter().filter(|w| !w.light && w.span.len() > 1) {
            *counts.entry(word.key).or_default() += 1.0;
        }
        for weight in counts.values_mut() {
            *weight = 1.0 + weight.ln();
        }
        Document {
            record,
            words,
            bag: Bag::new(counts),
        }
    }
}

/// Runs of letters and digits with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Words that tell a deed, with what stands around them.
pub(crate) struct Telling<'a> {
    /// Number of its document.
    pub document: usize,
    /// The sentence it stands in, counted from 0.
    pub sentence: usize,
    /// The word that the others depend on.
    pub head: Key,
    /// How its head begins.
    pub beginning: Option<Key>,
    /// All words that say something, the head among them.
    pub words: BTreeSet<Key>,
    pub senses: BTreeSet<usize>,
    /// Words of the sentence before and behind it.
    pub beside: BTreeSet<Key>,
    pub near: Bag,
    pub around: Bag,
    /// The record's event that these words tell, if it has one.
    pub event: Option<&'a Event>,
    /// By key and by the words of their names.
    pub actors: BTreeSet<Key>,
    pub recipients: BTreeSet<Key>,
}

impl<'a> Telling<'a> {
    /// The telling in the words of `span`, whose head is `head`.
    pub fn new(
        number: usize,
        document: &Document<'a>,
        span: Span,
        head: Span,
        lexicon: &Lexicon,
    ) -> Telling<'a> {
        let record = document.record;
        let events = record.events.iter();
        let event = events.into_iter().find(|e| e.anchor.overlaps(span));
        Telling::of(number, document, span, head, event, lexicon)
    }

    /// The telling of an event of the record.
    pub fn of_event(
        number: usize,
        document: &Document<'a>,
        event: &'a Event,
        lexicon: &Lexicon,
    ) -> Telling<'a> {
        let anchor = event.anchor;
        Telling::of(number, document, anchor, anchor, Some(event), lexicon)
    }

    fn of(
        number: usize,
        document: &Document<'a>,
        span: Span,
        head: Span,
        event: Option<&'a Event>,
        lexicon: &Lexicon,
    ) -> Telling<'a> {
        let record = document.record;
        let sentences = &record.sentences;
        let holds = |s: &Span| s.start() <= span.start() && span.start() < s.end();
        let sentence = sentences.iter().position(holds);
        let limits = sentence.and_then(|s| sentences.get(s));
        let limits = limits.map_or(0..record.text.as_str().len(), |s| s.range());
        let inside = |word: &&Word| span.start() <= word.span.start && word.span.end <= span.end();
        let own = document.words.iter().filter(inside);
        let head = document
            .words
            .iter()
            .rfind(|w| head.range().contains(&w.span.start));
        let letters = head.and_then(|word| record.text.as_str().get(word.span.clone()));
        let letters = letters
            .or_else(|| record.text.get(span))
            .unwrap_or_default();
        let head = lexicon.key(letters);
        let mut words: BTreeSet<Key> = own.filter(|w| !w.light).map(|w| w.key).collect();
        words.insert(head);
        let in_sentence =
            |w: &&Word| limits.start <= w.span.start && w.span.end <= limits.end && !w.light;
        let before = document.words.iter().rev();
        let before: Vec<Key> = before
            .filter(in_sentence)
            .filter(|w| w.span.end <= span.start())
            .map(|w| w.key)
            .collect();
        let behind = document.words.iter().filter(in_sentence);
        let behind: Vec<Key> = behind
            .filter(|w| w.span.start >= span.end())
            .map(|w| w.key)
            .collect();
        let sides = |side: fn(&Event) -> &[Participant]| {
            let participants = event.map(side).unwrap_or_default();
            names(record, participants, lexicon)
        };
        let beside = before.iter().take(AROUND).chain(behind.iter().take(AROUND));
        Telling {
            document: number,
            sentence: sentence.unwrap_or(0),
            senses: lexicon.senses(head),
            head,
            beginning: lexicon.beginning(letters),
            words,
            beside: beside.copied().collect(),
            near: context(&before, &behind, NEAR, FADING),
            around: context(&before, &behind, AROUND, 1.0),
            event,
            actors: sides(|e| &e.actors),
            recipients: sides(|e| &e.recipients),
        }
    }
}

/// The first words of both sides, each counting less than the one before it.
fn context(before: &[Key], behind: &[Key], most: usize, fading: f64) -> Bag {
    let mut weights: BTreeMap<Key, f64> = BTreeMap::new();
    for side in [before, behind] {
        let mut weight = 1.0;
        for key in side.iter().take(most) {
            let known = weights.entry(*key).or_default();
            *known = known.max(weight);
            weight *= fading;
        }
    }
    Bag::new(weights)
}

/// What those who take part are known by: their keys across reports, and the words of their names.
fn names(record: &Record, side: &[Participant], lexicon: &Lexicon) -> BTreeSet<Key> {
    let entities = side.iter().filter_map(|p| record.entity(p.entity));
    let known_by = |entity: &Entity| {
        let called = words(entity.display_name());
        let telling = called.filter(|(_, word)| !lexicon.is_light(word));
        let words = telling.map(|(_, word)| lexicon.key(word));
        words
            .chain(entity.key.as_deref().map(Key::of))
            .collect::<Vec<_>>()
    };
    entities.flat_map(known_by).collect()
}
