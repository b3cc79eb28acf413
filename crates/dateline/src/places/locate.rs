use std::collections::BTreeMap;
use std::ops::Range;

use dateline_gazetteer::PlaceId;
use dateline_record::{EntityType, GeoPlace, MentionForm, Report};

use super::PlaceRules;
use super::ranking::{Choice, Ground, resolve};
use super::toponyms::{Usage, toponyms};
use crate::entities::{Mention, References};
use crate::structure::Structure;
use crate::world::{ActorTables, Countries};

impl<'a> Ground<'a> {
    /// What a report's address and dateline say.
    pub fn of(
        report: &'a Report,
        structure: &Structure,
        tables: &'a ActorTables,
        countries: &'a Countries,
    ) -> Self {
        let place = structure.dateline.as_ref().and_then(|d| d.place);
        Self {
            address: (report.url.as_deref())
                .map(|url| tables.domains.countries(url, countries))
                .unwrap_or_default(),
            dateline: place.map(|p| p.range()),
        }
    }
}

/// A place of the map that a name means.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    place: PlaceId,
    around: Vec<PlaceId>,
    /// What the record says of it.
    pub geo: GeoPlace,
    /// Its probability among the places of the name.
    pub probability: f32,
    of_part: bool,
}

impl Located {
    /// Whether this place lies in another, by their administrative divisions; no place lies in itself.
    pub fn inside(&self, other: &Located) -> bool {
        self.around.contains(&other.place)
    }

    fn new(choice: Choice, rules: &PlaceRules) -> Option<Self> {
        let gazetteer = &rules.gazetteer;
        let place = gazetteer.get(choice.place)?;
        Some(Self {
            place: choice.place,
            around: gazetteer.around(choice.place).map(|p| p.id).collect(),
            geo: GeoPlace {
                geonames: place.geonames,
                lat: place.lat,
                lon: place.lon,
                country: place.country.map(str::to_owned),
                admin1: gazetteer.admin1(choice.place).map(|p| p.name.to_owned()),
                kind: Some(place.kind.word().to_owned()),
            },
            probability: choice.probability,
            of_part: choice.of_part,
        })
    }
}

/// Words of a report that name a place of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// The words.
    pub words: Range<usize>,
    /// How they are used.
    pub usage: Usage,
    /// The place.
    pub place: Located,
}

/// The places of a report.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Names that mean a place of the map, in text order.
    pub toponyms: Vec<Toponym>,
    of_entity: BTreeMap<usize, Located>,
}

impl Places {
    /// Where an entity of the cast lies, if it is a place that the gazetteer knows.
    pub fn of(&self, entity: usize) -> Option<&Located> {
        self.of_entity.get(&entity)
    }

    /// Whether one entity of the cast lies in another; not, where one of them is no known place.
    pub fn inside(&self, inner: usize, outer: usize) -> bool {
        self.of(inner)
            .zip(self.of(outer))
            .is_some_and(|(inner, outer)| inner.inside(outer))
    }
}

/// Finds the names of places in a report and chooses a place for each; then for each entity that is a place the one that
/// most of its names mean.
pub fn locate(
    references: &References<'_>,
    mentions: &[Mention],
    classes: &[String],
    ground: &Ground<'_>,
    rules: &PlaceRules,
) -> Places {
    let named = toponyms(references, mentions, classes, rules);
    let bytes = |words: &Range<usize>| {
        let first = references.words.get(words.start)?;
        let last = references.words.get(words.end.checked_sub(1)?)?;
        Some(first.start as usize..last.end as usize)
    };
    let spans: Vec<Range<usize>> = named
        .iter()
        .map(|n| bytes(&n.words).unwrap_or_default())
        .collect();
    let choices = resolve(references.text, &spans, ground, rules, references.countries);
    let toponyms: Vec<Toponym> = named
        .into_iter()
        .zip(choices)
        .filter_map(|(named, choice)| {
            Some(Toponym {
                place: Located::new(choice?, rules)?,
                words: named.words,
                usage: named.usage,
            })
        })
        .collect();
    let of_entity = references
        .cast
        .iter()
        .filter(|(_, member)| member.entity_type == EntityType::Place)
        .filter_map(|(entity, member)| {
            let names = member
                .mentions
                .iter()
                .filter(|(_, form)| *form == MentionForm::Name);
            let mut meant: Vec<(&Located, usize)> = Vec::new();
            for (words, _) in names {
                // The first place of "Oxford, Mississippi", the whole of "Mississippi".
                let here = toponyms.iter().find(|t| {
                    t.usage == Usage::Place
                        && !t.place.of_part
                        && words.start <= t.words.start
                        && t.words.end <= words.end
                });
                let Some(here) = here.map(|t| &t.place) else {
                    continue;
                };
                match meant.iter_mut().find(|(m, _)| m.place == here.place) {
                    Some((_, times)) => *times += 1,
                    None => meant.push((here, 1)),
                }
            }
            let most = meant.iter().map(|(_, times)| *times).max()?;
            let (place, _) = meant.into_iter().find(|(_, times)| *times == most)?;
            Some((entity, place.clone()))
        })
        .collect();
    Places {
        toponyms,
        of_entity,
    }
}

/// The places that given stretches of a text mean, in its order, for text whose names of places are known.
pub fn locate_given(
    text: &str,
    spans: &[Range<usize>],
    ground: &Ground<'_>,
    rules: &PlaceRules,
    countries: &Countries,
) -> Vec<Option<Located>> {
    resolve(text, spans, ground, rules, countries)
        .into_iter()
        .map(|choice| Located::new(choice?, rules))
        .collect()
}
