//! What one act tells: source and content of a cue.

use std::ops::Range;

use dateline_record::QuotationKind;

use super::edges::Edges;
use super::{Saying, Sources};
use crate::encode::frames::{Frames, Segment, likeliest, segments_by};
use crate::syntax::Syntax;

/// Sentences around a cue that its source and content are looked for in.
const SENTENCES: usize = 3;
/// Words around a cue, likewise.
const REACH: usize = 220;
/// Cost of a change of role, in nats.
const CHANGE: f32 = 1.5;
/// Least probability of a single word that names the source.
const LEAST_SOURCE: f32 = 0.3;
/// How far a word takes over from the word it hangs on whether it is content.
const INHERITED: f32 = 0.4;
/// Share of a quotation that must be content for all of it to be.
const MOSTLY: f32 = 0.5;
/// Share of a sentence from which all of it counts as said.
const WHOLE: f32 = 0.75;

/// Finds source and content of a cue.
pub(super) struct Acts<'a> {
    frames: Frames<'a>,
    edges: Option<Edges<'a>>,
    sources: Sources<'a>,
    quoted: &'a [Range<usize>],
    source: usize,
    content: usize,
}

impl<'a> Acts<'a> {
    /// `None` if the model knows no such roles.
    pub(super) fn new(
        frames: Frames<'a>,
        edges: Option<Edges<'a>>,
        sources: Sources<'a>,
        quoted: &'a [Range<usize>],
    ) -> Option<Self> {
        Some(Self {
            frames,
            edges,
            sources,
            quoted,
            source: sources.labels.role("attribution", "source")?,
            content: sources.labels.role("attribution", "content")?,
        })
    }

    /// The saying of a cue, or `None` if nothing is said. `within`: the content of the saying that tells of this one.
    pub(super) fn saying(
        &self,
        cue: Range<usize>,
        confidence: f32,
        within: Option<&[Range<usize>]>,
    ) -> Option<Saying> {
        let Sources { syntax, .. } = self.sources;
        let over = around(syntax, &cue);
        let mut rows = self.frames.roles(&cue, over.clone());
        inherit(&mut rows, over.start, self.content, syntax, &cue, INHERITED);
        if let Some(within) = within {
            for (row, word) in rows.iter_mut().zip(over.clone()) {
                if !within.iter().any(|w| w.contains(&word)) {
                    row.fill(0.0);
                    if let Some(none) = row.first_mut() {
                        *none = 1.0;
                    }
                }
            }
        }
        let costs = self.edges.map(|e| e.costs(&cue, over.clone()));
        let found = segments_by(&rows, over.start, |row, from, to| match &costs {
            Some(costs) if to == self.content => costs.begin(row),
            Some(costs) if from == self.content => costs.end(row - 1),
            _ => CHANGE,
        });
        let pieces = match within {
            Some(_) => content_of(&found, self.content),
            None => whole_quotations(content_of(&found, self.content), self.quoted, &cue),
        };
        let pieces: Vec<_> = whole_sentences(pieces, self.quoted, syntax, &cue)
            .into_iter()
            .filter_map(|p| self.sources.trimmed(p, self.quoted))
            .collect();
        if pieces.is_empty() {
            return None;
        }
        let sure = found
            .iter()
            .filter(|s| s.role == self.content)
            .map(|s| s.confidence)
            .fold(0.0, f32::max);
        Some(Saying {
            kind: kind(&pieces, self.quoted, self.sources),
            source_words: best(&found, self.source)
                .or_else(|| Some(likeliest(&rows, over.start, self.source, LEAST_SOURCE)?.0))
                .or_else(|| subject(syntax, &cue, 0)),
            source: None,
            cue: Some(cue),
            content: pieces,
            confidence: confidence * sure,
        })
    }
}

/// Moves the probability of a role of each word of the cue's sentence towards that of the word it hangs on, from the top of
/// the tree down: a phrase is said or not said as a whole. The cue and what hangs on it directly keep theirs.
fn inherit(
    rows: &mut [Vec<f32>],
    first: usize,
    role: usize,
    syntax: &Syntax,
    cue: &Range<usize>,
    share: f32,
) {
    let sentence = syntax.sentence(cue.start);
    let mut depths: Vec<(usize, usize)> = sentence.clone().map(|w| (syntax.depth(w), w)).collect();
    depths.sort_unstable();
    for (_, word) in depths {
        let Some(head) = syntax.head(word) else {
            continue;
        };
        if cue.contains(&head) || cue.contains(&word) {
            continue;
        }
        let (Some(own), Some(above)) = (word.checked_sub(first), head.checked_sub(first)) else {
            continue;
        };
        let Some(over) = rows.get(above).and_then(|r| r.get(role)).copied() else {
            continue;
        };
        if let Some(row) = rows.get_mut(own)
            && let Some(before) = row.get(role).copied()
        {
            let after = before + share * (over - before);
            let others = (1.0 - after) / (1.0 - before).max(1e-6);
            row.iter_mut().for_each(|p| *p *= others);
            row[role] = after;
        }
    }
}

