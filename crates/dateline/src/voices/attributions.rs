//! Attributions: cues, and the source and content that belong to each; quotations that no cue introduces.

use std::ops::Range;

use dateline_record::{QuotationKind, Upos};

use super::acts::Acts;
use super::edges::Edges;
use super::retold::{Inner, retold};
use super::settling::{said_once, settle, uncued};
use super::{Quotation, VoiceWords, quotations_within};
use crate::encode::Scores;
use crate::encode::frames::Frames;
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

/// Least probability of a cue, by the mean of the heads trained on PolNeAR (`cue`) and on our guide (`guide_cue`). Chosen on
/// dev: lower values favour PolNeAR's liberal notion of an attribution, higher ones the guide's.
const LEAST_CUE: f32 = 0.45;
/// Least probability, by the head trained on our guide alone, of a cue inside what another cue tells.
const LEAST_NESTED: f32 = 0.5;
/// The same where a quotation inside a quotation follows.
const LEAST_RETOLD: f32 = 0.2;

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
    edges: Option<Edges<'_>>,
    quotations: &[Quotation],
) -> Vec<Saying> {
    let quoted = quoted_words(sources.words, quotations);
    let mut out = Vec::new();
    if let Some(acts) = frames.and_then(|frames| Acts::new(frames, edges, sources, &quoted)) {
        let cues = |heads: &[&str], least| {
            runs(sources.scores, heads, least, sources.told)
                .into_iter()
                .map(|(cue, confidence)| (sources.whole_cue(cue), confidence))
        };
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
    let within: Vec<Inner> = quotations
        .iter()
        .zip(&quoted)
        .flat_map(|(quotation, outer)| {
            let inner = quotations_within(sources.text, quotation);
            let words = quoted_words(sources.words, &inner).into_iter();
            words.map(|words| Inner {
                words,
                outer: outer.clone(),
            })
        })
        .collect();
    let cues = runs(sources.scores, &["guide_cue"], LEAST_RETOLD, sources.told);
    retold(&mut out, &within, &cues, sources);
    out
}

/// Words between an auxiliary or adverb and the verb that it belongs to.
const TO_VERB: usize = 4;

impl Sources<'_> {
    /// A cue that is only an auxiliary or adverb of its verb, with the verb: "have called on", "also recommended".
    fn whole_cue(&self, cue: Range<usize>) -> Range<usize> {
        let head = self.syntax.head_of(cue.clone());
        let helps = match self.syntax.upos.get(head) {
            Some(Upos::Aux | Upos::Part) => true,
            Some(Upos::Adv) => !self.lexicon.is_hearsay(self.form(head)),
            _ => false,
        };
        let verb = self.syntax.head(head);
        match verb {
            Some(verb)
                if helps
                    && (cue.end..cue.end + TO_VERB).contains(&verb)
                    && self.syntax.upos.get(verb) == Some(&Upos::Verb) =>
            {
                cue.start..verb + 1
            }
            _ => cue,
        }
    }

    pub(super) fn form(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |w| w.of(self.text))
    }

    /// A piece without marks, commas and "that" at its edges; `None` if nothing else is left.
    pub(super) fn trimmed(
        &self,
        mut piece: Range<usize>,
        quoted: &[Range<usize>],
    ) -> Option<Range<usize>> {
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

    pub(super) fn is_word(&self, word: usize) -> bool {
        self.form(word).chars().any(char::is_alphanumeric)
    }
}
