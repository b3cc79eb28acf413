//! Treebanks in CoNLL-U, <https://universaldependencies.org/format.html>.

use std::path::Path;

use super::entity_marks::{EntityMarks, MarkedMention};
use crate::error::EvalError;
use crate::json_lines::read_text;

/// One document of a treebank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What follows `# newdoc id =`.
    pub id: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// One tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sentence {
    /// Whether a paragraph begins here.
    pub starts_paragraph: bool,
    /// The surface tokens.
    pub tokens: Vec<Token>,
    /// The syntactic words.
    pub words: Vec<Word>,
    /// The mentions of entities that the column MISC marks with `Entity=`.
    pub mentions: Vec<MarkedMention>,
}

/// A stretch of the raw text that stands for one word, or for several (a multiword token).
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// The text.
    pub form: String,
    /// Whether white space follows in the raw text.
    pub space_after: bool,
    /// Index in the sentence of its first word.
    pub first_word: usize,
    /// How many words it has.
    pub words: usize,
}

/// A syntactic word.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its own form.
    pub form: String,
    /// Its lemma, `_` if the treebank gives none.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Index in the sentence of its head; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head, with subtype.
    pub relation: String,
}

/// The documents of a CoNLL-U file.
pub fn read(path: &Path) -> Result<Vec<Document>, EvalError> {
    parse(path, &read_text(path)?)
}

/// The documents of CoNLL-U `text`; `path` is only named in errors. Empty nodes and enhanced
/// dependencies are passed over.
pub fn parse(path: &Path, text: &str) -> Result<Vec<Document>, EvalError> {
    let mut reader = Reader::default();
    for (number, line) in text.split('\n').enumerate() {
        reader
            .line(line.trim_end_matches('\r'))
            .map_err(|reason| EvalError::Malformed {
                path: path.to_owned(),
                line: number + 1,
                reason,
            })?;
    }
    reader
        .end_sentence()
        .map_err(|reason| EvalError::Malformed {
            path: path.to_owned(),
            line: text.split('\n').count(),
            reason,
        })?;
    Ok(reader.documents)
}

#[derive(Default)]
struct Reader {
    documents: Vec<Document>,
    sentence: Sentence,
    /// Heads as numbers of the file, 0 being the root.
    heads: Vec<usize>,
    marks: EntityMarks,
    new_document: Option<String>,
    new_paragraph: bool,
    /// Number of the last word of the open multiword token, 0 if none is open.
    multiword_end: usize,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() {
            return self.end_sentence();
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment.trim());
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, _, head, relation, _, misc] = columns.as_slice() else {
            return Err(format!("{} columns where 10 are due", columns.len()));
        };
        if id.contains('.') {
            return Ok(());
        }
        let space_after = !misc.split('|').any(|field| field == "SpaceAfter=No");
        let next = self.sentence.words.len() + 1;
        if let Some((first, last)) = id.split_once('-') {
            let (first, last) = (number(first)?, number(last)?);
            if first != next || last <= first || self.multiword_end >= next {
                return Err(format!(
                    "multiword token {id} does not begin at word {next}"
                ));
            }
            self.multiword_end = last;
            self.sentence.tokens.push(Token {
                form: form.to_owned(),
                space_after,
                first_word: first - 1,
                words: last - first + 1,
            });
            return Ok(());
        }
        if number(id)? != next {
            return Err(format!("word {id} where word {next} is due"));
        }
        if next > self.multiword_end {
            self.sentence.tokens.push(Token {
                form: form.to_owned(),
                space_after,
                first_word: next - 1,
                words: 1,
            });
        }
        if let Some(marks) = misc.split('|').find_map(|f| f.strip_prefix("Entity=")) {
            self.marks.read(marks, next - 1)?;
        }
        self.heads.push(number(head)?);
        self.sentence.words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            head: None,
            relation: relation.to_owned(),
        });
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        let (key, value) = match comment.split_once('=') {
            Some((key, value)) => (key.trim(), value.trim()),
            None => (comment, ""),
        };
        match key {
            "newdoc" | "newdoc id" => {
                self.new_document = Some(value.to_owned());
                self.new_paragraph = true;
            }
            "newpar" | "newpar id" => self.new_paragraph = true,
            _ => {}
        }
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        let mut sentence = std::mem::take(&mut self.sentence);
        let heads = std::mem::take(&mut self.heads);
        let marks = std::mem::take(&mut self.marks);
        let multiword_end = std::mem::take(&mut self.multiword_end);
        let words = sentence.words.len();
        if multiword_end > words {
            return Err(format!(
                "a multiword token reaches word {multiword_end} of {words}"
            ));
        }
        if words == 0 {
            return Ok(());
        }
        for (word, head) in sentence.words.iter_mut().zip(heads) {
            if head > words {
                return Err(format!("head {head} in a sentence of {words} words"));
            }
            word.head = head.checked_sub(1);
        }
        sentence.mentions = marks.finish()?;
        sentence.starts_paragraph = std::mem::take(&mut self.new_paragraph);
        if let Some(id) = self.new_document.take() {
            self.documents.push(Document {
                id,
                sentences: Vec::new(),
            });
        }
        if self.documents.is_empty() {
            self.documents.push(Document::default());
        }
        if let Some(document) = self.documents.last_mut() {
            document.sentences.push(sentence);
        }
        Ok(())
    }
}

