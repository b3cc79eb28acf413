//! Organizations of posts that the words beside a title refer to: by a pronoun, by a description of a body named before, or
//! by an office that towns and parts of states have.

use std::ops::Range;

use dateline_record::{EntityType, GroundKind, MentionForm};

use super::ground::Sectors;
use super::known::Known;
use super::wording::{head_group, office, sector_in};
use crate::entities::{Post, References, Stands, phrase};
use crate::world::{Office, Part};

/// Sentences before a description of a body in which the body may have been named.
const BODY_REACH: usize = 3;

/// Verbs that the subject of a clause is looked for over.
const CLIMBS: usize = 4;

/// What a pronoun before a title stands for: "its director", "the union, whose leader".
pub(super) fn possessor(references: &mut References<'_>, post: &Post) -> Option<usize> {
    let syntax = references.syntax;
    let noun = syntax.head_of(post.title.clone());
    let (pronoun, stands) = syntax.children(noun).find_map(|w| {
        let stands = references.lexicon.pronoun(references.form(w))?;
        let owner = syntax.full_relation(w) == "nmod:poss" && stands != Stands::Person;
        owner.then_some((w, stands))
    })?;
    let is_body = |references: &References<'_>, entity: usize| {
        let kind = references.cast.get(entity).map(|m| m.entity_type);
        kind.is_some_and(|kind| Stands::Thing.fits(kind))
    };
    // "The palace answered through its spokeswoman": the subject before the pronoun.
    let subject = (syntax.head(noun))
        .and_then(|verb| syntax.subject(verb, CLIMBS))
        .filter(|w| *w < pronoun && references.lexicon.pronoun(references.form(*w)).is_none());
    let subject = subject.and_then(|w| references.resolve(phrase(syntax, w), None));
    if let Some(meant) = subject.map(|r| r.entity) {
        // Whoever is called "its" is no person.
        if stands == Stands::Thing
            && (references.cast.get(meant)).is_some_and(|m| m.name.is_none())
            && references.cast.is_person(meant)
        {
            references.cast.set_type(meant, EntityType::Organization);
        }
        if is_body(references, meant) {
            return Some(meant);
        }
    }
    let meant = references.resolve(pronoun..pronoun + 1, None)?.entity;
    is_body(references, meant).then_some(meant)
}

/// The named body that a description before a title stands for ("the company's manager", "governor of the state"): the
/// one named last before it.
pub(super) fn named_body(
    references: &References<'_>,
    known: &Known<'_>,
    body: usize,
    title: &Range<usize>,
) -> Option<usize> {
    let member = references.cast.get(body).filter(|m| m.name.is_none())?;
    let near = |words: &Range<usize>| words.start.abs_diff(title.start);
    let (words, _) = (member.mentions.iter()).min_by_key(|(words, _)| near(words))?;
    let syntax = references.syntax;
    let noun = syntax.head_of(words.clone());
    let alone = words
        .clone()
        .all(|w| w == noun || references.lexicon.is_article(references.form(w)));
    let definite = references.form(words.start).eq_ignore_ascii_case("the");
    if !(alone && definite) {
        return None;
    }
    let lemma = syntax.lemma(noun).to_lowercase();
    // "the police", "the parliament" of a state go by no other name.
    let told = sector_in(references, known.tables, noun..noun + 1, GroundKind::Title);
    let one_of = |s: &Sectors| s.code.iter().any(|c| known.tables.rules.one_of.contains(c));
    if told.any().is_some_and(one_of) {
        return None;
    }
    match references.lexicon.collective(&lemma) {
        Some(EntityType::Organization) => {
            let fits = |entity: usize| {
                let member = references.cast.get(entity);
                member
                    .is_some_and(|m| m.entity_type == EntityType::Organization && m.name.is_some())
            };
            let first = syntax.sentence(noun).start;
            let from = (0..BODY_REACH).fold(first, |at, _| match at.checked_sub(1) {
                Some(word) => syntax.sentence(word).start,
                None => at,
            });
            named_last(references, from..words.start, fits)
        }
        _ => {
            let part = references.lexicon.part_of_state(&lemma)?;
            place_last(references, known, words.start, part)
        }
    }
}

/// The entity that fits and has the last name in a run of words.
fn named_last(
    references: &References<'_>,
    run: Range<usize>,
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    let named = references.cast.iter().filter(|(entity, _)| fits(*entity));
    let last = named.filter_map(|(entity, member)| {
        let names = member.mentions.iter().filter(|(words, form)| {
            *form == MentionForm::Name && run.start <= words.start && words.end <= run.end
        });
        Some((names.map(|(words, _)| words.start).max()?, entity))
    });
    last.max().map(|(_, entity)| entity)
}

/// The part of a state that is named last before a word.
fn place_last(
    references: &References<'_>,
    known: &Known<'_>,
    word: usize,
    part: Part,
) -> Option<usize> {
    named_last(references, 0..word, |entity| {
        let kind = known.located.of(entity).and_then(|l| l.geo.kind.as_deref());
        kind.is_some_and(|kind| part.is(kind))
    })
}

/// The town or part of a state whose office a title is.
pub(super) fn of_part(
    references: &References<'_>,
    known: &Known<'_>,
    title: &Range<usize>,
) -> Option<usize> {
    let group = head_group(references, title);
    let (_, office) = office(references, known.tables, &group)?;
    match office {
        Office::OfPart(part) => place_last(references, known, title.start, part),
        Office::OfState | Office::OfAnybody => None,
    }
}
