//! Everything that was read of one report.

use std::ops::Range;

use dateline_record::{GeoPlace, Record, SentenceSyntax, Span, Text};

use crate::entities::{Mention, References, phrase};
use crate::events::Compared;
use crate::places::{Places, Usage};
use crate::times::TimeExpression;
use crate::words::WordSpan;

/// Everything that was read of one report: the record, and the layers that it leaves out.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The record.
    pub record: Record,
    /// Words with tags, lemmas and trees.
    pub sentences: Vec<SentenceSyntax>,
    /// Mentions with the entity classes of the model, dates and money included.
    pub mentions: Vec<ClassifiedMention>,
    /// Time expressions, the vague ones included.
    pub times: Vec<TimeExpression>,
    /// Coreference chains over all nouns and pronouns, singletons included.
    pub chains: Vec<Vec<ChainMention>>,
    /// Pairs of the record's events that were compared to find what tells the same happening.
    pub tellings: Vec<Compared>,
    /// Names that mean a place of the map, those in other names and demonyms included.
    pub toponyms: Vec<LocatedName>,
}

/// A name and the place of the map that it means.
#[derive(Debug, Clone, PartialEq)]
pub struct LocatedName {
    /// The words.
    pub span: Span,
    /// How they are used.
    pub usage: Usage,
    /// The place.
    pub place: GeoPlace,
}

/// A mention of a coreference chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainMention {
    /// The whole phrase.
    pub span: Span,
    /// Its head word.
    pub head: Span,
}

/// A mention as the model classes it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassifiedMention {
    /// The words.
    pub span: Span,
    /// `Person`, `Organization`, `Location`, `Facility`, `NORP`, `Date`, `Money`, `Product` or `Misc`.
    pub class: String,
    /// Mean probability of its tags.
    pub confidence: f32,
}

/// The names that mean a place of the map.
pub(super) fn located_names(places: &Places, text: &Text, words: &[WordSpan]) -> Vec<LocatedName> {
    let named = places.toponyms.iter().filter_map(|t| {
        let first = words.get(t.words.start)?;
        let last = words.get(t.words.end.checked_sub(1)?)?;
        Some(LocatedName {
            span: text.span(first.start as usize, last.end as usize)?,
            usage: t.usage,
            place: t.place.geo.clone(),
        })
    });
    named.collect()
}

/// The coreference chains as spans.
pub(super) fn chain_mentions(references: &References<'_>, text: &Text) -> Vec<Vec<ChainMention>> {
    let span = |words: Range<usize>| {
        let (first, last) = (
            references.words.get(words.start)?,
            references.words.get(words.end.checked_sub(1)?)?,
        );
        text.span(first.start as usize, last.end as usize)
    };
    let mention = |head: usize| {
        Some(ChainMention {
            span: span(phrase(references.syntax, head))?,
            head: span(head..head + 1)?,
        })
    };
    references
        .chains
        .iter()
        .map(|heads| heads.iter().filter_map(|h| mention(*h)).collect())
        .collect()
}

/// The mentions with the names of their classes.
pub(super) fn classified(
    mentions: &[Mention],
    text: &Text,
    words: &[WordSpan],
    classes: &[String],
) -> Vec<ClassifiedMention> {
    mentions
        .iter()
        .filter_map(|m| {
            Some(ClassifiedMention {
                span: m.span(text, words)?,
                class: classes.get(m.class)?.clone(),
                confidence: m.confidence,
            })
        })
        .collect()
}
