//! Which place of a name is meant: every name's places are weighed against what the report's other names mean, in turns.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use dateline_gazetteer::{PlaceId, normal};

use super::PlaceRules;
use super::senses::{Sense, senses};
use crate::world::Countries;

/// Times that the names hear what the others mean; after that little changes.
const TURNS: usize = 3;

/// What the place of a dateline counts beside other names.
const DATELINE: f32 = 2.0;

/// Probability that the best place must have.
const LEAST: f32 = 0.15;

/// What is known of a report beside its names of places.
#[derive(Debug, Clone, Default)]
pub struct Ground<'a> {
    /// Codes of the countries that the report's address shows.
    pub address: Vec<&'a str>,
    /// Where the dateline names its place, in bytes of the text.
    pub dateline: Option<Range<usize>>,
}

/// The place that a name means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// The place.
    pub place: PlaceId,
    /// Its probability among the places of the name.
    pub probability: f32,
    /// Whether only a part of the name means it.
    pub of_part: bool,
}

/// A name of the report with the places that it may mean.
struct Name {
    senses: Vec<Sense>,
    /// What each sense has for itself and by the text's own words.
    own: Vec<f32>,
    /// How sure each sense is.
    belief: Vec<f32>,
    /// How much the others should hear it.
    weight: f32,
}

/// Chooses a place for each of some names, given as stretches of the text in its order; `None` for a name that means no
/// known place, or no one of them more than others.
pub fn resolve(
    text: &str,
    spans: &[Range<usize>],
    ground: &Ground<'_>,
    rules: &PlaceRules,
    countries: &Countries,
) -> Vec<Option<Choice>> {
    let around = rules.containers.of(text, spans);
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut names: Vec<Name> = Vec::new();
    let mut of_span: Vec<usize> = Vec::with_capacity(spans.len());
    for span in spans {
        let surface = text.get(span.clone()).unwrap_or_default();
        let before = text.get(..span.start).unwrap_or_default().trim_end();
        let behind_comma = before.ends_with([',', '(']);
        // An abbreviation is not the word that it looks like: "Miss." and "Miss".
        let short = rules.words.has(surface) && (behind_comma || surface.ends_with('.'));
        let key = if short {
            surface.to_owned()
        } else {
            normal(surface)
        };
        let n = *keys.entry(key).or_insert_with(|| {
            let senses = senses(surface, behind_comma, rules, countries);
            names.push(Name::new(senses, ground, rules));
            names.len() - 1
        });
        of_span.push(n);
        if let Some(name) = names.get_mut(n) {
            let in_dateline = (ground.dateline.as_ref()).is_some_and(|d| d.contains(&span.start));
            name.weight = name.weight.max(if in_dateline { DATELINE } else { 1.0 });
        }
    }
    let written = written(&around, &of_span, &mut names, rules);
    let scores = hear(&mut names, rules);
    of_span
        .iter()
        .enumerate()
        .map(|(i, n)| {
            let name = names.get(*n)?;
            let own = written.get(&i);
            let scores: Vec<f32> = (scores.get(*n)?.iter().enumerate())
                .map(|(s, score)| {
                    let here = own.is_some_and(|inside| inside.contains(&s));
                    score
                        + if here {
                            rules.weights.written_inside
                        } else {
                            0.0
                        }
                })
                .collect();
            let beliefs = softmax(&scores);
            let (best, probability) = (beliefs.iter().copied().enumerate())
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
            let sense = name.senses.get(best)?;
            (probability >= LEAST).then_some(Choice {
                place: sense.id,
                probability,
                of_part: sense.of_part,
            })
        })
        .collect()
}

impl Name {
    fn new(senses: Vec<Sense>, ground: &Ground<'_>, rules: &PlaceRules) -> Self {
        let own = senses
            .iter()
            .map(|s| {
                let at_home = s
                    .code
                    .as_deref()
                    .is_some_and(|c| ground.address.contains(&c));
                s.prior + if at_home { rules.weights.address } else { 0.0 }
            })
            .collect();
        Self {
            belief: vec![0.0; senses.len()],
            senses,
            own,
            weight: 0.0,
        }
    }
}

