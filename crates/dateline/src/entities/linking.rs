//! Mentions of the same name are one entity: linked by string.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm};

use super::lexicon::EntityWords;
use super::{Cast, Member, Mention};
use crate::syntax::Syntax;
use crate::words::WordSpan;
use crate::world::Countries;

/// What the entity classes of the model become in a record; `None` for classes that are no entities (dates, money).
pub fn entity_type(class: &str) -> Option<EntityType> {
    match class {
        "Person" => Some(EntityType::Person),
        "Organization" => Some(EntityType::Organization),
        "Location" => Some(EntityType::Place),
        "Facility" => Some(EntityType::Facility),
        "NORP" => Some(EntityType::Group),
        "Product" => Some(EntityType::Product),
        "Misc" => Some(EntityType::Other),
        _ => None,
    }
}

/// A name in the making: its words for comparison.
struct Called {
    /// Lower-case words without article, honorific and possessive ending.
    words: Vec<String>,
    /// Initials of the capitalised words.
    initials: String,
}

/// Links mentions to entities, in text order.
///
/// A person is linked by the last name to the latest person who bears it and whose other names do not contradict;
/// organizations and the rest by the same words, or an acronym by the initials of a name seen before (or by standing in
/// brackets behind it).
/// An adjective ("Iranian") names nobody by itself and makes no entity.
pub fn link(
    text: &str,
    words: &[WordSpan],
    syntax: &Syntax,
    mentions: &[Mention],
    classes: &[String],
    lexicon: &EntityWords,
    countries: &Countries,
) -> Cast {
    let mut cast = Cast::default();
    let mut called: Vec<Called> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let Some(entity_type) = classes.get(mention.class).and_then(|c| entity_type(c)) else {
            continue;
        };
        let run = bare(text, words, mention.words.clone(), lexicon);
        let adjective = syntax.relation(syntax.head_of(run.clone())) == "amod";
        if entity_type == EntityType::Group && adjective {
            continue;
        }
        let name = surface(text, words, &run);
        let own = Called::new(text, words, &run);
        let country = country(entity_type, &name, countries);
        // "Mr" without a name is a name cut off, and names nobody.
        let title_only = run.len() == 1 && lexicon.is_honorific(&name);
        if own.words.is_empty() || title_only {
            continue;
        }
        let previous = i.checked_sub(1).and_then(|p| mentions.get(p));
        let introduced = previous
            .filter(|p| in_brackets(text, words, p.words.end, &mention.words))
            .and_then(|p| cast.at(p.words.start));
        let known = (0..called.len()).rev().find(|e| {
            cast.get(*e).is_some_and(|m| {
                alike(m.entity_type, entity_type)
                    && (called[*e].same(&own, entity_type)
                        || entity_type == EntityType::Place
                            && country.is_some()
                            && m.country == country)
                    || m.entity_type == EntityType::Person && called[*e].surname_is(&own)
            })
        });
        let acronym = introduced
            .filter(|(e, _)| {
                called
                    .get(*e)
                    .is_some_and(|c| c.initials.to_lowercase() == own.words.concat())
            })
            .map(|(e, _)| e);
        match acronym.or(known) {
            Some(entity) => {
                cast.mention(entity, run.clone(), MentionForm::Name);
                let longer = own.words.len() > called[entity].words.len();
                if longer && entity_type == EntityType::Person {
                    cast.rename(entity, name);
                    called[entity] = own;
                }
            }
            None => {
                cast.add(Member {
                    entity_type,
                    name: Some(name),
                    description: None,
                    mentions: vec![(run, MentionForm::Name)],
                    country,
                    members: Vec::new(),
                    gender: None,
                });
                called.push(own);
            }
        }
    }
    cast
}

/// The country that a place is by name, or a people by demonym.
fn country(entity_type: EntityType, name: &str, countries: &Countries) -> Option<&'static str> {
    let found = match entity_type {
        EntityType::Place => countries.by_name(name),
        EntityType::Group => countries.by_demonym(name),
        _ => None,
    };
    found.map(|c| c.code)
}

/// Whether two types may be one entity seen twice: the tagger wavers between places, organizations and facilities.
fn alike(a: EntityType, b: EntityType) -> bool {
    let institution = |t| {
        matches!(
            t,
            EntityType::Organization
                | EntityType::Place
                | EntityType::Facility
                | EntityType::Other
                | EntityType::Product
        )
    };
    a == b || (institution(a) && institution(b))
}

/// The words of a mention without honorifics in front, article and possessive ending.
fn bare(text: &str, words: &[WordSpan], run: Range<usize>, lexicon: &EntityWords) -> Range<usize> {
    let form = |w: usize| words.get(w).map_or("", |s| s.of(text));
    let (mut start, mut end) = (run.start, run.end);
    while start + 1 < end && (lexicon.is_honorific(form(start)) || lexicon.is_article(form(start)))
    {
        start += 1;
    }
    while start + 1 < end && lexicon.is_possessive(form(end - 1)) {
        end -= 1;
    }
    start..end
}

fn surface(text: &str, words: &[WordSpan], run: &Range<usize>) -> String {
    let (first, last) = (words.get(run.start), words.get(run.end.saturating_sub(1)));
    let whole = first
        .zip(last)
        .and_then(|(a, b)| text.get(a.start as usize..b.end as usize))
        .unwrap_or("");
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_brackets(text: &str, words: &[WordSpan], end: usize, run: &Range<usize>) -> bool {
    run.start == end + 1 && words.get(end).is_some_and(|w| w.of(text) == "(")
}

impl Called {
    fn new(text: &str, words: &[WordSpan], run: &Range<usize>) -> Self {
        let forms: Vec<&str> = run
            .clone()
            .filter_map(|w| words.get(w))
            .map(|w| w.of(text))
            .collect();
        Self {
            words: forms
                .iter()
                .map(|f| {
                    f.chars()
                        .filter(|c| c.is_alphanumeric())
                        .flat_map(char::to_lowercase)
                        .collect::<String>()
                })
                .filter(|f: &String| !f.is_empty())
                .collect(),
            initials: forms
                .iter()
                .filter_map(|f| f.chars().next())
                .filter(|c| c.is_uppercase())
                .collect(),
        }
    }

    /// Whether a person's last name is all that a later mention says: then it is that person, whatever the tagger thinks.
    fn surname_is(&self, later: &Called) -> bool {
        self.words.len() > 1 && later.words.len() == 1 && self.words.last() == later.words.last()
    }

    fn same(&self, later: &Called, entity_type: EntityType) -> bool {
        if self.words == later.words {
            return true;
        }
        match entity_type {
            EntityType::Person => {
                let within =
                    |short: &[String], long: &[String]| short.iter().all(|w| long.contains(w));
                self.words.last() == later.words.last()
                    && (within(&self.words, &later.words) || within(&later.words, &self.words))
                    || later.words.len() == 1
                        && self.words.len() > 1
                        && self.words.first() == later.words.first()
            }
            EntityType::Organization => {
                let acronym = |short: &Called, long: &Called| {
                    short.words.len() == 1
                        && long.initials.chars().count() > 2
                        && short.words[0] == long.initials.to_lowercase()
                };
                acronym(self, later) || acronym(later, self)
            }
            _ => false,
        }
    }
}
