//! Attributions: cues, and the source and content that belong to each; quotations that no cue introduces.

use std::ops::Range;

use dateline_record::QuotationKind;

use super::{Quotation, VoiceWords};
use crate::encode::Scores;
use crate::encode::frames::{Frames, Segment, likeliest, segments};
use crate::encode::tags::runs;
use crate::entities::Reference;
use crate::pack::Labels;
use crate::syntax::Syntax;
use crate::words::WordSpan;

/// One act of saying, in words of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Saying {
    /// The words of the act; `None` for a quotation without one.
    pub cue: Option<Range<usize>>,
    /// The words that name the source.
    pub source_words: Option<Range<usize>>,
    /// Who is meant by them.
    pub source: Option<Reference>,
    /// What is said, in order, pieces apart from each other; never empty.
    pub content: Vec<Range<usize>>,
    /// How much of it is quoted.
    pub kind: QuotationKind,
    /// Probability by the heads.
    pub confidence: f32,
}

impl Saying {
    /// Words of the content.
    pub fn words(&self) -> usize {
        self.content.iter().map(Range::len).sum()
    }

    /// Whether a word is said.
    pub fn holds(&self, word: usize) -> bool {
        self.content.iter().any(|c| c.contains(&word))
    }

    /// A word to place the act by: its cue's first, else its content's.
    pub fn place(&self) -> usize {
        self.cue
            .as_ref()
            .or(self.content.first())
            .map_or(0, |r| r.start)
    }
}

/// Sentences around a cue that its source and content are looked for in.
const SENTENCES: usize = 3;
/// Words around a cue, likewise.
const REACH: usize = 220;
/// Cost of a change of role, in nats.
const CHANGE: f32 = 1.5;
/// Least probability of a cue, by the mean of the heads trained on PolNeAR (`cue`) and on our guide (`guide_cue`). Chosen on
/// dev: lower values favour PolNeAR's liberal notion of an attribution, higher ones the guide's.
const LEAST_CUE: f32 = 0.45;
/// Least probability of a single word that names the source.
const LEAST_SOURCE: f32 = 0.3;
/// Share of a quotation that must be content for all of it to be.
const MOSTLY: f32 = 0.5;
/// Share of a sentence from which all of it counts as said.
const WHOLE: f32 = 0.75;
/// Words of a quotation without a cue: shorter ones are rather scare quotes.
const FULL_QUOTATION: usize = 4;

/// What the stage reads.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The report's text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a [WordSpan],
    /// Its trees.
    pub syntax: &'a Syntax,
    /// Scores of the heads.
    pub scores: &'a Scores,
    /// Labels of the model.
    pub labels: &'a Labels,
    /// Word lists.
    pub lexicon: &'a VoiceWords,
    /// The sentences that are read: those of headline and body.
    pub told: &'a [Range<usize>],
}

/// Words inside the marks of each quotation.
fn quoted_words(words: &[WordSpan], quotations: &[Quotation]) -> Vec<Range<usize>> {
    quotations
        .iter()
        .map(|q| {
            let first = words.partition_point(|w| (w.start as usize) < q.inner.start);
            let end = words.partition_point(|w| (w.end as usize) <= q.inner.end);
            first..end.max(first)
        })
        .collect()
}

/// Finds all sayings of a report, in the order of their cues; sources are words only, see
/// [`name_speakers`](super::name_speakers).
pub fn sayings(
    sources: Sources<'_>,
    frames: Option<Frames<'_>>,
    quotations: &[Quotation],
) -> Vec<Saying> {
    let quoted = quoted_words(sources.words, quotations);
    let mut out = Vec::new();
    if let (Some(frames), Some(source), Some(content)) = (
        frames,
        sources.labels.role("attribution", "source"),
        sources.labels.role("attribution", "content"),
    ) {
        for (cue, confidence) in runs(
            sources.scores,
            &["cue", "guide_cue"],
            LEAST_CUE,
            sources.told,
        ) {
            let over = around(sources.syntax, &cue);
            let rows = frames.roles(&cue, over.clone());
            let found = segments(&rows, over.start, CHANGE);
            let pieces = whole_quotations(&found, content, &quoted, &cue);
            let pieces = whole_sentences(pieces, &quoted, sources.syntax, &cue);
            let pieces: Vec<_> = pieces
                .into_iter()
                .filter_map(|p| sources.trimmed(p, &quoted))
                .collect();
            if pieces.is_empty() {
                continue;
            }
            let sure = found
                .iter()
                .filter(|s| s.role == content)
                .map(|s| s.confidence)
                .fold(0.0, f32::max);
            out.push(Saying {
                kind: kind(&pieces, &quoted, sources),
                source_words: best(&found, source)
                    .or_else(|| likeliest(&rows, over.start, source, LEAST_SOURCE))
                    .or_else(|| subject(sources.syntax, &cue)),
                source: None,
                cue: Some(cue),
                content: pieces,
                confidence: confidence * sure,
            });
        }
    }
    settle(&mut out, &quoted, sources);
    uncued(&mut out, &quoted, quotations, sources);
    out
}

