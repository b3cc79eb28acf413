//! WordPiece over our own words, as BERT's uncased vocabularies want it.
//!
//! The algorithm is that of Devlin et al. 2019 (BERT), as the reference implementations have it: clean the word, take
//! ideographs apart, decompose and drop accents, put into lower case, divide at punctuation, then cut each part
//! greedily into the longest pieces of the vocabulary.

use std::collections::HashMap;

use unicode_general_category::{GeneralCategory as Category, get_general_category as category};
use unicode_normalization::UnicodeNormalization;

/// Parts longer than this many characters are one unknown piece.
const LONGEST_PART: usize = 100;

/// A word gives at most this many pieces; what a longer one (an address, a line of symbols) has beyond is left out.
pub const MOST_PIECES: usize = 64;

/// A vocabulary file is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// A special piece is missing.
    #[error("{file}: no line `{piece}`")]
    Missing {
        /// The file as the caller named it.
        file: String,
        /// The piece looked for.
        piece: &'static str,
    },
    /// A piece occurs twice.
    #[error("{file}:{line}: `{piece}` occurs twice")]
    Twice {
        /// The file as the caller named it.
        file: String,
        /// Line of the second occurrence, from 1.
        line: usize,
        /// The piece.
        piece: String,
    },
}

/// A WordPiece vocabulary with the ids of its special pieces.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// Pieces that begin a part.
    first: HashMap<Box<str>, i32>,
    /// Pieces that continue one, without their `##`.
    later: HashMap<Box<str>, i32>,
    unknown: i32,
    /// Id of `[CLS]`, the beginning of a window.
    pub begin: i32,
    /// Id of `[SEP]`, the end of a window.
    pub end: i32,
    /// Id of `[PAD]`.
    pub pad: i32,
}

impl Vocabulary {
    /// Reads a vocabulary: one piece a line, its id the number of the line from 0. `file` is for messages.
    ///
    /// # Errors
    /// Names a special piece that is missing or a piece that occurs twice.
    pub fn parse(file: &str, text: &str) -> Result<Self, VocabularyError> {
        let (mut first, mut later) = (
            HashMap::with_capacity(32_768),
            HashMap::with_capacity(8_192),
        );
        for (id, piece) in (0i32..).zip(text.lines()) {
            let (table, bare) = match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (&mut later, rest),
                _ => (&mut first, piece),
            };
            if table.insert(Box::from(bare), id).is_some() {
                return Err(VocabularyError::Twice {
                    file: file.to_owned(),
                    line: id as usize + 1,
                    piece: piece.to_owned(),
                });
            }
        }
        let special = |piece: &'static str| {
            first
                .get(piece)
                .copied()
                .ok_or_else(|| VocabularyError::Missing {
                    file: file.to_owned(),
                    piece,
                })
        };
        let (unknown, begin, end, pad) = (
            special("[UNK]")?,
            special("[CLS]")?,
            special("[SEP]")?,
            special("[PAD]")?,
        );
        Ok(Self {
            first,
            later,
            unknown,
            begin,
            end,
            pad,
        })
    }

    /// The piece ids of one word: at least one, at most [`MOST_PIECES`].
    pub fn pieces(&self, word: &str, out: &mut Vec<i32>) {
        let before = out.len();
        let mut part = String::new();
        for c in word
            .chars()
            .take(LONGEST_PART * MOST_PIECES)
            .filter(|c| !is_dropped(*c))
        {
            if c.is_ascii() {
                self.take(c.to_ascii_lowercase(), &mut part, out);
            } else {
                for d in std::iter::once(c)
                    .nfd()
                    .filter(|d| category(*d) != Category::NonspacingMark)
                {
                    for e in d.to_lowercase() {
                        self.take(e, &mut part, out);
                    }
                }
            }
        }
        self.close(&mut part, out);
        out.truncate(before + MOST_PIECES);
        if out.len() == before {
            out.push(self.unknown);
        }
    }

    fn take(&self, c: char, part: &mut String, out: &mut Vec<i32>) {
        if c.is_whitespace() {
            self.close(part, out);
        } else if is_punctuation(c) || is_ideograph(c) {
            self.close(part, out);
            part.push(c);
            self.close(part, out);
        } else {
            part.push(c);
        }
    }

    /// Cuts the part gathered so far into pieces and empties it.
    fn close(&self, part: &mut String, out: &mut Vec<i32>) {
        if part.is_empty() {
            return;
        }
        let before = out.len();
        let mut rest = part.as_str();
        let mut known = part.len() <= LONGEST_PART || part.chars().count() <= LONGEST_PART;
        while known && !rest.is_empty() {
            let table = if out.len() == before {
                &self.first
            } else {
                &self.later
            };
            match longest(table, rest) {
                Some((length, id)) => {
                    out.push(id);
                    rest = &rest[length..];
                }
                None => known = false,
            }
        }
        if !known {
            out.truncate(before);
            out.push(self.unknown);
        }
        part.clear();
    }
}