fn number(text: &str) -> Result<usize, String> {
    text.parse()
        .map_err(|_| format!("{text:?} where a number is due"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word_line(id: &str, form: &str, head: &str, misc: &str) -> String {
        format!("{id}\t{form}\t_\tX\t_\t_\t{head}\tdep\t_\t{misc}\n")
    }

    #[test]
    fn multiword_tokens_hold_their_words() {
        let text = format!(
            "# newdoc id = d1\n# newpar\n{}{}{}{}{}\n",
            word_line("1-2", "can't", "_", "SpaceAfter=No"),
            word_line("1", "ca", "0", "_"),
            word_line("2", "n't", "1", "_"),
            word_line("2.1", "ghost", "_", "_"),
            word_line("3", ".", "1", "_"),
        );
        let documents = parse(Path::new("x"), &text).unwrap();
        assert_eq!(documents[0].id, "d1");
        let sentence = &documents[0].sentences[0];
        assert!(sentence.starts_paragraph);
        let tokens: Vec<_> = sentence
            .tokens
            .iter()
            .map(|t| (t.form.as_str(), t.space_after, t.first_word, t.words))
            .collect();
        assert_eq!(tokens, [("can't", false, 0, 2), (".", true, 2, 1)]);
        let heads: Vec<_> = sentence.words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [None, Some(0), Some(0)]);
    }

    #[test]
    fn a_malformed_line_is_named() {
        let late_word = word_line("1", "a", "0", "_") + &word_line("3", "b", "1", "_");
        let error = parse(Path::new("t.conllu"), &late_word).unwrap_err();
        assert_eq!(error.to_string(), "t.conllu:2: word 3 where word 2 is due");

        let far_head = word_line("1", "a", "7", "_") + "\n";
        let error = parse(Path::new("t.conllu"), &far_head).unwrap_err();
        assert_eq!(
            error.to_string(),
            "t.conllu:2: head 7 in a sentence of 1 words"
        );
    }

    #[test]
    fn mentions_stand_on_the_words_that_they_are_marked_on() {
        let text = [
            word_line("1-2", "She's", "_", "_"),
            word_line("1", "She", "3", "Entity=(7-person-giv-coref)|MSeg=x"),
            word_line("2", "'s", "3", "_"),
            word_line("3", "envoy", "0", "Entity=(7-person"),
            word_line("4", "of", "5", "_"),
            word_line("5", "Ostia", "3", "SpaceAfter=No|Entity=(2-place)7)"),
        ]
        .concat();
        let documents = parse(Path::new("x"), &text).unwrap();
        let mentions: Vec<_> = documents[0].sentences[0]
            .mentions
            .iter()
            .map(|mention| (mention.entity.as_str(), mention.words.clone()))
            .collect();
        assert_eq!(mentions, [("7", 0..1), ("7", 2..5), ("2", 4..5)]);

        let open = word_line("1", "She", "0", "Entity=(7-person") + "\n";
        let error = parse(Path::new("t.conllu"), &open).unwrap_err();
        assert_eq!(
            error.to_string(),
            "t.conllu:2: a mention of entity 7 is not closed in its sentence"
        );
    }

    #[test]
    fn a_multiword_token_needs_its_words() {
        let text = word_line("1-2", "can't", "_", "_") + &word_line("1", "ca", "0", "_") + "\n";
        let error = parse(Path::new("t.conllu"), &text).unwrap_err();
        assert_eq!(
            error.to_string(),
            "t.conllu:3: a multiword token reaches word 2 of 1"
        );
    }
}
