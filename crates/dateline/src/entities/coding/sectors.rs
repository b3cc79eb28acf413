//! Sectors of entities.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm};

use super::countries::known;
use super::links::{acts, of_posts};
use super::wording::{Told, appositions, before, head_group, sector_in};
use crate::entities::{Member, Post, References};
use crate::world::ActorTables;

/// Times that a sector is handed on from entity to entity.
const STEPS: usize = 3;

/// Sectors whose former members are the elite.
const OFFICE: [&str; 6] = ["GOV", "LEG", "JUD", "MIL", "COP", "SPY"];

/// The sectors of every entity, in the order of the cast.
pub(super) fn sectors(
    references: &References<'_>,
    posts: &[Post],
    tables: &ActorTables,
    within: &[Vec<usize>],
) -> Vec<Vec<&'static str>> {
    let cast = &references.cast;
    let told: Vec<Told> = cast
        .iter()
        .map(|(entity, member)| {
            if !acts(member.entity_type) {
                return Told {
                    sure: known(member, references, tables)
                        .map_or(Vec::new(), |line| line.sectors.clone()),
                    otherwise: Vec::new(),
                };
            }
            match (member.entity_type, &member.name) {
                (EntityType::Person, Some(_)) => person(references, posts, tables, entity, member),
                (_, Some(_)) => named(references, tables, member),
                (_, None) => {
                    let belongs = within.get(entity).is_some_and(|w| !w.is_empty())
                        || !of_posts(posts, entity).is_empty();
                    described(references, tables, member, belongs)
                }
            }
        })
        .collect();
    let mut sectors: Vec<Vec<&'static str>> = told.iter().map(|t| t.sure.clone()).collect();
    for _ in 0..STEPS {
        for (entity, member) in cast.iter() {
            if !sectors[entity].is_empty() || !acts(member.entity_type) {
                continue;
            }
            let present = posts
                .iter()
                .filter(|p| p.person == entity && !p.former)
                .filter_map(|p| p.organization);
            let with = present
                .chain(within.get(entity).into_iter().flatten().copied())
                .find_map(|other| sectors.get(other).filter(|s| !s.is_empty()).cloned());
            sectors[entity] = with.unwrap_or_default();
        }
    }
    for ((entity, member), told) in cast.iter().zip(told) {
        if sectors[entity].is_empty() && acts(member.entity_type) {
            sectors[entity] = told.otherwise;
        }
        if sectors[entity].is_empty() {
            sectors[entity] = last_resort(references, posts, tables, entity, member);
        }
    }
    sectors
}

/// A named person: by the titles of present posts, by the words around the name and the descriptions.
fn person(
    references: &References<'_>,
    posts: &[Post],
    tables: &ActorTables,
    entity: usize,
    member: &Member,
) -> Told {
    let own = posts.iter().filter(|p| p.person == entity);
    let mut by_title = Told::default();
    for post in own.clone().filter(|p| !p.former) {
        let of_state = post
            .organization
            .and_then(|o| references.cast.get(o))
            .is_some_and(|m| m.entity_type == EntityType::Place);
        by_title = by_title.or(|| {
            let mut told = sector_in(references, tables, post.title.clone());
            if told.is_empty() && of_state {
                told.otherwise = vec!["GOV"];
            }
            told
        });
    }
    if !by_title.is_empty() {
        return by_title;
    }
    let around = around(references, tables, member);
    let former = own.clone().any(|p| p.former);
    if former {
        let titles = own.map(|p| sector_in(references, tables, p.title.clone()));
        let was = titles.fold(Told::default(), |told, next| told.or(|| next));
        return elite(was);
    }
    around
}

/// Of those who held an office of the state, the elite.
fn elite(was: Told) -> Told {
    let first = was.sure.first().or(was.otherwise.first()).copied();
    if first.is_some_and(|s| OFFICE.contains(&s)) {
        Told {
            sure: vec!["ELI"],
            otherwise: Vec::new(),
        }
    } else {
        was
    }
}

/// By the words before the names, the appositions and the descriptions.
fn around(references: &References<'_>, tables: &ActorTables, member: &Member) -> Told {
    let mut told = Told::default();
    for (words, form) in &member.mentions {
        match form {
            MentionForm::Name => {
                told = told.or(|| phrase(references, tables, before(references, words)));
                // "Sen." may have come into the name; the last word of a name is no title.
                let first = words.start..words.end.saturating_sub(1).max(words.start);
                if member.entity_type == EntityType::Person {
                    told = told.or(|| sector_in(references, tables, first));
                }
                for run in appositions(references, words) {
                    told = told.or(|| phrase(references, tables, run));
                }
            }
            MentionForm::Nominal => {
                told = told.or(|| phrase(references, tables, words.clone()));
            }
            MentionForm::Pronoun => {}
        }
    }
    told
}

/// What a title or description says: its head group, and for one that held an office, the elite.
fn phrase(references: &References<'_>, tables: &ActorTables, run: Range<usize>) -> Told {
    let group = head_group(references, &run);
    let told = sector_in(references, tables, group.clone());
    let former = group
        .clone()
        .any(|w| references.lexicon.is_former(references.form(w)));
    if former { elite(told) } else { told }
}

/// A named organization or group: by the table, its own words, the words around it.
fn named(references: &References<'_>, tables: &ActorTables, member: &Member) -> Told {
    if let Some(line) = known(member, references, tables) {
        return Told {
            sure: line.sectors.clone(),
            otherwise: Vec::new(),
        };
    }
    let names = member
        .mentions
        .iter()
        .filter(|(_, form)| *form == MentionForm::Name);
    let mut told = Told::default();
    for (words, _) in names {
        told = told.or(|| {
            let group = head_group(references, words);
            sector_in(references, tables, group.clone())
                .or(|| sector_in(references, tables, group.end..words.end))
        });
    }
    told.or(|| around(references, tables, member))
}

/// An unnamed one: by its head noun and the words beside it.
/// `belongs` to a named one says more than words behind the head group.
fn described(
    references: &References<'_>,
    tables: &ActorTables,
    member: &Member,
    belongs: bool,
) -> Told {
    let mut told = Told::default();
    for (words, _) in member
        .mentions
        .iter()
        .filter(|(_, form)| *form != MentionForm::Pronoun)
    {
        told = told.or(|| phrase(references, tables, words.clone()));
    }
    if told.sure.is_empty() && !belongs {
        // "the head of the military wing": no name, but a noun that tells.
        for (words, _) in &member.mentions {
            let group = head_group(references, words);
            told = told.or(|| sector_in(references, tables, group.end..words.end));
        }
    }
    told
}

/// Of those who are told nothing else: the people of a country are civilians; who held an office with an organization
/// keeps its sector.
fn last_resort(
    references: &References<'_>,
    posts: &[Post],
    tables: &ActorTables,
    entity: usize,
    member: &Member,
) -> Vec<&'static str> {
    let people = member.entity_type == EntityType::Group
        && member
            .name
            .as_deref()
            .is_some_and(|n| references.countries.by_demonym(n).is_some());
    let known = known(member, references, tables).is_some();
    if people && !known && of_posts(posts, entity).is_empty() {
        vec!["CVL"]
    } else {
        Vec::new()
    }
}
