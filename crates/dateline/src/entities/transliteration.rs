//! One foreign name, written in several ways.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::{LexiconError, entries};

const FILE: &str = "en/entities/transliterations.tsv";

/// Folds the ways in which English writes a foreign name into one.
#[derive(Debug, Clone, Default)]
pub struct Transliterations {
    articles: Vec<&'static str>,
    names: HashMap<&'static str, &'static str>,
    letters: Vec<(&'static str, &'static str)>,
}

impl Transliterations {
    /// The rules for names in English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        Self::parse(
            FILE,
            include_str!("../../lexicon/en/entities/transliterations.tsv"),
        )
    }

    /// Reads a table of three columns: kind, what, as.
    ///
    /// # Errors
    /// Names the first line with another kind, or with a wrong number of columns.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut read = Self::default();
        for (line, entry) in entries(text) {
            let columns: Vec<&'static str> = entry.split('\t').collect();
            match *columns.as_slice() {
                ["article", what, _] => read.articles.extend(what.split(';')),
                ["name", what, to] => read.names.extend(what.split(';').map(|w| (w, to))),
                ["letters", what, to] => read.letters.extend(what.split(';').map(|w| (w, to))),
                _ => {
                    let problem = "`article`, `name` or `letters` and two columns expected";
                    return Err(LexiconError::new(file, line, problem));
                }
            }
        }
        Ok(read)
    }

    /// Whether a word is an article that names carry before a hyphen.
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.iter().any(|a| a.eq_ignore_ascii_case(word))
    }

    /// A word of a name in lower case, without article and accents, and in one way of writing if the table lists several.
    pub fn plain(&self, word: &str) -> String {
        let plain: String = word
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .collect();
        let bare = match plain.split_once(['-', '‑']) {
            Some((first, rest)) if self.is_article(first) => rest,
            _ => &plain,
        };
        let letters: String = bare.chars().filter(|c| c.is_alphanumeric()).collect();
        match self.names.get(letters.as_str()) {
            Some(name) => (*name).to_owned(),
            None => letters,
        }
    }

    /// A word of a name, folded as far as names of one report allow: as [`plain`](Self::plain), with letters that stand for
    /// one sound as one, and doubled letters once.
    pub fn fold(&self, word: &str) -> String {
        let mut folded = self.plain(word);
        for (from, to) in &self.letters {
            folded = folded.replace(from, to);
        }
        let mut once = String::with_capacity(folded.len());
        for letter in folded.chars() {
            if !once.ends_with(letter) || letter.is_numeric() {
                once.push(letter);
            }
        }
        once
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_fold_into_one() {
        let rules = Transliterations::english().unwrap();
        for ways in [
            &["Qassem", "Qasem", "Kassem"][..],
            &["al-Arouri", "Arouri", "el-Arouri"],
            &["Soleimani", "Suleimani", "Soleymani"],
            &["Mohammed", "Muhammad", "Mohamed"],
            &["Zelensky", "Zelenskyy", "Zelenskiy"],
        ] {
            let folded: Vec<String> = ways.iter().map(|w| rules.fold(w)).collect();
            assert!(folded.iter().all(|f| *f == folded[0]), "{folded:?}");
        }
        for (one, other) in [("Hassan", "Hussein"), ("Ali", "Alia"), ("Karim", "Karam")] {
            assert_ne!(rules.fold(one), rules.fold(other));
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let error = Transliterations::parse("t.tsv", "name\ta\tb\nvowel\ta\tb").expect_err("vowel");
        assert_eq!(
            error.to_string(),
            "t.tsv:2: `article`, `name` or `letters` and two columns expected"
        );
    }
}
