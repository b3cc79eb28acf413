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
const LEAST_CUE: f32 = 0.42;
/// Least probability, by the head trained on our guide alone, of a cue inside what another cue tells.
const LEAST_NESTED: f32 = 0.5;
/// Least probability of a single word that names the source.
const LEAST_SOURCE: f32 = 0.3;
/// Share of a quotation that must be content for all of it to be.
const MOSTLY: f32 = 0.5;
/// Share of a sentence from which all of it counts as said.
const WHOLE: f32 = 0.75;
/// Share of common words from which two contents are the same.
const SAME: f32 = 0.7;
/// How far a word takes over from the word it hangs on whether it is content.
const INHERITED: f32 = 0.4;
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
    if let Some(acts) = frames.and_then(|frames| Acts::new(frames, sources, &quoted)) {
        let cues = |heads: &[&str], least| runs(sources.scores, heads, least, sources.told);
        for (cue, confidence) in cues(&["cue", "guide_cue"], LEAST_CUE) {
            out.extend(acts.saying(cue, confidence, None));
        }
        // PolNeAR has one flat layer, so its head is blind to acts that are told inside another's words.
        let flat = out.len();
        for (cue, confidence) in cues(&["guide_cue"], LEAST_NESTED) {
            let apart = out.iter().all(|s| {
                s.cue
                    .as_ref()
                    .is_none_or(|c| c.end <= cue.start || cue.end <= c.start)
            });
            let within = out[..flat]
                .iter()
                .filter(|s| s.holds(cue.start) && s.holds(cue.end - 1))
                .min_by_key(|s| s.words())
                .map(|s| s.content.clone());
            if apart && let Some(within) = within {
                out.extend(acts.saying(cue, confidence, Some(&within)));
            }
        }
        out.sort_by_key(Saying::place);
    }
    said_once(&mut out);
    settle(&mut out, &quoted, sources);
    uncued(&mut out, &quoted, quotations, sources);
    out
}

/// Finds source and content of a cue.
struct Acts<'a> {
    frames: Frames<'a>,
    sources: Sources<'a>,
    quoted: &'a [Range<usize>],
    source: usize,
    content: usize,
}

impl<'a> Acts<'a> {
    /// `None` if the model knows no such roles.
    fn new(frames: Frames<'a>, sources: Sources<'a>, quoted: &'a [Range<usize>]) -> Option<Self> {
        Some(Self {
            frames,
            sources,
            quoted,
            source: sources.labels.role("attribution", "source")?,
            content: sources.labels.role("attribution", "content")?,
        })
    }

    /// The saying of a cue, or `None` if nothing is said. `within`: the content of the saying that tells of this one.
    fn saying(
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
        let found = segments(&rows, over.start, CHANGE);
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
                .or_else(|| likeliest(&rows, over.start, self.source, LEAST_SOURCE))
                .or_else(|| subject(syntax, &cue)),
            source: None,
            cue: Some(cue),
            content: pieces,
            confidence: confidence * sure,
        })
    }
}

/// Of two cues that claim nearly the same content, the likelier one stays ("also agreed" is one act), unless one of them
/// tells of the other.
fn said_once(out: &mut Vec<Saying>) {
    let twin = |a: &Saying, b: &Saying| {
        let shared: usize = a
            .content
            .iter()
            .flat_map(Clone::clone)
            .filter(|w| b.holds(*w))
            .count();
        let either = a.words() + b.words() - shared;
        shared as f32 >= SAME * either as f32 && !a.holds(b.place()) && !b.holds(a.place())
    };
    let beaten: Vec<bool> = (0..out.len())
        .map(|i| {
            (0..out.len()).any(|j| {
                i != j && (out[j].confidence, i) > (out[i].confidence, j) && twin(&out[i], &out[j])
            })
        })
        .collect();
    let mut keep = beaten.into_iter().map(|b| !b);
    out.retain(|_| keep.next().unwrap_or(true));
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
        let Some(head) = syntax.heads.get(word).copied().flatten() else {
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

/// The subject of the cue's verb, or the object of its preposition.
fn subject(syntax: &Syntax, cue: &Range<usize>) -> Option<Range<usize>> {
    let verb = syntax.head_of(cue.clone());
    let subject = syntax
        .children(verb)
        .find(|w| syntax.relations.get(*w).is_some_and(|r| &**r == "nsubj") && !cue.contains(w));
    // "according to the ministry": the cue hangs on its source.
    let object = || {
        (syntax.relation(verb) == "case")
            .then(|| syntax.heads.get(verb).copied().flatten())
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
                before.contains(&s.place())
                    || s.content
                        .last()
                        .is_some_and(|c| c.end > before.start && c.end <= run.start)
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
