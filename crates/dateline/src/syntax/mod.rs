//! Sentences, tags, lemmas and trees: Universal Dependencies of English.

#[cfg(test)]
pub(crate) mod hand_parsed;
mod inflection;
mod lemma;
mod sentences;
mod tree;

use std::ops::Range;
use std::sync::Arc;

use dateline_record::{SentenceSyntax, SyntaxWord, Text, Upos};

use crate::encode::{Pairs, Scores};
use crate::pack::Labels;
use crate::words::WordSpan;

pub use inflection::{is_gerund, is_past, regular_forms};
pub use lemma::{LemmaScript, Scripts};
pub use sentences::sentences;
pub use tree::maximum_tree;

/// Words of a sentence beyond which the tree is decoded in pieces: the scores of all arcs grow with the square.
pub const LONGEST_TREE: usize = 250;

/// The syntax of a report, word by word. All word numbers count from the report's first word.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    /// The sentences in text order: ranges of words, not empty, without overlap.
    pub sentences: Vec<Range<usize>>,
    /// Part of speech of each word.
    pub upos: Vec<Upos>,
    /// Lemma of each word.
    pub lemmas: Vec<String>,
    /// Head of each word; `None` for the root of a sentence.
    pub heads: Vec<Option<usize>>,
    /// Relation of each word to its head.
    pub relations: Vec<Arc<str>>,
    /// Sentence of each word.
    pub sentence_of: Vec<usize>,
}

impl Syntax {
    /// Tags, lemmatises and parses sentences from the scores of the heads `upos`, `lemma`, `arc_*` and `label_*`.
    pub fn parse(
        text: &str,
        words: &[WordSpan],
        sentences: Vec<Range<usize>>,
        scores: &Scores,
        pairs: &Pairs,
        labels: &Labels,
        scripts: &Scripts,
    ) -> Self {
        let names: Vec<Arc<str>> = labels
            .relations
            .iter()
            .map(|r| Arc::from(r.as_str()))
            .collect();
        let unknown: Arc<str> = Arc::from("dep");
        let root: Arc<str> = Arc::from("root");
        let best = |head: &str, word: usize| scores.get(head).and_then(|m| argmax(m.row(word)));
        let mut syntax = Self {
            upos: (0..words.len())
                .map(|w| {
                    best("upos", w)
                        .and_then(|i| labels.upos.get(i))
                        .copied()
                        .unwrap_or(Upos::X)
                })
                .collect(),
            heads: vec![None; words.len()],
            relations: vec![Arc::clone(&unknown); words.len()],
            sentence_of: vec![0; words.len()],
            ..Self::default()
        };
        syntax.lemmas = (0..words.len())
            .map(|w| {
                scripts.lemma(
                    words[w].of(text),
                    scores.get("lemma").map_or(&[], |m| m.row(w)),
                )
            })
            .collect();
        for (i, sentence) in sentences.iter().enumerate() {
            syntax.sentence_of[sentence.clone()].fill(i);
            let mut first = sentence.start;
            let mut top = None;
            while first < sentence.end {
                let n = (sentence.end - first).min(LONGEST_TREE);
                syntax.parse_run(first, n, scores, pairs, &names, &root);
                let own = (first..first + n).find(|w| syntax.heads[*w].is_none());
                if let (Some(top), Some(own)) = (top, own) {
                    syntax.heads[own] = Some(top);
                    syntax.relations[own] = Arc::clone(&unknown);
                }
                top = top.or(own);
                first += n;
            }
        }
        syntax.sentences = sentences;
        syntax
    }

    fn parse_run(
        &mut self,
        first: usize,
        n: usize,
        scores: &Scores,
        pairs: &Pairs,
        names: &[Arc<str>],
        root: &Arc<str>,
    ) {
        let (Some(dependent), Some(head), Some(from), Some(to)) = (
            scores.get("arc_dependent"),
            scores.get("arc_head"),
            scores.get("label_dependent"),
            scores.get("label_head"),
        ) else {
            return;
        };
        let arcs = pairs.arcs(dependent, head, first, n);
        let mut out = Vec::new();
        for (d, h) in maximum_tree(&arcs, n).into_iter().enumerate() {
            let word = first + d;
            self.heads[word] = h.map(|h| first + h);
            if h.is_none() {
                self.relations[word] = Arc::clone(root);
                continue;
            }
            pairs.relations(from.row(word), h.map(|h| to.row(first + h)), &mut out);
            let best = (0..out.len())
                .filter(|i| names.get(*i).is_some_and(|r| r != root))
                .max_by(|a, b| out[*a].total_cmp(&out[*b]));
            if let Some(name) = best.and_then(|i| names.get(i)) {
                self.relations[word] = Arc::clone(name);
            }
        }
    }

