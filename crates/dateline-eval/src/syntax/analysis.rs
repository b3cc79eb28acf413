//! Analyses of one text, by a treebank or by a system, in the form that the metrics compare.

use std::ops::Range;

use dateline_record::{SentenceSyntax, Span, Text};

use super::conll18::{Analysis, Extent, ScoredWord};
use super::conllu::Document;
use super::raw_text::RawText;

/// Counts the characters of a text that are not white space.
struct Characters {
    /// First byte of each of them.
    starts: Vec<usize>,
}

impl Characters {
    fn new(text: &str) -> Self {
        Characters {
            starts: text
                .char_indices()
                .filter(|(_, character)| !character.is_whitespace())
                .map(|(byte, _)| byte)
                .collect(),
        }
    }

    fn extent(&self, bytes: Range<usize>) -> Extent {
        let before = |byte| self.starts.partition_point(|&start| start < byte);
        before(bytes.start)..before(bytes.end)
    }
}

/// The treebank's own analysis of `document`, written out as `raw`.
pub fn of_treebank(document: &Document, raw: &RawText) -> Analysis {
    let characters = Characters::new(&raw.text);
    let mut analysis = Analysis::default();
    for (sentence, spans) in document.sentences.iter().zip(&raw.tokens) {
        let first_token = analysis.tokens.len();
        let first_word = analysis.words.len();
        for (token, bytes) in sentence.tokens.iter().zip(spans) {
            let extent = characters.extent(bytes.clone());
            let words = &sentence.words[token.first_word..token.first_word + token.words];
            analysis.words.extend(words.iter().map(|word| ScoredWord {
                extent: extent.clone(),
                in_multiword: token.words > 1,
                form: without_space(&word.form),
                upos: word.upos.clone(),
                lemma: word.lemma.clone(),
                head: word.head.map(|head| first_word + head),
                relation: word.relation.clone(),
            }));
            analysis.tokens.push(extent);
        }
        end_sentence(&mut analysis, first_token);
    }
    analysis
}

/// A system's analysis of `text`. Words that lie in the same one of `tokens` are the words of a
/// multiword token; a word that lies in none is a token of its own.
pub fn of_system(text: &Text, sentences: &[SentenceSyntax], tokens: &[Span]) -> Analysis {
    let characters = Characters::new(text);
    let mut analysis = Analysis::default();
    for sentence in sentences {
        let first_token = analysis.tokens.len();
        let first_word = analysis.words.len();
        let mut last_token = None;
        for word in &sentence.words {
            let token = token_around(tokens, word.span);
            let extent = characters.extent(token.range());
            if last_token == Some(token) {
                if let Some(before) = analysis.words.last_mut() {
                    before.in_multiword = true;
                }
            } else {
                analysis.tokens.push(extent.clone());
            }
            analysis.words.push(ScoredWord {
                extent,
                in_multiword: last_token == Some(token),
                form: without_space(text.get(word.span).unwrap_or_default()),
                upos: word.upos.as_str().to_owned(),
                lemma: word.lemma.clone(),
                head: (word.head as usize)
                    .checked_sub(1)
                    .map(|head| first_word + head),
                relation: word.deprel.clone(),
            });
            last_token = Some(token);
        }
        end_sentence(&mut analysis, first_token);
    }
    analysis
}

fn end_sentence(analysis: &mut Analysis, first_token: usize) {
    if let [first, .., last] | [first @ last] = &analysis.tokens[first_token..] {
        analysis.sentences.push(first.start..last.end);
    }
}

/// The token that holds `word`; the word itself if there is none.
fn token_around(tokens: &[Span], word: Span) -> Span {
    let after = tokens.partition_point(|token| token.start() <= word.start());
    after
        .checked_sub(1)
        .map(|index| tokens[index])
        .filter(|token| token.contains(word))
        .unwrap_or(word)
}

fn without_space(form: &str) -> String {
    form.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::conllu;
    use dateline_record::{SyntaxWord, Upos};
    use std::path::Path;

    #[test]
    fn both_sides_count_the_same_characters() {
        let treebank = "# newdoc id = d\n\
            1-2\tWe've\t_\t_\t_\t_\t_\t_\t_\t_\n\
            1\tWe\twe\tPRON\t_\t_\t3\tnsubj\t_\t_\n\
            2\t've\thave\tAUX\t_\t_\t3\taux\t_\t_\n\
            3\tmét\tmeet\tVERB\t_\t_\t0\troot\t_\t_\n\n";
        let document = conllu::parse(Path::new("x"), treebank).unwrap().remove(0);
        let raw = RawText::new(&document);
        let gold = of_treebank(&document, &raw);
        // "We've mét": five characters, then three (é is one character of two bytes).
        assert_eq!(gold.tokens, [0..5, 5..8]);

        let text = Text::new(raw.text.as_str()).unwrap();
        let word = |start, end, upos, head, deprel: &str| SyntaxWord {
            span: text.span(start, end).unwrap(),
            lemma: "x".into(),
            upos,
            head,
            deprel: deprel.into(),
        };
        let sentences = [SentenceSyntax {
            span: text.whole(),
            words: vec![
                word(0, 2, Upos::Pron, 3, "nsubj"),
                word(2, 5, Upos::Aux, 3, "aux"),
                word(6, 10, Upos::Verb, 0, "root"),
            ],
        }];
        let split = of_system(&text, &sentences, &[]);
        assert_eq!(split.tokens, [0..2, 2..5, 5..8]);
        let tokens = [text.span(0, 5).unwrap(), text.span(6, 10).unwrap()];
        let joined = of_system(&text, &sentences, &tokens);
        assert_eq!(joined.tokens, gold.tokens);
        assert_eq!(joined.sentences, gold.sentences);
        let multiword: Vec<_> = joined.words.iter().map(|w| w.in_multiword).collect();
        assert_eq!(multiword, [true, true, false]);
        let heads: Vec<_> = joined.words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [Some(2), Some(2), None]);
    }
}
