//! In whose voice an event stands.

use dateline_record::Upos;

use super::{Anchor, Arguments, Rule, Why};
use crate::entities::References;
use crate::syntax::is_past;
use crate::voices::{Saying, voice_of_word};

/// The sayings that an event stands in, outermost first: those whose content holds its word; and why these.
///
/// An act of speech (`speech`: to demand, to accuse, to promise) is often told by a word of what is said: "Troops must
/// leave, he said" is his demand. Such an act is the saying itself, and stands in the voice of who tells of it. So does one
/// that a cue takes for its object: "he rejected the accusations".
pub fn voice(
    anchor: &Anchor,
    arguments: &Arguments,
    speech: bool,
    sayings: &[Saying],
    references: &mut References<'_>,
) -> (Vec<usize>, Why) {
    let mut chain = voice_of_word(sayings, anchor.words.start);
    let own = chain
        .last()
        .filter(|_| speech)
        .and_then(|i| sayings.get(*i))
        .is_some_and(|saying| {
            is_object(anchor, saying, references)
                || is_done_by(anchor, arguments, saying, references)
        });
    let rule = if own {
        chain.pop();
        Rule::OwnSaying
    } else if chain.is_empty() {
        Rule::Reporter
    } else {
        Rule::InsideSaying
    };
    (chain, Why::by(rule))
}

/// Whether an event's noun is the object of a saying's cue.
fn is_object(anchor: &Anchor, saying: &Saying, references: &References<'_>) -> bool {
    let syntax = references.syntax;
    let head = syntax.head_of(anchor.words.clone());
    let verb = syntax.head(head);
    syntax.upos.get(head) == Some(&Upos::Noun)
        && syntax.full_relation(head) == "obj"
        && verb.is_some_and(|v| saying.cue.as_ref().is_some_and(|c| c.contains(&v)))
}

/// Whether whoever speaks does with this saying what the event tells: he is its actor, and does not tell what he did before
/// ("he said he had urged them").
fn is_done_by(
    anchor: &Anchor,
    arguments: &Arguments,
    saying: &Saying,
    references: &mut References<'_>,
) -> bool {
    let Some(speaker) = saying.source.as_ref().map(|s| s.entity) else {
        return false;
    };
    if arguments.actors.iter().all(|a| a.entity != speaker) {
        return false;
    }
    let syntax = references.syntax;
    let head = syntax.head_of(anchor.words.clone());
    let past = syntax.upos.get(head) == Some(&Upos::Verb)
        && is_past(references.form(head), syntax.lemma(head));
    let told_of_himself = past
        && syntax.child(head, "nsubj").is_some_and(|subject| {
            let meant = references.resolve(subject..subject + 1, Some(speaker));
            meant.is_some_and(|r| r.entity == speaker)
        });
    !told_of_himself
}
