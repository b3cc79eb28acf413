//! Where the tree of a sentence shows that somebody is called something.

use std::ops::Range;

use dateline_record::Upos;

use super::label_words::{LabelWords, Takes};
use crate::entities::{EntityWords, Stands};
use crate::syntax::{Syntax, is_gerund};
use crate::words::WordSpan;

/// How somebody is called something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// By this verb: "called him a traitor".
    Verb(usize),
    /// By a sentence about him: "Soran is a butcher".
    Predicate,
    /// By a noun at his name: "the martyr Soran", "Soran, a traitor".
    Beside,
    /// By the noun that means him: "the enemy".
    Itself,
}

/// Somebody is called something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The words of the label, without article.
    pub label: Range<usize>,
    /// Their head.
    pub head: usize,
    /// The head words of those who are called so.
    pub named: Vec<usize>,
    /// How.
    pub manner: Manner,
}

/// Words of a label; a longer one is cut.
const LONGEST: usize = 20;
/// Arcs that a word is followed up: trees of real sentences are not deeper.
const DEEPEST: usize = 40;

/// What the patterns look at.
#[derive(Clone, Copy)]
pub struct Patterns<'a> {
    /// The report's text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a [WordSpan],
    /// Its trees.
    pub syntax: &'a Syntax,
    /// The words of each name of somebody: person, organization, group or state.
    pub names: &'a [Range<usize>],
    /// Word lists of the entities.
    pub entity_words: &'a EntityWords,
    /// Word lists of the labels.
    pub lexicon: &'a LabelWords,
}