/// A quotation that several cues claim goes to one: the one of its own sentence, or the nearest.
fn settle(out: &mut Vec<Saying>, quoted: &[Range<usize>], sources: Sources<'_>) {
    for quotation in quoted {
        let claims: Vec<usize> = (0..out.len())
            .filter(|i| {
                out[*i]
                    .cue
                    .as_ref()
                    .is_some_and(|c| !quotation.contains(&c.start))
            })
            .filter(|i| {
                out[*i]
                    .content
                    .iter()
                    .any(|p| p.start < quotation.end && quotation.start < p.end)
            })
            .collect();
        if claims.len() < 2 {
            continue;
        }
        let sentences = sources.syntax.sentence(quotation.start).start
            ..sources.syntax.sentence(quotation.end.saturating_sub(1)).end;
        let far = |i: usize| {
            let place = out[i].place();
            let distance = quotation
                .start
                .saturating_sub(place)
                .max(place.saturating_sub(quotation.end));
            (!sentences.contains(&place), distance, i)
        };
        let Some(owner) = claims.iter().copied().min_by_key(|i| far(*i)) else {
            continue;
        };
        for i in claims.into_iter().filter(|i| *i != owner) {
            let kept = out[i].content.iter().flat_map(|p| {
                [
                    p.start..p.end.min(quotation.start),
                    p.start.max(quotation.end)..p.end,
                ]
            });
            out[i].content = kept
                .filter(|p| p.start < p.end)
                .filter_map(|p| sources.trimmed(p, quoted))
                .collect();
        }
    }
    out.retain(|s| !s.content.is_empty());
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

/// The subject of the cue's verb.
fn subject(syntax: &Syntax, cue: &Range<usize>) -> Option<Range<usize>> {
    let verb = syntax.head_of(cue.clone());
    syntax
        .children(verb)
        .find(|w| syntax.relations.get(*w).is_some_and(|r| &**r == "nsubj") && !cue.contains(w))
        .map(|w| w..w + 1)
}

/// Content segments, with quotations that they mostly cover taken whole.
fn whole_quotations(
    found: &[Segment],
    role: usize,
    quoted: &[Range<usize>],
    cue: &Range<usize>,
) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = found
        .iter()
        .filter(|s| s.role == role)
        .map(|s| s.words.clone())
        .collect();
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

impl Sources<'_> {
    fn form(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |w| w.of(self.text))
    }

    /// A piece without marks, commas and "that" at its edges; `None` if nothing else is left.
    fn trimmed(&self, mut piece: Range<usize>, quoted: &[Range<usize>]) -> Option<Range<usize>> {
        let mark = |f: &str| {
            !f.is_empty()
                && f.chars().all(|c| {
                    matches!(
                        c,
                        '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`'
                    )
                })
        };
        while !piece.is_empty()
            && (mark(self.form(piece.start)) || self.lexicon.is_seam(self.form(piece.start)))
        {
            piece.start += 1;
        }
        let stop = |f: &str| {
            !f.is_empty()
                && f.chars()
                    .all(|c| c.is_ascii_punctuation() && !matches!(c, ')' | ']' | '%' | '$'))
        };
        while !piece.is_empty() {
            let last = piece.end - 1;
            let inside = quoted.iter().any(|q| q.contains(&last));
            if mark(self.form(last)) || (!inside && stop(self.form(last))) {
                piece.end -= 1;
            } else {
                break;
            }
        }
        (!piece.is_empty()).then_some(piece)
    }

    fn is_word(&self, word: usize) -> bool {
        self.form(word).chars().any(char::is_alphanumeric)
    }
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

/// Quotations of whole sentences that belong to no saying yet: carried on from the quotation before them, or alone.
fn uncued(
    out: &mut Vec<Saying>,
    quoted: &[Range<usize>],
    quotations: &[Quotation],
    sources: Sources<'_>,
) {
    let syntax = sources.syntax;
    for (run, quotation) in quoted.iter().zip(quotations) {
        let length = run.clone().filter(|w| sources.is_word(*w)).count();
        let taken = run
            .clone()
            .filter(|w| out.iter().any(|s| s.holds(*w)))
            .count();
        if length < FULL_QUOTATION || taken * 3 > run.len() {
            continue;
        }
        let sentence = syntax.sentence(run.start);
        // Words of the sentence before the quotation: an embedded phrase is no quotation of its own.
        let leads = (sentence.start..run.start).any(|w| sources.is_word(w));
        let last = run.end.checked_sub(1).map_or("", |w| sources.form(w));
        let finished = matches!(last, "." | "!" | "?" | "…" | "...") || !quotation.closed;
        if leads || !finished {
            continue;
        }
        let before = sentence.start.checked_sub(1).map(|w| syntax.sentence(w));
        let carried = before.and_then(|before| {
            out.iter().rposition(|s| {
                s.kind != QuotationKind::Indirect
                    && (before.contains(&s.place())
                        || s.content
                            .last()
                            .is_some_and(|c| c.end > before.start && c.end <= run.start))
            })
        });
        match carried {
            Some(i) => {
                out[i].content.push(run.clone());
                out[i].content.sort_by_key(|c| c.start);
            }
            None => out.push(Saying {
                cue: None,
                source_words: None,
                source: None,
                content: vec![run.clone()],
                kind: QuotationKind::Direct,
                confidence: 0.6,
            }),
        }
    }
    out.sort_by_key(Saying::place);
}
