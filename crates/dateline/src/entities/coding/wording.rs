//! What runs of words say of a country or a sector.

use std::ops::Range;

use dateline_record::Upos;

use crate::entities::References;
use crate::world::ActorTables;

/// Words of a country's or place's name, at most.
const LONGEST_NAME: usize = 5;

/// Words before a name that may be its titles.
const TITLE_REACH: usize = 8;

/// The country that a name, demonym, capital or larger place beginning at a word tells, and the number of its words.
pub(super) fn country_at(
    references: &References<'_>,
    tables: &ActorTables,
    word: usize,
    end: usize,
) -> Option<(&'static str, usize)> {
    let capital = |w: usize| {
        let form = references.form(w);
        form.chars().next().is_some_and(char::is_uppercase)
    };
    if !capital(word) {
        return None;
    }
    let longest = LONGEST_NAME.min(end.saturating_sub(word));
    (1..=longest).rev().find_map(|n| {
        let name = references.surface(&(word..word + n));
        let countries = references.countries;
        let code = countries
            .by_name(&name)
            .or_else(|| countries.by_demonym(&name))
            .or_else(|| countries.by_capital(&name))
            .map(|c| c.code)
            .or_else(|| tables.places.country(&name));
        code.map(|c| (c, n))
    })
}

/// The first country that words tell.
pub(super) fn country_in(
    references: &References<'_>,
    tables: &ActorTables,
    run: Range<usize>,
) -> Option<&'static str> {
    run.clone()
        .find_map(|w| country_at(references, tables, w, run.end))
        .map(|(code, _)| code)
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

/// What words say of a sector: for sure, and where nothing else does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) sure: Vec<&'static str>,
    pub(super) otherwise: Vec<&'static str>,
}

impl Told {
    pub(super) fn is_empty(&self) -> bool {
        self.sure.is_empty() && self.otherwise.is_empty()
    }

    /// Takes from another what is not told yet.
    pub(super) fn or(self, other: impl FnOnce() -> Told) -> Told {
        if !self.sure.is_empty() {
            return self;
        }
        let other = other();
        Told {
            sure: other.sure,
            otherwise: if self.otherwise.is_empty() {
                other.otherwise
            } else {
                self.otherwise
            },
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

/// The sector that words tell, those at the end before those at the beginning: in "army chief" and in "prison officials"
/// the last word is what the phrase names.
pub(super) fn sector_in(
    references: &References<'_>,
    tables: &ActorTables,
    run: Range<usize>,
) -> Told {
    let mut told = Told::default();
    let mut last = run.end;
    while last > run.start {
        let longest = tables.sectors.longest().min(last - run.start);
        let found = (1..=longest).rev().find_map(|n| {
            let words = last - n..last;
            let surface = references.surface(&words).to_lowercase().replace('’', "'");
            let singular = || tables.sectors.get(surface.strip_suffix('s')?);
            tables
                .sectors
                .get(&surface)
                .or_else(singular)
                .or_else(|| {
                    let lemma = references.syntax.lemmas.get(last - 1)?.to_lowercase();
                    let before = references
                        .surface(&(last - n..last - 1))
                        .to_lowercase()
                        .replace('’', "'");
                    let called = if before.is_empty() {
                        lemma
                    } else {
                        format!("{before} {lemma}")
                    };
                    tables.sectors.get(&called)
                })
                .map(|s| (s, n))
        });
        let Some((word, n)) = found else {
            last -= 1;
            continue;
        };
        if !word.yields {
            told.sure.clone_from(&word.sectors);
            return told;
        }
        if told.otherwise.is_empty() {
            told.otherwise.clone_from(&word.sectors);
        }
        last -= n;
    }
    told
}
