use regex::Regex;

use crate::lexicon::{LexiconError, List};

use super::patterns::Patterns;

/// The lexical knowledge about structure for one language.
#[derive(Debug, Clone)]
pub struct StructureRules {
    pub(super) bylines: Patterns,
    pub(super) boilerplate: Patterns,
    pub(super) agencies: List,
    pub(super) agency_endings: List,
    pub(super) date_words: List,
    pub(super) place_joiners: List,
    pub(super) not_places: List,
    pub(super) before_names: List,
    pub(super) sentence_starters: List,
    /// The agency in brackets or between slashes at the end of a dateline.
    pub(super) enclosed: Regex,
}

macro_rules! data {
    ($read:path, $name:literal) => {
        $read(
            concat!("en/structure/", $name),
            include_str!(concat!("../../lexicon/en/structure/", $name)),
        )
    };
}

impl StructureRules {
    /// The rules for English, from `lexicon/en/structure/`.
    ///
    /// # Errors
    /// Names file and line of a mistake in the data.
    pub fn english() -> Result<Self, LexiconError> {
        let enclosed =
            Regex::new(r"\s*(?:\(([^()]{2,50})\)|\[([^\[\]]{2,50})\]|/([^/]{2,50})/)\s*\z")
                .map_err(|e| LexiconError::new("structure/rules.rs", 0, e.to_string()))?;
        Ok(Self {
            bylines: data!(Patterns::parse, "bylines.toml")?,
            boilerplate: data!(Patterns::parse, "boilerplate.toml")?,
            agencies: data!(List::parse, "agencies.txt")?,
            agency_endings: data!(List::parse, "agency-endings.txt")?,
            date_words: data!(List::parse, "date-words.txt")?,
            place_joiners: data!(List::parse, "place-joiners.txt")?,
            not_places: data!(List::parse, "not-places.txt")?,
            before_names: data!(List::parse, "before-names.txt")?,
            sentence_starters: data!(List::parse, "sentence-starters.txt")?,
            enclosed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::StructureRules;
    use crate::structure::patterns::{Patterns, Where};

    fn examples_hold(patterns: &Patterns) {
        for (entry, _) in &patterns.entries {
            let alone = Patterns {
                entries: patterns
                    .entries
                    .iter()
                    .filter(|(e, _)| e.name == entry.name)
                    .cloned()
                    .collect(),
            };
            let matches = |text: &str| match entry.at {
                Where::Paragraph => alone.paragraph(text),
                Where::End => alone.end(text).is_some(),
            };
            for example in &entry.examples {
                assert!(matches(example), "`{}` should match: {example}", entry.name);
            }
            for example in &entry.not {
                assert!(
                    !matches(example),
                    "`{}` should not match: {example}",
                    entry.name
                );
                let paragraph = patterns.paragraph(example);
                assert!(
                    !paragraph,
                    "another pattern of the file than `{}` matches: {example}",
                    entry.name
                );
            }
        }
    }

    #[test]
    fn every_pattern_matches_its_examples_and_nothing_it_must_not() {
        let rules = StructureRules::english().expect("the shipped lexicon is sound");
        examples_hold(&rules.bylines);
        examples_hold(&rules.boilerplate);
    }
}
