//! Mentions of entities as CorefUD writes them in the column MISC of CoNLL-U: `Entity=(12-person…`
//! on the first word, `Entity=12)` on the last, `Entity=(12-person…)` on an only word, several
//! marks of one word in a row. <https://ufal.mff.cuni.cz/corefud/format>
//!
//! Only the entity's name, the first field of a mark, is kept. A mention in pieces (`12[1/2]`,
//! `12[2/2]`) counts as the stretch from its first piece to its last. A mention that runs over the
//! end of a sentence is an error.

use std::ops::Range;

/// A mention that a treebank marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedMention {
    /// The entity's name, unique in the document.
    pub entity: String,
    /// Its words, as indices in the sentence.
    pub words: Range<usize>,
}

/// The marks of one sentence, read word by word.
#[derive(Debug, Default)]
pub(super) struct EntityMarks {
    mentions: Vec<MarkedMention>,
    /// Mentions that are not closed yet, as written in the mark (`12`, `12[1/2]`) and as index.
    open: Vec<(String, usize)>,
    /// The next piece of every mention in pieces (`12[2/2]`), and the mention's index.
    pieces_due: Vec<(String, usize)>,
}

impl EntityMarks {
    /// Reads what follows `Entity=` at the word with that index.
    pub(super) fn read(&mut self, marks: &str, word: usize) -> Result<(), String> {
        let mut rest = marks;
        while !rest.is_empty() {
            if let Some(opened) = rest.strip_prefix('(') {
                let end = opened.find(['(', ')']).unwrap_or(opened.len());
                let (body, after) = opened.split_at(end);
                let name = body.split('-').next().unwrap_or_default();
                self.begin(name, word)?;
                rest = after;
                if let Some(after) = after.strip_prefix(')') {
                    self.end(name, word)?;
                    rest = after;
                }
            } else {
                let (name, after) = rest
                    .split_once(')')
                    .ok_or_else(|| format!("entity mark {rest:?} is neither opened nor closed"))?;
                self.end(name, word)?;
                rest = after;
            }
        }
        Ok(())
    }

    fn begin(&mut self, name: &str, word: usize) -> Result<(), String> {
        let piece = Piece::of(name)?;
        let due = self.pieces_due.iter().rposition(|(due, _)| due == name);
        let mention = match due {
            Some(due) => self.pieces_due.remove(due).1,
            None if piece.number > 1 => {
                return Err(format!("entity mark {name} without the piece before it"));
            }
            None => {
                self.mentions.push(MarkedMention {
                    entity: piece.entity.to_owned(),
                    words: word..word + 1,
                });
                self.mentions.len() - 1
            }
        };
        self.open.push((name.to_owned(), mention));
        Ok(())
    }

    /// Closes the mention of that name that was opened last.
    fn end(&mut self, name: &str, word: usize) -> Result<(), String> {
        let open = self.open.iter().rposition(|(open, _)| open == name);
        let Some(open) = open else {
            return Err(format!("a mention of entity {name} is closed but not open"));
        };
        let (_, mention) = self.open.remove(open);
        if let Some(mention) = self.mentions.get_mut(mention) {
            mention.words.end = word + 1;
        }
        let piece = Piece::of(name)?;
        if piece.number < piece.of {
            let next = format!("{}[{}/{}]", piece.entity, piece.number + 1, piece.of);
            self.pieces_due.push((next, mention));
        }
        Ok(())
    }

    /// The mentions in the order of their beginnings.
    pub(super) fn finish(self) -> Result<Vec<MarkedMention>, String> {
        match (self.open.first(), self.pieces_due.first()) {
            (Some((name, _)), _) => Err(format!(
                "a mention of entity {name} is not closed in its sentence"
            )),
            (None, Some((piece, _))) => Err(format!("entity mark {piece} is not in its sentence")),
            (None, None) => Ok(self.mentions),
        }
    }
}

/// What a mark names: an entity, or one of several pieces of a mention of it.
struct Piece<'a> {
    entity: &'a str,
    number: usize,
    of: usize,
}

impl<'a> Piece<'a> {
    fn of(name: &'a str) -> Result<Self, String> {
        let malformed = || format!("entity mark {name:?} names no entity");
        let (entity, number, of) = match name.split_once('[') {
            None => (name, 1, 1),
            Some((entity, numbers)) => {
                let numbers = numbers.strip_suffix(']').ok_or_else(malformed)?;
                let (number, of) = numbers.split_once('/').ok_or_else(malformed)?;
                (
                    entity,
                    number.parse().map_err(|_| malformed())?,
                    of.parse().map_err(|_| malformed())?,
                )
            }
        };
        if entity.is_empty() || number == 0 || number > of {
            return Err(malformed());
        }
        Ok(Piece { entity, number, of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(marks: &[&str]) -> Result<Vec<(String, Range<usize>)>, String> {
        let mut reader = EntityMarks::default();
        for (word, marks) in marks.iter().enumerate() {
            reader.read(marks, word)?;
        }
        let mentions = reader.finish()?.into_iter();
        Ok(mentions.map(|m| (m.entity, m.words)).collect())
    }

    fn mention(entity: &str, words: Range<usize>) -> (String, Range<usize>) {
        (entity.to_owned(), words)
    }

    #[test]
    fn mentions_nest_even_those_of_one_entity() {
        // "the envoy and her aide , both of them": the pair holds its members.
        let mentions = read(&[
            "(3-person(1-person",
            "1)",
            "",
            "(2-person(1-person)",
            "2)3)",
        ]);
        assert_eq!(
            mentions.unwrap(),
            [
                mention("3", 0..5),
                mention("1", 0..2),
                mention("2", 3..5),
                mention("1", 3..4)
            ]
        );
        // The inner of two open mentions of one entity is closed first.
        assert_eq!(
            read(&["(1-person", "(1-person", "1)", "1)"]).unwrap(),
            [mention("1", 0..4), mention("1", 1..3)]
        );
    }

    #[test]
    fn pieces_make_one_mention() {
        let mentions = read(&["(4[1/2]-group", "4[1/2])", "(5-time)", "(4[2/2]-group)"]);
        assert_eq!(mentions.unwrap(), [mention("4", 0..4), mention("5", 2..3)]);
    }

    #[test]
    fn marks_that_do_not_fit_are_told() {
        let reason = |marks: &[&str]| read(marks).unwrap_err();
        assert_eq!(
            reason(&["(1-person", "2)"]),
            "a mention of entity 2 is closed but not open"
        );
        assert_eq!(
            reason(&["1"]),
            "entity mark \"1\" is neither opened nor closed"
        );
        assert_eq!(
            reason(&["(1[2/2]-person)"]),
            "entity mark 1[2/2] without the piece before it"
        );
        assert_eq!(
            reason(&["(1[1/2]-person)"]),
            "entity mark 1[2/2] is not in its sentence"
        );
        assert_eq!(reason(&["(-person)"]), "entity mark \"\" names no entity");
        assert_eq!(
            reason(&["(1[1/0]-person)"]),
            "entity mark \"1[1/0]\" names no entity"
        );
    }
}
