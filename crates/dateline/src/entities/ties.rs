//! Ties between two entities that syntax shows: kin, deputies, members, parts of organizations, heads and seats.

use std::ops::Range;

use dateline_record::{EntityType, RelationType, Upos};

use super::tie_grounds::{TieGround, told_twice};
use super::tie_words::TieWord;
use super::{References, membership, phrase};

/// A tie between two entities.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// What ties them.
    pub relation: RelationType,
    /// Number in the cast of the kin, deputy, part, head or member.
    pub subject: usize,
    /// Number in the cast of the other end.
    pub object: usize,
    /// The noun or verb that says so.
    pub title: Range<usize>,
    /// Whether that is a noun, which can stand as a title.
    pub titled: bool,
    /// Whether the text says that it is over.
    pub former: bool,
    /// How sure it is, by how and how often the text shows it.
    pub confidence: f32,
}

/// A tie that a word without title shows.
pub(super) fn tie_of(
    relation: RelationType,
    subject: usize,
    object: usize,
    word: usize,
    ground: TieGround,
) -> Tie {
    Tie {
        relation,
        subject,
        object,
        title: word..word + 1,
        titled: false,
        former: false,
        confidence: ground.share(),
    }
}

/// Reads ties in the sentences that are told, in text order, and gives delegations their members.
pub fn ties(references: &mut References<'_>, told: &[Range<usize>]) -> Vec<Tie> {
    let mut found: Vec<Tie> = Vec::new();
    for word in told.iter().cloned().flatten() {
        let lexicon = references.lexicon;
        let by_lemma = lexicon.tie(&references.syntax.lemma(word).to_lowercase());
        let by_form = || lexicon.tie(&references.form(word).to_lowercase());
        let Some(tie) = by_lemma.or_else(by_form).cloned() else {
            continue;
        };
        let upos = references.syntax.upos.get(word).copied();
        let ties = match (tie.relation, upos) {
            (
                RelationType::Leads | RelationType::Represents | RelationType::RelatedTo,
                Some(Upos::Verb | Upos::Adj),
            ) => by_verb(references, word, &tie),
            (RelationType::BasedIn, Some(Upos::Verb | Upos::Adj)) => seat(references, word, &tie),
            (RelationType::MemberOf, Some(Upos::Verb)) if tie.of_members => {
                membership::of_body(references, word, &tie)
            }
            (RelationType::MemberOf, Some(Upos::Verb)) => {
                membership::of_verb(references, word, &tie)
            }
            (RelationType::MemberOf, Some(Upos::Noun | Upos::Propn)) => {
                membership::of_noun(references, word, &tie)
            }
            (RelationType::PartOf, Some(Upos::Noun | Upos::Propn)) => part(references, word, &tie),
            (
                RelationType::RelatedTo | RelationType::DeputyOf | RelationType::Represents,
                Some(Upos::Noun | Upos::Propn),
            ) => person_tie(references, word, &tie),
            _ => Vec::new(),
        };
        for tie in ties {
            let told = |t: &&mut Tie| {
                t.relation == tie.relation && t.subject == tie.subject && t.object == tie.object
            };
            match found.iter_mut().find(told) {
                Some(known) => known.confidence = told_twice(known.confidence, tie.confidence),
                None if tie.subject != tie.object => found.push(tie),
                None => {}
            }
        }
    }
    found
}

/// Kin, deputies and those who speak for a person.
fn person_tie(references: &mut References<'_>, word: usize, tie: &TieWord) -> Vec<Tie> {
    let subjects = bearers(references, word);
    if subjects.is_empty() {
        return Vec::new();
    }
    let object = other_end(references, word, tie)
        .and_then(|w| resolved(references, w))
        .or_else(|| name_before(references, word))
        .filter(|o| references.cast.is_person(*o));
    let former = is_former(references, word);
    let tied = object.map(|object| {
        subjects.into_iter().map(move |(subject, ground)| Tie {
            titled: true,
            former,
            ..tie_of(tie.relation, subject, object, word, ground)
        })
    });
    tied.into_iter().flatten().collect()
}

/// Whether a noun is said of what is over: "a former member".
pub(super) fn is_former(references: &References<'_>, noun: usize) -> bool {
    let mut children = references.syntax.children(noun);
    children.any(|w| references.lexicon.is_former(references.form(w)))
}

/// The named person whose name a word is of.
pub(super) fn named_at(references: &References<'_>, word: usize) -> Option<usize> {
    let (entity, _) = references.cast.at(word)?;
    let named = references.cast.get(entity)?.name.is_some();
    (named && references.cast.is_person(entity)).then_some(entity)
}

