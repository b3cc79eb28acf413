//! What the entities' stage knows of words: `lexicon/en/entities/`.

use std::collections::HashMap;

use dateline_record::EntityType;

use crate::lexicon::{LexiconError, List, pairs};

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// One person.
    Person,
    /// Several, or an organization.
    Many,
    /// An organization, a place or a thing.
    Thing,
    /// Whoever speaks.
    Speaker,
    /// Whoever speaks, and others.
    Speakers,
    /// What the relative clause hangs on.
    Relative,
}

/// Word lists of the entities' stage.
#[derive(Debug, Clone)]
pub struct EntityWords {
    honorifics: List,
    articles: List,
    possessives: List,
    former: List,
    pronouns: HashMap<&'static str, Stands>,
    collectives: HashMap<&'static str, EntityType>,
}

impl EntityWords {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/entities/pronouns.tsv";
        let mut pronouns = HashMap::new();
        for (line, form, stands) in
            pairs(file, include_str!("../../lexicon/en/entities/pronouns.tsv"))?
        {
            let stands = match stands {
                "person" => Stands::Person,
                "many" => Stands::Many,
                "thing" => Stands::Thing,
                "speaker" => Stands::Speaker,
                "speakers" => Stands::Speakers,
                "relative" => Stands::Relative,
                other => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{other}` is nothing a pronoun stands for"),
                    ));
                }
            };
            pronouns.insert(form, stands);
        }
        let file = "en/entities/collective-nouns.tsv";
        let mut collectives = HashMap::new();
        for (line, lemma, kind) in pairs(
            file,
            include_str!("../../lexicon/en/entities/collective-nouns.tsv"),
        )? {
            let kind = match kind {
                "organization" => EntityType::Organization,
                "group" => EntityType::Group,
                "other" => EntityType::Other,
                other => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{other}` is no kind of collective"),
                    ));
                }
            };
            collectives.insert(lemma, kind);
        }
        Ok(Self {
            honorifics: List::parse(
                "en/entities/honorifics.txt",
                include_str!("../../lexicon/en/entities/honorifics.txt"),
            )?,
            articles: List::parse(
                "en/entities/articles.txt",
                include_str!("../../lexicon/en/entities/articles.txt"),
            )?,
            possessives: List::parse(
                "en/entities/possessives.txt",
                include_str!("../../lexicon/en/entities/possessives.txt"),
            )?,
            former: List::parse(
                "en/entities/former.txt",
                include_str!("../../lexicon/en/entities/former.txt"),
            )?,
            pronouns,
            collectives,
        })
    }

    /// "Mr", "Dr."
    pub fn is_honorific(&self, form: &str) -> bool {
        self.honorifics.has_lower(form)
    }

    /// "the", "a"
    pub fn is_article(&self, form: &str) -> bool {
        self.articles.has_lower(form)
    }

    /// "'s"
    pub fn is_possessive(&self, form: &str) -> bool {
        self.possessives.has(form)
    }

    /// "former", "ex"
    pub fn is_former(&self, form: &str) -> bool {
        self.former.has_lower(form)
    }

    /// What a form stands for, if it is a pronoun.
    pub fn pronoun(&self, form: &str) -> Option<Stands> {
        self.pronouns.get(form.to_lowercase().as_str()).copied()
    }

    /// What the bearer of a noun is that is not one person.
    pub fn collective(&self, lemma: &str) -> Option<EntityType> {
        self.collectives.get(lemma).copied()
    }
}
