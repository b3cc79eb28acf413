/// A word, a number or a mark of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    pub text: &'t str,
    /// The same in lower case, with typographic marks made plain.
    pub lower: String,
    pub shape: Shape,
    /// What lies between the word before and this one.
    pub gap: Gap,
    /// Which list of the lexicon has the forms that begin with it.
    pub forms: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Letters,
    Digits,
    Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: the two are written together.
    Glued,
    /// Spaces or one line break.
    Space,
    /// The start of the text or of a paragraph.
    Paragraph,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub fn capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub fn is_mark(&self, mark: &str) -> bool {
        self.shape == Shape::Mark && self.lower == mark
    }

    /// The number it writes, if it is all digits and at most nine of them.
    pub fn number(&self) -> Option<u32> {
        (self.shape == Shape::Digits && self.text.len() <= 9)
            .then(|| self.text.parse().ok())
            .flatten()
    }
}

/// Cuts a text into runs of letters, runs of ASCII digits, and single marks.
///
/// Finer than words: "1980s" is two pieces, "third-quarter" three. [`Gap`] tells
/// which pieces are written together.
pub(super) fn scan(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let shape = shape_of(first);
        let mut end = start + first.len_utf8();
        while shape != Shape::Mark
            && let Some(&(at, next)) = rest.peek()
            && !next.is_whitespace()
            && (shape_of(next) == shape || (shape == Shape::Letters && is_joiner(next)))
        {
            end = at + next.len_utf8();
            rest.next();
        }
        let surface = &text[start..end];
        let before = words.last().map_or(0, |word| word.end);
        words.push(Word {
            start,
            end,
            text: surface,
            lower: plain(surface),
            shape,
            gap: gap(&text[before..start], words.is_empty()),
            forms: None,
        });
    }
    words
}

fn shape_of(character: char) -> Shape {
    if character.is_ascii_digit() {
        Shape::Digits
    } else if character.is_alphabetic() {
        Shape::Letters
    } else {
        Shape::Mark
    }
}

/// Combining marks and soft hyphens stay inside a word.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{00AD}')
}

fn gap(between: &str, first: bool) -> Gap {
    if first || between.matches('\n').count() > 1 || between.contains('\u{2029}') {
        Gap::Paragraph
    } else if between.is_empty() {
        Gap::Glued
    } else {
        Gap::Space
    }
}

fn plain(surface: &str) -> String {
    let single = match surface {
        "\u{2019}" | "\u{2018}" | "`" => "'",
        "\u{2013}" | "\u{2014}" | "\u{2011}" | "\u{2010}" => "-",
        _ => return surface.to_lowercase(),
    };
    single.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_know_what_they_are_written_together_with() {
        let words = scan("mid-1980s\n\nOn 6 May");
        let seen: Vec<_> = words.iter().map(|w| (w.text, w.gap)).collect();
        assert_eq!(
            seen,
            [
                ("mid", Gap::Paragraph),
                ("-", Gap::Glued),
                ("1980", Gap::Glued),
                ("s", Gap::Glued),
                ("On", Gap::Paragraph),
                ("6", Gap::Space),
                ("May", Gap::Space),
            ]
        );
    }
}