impl Patterns<'_> {
    /// All namings in some sentences: those by verbs, then those by predicates, then those by nouns alone, each in text
    /// order. The same label can come more than once; the first is the surest.
    pub fn namings(self, told: &[Range<usize>]) -> Vec<Naming> {
        let words = || told.iter().cloned().flatten();
        let mut out = Vec::new();
        words().for_each(|w| self.by_verb(w, &mut out));
        words().for_each(|w| self.by_predicate(w, &mut out));
        words().for_each(|w| out.extend(self.by_noun(w)));
        out
    }

    fn by_verb(self, verb: usize, out: &mut Vec<Naming>) {
        let Some(takes) = self.lexicon.takes(self.form(verb), self.syntax.lemma(verb)) else {
            return;
        };
        if self.upos(verb) != Some(Upos::Verb) || self.is_denied(verb) {
            return;
        }
        let Some((label, first)) = self.arguments(verb, takes) else {
            return;
        };
        let named: Vec<usize> = std::iter::once(first).chain(self.listed(first)).collect();
        let heads: Vec<usize> = std::iter::once(label).chain(self.listed(label)).collect();
        let prepositional = self.marker(label, "as").is_some();
        for head in heads {
            let stated = prepositional
                || takes == Takes::Being
                || self.is_determined(head)
                || self.judges(head);
            if self.is_label(head) && stated && !self.is_denied(head) {
                out.push(self.naming(head, named.clone(), Manner::Verb(verb)));
            }
        }
    }

    /// The head of the label that a verb gives, and the one it is given to.
    fn arguments(self, verb: usize, takes: Takes) -> Option<(usize, usize)> {
        let child = |relation: &str| {
            self.syntax
                .children(verb)
                .find(|w| self.syntax.relation(*w) == relation)
        };
        let passive = self
            .syntax
            .children(verb)
            .any(|w| matches!(self.syntax.full_relation(w), "nsubj:pass" | "aux:pass"));
        let (direct, indirect) = (child("obj"), child("iobj"));
        let with_as = || {
            self.syntax
                .children(verb)
                .chain(direct.into_iter().flat_map(|o| self.syntax.children(o)))
                .find(|w| {
                    matches!(
                        self.syntax.relation(*w),
                        "obl" | "xcomp" | "advcl" | "nmod" | "obj" | "ccomp"
                    ) && self.marker(*w, "as").is_some()
                })
        };
        let complement = || self.complement(verb, passive || indirect.is_some(), direct);
        let label = match takes {
            Takes::Complement => complement(),
            Takes::As | Takes::ToAs => with_as(),
            Takes::Both => with_as().or_else(complement),
            Takes::Being => self
                .syntax
                .children(verb)
                .chain(direct.into_iter().flat_map(|o| self.syntax.children(o)))
                .find(|w| {
                    matches!(
                        self.syntax.relation(*w),
                        "advcl" | "xcomp" | "acl" | "ccomp" | "obl"
                    ) && self
                        .syntax
                        .children(*w)
                        .any(|c| self.syntax.relation(c) == "cop")
                        && self.marker(*w, "of").is_some()
                }),
        }?;
        let subject = || child("nsubj");
        let own = if let Some(subject) = self.small_clause(label) {
            Some(subject)
        } else if passive {
            subject()
        } else if takes == Takes::ToAs {
            self.syntax.children(verb).find(|w| {
                *w != label
                    && matches!(self.syntax.relation(*w), "obl" | "obj")
                    && self.marker(*w, "to").is_some()
            })
        } else {
            indirect.or(direct)
        };
        let named = own
            .filter(|w| *w != label)
            .or_else(|| self.named_above(verb, subject().is_some()))?;
        Some((label, named))
    }

    /// The noun behind a verb's object, or behind the verb in the passive, that says what the object is.
    fn complement(self, verb: usize, object_known: bool, object: Option<usize>) -> Option<usize> {
        let clause = |w: usize| {
            self.syntax
                .children(w)
                .any(|c| matches!(self.syntax.relation(c), "cop" | "mark" | "case" | "aux"))
        };
        self.syntax
            .children(verb)
            .filter(|w| *w > verb && !clause(*w))
            .find(|w| match self.syntax.relation(*w) {
                "xcomp" | "ccomp" => true,
                // Some trees have a second object here.
                "obj" => {
                    object_known
                        || object.is_some_and(|o| o < *w)
                        || self.small_clause(*w).is_some()
                }
                _ => false,
            })
    }

    /// The subject of a label without a verb, in trees that make one clause of both: "call \[him a traitor\]".
    fn small_clause(self, label: usize) -> Option<usize> {
        let children = || self.syntax.children(label);
        children()
            .find(|w| self.syntax.full_relation(*w) == "nsubj")
            .filter(|_| children().all(|w| self.syntax.relation(w) != "cop"))
    }

    /// The one whom a verb without object is about: the noun that its clause hangs on ("a group considered …", "the man they
    /// call …"), or the subject of the verb that it goes on from ("was arrested and branded …").
    fn named_above(self, verb: usize, has_subject: bool) -> Option<usize> {
        let mut own = verb;
        for _ in 0..3 {
            let above = self.syntax.head(own)?;
            match self.syntax.relation(own) {
                // "People calling him …", "the man who calls …": the noun is who calls.
                "acl" if own == verb && self.calls_itself(verb) => return None,
                "acl" => return Some(above),
                "conj" | "xcomp" if !has_subject => {
                    if let Some(subject) = self
                        .syntax
                        .children(above)
                        .find(|w| self.syntax.relation(*w) == "nsubj")
                    {
                        return Some(subject);
                    }
                    own = above;
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether the noun that a verb's clause hangs on is the one that does what the verb says.
    fn calls_itself(self, verb: usize) -> bool {
        let relative = |w: usize| {
            self.syntax.full_relation(w) == "nsubj"
                && self.entity_words.pronoun(self.form(w)) == Some(Stands::Relative)
        };
        is_gerund(self.form(verb)) || self.syntax.children(verb).any(relative)
    }

    fn by_predicate(self, head: usize, out: &mut Vec<Naming>) {
        let mut copula = None;
        let mut subject = None;
        for child in self.syntax.children(head) {
            match self.syntax.full_relation(child) {
                "cop" => copula = Some(child),
                "nsubj" | "nsubj:outer" => subject = subject.or(Some(child)),
                _ => {}
            }
        }
        let (Some(copula), Some(subject)) = (copula, subject) else {
            return;
        };
        // "Is he a traitor?" calls nobody so, nor does "he is in the water".
        let placed = self
            .syntax
            .children(head)
            .any(|w| w < head && self.syntax.relation(w) == "case");
        if copula < subject || placed || self.is_denied(head) {
            return;
        }
        let named: Vec<usize> = std::iter::once(subject)
            .chain(self.listed(subject))
            .collect();
        for head in std::iter::once(head).chain(self.listed(head)) {
            let determiner = self.syntax.children(head).find(|w| {
                self.syntax.relation(*w) == "det" || self.syntax.full_relation(*w) == "nmod:poss"
            });
            let stated = match determiner {
                Some(word) => self.entity_words.is_article(self.form(word)) || self.judges(head),
                None => self.is_plural(head) || self.judges(head),
            };
            if stated && self.is_label(head) && !self.is_denied(head) {
                out.push(self.naming(head, named.clone(), Manner::Predicate));
            }
        }
    }

    fn by_noun(self, word: usize) -> Option<Naming> {
        let head = self.judging_noun(word)?;
        // A capitalised word inside a name belongs to the name.
        let capital = self
            .form(head)
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        if capital && self.name_at(head).is_some() {
            return None;
        }
        if let Some((name, words)) = self.name_beside(head) {
            let mut naming = self.naming(head, vec![name], Manner::Beside);
            if words.start > head {
                naming.label.end = naming.label.end.min(words.start);
            }
            return Some(naming);
        }
        let definite = self.syntax.children(head).any(|w| {
            w < head
                && matches!(self.syntax.relation(w), "det" | "nmod")
                && self.lexicon.is_definite(self.form(w))
        });
        let elsewhere = self
            .syntax
            .children(head)
            .any(|w| self.syntax.relation(w) == "cop")
            || matches!(
                self.syntax.relation(head),
                "xcomp" | "amod" | "compound" | "flat" | "appos"
            )
            || self.marker(head, "as").is_some();
        (definite && !elsewhere).then(|| self.naming(head, vec![head], Manner::Itself))
    }

    /// The noun of the judgement that a word makes: itself ("traitor"), or the noun that it makes a judgement of ("terror"
    /// in "terror group").
    fn judging_noun(self, word: usize) -> Option<usize> {
        let noun = self.lexicon.is_evaluative(self.syntax.lemma(word))
            && matches!(self.upos(word), Some(Upos::Noun | Upos::Propn | Upos::Adj));
        let above = self.syntax.head(word).filter(|h| {
            *h > word && matches!(self.syntax.relation(word), "amod" | "compound" | "nmod")
        });
        match above {
            Some(head) if self.name_at(head).is_none() && self.marker(word, "").is_none() => {
                let bears = self.lexicon.is_bearer(self.syntax.lemma(head))
                    || self.lexicon.is_evaluative(self.syntax.lemma(head));
                (bears && self.lexicon.is_modifier(self.form(word))).then_some(head)
            }
            _ => noun.then_some(word),
        }
    }

    /// The name that a noun stands at: behind it ("the martyr Soran"), or before it with a comma ("Soran, a traitor").
    fn name_beside(self, noun: usize) -> Option<(usize, Range<usize>)> {
        let ties = ["compound", "flat", "appos", "nmod", "amod"];
        let above = self.syntax.head(noun);
        let hangs = above.filter(|name| {
            let relation = self.syntax.relation(noun);
            let behind = *name > noun && ties.contains(&relation);
            (behind || relation == "appos") && self.marker(noun, "").is_none()
        });
        let below = self.syntax.children(noun).filter(|name| {
            *name > noun
                && ties.contains(&self.syntax.relation(*name))
                && self.marker(*name, "").is_none()
        });
        hangs
            .into_iter()
            .chain(below)
            .find_map(|w| self.name_at(w).filter(|(_, words)| !words.contains(&noun)))
    }

    /// The name that a word belongs to.
    fn name_at(self, word: usize) -> Option<(usize, Range<usize>)> {
        self.names
            .iter()
            .filter(|name| name.contains(&word))
            .min_by_key(|name| (name.len(), name.start))
            .map(|name| (word, name.clone()))
    }

    fn naming(self, head: usize, named: Vec<usize>, manner: Manner) -> Naming {
        Naming {
            label: self.group(head),
            head,
            named,
            manner,
        }
    }

    /// Whether a label judges, by one of its words.
    pub fn judges(self, head: usize) -> bool {
        self.group(head).any(|w| {
            self.lexicon.is_evaluative(self.syntax.lemma(w))
                || self.lexicon.is_modifier(self.form(w))
        })
    }

    /// Whether a word can be the head of a label.
    fn is_label(self, word: usize) -> bool {
        let noun = match self.upos(word) {
            Some(Upos::Noun) => true,
            Some(Upos::Propn) => self.name_at(word).is_none() && self.has_article(word),
            Some(Upos::Adj) => self.lexicon.is_evaluative(self.syntax.lemma(word)),
            _ => false,
        };
        let group = self.group(word);
        // "A man" alone says nothing of him, nor does the rest of "the general's words".
        let bare = group.len() == 1 && self.lexicon.is_bearer(self.syntax.lemma(word));
        let torn = self.entity_words.is_possessive(self.form(group.start));
        let empty = self.lexicon.is_empty(self.syntax.lemma(word));
        noun && !empty && !torn && (!bare || self.lexicon.is_evaluative(self.syntax.lemma(word)))
    }

    fn has_article(self, word: usize) -> bool {
        self.syntax
            .children(word)
            .any(|w| self.syntax.relation(w) == "det" && self.entity_words.is_article(self.form(w)))
    }

    /// Whether a noun says which or how many: by an article, a named owner, or its plural.
    fn is_determined(self, word: usize) -> bool {
        self.is_plural(word)
            || self.syntax.children(word).any(|w| {
                self.syntax.full_relation(w) == "nmod:poss" && self.upos(w) != Some(Upos::Pron)
                    || self.syntax.relation(w) == "det"
                        && self.entity_words.is_article(self.form(w))
            })
    }

    fn is_plural(self, word: usize) -> bool {
        self.upos(word) == Some(Upos::Noun)
            && !self
                .form(word)
                .eq_ignore_ascii_case(self.syntax.lemma(word))
    }

    /// Whether a word is denied, asked or supposed: by a word that hangs on it.
    fn is_denied(self, word: usize) -> bool {
        self.syntax
            .children(word)
            .any(|w| w < word && self.lexicon.is_denial(self.form(w)))
    }

    /// The words listed with a noun: "thieves" of "liars and thieves".
    fn listed(self, word: usize) -> Vec<usize> {
        let noun = |w: &usize| {
            matches!(self.upos(*w), Some(Upos::Noun | Upos::Propn))
                && self.syntax.relation(*w) == "conj"
        };
        let clause = |w: usize| {
            self.syntax
                .children(w)
                .any(|c| matches!(self.syntax.relation(c), "nsubj" | "cop"))
        };
        self.syntax
            .children(word)
            .filter(noun)
            .filter(|w| !clause(*w))
            .collect()
    }

    /// The preposition or conjunction before a word, if it is `lemma`; any of them for an empty one.
    fn marker(self, word: usize, lemma: &str) -> Option<usize> {
        self.syntax.children(word).find(|w| {
            *w < word
                && matches!(self.syntax.relation(*w), "case" | "mark")
                && (lemma.is_empty() || self.form(*w).eq_ignore_ascii_case(lemma))
        })
    }

    /// The noun group of a label: its head, what qualifies it and what hangs on it with prepositions; no article, clause,
    /// apposition or list.
    fn group(self, head: usize) -> Range<usize> {
        let sentence = self.syntax.sentence(head);
        let (mut start, mut end) = (head, head + 1);
        while start > sentence.start && end - start < LONGEST && self.qualifies(start - 1, head) {
            start -= 1;
        }
        while end < sentence.end && end - start < LONGEST && self.qualifies(end, head) {
            end += 1;
        }
        let word = |w: usize| self.form(w).chars().any(char::is_alphanumeric);
        while start < head && !word(start) {
            start += 1;
        }
        while end > head + 1
            && (!word(end - 1) || matches!(self.syntax.relation(end - 1), "case" | "det" | "cc"))
        {
            end -= 1;
        }
        start..end
    }

    fn qualifies(self, word: usize, head: usize) -> bool {
        let mut own = word;
        for _ in 0..DEEPEST {
            let Some(above) = self.syntax.head(own) else {
                return false;
            };
            let relation = self.syntax.relation(own);
            if above == head {
                let side = if own < head {
                    matches!(relation, "amod" | "compound" | "nummod" | "nmod" | "flat")
                } else {
                    matches!(
                        relation,
                        "amod" | "compound" | "nummod" | "nmod" | "flat" | "obl"
                    )
                };
                // "a hero by many": whoever calls him so is no part of it. A hyphen is a part of the word.
                let hyphen = relation == "punct" && matches!(self.form(own), "-" | "–");
                // A noun with its own article is another's.
                let apart = relation == "compound" && self.has_article(own);
                return hyphen || side && !apart && self.marker(own, "by").is_none();
            }
            if matches!(relation, "acl" | "advcl" | "parataxis" | "appos") {
                return false;
            }
            own = above;
        }
        false
    }

    fn form(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |w| w.of(self.text))
    }

    fn upos(self, word: usize) -> Option<Upos> {
        self.syntax.upos.get(word).copied()
    }
}

#[cfg(test)]
mod tests;
