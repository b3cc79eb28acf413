//! What the finding of labels knows of words: lists of `lexicon/en/voices/`.

use std::collections::HashMap;

use crate::lexicon::{LexiconError, List, pairs};
use crate::syntax::regular_forms;

/// Where the name stands that a verb gives to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Behind the one who is called so: "called him a traitor".
    Complement,
    /// With "as": "described him as a hero".
    As,
    /// Either way: "branded him a traitor", "branded him as a traitor".
    Both,
    /// Both with prepositions: "referred to him as a hero".
    ToAs,
    /// In a clause of being: "accused him of being a spy".
    Being,
}

/// Word lists of the labels.
#[derive(Debug, Clone)]
pub struct LabelWords {
    verbs: HashMap<&'static str, Takes>,
    forms: HashMap<String, Takes>,
    nouns: List,
    modifiers: List,
    bearers: List,
    definite: List,
    empty: List,
    denials: List,
}

impl LabelWords {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/voices/naming-verbs.tsv";
        let mut verbs = HashMap::new();
        for (line, lemma, takes) in pairs(
            file,
            include_str!("../../lexicon/en/voices/naming-verbs.tsv"),
        )? {
            let takes = match takes {
                "complement" => Takes::Complement,
                "as" => Takes::As,
                "both" => Takes::Both,
                "to-as" => Takes::ToAs,
                "being" => Takes::Being,
                other => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{other}` is no place for a name"),
                    ));
                }
            };
            if verbs.insert(lemma, takes).is_some() {
                return Err(LexiconError::new(
                    file,
                    line,
                    format!("`{lemma}` is listed twice"),
                ));
            }
        }
        let forms = verbs
            .iter()
            .flat_map(|(lemma, takes)| regular_forms(lemma).map(|form| (form, *takes)))
            .collect();
        Ok(Self {
            verbs,
            forms,
            nouns: List::parse(
                "en/voices/evaluative-nouns.txt",
                include_str!("../../lexicon/en/voices/evaluative-nouns.txt"),
            )?,
            modifiers: List::parse(
                "en/voices/evaluative-modifiers.txt",
                include_str!("../../lexicon/en/voices/evaluative-modifiers.txt"),
            )?,
            bearers: List::parse(
                "en/voices/bearers.txt",
                include_str!("../../lexicon/en/voices/bearers.txt"),
            )?,
            definite: List::parse(
                "en/definite.txt",
                include_str!("../../lexicon/en/definite.txt"),
            )?,
            empty: List::parse(
                "en/voices/no-labels.txt",
                include_str!("../../lexicon/en/voices/no-labels.txt"),
            )?,
            denials: List::parse(
                "en/voices/denials.txt",
                include_str!("../../lexicon/en/voices/denials.txt"),
            )?,
        })
    }

    /// Where a verb takes the name that it gives; `None` for a verb that gives none. A regular form is known by itself, for
    /// the lemma of a rare verb may be wrong.
    pub fn takes(&self, form: &str, lemma: &str) -> Option<Takes> {
        let by_form = || self.forms.get(form.to_lowercase().as_str());
        self.verbs.get(lemma).or_else(by_form).copied()
    }

    /// "traitor", "hero": a noun that judges.
    pub fn is_evaluative(&self, lemma: &str) -> bool {
        self.nouns.has_lower(lemma)
    }

    /// "terror" before "group": a word that makes a judgement of the noun behind it.
    pub fn is_modifier(&self, form: &str) -> bool {
        self.modifiers.has_lower(form)
    }

    /// "group", "state": a noun that can bear such a word.
    pub fn is_bearer(&self, lemma: &str) -> bool {
        self.bearers.has_lower(lemma)
    }

    /// "the", "our": what points to somebody in particular.
    pub fn is_definite(&self, form: &str) -> bool {
        self.definite.has_lower(form)
    }

    /// "part", "reason": nouns that say nothing of what somebody is.
    pub fn is_empty(&self, lemma: &str) -> bool {
        self.empty.has_lower(lemma)
    }

    /// "not", "if": with these nobody is called so.
    pub fn is_denial(&self, form: &str) -> bool {
        self.denials.has_lower(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_by_lemma_and_by_regular_form() {
        let words = LabelWords::english().unwrap();
        assert_eq!(words.takes("saw", "see"), Some(Takes::As));
        assert_eq!(words.takes("labelled", "labell"), Some(Takes::Both));
        assert_eq!(words.takes("Accused", "accus"), Some(Takes::Being));
        assert_eq!(words.takes("vilified", "vilifi"), Some(Takes::As));
        assert_eq!(words.takes("walked", "walk"), None);
    }
}
