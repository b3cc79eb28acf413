use crate::words::WordSpan;

use super::{Structure, StructureRules};

/// Whether a sentence begins at a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// One begins.
    Sure,
    /// Rules cannot tell: the learned head decides.
    Unsure,
    /// None begins.
    None,
}

/// A word with what the rules ask of it.
#[derive(Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    /// Nothing stands between it and the word before.
    glued: bool,
    /// A line feed stands between it and the word before.
    line: bool,
}

impl StructureRules {
    /// For every word, whether a sentence begins at it.
    ///
    /// One begins at the first word of each part of the text, and none reaches over into the next part. Sentences that
    /// open with a quotation mark or bracket begin at it.
    pub fn boundaries(
        &self,
        text: &str,
        words: &[WordSpan],
        structure: &Structure,
    ) -> Vec<Boundary> {
        let mut out = vec![Boundary::None; words.len()];
        let caseless = is_caseless(text);
        let blocks = structure.blocks();
        let mut blocks = blocks.iter().peekable();
        let mut previous_block = None;
        let mut first = 0;
        for (i, word) in words.iter().enumerate() {
            while blocks
                .peek()
                .is_some_and(|b| b.range().end <= word.start as usize)
            {
                blocks.next();
            }
            let block = blocks.peek().map(|b| b.range().start);
            if i == 0 || block != previous_block {
                first = i;
                out[i] = Boundary::Sure;
            } else {
                out[i] = self.boundary(text, words, first, i, caseless);
            }
            previous_block = block;
        }
        out
    }

    /// The boundary at word `i` of the block that begins at word `first`, which is before it.
    fn boundary(
        &self,
        text: &str,
        words: &[WordSpan],
        first: usize,
        i: usize,
        caseless: bool,
    ) -> Boundary {
        let token = |at: usize| Token {
            text: words[at].of(text),
            glued: at > 0 && words[at].start == words[at - 1].end,
            line: at > 0 && gap(text, words, at).contains(['\n', '\r']),
        };
        let here = token(i);
        if closes(text, words, i) || is_mark(here.text) || is_note(text, words, i + 2) {
            return Boundary::None;
        }
        // A sentence that opens with quotation marks begins at the first of them.
        if i > first && opens(text, words, i - 1) && !is_end(token(i - 1).text) {
            return Boundary::None;
        }
        let mut before = i - 1;
        let mut closers = 0;
        while before > first && closers < 12 && closes(text, words, before) {
            let note = if is_note(text, words, before) { 3 } else { 1 };
            before = before.saturating_sub(note).max(first);
            closers += note % 3;
        }
        let last = token(before);
        let next = leading(text, words, i);
        let capital = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if here.glued && closers == 0 && !opens(text, words, i) && !is_end(last.text) {
            return Boundary::None;
        }
        match last.text {
            "." if before == first || here.glued && closers == 0 => unsure_if(capital),
            "." if matches!(here.text, "(" | "[") => unsure_if(capital || caseless),
            "." => {
                let label = before < first + 2
                    || is_end(token(before - 2).text)
                    || matches!(token(before - 2).text, ":" | ";");
                self.after_stop(token(before - 1), label, capital || caseless)
            }
            t if is_end(t) && t.starts_with(['.', '…']) => unsure_if(capital),
            t if is_end(t) => match (capital || caseless, closers) {
                (true, 0) => Boundary::Sure,
                (true, _) => Boundary::Unsure,
                (false, 0) => Boundary::Unsure,
                (false, _) => Boundary::None,
            },
            ":" | ";" => unsure_if(capital || opens(text, words, i)),
            t if t.ends_with('.') && t.len() > 1 => self.after_abbreviation(t, next, capital),
            _ if is_bullet(here.text) && here.line => Boundary::Sure,
            _ if closers > 0 => unsure_if(capital),
            t => unsure_if(
                !caseless
                    && next.starts_with(char::is_uppercase)
                    && (here.line
                        || t.ends_with(char::is_lowercase)
                            && self.sentence_starters.has_lower(next)
                            && next.len() > 1),
            ),
        }
    }