/// The longest beginning of `text` in the table: its length in bytes and its id.
fn longest(table: &HashMap<Box<str>, i32>, text: &str) -> Option<(usize, i32)> {
    let ends = text
        .char_indices()
        .map(|(i, _)| i)
        .skip(1)
        .chain([text.len()]);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter()
        .rev()
        .find_map(|end| table.get(&text[..end]).map(|&id| (end, id)))
}

/// Control characters and the like, which the reference drops.
fn is_dropped(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    }
    c == '\u{FFFD}'
        || matches!(
            category(c),
            Category::Control | Category::Format | Category::PrivateUse
        )
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(
        category(c),
        Category::ConnectorPunctuation
            | Category::DashPunctuation
            | Category::OpenPunctuation
            | Category::ClosePunctuation
            | Category::InitialPunctuation
            | Category::FinalPunctuation
            | Category::OtherPunctuation
    )
}

/// The ideographs that the reference sets apart, by its own ranges.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B73F}'
        | '\u{2B740}'..='\u{2B81F}' | '\u{2B920}'..='\u{2CEAF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::{MOST_PIECES, Vocabulary, VocabularyError};

    const SMALL: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n.\n-\nhani\n##yeh\nhaniyeh\nal\ncafe\n##s\n北\n京\nu\ns\n'\n##x\na";

    fn cut(word: &str) -> String {
        let vocabulary = Vocabulary::parse("small", SMALL).expect("a sound vocabulary");
        let mut ids = Vec::new();
        vocabulary.pieces(word, &mut ids);
        let lines: Vec<&str> = SMALL.lines().collect();
        let pieces: Vec<&str> = ids.iter().map(|&id| lines[id as usize]).collect();
        pieces.join(" ")
    }

    #[test]
    fn the_longest_piece_wins() {
        assert_eq!(cut("Haniyeh"), "haniyeh");
        assert_eq!(cut("HANIYEHS"), "haniyeh ##s");
        assert_eq!(cut("Haniyehyeh"), "haniyeh ##yeh");
    }

    #[test]
    fn case_accents_and_control_characters_go() {
        assert_eq!(cut("Cafés"), "cafe ##s");
        assert_eq!(cut("CAFE\u{301}"), "cafe");
        assert_eq!(cut("ca\u{AD}fe\u{200D}"), "cafe");
    }

    #[test]
    fn punctuation_and_ideographs_are_parts_of_their_own() {
        assert_eq!(cut("al-Haniyeh"), "al - haniyeh");
        assert_eq!(cut("U.S."), "u . s .");
        assert_eq!(cut("北京"), "北 京");
        assert_eq!(cut("'s"), "' s");
    }

    #[test]
    fn what_cannot_be_cut_is_unknown_as_a_whole() {
        assert_eq!(cut("haniyehz"), "[UNK]");
        assert_eq!(cut("\u{200D}"), "[UNK]");
        assert_eq!(cut(&"x".repeat(101)), "[UNK]");
        assert_eq!(
            cut(&format!("a{}", "x".repeat(99))).split(' ').count(),
            MOST_PIECES
        );
        assert_eq!(cut(&".".repeat(1000)).split(' ').count(), MOST_PIECES);
    }

    #[test]
    fn a_vocabulary_without_its_special_pieces_is_refused() {
        let missing = Vocabulary::parse("v", "[PAD]\n[UNK]\n[CLS]\na").err();
        assert_eq!(
            missing,
            Some(VocabularyError::Missing {
                file: "v".into(),
                piece: "[SEP]"
            })
        );
        let twice = Vocabulary::parse("v", "a\nb\na")
            .err()
            .map(|e| e.to_string());
        assert_eq!(twice.as_deref(), Some("v:3: `a` occurs twice"));
    }
}
