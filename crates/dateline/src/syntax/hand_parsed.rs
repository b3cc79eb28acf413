//! Sentences with trees made by hand, for tests.

use std::ops::Range;
use std::sync::Arc;

use super::Syntax;
use crate::words::WordSpan;

/// A short text with its words and trees.
pub struct Hand {
    pub text: String,
    pub words: Vec<WordSpan>,
    pub syntax: Syntax,
}

impl Hand {
    /// Reads words as `form|lemma|UPOS|head|relation`, divided by blanks; heads count from 1 in each sentence, 0 is the
    /// root; a lone `;` ends a sentence.
    pub fn parse(rows: &str) -> Self {
        let mut hand = Hand {
            text: String::new(),
            words: Vec::new(),
            syntax: Syntax::default(),
        };
        let mut start = 0;
        for row in rows.split_whitespace().chain([";"]) {
            if row == ";" {
                hand.syntax.sentences.push(start..hand.words.len());
                start = hand.words.len();
                continue;
            }
            let fields: Vec<&str> = row.split('|').collect();
            let [form, lemma, upos, head, relation] = fields[..] else {
                panic!("five fields expected: {row}");
            };
            if !hand.text.is_empty() {
                hand.text.push(' ');
            }
            let from = hand.text.len() as u32;
            hand.text.push_str(form);
            hand.words.push(WordSpan {
                start: from,
                end: hand.text.len() as u32,
            });
            let head: usize = head.parse().unwrap();
            let syntax = &mut hand.syntax;
            syntax.upos.push(upos.parse().unwrap());
            syntax.lemmas.push(lemma.to_owned());
            syntax.heads.push(head.checked_sub(1).map(|h| start + h));
            syntax.relations.push(Arc::from(relation));
            syntax.sentence_of.push(syntax.sentences.len());
        }
        hand
    }

    /// The text of some words.
    pub fn of(&self, words: &Range<usize>) -> String {
        let forms: Vec<&str> = words
            .clone()
            .map(|w| self.words[w].of(&self.text))
            .collect();
        forms.join(" ")
    }
}
