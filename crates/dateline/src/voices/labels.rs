//! Labels: what somebody calls an entity, reported with the voice it stands in and never taken for its type.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm, QuotationKind, Upos};

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
    let names = names(references);
    let found: Vec<(Naming, bool)> = {
        let patterns = Patterns {
            text: references.text,
            words: references.words,
            syntax: references.syntax,
            names: &names,
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
        let around = match naming.manner {
            Manner::Verb(verb) => innermost(sayings, verb),
            _ => innermost(sayings, naming.head),
        };
        let source = |s: usize| sayings[s].source.as_ref().map(|r| r.entity);
        let case = Case {
            manner: naming.manner,
            judges,
            speaker: around.and_then(source),
            namer: match naming.manner {
                Manner::Verb(verb) => own.and_then(source).or_else(|| subject(verb, references)),
                _ => around
                    .filter(|s| sayings[*s].kind == QuotationKind::Direct)
                    .and_then(source),
            },
        };
        let mut bearers: Vec<usize> = Vec::new();
        for word in &naming.named {
            if let Some(entity) = bearer(*word, label, case, references)
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

/// The words of each name of somebody.
fn names(references: &References<'_>) -> Vec<Range<usize>> {
    let members = references.cast.iter().filter(|(_, m)| {
        m.name.is_some()
            && matches!(
                m.entity_type,
                EntityType::Person
                    | EntityType::Organization
                    | EntityType::Group
                    | EntityType::Place
            )
    });
    members
        .flat_map(|(_, m)| &m.mentions)
        .filter(|(_, form)| *form == MentionForm::Name)
        .map(|(words, _)| words.clone())
        .collect()
}

/// What is known of a naming when its bearer is looked for.
#[derive(Clone, Copy)]
struct Case {
    manner: Manner,
    judges: bool,
    /// Who "I" and "me" are.
    speaker: Option<usize>,
    /// Who calls him so, and so is not meant by "him".
    namer: Option<usize>,
}

/// Who is meant by the subject of a verb, if that is known.
fn subject(verb: usize, references: &References<'_>) -> Option<usize> {
    let syntax = references.syntax;
    let active = |w: &usize| syntax.relations.get(*w).is_some_and(|r| &**r == "nsubj");
    let word = syntax.children(verb).find(active)?;
    references.cast.at(word).map(|(entity, _)| entity)
}

/// Who is meant by a pronoun that its clause's subject does not share: "him".
fn pronoun(
    word: usize,
    stands: Stands,
    case: Case,
    references: &mut References<'_>,
) -> Option<usize> {
    let form = references.words.get(word)?.of(references.text);
    if form.ends_with("self") || form.ends_with("selves") {
        return case.namer.or(case.speaker);
    }
    let before = references.cast.clone();
    let found = references
        .resolve(word..word + 1, case.speaker)
        .map(|r| r.entity);
    let third = matches!(stands, Stands::Person | Stands::Many | Stands::Thing);
    if !third || found.is_none() || found != case.namer {
        return found;
    }
    references.cast = before;
    if stands != Stands::Person {
        return None;
    }
    let entity = latest_person(word, case.namer, references)?;
    references
        .cast
        .mention(entity, word..word + 1, MentionForm::Pronoun);
    Some(entity)
}

/// Sentences that a pronoun looks back.
const REACH: usize = 3;

/// The person mentioned last before a word who is not `other`, within a few sentences.
fn latest_person(word: usize, other: Option<usize>, references: &References<'_>) -> Option<usize> {
    let sentence = |w: usize| references.syntax.sentence_of.get(w).copied();
    let own = sentence(word)?;
    references
        .cast
        .iter()
        .filter(|(e, _)| Some(*e) != other && references.cast.is_person(*e))
        .filter_map(|(e, member)| {
            let starts = member.mentions.iter().map(|(w, _)| w.start);
            starts
                .filter(|s| *s < word && sentence(*s).is_some_and(|n| n + REACH >= own))
                .max()
                .map(|start| (start, e))
        })
        .max()
        .map(|(_, e)| e)
}

/// Who is meant by the noun or pronoun that a label is said of; `None` for what is nobody, as far as the text tells.
fn bearer(
    word: usize,
    label: &Range<usize>,
    case: Case,
    references: &mut References<'_>,
) -> Option<usize> {
    let Case {
        manner,
        judges,
        speaker,
        ..
    } = case;
    let form = references.words.get(word)?.of(references.text);
    let entity = match references.lexicon.pronoun(form) {
        // "We are a peaceful people" is said of more than the speaker.
        Some(Stands::Speakers) => None,
        // "It" is rather a deed or a thing, unless it is called what only somebody can be.
        Some(Stands::Thing) if !judges => None,
        Some(stands) => pronoun(word, stands, case, references),
        None => {
            if !matches!(
                references.syntax.upos.get(word),
                Some(Upos::Noun | Upos::Propn | Upos::Adj)
            ) {
                return None;
            }
            let run = whole(word, references);
            let lemma = references.syntax.lemma(word);
            let known = run.clone().any(|w| {
                references.cast.at(w).is_some_and(|(e, words)| {
                    w == word || references.cast.is_person(e) && words.start > word
                })
            });
            let somebody = known || judges || references.lexicon.collective(lemma).is_some();
            somebody
                .then(|| references.resolve(run, speaker))
                .flatten()
                .map(|r| r.entity)
                // Whoever calls himself something does so with "himself".
                .filter(|e| !matches!(manner, Manner::Verb(_)) || Some(*e) != case.namer)
        }
    }?;
    let kind = references.cast.get(entity)?.entity_type;
    let fits = match kind {
        EntityType::Person | EntityType::Organization | EntityType::Group => true,
        EntityType::Place => judges || matches!(manner, Manner::Verb(_)),
        _ => false,
    };
    // "Women vote for women because they are women" calls nobody anything.
    let tells = manner == Manner::Itself
        || references
            .cast
            .get(entity)
            .and_then(|m| m.description.as_deref())
            .is_none_or(|d| !d.eq_ignore_ascii_case(&references.surface(label)));
    (fits && tells).then_some(entity)
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
            let above = syntax.head(own);
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
