//! Who is meant by a run of words: a name, a pronoun or a description.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm, Upos};

use super::lexicon::{EntityWords, Stands};
use super::{Cast, Chains, Member};
use crate::syntax::Syntax;
use crate::words::{WordSpan, surface};
use crate::world::{Countries, Country};

/// Sentences a pronoun looks back.
const REACH: usize = 3;

/// Words of a description; a longer one is cut at its head's own group.
const LONGEST_DESCRIPTION: usize = 14;

/// Resolves runs of words to entities of the cast; adds unnamed entities as it meets them.
pub struct References<'a> {
    /// The report's text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a [WordSpan],
    /// Its trees.
    pub syntax: &'a Syntax,
    /// Word lists.
    pub lexicon: &'a EntityWords,
    /// Countries of the world.
    pub countries: &'a Countries,
    /// The words of each date, time or duration.
    pub dates: Vec<Range<usize>>,
    /// Which nouns and pronouns mean the same.
    pub chains: Chains,
    /// The entities; grows.
    pub cast: Cast,
}

/// An entity and the words that mean it here.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Number in the cast.
    pub entity: usize,
    /// The words.
    pub words: Range<usize>,
}

impl References<'_> {
    /// The form of a word; empty beyond the end.
    pub fn form(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |w| w.of(self.text))
    }

    /// The words of a run as they stand in the text.
    pub fn surface(&self, run: &Range<usize>) -> String {
        surface(self.text, self.words, run)
    }

    /// Who is meant. `speaker` is who speaks at this place, for "I" and "we". `None` where the words name nobody that the
    /// text tells.
    pub fn resolve(&mut self, run: Range<usize>, speaker: Option<usize>) -> Option<Reference> {
        let head = self.syntax.head_of(run.clone());
        if let Some(found) = self.name_in(&run, head) {
            return Some(found);
        }
        if matches!(self.syntax.relation(head), "amod" | "compound")
            && let Some(entity) = self.state_of(head)
        {
            return Some(Reference {
                entity,
                words: head..head + 1,
            });
        }
        if let Some(stands) = self.lexicon.pronoun(self.form(head)) {
            let entity = self.pronoun(head, stands, speaker)?;
            self.cast
                .mention(entity, head..head + 1, MentionForm::Pronoun);
            return Some(Reference {
                entity,
                words: head..head + 1,
            });
        }
        self.described(run, head)
    }

    /// Who is meant by a run that may list several: "A, B and C".
    pub fn resolve_all(&mut self, run: Range<usize>, speaker: Option<usize>) -> Vec<Reference> {
        let head = self.syntax.head_of(run.clone());
        let listed: Vec<usize> = run
            .clone()
            .filter(|w| self.syntax.relation(*w) == "conj" && self.syntax.head(*w) == Some(head))
            .collect();
        if listed.is_empty() {
            return self.resolve(run, speaker).into_iter().collect();
        }
        std::iter::once(head)
            .chain(listed)
            .filter_map(|w| {
                let group = self.noun_phrase(run.clone(), w);
                self.resolve(group, speaker)
            })
            .collect()
    }

    /// The name that a run is about: the one at its head, or the one that its last words are ("general X", "X himself").
    fn name_in(&self, run: &Range<usize>, head: usize) -> Option<Reference> {
        let at_head = self
            .cast
            .at(head)
            .filter(|(e, _)| self.cast.get(*e).is_some_and(|m| m.name.is_some()));
        if let Some((entity, words)) = &at_head
            && self.cast.is_person(*entity)
        {
            return Some(Reference {
                entity: *entity,
                words: words.clone(),
            });
        }
        let title = |words: &Range<usize>| {
            let own = self.syntax.head_of(words.clone());
            // The name stands right behind its title ("general X"), or in apposition to it ("the general, X").
            self.syntax.head(own) == Some(head)
                && (matches!(self.syntax.relation(own), "appos" | "flat")
                    || self.syntax.relation(own) == "compound" && own > head)
        };
        let end = run.end;
        (run.start..end)
            .rev()
            .find_map(|w| {
                let (entity, words) = self.cast.at(w)?;
                let member = self.cast.get(entity)?;
                (member.name.is_some() && member.entity_type == EntityType::Person && title(&words))
                    .then_some(Reference { entity, words })
            })
            .or(at_head.map(|(entity, words)| Reference { entity, words }))
    }

    fn pronoun(&mut self, word: usize, stands: Stands, speaker: Option<usize>) -> Option<usize> {
        match stands {
            Stands::Speaker | Stands::Speakers => speaker,
            Stands::Relative => {
                // The clause's verb hangs on what the pronoun stands for.
                let mut verb = word;
                for _ in 0..6 {
                    if self
                        .syntax
                        .relations
                        .get(verb)
                        .is_some_and(|r| &**r == "acl:relcl")
                    {
                        let noun = self.syntax.head(verb)?;
                        return self
                            .cast
                            .at(noun)
                            .map(|(e, _)| e)
                            .or_else(|| self.name_in(&(noun..noun + 1), noun).map(|r| r.entity))
                            .or_else(|| self.described(noun..noun + 1, noun).map(|r| r.entity));
                    }
                    verb = self.syntax.head(verb)?;
                }
                None
            }
            Stands::Person | Stands::Many | Stands::Thing => self
                .by_chain(word, stands)
                .or_else(|| self.antecedent(word, stands)),
        }
    }

    /// The entity that the mentions of a pronoun's chain name or describe; one described there for the first time joins the
    /// cast.
    pub fn by_chain(&mut self, word: usize, stands: Stands) -> Option<usize> {
        // The model knows of one person called "they"; without it that reading is too rare to try.
        let fits = |e| stands.fits(e) || stands == Stands::Many && e == EntityType::Person;
        let gender = self.lexicon.gender(self.form(word));
        let others: Vec<usize> = self
            .chains
            .of(word)
            .iter()
            .copied()
            .filter(|w| *w != word)
            .collect();
        let known = |named: bool| {
            others.iter().find_map(|w| {
                let (entity, words) = self.cast.at(*w)?;
                let member = self.cast.get(entity)?;
                let own = self.syntax.head_of(words) == *w;
                (own && member.name.is_some() == named
                    && fits(member.entity_type)
                    && self.cast.may_be(entity, gender))
                .then_some(entity)
            })
        };
        let found = known(true).or_else(|| known(false)).or_else(|| {
            let noun = *others.iter().rfind(|w| {
                **w < word && matches!(self.syntax.upos.get(**w), Some(Upos::Noun | Upos::Propn))
            })?;
            let phrase = super::phrase(self.syntax, noun);
            // "President Rastani ... his": the title before a name means who is named.
            let titled = self.syntax.head(noun).filter(|name| *name > noun);
            let titled = titled.and_then(|name| self.name_in(&(name..name + 1), name));
            let described = titled
                .filter(|_| matches!(self.syntax.relation(noun), "nmod" | "compound" | "flat"))
                .or_else(|| self.name_in(&phrase, noun))
                .or_else(|| self.described(phrase, noun))?;
            self.cast
                .get(described.entity)
                .is_some_and(|m| fits(m.entity_type))
                .then_some(described.entity)
        })?;
        self.cast.tell_gender(found, gender);
        Some(found)
    }

    /// The likeliest entity mentioned before that a pronoun can stand for: near and a subject.
    fn antecedent(&self, pronoun: usize, stands: Stands) -> Option<usize> {
        let sentence = self.syntax.sentence_of.get(pronoun).copied()?;
        let gender = self.lexicon.gender(self.form(pronoun));
        let mut best: Option<(f32, usize)> = None;
        for (entity, member) in self.cast.iter() {
            if !stands.fits(member.entity_type) || !self.cast.may_be(entity, gender) {
                continue;
            }
            for (words, _) in member.mentions.iter().filter(|(w, _)| w.end <= pronoun) {
                let Some(distance) = self
                    .syntax
                    .sentence_of
                    .get(words.start)
                    .and_then(|s| sentence.checked_sub(*s))
                else {
                    continue;
                };
                if distance > REACH {
                    continue;
                }
                let subject = self.syntax.relation(self.syntax.head_of(words.clone())) == "nsubj";
                let score = f32::from(u8::from(subject)) * 1.5
                    - distance as f32
                    - (pronoun - words.end) as f32 * 0.01;
                if best.is_none_or(|(s, _)| score > s) {
                    best = Some((score, entity));
                }
            }
        }
        best.map(|(_, e)| e)
    }

    /// The person or organization that the chain of a description names.
    fn named_in_chain(&self, head: usize) -> Option<usize> {
        let mut others = self.chains.of(head).iter().filter(|w| **w != head);
        others.find_map(|w| {
            let (entity, words) = self.cast.at(*w)?;
            let member = self.cast.get(entity)?;
            let who = matches!(
                member.entity_type,
                EntityType::Person | EntityType::Organization | EntityType::Group
            );
            (who && member.name.is_some() && self.syntax.head_of(words) == *w).then_some(entity)
        })
    }

    /// An unnamed entity by what the text calls it.
    fn described(&mut self, run: Range<usize>, head: usize) -> Option<Reference> {
        if !matches!(
            self.syntax.upos.get(head),
            Some(Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Pron)
        ) {
            return None;
        }
        let head = self.noun_over(head);
        if self.in_date(head) {
            return None;
        }
        let run = self.noun_phrase(run, head);
        let mut bare = run.clone();
        while bare.start < head && self.lexicon.is_article(self.form(bare.start)) {
            bare.start += 1;
        }
        let definite = self.form(run.start).eq_ignore_ascii_case("the");
        if definite && let Some(entity) = self.named_in_chain(head) {
            self.cast.mention(entity, run.clone(), MentionForm::Nominal);
            return Some(Reference { entity, words: run });
        }
        let called = self.surface(&bare);
        let again = self.described_as(&called).or_else(|| {
            if definite {
                self.described_before(head)
            } else {
                None
            }
        });
        let entity = match again {
            Some(entity) => entity,
            None => self.cast.add(Member {
                entity_type: self.kind(&run, head),
                name: None,
                description: Some(self.surface(&run)),
                mentions: Vec::new(),
                country: self.country_in(&run),
                members: Vec::new(),
                gender: self.lexicon.gender(self.form(head)),
            }),
        };
        self.cast.mention(entity, run.clone(), MentionForm::Nominal);
        Some(Reference { entity, words: run })
    }

    /// Whether a word belongs to a date, a time or a duration: it names nobody.
    fn in_date(&self, word: usize) -> bool {
        self.dates.iter().any(|d| d.contains(&word))
    }

    /// The unnamed entity that the text calls so, but for an article.
    fn described_as(&self, called: &str) -> Option<usize> {
        let same = |d: &str| strip_article(d, self.lexicon).eq_ignore_ascii_case(called);
        self.cast
            .iter()
            .find(|(_, m)| m.name.is_none() && m.description.as_deref().is_some_and(same))
            .map(|(entity, _)| entity)
    }

    /// The unnamed entity that a single noun means: the one that the text calls so already ("the police"), or a new one.
    pub fn called(&mut self, word: usize, entity_type: EntityType) -> Reference {
        let words = word..word + 1;
        let form = self.form(word).to_owned();
        let entity = self.described_as(&form).unwrap_or_else(|| {
            self.cast.add(Member {
                entity_type,
                name: None,
                description: Some(form),
                mentions: Vec::new(),
                country: None,
                members: Vec::new(),
                gender: None,
            })
        });
        self.cast
            .mention(entity, words.clone(), MentionForm::Nominal);
        Reference { entity, words }
    }

    /// The country whose demonym or name qualifies a description: "Iranian troops", "U.S. officials".
    fn country_in(&self, run: &Range<usize>) -> Option<&'static str> {
        run.clone().find_map(|w| {
            let form = self.form(w);
            self.countries
                .by_demonym(form)
                .or_else(|| self.countries.by_name(form))
                .map(|c| c.code)
        })
    }

    /// Whether a noun stands in the plural, also where its lemma was not found.
    pub fn is_plural(&self, noun: usize) -> bool {
        let form = self.form(noun).to_lowercase();
        let ends = form.ends_with('s') && !form.ends_with("ss");
        self.syntax.upos.get(noun) == Some(&Upos::Noun)
            && (ends || form != self.syntax.lemma(noun).to_lowercase())
    }

    /// The country whose demonym ends at a word: "Iranian", "South Sudanese".
    pub fn demonym_at(&self, word: usize) -> Option<&Country> {
        let two = word
            .checked_sub(1)
            .and_then(|first| self.countries.by_demonym(&self.surface(&(first..word + 1))));
        two.or_else(|| self.countries.by_demonym(self.form(word)))
    }

    /// The state that an adjective means ("Iranian"): the one that the text names, or one added with the adjective as
    /// its mention.
    pub fn state_of(&mut self, word: usize) -> Option<usize> {
        let country = self.demonym_at(word)?;
        let (code, name) = (country.code, country.name);
        let entity = match self.cast.state(code, name) {
            Some(entity) => entity,
            None => self.cast.add(Member {
                entity_type: EntityType::Place,
                name: Some(name.to_owned()),
                description: None,
                mentions: Vec::new(),
                country: Some(code),
                members: Vec::new(),
                gender: None,
            }),
        };
        self.cast
            .mention(entity, word..word + 1, MentionForm::Nominal);
        Some(entity)
    }

    /// The noun that a word qualifies ("foreign" in "a foreign company", "least" in "at least nine people"), or the word
    /// itself.
    fn noun_over(&self, word: usize) -> usize {
        let mut noun = word;
        let qualifies = |w: usize| match self.syntax.relation(w) {
            "amod" | "nummod" | "compound" | "det" => true,
            "nmod" | "obl" | "advmod" => !matches!(
                self.syntax.upos.get(w),
                Some(Upos::Noun | Upos::Propn | Upos::Pron)
            ),
            _ => false,
        };
        while qualifies(noun) {
            match self.syntax.head(noun) {
                Some(head) if head > noun => noun = head,
                _ => break,
            }
        }
        noun
    }

    /// "the gunmen" after "three gunmen": the latest unnamed entity of the same noun.
    fn described_before(&self, head: usize) -> Option<usize> {
        let lemma = self.syntax.lemmas.get(head)?;
        self.cast
            .iter()
            .filter(|(_, m)| m.name.is_none())
            .filter_map(|(e, m)| {
                let last = m
                    .mentions
                    .iter()
                    .filter(|(w, _)| w.end <= head)
                    .map(|(w, _)| w.clone())
                    .max_by_key(|w| w.start)?;
                let own = self.syntax.head_of(last.clone());
                (self.syntax.lemmas.get(own) == Some(lemma)).then_some((last.start, e))
            })
            .max()
            .map(|(_, e)| e)
    }

    /// The noun group around a head, inside its run: without relative clauses, appositions and the day behind it
    /// ("state television on Friday").
    fn noun_phrase(&self, run: Range<usize>, head: usize) -> Range<usize> {
        let inside = |w: usize| {
            let mut v = w;
            for _ in 0..30 {
                if v == head {
                    return true;
                }
                let relation = self.syntax.relation(v);
                // "at least nine people": the preposition belongs to the number.
                let counts = |w: usize| self.syntax.upos.get(w) == Some(&Upos::Num);
                let hedge = relation == "case"
                    && matches!(self.syntax.full_relation(v + 1), "advmod" | "nmod" | "obl")
                    && self.syntax.head(v + 1).is_some_and(counts);
                let outer = !hedge && self.syntax.head(v) == Some(head);
                if outer && v > head && self.in_date(v) {
                    return false;
                }
                if matches!(relation, "appos" | "acl" | "parataxis" | "punct" | "conj")
                    || outer
                        && matches!(
                            relation,
                            "case" | "mark" | "cc" | "cop" | "nsubj" | "advmod" | "aux" | "expl"
                        )
                {
                    return false;
                }
                match self.syntax.head(v) {
                    Some(h) => v = h,
                    None => return false,
                }
            }
            false
        };
        let sentence = self.syntax.sentence(head);
        let mut start = head;
        while start > sentence.start && inside(start - 1) {
            start -= 1;
        }
        let mut end = head + 1;
        while end < sentence.end && inside(end) && end - start < LONGEST_DESCRIPTION {
            end += 1;
        }
        if end - start > LONGEST_DESCRIPTION {
            return run.start.max(start)..run.end.max(head + 1);
        }
        start..end
    }

    fn kind(&self, run: &Range<usize>, head: usize) -> EntityType {
        let lemma = self.syntax.lemma(head);
        let known = self.lexicon.collective(lemma);
        if let Some(kind) = known.or_else(|| self.lexicon.thing(lemma)) {
            return kind;
        }
        let plural = !self.form(head).eq_ignore_ascii_case(lemma)
            && self.syntax.upos.get(head) == Some(&Upos::Noun);
        let counted = run.clone().any(|w| {
            self.syntax.upos.get(w) == Some(&Upos::Num)
                && self.syntax.relation(w) == "nummod"
                && !self.form(w).eq_ignore_ascii_case("one")
        });
        if plural || counted {
            EntityType::Group
        } else {
            EntityType::Person
        }
    }
}

fn strip_article<'d>(description: &'d str, lexicon: &EntityWords) -> &'d str {
    match description.split_once(' ') {
        Some((first, rest)) if lexicon.is_article(first) => rest,
        _ => description,
    }
}
