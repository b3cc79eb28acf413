//! The words of a text, as far as two texts are compared by them.

use sha2::{Digest, Sha256};

/// The runs of letters and digits of a text, an apostrophe between letters included, with their place in it.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text.get(rest..)?.find(inside)?;
        let length = text[start..].find(|c| !inside(c));
        let end = length.map_or(text.len(), |length| start + length);
        rest = end;
        Some((start, &text[start..end]))
    })
    .map(|(start, run)| {
        let word = run.trim_start_matches(['\'', '’']);
        let start = start + run.len() - word.len();
        (start, word.trim_end_matches(['\'', '’']))
    })
    .filter(|(_, word)| !word.is_empty())
}

/// A number for a word that is the same on every machine and in every version: it stands in stores.
pub(crate) fn number(word: &str) -> u64 {
    let digest = Sha256::digest(word.as_bytes());
    let first = digest.iter().take(8);
    first.fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between_spaces_and_marks() {
        let found = |text| words(text).collect::<Vec<_>>();
        let text = "'Orlu's men,' 12 in all";
        assert_eq!(
            found(text),
            [
                (1, "Orlu's"),
                (8, "men"),
                (14, "12"),
                (17, "in"),
                (20, "all")
            ]
        );
        assert_eq!(found(" — ' … "), []);
        assert_eq!(found("naïve"), [(0, "naïve")]);
    }

    #[test]
    fn a_word_keeps_its_number() {
        assert_eq!(number("rebels"), number("rebels"));
        assert_ne!(number("rebels"), number("rebel"));
        // The first bytes of SHA-256, as `sha256sum` prints them.
        assert_eq!(number(""), 0xe3b0_c442_98fc_1c14);
    }
}
