//! What the entities' stage knows of words: `lexicon/en/entities/`.

use std::collections::HashMap;

use dateline_record::EntityType;

use super::{Gender, TieWord, TieWords, Transliterations};
use crate::lexicon::{LexiconError, List, pairs};
use crate::world::Part;

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

impl Stands {
    /// Whether a pronoun of this sort can stand for an entity of a type.
    pub fn fits(self, entity_type: EntityType) -> bool {
        match self {
            Stands::Person => entity_type == EntityType::Person,
            Stands::Many => matches!(entity_type, EntityType::Group | EntityType::Organization),
            Stands::Thing => matches!(
                entity_type,
                EntityType::Organization
                    | EntityType::Place
                    | EntityType::Facility
                    | EntityType::Group
            ),
            Stands::Speaker | Stands::Speakers | Stands::Relative => true,
        }
    }
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
    things: HashMap<&'static str, EntityType>,
    genders: HashMap<&'static str, Gender>,
    given_names: HashMap<&'static str, Gender>,
    partitives: List,
    plain_auxiliaries: List,
    generations: List,
    joining: List,
    state_nouns: List,
    parts_of_states: HashMap<&'static str, Part>,
    platforms: List,
    ties: TieWords,
    transliterations: Transliterations,
}

fn gendered(file: &str, text: &'static str) -> Result<HashMap<&'static str, Gender>, LexiconError> {
    pairs(file, text)?
        .into_iter()
        .map(|(line, word, gender)| match gender {
            "man" => Ok((word, Gender::Man)),
            "woman" => Ok((word, Gender::Woman)),
            other => Err(LexiconError::new(
                file,
                line,
                format!("`{other}` is neither `man` nor `woman`"),
            )),
        })
        .collect()
}

impl EntityWords {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/entities/pronouns.tsv";
        let mut pronouns = HashMap::new();
        let mut genders = gendered(
            "en/entities/gendered-words.tsv",
            include_str!("../../lexicon/en/entities/gendered-words.tsv"),
        )?;
        for (line, form, stands) in
            pairs(file, include_str!("../../lexicon/en/entities/pronouns.tsv"))?
        {
            let gender = match stands {
                "man" => Some(Gender::Man),
                "woman" => Some(Gender::Woman),
                _ => None,
            };
            genders.extend(gender.map(|g| (form, g)));
            let stands = match stands {
                "man" | "woman" => Stands::Person,
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
        let file = "en/entities/things.tsv";
        let mut things = HashMap::new();
        for (line, lemma, kind) in
            pairs(file, include_str!("../../lexicon/en/entities/things.tsv"))?
        {
            let kind = match kind {
                "facility" => EntityType::Facility,
                "product" => EntityType::Product,
                "place" => EntityType::Place,
                "work" => EntityType::Work,
                "other" => EntityType::Other,
                other => {
                    let problem = format!("`{other}` is no kind of thing");
                    return Err(LexiconError::new(file, line, problem));
                }
            };
            things.insert(lemma, kind);
        }
        let file = "en/entities/parts-of-states.tsv";
        let mut parts_of_states = HashMap::new();
        for (line, lemma, part) in pairs(
            file,
            include_str!("../../lexicon/en/entities/parts-of-states.tsv"),
        )? {
            let Some(part) = Part::named(part) else {
                let problem = format!("`{part}` is neither `town` nor `region`");
                return Err(LexiconError::new(file, line, problem));
            };
            parts_of_states.insert(lemma, part);
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
            things,
            genders,
            given_names: gendered(
                "en/entities/given-names.tsv",
                include_str!("../../lexicon/en/entities/given-names.tsv"),
            )?,
            partitives: List::parse(
                "en/entities/partitives.txt",
                include_str!("../../lexicon/en/entities/partitives.txt"),
            )?,
            plain_auxiliaries: List::parse(
                "en/entities/plain-auxiliaries.txt",
                include_str!("../../lexicon/en/entities/plain-auxiliaries.txt"),
            )?,
            generations: List::parse(
                "en/entities/generations.txt",
                include_str!("../../lexicon/en/entities/generations.txt"),
            )?,
            joining: List::parse(
                "en/entities/joining.txt",
                include_str!("../../lexicon/en/entities/joining.txt"),
            )?,
            state_nouns: List::parse(
                "en/entities/state-nouns.txt",
                include_str!("../../lexicon/en/entities/state-nouns.txt"),
            )?,
            parts_of_states,
            platforms: List::parse(
                "en/entities/platforms.txt",
                include_str!("../../lexicon/en/entities/platforms.txt"),
            )?,
            ties: TieWords::english()?,
            transliterations: Transliterations::english()?,
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

    /// "number", "most": says how many of others are meant
    pub fn is_partitive(&self, form: &str) -> bool {
        self.partitives.has_lower(form)
    }

    /// "be", "have": auxiliaries that leave what a verb says true
    pub fn is_plain_auxiliary(&self, lemma: &str) -> bool {
        self.plain_auxiliaries.has_lower(lemma)
    }

    /// "jr": tells bearers of one name apart
    pub fn is_generation(&self, word: &str) -> bool {
        self.generations.has_lower(word)
    }

    /// "of", "and": words of names that say nothing of whose they are
    pub fn is_joining(&self, word: &str) -> bool {
        self.joining.has_lower(word)
    }

    /// "government", "country": nouns for a state that is not named
    pub fn is_state_noun(&self, lemma: &str) -> bool {
        self.state_nouns.has_lower(lemma)
    }

    /// "province", "city": what part of a state that is named elsewhere a noun means
    pub fn part_of_state(&self, lemma: &str) -> Option<Part> {
        self.parts_of_states.get(lemma).copied()
    }

    /// "Facebook": where people write, unless it acts itself
    pub fn is_platform(&self, name: &str) -> bool {
        self.platforms.has_lower(name)
    }

    /// What a noun or verb ties.
    pub fn tie(&self, lemma: &str) -> Option<&TieWord> {
        self.ties.get(lemma)
    }

    /// How foreign names are folded.
    pub fn transliterations(&self) -> &Transliterations {
        &self.transliterations
    }

    /// What a form stands for, if it is a pronoun.
    pub fn pronoun(&self, form: &str) -> Option<Stands> {
        self.pronouns.get(form.to_lowercase().as_str()).copied()
    }

    /// What a pronoun, a title or a noun tells of the person it means.
    pub fn gender(&self, form: &str) -> Option<Gender> {
        self.genders.get(form.to_lowercase().as_str()).copied()
    }

    /// What a given name tells of its bearer.
    pub fn gender_of_name(&self, given: &str) -> Option<Gender> {
        self.given_names.get(given.to_lowercase().as_str()).copied()
    }

    /// What the bearer of a noun is that is not one person.
    pub fn collective(&self, lemma: &str) -> Option<EntityType> {
        self.collectives.get(lemma).copied()
    }

    /// What a noun means that means nobody: something built, made, written or thought of, or a stretch of land.
    pub fn thing(&self, lemma: &str) -> Option<EntityType> {
        self.things.get(lemma).copied()
    }
}