/// The persons that a noun names: in apposition to it, right behind it, as subject of a clause that it is the predicate
/// of, or an unnamed one. A noun in the plural names all of a list: "his sons X and Y".
pub(super) fn bearers(references: &mut References<'_>, noun: usize) -> Vec<(usize, TieGround)> {
    let syntax = references.syntax;
    let person = |references: &References<'_>, w: usize| {
        let (_, words) = references.cast.at(w)?;
        named_at(references, w).filter(|_| !words.contains(&noun))
    };
    let below = syntax
        .children(noun)
        .filter(|w| matches!(syntax.relation(*w), "appos" | "flat"))
        .find(|w| person(references, *w).is_some());
    let over = || {
        let joined = matches!(syntax.relation(noun), "appos" | "compound" | "flat")
            || syntax.full_relation(noun) == "nmod:desc";
        syntax
            .head(noun)
            .filter(|w| joined && person(references, *w).is_some())
    };
    let behind = || {
        let (_, words) = references.cast.at(noun + 1)?;
        let same = syntax.sentence(noun).contains(&(noun + 1));
        (same && words.start == noun + 1 && person(references, noun + 1).is_some())
            .then_some(noun + 1)
    };
    if let Some(beside) = below.or_else(over).or_else(behind) {
        let first = syntax.first_of_list(beside);
        let listed = syntax
            .sentence(noun)
            .filter(|w| *w != beside && *w != noun && syntax.first_of_list(*w) == first)
            .filter(|_| references.is_plural(noun))
            .filter_map(|w| Some((person(references, w)?, TieGround::Listed)));
        let found = person(references, beside).map(|p| (p, TieGround::Beside));
        return found.into_iter().chain(listed).collect();
    }
    if let Some(subject) = subject(references, noun).filter(|_| is_predicate(references, noun)) {
        return resolved(references, subject)
            .filter(|e| references.cast.is_person(*e))
            .map(|e| (e, TieGround::Said))
            .into_iter()
            .collect();
    }
    let unnamed = references.cast.at(noun).filter(|(entity, words)| {
        !is_named(references, *entity)
            && references.cast.is_person(*entity)
            && syntax.head_of(words.clone()) == noun
    });
    unnamed
        .map(|(entity, _)| (entity, TieGround::Unnamed))
        .into_iter()
        .collect()
}

/// Whether a noun is said of its subject ("X is the son of Y"), and not denied.
fn is_predicate(references: &References<'_>, noun: usize) -> bool {
    let syntax = references.syntax;
    syntax.child(noun, "cop").is_some() && !denied(references, noun)
}

/// The subject of a word, of the passive or not.
pub(super) fn subject(references: &References<'_>, word: usize) -> Option<usize> {
    let syntax = references.syntax;
    syntax
        .children(word)
        .find(|w| syntax.relation(*w) == "nsubj")
}

/// Whether a word is denied, or only may come true.
pub(super) fn denied(references: &References<'_>, word: usize) -> bool {
    let syntax = references.syntax;
    syntax.children(word).any(|w| {
        let uncertain = !references.lexicon.is_plain_auxiliary(syntax.lemma(w));
        syntax.relation(w) == "aux" && uncertain
            || syntax.relation(w) == "advmod" && syntax.upos.get(w) == Some(&Upos::Part)
    })
}

/// The head of a possessor ("Y's son", also of a list: "Y's wife and son"), or of what stands behind one of the
/// prepositions ("son of Y").
pub(super) fn other_end(references: &References<'_>, noun: usize, tie: &TieWord) -> Option<usize> {
    let syntax = references.syntax;
    let possessor_of = |noun: usize| {
        let mut children = syntax.children(noun);
        children.find(|w| syntax.full_relation(*w) == "nmod:poss")
    };
    possessor_of(noun)
        .or_else(|| behind(references, noun, tie))
        .or_else(|| possessor_of(syntax.first_of_list(noun)))
}

/// The head of what stands behind one of a word's prepositions.
pub(super) fn behind(references: &References<'_>, word: usize, tie: &TieWord) -> Option<usize> {
    let syntax = references.syntax;
    syntax.children(word).find(|w| {
        let case = syntax.child(*w, "case");
        let fits = |c: usize| {
            tie.prepositions
                .iter()
                .any(|p| references.form(c).eq_ignore_ascii_case(p))
        };
        *w > word && matches!(syntax.relation(*w), "nmod" | "obl") && case.is_some_and(fits)
    })
}

/// The person whose name stands right before a noun: "Stein spokeswoman".
fn name_before(references: &References<'_>, noun: usize) -> Option<usize> {
    let before = noun.checked_sub(1)?;
    let (entity, words) = references.cast.at(before)?;
    let compound = references.syntax.head(before) == Some(noun)
        && references.syntax.relation(before) == "compound";
    (compound && words.end == noun && references.cast.get(entity)?.name.is_some()).then_some(entity)
}

