//! The metrics of the CoNLL 2018 shared task on parsing from raw text, written from their
//! description at <https://universaldependencies.org/conll18/evaluation.html>.
//!
//! Tokens and sentences are right if they cover the same characters, white space left aside.
//! Words are aligned first: outside multiword tokens by their characters, inside a stretch that
//! holds a multiword token of either side by the longest common subsequence of their forms
//! without regard to case. All other metrics judge aligned words.

use std::ops::{AddAssign, Range};

use crate::counts::Counts;
use crate::report::Metric;

/// A stretch of text in characters that are not white space.
pub type Extent = Range<usize>;

/// One analysis of a text, by the gold or by a system.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// What each surface token covers.
    pub tokens: Vec<Extent>,
    /// What each sentence covers, from its first to its last token.
    pub sentences: Vec<Extent>,
    /// The words of all sentences in order.
    pub words: Vec<ScoredWord>,
}

/// A word as the metrics see it.
#[derive(Debug, Clone)]
pub struct ScoredWord {
    /// What its surface token covers.
    pub extent: Extent,
    /// Whether that token has several words.
    pub in_multiword: bool,
    /// Its own form.
    pub form: String,
    /// Universal part of speech.
    pub upos: String,
    /// Lemma, `_` if there is none.
    pub lemma: String,
    /// Index of its head in [`Analysis::words`]; `None` for a root.
    pub head: Option<usize>,
    /// Relation to the head; a subtype is passed over.
    pub relation: String,
}

/// The relations whose dependents CLAS and BLEX judge: those of content words.
const CONTENT_RELATIONS: [&str; 29] = [
    "root",
    "nsubj",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "vocative",
    "expl",
    "dislocated",
    "advcl",
    "advmod",
    "discourse",
    "nmod",
    "appos",
    "nummod",
    "acl",
    "amod",
    "conj",
    "fixed",
    "flat",
    "compound",
    "list",
    "parataxis",
    "orphan",
    "goeswith",
    "reparandum",
    "dep",
];

impl ScoredWord {
    fn universal_relation(&self) -> &str {
        self.relation
            .split_once(':')
            .map_or(self.relation.as_str(), |(universal, _)| universal)
    }

    fn is_content(&self) -> bool {
        CONTENT_RELATIONS.contains(&self.universal_relation())
    }
}

/// The counts behind every metric; those of several documents add up.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SyntaxCounts {
    tokens: Counts,
    sentences: Counts,
    words: Counts,
    upos: Counts,
    lemmas: Counts,
    uas: Counts,
    las: Counts,
    clas: Counts,
    blex: Counts,
}

impl SyntaxCounts {
    /// Judges `system` against `gold`, two analyses of the same text.
    pub fn new(gold: &Analysis, system: &Analysis) -> Self {
        let pairs = align(&gold.words, &system.words);
        let mut gold_of = vec![None; system.words.len()];
        for &(g, s) in &pairs {
            gold_of[s] = Some(g);
        }
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|&(g, s)| Pair::new(&gold.words[g], &system.words[s], &gold_of))
            .collect();
        let all = |right: fn(&Pair) -> bool| {
            let correct = pairs.iter().filter(|pair| right(pair)).count();
            Counts::new(correct, gold.words.len(), system.words.len())
        };
        let content = |words: &[ScoredWord]| words.iter().filter(|word| word.is_content()).count();
        let content = (content(&gold.words), content(&system.words));
        let content_only = |right: fn(&Pair) -> bool| {
            let judged = pairs.iter().filter(|pair| pair.content);
            let correct = judged.filter(|pair| right(pair)).count();
            Counts::new(correct, content.0, content.1)
        };
        SyntaxCounts {
            tokens: same_extents(&gold.tokens, &system.tokens),
            sentences: same_extents(&gold.sentences, &system.sentences),
            words: all(|_| true),
            upos: all(|pair| pair.upos),
            lemmas: all(|pair| pair.lemma),
            uas: all(|pair| pair.head),
            las: all(|pair| pair.head && pair.relation),
            clas: content_only(|pair| pair.head && pair.relation),
            blex: content_only(|pair| pair.head && pair.relation && pair.lemma),
        }
    }

    /// Words with the right head and relation.
    pub fn las(&self) -> Counts {
        self.las
    }

    /// The metrics by their names in the shared task. Language-specific tags and features are not
    /// produced, nor is what rests on them.
    pub fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::f1("Tokens", self.tokens),
            Metric::f1("Sentences", self.sentences),
            Metric::f1("Words", self.words),
            Metric::f1("UPOS", self.upos),
            Metric::not_produced("XPOS"),
            Metric::not_produced("UFeats"),
            Metric::f1("Lemmas", self.lemmas),
            Metric::f1("UAS", self.uas),
            Metric::f1("LAS", self.las),
            Metric::f1("CLAS", self.clas),
            Metric::not_produced("MLAS"),
            Metric::f1("BLEX", self.blex),
        ]
    }
}

