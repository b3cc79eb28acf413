//! What is told only to be denied: "denied that it had bombed the market".

use std::ops::Range;

use crate::lexicon::{LexiconError, List};
use crate::syntax::Syntax;

/// Verbs that deny what their clause tells, and words that turn such a verb round.
#[derive(Debug, Clone)]
pub struct Denials {
    verbs: List,
    negators: List,
}

impl Denials {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        Ok(Self {
            verbs: List::parse(
                "en/events/denying-verbs.txt",
                include_str!("../../lexicon/en/events/denying-verbs.txt"),
            )?,
            negators: List::parse(
                "en/events/negators.txt",
                include_str!("../../lexicon/en/events/negators.txt"),
            )?,
        })
    }

    /// Whether the words head a clause that a verb denies, alone or beside others. A verb that is itself negated denies nothing.
    pub fn deny(&self, anchor: &Range<usize>, syntax: &Syntax) -> bool {
        let clause = syntax.first_of_list(syntax.head_of(anchor.clone()));
        let verb = syntax
            .head(clause)
            .filter(|_| matches!(syntax.relation(clause), "ccomp" | "xcomp"));
        verb.is_some_and(|verb| {
            self.verbs.has_lower(syntax.lemma(verb))
                && !(syntax.children(verb)).any(|word| self.negators.has_lower(syntax.lemma(word)))
        })
    }
}
