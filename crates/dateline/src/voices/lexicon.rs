//! What the voices' stage knows of words: `lexicon/en/voices/`.

use std::collections::HashMap;

use dateline_record::Act;

use super::{AnonymityPhrases, LabelWords};
use crate::lexicon::{LexiconError, List, pairs};

/// Word lists of the voices' stage.
#[derive(Debug, Clone)]
pub struct VoiceWords {
    acts: HashMap<&'static str, Act>,
    not_content: List,
    hearsay: List,
    labels: LabelWords,
    anonymity: AnonymityPhrases,
}

impl VoiceWords {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/voices/acts.tsv";
        let mut acts = HashMap::new();
        for (line, lemma, act) in pairs(file, include_str!("../../lexicon/en/voices/acts.tsv"))? {
            let act = serde_json::from_value(serde_json::Value::from(act))
                .map_err(|_| LexiconError::new(file, line, format!("`{act}` is no act")))?;
            if acts.insert(lemma, act).is_some() {
                return Err(LexiconError::new(
                    file,
                    line,
                    format!("`{lemma}` is listed twice"),
                ));
            }
        }
        Ok(Self {
            acts,
            not_content: List::parse(
                "en/voices/not-content.txt",
                include_str!("../../lexicon/en/voices/not-content.txt"),
            )?,
            hearsay: List::parse(
                "en/voices/hearsay-adverbs.txt",
                include_str!("../../lexicon/en/voices/hearsay-adverbs.txt"),
            )?,
            labels: LabelWords::english()?,
            anonymity: AnonymityPhrases::english()?,
        })
    }

    /// Words of labels.
    pub fn labels(&self) -> &LabelWords {
        &self.labels
    }

    /// What is said of speakers who wish not to be named.
    pub fn anonymity(&self) -> &AnonymityPhrases {
        &self.anonymity
    }

    /// The act of a cue whose words have these lemmas.
    pub fn act<'l>(&self, lemmas: impl Iterator<Item = &'l str>) -> Act {
        lemmas
            .filter_map(|l| self.acts.get(l))
            .next()
            .copied()
            .unwrap_or(Act::Say)
    }

    /// Whether an adverb tells by itself that somebody else says it ("allegedly").
    pub fn is_hearsay(&self, form: &str) -> bool {
        self.hearsay.has_lower(form)
    }

    /// Whether a word at the edge of a content belongs to the seam and not to what is said.
    pub fn is_seam(&self, form: &str) -> bool {
        self.not_content.has_lower(form)
    }
}
