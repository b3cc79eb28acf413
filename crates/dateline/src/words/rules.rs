use std::collections::HashMap;

use crate::lexicon::{LexiconError, List, pairs};

/// When an abbreviation keeps its full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepsStop {
    Always,
    BeforeNumber,
    Inside,
}

/// The lexical knowledge of the tokenizer for one language.
#[derive(Debug, Clone)]
pub struct WordRules {
    pub(super) abbreviations: HashMap<String, KeepsStop>,
    pub(super) contractions: HashMap<&'static str, usize>,
    pub(super) apostrophe_endings: List,
    pub(super) apostrophe_words: List,
    pub(super) hyphen_prefixes: List,
    pub(super) dotted_endings: List,
    pub(super) number_units: List,
    pub(super) whole_words: List,
    pub(super) currency_prefixes: List,
    pub(super) emoticons: List,
}

macro_rules! list {
    ($name:literal) => {
        List::parse(
            concat!("en/", $name),
            include_str!(concat!("../../lexicon/en/", $name)),
        )
    };
}

impl WordRules {
    /// The rules for English, from `lexicon/en/`.
    ///
    /// # Errors
    /// Names file and line of a mistake in the data.
    pub fn english() -> Result<Self, LexiconError> {
        Ok(Self {
            abbreviations: abbreviations(
                "en/abbreviations.tsv",
                include_str!("../../lexicon/en/abbreviations.tsv"),
            )?,
            contractions: contractions(
                "en/contractions.tsv",
                include_str!("../../lexicon/en/contractions.tsv"),
            )?,
            apostrophe_endings: list!("apostrophe-endings.txt")?,
            apostrophe_words: list!("apostrophe-words.txt")?,
            hyphen_prefixes: list!("hyphen-prefixes.txt")?,
            dotted_endings: list!("dotted-endings.txt")?,
            number_units: list!("number-units.txt")?,
            whole_words: list!("whole-words.txt")?,
            currency_prefixes: list!("currency-prefixes.txt")?,
            emoticons: list!("emoticons.txt")?,
        })
    }

    /// When the word keeps a full stop written against it, if it is an abbreviation.
    pub(crate) fn keeps_stop(&self, word: &str) -> Option<KeepsStop> {
        (word.len() <= 12)
            .then(|| self.abbreviations.get(word).copied())
            .flatten()
    }
}

fn abbreviations(
    file: &str,
    text: &'static str,
) -> Result<HashMap<String, KeepsStop>, LexiconError> {
    let mut table = HashMap::new();
    for (line, word, when) in pairs(file, text)? {
        let keeps = match when {
            "always" => KeepsStop::Always,
            "number" => KeepsStop::BeforeNumber,
            "inside" => KeepsStop::Inside,
            other => {
                let problem = format!("`{other}` is none of always, number, inside");
                return Err(LexiconError::new(file, line, problem));
            }
        };
        if keeps == KeepsStop::Always {
            table
                .entry(word.to_uppercase())
                .or_insert(KeepsStop::Inside);
        }
        table.insert(word.to_owned(), keeps);
    }
    Ok(table)
}

fn contractions(
    file: &str,
    text: &'static str,
) -> Result<HashMap<&'static str, usize>, LexiconError> {
    let mut table = HashMap::new();
    for (line, word, parts) in pairs(file, text)? {
        let Some((first, second)) = parts.split_once(' ') else {
            return Err(LexiconError::new(
                file,
                line,
                "two parts divided by a space expected",
            ));
        };
        if !word.is_ascii() || [first, second].concat() != word {
            return Err(LexiconError::new(
                file,
                line,
                "the parts must make up the word, in ASCII letters",
            ));
        }
        table.insert(word, first.len());
    }
    Ok(table)
}
