//! What a name may mean: places of the gazetteer, each with what speaks for it before the report is looked at.

use dateline_gazetteer::{Kind, Place, PlaceId};

use super::PlaceRules;
use crate::world::Countries;

/// People that a place has at least, where the gazetteer knows of fewer.
const LEAST_PEOPLE: u32 = 300;

/// People of a town that is looked for inside longer names.
const LARGE: u32 = 10_000;

/// Runs of words that are looked up inside a longer name, at most.
const MOST_RUNS: usize = 30;

/// A place that a name may mean.
#[derive(Debug, Clone)]
pub(super) struct Sense {
    pub id: PlaceId,
    pub lat: f64,
    pub lon: f64,
    pub is_area: bool,
    /// The entry of its country; its own for a country.
    pub country: Option<PlaceId>,
    /// Alpha-3 code.
    pub code: Option<String>,
    /// The entry of its first-level division; its own for one.
    pub admin1: Option<PlaceId>,
    /// All that it lies in.
    pub around: Vec<PlaceId>,
    /// What speaks for it by itself.
    pub prior: f32,
    /// Whether only a part of the name means it.
    pub of_part: bool,
}

/// The places that a name may mean; none if it names no place that is known.
pub(super) fn senses(
    name: &str,
    behind_comma: bool,
    rules: &PlaceRules,
    countries: &Countries,
) -> Vec<Sense> {
    let name = bare(name);
    if rules.unmapped.has_lower(name) {
        return Vec::new();
    }
    let demonym = |code: &str| rules.gazetteer.country(code);
    if countries.by_name(name).is_none()
        && let Some(country) = countries.by_demonym(name).and_then(|c| demonym(c.code))
    {
        return vec![sense(country, rules)];
    }
    let mut places = named(name, behind_comma, rules, countries);
    if places.is_empty() {
        let people = countries.candidates(name).into_iter();
        places.extend(people.filter_map(|c| demonym(c.code)));
    }
    if places.is_empty() {
        places = shorter(name, rules)
            .find_map(|n| Some(named(n, behind_comma, rules, countries)).filter(|p| !p.is_empty()))
            .unwrap_or_default();
    }
    if places.is_empty() {
        places = rules.words.places(name, true, &rules.gazetteer);
    }
    let of_part = places.is_empty();
    if of_part {
        places = held(name, rules, countries);
    }
    let senses = places.into_iter().map(|p| sense(p, rules));
    senses.map(|s| Sense { of_part, ..s }).collect()
}

/// The places of a name that a longer one holds: "Gondar" of "Gondar Institute". Only areas and larger towns, since any
/// word may be a village.
fn held<'r>(name: &str, rules: &'r PlaceRules, countries: &Countries) -> Vec<Place<'r>> {
    let mut words = name.split_whitespace();
    if words.any(|w| rules.nature_words.has_lower(w)) {
        return Vec::new();
    }
    let starts: Vec<usize> = name
        .char_indices()
        .filter(|(i, c)| c.is_uppercase() && (*i == 0 || name[..*i].ends_with(' ')))
        .map(|(i, _)| i)
        .collect();
    let ends: Vec<usize> = name
        .match_indices(' ')
        .map(|(i, _)| i)
        .chain([name.len()])
        .collect();
    let runs = starts.iter().flat_map(|start| {
        let longer = ends.iter().rev().filter(move |end| *end > start);
        longer.filter_map(move |end| name.get(*start..*end).filter(|run| *run != name))
    });
    let large = |p: &Place| p.kind.is_area() || p.population >= LARGE;
    runs.take(MOST_RUNS)
        .filter(|run| !rules.unmapped.has_lower(run))
        .filter(|run| !run.split(' ').all(|w| rules.site_words.has_lower(w)))
        .find_map(|run| {
            let mut places = named(run, false, rules, countries);
            places.retain(large);
            (!places.is_empty()).then_some(places)
        })
        .unwrap_or_default()
}

/// A name without possessive ending.
fn bare(name: &str) -> &str {
    let name = name.trim();
    ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

/// Whether a name is two or three capital letters.
fn is_code(name: &str) -> bool {
    (2..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
}

fn named<'r>(
    name: &str,
    behind_comma: bool,
    rules: &'r PlaceRules,
    countries: &Countries,
) -> Vec<Place<'r>> {
    let mut places: Vec<Place<'r>> = Vec::new();
    places.extend(rules.words.places(name, behind_comma, &rules.gazetteer));
    // "EU" is no town in Normandy.
    let mut known = if is_code(name) {
        Vec::new()
    } else {
        rules.gazetteer.candidates(name)
    };
    // "UK" is no town, but "Scotland" is more than a name of the United Kingdom.
    if let Some(country) = countries.by_name(name)
        && let Some(state) = rules.gazetteer.country(country.code)
    {
        let part = |p: &Place| {
            p.kind == Kind::Country || p.kind == Kind::Admin1 && p.country == Some(country.code)
        };
        if !known.iter().any(|p| p.by_first_name && part(p)) {
            known.retain(|p| p.id != state.id);
            places.push(Place {
                by_first_name: true,
                ..state
            });
        }
    }
    places.extend(known);
    places
}

/// The name without words that a gazetteer's names may lack, from the longest rest on.
fn shorter<'n>(name: &'n str, rules: &PlaceRules) -> impl Iterator<Item = &'n str> {
    let is_around = |word: &str| rules.around_names.has_lower(word.trim_end_matches('.'));
    let mut rests = Vec::new();
    let mut front = name;
    loop {
        let mut rest = front;
        while let Some((before, last)) = rest.rsplit_once(' ')
            && is_around(last)
        {
            rest = before.trim_end();
            rests.push(rest);
        }
        match front.split_once(' ') {
            Some((first, behind)) if is_around(first) => {
                front = behind.trim_start();
                rests.push(front);
            }
            _ => break,
        }
    }
    rests.sort_by_key(|r| std::cmp::Reverse(r.len()));
    rests
        .into_iter()
        .filter(|r| r.starts_with(char::is_uppercase))
}

fn sense(place: Place<'_>, rules: &PlaceRules) -> Sense {
    let weights = &rules.weights;
    let around: Vec<Place> = rules.gazetteer.around(place.id).collect();
    let with_itself = || std::iter::once(&place).chain(&around);
    let people = place.population.max(LEAST_PEOPLE) as f32;
    let mut prior = weights.population * people.log10() + weights.kind(place.kind);
    if place.by_first_name {
        prior += weights.first_name;
    }
    if place.id.is_own() {
        prior += weights.own;
    }
    Sense {
        id: place.id,
        lat: place.lat,
        lon: place.lon,
        is_area: place.kind.is_area(),
        country: with_itself()
            .find(|p| p.kind == Kind::Country)
            .map(|p| p.id),
        code: place.country.map(str::to_owned),
        admin1: with_itself().find(|p| p.kind == Kind::Admin1).map(|p| p.id),
        around: around.iter().map(|p| p.id).collect(),
        prior,
        of_part: false,
    }
}