    /// After a full stop that is a word of its own: `stopped` is the word it closes, which stands where a number would be
    /// the label of a list if `label`.
    fn after_stop(&self, stopped: Token, label: bool, capital: bool) -> Boundary {
        let number = stopped.text.bytes().all(|b| b.is_ascii_digit());
        let one_letter =
            stopped.text.chars().count() == 1 && stopped.text.chars().all(char::is_alphabetic);
        if label && (number || one_letter) {
            Boundary::None
        } else if one_letter || !capital {
            Boundary::Unsure
        } else {
            Boundary::Sure
        }
    }

    /// After an abbreviation with its stop.
    fn after_abbreviation(&self, abbreviation: &str, next: &str, capital: bool) -> Boundary {
        let bare = &abbreviation[..abbreviation.len() - 1];
        let title = self.before_names.has(bare)
            || self
                .before_names
                .iter()
                .any(|w| w.eq_ignore_ascii_case(bare) && bare.chars().all(char::is_uppercase));
        let initial = bare.chars().count() == 1;
        let number = next.starts_with(|c: char| c.is_ascii_digit());
        unsure_if(capital && !title && !initial && !number)
    }
}

/// Whether the word at `at` closes a bracketed number, as notes and sources are marked: `[17]`.
fn is_note(text: &str, words: &[WordSpan], at: usize) -> bool {
    let number = |w: &str| !w.is_empty() && w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit());
    at >= 2
        && words.get(at).is_some_and(|w| w.of(text) == "]")
        && number(words[at - 1].of(text))
        && words[at - 2].of(text) == "["
}

fn unsure_if(unsure: bool) -> Boundary {
    if unsure {
        Boundary::Unsure
    } else {
        Boundary::None
    }
}

/// Whether the text does without capitals, so that they tell nothing.
fn is_caseless(text: &str) -> bool {
    let (mut letters, mut capitals) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        capitals += usize::from(c.is_uppercase());
    }
    capitals * 200 < letters
}

fn gap<'t>(text: &'t str, words: &[WordSpan], at: usize) -> &'t str {
    text.get(words[at - 1].end as usize..words[at].start as usize)
        .unwrap_or("")
}

fn is_end(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| matches!(c, '.' | '!' | '?' | '…' | '。'))
}

/// Marks no sentence begins with.
fn is_mark(word: &str) -> bool {
    is_end(word) || matches!(word, "," | ";" | ":" | "%" | "-" | "–" | "—" | "--" | "/")
}

fn is_bullet(word: &str) -> bool {
    matches!(
        word,
        "•" | "*" | "■" | "●" | "▪" | "‣" | "◦" | "·" | "►" | "▶" | "–" | "-"
    )
}

/// Whether the word at `at` closes a quotation or a bracket: by its form, or for marks that do both by its side without
/// space.
fn closes(text: &str, words: &[WordSpan], at: usize) -> bool {
    match words[at].of(text) {
        "”" | "’" | "''" | ")" | "]" | "}" | "»" | "’’" => true,
        "\"" | "'" => at > 0 && words[at].start == words[at - 1].end,
        _ => false,
    }
}

/// Whether the word at `at` opens a quotation or a bracket.
fn opens(text: &str, words: &[WordSpan], at: usize) -> bool {
    match words[at].of(text) {
        "“" | "‘" | "``" | "(" | "[" | "{" | "«" | "„" => true,
        "\"" | "'" => at == 0 || words[at].start != words[at - 1].end,
        _ => false,
    }
}

/// The word at `at`, or the first after the opening marks that begin there.
fn leading<'t>(text: &'t str, words: &[WordSpan], at: usize) -> &'t str {
    let mut at = at;
    for _ in 0..3 {
        if at + 1 < words.len() && opens(text, words, at) {
            at += 1;
        }
    }
    words[at].of(text)
}
