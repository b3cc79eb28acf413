//! Countries of entities.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_record::{EntityType, GroundKind, MentionForm, Upos};

use super::ground::{Country, Ground};
use super::known::Known;
use super::links::of_posts;
use super::wording::{appositions, before, country_at, country_in};
use crate::entities::{Member, Post, References};
use crate::world::{Actor, ActorTables};

/// Times that a country is handed on from entity to entity.
const STEPS: usize = 3;

/// What the place of a dateline counts beside the mentions of countries.
const DATELINE: f32 = 3.0;

/// What the address of a report counts, for each part of it that names a country.
const ADDRESS: f32 = 4.0;

/// What all that tells a country must count before the report is about it; chosen on dev.
const ABOUT: f32 = 3.0;

/// Share of all that tells countries that must tell this one; likewise.
const MOST: f32 = 0.3;

/// Words of a report's beginning, in which a country counts twice.
const LEAD: usize = 45;

/// What a demonym counts beside the name of a country: it goes with foreigners more often.
const DEMONYM: f32 = 0.7;

/// What a word counts for each of the countries that it may mean.
const AMBIGUOUS: f32 = 0.5;

/// What the mention of a press organization counts beside that of a country: news quotes foreign press.
const PRESS: f32 = 0.3;

/// The country of every entity by its own ground, in the order of the cast.
pub(super) fn grounds(
    references: &References<'_>,
    posts: &[Post],
    known: &Known<'_>,
) -> Vec<Option<Country>> {
    let tables = known.tables;
    let mut found: Vec<Option<Country>> = references
        .cast
        .iter()
        .map(|(entity, member)| of_its_own(references, entity, member, known))
        .collect();
    // The organization of a post says more than the words around the name.
    for (entity, member) in references.cast.iter() {
        let users = found[entity]
            .as_ref()
            .is_some_and(|f| f.ground.kind == GroundKind::User);
        if member.entity_type != EntityType::Person || users {
            continue;
        }
        let by_post = of_posts(posts, entity)
            .into_iter()
            .find_map(|o| handed(&found, o));
        if by_post.is_some() {
            found[entity] = by_post;
        }
    }
    for (entity, member) in references.cast.iter() {
        if found[entity].is_none() {
            found[entity] =
                in_context(references, member, tables).or_else(|| of_holder(member, known));
        }
    }
    found
}

/// The country of another entity, as a ground for one that belongs to it.
fn handed(found: &[Option<Country>], other: usize) -> Option<Country> {
    let country = found.get(other)?.as_ref()?;
    Some(Country {
        code: country.code,
        ground: Ground::of(other),
    })
}

/// By the user's table, the name or description itself, or the tables of known actors.
fn of_its_own(
    references: &References<'_>,
    entity: usize,
    member: &Member,
    known: &Known<'_>,
) -> Option<Country> {
    let tables = known.tables;
    let by_line = |found: Option<(&Actor, GroundKind)>| {
        let (line, kind) = found?;
        Some(Country {
            code: line.country?,
            ground: Ground::line(kind, &line.source),
        })
    };
    let by_user = by_line(known.own(references, member).map(|a| (a, GroundKind::User)));
    if by_user.is_some() {
        return by_user;
    }
    let organization = by_line(
        known
            .organization(references, member)
            .map(|a| (a, GroundKind::Gazetteer)),
    );
    let by_demonym = || {
        let country = references.countries.by_code(member.country?)?;
        Some(Country {
            code: country.code,
            ground: Ground::line(GroundKind::Name, &country.source),
        })
    };
    if member.entity_type == EntityType::Place {
        let on_map = || {
            Some(Country {
                code: known.on_map(references, entity)?,
                ground: Ground::map(),
            })
        };
        return by_demonym()
            .or_else(on_map)
            .or_else(|| place(references, member, tables))
            .or(organization);
    }
    let by_words = || {
        let mut own = member.mentions.iter().filter(|(_, form)| match form {
            MentionForm::Name => member.entity_type != EntityType::Person,
            MentionForm::Nominal => member.name.is_none(),
            MentionForm::Pronoun => false,
        });
        own.find_map(|(words, _)| country_in(references, tables, words.clone()))
            .map(|c| c.coded(GroundKind::Name))
    };
    let group = member.entity_type == EntityType::Group;
    organization
        .or_else(by_words)
        .or_else(|| by_demonym().filter(|_| group))
}

/// By the table of those who held the highest offices, where the text says nothing itself.
fn of_holder(member: &Member, known: &Known<'_>) -> Option<Country> {
    let line = known
        .holder(member)
        .or_else(|| known.holder_of_whatever_day(member))?;
    Some(Country {
        code: line.country?,
        ground: Ground::line(GroundKind::Gazetteer, &line.source),
    })
}

/// The state that a place lies in, by its name, or by the name behind it ("Sendai, Japan").
fn place(references: &References<'_>, member: &Member, tables: &ActorTables) -> Option<Country> {
    let behind = |words: &Range<usize>| {
        let sentence = references.syntax.sentence(words.start);
        let comma = matches!(references.form(words.end), "," | "(");
        country_at(references, tables, words.end + 1, sentence.end)
            .filter(|_| comma && words.end + 1 < sentence.end)
    };
    let names = || {
        member
            .mentions
            .iter()
            .filter(|(_, form)| *form == MentionForm::Name)
    };
    names()
        .find_map(|(words, _)| {
            let whole = country_at(references, tables, words.start, words.end)?;
            (whole.words == *words).then_some(whole)
        })
        .or_else(|| names().find_map(|(words, _)| behind(words)))
        .or_else(|| names().find_map(|(words, _)| country_in(references, tables, words.clone())))
        .map(|c| c.coded(GroundKind::Name))
}

