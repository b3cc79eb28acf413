//! Which words of a report name places.

use std::collections::HashSet;
use std::ops::Range;

use dateline_gazetteer::{Kind, normal};

use super::PlaceRules;
use crate::entities::{Mention, References};

/// Words of the longest name that is looked for.
const LONGEST: usize = 4;

/// People of a town that is taken for one without other ground than the words around it.
const LARGE: u32 = 20_000;

/// How a name of a place is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Usage {
    /// It means the place.
    Place,
    /// It is an adjective or noun for its people: "Iranian".
    Demonym,
    /// It stands inside the name of something else, or beside a noun: "Port Ansel Hospital", "Alexandria police".
    InName,
}

/// Words that name a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The words.
    pub words: Range<usize>,
    /// How they are used.
    pub usage: Usage,
}

/// Finds names of places in text order: those that the model classes so; demonyms; and, in other names and where the
/// model sees none, words that the gazetteer knows and the report supports.
pub(super) fn toponyms(
    references: &References<'_>,
    mentions: &[Mention],
    classes: &[String],
    rules: &PlaceRules,
) -> Vec<Named> {
    let class = |m: &Mention| classes.get(m.class).map_or("", String::as_str);
    let mut taken = vec![false; references.words.len()];
    let mut take =
        |words: &Range<usize>| taken.get_mut(words.clone()).unwrap_or_default().fill(true);
    let mut found = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let mut people: HashSet<&str> = HashSet::new();
    for mention in mentions {
        match class(mention) {
            "Location" => {
                take(&mention.words);
                for words in parts(references, &mention.words) {
                    known.insert(normal(&references.surface(&words)));
                    let usage = Usage::Place;
                    found.push(Named { words, usage });
                }
            }
            "Person" => {
                take(&mention.words);
                people.extend(mention.words.clone().map(|w| references.form(w)));
            }
            "Date" | "Money" => take(&mention.words),
            _ => {}
        }
    }
    // A person's name is no place elsewhere in the report, unless the model also found the place.
    let is_person = |words: &Range<usize>| {
        words.clone().any(|w| people.contains(references.form(w)))
            && !known.contains(&normal(&references.surface(words)))
    };
    let mut of_mention: Vec<Option<Range<usize>>> = vec![None; references.words.len()];
    for mention in mentions {
        of_mention
            .get_mut(mention.words.clone())
            .unwrap_or_default()
            .fill(Some(mention.words.clone()));
    }
    let mut word = 0;
    while word < references.words.len() {
        let capital = references.form(word).starts_with(char::is_uppercase);
        let free = |w: &usize| taken.get(*w) == Some(&false);
        if !capital || !free(&word) {
            word += 1;
            continue;
        }
        let within = of_mention.get(word).cloned().flatten();
        let sentence = references.syntax.sentence(word);
        let end = within.as_ref().map_or(sentence.end, |m| m.end);
        let named = (1..=LONGEST)
            .rev()
            .map(|n| word..word + n)
            .filter(|words| words.end <= end && words.clone().all(|w| free(&w)))
            .find_map(|words| {
                let usage = if is_demonym(references, &words, rules) {
                    Usage::Demonym
                } else if !is_person(&words)
                    && is_place(references, &words, within.as_ref(), &known, rules)
                {
                    Usage::InName
                } else {
                    return None;
                };
                Some(Named { words, usage })
            });
        word = named.as_ref().map_or(word + 1, |n| n.words.end);
        found.extend(named);
    }
    found.sort_by_key(|n| n.words.start);
    found
}

/// The names of a stretch that the model takes for one: without article and possessive ending, and divided at commas.
fn parts(references: &References<'_>, words: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = words.start;
    for end in words.start..=words.end {
        if end < words.end && !matches!(references.form(end), "," | "(" | ")") {
            continue;
        }
        let mut part = start..end;
        while part.len() > 1 && references.lexicon.is_article(references.form(part.start)) {
            part.start += 1;
        }
        while part.len() > 1
            && references
                .lexicon
                .is_possessive(references.form(part.end - 1))
        {
            part.end -= 1;
        }
        if !part.is_empty() {
            parts.push(part);
        }
        start = end + 1;
    }
    parts
}

fn is_demonym(references: &References<'_>, words: &Range<usize>, rules: &PlaceRules) -> bool {
    let surface = references.surface(words);
    let countries = references.countries;
    if countries.by_name(&surface).is_some() {
        return false;
    }
    countries.by_demonym(&surface).is_some() || rules.words.is_of_continent(&surface)
}

/// Whether words that the model does not class as a place name one all the same.
fn is_place(
    references: &References<'_>,
    words: &Range<usize>,
    within: Option<&Range<usize>>,
    known: &HashSet<String>,
    rules: &PlaceRules,
) -> bool {
    let surface = references.surface(words);
    if rules.unmapped.has_lower(&surface)
        || !surface.ends_with(|c: char| c.is_alphanumeric() || c == '.')
    {
        return false;
    }
    let behind_comma = words.start > 0 && matches!(references.form(words.start - 1), "," | "(");
    if behind_comma
        && !rules
            .words
            .places(&surface, true, &rules.gazetteer)
            .is_empty()
    {
        return true;
    }
    if surface.len() < 3 {
        return false;
    }
    if known.contains(&normal(&surface)) {
        return true;
    }
    if references.countries.by_name(&surface).is_some() {
        return true;
    }
    let capitals = surface.bytes().all(|b| !b.is_ascii_lowercase());
    if capitals && within.is_none() {
        return false;
    }
    let places = rules.gazetteer.candidates(&surface);
    let first = |kinds: &[Kind], least: u32| {
        places
            .iter()
            .any(|p| p.by_first_name && kinds.contains(&p.kind) && p.population >= least)
    };
    if first(
        &[Kind::Country, Kind::Admin1, Kind::Continent, Kind::Capital],
        1_000_000,
    ) {
        return true;
    }
    // The first word of a name, or one behind "of": "Kisumu Hospital", "University of Kisumu".
    let before = references.form(words.start.wrapping_sub(1));
    let opens = within.is_some_and(|m| m.start == words.start && m.end > words.end)
        || matches!(before, "of" | "in" | "at");
    // A county's name has two words: "Douglas County Hospital".
    let division = words.len() > 1 && first(&[Kind::Admin2], 0);
    opens && (division || first(&[Kind::Capital, Kind::Seat, Kind::City], LARGE))
}
