//! What runs of words say of a country or a sector.

use std::ops::Range;

use dateline_record::{GroundKind, Upos};

use super::ground::{Country, Ground, Sectors};
use crate::entities::References;
use crate::world::{ActorTables, Office, SectorWord, Source};

/// Words of a country's or place's name, at most.
const LONGEST_NAME: usize = 5;

/// Words before a name that may be its titles.
const TITLE_REACH: usize = 8;

/// What words say of a country.
#[derive(Debug, Clone)]
pub(super) struct CountryWords {
    pub(super) code: &'static str,
    pub(super) words: Range<usize>,
    source: Source,
}

impl CountryWords {
    /// The code, for words that stand to an entity as `kind` says.
    pub(super) fn coded(self, kind: GroundKind) -> Country {
        Country {
            code: self.code,
            ground: Ground::words(kind, self.words, self.source),
        }
    }
}

/// The country that a name, demonym, capital or larger place beginning at a word tells.
pub(super) fn country_at(
    references: &References<'_>,
    tables: &ActorTables,
    word: usize,
    end: usize,
) -> Option<CountryWords> {
    let form = references.form(word);
    if !form.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let longest = LONGEST_NAME.min(end.saturating_sub(word));
    (1..=longest).rev().find_map(|n| {
        let words = word..word + n;
        let name = references.surface(&words);
        let countries = references.countries;
        let (code, source) = countries
            .by_name(&name)
            .or_else(|| countries.by_demonym(&name))
            .or_else(|| countries.by_capital(&name))
            .map(|c| (c.code, &c.source))
            .or_else(|| tables.places.find(&name))?;
        Some(CountryWords {
            code,
            words,
            source: source.clone(),
        })
    })
}

/// The first country that words tell.
pub(super) fn country_in(
    references: &References<'_>,
    tables: &ActorTables,
    run: Range<usize>,
) -> Option<CountryWords> {
    run.clone()
        .find_map(|w| country_at(references, tables, w, run.end))
}

/// The words before a name that belong to it: titles, adjectives and possessors ("Iranian Foreign Minister", "Thailand's
/// former army chief").
pub(super) fn before(references: &References<'_>, name: &Range<usize>) -> Range<usize> {
    let first = references.syntax.sentence(name.start).start;
    let belongs = |w: usize| {
        let form = references.form(w);
        match references.syntax.upos.get(w) {
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Part | Upos::Det) => true,
            Some(Upos::Punct) => form == "-" || form == "–",
            Some(Upos::Verb) => references.syntax.relation(w) == "amod",
            _ => references.lexicon.is_possessive(form),
        }
    };
    let start = (first..name.start)
        .rev()
        .take(TITLE_REACH)
        .take_while(|w| belongs(*w))
        .last()
        .unwrap_or(name.start);
    start..name.start
}

/// The phrases in apposition to a name ("X, Thailand's prime minister").
pub(super) fn appositions(
    references: &References<'_>,
    name: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let syntax = references.syntax;
    let head = syntax.head_of(name.clone());
    let over = syntax
        .head(head)
        .filter(|_| syntax.relation(head) == "appos");
    syntax
        .children(head)
        .filter(move |w| !name.contains(w) && syntax.relation(*w) == "appos")
        .map(move |w| crate::entities::phrase(syntax, w))
        .chain(over.map(move |w| {
            let all = crate::entities::phrase(syntax, w);
            all.start..name.start.max(all.start)
        }))
}

/// What a clause says that a name is: "X is a lawyer", "X took office as economy minister".
pub(super) fn said_of(references: &References<'_>, name: &Range<usize>) -> Vec<Range<usize>> {
    let syntax = references.syntax;
    let head = syntax.head_of(name.clone());
    let Some(over) = syntax
        .head(head)
        .filter(|_| syntax.relation(head) == "nsubj")
    else {
        return Vec::new();
    };
    let denied = syntax
        .children(over)
        .any(|w| syntax.relation(w) == "advmod" && syntax.upos.get(w) == Some(&Upos::Part));
    if denied {
        return Vec::new();
    }
    let noun = syntax.upos.get(over) == Some(&Upos::Noun);
    if syntax.child(over, "cop").is_some() && noun {
        let own = |w: usize| w > name.end && syntax.head(w) == Some(over);
        let start = (name.end..over).find(|w| own(*w) && syntax.relation(*w) != "cop");
        return std::iter::once(start.unwrap_or(over)..over + 1).collect();
    }
    let capacity = syntax.children(over).filter(|w| {
        let case = syntax.child(*w, "case");
        *w > over
            && syntax.relation(*w) == "obl"
            && syntax.upos.get(*w) == Some(&Upos::Noun)
            && case.is_some_and(|c| references.form(c).eq_ignore_ascii_case("as"))
    });
    capacity
        .map(|w| crate::entities::phrase(syntax, w))
        .collect()
}

/// The phrases that a name shares with the others of its list: "the lawmakers X, Y and Z", "X and Y, both judges".
pub(super) fn shared(references: &References<'_>, name: &Range<usize>) -> Vec<Range<usize>> {
    let syntax = references.syntax;
    let head = syntax.head_of(name.clone());
    let first = syntax.first_of_list(head);
    if first == head {
        return Vec::new();
    }
    let noun = first..first + 1;
    let first = references
        .cast
        .at(first)
        .map_or(first..first + 1, |(_, words)| words);
    let plural = |run: &Range<usize>| {
        let group = head_group(references, run);
        group
            .clone()
            .next_back()
            .is_some_and(|w| references.is_plural(w))
    };
    appositions(references, &first)
        .chain([before(references, &first), noun])
        .filter(plural)
        .collect()
}