    /// The sentence that holds a word.
    pub fn sentence(&self, word: usize) -> Range<usize> {
        self.sentence_of
            .get(word)
            .and_then(|s| self.sentences.get(*s))
            .cloned()
            .unwrap_or(word..word + 1)
    }

    /// The word that a word hangs on; `None` for the root of a sentence.
    pub fn head(&self, word: usize) -> Option<usize> {
        self.heads.get(word).copied().flatten()
    }

    /// The lemma of a word.
    pub fn lemma(&self, word: usize) -> &str {
        self.lemmas.get(word).map_or("", String::as_str)
    }

    /// The first word that hangs on `word` by a relation, given with its subtype.
    pub fn child(&self, word: usize, relation: &str) -> Option<usize> {
        self.children(word)
            .find(|c| self.full_relation(*c) == relation)
    }

    /// Words whose head is `word`, in order.
    pub fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        self.sentence(word)
            .filter(move |w| self.head(*w) == Some(word))
    }

    /// The first word of the list that a word stands in ("A" of "A, B and C"), or the word itself.
    pub fn first_of_list(&self, word: usize) -> usize {
        std::iter::successors(Some(word), |w| {
            self.head(*w).filter(|_| self.relation(*w) == "conj")
        })
        .take(self.heads.len())
        .last()
        .unwrap_or(word)
    }

    /// The subject of a verb: its own, or the one that it shares with the verb or noun it hangs on, over `climbs` words at
    /// most. Of a relative clause it may be the relative pronoun.
    pub fn subject(&self, verb: usize, climbs: usize) -> Option<usize> {
        let own = self.child(verb, "nsubj");
        if let Some(own) = own.or_else(|| self.child(verb, "nsubj:pass")) {
            return Some(own);
        }
        if climbs == 0 {
            return None;
        }
        let head = self.head(verb)?;
        match self.full_relation(verb) {
            "acl" => Some(head),
            "xcomp" => self
                .child(head, "obj")
                .or_else(|| self.subject(head, climbs - 1)),
            "conj" | "advcl" => self.subject(head, climbs - 1),
            _ => None,
        }
    }

    /// Arcs between a word and the top of its tree.
    pub fn depth(&self, word: usize) -> usize {
        std::iter::successors(self.head(word), |w| self.head(*w))
            .take(self.heads.len())
            .count()
    }

    /// The relation of a word to its head, without subtype.
    pub fn relation(&self, word: usize) -> &str {
        self.full_relation(word).split(':').next().unwrap_or("")
    }

    /// The relation of a word to its head, with its subtype.
    pub fn full_relation(&self, word: usize) -> &str {
        self.relations.get(word).map_or("", |r| r)
    }

    /// The word of a run that the others hang on: the first whose head lies outside it.
    pub fn head_of(&self, run: Range<usize>) -> usize {
        run.clone()
            .find(|w| self.head(*w).is_none_or(|h| !run.contains(&h)))
            .unwrap_or(run.start)
    }

    /// Number of arcs between two words of one tree; `None` if they are in different trees.
    pub fn distance(&self, a: usize, b: usize) -> Option<usize> {
        let up = |mut w: usize| {
            let mut path = vec![w];
            while let Some(h) = self.head(w) {
                if path.len() > self.heads.len() {
                    break;
                }
                path.push(h);
                w = h;
            }
            path
        };
        let (from, to) = (up(a), up(b));
        from.iter()
            .enumerate()
            .find_map(|(i, w)| to.iter().position(|v| v == w).map(|j| i + j))
    }

    /// The layer as the record's crate has it.
    pub fn layer(&self, text: &Text, words: &[WordSpan]) -> Vec<SentenceSyntax> {
        let span = |first: usize, last: usize| {
            let (a, b) = (words.get(first)?, words.get(last)?);
            text.span(a.start as usize, b.end as usize)
        };
        self.sentences
            .iter()
            .filter_map(|sentence| {
                Some(SentenceSyntax {
                    span: span(sentence.start, sentence.end.checked_sub(1)?)?,
                    words: sentence
                        .clone()
                        .filter_map(|w| {
                            Some(SyntaxWord {
                                span: span(w, w)?,
                                lemma: self.lemmas[w].clone(),
                                upos: self.upos[w],
                                head: self.heads[w].map_or(0, |h| (h - sentence.start + 1) as u32),
                                deprel: self.relations[w].to_string(),
                            })
                        })
                        .collect(),
                })
            })
            .collect()
    }
}

/// Index of the greatest score; the first of equals.
pub fn argmax(scores: &[f32]) -> Option<usize> {
    let mut best = None;
    for (i, s) in scores.iter().enumerate() {
        if best.is_none_or(|(_, b)| *s > b) {
            best = Some((i, *s));
        }
    }
    best.map(|(i, _)| i)
}
