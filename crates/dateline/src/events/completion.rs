//! Actors and recipients that the tree shows where the frame of an event names none.

use std::collections::HashMap;
use std::ops::Range;

use dateline_record::{EntityType, Upos};

use super::{Anchor, Arguments, Filler, Rule, Why};
use crate::entities::{Reference, References, Stands, phrase};
use crate::lexicon::{LexiconError, List, pairs};
use crate::syntax::{Syntax, is_gerund};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Actor,
    Recipient,
}

/// Words that tell who is an event's actor or recipient: `lexicon/en/events/light-verbs.txt`, `host-verbs.txt`,
/// `patient-nouns.txt`, `obligations.txt` and `argument-prepositions.tsv`.
#[derive(Debug, Clone)]
pub struct ArgumentWords {
    light: List,
    hosts: List,
    patients: List,
    obligations: List,
    prepositions: HashMap<&'static str, Option<Role>>,
}

/// Verbs that a missing subject is looked for over.
const CLIMBS: usize = 4;

/// Sides of a meeting.
const SIDES: usize = 2;
/// The type whose two sides meet, one of them as the verb's object.
const MEETING: &str = "CONSULT";
/// The type that may be told by the verb of what is asked.
const ASKING: &str = "REQUEST";

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
                "actor" => Some(Role::Actor),
                "recipient" => Some(Role::Recipient),
                "none" => None,
                _ => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{role}` is no role"),
                    ));
                }
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
            obligations: List::parse(
                "en/events/obligations.txt",
                include_str!("../../lexicon/en/events/obligations.txt"),
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
    speaker: Option<&Reference>,
) {
    let syntax = references.syntax;
    let tree = Tree {
        references,
        syntax,
        words,
    };
    let head = syntax.head_of(anchor.words.clone());
    let asked = event_type == ASKING && tree.obliged(head);
    let hosted = event_type == MEETING && tree.hosts(head);
    let roles = tree.roles(head, event_type);
    if asked
        && out.actors.is_empty()
        && let Some(speaker) = speaker
    {
        let why = Why::by(Rule::Asker);
        out.actors.push(Filler::new(speaker.clone(), why));
    }
    if hosted {
        // A frame may have taken the guests for recipients, as they are received.
        let guests: Vec<usize> = roles
            .iter()
            .filter(|part| part.role == Role::Actor)
            .map(|part| part.word)
            .collect();
        let guest = |f: &Filler| guests.iter().any(|g| f.words.contains(g));
        let moved = out
            .recipients
            .extract_if(.., |f| guest(f))
            .map(|f| Filler {
                why: Why {
                    rule: Rule::Guest,
                    ..f.why
                },
                ..f
            })
            .collect::<Vec<_>>();
        if !moved.is_empty() {
            out.actors = moved;
        }
    }
    let (no_actor, no_recipient) = (out.actors.is_empty(), out.recipients.is_empty());
    for Part { role, word, rule } in roles {
        // What is asked is told of those who are asked.
        let (role, rule) = if asked {
            (Role::Recipient, Rule::Asked)
        } else {
            (role, rule)
        };
        let wanted = match role {
            Role::Actor => {
                !asked && (no_actor || event_type == MEETING && out.actors.len() < SIDES)
            }
            Role::Recipient => no_recipient,
        };
        if !wanted {
            continue;
        }
        let found = taking_part(
            word,
            event_type == MEETING && role == Role::Actor,
            references,
            speaker.map(|s| s.entity),
        );
        for filler in found {
            // A place is visited, and meets nobody.
            let place = references
                .cast
                .get(filler.entity)
                .is_some_and(|m| m.entity_type == EntityType::Place);
            let visited = place && event_type == MEETING;
            if visited && !no_recipient {
                continue;
            }
            // Nobody does the same thing to himself.
            if !out
                .actors
                .iter()
                .chain(&out.recipients)
                .any(|k| k.entity == filler.entity)
            {
                let rule = if visited { Rule::Visited } else { rule };
                let filler = Filler::new(filler, Why::by(rule));
                match role {
                    Role::Actor if !visited => out.actors.push(filler),
                    _ => out.recipients.push(filler),
                }
            }
        }
    }
}

/// Everybody whom a list around a word names, when the word can stand for somebody; whoever meets can.
fn taking_part(
    word: usize,
    meeting: bool,
    references: &mut References<'_>,
    speaker: Option<usize>,
) -> Vec<Reference> {
    let met = meeting && references.syntax.upos.get(word) == Some(&Upos::Noun);
    if !met && !may_act(word, references) {
        return Vec::new();
    }
    let run = with_list(word, references.syntax);
    let mut found = references.resolve_all(run, speaker);
    found.retain(|f| {
        references
            .cast
            .get(f.entity)
            .is_some_and(|m| match m.entity_type {
                EntityType::Person | EntityType::Organization | EntityType::Group => true,
                // A state acts, a town does not.
                EntityType::Place => m
                    .name
                    .as_deref()
                    .is_some_and(|n| references.countries.by_name(n).is_some()),
                _ => false,
            })
    });
    found
}

/// Whether a word can stand for a person, a group, an organization or a state.
fn may_act(word: usize, references: &References<'_>) -> bool {
    let syntax = references.syntax;
    let form = references.form(word);
    if let Some(stands) = references.lexicon.pronoun(form) {
        return stands != Stands::Thing;
    }
    if references.cast.at(word).is_some() || references.countries.by_demonym(form).is_some() {
        return true;
    }
    let lemma = syntax.lemma(word);
    syntax.upos.get(word) == Some(&Upos::Noun)
        && (references.lexicon.collective(lemma).is_some()
            || references.lexicon.gender(lemma).is_some())
}

/// The phrase of a word with those listed beside it.
fn with_list(word: usize, syntax: &Syntax) -> Range<usize> {
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
            let mut noun = syntax.head(verb)?;
            if syntax.relation(noun) == "appos" {
                noun = syntax.head(noun)?;
            }
            if syntax.relation(noun) == "conj" {
                return None;
            }
            let end = syntax
                .children(noun)
                .filter(|c| *c > noun && *c < pronoun && syntax.relation(*c) == "conj")
                .map(|c| phrase(syntax, c).end)
                .filter(|end| *end <= pronoun)
                .max()?;
            return Some(noun..end);
        }
        verb = syntax.head(verb)?;
    }
    None
}

/// A word that plays a role, and the rule that says so.
struct Part {
    role: Role,
    word: usize,
    rule: Rule,
}

impl Part {
    fn new(role: Role, word: usize, rule: Rule) -> Self {
        Self { role, word, rule }
    }
}

struct Tree<'a> {
    references: &'a References<'a>,
    syntax: &'a Syntax,
    words: &'a ArgumentWords,
}

impl Tree<'_> {
    fn case(&self, word: usize) -> Option<&str> {
        self.syntax
            .child(word, "case")
            .map(|c| self.syntax.lemma(c))
    }

    /// Words that play a role for the event told by `word`, likeliest first.
    fn roles(&self, word: usize, event_type: &str) -> Vec<Part> {
        let mut out = match self.syntax.upos.get(word) {
            Some(Upos::Verb | Upos::Aux) => self.of_verb(word, event_type),
            Some(Upos::Noun | Upos::Propn) => self.of_noun(word, event_type),
            _ => Vec::new(),
        };
        out.extend(self.behind_prepositions(word, event_type));
        out
    }

    fn of_verb(&self, verb: usize, event_type: &str) -> Vec<Part> {
        let mut out = Vec::new();
        let subject = self.syntax.subject(verb, CLIMBS);
        if self.passive(verb, CLIMBS) {
            out.extend(subject.map(|s| Part::new(Role::Recipient, s, Rule::PassiveSubject)));
            let agent = self.syntax.child(verb, "obl:agent");
            out.extend(agent.map(|a| Part::new(Role::Actor, a, Rule::Agent)));
            return out;
        }
        let hosts = event_type == MEETING && self.hosts(verb);
        let doer = if hosts { Role::Recipient } else { Role::Actor };
        out.extend(subject.map(|s| Part::new(doer, s, Rule::Subject)));
        let object = self
            .syntax
            .child(verb, "obj")
            .filter(|o| self.case(*o).is_none());
        let key = format!("{event_type} obj");
        let role = self.words.prepositions.get(key.as_str());
        let role = role.copied().unwrap_or(Some(Role::Recipient));
        let object = role.zip(object);
        out.extend(object.map(|(role, o)| Part::new(role, o, Rule::Object)));
        out
    }

    fn of_noun(&self, noun: usize, event_type: &str) -> Vec<Part> {
        let mut out = Vec::new();
        let suffers = self.words.patients.has(self.syntax.lemma(noun));
        let owner = if suffers {
            Role::Recipient
        } else {
            Role::Actor
        };
        if let Some(of) = self
            .syntax
            .children(noun)
            .find(|c| self.syntax.relation(*c) == "nmod" && self.case(*c) == Some("of"))
            && suffers
        {
            out.push(Part::new(Role::Recipient, of, Rule::OfPhrase));
        }
        let possessor = self.syntax.child(noun, "nmod:poss");
        out.extend(possessor.map(|p| Part::new(owner, p, Rule::Possessive)));
        // "the Soran assassination", "Iranian strikes"; not "mass protests".
        for part in self.syntax.children(noun).filter(|c| *c < noun) {
            let (role, rule) = match self.syntax.full_relation(part) {
                "compound" if self.named(part, noun) => (owner, Rule::NameBefore),
                "amod" if self.named(part, noun) => (Role::Actor, Rule::StateBefore),
                _ => continue,
            };
            out.push(Part::new(role, part, rule));
        }
        if self.syntax.full_relation(noun) == "obj"
            && let Some(verb) = self.syntax.head(noun)
            && self.words.light.has(self.syntax.lemma(verb))
            && !self.passive(verb, CLIMBS)
        {
            let doer = self.syntax.subject(verb, CLIMBS);
            out.extend(doer.map(|s| Part::new(Role::Actor, s, Rule::LightVerb)));
            out.extend(self.behind_prepositions(verb, event_type));
        }
        out
    }

    /// Those behind a preposition that hangs on a word.
    fn behind_prepositions(&self, word: usize, event_type: &str) -> Vec<Part> {
        let role = |child: usize| {
            let case = self.case(child)?;
            let key = format!("{event_type} {case}");
            let role = self.words.prepositions.get(key.as_str()).copied().flatten();
            role.or((case == "by").then_some(Role::Actor))
        };
        self.syntax
            .children(word)
            .filter(|c| matches!(self.syntax.relation(*c), "obl" | "nmod"))
            .filter_map(|c| Some(Part::new(role(c)?, c, Rule::Preposition)))
            .collect()
    }

    /// Whether a word is a demonym or stands in a name that does not hold `noun`.
    fn named(&self, word: usize, noun: usize) -> bool {
        let form = self.references.form(word);
        let name = self.references.cast.at(word).filter(|(entity, words)| {
            !words.contains(&noun)
                && self
                    .references
                    .cast
                    .get(*entity)
                    .is_some_and(|m| m.name.is_some())
        });
        name.is_some() || self.references.countries.by_demonym(form).is_some()
    }

    /// Whether the subject of a verb is visited.
    fn hosts(&self, verb: usize) -> bool {
        self.words.hosts.has(self.syntax.lemma(verb)) && !self.passive(verb, CLIMBS)
    }

    /// Whether an auxiliary makes a verb what is asked of its subject.
    fn obliged(&self, verb: usize) -> bool {
        self.syntax.children(verb).any(|c| {
            self.syntax.full_relation(c) == "aux"
                && self.words.obligations.has(self.syntax.lemma(c))
        })
    }

    /// Whether a verb's subject suffers what it tells.
    fn passive(&self, verb: usize, climbs: usize) -> bool {
        if self.syntax.child(verb, "nsubj:pass").is_some()
            || self.syntax.child(verb, "aux:pass").is_some()
        {
            return true;
        }
        if self.syntax.child(verb, "nsubj").is_some() || self.syntax.child(verb, "obj").is_some() {
            return false;
        }
        match self.syntax.full_relation(verb) {
            // "the men held in May"
            "acl" => {
                self.syntax.child(verb, "mark").is_none() && !is_gerund(self.references.form(verb))
            }
            "conj" if climbs > 0 => self.syntax.head(verb).is_some_and(|h| {
                !is_gerund(self.references.form(verb)) && self.passive(h, climbs - 1)
            }),
            _ => false,
        }
    }
}
