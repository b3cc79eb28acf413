//! Actors and recipients that the tree shows where the frame of an event names none.

use std::collections::HashMap;
use std::ops::Range;

use dateline_record::{EntityType, Upos};

use super::{Anchor, Arguments, Filler};
use crate::entities::{References, Stands, phrase};
use crate::lexicon::{LexiconError, List, pairs};
use crate::syntax::Syntax;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Actor,
    Recipient,
}

/// Words that tell who is an event's actor or recipient: `lexicon/en/events/light-verbs.txt`, `host-verbs.txt`,
/// `patient-nouns.txt` and `argument-prepositions.tsv`.
#[derive(Debug, Clone)]
pub struct ArgumentWords {
    light: List,
    hosts: List,
    patients: List,
    prepositions: HashMap<&'static str, Role>,
}

/// Verbs that a missing subject is looked for over.
const CLIMBS: usize = 4;

/// The type whose two sides meet, one of them as the verb's object.
const MEETING: &str = "CONSULT";

impl ArgumentWords {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/events/argument-prepositions.tsv";
        let mut prepositions = HashMap::new();
        for (line, key, role) in pairs(
            file,
            include_str!("../../lexicon/en/events/argument-prepositions.tsv"),
        )? {
            let role = match role {
                "actor" => Role::Actor,
                "recipient" => Role::Recipient,
                _ => return Err(LexiconError::new(file, line, format!("`{role}` is no role"))),
            };
            prepositions.insert(key, role);
        }
        Ok(Self {
            light: List::parse(
                "en/events/light-verbs.txt",
                include_str!("../../lexicon/en/events/light-verbs.txt"),
            )?,
            hosts: List::parse(
                "en/events/host-verbs.txt",
                include_str!("../../lexicon/en/events/host-verbs.txt"),
            )?,
            patients: List::parse(
                "en/events/patient-nouns.txt",
                include_str!("../../lexicon/en/events/patient-nouns.txt"),
            )?,
            prepositions,
        })
    }
}

/// Fills the actors and recipients of an event that its frame left empty, and the second side of a meeting. `speaker` is
/// who speaks there. Where the words name nobody, nobody is added.
pub fn complete(
    out: &mut Arguments,
    anchor: &Anchor,
    event_type: &str,
    words: &ArgumentWords,
    references: &mut References<'_>,
    speaker: Option<usize>,
) {
    let syntax = references.syntax;
    let tree = Tree {
        references,
        syntax,
        words,
    };
    let roles = tree.roles(syntax.head_of(anchor.words.clone()), event_type);
    let (no_actor, no_recipient) = (out.actors.is_empty(), out.recipients.is_empty());
    for (role, word) in roles {
        let fillers = match role {
            Role::Actor if no_actor => &mut out.actors,
            Role::Actor if event_type == MEETING && out.actors.len() < 2 => &mut out.actors,
            Role::Recipient if no_recipient => &mut out.recipients,
            _ => continue,
        };
        let mut found = taking_part(word, references, speaker);
        found.retain(|f| !fillers.iter().any(|k| k.entity == f.entity));
        fillers.extend(found);
    }
}

/// Everybody whom a list around a word names, when the word can stand for somebody.
fn taking_part(
    word: usize,
    references: &mut References<'_>,
    speaker: Option<usize>,
) -> Vec<Filler> {
    if !may_act(word, references) {
        return Vec::new();
    }
    let run = with_list(word, references.syntax);
    let mut found = references.resolve_all(run, speaker);
    found.retain(|f| {
        references.cast.get(f.entity).is_some_and(|m| {
            matches!(
                m.entity_type,
                EntityType::Person
                    | EntityType::Organization
                    | EntityType::Group
                    | EntityType::Place
            )
        })
    });
    found
}

/// Whether a word can stand for a person, a group, an organization or a state.
fn may_act(word: usize, references: &References<'_>) -> bool {
    let syntax = references.syntax;
    let form = references
        .words
        .get(word)
        .map_or("", |w| w.of(references.text));
    if let Some(stands) = references.lexicon.pronoun(form) {
        return stands != Stands::Thing;
    }
    if references.cast.at(word).is_some() || references.countries.by_demonym(form).is_some() {
        return true;
    }
    let lemma = syntax.lemmas.get(word).map_or("", String::as_str);
    syntax.upos.get(word) == Some(&Upos::Noun)
        && (references.lexicon.collective(lemma).is_some()
            || references.lexicon.gender(lemma).is_some())
}

/// The phrase of a word with those listed beside it.
pub fn with_list(word: usize, syntax: &Syntax) -> Range<usize> {
    let own = phrase(syntax, word);
    syntax
        .children(word)
        .filter(|c| {
            *c > word
                && syntax.relation(*c) == "conj"
                && matches!(syntax.upos.get(*c), Some(Upos::Noun | Upos::Propn))
        })
        .map(|c| phrase(syntax, c))
        .fold(own, |all, p| all.start.min(p.start)..all.end.max(p.end))
}

/// What a relative pronoun stands for, if it is a list or stands in apposition to one: "X and Y, both teachers who".
pub fn listed_before(pronoun: usize, syntax: &Syntax) -> Option<Range<usize>> {
    let mut verb = pronoun;
    for _ in 0..CLIMBS {
        if syntax.relation(verb) == "acl" {
            let mut noun = syntax.heads.get(verb).copied().flatten()?;
            if syntax.relation(noun) == "appos" {
                noun = syntax.heads.get(noun).copied().flatten()?;
            }
            if syntax.relation(noun) == "conj" {
                return None;
            }
            let list = with_list(noun, syntax);
            return (list.end < pronoun && list != phrase(syntax, noun)).then_some(list);
        }
        verb = syntax.heads.get(verb).copied().flatten()?;
    }
    None
}