fn around(syntax: &Syntax, cue: &Range<usize>) -> Range<usize> {
    let sentence = syntax.sentence_of.get(cue.start).copied().unwrap_or(0);
    let first = sentence.saturating_sub(SENTENCES);
    let last = (sentence + SENTENCES).min(syntax.sentences.len().saturating_sub(1));
    let start = syntax.sentences.get(first).map_or(0, |s| s.start);
    let end = syntax.sentences.get(last).map_or(cue.end, |s| s.end);
    start.max(cue.start.saturating_sub(REACH))..end.min(cue.end + REACH)
}

fn best(found: &[Segment], role: usize) -> Option<Range<usize>> {
    found
        .iter()
        .filter(|s| s.role == role)
        .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
        .map(|s| s.words.clone())
}

/// The subject of the cue's verb, its own or over so many verbs that it hangs on, or the object of its preposition.
pub(super) fn subject(syntax: &Syntax, cue: &Range<usize>, climbs: usize) -> Option<Range<usize>> {
    let verb = syntax.head_of(cue.clone());
    let subject = syntax
        .subject(verb, climbs)
        .filter(|word| syntax.full_relation(*word) != "nsubj:pass" && !cue.contains(word));
    // "according to the ministry": the cue hangs on its source.
    let object = || {
        (syntax.relation(verb) == "case")
            .then(|| syntax.head(verb))
            .flatten()
    };
    subject.or_else(object).map(|w| w..w + 1)
}

fn content_of(found: &[Segment], role: usize) -> Vec<Range<usize>> {
    found
        .iter()
        .filter(|s| s.role == role)
        .map(|s| s.words.clone())
        .collect()
}

/// Pieces of content, with quotations that they mostly cover taken whole.
fn whole_quotations(
    mut pieces: Vec<Range<usize>>,
    quoted: &[Range<usize>],
    cue: &Range<usize>,
) -> Vec<Range<usize>> {
    for quotation in quoted {
        let shared: usize = pieces
            .iter()
            .map(|p| {
                p.end
                    .min(quotation.end)
                    .saturating_sub(p.start.max(quotation.start))
            })
            .sum();
        if !quotation.is_empty()
            && shared as f32 >= MOSTLY * quotation.len() as f32
            && !quotation.contains(&cue.start)
        {
            pieces.push(quotation.clone());
        }
    }
    pieces.sort_by_key(|p| p.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => merged.push(piece),
        }
    }
    merged
}

/// Pieces cut at the ends of sentences: of a sentence without the cue all is said, or what is quoted, or nothing.
fn whole_sentences(
    pieces: Vec<Range<usize>>,
    quoted: &[Range<usize>],
    syntax: &Syntax,
    cue: &Range<usize>,
) -> Vec<Range<usize>> {
    let own = syntax.sentence(cue.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        let mut start = piece.start;
        while start < piece.end {
            let sentence = syntax.sentence(start);
            let end = piece.end.min(sentence.end).max(start + 1);
            let marked = (start..end)
                .filter(|w| quoted.iter().any(|q| q.contains(w)))
                .count();
            let kept = sentence == own
                || 2 * marked >= end - start
                || (end - start) as f32 >= WHOLE * sentence.len() as f32;
            if kept {
                match out.last_mut() {
                    Some(last) if last.end == start => last.end = end,
                    _ => out.push(start..end),
                }
            }
            start = end;
        }
    }
    out
}

fn kind(pieces: &[Range<usize>], quoted: &[Range<usize>], sources: Sources<'_>) -> QuotationKind {
    let said: Vec<usize> = pieces
        .iter()
        .flat_map(Clone::clone)
        .filter(|w| sources.is_word(*w))
        .collect();
    let marked = said
        .iter()
        .filter(|w| quoted.iter().any(|q| q.contains(w)))
        .count();
    if marked == 0 {
        QuotationKind::Indirect
    } else if marked == said.len() {
        QuotationKind::Direct
    } else {
        QuotationKind::Mixed
    }
}