/// By the words around the names: titles and adjectives before, appositions and "of COUNTRY" behind.
fn in_context(
    references: &References<'_>,
    member: &Member,
    tables: &ActorTables,
) -> Option<Country> {
    member
        .name
        .as_ref()
        .filter(|_| member.entity_type != EntityType::Place)?;
    let names = || {
        member
            .mentions
            .iter()
            .filter(|(_, form)| *form == MentionForm::Name)
            .map(|(words, _)| words)
    };
    let titled = |name: &Range<usize>| {
        let titles = before(references, name);
        titles
            .clone()
            .rev()
            .find_map(|w| country_at(references, tables, w, titles.end))
    };
    let behind = |name: &Range<usize>| {
        let syntax = references.syntax;
        let head = syntax.head_of(name.clone());
        let complement = syntax
            .children(head)
            .find(|w| *w >= name.end && syntax.relation(*w) == "nmod")?;
        let run = crate::entities::phrase(syntax, complement);
        run.clone()
            .find(|w| syntax.upos.get(*w) == Some(&Upos::Propn))
            .and_then(|w| country_at(references, tables, w, run.end))
    };
    names()
        .find_map(titled)
        .or_else(|| {
            names().find_map(|name| {
                appositions(references, name).find_map(|run| country_in(references, tables, run))
            })
        })
        .or_else(|| names().find_map(behind))
        .map(|c| c.coded(GroundKind::Title))
}

/// The country that a report is about: the one that most of its words tell; its beginning, the place of a dateline and
/// the address of the report weigh more.
pub(super) fn main_country(
    references: &References<'_>,
    known: &Known<'_>,
    dateline: Option<Range<usize>>,
    address: Option<&str>,
) -> Option<&'static str> {
    let tables = known.tables;
    let mut votes: BTreeMap<&'static str, f32> = BTreeMap::new();
    let mut vote = |code: &'static str, weight: f32| {
        if references.countries.by_code(code).is_some() {
            *votes.entry(code).or_default() += weight;
        }
    };
    let mut next = 0;
    // A person's name may hold a country's: "Jordan", "Paris".
    let mut of_person = vec![false; references.words.len()];
    for (_, member) in references.cast.iter() {
        let person = member.entity_type == EntityType::Person;
        for (words, form) in &member.mentions {
            if person && *form == MentionForm::Name {
                of_person
                    .get_mut(words.clone())
                    .unwrap_or_default()
                    .fill(true);
            }
        }
    }
    for (word, of_person) in of_person.into_iter().enumerate() {
        if word < next || of_person {
            continue;
        }
        let twice = if word < LEAD { 2.0 } else { 1.0 };
        if let Some(found) = country_at(references, tables, word, references.words.len()) {
            let name = references.surface(&found.words);
            let demonym = references.countries.by_demonym(&name).is_some();
            let place = references.cast.at(word).map(|(entity, _)| entity);
            let on_map = place.and_then(|place| known.on_map(references, place));
            let code = on_map.unwrap_or(found.code);
            vote(code, twice * if demonym { DEMONYM } else { 1.0 });
            next = found.words.end;
        } else if references.form(word).starts_with(char::is_uppercase) {
            for country in references.countries.candidates(references.form(word)) {
                vote(country.code, twice * AMBIGUOUS);
            }
        }
    }
    for (_, member) in references.cast.iter() {
        if let Some(line) = known.organization(references, member)
            && let Some(code) = line.country
        {
            let each = if line.sectors.iter().any(|s| tables.rules.press.contains(s)) {
                PRESS
            } else {
                1.0
            };
            vote(code, each * member.mentions.len() as f32);
        }
    }
    if let Some(words) = dateline
        && let Some(found) = country_in(references, tables, words)
    {
        vote(found.code, DATELINE);
    }
    for code in address
        .map(|url| tables.domains.countries(url, references.countries))
        .unwrap_or_default()
    {
        vote(code, ADDRESS);
    }
    let all: f32 = votes.values().sum();
    let best = votes
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(a.0)));
    best.filter(|(_, votes)| *votes >= ABOUT && *votes >= MOST * all)
        .map(|(code, _)| code)
}

/// Hands countries on along posts and descriptions, and gives the report's own country to those that are left.
pub(super) fn spread(
    references: &References<'_>,
    posts: &[Post],
    within: &[Vec<usize>],
    mut countries: Vec<Option<Country>>,
    main: Option<&'static str>,
) -> Vec<Option<Country>> {
    for _ in 0..STEPS {
        for entity in 0..countries.len() {
            if countries[entity].is_some() {
                continue;
            }
            countries[entity] = of_posts(posts, entity)
                .into_iter()
                .chain(within.get(entity).into_iter().flatten().copied())
                .find_map(|other| handed(&countries, other));
        }
    }
    for (entity, member) in references.cast.iter() {
        let unknown = countries.get(entity).is_some_and(Option::is_none);
        if unknown && member.entity_type != EntityType::Product {
            countries[entity] = main.map(|code| Country {
                code,
                ground: Ground::report(),
            });
        }
    }
    countries
}
