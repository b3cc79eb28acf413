/// Whether a character divides words without being part of one: white space and the invisible characters used for it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{200E}' | '\u{200F}'
        )
}

/// First position at or after `at` that is not space; `None` at the end of the text.
pub(super) fn skip_space(text: &str, at: usize) -> Option<usize> {
    text.get(at..)?
        .char_indices()
        .find(|(_, c)| !is_space(*c))
        .map(|(i, _)| at + i)
}

/// End of the run without space that begins at `start`.
pub(super) fn chunk_end(text: &str, start: usize) -> usize {
    text[start..]
        .char_indices()
        .find(|(_, c)| is_space(*c))
        .map_or(text.len(), |(i, _)| start + i)
}

/// Marks that belong to the character before them: combining accents, joiners, variation selectors, soft hyphens.
pub(super) fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{200C}' | '\u{200D}' | '\u{00AD}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Characters words are made of.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_joined(c)
}

/// Characters that stand for an apostrophe between letters.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{00B4}' | '`' | '\u{FF07}'
    )
}

/// Hyphens that join the parts of a compound.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}