impl AddAssign for SyntaxCounts {
    fn add_assign(&mut self, other: SyntaxCounts) {
        self.tokens += other.tokens;
        self.sentences += other.sentences;
        self.words += other.words;
        self.upos += other.upos;
        self.lemmas += other.lemmas;
        self.uas += other.uas;
        self.las += other.las;
        self.clas += other.clas;
        self.blex += other.blex;
    }
}

/// What agrees between a word of the gold and the word of the system aligned with it.
struct Pair {
    content: bool,
    upos: bool,
    lemma: bool,
    head: bool,
    relation: bool,
}

impl Pair {
    /// Compares the two; `gold_of` gives the gold word aligned with each system word.
    fn new(gold: &ScoredWord, system: &ScoredWord, gold_of: &[Option<usize>]) -> Self {
        let head = match (gold.head, system.head) {
            (None, None) => true,
            (Some(g), Some(s)) => gold_of.get(s).copied().flatten() == Some(g),
            _ => false,
        };
        Pair {
            content: gold.is_content(),
            upos: gold.upos == system.upos,
            lemma: gold.lemma == "_" || gold.lemma == system.lemma,
            head,
            relation: gold.universal_relation() == system.universal_relation(),
        }
    }
}

/// Counts the extents that stand in both ascending lists.
fn same_extents(gold: &[Extent], system: &[Extent]) -> Counts {
    let (mut g, mut s, mut correct) = (0, 0, 0);
    while let (Some(a), Some(b)) = (gold.get(g), system.get(s)) {
        match a.start.cmp(&b.start) {
            std::cmp::Ordering::Less => g += 1,
            std::cmp::Ordering::Greater => s += 1,
            std::cmp::Ordering::Equal => {
                correct += usize::from(a.end == b.end);
                g += 1;
                s += 1;
            }
        }
    }
    Counts::new(correct, gold.len(), system.len())
}

