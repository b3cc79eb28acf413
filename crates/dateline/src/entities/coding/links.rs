//! Whom an entity belongs to: the organizations of its posts, and those that its description names.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm};

use super::wording::head_group;
use crate::entities::{Post, References};

/// The named entities that each entity's description mentions besides the one it describes ("a spokesman for Hamas",
/// "Trump supporters"), in the order of the cast; those in its head group first, the last before the first.
pub(super) fn within_descriptions(references: &References<'_>) -> Vec<Vec<usize>> {
    let named = named_words(references);
    references
        .cast
        .iter()
        .map(|(entity, member)| {
            let mut found: Vec<usize> = Vec::new();
            let described = member
                .mentions
                .iter()
                .filter(|(_, form)| member.name.is_none() && *form == MentionForm::Nominal);
            for (words, _) in described {
                let group = head_group(references, words);
                for w in group.clone().rev().chain(group.end..words.end) {
                    if let Some((other, run)) = named.get(w).cloned().flatten()
                        && other != entity
                        && words.start <= run.start
                        && run.end <= words.end
                        && run.len() < words.len()
                        && !found.contains(&other)
                    {
                        found.push(other);
                    }
                }
            }
            found
        })
        .collect()
}

/// For each word the named entity whose name it is part of, by the shortest such name, and that name's words.
fn named_words(references: &References<'_>) -> Vec<Option<(usize, Range<usize>)>> {
    let mut named: Vec<Option<(usize, Range<usize>)>> = vec![None; references.words.len()];
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

/// Whether an entity can act: only those have sectors.
pub(super) fn acts(entity_type: EntityType) -> bool {
    matches!(
        entity_type,
        EntityType::Person | EntityType::Organization | EntityType::Group
    )
}
