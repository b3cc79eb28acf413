use std::collections::HashSet;

use super::LexiconError;

/// The lines of a data file that carry an entry, with their line numbers (from 1).
pub fn entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim_end()))
        .filter(|(_, line)| !line.is_empty() && *line != "#" && !line.starts_with("# "))
}

/// Gives each entry of a file to `add`.
///
/// # Errors
/// Names the line of the first entry that `add` finds a problem with.
pub fn each_entry<'t>(
    file: &str,
    text: &'t str,
    mut add: impl FnMut(&'t str) -> Result<(), String>,
) -> Result<(), LexiconError> {
    entries(text).try_for_each(|(line, entry)| {
        add(entry).map_err(|problem| LexiconError::new(file, line, problem))
    })
}

/// The entries of a file of two columns divided by one tab.
///
/// # Errors
/// Names the first line that has not exactly two filled columns.
pub fn pairs<'t>(
    file: &str,
    text: &'t str,
) -> Result<Vec<(usize, &'t str, &'t str)>, LexiconError> {
    entries(text)
        .map(|(line, entry)| match entry.split_once('\t') {
            Some((left, right))
                if !left.is_empty() && !right.is_empty() && !right.contains('\t') =>
            {
                Ok((line, left, right))
            }
            _ => Err(LexiconError::new(
                file,
                line,
                "two columns divided by a tab expected",
            )),
        })
        .collect()
}

/// A set of words read from a file with one word a line.
#[derive(Debug, Clone, Default)]
pub struct List {
    words: HashSet<&'static str>,
    longest: usize,
}

impl List {
    /// Reads a list.
    ///
    /// # Errors
    /// Names the first line that repeats an earlier one.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut list = Self::default();
        for (line, word) in entries(text) {
            if !list.words.insert(word) {
                return Err(LexiconError::new(
                    file,
                    line,
                    format!("`{word}` is listed twice"),
                ));
            }
            list.longest = list.longest.max(word.len());
        }
        Ok(list)
    }

    /// Whether the list has the word, exactly so written.
    pub fn has(&self, word: &str) -> bool {
        word.len() <= self.longest && self.words.contains(word)
    }

    /// Whether the list has the word once it is put into lower case.
    pub fn has_lower(&self, word: &str) -> bool {
        // A lower-case form is at most three times as long as the word it comes from.
        word.len() <= 3 * self.longest && self.words.contains(word.to_lowercase().as_str())
    }

    /// Length in bytes of the longest word.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// All words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }
}
