//! ECB+: news in topics, with event mentions that are joined across documents.

use std::collections::BTreeSet;
use std::path::Path;

use dateline_record::CharSpan;
use serde::Deserialize;

use crate::characters::check_span;
use crate::error::EvalError;
use crate::json_lines::{self, Checked};

/// Where the corpus lies in the data folder, with `PART` where the part's name stands.
pub const PATH: &str = "coref/ecb/PART.jsonl";

/// A document. It has no date of publication, and its text was put together again from tokens: headline, byline and
/// body run on in one line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Document {
    /// Name, unique in the corpus.
    pub id: String,
    /// The kind of happening that it is about, of which every topic has two.
    pub topic: u32,
    /// The happening that it is about: one of the two of its topic, and so a story.
    pub subtopic: String,
    /// The text.
    pub text: String,
    /// Numbers of the sentences that were annotated. What stands outside them is unlabelled, not negative.
    #[serde(rename = "reviewed_sentences")]
    pub reviewed: BTreeSet<u32>,
    /// Where annotated sentences begin and end.
    pub sentences: Vec<Sentence>,
    /// The event mentions of the annotated sentences, in text order.
    pub mentions: Vec<Mention>,
}

/// A sentence that was annotated or holds a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Sentence {
    /// Its number in the document.
    #[serde(rename = "sentence")]
    pub number: u32,
    /// Where it begins, in code points.
    pub start: u32,
    /// Where it ends, where that is known.
    pub end: Option<u32>,
}

/// Words that tell an event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Mention {
    /// The words.
    #[serde(flatten)]
    pub span: CharSpan,
    /// The same as text.
    pub surface: String,
    /// The chain: all mentions of it, in whatever documents, tell of one event. No chain reaches over two topics.
    pub cluster: String,
    /// The number of its sentence.
    pub sentence: u32,
    /// The word of it that the others depend on.
    pub head: String,
    /// That word's lemma, in lower case.
    pub lemma: String,
}

impl Checked for Document {
    fn check(&self) -> Result<(), String> {
        let text: Vec<char> = self.text.chars().collect();
        for mention in &self.mentions {
            let CharSpan { start, end } = mention.span;
            check_span(mention.span, text.len())?;
            let words: String = text[start as usize..end as usize].iter().collect();
            if words != mention.surface {
                return Err(format!(
                    "[{start}, {end}] is {words:?} and not {:?}",
                    mention.surface
                ));
            }
        }
        for sentence in &self.sentences {
            let length = text.len() as u32;
            let end = sentence.end.unwrap_or(length);
            if sentence.start > end || end > length {
                return Err(format!(
                    "sentence {} does not lie in a text of {length} characters",
                    sentence.number
                ));
            }
        }
        Ok(())
    }
}

/// The documents of a part, in the order of its file. A malformed line is an error that names file and line.
pub fn read(path: &Path) -> Result<Vec<Document>, EvalError> {
    json_lines::read(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::file;

    const LINE: &str = r#"{"id": "ecb/90_1ecb", "source": "ECB+", "topic": 90, "subtopic": "90ecb", "detokenized": true,
        "text": "Ferry sinks off Orlu – The ferry’s loss was told on Friday. It had set out at dawn.",
        "reviewed_sentences": [0, 1],
        "sentences": [{"sentence": 0, "start": 0, "end": 22}, {"sentence": 1, "start": 23, "end": null}],
        "mentions": [
            {"start": 6, "end": 11, "surface": "sinks", "cluster": "ACT1", "sentence": 0, "head": "sinks", "lemma": "sink"},
            {"start": 35, "end": 39, "surface": "loss", "cluster": "ACT1", "sentence": 1, "head": "loss", "lemma": "loss"}]}"#;

    #[test]
    fn documents_have_their_topics_and_mentions_with_chains_across_them() {
        let line = LINE.replace('\n', " ");
        let second = line
            .replace("90_1ecb", "90_2ecbplus")
            .replace("90ecb", "90ecbplus");
        let documents = read(&file("ecb.jsonl", &format!("{line}\n{second}\n"))).unwrap();
        let shape: Vec<_> = documents
            .iter()
            .map(|d| (d.id.as_str(), d.topic, d.subtopic.as_str()))
            .collect();
        assert_eq!(
            shape,
            [
                ("ecb/90_1ecb", 90, "90ecb"),
                ("ecb/90_2ecbplus", 90, "90ecbplus")
            ]
        );
        let [first, _] = &documents[..] else {
            panic!("{documents:?}");
        };
        assert_eq!(first.reviewed, BTreeSet::from([0, 1]));
        assert_eq!(first.sentences[1].end, None);
        let mentions: Vec<_> = first
            .mentions
            .iter()
            .map(|m| {
                (
                    m.span.start,
                    m.surface.as_str(),
                    m.lemma.as_str(),
                    m.cluster.as_str(),
                    m.sentence,
                )
            })
            .collect();
        assert_eq!(
            mentions,
            [
                (6, "sinks", "sink", "ACT1", 0),
                (35, "loss", "loss", "ACT1", 1)
            ]
        );
    }

    #[test]
    fn offsets_that_do_not_fit_the_text_are_told_with_their_line() {
        for (right, wrong, told) in [
            (
                r#""start": 6, "end": 11"#,
                r#""start": 7, "end": 11"#,
                r#"[7, 11] is "inks" and not "sinks""#,
            ),
            (
                r#""start": 6, "end": 11"#,
                r#""start": 6, "end": 511"#,
                "span [6, 511] does not lie in a text of 83 characters",
            ),
            (
                r#""start": 23, "end": null"#,
                r#""start": 23, "end": 84"#,
                "sentence 1 does not lie in a text of 83 characters",
            ),
        ] {
            let line = LINE.replace('\n', " ");
            let broken = line.replace(right, wrong);
            assert_ne!(line, broken);
            let path = file("ecb-broken.jsonl", &format!("{line}\n{broken}"));
            let error = read(&path).unwrap_err().to_string();
            assert!(
                error.ends_with(&format!("ecb-broken.jsonl:2: {told}")),
                "{error}"
            );
        }
    }
}
