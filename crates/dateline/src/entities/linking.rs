//! Mentions of the same name are one entity: linked by string.

use std::collections::HashSet;
use std::ops::Range;

use dateline_record::{EntityType, MentionForm, Upos};

use super::called::Called;
use super::lexicon::EntityWords;
use super::{Cast, Member, Mention};
use crate::syntax::Syntax;
use crate::words::{WordSpan, surface};
use crate::world::{ActorTables, Actors, Countries, Setting, Source};

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

/// What is known of names before a text is read.
#[derive(Debug, Clone, Copy)]
pub struct NameTables<'a> {
    /// Word lists of the entities' stage.
    pub lexicon: &'a EntityWords,
    /// Countries of the world.
    pub countries: &'a Countries,
    /// Known actors and places.
    pub actors: &'a ActorTables,
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
    tables: NameTables<'_>,
) -> Cast {
    let NameTables {
        lexicon,
        countries,
        actors,
    } = tables;
    let mut cast = Cast::default();
    let mut called: Vec<Called> = Vec::new();
    let surnames = surnames(text, words, mentions, classes);
    for (i, mention) in mentions.iter().enumerate() {
        let Some(mut entity_type) = classes.get(mention.class).and_then(|c| entity_type(c)) else {
            continue;
        };
        let run = bare(text, words, mention.words.clone(), lexicon);
        let joined = syntax.relation(syntax.head_of(run.clone()));
        let adjective = matches!(joined, "amod" | "compound");
        if entity_type == EntityType::Group && adjective {
            continue;
        }
        let name = surface(text, words, &run);
        let own = Called::new(text, words, &mention.words, &run, lexicon);
        if entity_type == EntityType::Person
            && mention.words.start == run.start
            && !titled(syntax, &run)
            && !(own.words.len() == 1 && own.words.iter().all(|w| surnames.contains(w)))
            && lexicon.gender_of_name(&name).is_none()
        {
            entity_type = retaken(&name, countries, actors);
        }
        let line = line(&name, entity_type, countries, actors);
        if line.is_some() {
            entity_type = EntityType::Organization;
        }
        // "wrote on Facebook": not the firm, but its product.
        if lexicon.is_platform(&name) && joined != "nsubj" {
            entity_type = EntityType::Product;
        }
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
        let latest = |fits: &dyn Fn(&Member, &Called) -> bool| {
            (0..called.len()).rev().find(|e| {
                cast.get(*e)
                    .zip(called.get(*e))
                    .is_some_and(|(m, c)| fits(m, c) && !c.contradicts(&own))
            })
        };
        let known = latest(&|m, c| {
            alike(m.entity_type, entity_type)
                && (c.same(&own, entity_type)
                    || line.is_some() && c.line.as_ref() == line.as_ref()
                    || entity_type == EntityType::Place
                        && country.is_some()
                        && m.country == country)
                || m.entity_type == EntityType::Person && c.surname_is(&own)
        })
        .or_else(|| {
            latest(&|m, c| {
                m.entity_type == EntityType::Person
                    && entity_type == EntityType::Person
                    && c.spelt_otherwise(&own)
            })
        });
        let known = known.or_else(|| {
            let fits = |e: &usize| {
                let both = cast.get(*e).zip(called.get(*e));
                both.is_some_and(|(m, c)| {
                    m.entity_type == entity_type
                        && match entity_type {
                            EntityType::Organization => {
                                let (own, c) = (own.with_line(&line), c);
                                c.is_part_of(&own, tables) || own.is_part_of(c, tables)
                            }
                            EntityType::Person => c.is_misspelt(&own) && !c.contradicts(&own),
                            _ => false,
                        }
                })
            };
            let mut fitting = (0..called.len()).filter(fits);
            fitting.next().filter(|_| fitting.next().is_none())
        });
        let acronym = introduced
            .filter(|(e, _)| {
                let (long, short) = (called.get(*e), surface(text, words, &run));
                long.is_some_and(|c| c.initials.to_lowercase() == own.words.concat())
                    || cast.get(*e).is_some_and(|m| shortens(&short, m))
            })
            .map(|(e, _)| e);
        match acronym.or(known) {
            Some(entity) => {
                cast.mention(entity, run.clone(), MentionForm::Name);
                let longer = own.words.len() > called[entity].words.len();
                let part = entity_type == EntityType::Organization
                    && cast
                        .get(entity)
                        .is_some_and(|m| m.entity_type == entity_type)
                    && called[entity].begins_or_ends(&own, lexicon);
                if longer && (entity_type == EntityType::Person || part) {
                    cast.rename(entity, name);
                    let acronym = called[entity].acronym.take();
                    called[entity] = Called {
                        line,
                        acronym,
                        ..own
                    };
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
                let acronym = acronym_behind(text, words, &mention.words)
                    .filter(|short| cast.get(called.len()).is_some_and(|m| shortens(short, m)));
                called.push(Called {
                    line,
                    acronym: acronym.map(str::to_lowercase),
                    ..own
                });
            }
        }
    }
    cast
}

/// The last words of the persons' names of several words, in lower case.
fn surnames(
    text: &str,
    words: &[WordSpan],
    mentions: &[Mention],
    classes: &[String],
) -> HashSet<String> {
    mentions
        .iter()
        .filter(|m| {
            let class = classes.get(m.class).and_then(|c| entity_type(c));
            class == Some(EntityType::Person) && m.words.len() > 1
        })
        .filter_map(|m| words.get(m.words.end.checked_sub(1)?))
        .map(|w| w.of(text).to_lowercase())
        .collect()
}

/// Whether a noun stands right before a name, as titles do.
fn titled(syntax: &Syntax, run: &Range<usize>) -> bool {
    let before = run.start.checked_sub(1);
    before.is_some_and(|w| {
        syntax.sentence(run.start).contains(&w)
            && matches!(syntax.upos.get(w), Some(Upos::Noun | Upos::Propn))
    })
}

/// What a name is that nothing in the report shows to be a person's: what the tables know by it.
fn retaken(name: &str, countries: &Countries, actors: &ActorTables) -> EntityType {
    let setting = Setting::default();
    let known = |table: &Actors| table.get(name, setting).is_some();
    if known(&actors.own) || known(&actors.organizations) {
        EntityType::Organization
    } else if countries.by_name(name).is_some() || countries.by_capital(name).is_some() {
        EntityType::Place
    } else {
        EntityType::Person
    }
}

/// The line that knows an organization by its name, whatever but a person or people the tagger takes it for: seats of
/// governments look like places, newspapers like works.
fn line(
    name: &str,
    entity_type: EntityType,
    countries: &Countries,
    actors: &ActorTables,
) -> Option<Source> {
    let thing = match entity_type {
        EntityType::Organization => true,
        EntityType::Place | EntityType::Facility | EntityType::Product | EntityType::Other => {
            !is_place(name, countries, actors)
        }
        _ => false,
    };
    let known = |table: &Actors| {
        table
            .get(name, Setting::default())
            .map(|line| line.source.clone())
    };
    thing.then(|| known(&actors.own).or_else(|| known(&actors.organizations)))?
}

/// Whether the tables know a name as that of a country or another place.
fn is_place(name: &str, countries: &Countries, actors: &ActorTables) -> bool {
    !countries.candidates(name).is_empty() || actors.places.country(name).is_some()
}

/// Whether the tables know an organization by a name, and no place.
pub fn is_known_body(name: &str, countries: &Countries, actors: &ActorTables) -> bool {
    line(name, EntityType::Other, countries, actors).is_some()
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

fn in_brackets(text: &str, words: &[WordSpan], end: usize, run: &Range<usize>) -> bool {
    run.start == end + 1 && words.get(end).is_some_and(|w| w.of(text) == "(")
}

/// The one word that stands in brackets behind a name.
fn acronym_behind<'t>(text: &'t str, words: &[WordSpan], run: &Range<usize>) -> Option<&'t str> {
    let form = |w: usize| words.get(w).map_or("", |s| s.of(text));
    (form(run.end) == "(" && form(run.end + 2) == ")").then(|| form(run.end + 1))
}

/// Whether an acronym in brackets behind a name is made of its letters: "Ministry of Defence (MoD)".
fn shortens(acronym: &str, member: &Member) -> bool {
    let capitals = acronym.chars().filter(|c| c.is_uppercase()).count();
    let one_word = acronym.chars().all(char::is_alphanumeric);
    if capitals < 2 || !one_word || member.entity_type == EntityType::Person {
        return false;
    }
    let name = member.name.as_deref().unwrap_or_default().to_lowercase();
    let mut letters = name.chars();
    let mut wanted = acronym.chars().flat_map(char::to_lowercase);
    name.chars().next() == acronym.to_lowercase().chars().next()
        && name.chars().count() > acronym.chars().count()
        && wanted.all(|c| letters.any(|l| l == c))
}
