//! Words that say what a number counts.

use std::collections::HashMap;

use dateline_record::QuantityKind;

use crate::lexicon::{LexiconError, List, pairs};
use crate::syntax::regular_forms;

/// What a word tells of the number that stands with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The kind; `one`: a single patient without a number counts as one.
    Kind {
        /// What is counted.
        kind: QuantityKind,
        /// Whether a single patient without a number counts.
        one: bool,
    },
    /// No quantity of an event.
    Nothing,
}

/// Words that say what is counted: `lexicon/en/events/quantity-words.tsv` and `quantity-types.tsv`.
#[derive(Debug, Clone)]
pub struct QuantityWords {
    words: HashMap<&'static str, Counted>,
    /// Regular forms of the words.
    forms: HashMap<String, Counted>,
    types: HashMap<QuantityKind, Vec<&'static str>>,
    uncounted: List,
}

impl QuantityWords {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/events/quantity-words.tsv";
        let mut words = HashMap::new();
        for (line, word, meaning) in pairs(
            file,
            include_str!("../../lexicon/en/events/quantity-words.tsv"),
        )? {
            let counted = if meaning == "nothing" {
                Some(Counted::Nothing)
            } else {
                let (kind, one) = meaning
                    .strip_suffix(" one")
                    .map(|k| (k, true))
                    .or_else(|| meaning.strip_suffix(" if counted").map(|k| (k, false)))
                    .unwrap_or(("", false));
                kind_named(kind).map(|kind| Counted::Kind { kind, one })
            };
            let counted = counted.ok_or_else(|| {
                LexiconError::new(file, line, format!("`{meaning}` is no meaning of a number"))
            })?;
            words.insert(word, counted);
        }
        let forms = words
            .iter()
            .filter(|(_, counted)| !matches!(counted, Counted::Nothing))
            .flat_map(|(word, counted)| regular_forms(word).map(|form| (form, *counted)))
            .collect();
        let file = "en/events/quantity-types.tsv";
        let mut types = HashMap::new();
        for (line, kind, names) in pairs(
            file,
            include_str!("../../lexicon/en/events/quantity-types.tsv"),
        )? {
            let kind = kind_named(kind).ok_or_else(|| {
                LexiconError::new(file, line, format!("`{kind}` is no kind of quantity"))
            })?;
            types.insert(kind, names.split(' ').collect());
        }
        Ok(Self {
            words,
            forms,
            types,
            uncounted: List::parse(
                "en/events/uncounted-determiners.txt",
                include_str!("../../lexicon/en/events/uncounted-determiners.txt"),
            )?,
        })
    }

    /// What a word tells, by its lemma or, as that may be wrong, by its form.
    pub fn of(&self, lemma: &str, form: &str) -> Option<Counted> {
        let form = form.to_lowercase();
        self.words
            .get(lemma.to_lowercase().as_str())
            .or_else(|| self.words.get(form.as_str()))
            .or_else(|| self.forms.get(form.as_str()))
            .copied()
    }

    /// Whether a noun behind this determiner is not one in number: "no soldier", "each soldier".
    pub fn is_uncounted(&self, determiner: &str) -> bool {
        self.uncounted.has_lower(determiner)
    }

    /// Whether those who take part make an event of this type: the first of the types of `participants`.
    pub fn makes(&self, event_type: &str) -> bool {
        self.types
            .get(&QuantityKind::Participants)
            .and_then(|t| t.first())
            .is_some_and(|t| *t == event_type)
    }

    /// Whether a quantity of a kind is told of events of a type.
    pub fn fits(&self, kind: QuantityKind, event_type: &str) -> bool {
        self.types
            .get(&kind)
            .is_none_or(|types| types.contains(&event_type))
    }
}

/// A kind of quantity by its name in the record.
pub fn kind_named(name: &str) -> Option<QuantityKind> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}
