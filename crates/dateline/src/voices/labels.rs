//! Labels: what somebody calls an entity, reported with the voice it stands in and never taken for its type.

use std::ops::Range;

use dateline_record::{EntityType, Upos};

use super::label_patterns::{Manner, Naming, Patterns};
use super::label_words::LabelWords;
use super::{Saying, innermost, voice_of_saying, voice_of_word};
use crate::entities::{Post, References, Stands};

/// What somebody calls an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Who is called so: number in the cast.
    pub entity: usize,
    /// The words, without article.
    pub words: Range<usize>,
    /// The sayings it stands in, outermost first; none for the reporter's own words.
    pub voice: Vec<usize>,
}

/// Finds labels, in text order.
///
/// `told` are the sentences that are read. A title that stands among the posts is no label, unless it judges; nor is what
/// the reporter himself says that somebody is. A label whose bearer the text does not tell is left out.
pub fn labels(
    references: &mut References<'_>,
    lexicon: &LabelWords,
    sayings: &[Saying],
    posts: &[Post],
    told: &[Range<usize>],
) -> Vec<Called> {
    let found: Vec<(Naming, bool)> = {
        let patterns = Patterns {
            text: references.text,
            words: references.words,
            syntax: references.syntax,
            cast: &references.cast,
            entity_words: references.lexicon,
            lexicon,
        };
        let namings = patterns.namings(told).into_iter();
        namings
            .map(|n| {
                let judges = patterns.judges(n.head);
                (n, judges)
            })
            .collect()
    };
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut out = Vec::new();
    for (naming, judges) in found {
        let label = &naming.label;
        let title = posts
            .iter()
            .any(|p| p.title.start < label.end && label.start < p.title.end);
        if title && !judges
            || taken
                .iter()
                .any(|t| t.start < label.end && label.start < t.end)
        {
            continue;
        }
        let own = match naming.manner {
            Manner::Verb(verb) => sayings
                .iter()
                .position(|s| s.cue.as_ref().is_some_and(|c| c.contains(&verb))),
            Manner::Predicate | Manner::Beside | Manner::Itself => None,
        };
        let voice = match own {
            Some(saying) => {
                let mut chain = voice_of_saying(sayings, saying);
                chain.push(saying);
                chain
            }
            None => voice_of_word(sayings, naming.head),
        };
        if voice.is_empty() && matches!(naming.manner, Manner::Predicate | Manner::Itself) {
            continue;
        }
        // Who "I" and "me" are.
        let speaker = match naming.manner {
            Manner::Verb(verb) => innermost(sayings, verb),
            _ => innermost(sayings, naming.head),
        }
        .and_then(|s| sayings[s].source.as_ref())
        .map(|r| r.entity);
        let mut bearers: Vec<usize> = Vec::new();
        for word in &naming.named {
            if let Some(entity) = bearer(*word, naming.manner, judges, speaker, references)
                && !bearers.contains(&entity)
            {
                bearers.push(entity);
            }
        }
        if !bearers.is_empty() {
            taken.push(label.clone());
        }
        out.extend(bearers.into_iter().map(|entity| Called {
            entity,
            words: label.clone(),
            voice: voice.clone(),
        }));
    }
    out.sort_by_key(|c| (c.words.start, c.words.end, c.entity));
    out
}

/// Who is meant by the noun or pronoun that a label is said of; `None` for what is nobody, as far as the text tells.
fn bearer(
    word: usize,
    manner: Manner,
    judges: bool,
    speaker: Option<usize>,
    references: &mut References<'_>,
) -> Option<usize> {
    let form = references.words.get(word)?.of(references.text);
    let entity = match references.lexicon.pronoun(form) {
        // "We are a peaceful people" is said of more than the speaker.
        Some(Stands::Speakers) => None,
        // "It" is rather a deed or a thing, unless it is called what only somebody can be.
        Some(Stands::Thing) if !judges => None,
        Some(_) => references.resolve(word..word + 1, speaker),
        None => {
            if !matches!(
                references.syntax.upos.get(word),
                Some(Upos::Noun | Upos::Propn | Upos::Adj)
            ) {
                return None;
            }
            let run = whole(word, references);
            let lemma = references.syntax.lemmas.get(word).map_or("", |l| l);
            let known = run.clone().any(|w| {
                references.cast.at(w).is_some_and(|(e, words)| {
                    w == word || references.cast.is_person(e) && words.start > word
                })
            });
            let somebody = known || judges || references.lexicon.collective(lemma).is_some();
            somebody.then(|| references.resolve(run, speaker)).flatten()
        }
    }?
    .entity;
    let kind = references.cast.get(entity)?.entity_type;
    let fits = match kind {
        EntityType::Person | EntityType::Organization | EntityType::Group => true,
        EntityType::Place => judges || matches!(manner, Manner::Verb(_)),
        _ => false,
    };
    fits.then_some(entity)
}

/// A noun with all that hangs on it but clauses, lists and prepositions before it.
fn whole(noun: usize, references: &References<'_>) -> Range<usize> {
    let syntax = references.syntax;
    let inside = |word: usize| {
        let mut own = word;
        // A tree has no longer way up than it has words.
        for _ in 0..syntax.sentence(noun).len() {
            if own == noun {
                return true;
            }
            let above = syntax.heads.get(own).copied().flatten();
            let relation = syntax.relation(own);
            let apart = matches!(relation, "acl" | "advcl" | "parataxis" | "punct")
                || above == Some(noun)
                    && matches!(
                        relation,
                        "case" | "mark" | "cc" | "cop" | "conj" | "nsubj" | "advmod" | "aux"
                    );
            match above {
                Some(head) if !apart => own = head,
                _ => return false,
            }
        }
        false
    };
    let sentence = syntax.sentence(noun);
    let start = sentence.clone().find(|w| inside(*w)).unwrap_or(noun);
    let end = sentence.rev().find(|w| inside(*w)).unwrap_or(noun) + 1;
    start..end
}
