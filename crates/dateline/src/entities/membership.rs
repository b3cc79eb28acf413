//! Who is a member of what: nouns ("X, a member of Y"), verbs ("X belongs to Y") and delegations that include somebody.

use dateline_record::{EntityType, RelationType};

use super::tie_grounds::TieGround;
use super::tie_words::TieWord;
use super::ties::{
    bearers, behind, denied, is_body, is_former, named_at, other_end, resolved, subject, tie_of,
};
use super::{References, Tie, phrase};

/// "X, a member of Y", "Y member X", "Y's member X".
pub(super) fn of_noun(references: &mut References<'_>, noun: usize, tie: &TieWord) -> Vec<Tie> {
    let Some(body) = other_end(references, noun, tie)
        .or_else(|| body_before(references, noun))
        .and_then(|w| body_at(references, w))
    else {
        return Vec::new();
    };
    let former = is_former(references, noun);
    bearers(references, noun)
        .into_iter()
        .map(|(member, ground)| Tie {
            titled: true,
            former,
            ..tie_of(tie.relation, member, body, noun, ground)
        })
        .collect()
}

/// "X belongs to Y".
pub(super) fn of_verb(references: &mut References<'_>, verb: usize, tie: &TieWord) -> Vec<Tie> {
    if denied(references, verb) {
        return Vec::new();
    }
    let whose = behind(references, verb, tie).and_then(|w| body_at(references, w));
    let who = subject(references, verb)
        .and_then(|w| resolved(references, w))
        .filter(|e| references.cast.is_person(*e) || is_body(references, *e));
    who.zip(whose)
        .map(|(who, whose)| tie_of(tie.relation, who, whose, verb, TieGround::Verb))
        .into_iter()
        .collect()
}

/// "The delegation included X and Y": makes them its members.
pub(super) fn of_body(references: &mut References<'_>, verb: usize, tie: &TieWord) -> Vec<Tie> {
    let syntax = references.syntax;
    if denied(references, verb) {
        return Vec::new();
    }
    let object = if tie.prepositions.is_empty() {
        syntax.child(verb, "obj")
    } else {
        behind(references, verb, tie)
    };
    let body = match syntax.relation(verb) {
        "acl" => syntax.head(verb),
        _ => subject(references, verb),
    };
    let Some((body, objects)) = body.zip(object) else {
        return Vec::new();
    };
    let listed = std::iter::once(objects).chain(
        syntax
            .children(objects)
            .filter(|w| syntax.relation(*w) == "conj"),
    );
    let persons: Vec<usize> = listed.filter_map(|w| named_person(references, w)).collect();
    let collective = references.lexicon.collective(syntax.lemma(body)).is_some();
    if persons.is_empty() || !collective {
        return Vec::new();
    }
    let Some(whole) = resolved(references, body).filter(|e| is_body(references, *e)) else {
        return Vec::new();
    };
    references.cast.join(whole, &persons);
    persons
        .into_iter()
        .map(|p| tie_of(RelationType::MemberOf, p, whole, verb, TieGround::Listed))
        .collect()
}

/// The word of a body that stands right before a noun of its phrase: "Taliban member".
fn body_before(references: &References<'_>, noun: usize) -> Option<usize> {
    let before = noun.checked_sub(1)?;
    let syntax = references.syntax;
    let joined = syntax.head(before) == Some(noun)
        && matches!(syntax.relation(before), "compound" | "amod" | "nmod");
    joined.then_some(before)
}

/// The body that a word names or describes.
fn body_at(references: &mut References<'_>, word: usize) -> Option<usize> {
    let named = references
        .cast
        .at(word)
        .map(|(entity, _)| entity)
        .filter(|e| is_body(references, *e));
    named.or_else(|| {
        let run = phrase(references.syntax, word);
        let lemma = references.syntax.lemma(word);
        let kind = references.lexicon.collective(lemma)?;
        matches!(kind, EntityType::Organization | EntityType::Group)
            .then(|| references.resolve(run, None))
            .flatten()
            .map(|r| r.entity)
            .filter(|e| is_body(references, *e))
    })
}

/// The named person at a word, or in apposition to it ("political leader X").
fn named_person(references: &References<'_>, word: usize) -> Option<usize> {
    let syntax = references.syntax;
    let below = syntax
        .children(word)
        .filter(|w| matches!(syntax.relation(*w), "appos" | "flat"));
    std::iter::once(word)
        .chain(below)
        .find_map(|w| named_at(references, w))
}