/// What words say of a sector: for sure, and where nothing else does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) sure: Option<Sectors>,
    pub(super) otherwise: Option<Sectors>,
}

impl Told {
    /// For sure, by a table that knows the actor.
    pub(super) fn surely(sectors: Sectors) -> Self {
        Self {
            sure: Some(sectors).filter(|s| !s.code.is_empty()),
            otherwise: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sure.is_none() && self.otherwise.is_none()
    }

    /// The sectors told for sure, else those told where nothing else does.
    pub(super) fn any(&self) -> Option<&Sectors> {
        self.sure.as_ref().or(self.otherwise.as_ref())
    }

    /// Takes from another what is not told yet.
    pub(super) fn or(self, other: impl FnOnce() -> Told) -> Told {
        if self.sure.is_some() {
            return self;
        }
        let other = other();
        Told {
            sure: other.sure,
            otherwise: self.otherwise.or(other.otherwise),
        }
    }
}

/// The head group of a run: what stands before its first preposition, comma or bracket.
pub(super) fn head_group(references: &References<'_>, run: &Range<usize>) -> Range<usize> {
    let ends = |w: &usize| {
        matches!(
            references.syntax.upos.get(*w),
            Some(Upos::Adp | Upos::Pron | Upos::Sconj)
        ) && !references.lexicon.is_possessive(references.form(*w))
            || matches!(references.form(*w), "," | "(")
    };
    let end = run
        .clone()
        .skip(1)
        .find(ends)
        .unwrap_or(run.end)
        .max(run.start);
    run.start..end
}

/// What is counted in a run that begins with a number or share of it: "gang members" in "three of the gang members".
pub(super) fn counted(references: &References<'_>, run: &Range<usize>) -> Range<usize> {
    let group = head_group(references, run);
    let counts = |w: usize| {
        let form = references.form(w);
        references.lexicon.is_partitive(form)
            || references.lexicon.is_article(form)
            || matches!(
                references.syntax.upos.get(w),
                Some(Upos::Num | Upos::Adj | Upos::Adv | Upos::Adp | Upos::Det)
            )
    };
    let of = references.syntax.upos.get(group.end) == Some(&Upos::Adp);
    let rest = group.end + 1..run.end;
    if of && !rest.is_empty() && !group.is_empty() && group.clone().all(counts) {
        rest
    } else {
        run.clone()
    }
}

/// The sector that words tell, those at the end before those at the beginning: in "army chief" and in "prison officials"
/// the last word is what the phrase names. `kind` says how the words stand to the actor.
pub(super) fn sector_in(
    references: &References<'_>,
    tables: &ActorTables,
    run: Range<usize>,
    kind: GroundKind,
) -> Told {
    let mut told = Told::default();
    let mut last = run.end;
    while last > run.start {
        let longest = tables.sectors.longest().min(last - run.start);
        let found = (1..=longest)
            .rev()
            .find_map(|n| Some((entry(references, tables, last - n..last)?, n)));
        let Some((word, n)) = found else {
            last -= 1;
            continue;
        };
        if told.add(word, last - n..last, kind) {
            return told;
        }
        last -= n;
    }
    told
}

/// The office that the last words of a title's head group name, and its first word.
pub(super) fn office(
    references: &References<'_>,
    tables: &ActorTables,
    group: &Range<usize>,
) -> Option<(usize, Office)> {
    group.clone().find_map(|w| {
        let called = references.surface(&(w..group.end)).to_lowercase();
        Some((w, tables.offices.get(&called)?))
    })
}

/// As [`sector_in`] for the head group of a run; an entry that goes on beyond it ("chamber of commerce", "leader of the
/// opposition") says it better.
pub(super) fn sector_of_group(
    references: &References<'_>,
    tables: &ActorTables,
    run: &Range<usize>,
    kind: GroundKind,
) -> Told {
    let group = head_group(references, run);
    let longest = tables.sectors.longest();
    let beyond = group.clone().find_map(|start| {
        let far = run.end.min(start + longest);
        (group.end + 1..=far).rev().find_map(|end| {
            let word = entry(references, tables, start..end)?;
            Some((word, start..end))
        })
    });
    let mut told = Told::default();
    if let Some((word, words)) = beyond {
        told.add(word, words, kind);
    }
    told.or(|| sector_in(references, tables, group, kind))
}

impl Told {
    /// Adds what an entry says; whether that is for sure.
    fn add(&mut self, word: &SectorWord, words: Range<usize>, kind: GroundKind) -> bool {
        let sectors = || Sectors {
            code: word.sectors.clone(),
            ground: Ground::words(kind, words.clone(), word.source.clone()),
        };
        if !word.yields {
            self.sure = Some(sectors());
        } else if self.otherwise.is_none() {
            self.otherwise = Some(sectors());
        }
        !word.yields
    }
}

/// The entry that words are, in the singular if need be.
fn entry<'t>(
    references: &References<'_>,
    tables: &'t ActorTables,
    words: Range<usize>,
) -> Option<&'t SectorWord> {
    let lower = |run: &Range<usize>| references.surface(run).to_lowercase().replace('’', "'");
    let surface = lower(&words);
    let singular = || tables.sectors.get(surface.strip_suffix('s')?);
    tables.sectors.get(&surface).or_else(singular).or_else(|| {
        let last = words.end - 1;
        let lemma = references.syntax.lemmas.get(last)?.to_lowercase();
        let before = lower(&(words.start..last));
        let called = if before.is_empty() {
            lemma
        } else {
            format!("{before} {lemma}")
        };
        tables.sectors.get(&called)
    })
}
