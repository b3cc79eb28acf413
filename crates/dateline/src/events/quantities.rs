//! What numbers count, and of which event of their sentence they are told.

use std::ops::Range;

use dateline_record::{EntityType, QuantityKind, Status, Upos};

use super::quantity_words::Counted;
use super::{Amount, Count, Number, NumberWords, QuantityWords, Rule, Told, Why};
use crate::entities::{References, Stands};
use crate::syntax::{Syntax, is_gerund};
use crate::times::TimeExpression;

/// Arcs between the word that tells what is counted and the event.
const NEAR: usize = 5;
/// The same for a single patient without a number.
const NEAR_ONE: usize = 4;
/// Words between a number and what is said of it, where the tree does not join them.
const GAP: usize = 4;
/// "one" and "several" are too little to be a quantity of something that no word names.
const FEW: u64 = 3;
/// Words that a number goes up to find its verb over coordinated ones.
const CONJUNCTS: usize = 3;

/// Something counted in a sentence.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    kind: QuantityKind,
    amount: Amount,
    words: Range<usize>,
    /// The word that tells what is counted.
    by: usize,
    rule: Rule,
}

/// Gives the events of each sentence the numbers told of them, beside those that their frames name. `types` are the names
/// of the event types; `told` stands in text order; numbers of `times` count nothing.
pub fn quantify(
    told: &mut [Told],
    types: &[String],
    words: &QuantityWords,
    numbers: &NumberWords,
    references: &References<'_>,
    times: &[TimeExpression],
) {
    let syntax = references.syntax;
    for events in told.chunk_by_mut(|a, b| {
        syntax.sentence(a.anchor.words.start) == syntax.sentence(b.anchor.words.start)
    }) {
        let Some(first) = events.first() else {
            continue;
        };
        let sentence = syntax.sentence(first.anchor.words.start);
        let form = |w: usize| {
            let word = references.words.get(w);
            word.map_or("", |s| s.of(references.text))
        };
        let mut numbers = numbers.all(form, &sentence);
        numbers.retain(|n| {
            let start = references.words.get(n.core.start);
            n.money
                || !start
                    .is_some_and(|w| times.iter().any(|t| t.span.contains(&(w.start as usize))))
        });
        let reader = Reader {
            words,
            references,
            syntax,
            numbers,
            sentence,
        };
        reader.give(events, types);
    }
}

struct Reader<'a> {
    words: &'a QuantityWords,
    references: &'a References<'a>,
    syntax: &'a Syntax,
    numbers: Vec<Number>,
    sentence: Range<usize>,
}