struct Tree<'a> {
    references: &'a References<'a>,
    syntax: &'a Syntax,
    words: &'a ArgumentWords,
}

impl Tree<'_> {
    fn head(&self, word: usize) -> Option<usize> {
        self.syntax.heads.get(word).copied().flatten()
    }

    fn relation(&self, word: usize) -> &str {
        self.syntax.relations.get(word).map_or("", |r| r)
    }

    fn lemma(&self, word: usize) -> &str {
        self.syntax.lemmas.get(word).map_or("", String::as_str)
    }

    fn child(&self, word: usize, relation: &str) -> Option<usize> {
        self.syntax
            .children(word)
            .find(|c| self.relation(*c) == relation)
    }

    fn case(&self, word: usize) -> Option<&str> {
        self.child(word, "case").map(|c| self.lemma(c))
    }

    /// Words that play a role for the event told by `word`, likeliest first.
    fn roles(&self, word: usize, event_type: &str) -> Vec<(Role, usize)> {
        let mut out = match self.syntax.upos.get(word) {
            Some(Upos::Verb | Upos::Aux) => self.of_verb(word, event_type),
            Some(Upos::Noun | Upos::Propn) => self.of_noun(word),
            _ => Vec::new(),
        };
        for child in self.syntax.children(word) {
            if matches!(self.syntax.relation(child), "obl" | "nmod")
                && let Some(case) = self.case(child)
            {
                let key = format!("{event_type} {case}");
                let role = self.words.prepositions.get(key.as_str()).copied();
                let role = role.or((case == "by").then_some(Role::Actor));
                out.extend(role.map(|r| (r, child)));
            }
        }
        out
    }

    fn of_verb(&self, verb: usize, event_type: &str) -> Vec<(Role, usize)> {
        let mut out = Vec::new();
        let subject = self.subject(verb, CLIMBS);
        if self.passive(verb, CLIMBS) {
            out.extend(subject.map(|s| (Role::Recipient, s)));
            out.extend(self.child(verb, "obl:agent").map(|a| (Role::Actor, a)));
            return out;
        }
        let meeting = event_type == MEETING;
        let hosts = meeting && self.words.hosts.has(self.lemma(verb));
        out.extend(subject.map(|s| (if hosts { Role::Recipient } else { Role::Actor }, s)));
        let object = self
            .child(verb, "obj")
            .filter(|o| self.case(*o).is_none());
        out.extend(object.map(|o| (if meeting { Role::Actor } else { Role::Recipient }, o)));
        out
    }

    fn of_noun(&self, noun: usize) -> Vec<(Role, usize)> {
        let mut out = Vec::new();
        let suffers = self.words.patients.has(self.lemma(noun));
        let owner = if suffers { Role::Recipient } else { Role::Actor };
        if let Some(of) = self
            .syntax
            .children(noun)
            .find(|c| self.syntax.relation(*c) == "nmod" && self.case(*c) == Some("of"))
            && suffers
        {
            out.push((Role::Recipient, of));
        }
        out.extend(self.child(noun, "nmod:poss").map(|p| (owner, p)));
        out.extend(self.child(noun, "compound").map(|c| (owner, c)));
        out.extend(self.child(noun, "amod").map(|a| (Role::Actor, a)));
        if self.relation(noun) == "obj"
            && let Some(verb) = self.head(noun)
            && self.words.light.has(self.lemma(verb))
            && !self.passive(verb, CLIMBS)
        {
            out.extend(self.subject(verb, CLIMBS).map(|s| (Role::Actor, s)));
        }
        out
    }

    /// Whether a verb's subject suffers what it tells.
    fn passive(&self, verb: usize, climbs: usize) -> bool {
        if self.child(verb, "nsubj:pass").is_some() || self.child(verb, "aux:pass").is_some() {
            return true;
        }
        if self.child(verb, "nsubj").is_some() || self.child(verb, "obj").is_some() {
            return false;
        }
        match self.relation(verb) {
            // "the men held in May"
            "acl" => self.child(verb, "mark").is_none() && !self.gerund(verb),
            "conj" if climbs > 0 => self
                .head(verb)
                .is_some_and(|h| !self.gerund(verb) && self.passive(h, climbs - 1)),
            _ => false,
        }
    }

    fn gerund(&self, verb: usize) -> bool {
        let form = self
            .references
            .words
            .get(verb)
            .map_or("", |w| w.of(self.references.text));
        form.to_lowercase().ends_with("ing")
    }

    /// The subject of a verb: its own, or the one that it shares with the verb or noun it hangs on.
    fn subject(&self, verb: usize, climbs: usize) -> Option<usize> {
        if let Some(own) = self
            .child(verb, "nsubj")
            .or_else(|| self.child(verb, "nsubj:pass"))
        {
            return Some(own);
        }
        if climbs == 0 {
            return None;
        }
        let head = self.head(verb)?;
        match self.relation(verb) {
            "acl" => Some(head),
            "xcomp" => self
                .child(head, "obj")
                .or_else(|| self.subject(head, climbs - 1)),
            "conj" | "advcl" => self.subject(head, climbs - 1),
            _ => None,
        }
    }
}
