//! Word shapes: what an uncased encoder cannot see of a word.
//!
//! The encoder's vocabulary is lower case, so each subword carries beside its id the shape of the word it was cut
//! from. Training computes the same ids (`training/dateline_training/wordpiece.py` and `windows.py`); this is the rule.
//!
//! Of the characters of the word as it stands in the text (not lower-cased, not normalised), *letters* are those that
//! are alphabetic, *digits* those that are decimal or superscript digits (Python `isalpha`, `isdigit`), *capitals*
//! those letters that are upper case (`isupper`; letters of scripts without case are no capitals). The first line that
//! holds gives the form:
//!
//! | id | form | holds if | examples |
//! |---|---|---|---|
//! | 0 | other | no letters and no digits | `,` `...` `$` |
//! | 6 | digits | no letters | `12` `1,000.5` `9/11` `6:30` |
//! | 7 | letters and digits | any digit | `2nd` `1990s` `F16` `covid19` |
//! | 1 | lower | no capitals | `troops` `'s` `n't` `e-mail` `北京` |
//! | 3 | all capitals | every letter is a capital, two or more | `NATO` `U.S.` `AT&T` |
//! | 4 | single capital | every letter is a capital, one | `A` `J.` `I` |
//! | 2 | capitalised | the first letter is a capital and no other is | `Tehran` `Mr.` `Élysée` |
//! | 5 | mixed | otherwise | `McDonald` `iPhone` `O'Brien` `anti-American` |
//!
//! To the form is added 8 if the word begins a line (it is the first word, or a line feed stands between it and the
//! word before), and 16 if nothing stands between it and the word before. `[CLS]`, `[SEP]` and `[PAD]` have shape 0.

use crate::words::WordSpan;

/// How many shapes there are: the rows of the shape embedding.
pub const SHAPES: usize = 32;

const BEGINS_LINE: u8 = 8;
const GLUED: u8 = 16;

/// The shapes of all words of a text, by the rule at the head of this module.
pub fn shapes(text: &str, words: &[WordSpan]) -> Vec<u8> {
    let mut before = None;
    words
        .iter()
        .map(|word| {
            let gap =
                before.map(|end: u32| text.get(end as usize..word.start as usize).unwrap_or(""));
            before = Some(word.end);
            form(word.of(text))
                + match gap {
                    None => BEGINS_LINE,
                    Some("") => GLUED,
                    Some(gap) if gap.contains('\n') => BEGINS_LINE,
                    Some(_) => 0,
                }
        })
        .collect()
}

/// The form of a word: its shape before what stands around it is counted.
pub fn form(word: &str) -> u8 {
    let (mut letters, mut capitals, mut digits) = (0usize, 0usize, 0usize);
    let mut begins_with_capital = false;
    for c in word.chars() {
        if c.is_alphabetic() {
            let capital = c.is_uppercase();
            begins_with_capital |= letters == 0 && capital;
            letters += 1;
            capitals += usize::from(capital);
        } else if is_digit(c) {
            digits += 1;
        }
    }
    match (letters, digits) {
        (0, 0) => 0,
        (0, _) => 6,
        (_, 1..) => 7,
        _ if capitals == 0 => 1,
        _ if capitals == letters => 3 + u8::from(letters == 1),
        _ if begins_with_capital && capitals == 1 => 2,
        _ => 5,
    }
}

/// Decimal and superscript digits; of the scripts whose digits news in English may quote.
fn is_digit(c: char) -> bool {
    matches!(c,
        '0'..='9' | '²' | '³' | '¹' | '\u{2070}'..='\u{2079}' | '\u{2080}'..='\u{2089}' | '\u{0660}'..='\u{0669}'
        | '\u{06F0}'..='\u{06F9}' | '\u{0966}'..='\u{096F}' | '\u{09E6}'..='\u{09EF}' | '\u{FF10}'..='\u{FF19}'
        | '\u{2460}'..='\u{2468}')
}

#[cfg(test)]
mod tests {
    use super::{form, shapes};
    use crate::words::WordRules;

    #[test]
    fn forms_follow_the_table() {
        let table = [
            (0, ", ... $ — “"),
            (6, "12 1,000.5 9/11 6:30 ²"),
            (7, "2nd 1990s F16 covid19"),
            (1, "troops 's n't e-mail straße 北京"),
            (4, "A J. I"),
            (3, "NATO U.S. AT&T ÉTÉ"),
            (2, "Tehran Mr. Élysée"),
            (5, "McDonald iPhone O'Brien anti-American Anti-American"),
        ];
        for (id, words) in table {
            for word in words.split(' ') {
                assert_eq!(form(word), id, "{word}");
            }
        }
        assert_eq!(form(""), 0);
    }

    #[test]
    fn shapes_tell_line_beginnings_and_words_without_space_before_them() {
        let text = "Rebels left.\n\nNATO didn't.";
        let rules = WordRules::english().expect("the shipped lexicon is sound");
        let expected = [2 + 8, 1, 16, 3 + 8, 1, 1 + 16, 16];
        assert_eq!(shapes(text, &rules.words(text)), expected);
    }
}
