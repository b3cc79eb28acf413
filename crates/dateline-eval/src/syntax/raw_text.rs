//! The raw text of a treebank document, as the CoNLL 2018 shared task gave it to the parsers:
//! white space where the treebank has it, one space between sentences, an empty line between
//! paragraphs. Lines are not wrapped.

use super::conllu::{Document, Sentence};
use std::ops::Range;

/// A document's raw text with the bytes of every token, sentence by sentence.
#[derive(Debug, PartialEq)]
pub struct RawText {
    /// The text.
    pub text: String,
    /// The bytes of the tokens of each sentence.
    pub tokens: Vec<Vec<Range<usize>>>,
}

impl RawText {
    /// Writes out `document`.
    pub fn new(document: &Document) -> Self {
        let mut text = String::new();
        let mut tokens = Vec::with_capacity(document.sentences.len());
        let mut space_due = false;
        for sentence in &document.sentences {
            if sentence.starts_paragraph && !text.is_empty() {
                text.push_str("\n\n");
                space_due = false;
            }
            let mut spans = Vec::with_capacity(sentence.tokens.len());
            for token in &sentence.tokens {
                if space_due {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(&token.form);
                spans.push(start..text.len());
                space_due = token.space_after;
            }
            tokens.push(spans);
        }
        text.push('\n');
        RawText { text, tokens }
    }
}

/// The bytes of the words of `sentence`, whose tokens have the bytes `tokens`. Of a multiword token
/// that is spelled as its words are ("can't", "ca" and "n't") every word has its own bytes; of any
/// other, each word has those of the whole token.
pub fn words(sentence: &Sentence, tokens: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(sentence.words.len());
    for (token, bytes) in sentence.tokens.iter().zip(tokens) {
        let words = sentence.words.iter().skip(token.first_word);
        let forms = words.take(token.words).map(|word| word.form.as_str());
        if forms.clone().collect::<String>() == token.form {
            let mut start = bytes.start;
            for form in forms {
                ranges.push(start..start + form.len());
                start += form.len();
            }
        } else {
            ranges.extend(forms.map(|_| bytes.clone()));
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::conllu::{Token, Word};

    fn sentence(starts_paragraph: bool, tokens: &[(&str, bool)]) -> Sentence {
        Sentence {
            starts_paragraph,
            tokens: tokens
                .iter()
                .enumerate()
                .map(|(index, &(form, space_after))| Token {
                    form: form.into(),
                    space_after,
                    first_word: index,
                    words: 1,
                })
                .collect(),
            ..Sentence::default()
        }
    }

    #[test]
    fn spaces_and_paragraphs_stand_where_the_treebank_has_them() {
        let document = Document {
            id: "d".into(),
            sentences: vec![
                sentence(true, &[("Headline", true)]),
                sentence(true, &[("She", true), ("left", false), (".", true)]),
                sentence(false, &[("“", false), ("Why", false), ("?", false)]),
                sentence(false, &[("”", true)]),
            ],
        };
        let raw = RawText::new(&document);
        assert_eq!(raw.text, "Headline\n\nShe left. “Why?”\n");
        let words: Vec<Vec<&str>> = raw
            .tokens
            .iter()
            .map(|spans| spans.iter().map(|span| &raw.text[span.clone()]).collect())
            .collect();
        assert_eq!(
            words,
            [
                vec!["Headline"],
                vec!["She", "left", "."],
                vec!["“", "Why", "?"],
                vec!["”"]
            ]
        );
    }

    #[test]
    fn words_have_their_own_bytes_where_the_token_spells_them() {
        let word = |form: &str| Word {
            form: form.into(),
            lemma: "_".into(),
            upos: "X".into(),
            head: None,
            relation: "dep".into(),
        };
        let token = |form: &str, first_word, words| Token {
            form: form.into(),
            space_after: true,
            first_word,
            words,
        };
        let sentence = Sentence {
            tokens: vec![token("can't", 0, 2), token("du", 2, 2), token("go", 4, 1)],
            words: ["ca", "n't", "de", "le", "go"].map(word).into(),
            ..Sentence::default()
        };
        assert_eq!(
            words(&sentence, &[0..5, 6..8, 9..11]),
            [0..2, 2..5, 6..8, 6..8, 9..11]
        );
    }
}
