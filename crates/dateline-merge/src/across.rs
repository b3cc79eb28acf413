//! Which tellings of deeds, in whatever reports, are of one deed.

use std::collections::HashMap;

use dateline_record::{Record, Span};

use crate::apart::Bond;
use crate::chains::{groups, parts};
use crate::data::DataError;
use crate::lexicon::{Key, KnownWords, Lexicon};
use crate::likeness::{Likeness, Pair, Signs, signs};
use crate::telling::{Document, Telling};

/// Least mean probability of groups of tellings that are put together: the middle of the range, flat to 0.002, that is best on
/// the training part of ECB+, cross-validated over its topics.
const LEAST: f64 = 0.175;

/// Puts tellings together. Loaded once.
pub struct Merger {
    pub(crate) lexicon: Lexicon,
    likeness: Likeness,
}

/// Words that tell a deed, in a record.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Where they stand.
    pub record: &'a Record,
    /// The words.
    pub span: Span,
    /// The one of them that the others depend on.
    pub head: Span,
}

impl Merger {
    /// With the words and weights that come with dateline.
    ///
    /// # Errors
    /// Names file and line of what is wrong with them.
    pub fn bundled() -> Result<Merger, DataError> {
        Ok(Merger {
            lexicon: Lexicon::bundled()?,
            likeness: Likeness::bundled()?,
        })
    }

    /// The tellings of one deed each, by their places in `tellings`: every one stands in one list, lists are in the order
    /// of their first. Records are known apart by where they lie in memory.
    pub fn chains(&self, tellings: &[Words<'_>]) -> Vec<Vec<usize>> {
        let (documents, tellings) = self.read(tellings);
        self.grouped(&documents, &tellings, |_, _| Bond::Open)
    }

    /// The signs of any two of the tellings, with their places.
    pub fn signs(&self, tellings: &[Words<'_>]) -> Vec<(usize, usize, Signs)> {
        let (documents, tellings) = self.read(tellings);
        let told = told(&tellings);
        let mut all = Vec::new();
        for second in 0..tellings.len() {
            for first in 0..second {
                let pair = pair(&documents, &tellings, &told, first, second);
                all.push((first, second, signs(&pair)));
            }
        }
        all
    }

    fn read<'a>(&self, tellings: &[Words<'a>]) -> (Vec<Document<'a>>, Vec<Telling<'a>>) {
        let mut known = KnownWords::new(&self.lexicon);
        let mut documents: Vec<Document<'a>> = Vec::new();
        let mut number_of: HashMap<*const Record, usize> = HashMap::new();
        let mut read = Vec::new();
        for words in tellings {
            let number = *number_of
                .entry(std::ptr::from_ref(words.record))
                .or_insert_with(|| {
                    documents.push(Document::new(words.record, &mut known));
                    documents.len() - 1
                });
            let document = &documents[number];
            read.push(Telling::new(
                number,
                document,
                words.span,
                words.head,
                &self.lexicon,
            ));
        }
        (documents, read)
    }

    /// Groups of tellings that are likely of one deed, as far as their bonds let them.
    pub(crate) fn grouped(
        &self,
        documents: &[Document<'_>],
        tellings: &[Telling<'_>],
        bond: impl Fn(usize, usize) -> Bond,
    ) -> Vec<Vec<usize>> {
        let told = told(tellings);
        let likeness = |first: usize, second: usize| {
            let pair = || pair(documents, tellings, &told, first, second);
            match bond(first, second) {
                Bond::One => Some(1.0),
                Bond::Open => Some(self.likeness.probability(&signs(&pair()))),
                Bond::Strange => Some(0.0),
                Bond::Two => None,
            }
        };
        // Of thousands of tellings most pairs are not alike: only the others are kept.
        let mut near: HashMap<(usize, usize), f64> = HashMap::new();
        for second in 0..tellings.len() {
            for first in 0..second {
                if let Some(likely) = likeness(first, second).filter(|p| *p >= LEAST) {
                    near.insert((first, second), likely);
                }
            }
        }
        let mut all: Vec<Vec<usize>> = Vec::new();
        for part in parts(tellings.len(), near.keys().copied()) {
            let found = groups(part.len(), LEAST, |i, j| {
                let known = near.get(&(part[i], part[j])).copied();
                known.or_else(|| likeness(part[i], part[j]))
            });
            let whole = |group: Vec<usize>| group.into_iter().map(|i| part[i]).collect();
            all.extend(found.into_iter().map(whole));
        }
        all.sort();
        all
    }

    /// How likely two groups of tellings are of one deed, on average; `None` if that is too little, or if any two of them
    /// are of two.
    pub(crate) fn likeness_between(
        &self,
        documents: &[Document<'_>],
        tellings: &[Telling<'_>],
        told: &Told,
        (one, other): (&[usize], &[usize]),
        bond: impl Fn(usize, usize) -> Bond,
    ) -> Option<f64> {
        let mut bonds: Vec<(usize, usize, Bond)> = Vec::new();
        for (a, b) in one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b))) {
            let (first, second) = (a.min(b), a.max(b));
            match bond(first, second) {
                Bond::Two => return None,
                bond => bonds.push((first, second, bond)),
            }
        }
        let likeness = |(first, second, bond): &(usize, usize, Bond)| match bond {
            Bond::One => 1.0,
            Bond::Strange => 0.0,
            _ => {
                let pair = pair(documents, tellings, told, *first, *second);
                self.likeness.probability(&signs(&pair))
            }
        };
        let sum: f64 = bonds.iter().map(likeness).sum();
        let mean = sum / bonds.len().max(1) as f64;
        (mean >= LEAST).then_some(mean)
    }
}

/// How many tellings have each head.
pub(crate) type Told = HashMap<Key, usize>;

/// Counts the heads of tellings.
pub(crate) fn told(tellings: &[Telling<'_>]) -> Told {
    let mut told = HashMap::new();
    for telling in tellings {
        *told.entry(telling.head).or_default() += 1;
    }
    told
}

fn pair<'p, 'a>(
    documents: &'p [Document<'a>],
    tellings: &'p [Telling<'a>],
    told: &Told,
    first: usize,
    second: usize,
) -> Pair<'p, 'a> {
    let (first, second) = (&tellings[first], &tellings[second]);
    let of = |telling: &Telling<'_>| told.get(&telling.head).copied().unwrap_or(1);
    Pair {
        first,
        second,
        documents,
        told: (of(first), of(second)),
    }
}
