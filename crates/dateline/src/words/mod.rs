//! Words: what the heads of the encoder and every rule count by.
//!
//! The conventions are those of the Universal Dependencies treebanks of English (EWT, GUM), as far as rules can follow
//! them: marks stand alone, contractions are their syntactic words (`do|n't`, `Okonkwo|'s`, `can|not`), hyphens split
//! compounds (`well|-|known`) but not prefixes (`anti-ship`), numbers keep their separators, abbreviations their stop.
//! Words never cross white space, never overlap, and cover every character that is not white space.

mod apostrophe;
mod chars;
mod rules;
mod scan;

use std::ops::Range;

pub use rules::WordRules;

/// One word: a half-open range of UTF-8 bytes of the text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordSpan {
    /// First byte.
    pub start: u32,
    /// First byte after the word.
    pub end: u32,
}

impl WordSpan {
    /// The word's text; empty if the span does not belong to `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// A run of words as it stands in the text, white space between them as one space; empty beyond the end.
pub fn surface(text: &str, words: &[WordSpan], run: &Range<usize>) -> String {
    let (first, last) = (words.get(run.start), words.get(run.end.saturating_sub(1)));
    let whole = first
        .zip(last)
        .and_then(|(a, b)| text.get(a.start as usize..b.end as usize))
        .unwrap_or("");
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl WordRules {
    /// The words of a text in order.
    ///
    /// Takes time linear in the length of the text: every look ahead is bounded. Text past 4 GiB has no words, since
    /// spans could not name them.
    pub fn words(&self, text: &str) -> Vec<WordSpan> {
        if u32::try_from(text.len()).is_err() {
            return Vec::new();
        }
        let mut words = Vec::with_capacity(text.len() / 5);
        let mut at = 0;
        while let Some(start) = chars::skip_space(text, at) {
            let end = chars::chunk_end(text, start);
            let mut scan = scan::Scan {
                rules: self,
                text,
                at: start,
                end,
                words: &mut words,
            };
            scan.chunk();
            at = end;
        }
        words
    }
}

/// The words that share a character with the bytes `span`; none if no word does.
pub fn touching(words: &[WordSpan], span: Range<usize>) -> Range<usize> {
    let first = words.partition_point(|w| (w.end as usize) <= span.start);
    let end = words.partition_point(|w| (w.start as usize) < span.end);
    first..end.max(first)
}

#[cfg(test)]
mod tests;
