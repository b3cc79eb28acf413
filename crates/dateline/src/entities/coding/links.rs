//! Whom an entity belongs to: the organizations of its posts, and those that its description names.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm, RelationType};

use super::wording::{appositions, before, head_group};
use crate::entities::{Post, References, Tie};

/// The named entities that each entity's description mentions besides the one it describes ("a spokesman for Hamas",
/// "Trump supporters"), in the order of the cast; those in its head group first, the last before the first. Of a named
/// person titles and appositions are such descriptions.
pub(super) fn within_descriptions(
    references: &References<'_>,
    named: &NamedWords,
) -> Vec<Vec<usize>> {
    references
        .cast
        .iter()
        .map(|(entity, member)| {
            let person = member.entity_type == EntityType::Person;
            let mut found: Vec<usize> = Vec::new();
            for (words, form) in &member.mentions {
                match (form, &member.name) {
                    (MentionForm::Nominal, None) => {
                        add_named(references, named, entity, words, &mut found);
                    }
                    (MentionForm::Name, Some(_)) if person => {
                        let titles = before(references, words);
                        for run in appositions(references, words).chain([titles]) {
                            add_named(references, named, entity, &run, &mut found);
                        }
                        // Ties say for whom somebody speaks; kin hold no post with each other.
                        found.retain(|other| !references.cast.is_person(*other));
                    }
                    _ => {}
                }
            }
            found
        })
        .collect()
}

/// Adds the named entities of a description.
fn add_named(
    references: &References<'_>,
    named: &NamedWords,
    entity: usize,
    run: &Range<usize>,
    found: &mut Vec<usize>,
) {
    let group = head_group(references, run);
    let mut whose = group.clone().filter_map(|w| {
        let (other, words) = references
            .cast
            .at(w)
            .filter(|(other, _)| *other != entity)?;
        let possessor =
            references.syntax.full_relation(w) == "nmod:poss" && !references.cast.is_person(entity);
        let pronoun = words.len() == 1 && references.lexicon.pronoun(references.form(w)).is_some();
        (possessor && pronoun && !found.contains(&other)).then_some(other)
    });
    found.extend(whose.next());
    for w in group.clone().rev().chain(group.end..run.end) {
        if let Some((other, name)) = named.get(w).cloned().flatten()
            && other != entity
            && run.start <= name.start
            && name.end <= run.end
            && name.len() < run.len()
            && !found.contains(&other)
        {
            found.push(other);
        }
    }
}

/// For each word a named entity and its name's words.
pub(super) type NamedWords = Vec<Option<(usize, Range<usize>)>>;

/// For each word the named entity whose name it is part of, by the shortest such name, and that name's words.
pub(super) fn named_words(references: &References<'_>) -> NamedWords {
    let mut named: NamedWords = vec![None; references.words.len()];
    for (entity, member) in references.cast.iter().filter(|(_, m)| m.name.is_some()) {
        for (words, form) in &member.mentions {
            if *form == MentionForm::Pronoun {
                continue;
            }
            for place in named.get_mut(words.clone()).unwrap_or_default() {
                if place.as_ref().is_none_or(|(_, w)| words.len() < w.len()) {
                    *place = Some((entity, words.clone()));
                }
            }
        }
    }
    named
}

/// The organizations of an entity's posts, present ones first.
pub(super) fn of_posts(posts: &[Post], entity: usize) -> Vec<usize> {
    let own = |former: bool| {
        posts
            .iter()
            .filter(move |p| p.person == entity && p.former == former)
            .filter_map(|p| p.organization)
            .filter(move |o| *o != entity)
    };
    own(false).chain(own(true)).collect()
}

/// The ties by which somebody speaks or acts for another.
pub(super) fn serves(ties: &[Tie], subject: usize) -> impl Iterator<Item = &Tie> {
    ties.iter().filter(move |tie| {
        tie.subject == subject
            && matches!(
                tie.relation,
                RelationType::DeputyOf | RelationType::Represents
            )
    })
}

/// Whether an entity can act: only those have sectors.
pub(super) fn acts(entity_type: EntityType) -> bool {
    matches!(
        entity_type,
        EntityType::Person | EntityType::Organization | EntityType::Group
    )
}