/// Adds what the text's own words say of which place lies in which; gives for each span with a larger place written beside
/// it the senses that lie there.
fn written(
    around: &[Vec<usize>],
    of_span: &[usize],
    names: &mut [Name],
    rules: &PlaceRules,
) -> BTreeMap<usize, Vec<usize>> {
    let mut inside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut told: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (span, larger) in around.iter().enumerate() {
        for outer_span in larger {
            let (Some(inner), Some(outer)) = (of_span.get(span), of_span.get(*outer_span)) else {
                continue;
            };
            let (Some(small), Some(large)) = (names.get(*inner), names.get(*outer)) else {
                continue;
            };
            for (s, sense) in small.senses.iter().enumerate() {
                for (l, area) in large.senses.iter().enumerate() {
                    if area.is_area && sense.around.contains(&area.id) {
                        let here = inside.entry(span).or_default();
                        if !here.contains(&s) {
                            here.push(s);
                        }
                        told.insert((*inner, s), rules.weights.written_inside);
                        told.entry((*outer, l))
                            .or_insert(rules.weights.written_around);
                    }
                }
            }
        }
    }
    for ((name, sense), weight) in told {
        if let Some(own) = names.get_mut(name).and_then(|n| n.own.get_mut(sense)) {
            *own += weight;
        }
    }
    inside
}

/// What names mean, summed by country, division, neighbourhood and place.
#[derive(Default)]
struct Meant {
    countries: HashMap<PlaceId, f32>,
    divisions: HashMap<PlaceId, f32>,
    cells: HashMap<(i16, i16), f32>,
    areas: HashMap<PlaceId, f32>,
}

impl Meant {
    fn add(&mut self, name: &Name) {
        for (sense, belief) in name.senses.iter().zip(&name.belief) {
            let share = belief * name.weight;
            if let Some(country) = sense.country {
                *self.countries.entry(country).or_default() += share;
            }
            if let Some(division) = sense.admin1 {
                *self.divisions.entry(division).or_default() += share;
            }
            if sense.is_area {
                *self.areas.entry(sense.id).or_default() += share;
            } else {
                *self.cells.entry(cell(sense)).or_default() += share;
            }
        }
    }

    fn near(&self, sense: &Sense) -> f32 {
        let (north, east) = cell(sense);
        let mut sum = 0.0;
        for dn in -1..=1 {
            for de in -1..=1 {
                sum += self
                    .cells
                    .get(&(north + dn, east + de))
                    .copied()
                    .unwrap_or(0.0);
            }
        }
        sum
    }
}

/// The degree of the map that a place lies in.
fn cell(sense: &Sense) -> (i16, i16) {
    (sense.lat.floor() as i16, sense.lon.floor() as i16)
}

/// Lets each name's beliefs be moved by what the others mean; gives the last scores.
fn hear(names: &mut [Name], rules: &PlaceRules) -> Vec<Vec<f32>> {
    let weights = &rules.weights;
    let mut scores: Vec<Vec<f32>> = names.iter().map(|n| n.own.clone()).collect();
    for turn in 0..=TURNS {
        for (name, scores) in names.iter_mut().zip(&scores) {
            name.belief = softmax(scores);
        }
        if turn == TURNS {
            break;
        }
        let mut all = Meant::default();
        names.iter().for_each(|n| all.add(n));
        scores = names
            .iter()
            .map(|name| {
                let mut itself = Meant::default();
                itself.add(name);
                let others = |of: fn(&Meant) -> &HashMap<PlaceId, f32>, id: Option<PlaceId>| {
                    let sum = |meant: &Meant| {
                        id.and_then(|id| of(meant).get(&id).copied()).unwrap_or(0.0)
                    };
                    heard(sum(&all) - sum(&itself))
                };
                let judged = name.senses.iter().zip(&name.own);
                judged
                    .map(|(sense, own)| {
                        let near = heard(all.near(sense) - itself.near(sense));
                        let outside = |id: Option<PlaceId>| id.filter(|id| *id != sense.id);
                        own + weights.same_country * others(|m| &m.countries, sense.country)
                            + weights.same_admin1 * others(|m| &m.divisions, sense.admin1)
                            + weights.country_named * others(|m| &m.areas, outside(sense.country))
                            + weights.admin1_named * others(|m| &m.areas, outside(sense.admin1))
                            + if sense.is_area {
                                0.0
                            } else {
                                weights.near * near
                            }
                    })
                    .collect()
            })
            .collect();
    }
    scores
}

/// What a number of other names counts.
fn heard(names: f32) -> f32 {
    names.max(0.0).ln_1p()
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let mut out = scores.to_vec();
    crate::encode::softmax(&mut out);
    out
}
