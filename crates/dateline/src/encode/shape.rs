//! Word shapes: what an uncased encoder cannot see of a word.
//!
//! The encoder's vocabulary is lower case, so each subword carries beside its id the shape of the word it was cut
//! from. Training computes the same ids; this is the rule, exactly:
//!
//! For every character `c` of the word as it stands in the text (not lower-cased, not normalised),
//! * `c` is *upper* if putting it into lower case changes it (Python `c.lower() != c`);
//! * `c` is *lower* if it is not upper and putting it into upper case changes it (`c.upper() != c`);
//! * `c` is a *digit* if it is one of ASCII `0` to `9`;
//! * all other characters (marks, letters of scripts without case, other digits) count for nothing.
//!
//! With `u`, `l`, `d` the numbers of upper, lower and digit characters, the first line that holds gives the shape:
//!
//! | id | shape | holds if | examples |
//! |---|---|---|---|
//! | 0 | other | `u + l + d = 0` | `,` `...` `$` `北京` |
//! | 6 | digits | `u + l = 0` | `12` `1,000.5` `9/11` `6:30` |
//! | 7 | letters and digits | `d > 0` | `2nd` `1990s` `F16` `covid19` |
//! | 1 | lower | `u = 0` | `troops` `'s` `n't` `e-mail` |
//! | 4 | single upper letter | `u = 1` and `l = 0` | `A` `J.` `I` |
//! | 3 | all capitals | `l = 0` | `NATO` `U.S.` `AT&T` |
//! | 2 | capitalised | `u = 1` and the first character that is upper or lower is upper | `Tehran` `Mr.` `Élysée` |
//! | 5 | mixed | otherwise | `McDonald` `iPhone` `O'Brien` `anti-American` |
//!
//! `[CLS]`, `[SEP]` and `[PAD]` have shape 0.

/// How many shapes there are: the rows of the shape embedding.
pub const SHAPES: usize = 8;

/// The shape of a word, by the table at the head of this module.
pub fn shape(word: &str) -> u8 {
    let (mut upper, mut lower, mut digits) = (0usize, 0usize, 0usize);
    let mut first_cased_is_upper = None;
    for c in word.chars() {
        if changes(c, c.to_lowercase()) {
            upper += 1;
            first_cased_is_upper.get_or_insert(true);
        } else if changes(c, c.to_uppercase()) {
            lower += 1;
            first_cased_is_upper.get_or_insert(false);
        } else if c.is_ascii_digit() {
            digits += 1;
        }
    }
    match (upper, lower, digits) {
        (0, 0, 0) => 0,
        (0, 0, _) => 6,
        (_, _, 1..) => 7,
        (0, _, _) => 1,
        (1, 0, _) => 4,
        (_, 0, _) => 3,
        (1, _, _) if first_cased_is_upper == Some(true) => 2,
        _ => 5,
    }
}

fn changes(c: char, mut cased: impl Iterator<Item = char>) -> bool {
    cased.next() != Some(c) || cased.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn shapes_follow_the_table() {
        let table = [
            (0, ", ... $ 北京 — “"),
            (6, "12 1,000.5 9/11 6:30"),
            (7, "2nd 1990s F16 covid19"),
            (1, "troops 's n't e-mail straße"),
            (4, "A J. I"),
            (3, "NATO U.S. AT&T ÉTÉ"),
            (2, "Tehran Mr. Élysée"),
            (5, "McDonald iPhone O'Brien anti-American Anti-American"),
        ];
        for (id, words) in table {
            for word in words.split(' ') {
                assert_eq!(shape(word), id, "{word}");
            }
        }
        assert_eq!(shape(""), 0);
    }
}