/// Whom the phrase of a word means.
pub(super) fn resolved(references: &mut References<'_>, word: usize) -> Option<usize> {
    let run = phrase(references.syntax, word);
    references.resolve(run, None).map(|r| r.entity)
}

fn is_named(references: &References<'_>, entity: usize) -> bool {
    references
        .cast
        .get(entity)
        .is_some_and(|m| m.name.is_some())
}

/// Whether an entity is a body of people.
pub(super) fn is_body(references: &References<'_>, entity: usize) -> bool {
    references
        .cast
        .get(entity)
        .is_some_and(|m| matches!(m.entity_type, EntityType::Organization | EntityType::Group))
}

/// "the ministry's consular department", "a unit of the army".
fn part(references: &mut References<'_>, noun: usize, tie: &TieWord) -> Vec<Tie> {
    let own = references.cast.at(noun).filter(|(entity, words)| {
        references.syntax.head_of(words.clone()) == noun && is_body(references, *entity)
    });
    let Some((subject, words)) = own else {
        return Vec::new();
    };
    let whole = other_end(references, noun, tie)
        .and_then(|w| references.cast.at(w))
        .filter(|(entity, inside)| {
            let member = references.cast.get(*entity);
            let organization = member
                .is_some_and(|m| m.name.is_some() && m.entity_type == EntityType::Organization);
            organization && (inside.end <= words.start || inside.start > noun)
        });
    whole
        .map(|(object, _)| tie_of(tie.relation, subject, object, noun, TieGround::Beside))
        .into_iter()
        .collect()
}

/// "the council, which is led by Y", "Y, who heads the council", "X is represented by Y", "X is married to Y".
fn by_verb(references: &mut References<'_>, verb: usize, tie: &TieWord) -> Vec<Tie> {
    if denied(references, verb) {
        return Vec::new();
    }
    let syntax = references.syntax;
    let ends = match behind(references, verb, tie) {
        Some(agent) => {
            let whose = match syntax.relation(verb) {
                "acl" => syntax.head(verb),
                _ => subject(references, verb),
            };
            whose.map(|whose| (agent, whose))
        }
        None => {
            // "led" may be long over; "leads" and "lead" are not.
            let form = references.form(verb).to_lowercase();
            let present = form.strip_suffix('s').unwrap_or(&form) == syntax.lemma(verb);
            let ends = subject(references, verb).zip(syntax.child(verb, "obj"));
            ends.filter(|_| present)
        }
    };
    let Some((who, whose)) = ends else {
        return Vec::new();
    };
    let subject = resolved(references, who)
        .filter(|e| references.cast.is_person(*e) && is_named(references, *e));
    let fits = |references: &References<'_>, e: usize| {
        let person = references.cast.is_person(e) && is_named(references, e);
        match tie.relation {
            RelationType::Leads => is_body(references, e),
            RelationType::RelatedTo => person,
            _ => person || is_body(references, e),
        }
    };
    let at = references.cast.at(whose).map(|(e, _)| e);
    let object = at
        .filter(|e| fits(references, *e))
        .or_else(|| resolved(references, whose))
        .filter(|e| fits(references, *e));
    subject
        .zip(object)
        .map(|(subject, object)| tie_of(tie.relation, subject, object, verb, TieGround::Verb))
        .into_iter()
        .collect()
}

/// "Geneva-based X", "X, which is based in Geneva".
fn seat(references: &mut References<'_>, word: usize, tie: &TieWord) -> Vec<Tie> {
    let syntax = references.syntax;
    let place = |w: usize| {
        let (entity, _) = references.cast.at(w)?;
        let is_place = references.cast.get(entity)?.entity_type == EntityType::Place;
        is_place.then_some(entity)
    };
    let hyphen = word
        .checked_sub(1)
        .filter(|w| matches!(references.form(*w), "-" | "‑" | "–"));
    let before = hyphen
        .unwrap_or(word)
        .checked_sub(1)
        .filter(|w| syntax.sentence(word).contains(w) && syntax.relation(word) == "amod");
    let object = before
        .and_then(place)
        .or_else(|| behind(references, word, tie).and_then(place));
    let holder = match syntax.relation(word) {
        "amod" | "acl" => syntax.head(word),
        _ => subject(references, word),
    };
    let subject = holder.and_then(|w| references.cast.at(w)).map(|(e, _)| e);
    let settled = |e: &usize| is_body(references, *e) || references.cast.is_person(*e);
    subject
        .filter(settled)
        .zip(object)
        .map(|(subject, object)| tie_of(tie.relation, subject, object, word, TieGround::Verb))
        .into_iter()
        .collect()
}