impl Reader<'_> {
    fn give(&self, events: &mut [Told], types: &[String]) {
        for number in &self.numbers {
            let found = self.counted(number);
            if let Some(found) = found
                && let Some(i) = self.event(events, types, &found, NEAR)
            {
                add(&mut events[i], found);
            } else if let Some(i) = events.iter().position(|e| self.acts(number, e, types)) {
                let kind = QuantityKind::Participants;
                add(
                    &mut events[i],
                    told_of(kind, number, number.core.start, Rule::CountedActors),
                );
            } else if let Some((i, by)) = self.others(number, events, types) {
                add(
                    &mut events[i],
                    told_of(QuantityKind::Other, number, by, Rule::CountedOther),
                );
            }
        }
        for word in self.sentence.clone() {
            let Some(Counted::Kind { kind, one: true }) = self.counts(word) else {
                continue;
            };
            let Some(patient) = self.patient(word, CONJUNCTS) else {
                continue;
            };
            let Some(persons) = self.persons(patient) else {
                continue;
            };
            let found = Found {
                kind,
                amount: exactly(persons),
                words: patient..patient + 1,
                by: word,
                rule: Rule::SinglePatient,
            };
            if let Some(i) = self.event(events, types, &found, NEAR_ONE)
                && (self.asserted(word, kind) || events[i].anchor.words.contains(&word))
                && happened(&events[i])
                && !events[i].arguments.counts.iter().any(|c| c.kind == kind)
            {
                add(&mut events[i], found);
            }
        }
        for event in events.iter_mut().filter(|e| happened(e)) {
            self.count_recipients(event, types);
        }
    }

    /// Whether a word tells what came of an event, beside the event's own word: no noun and no infinitive.
    fn asserted(&self, word: usize, kind: QuantityKind) -> bool {
        matches!(kind, QuantityKind::Killed | QuantityKind::Injured)
            && !matches!(self.upos(word), Upos::Noun | Upos::Propn)
            && self.syntax.child(word, "mark").is_none()
    }

    fn upos(&self, word: usize) -> Upos {
        self.syntax.upos.get(word).copied().unwrap_or(Upos::X)
    }

    fn counts(&self, word: usize) -> Option<Counted> {
        self.words
            .of(self.syntax.lemmas.get(word)?, self.references.form(word))
    }

    fn kind(&self, word: usize) -> Option<QuantityKind> {
        match self.counts(word)? {
            Counted::Kind { kind, .. } => Some(kind),
            Counted::Nothing => None,
        }
    }

    /// The word that stands for a number's phrase in the tree, and the counted noun if there is one.
    fn phrase(&self, number: &Number) -> (usize, Option<usize>) {
        let head = self.syntax.head_of(number.core.clone());
        if matches!(
            self.syntax.relation(head),
            "nummod" | "amod" | "det" | "compound"
        ) && let Some(mut noun) = self.syntax.head(head).filter(|n| *n > head)
        {
            while self.syntax.relation(noun) == "compound"
                && let Some(next) = self.syntax.head(noun).filter(|n| *n > noun)
            {
                noun = next;
            }
            return (noun, Some(noun));
        }
        let of = self
            .syntax
            .children(head)
            .find(|c| *c > head && self.syntax.relation(*c) == "nmod" && self.has_case(*c, "of"));
        (head, of)
    }

    fn has_case(&self, word: usize, preposition: &str) -> bool {
        self.syntax.children(word).any(|c| {
            self.syntax.relation(c) == "case"
                && self.references.form(c).eq_ignore_ascii_case(preposition)
        })
    }

    /// An age: "Soran Odeh, 41, was killed".
    fn age(&self, number: &Number) -> bool {
        let before = number.core.start.checked_sub(1);
        before.is_some_and(|b| self.references.form(b) == ",")
            && matches!(
                self.references.form(number.core.end),
                "," | "." | "-" | ")" | "("
            )
    }

    fn counted(&self, number: &Number) -> Option<Found> {
        let (phrase, noun) = self.phrase(number);
        if number.money
            && !(number.core.end..number.core.end + 2).any(|w| self.upos(w) == Upos::Verb)
        {
            // "13 trillion yen ($ 94.8 billion)" tells one amount twice.
            let again = number.words.start > self.sentence.start
                && self.references.form(number.words.start - 1) == "(";
            return (!again).then(|| told_of(QuantityKind::Money, number, phrase, Rule::Counted));
        }
        let end = number.core.end;
        if self.age(number)
            || self.references.form(end) == "-"
            || self.sentence.contains(&end) && self.counts(end) == Some(Counted::Nothing)
            || noun.is_some_and(|n| self.counts(n) == Some(Counted::Nothing))
        {
            return None;
        }
        if noun.is_none()
            && self
                .references
                .form(number.core.start)
                .eq_ignore_ascii_case("one")
        {
            return None;
        }
        let patient_of = || {
            self.predicates(phrase, CONJUNCTS)
                .into_iter()
                .find(|p| self.kind(*p).is_some())
        };
        // "200 wounded", "two deaths": harm that is itself counted.
        let harm = |n: &usize| {
            self.kind(*n)
                .is_some_and(|k| !matches!(k, QuantityKind::Participants | QuantityKind::Weapons))
        };
        let by = noun
            .filter(harm)
            .or_else(|| self.right_behind(number, noun))
            .or_else(|| self.right_before(number))
            .or_else(patient_of)
            .or_else(|| {
                [noun, Some(phrase)]
                    .into_iter()
                    .flatten()
                    .find(|n| self.kind(*n).is_some())
            })
            .or_else(|| self.beside(number, noun))?;
        let mut found = told_of(self.kind(by)?, number, by, Rule::Counted);
        // "the leader and four other members"
        if self.syntax.relation(phrase) == "conj"
            && let Some(head) = self.syntax.head(phrase)
            && self.single(head)
        {
            found.amount.low = found.amount.low.map(|n| n.saturating_add(1));
            found.amount.high = found.amount.high.map(|n| n.saturating_add(1));
        }
        Some(found)
    }

    /// "five dead", "20 wounded": the word next to the number or its noun.
    fn right_behind(&self, number: &Number, noun: Option<usize>) -> Option<usize> {
        let next = noun.map_or(number.words.end, |n| (n + 1).max(number.words.end));
        let tells = self.sentence.contains(&next)
            && !self.dated(number)
            && !self.has_object(next)
            && !matches!(self.upos(next), Upos::Noun | Upos::Propn)
            && self.kind(next).is_some();
        tells.then_some(next)
    }

    /// The day of a date, or the like: "on 8", "July 8".
    fn dated(&self, number: &Number) -> bool {
        let before = number.words.start.checked_sub(1);
        before.is_some_and(|b| matches!(self.upos(b), Upos::Adp | Upos::Propn))
    }

    /// Words of which a phrase is the patient, or the subject of an intransitive.
    fn predicates(&self, phrase: usize, climbs: usize) -> Vec<usize> {
        let mut out: Vec<usize> = self
            .syntax
            .children(phrase)
            .filter(|c| {
                matches!(self.syntax.relation(*c), "acl" | "amod" | "xcomp" | "advcl")
                    && !self.has_object(*c)
            })
            .collect();
        let Some(head) = self.syntax.head(phrase) else {
            return out;
        };
        match self.syntax.full_relation(phrase) {
            "nsubj:pass" | "obj" => out.push(head),
            "nsubj" if !self.has_object(head) => out.push(head),
            "nmod" if self.has_case(phrase, "of") => {
                out.push(head);
                return out;
            }
            "conj" if climbs > 0 => {
                out.extend(self.predicates(head, climbs - 1));
                return out;
            }
            _ => return out,
        }
        // "shot and killed five", "left five dead", "reported five killed"
        out.extend(self.syntax.children(head).filter(|c| {
            let relation = self.syntax.relation(*c);
            matches!(relation, "conj" | "xcomp" | "ccomp")
                && !self.has_object(*c)
                && (relation != "conj" || self.own_subject(*c).is_none())
        }));
        out
    }

    fn has_object(&self, word: usize) -> bool {
        self.syntax.child(word, "obj").is_some()
    }

    fn own_subject(&self, word: usize) -> Option<usize> {
        self.syntax
            .child(word, "nsubj:pass")
            .or_else(|| self.syntax.child(word, "nsubj"))
    }

    /// The telling word a little behind a number's phrase: "60 others were injured".
    fn beside(&self, number: &Number, noun: Option<usize>) -> Option<usize> {
        let from = noun.map_or(number.words.end, |n| (n + 1).max(number.words.end));
        let behind = (from..self.sentence.end.min(from + GAP))
            .take_while(|w| {
                *w == from
                    || matches!(self.upos(*w - 1), Upos::Aux | Upos::Adv | Upos::Part)
                    || self.references.form(*w - 1).eq_ignore_ascii_case("others")
            })
            .find(|w| self.kind(*w).is_some());
        behind.filter(|w| !self.dated(number) && !self.has_object(*w))
    }

    /// "killing at least 12", "wounded 30": the verb next to the number.
    fn right_before(&self, number: &Number) -> Option<usize> {
        let word = number.words.start.checked_sub(1)?;
        let active = self.sentence.contains(&word)
            && self.upos(word) == Upos::Verb
            && self.syntax.child(word, "aux:pass").is_none();
        (active && self.kind(word).is_some()).then_some(word)
    }

    /// Whether a number counts those who protest: it stands in the subject of an event that its participants make.
    fn acts(&self, number: &Number, event: &Told, types: &[String]) -> bool {
        let (phrase, noun) = self.phrase(number);
        let protest = types
            .get(event.anchor.event_type)
            .is_some_and(|t| self.words.makes(t));
        protest
            && noun.is_some_and(|n| self.counts(n) != Some(Counted::Nothing))
            && (event
                .arguments
                .actors
                .iter()
                .any(|a| a.words.contains(&number.core.start))
                || self.syntax.relation(phrase) == "nsubj"
                    && self
                        .syntax
                        .head(phrase)
                        .is_some_and(|h| event.anchor.words.contains(&h)))
    }

    /// An event whose anchor is counted itself ("four raids"), or whose patients are.
    fn others(&self, number: &Number, events: &[Told], types: &[String]) -> Option<(usize, usize)> {
        let (phrase, noun) = self.phrase(number);
        let noun = noun.filter(|n| self.counts(*n).is_none())?;
        if (number.amount.low == Some(1)
            || number.amount.low.is_some_and(|n| n <= FEW)
                && number.amount.low != number.amount.high)
            || self.age(number)
            || self.references.form(number.core.end) == "-"
            || self.counts(number.core.end) == Some(Counted::Nothing)
        {
            return None;
        }
        let head = self
            .syntax
            .head(phrase)
            .filter(|_| matches!(self.syntax.full_relation(phrase), "obj" | "nsubj:pass"));
        events.iter().enumerate().find_map(|(i, e)| {
            let anchor = &e.anchor.words;
            let name = types.get(e.anchor.event_type)?;
            if !self.words.fits(QuantityKind::Other, name) {
                return None;
            }
            let by = if anchor.contains(&noun) {
                noun
            } else {
                head.filter(|h| anchor.contains(h))?
            };
            Some((i, by))
        })
    }

    /// The noun that suffers what a verb, noun or adjective tells.
    fn patient(&self, word: usize, climbs: usize) -> Option<usize> {
        if let Some(found) = self
            .syntax
            .child(word, "nsubj:pass")
            .or_else(|| self.syntax.child(word, "obj"))
        {
            return self.meant(found);
        }
        let relation = self.syntax.full_relation(word);
        let head = self.syntax.head(word);
        if matches!(self.upos(word), Upos::Noun | Upos::Propn) {
            return self
                .syntax
                .children(word)
                .find(|c| self.syntax.full_relation(*c) == "nmod" && self.has_case(*c, "of"))
                .or_else(|| self.syntax.child(word, "nmod:poss"))
                .or_else(|| {
                    self.syntax
                        .child(word, "compound")
                        .filter(|c| self.upos(*c) == Upos::Propn)
                });
        }
        match relation {
            "acl" if !is_gerund(self.references.form(word)) => head,
            "amod" => head.filter(|h| *h > word && self.kind(*h).is_none()),
            "conj" | "xcomp" | "advmod" if climbs > 0 => self.patient(head?, climbs - 1),
            _ => None,
        }
    }

    /// What a relative pronoun stands for; any other word itself.
    fn meant(&self, word: usize) -> Option<usize> {
        let pronoun = self.references.lexicon.pronoun(self.references.form(word));
        if pronoun != Some(Stands::Relative) {
            return Some(word);
        }
        let mut verb = word;
        for _ in 0..CONJUNCTS {
            if self.syntax.relation(verb) == "acl" {
                return self.syntax.head(verb);
            }
            verb = self.syntax.head(verb)?;
        }
        None
    }

    /// How many persons a phrase lists, if each is a single one.
    fn persons(&self, word: usize) -> Option<u64> {
        let others = || {
            self.syntax
                .children(word)
                .filter(|c| *c > word && self.syntax.relation(*c) == "conj")
        };
        (self.single(word) && others().all(|c| self.single(c))).then(|| 1 + others().count() as u64)
    }

    /// Whether a phrase means one person: no number, no plural.
    fn single(&self, word: usize) -> bool {
        let counted = self.syntax.children(word).any(|c| {
            self.syntax.relation(c) == "nummod" && c < word
                || self.words.is_uncounted(self.references.form(c))
        });
        if counted
            || self.words_end_plural(word)
            || self.numbers.iter().any(|n| n.core.contains(&word))
        {
            return false;
        }
        let lemma = self.syntax.lemma(word);
        match self.upos(word) {
            Upos::Propn => self.person(word).unwrap_or(false),
            Upos::Noun => {
                self.references.form(word).eq_ignore_ascii_case(lemma)
                    && self.person(word).unwrap_or(true)
                    && self.references.lexicon.collective(lemma).is_none()
                    && self.counts(word).is_none()
            }
            Upos::Pron => self
                .references
                .lexicon
                .gender(self.references.form(word))
                .is_some(),
            _ => false,
        }
    }

    /// A common noun in "-s".
    fn words_end_plural(&self, word: usize) -> bool {
        let form = self.references.form(word).to_lowercase();
        self.upos(word) == Upos::Noun && form.ends_with('s') && !form.ends_with("ss")
    }

    /// Whether the cast has a word as a person; `None` if it has it not.
    fn person(&self, word: usize) -> Option<bool> {
        let (entity, _) = self.references.cast.at(word)?;
        let member = self.references.cast.get(entity)?;
        Some(member.entity_type == EntityType::Person)
    }

    /// The event of a fitting type whose anchor tells what is counted, or that stands nearest to the word that does.
    fn event(
        &self,
        events: &[Told],
        types: &[String],
        found: &Found,
        near: usize,
    ) -> Option<usize> {
        let fits = |e: &Told| {
            types
                .get(e.anchor.event_type)
                .is_some_and(|t| self.words.fits(found.kind, t))
        };
        events
            .iter()
            .position(|e| fits(e) && e.anchor.words.contains(&found.by))
            .or_else(|| {
                events
                    .iter()
                    .enumerate()
                    .filter(|(_, e)| fits(e))
                    .filter_map(|(i, e)| {
                        let head = self.syntax.head_of(e.anchor.words.clone());
                        Some((self.syntax.distance(head, found.by)?, i))
                    })
                    .filter(|(d, _)| *d <= near)
                    .min()
                    .map(|(_, i)| i)
            })
    }

    /// Counts the persons whom an event's own word tells to have suffered, where no number does.
    fn count_recipients(&self, event: &mut Told, types: &[String]) {
        let own = event
            .anchor
            .words
            .clone()
            .find_map(|w| match self.counts(w) {
                Some(Counted::Kind { kind, one: true }) => Some(kind),
                _ => None,
            });
        let Some(kind) = own else {
            return;
        };
        let fits = types
            .get(event.anchor.event_type)
            .is_some_and(|t| self.words.fits(kind, t));
        let recipients = &event.arguments.recipients;
        let persons = recipients
            .iter()
            .all(|r| self.references.cast.is_person(r.entity));
        let Some(first) = recipients.first() else {
            return;
        };
        if fits && persons && !event.arguments.counts.iter().any(|c| c.kind == kind) {
            let found = Found {
                kind,
                amount: exactly(recipients.len() as u64),
                words: first.words.clone(),
                by: first.words.start,
                rule: Rule::CountedRecipients,
            };
            add(event, found);
        }
    }
}

fn told_of(kind: QuantityKind, number: &Number, by: usize, rule: Rule) -> Found {
    Found {
        kind,
        amount: number.amount,
        words: number.words.clone(),
        by,
        rule,
    }
}

fn exactly(n: u64) -> Amount {
    Amount {
        low: Some(n),
        high: Some(n),
        approximate: false,
    }
}

fn happened(event: &Told) -> bool {
    matches!(event.coding.status, Status::Actual | Status::Ongoing)
}

/// Adds what was found, unless the event has a count of those words or the same count already.
fn add(event: &mut Told, found: Found) {
    if found.kind != QuantityKind::Other {
        // What the words tell goes before the frame's guess at the same words.
        event.arguments.counts.retain(|c| {
            c.kind == found.kind
                || c.words.end <= found.words.start
                || found.words.end <= c.words.start
        });
    }
    let known = event.arguments.counts.iter().any(|c| {
        c.words.start < found.words.end && found.words.start < c.words.end
            || c.kind == found.kind && c.amount == found.amount
    });
    if !known {
        event.arguments.counts.push(Count {
            kind: found.kind,
            amount: found.amount,
            words: found.words,
            why: Why::by(found.rule),
        });
    }
}
