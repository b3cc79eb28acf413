//! The cast of a report: everybody and everything it speaks of, each with its mentions.

use std::ops::Range;

use dateline_record::{EntityId, EntityType, MentionForm};

use super::Gender;

/// An entity in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// What it is.
    pub entity_type: EntityType,
    /// Best full name seen; `None` for an unnamed one.
    pub name: Option<String>,
    /// What the text calls an unnamed one.
    pub description: Option<String>,
    /// Where it is mentioned, in words.
    pub mentions: Vec<(Range<usize>, MentionForm)>,
    /// Alpha-3 code of its country, where the text gives ground for one.
    pub country: Option<&'static str>,
    /// For one person, what titles, names and pronouns told.
    pub gender: Option<Gender>,
    /// Those that make it up, for a list taken as one.
    pub members: Vec<usize>,
}

/// Entities of one report, by number.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    members: Vec<Member>,
}

impl Cast {
    /// Adds an entity and gives its number.
    pub fn add(&mut self, member: Member) -> usize {
        self.members.push(member);
        self.members.len() - 1
    }

    /// An entity; `None` for a number never given.
    pub fn get(&self, entity: usize) -> Option<&Member> {
        self.members.get(entity)
    }

    /// All entities by number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Member)> {
        self.members.iter().enumerate()
    }

    /// Notes another mention, unless it is known.
    pub fn mention(&mut self, entity: usize, words: Range<usize>, form: MentionForm) {
        if let Some(member) = self.members.get_mut(entity)
            && !member.mentions.iter().any(|(w, _)| *w == words)
        {
            member.mentions.push((words, form));
        }
    }

    /// Gives an entity a fuller name.
    pub fn rename(&mut self, entity: usize, name: String) {
        if let Some(member) = self.members.get_mut(entity) {
            member.name = Some(name);
        }
    }

    /// The entity one of whose mentions has the word, the shortest such mention first; named ones before others.
    pub fn at(&self, word: usize) -> Option<(usize, Range<usize>)> {
        self.iter()
            .flat_map(|(i, m)| m.mentions.iter().map(move |(w, form)| (i, w, form)))
            .filter(|(_, w, _)| w.contains(&word))
            .min_by_key(|(i, w, form)| (**form != MentionForm::Name, w.len(), *i))
            .map(|(i, w, _)| (i, w.clone()))
    }

    /// Gives an entity a country, unless it has one.
    pub fn settle(&mut self, entity: usize, country: Option<&'static str>) {
        if let Some(member) = self.members.get_mut(entity) {
            member.country = member.country.or(country);
        }
    }

    /// Tells what sort of entity it is after all.
    pub fn set_type(&mut self, entity: usize, entity_type: EntityType) {
        if let Some(member) = self.members.get_mut(entity) {
            member.entity_type = entity_type;
        }
    }

    /// Makes entities members of another.
    pub fn join(&mut self, whole: usize, members: &[usize]) {
        if let Some(member) = self.members.get_mut(whole) {
            for part in members.iter().filter(|part| **part != whole) {
                if !member.members.contains(part) {
                    member.members.push(*part);
                }
            }
        }
    }

    /// Gives a person a gender, unless it has one.
    pub fn tell_gender(&mut self, entity: usize, gender: Option<Gender>) {
        if let Some(member) = self.members.get_mut(entity) {
            member.gender = member.gender.or(gender);
        }
    }

    /// Whether a pronoun or noun of this gender may mean the entity.
    pub fn may_be(&self, entity: usize, gender: Option<Gender>) -> bool {
        let own = self.get(entity).and_then(|m| m.gender);
        own.is_none() || gender.is_none() || own == gender
    }

    /// The state of a country among the entities, if the text names it: by the country's first name rather than by
    /// another ("Palestine" rather than "the West Bank").
    pub fn state(&self, code: &str, name: &str) -> Option<usize> {
        self.iter()
            .filter(|(_, m)| m.entity_type == EntityType::Place && m.country == Some(code))
            .min_by_key(|(i, m)| (m.name.as_deref() != Some(name), *i))
            .map(|(i, _)| i)
    }

    /// Whether the entity is a person, or may be one.
    pub fn is_person(&self, entity: usize) -> bool {
        self.get(entity)
            .is_some_and(|m| m.entity_type == EntityType::Person)
    }

    /// The ids that entities get in the record, which has them in the order of their first mention.
    pub fn ids(&self) -> Vec<EntityId> {
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by_key(|i| {
            (
                self.members[*i].mentions.iter().map(|(w, _)| w.start).min(),
                *i,
            )
        });
        let mut ids = vec![EntityId::from_index(0); order.len()];
        for (place, entity) in order.into_iter().enumerate() {
            ids[entity] = EntityId::from_index(place);
        }
        ids
    }
}