/// The aligned words as (index in gold, index in system).
fn align(gold: &[ScoredWord], system: &[ScoredWord]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while let (Some(a), Some(b)) = (gold.get(g), system.get(s)) {
        if a.in_multiword || b.in_multiword {
            // Single words before the multiword token are left behind, and the stretch of text
            // grows as long as a multiword token of either side reaches over its end.
            let mut end = if a.in_multiword {
                a.extent.end
            } else {
                b.extent.end
            };
            if a.in_multiword && !b.in_multiword && b.extent.start < a.extent.start {
                s += 1;
            } else if b.in_multiword && !a.in_multiword && a.extent.start < b.extent.start {
                g += 1;
            }
            let (first_gold, first_system) = (g, s);
            loop {
                let gold_next = gold.get(g).filter(|word| begins_within(word, end));
                let system_next = system.get(s).filter(|word| begins_within(word, end));
                let (word, side) = match (gold_next, system_next) {
                    (Some(a), Some(b)) if a.extent.start <= b.extent.start => (a, &mut g),
                    (_, Some(b)) => (b, &mut s),
                    (Some(a), None) => (a, &mut g),
                    (None, None) => break,
                };
                if word.in_multiword {
                    end = end.max(word.extent.end);
                }
                *side += 1;
            }
            if (g, s) == (first_gold, first_system) {
                // A multiword token that covers nothing cannot be aligned.
                g += usize::from(a.in_multiword);
                s += usize::from(b.in_multiword);
                continue;
            }
            let stretch = (&gold[first_gold..g], &system[first_system..s]);
            pairs.extend(
                longest_common_forms(stretch.0, stretch.1)
                    .into_iter()
                    .map(|(i, j)| (first_gold + i, first_system + j)),
            );
        } else if a.extent == b.extent {
            pairs.push((g, s));
            g += 1;
            s += 1;
        } else if a.extent.start <= b.extent.start {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// Whether a word belongs to a stretch that ends at `end`: a word of a multiword token if it
/// begins before, another if it ends in time.
fn begins_within(word: &ScoredWord, end: usize) -> bool {
    if word.in_multiword {
        word.extent.start < end
    } else {
        word.extent.end <= end
    }
}

/// A longest common subsequence of the forms of two short lists, as pairs of indices.
fn longest_common_forms(gold: &[ScoredWord], system: &[ScoredWord]) -> Vec<(usize, usize)> {
    let lower = |words: &[ScoredWord]| -> Vec<String> {
        words.iter().map(|word| word.form.to_lowercase()).collect()
    };
    let (gold, system) = (lower(gold), lower(system));
    let width = system.len() + 1;
    // length[i * width + j] is the length for gold[i..] and system[j..].
    let mut length = vec![0usize; (gold.len() + 1) * width];
    for i in (0..gold.len()).rev() {
        for j in (0..system.len()).rev() {
            length[i * width + j] = if gold[i] == system[j] {
                1 + length[(i + 1) * width + j + 1]
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < gold.len() && j < system.len() {
        if gold[i] == system[j] {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence of words `form/start-end/head/relation/lemma/upos`; a `+` before the form marks
    /// a part of a multiword token. Heads count from 1.
    fn analysis(words: &str) -> Analysis {
        let words: Vec<ScoredWord> = words
            .split_whitespace()
            .map(|word| {
                let fields: Vec<&str> = word.split('/').collect();
                let (start, end) = fields[1].split_once('-').unwrap();
                ScoredWord {
                    extent: start.parse().unwrap()..end.parse().unwrap(),
                    in_multiword: fields[0].starts_with('+'),
                    form: fields[0].trim_start_matches('+').into(),
                    head: fields[2].parse::<usize>().unwrap().checked_sub(1),
                    relation: fields[3].into(),
                    lemma: fields[4].into(),
                    upos: fields[5].into(),
                }
            })
            .collect();
        let mut tokens: Vec<Extent> = words.iter().map(|word| word.extent.clone()).collect();
        tokens.dedup();
        let end = words.last().unwrap().extent.end;
        Analysis {
            tokens,
            sentences: std::iter::once(0..end).collect(),
            words,
        }
    }

    #[test]
    fn a_wrong_label_costs_las_and_a_wrong_head_costs_uas_too() {
        // "She gave him old books": five words, four of them content words by relation ("old" amod
        // included: nsubj, root, iobj, amod, obj = 5; there is no function word).
        let gold = analysis(
            "She/0-3/2/nsubj/she/PRON gave/3-7/0/root/give/VERB him/7-10/2/iobj/he/PRON \
             old/10-13/5/amod/old/ADJ books/13-18/2/obj/book/NOUN",
        );
        // Wrong: relation of "him", head of "old", lemma of "books", tag of "gave".
        let system = analysis(
            "She/0-3/2/nsubj:pass/she/PRON gave/3-7/0/root/give/NOUN him/7-10/2/obl/he/PRON \
             old/10-13/2/amod/old/ADJ books/13-18/2/obj/books/NOUN",
        );
        let counts = SyntaxCounts::new(&gold, &system);
        assert_eq!(counts.tokens, Counts::new(5, 5, 5));
        assert_eq!(counts.sentences, Counts::new(1, 1, 1));
        assert_eq!(counts.words, Counts::new(5, 5, 5));
        assert_eq!(counts.upos, Counts::new(4, 5, 5));
        assert_eq!(counts.lemmas, Counts::new(4, 5, 5));
        assert_eq!(counts.uas, Counts::new(4, 5, 5));
        // The subtype of nsubj:pass is passed over; "him" and "old" fail.
        assert_eq!(counts.las, Counts::new(3, 5, 5));
        assert_eq!(counts.clas, Counts::new(3, 5, 5));
        // "books" fails too, for its lemma.
        assert_eq!(counts.blex, Counts::new(2, 5, 5));
    }

    #[test]
    fn function_words_and_punctuation_do_not_count_for_clas() {
        let gold = analysis("of/0-2/2/case/of/ADP tea/2-5/0/root/_/NOUN ./5-6/2/punct/./PUNCT");
        let system =
            analysis("of/0-2/2/mark/of/ADP tea/2-5/0/root/teas/NOUN ./5-6/1/punct/./PUNCT");
        let counts = SyntaxCounts::new(&gold, &system);
        // Only "tea" has a content relation, and it is right.
        assert_eq!(counts.clas, Counts::new(1, 1, 1));
        assert_eq!(counts.las, Counts::new(1, 3, 3));
        // A gold lemma of "_" fits every lemma.
        assert_eq!(counts.lemmas, Counts::new(3, 3, 3));
    }

    #[test]
    fn words_of_multiword_tokens_are_aligned_by_form() {
        // Gold: "don't go" as the token "don't" (do + n't) and "go".
        let gold =
            analysis("+do/0-5/3/aux/do/AUX +n't/0-5/3/advmod/not/PART go/5-7/0/root/go/VERB");
        // The system has three tokens of one word each.
        let system =
            analysis("Do/0-2/3/aux/do/AUX n't/2-5/3/advmod/not/PART go/5-7/0/root/go/VERB");
        let counts = SyntaxCounts::new(&gold, &system);
        assert_eq!(counts.tokens, Counts::new(1, 2, 3));
        assert_eq!(counts.words, Counts::new(3, 3, 3));
        assert_eq!(counts.las, Counts::new(3, 3, 3));
    }

    #[test]
    fn a_word_cut_elsewhere_is_not_aligned() {
        let gold =
            analysis("well/0-4/0/root/well/ADV -/4-5/1/punct/-/PUNCT known/5-10/1/amod/known/ADJ");
        let system = analysis("well-known/0-10/0/root/well-known/ADJ");
        let counts = SyntaxCounts::new(&gold, &system);
        assert_eq!(counts.words, Counts::new(0, 3, 1));
        // The sentence still has the right extent.
        assert_eq!(counts.sentences, Counts::new(1, 1, 1));
    }
}
