//! Who and what a report speaks of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EntityId, GeoPlace, Span, Voice};

/// A person, organization, place or other thing, with everything that refers to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Entity")]
pub struct Entity<S = Span> {
    /// `e1`, `e2`, … in order of the list.
    pub id: EntityId,
    /// What sort of thing it is.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// Best full name seen; `None` for an unnamed one.
    pub name: Option<String>,
    /// For unnamed ones, the words that describe it: "his second in command".
    pub description: Option<String>,
    /// Every place in the text that refers to it, in text order.
    pub mentions: Vec<Mention<S>>,
    /// PLOVER country code (ISO 3166-1 alpha-3), if the text gives ground for one.
    pub country: Option<String>,
    /// PLOVER sector codes, most telling first.
    pub sector: Vec<String>,
    /// The entities that make up a list or delegation taken as one actor.
    pub members: Vec<EntityId>,
    /// For places: where on the map.
    pub place: Option<GeoPlace>,
    /// What somebody calls it; never its type.
    pub labels: Vec<Label<S>>,
    /// What decided its country and sectors.
    #[serde(default = "Coding::<S>::default")]
    pub coding: Coding<S>,
    /// What it is called across reports; `None` where the name alone may be anybody's.
    #[serde(default)]
    pub key: Option<String>,
}

/// What decided an entity's country and its sectors; `None` where it has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Coding")]
pub struct Coding<S = Span> {
    /// Of the country.
    pub country: Option<CodingGround<S>>,
    /// Of the sectors.
    pub sector: Option<CodingGround<S>>,
}

/// One ground of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CodingGround")]
pub struct CodingGround<S = Span> {
    /// What sort of ground it is.
    pub ground: GroundKind,
    /// The line of a data file that knew the words, as `organizations.tsv:123`.
    pub source: Option<String>,
    /// The words that told it.
    pub span: Option<S>,
    /// The entity that it was handed on from.
    pub entity: Option<EntityId>,
}

/// Sorts of grounds for a country or a sector, the text's own first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroundKind {
    /// Words of its own name or description: "Kenyan police", "the ministry".
    Name,
    /// Words of a title or an apposition, a demonym or country beside the name.
    Title,
    /// The organization or person that a post, a description or a tie names.
    Organization,
    /// A table of known actors.
    Gazetteer,
    /// What a person did, or what a court found; of sectors alone.
    Deed,
    /// The user's own table of actors.
    User,
    /// Where a place lies on the map.
    Map,
    /// What the report as a whole is about.
    Report,
}

impl<S> Default for Coding<S> {
    fn default() -> Self {
        Coding {
            country: None,
            sector: None,
        }
    }
}

impl<S> Coding<S> {
    fn map_spans<T, E>(self, f: &mut impl FnMut(S) -> Result<T, E>) -> Result<Coding<T>, E> {
        let mut ground = |ground: Option<CodingGround<S>>| {
            ground
                .map(|g| {
                    Ok(CodingGround {
                        ground: g.ground,
                        source: g.source,
                        span: g.span.map(&mut *f).transpose()?,
                        entity: g.entity,
                    })
                })
                .transpose()
        };
        Ok(Coding {
            country: ground(self.country)?,
            sector: ground(self.sector)?,
        })
    }
}

/// Sorts of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntityType {
    /// A human being.
    Person,
    /// A body with a name and members: state, party, company, army, newspaper.
    Organization,
    /// People taken together: a nation, a faith, "three gunmen".
    Group,
    /// A place on the map.
    Place,
    /// A built thing: airport, bridge, prison.
    Facility,
    /// A thing that is made or sold, weapons included.
    Product,
    /// A book, film, law, treaty, programme.
    Work,
    /// A named happening: a war, a summit, a festival.
    Event,
    /// Named, and none of these.
    Other,
}

/// One place in the text that refers to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Mention")]
pub struct Mention<S = Span> {
    /// The words.
    #[serde(flatten)]
    pub span: S,
    /// How it refers.
    pub form: MentionForm,
}

/// How a mention refers to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MentionForm {
    /// By name: "Ismail Haniyeh", "Hamas".
    Name,
    /// By description: "the Hamas leader".
    Nominal,
    /// By pronoun: "he".
    Pronoun,
}

/// What a voice calls an entity ("terror group", "national hero"): reported, never adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Label")]
pub struct Label<S = Span> {
    /// The label as it stands in the text.
    pub text: String,
    /// Where it stands.
    pub span: S,
    /// Who uses it.
    pub voice: Voice,
}

impl Entity<Span> {
    /// An entity of which nothing but the type is known yet.
    pub fn new(id: EntityId, entity_type: EntityType) -> Entity {
        Entity {
            id,
            entity_type,
            name: None,
            description: None,
            mentions: Vec::new(),
            country: None,
            sector: Vec::new(),
            members: Vec::new(),
            place: None,
            labels: Vec::new(),
            coding: Coding::default(),
            key: None,
        }
    }
}

impl<S> Entity<S> {
    /// The name, else the description, else an empty string: what to call it on a page.
    pub fn display_name(&self) -> &str {
        self.name
            .as_deref()
            .or(self.description.as_deref())
            .unwrap_or_default()
    }

    pub(crate) fn map_spans<T, E>(
        self,
        f: &mut impl FnMut(S) -> Result<T, E>,
    ) -> Result<Entity<T>, E> {
        let mut mentions = Vec::with_capacity(self.mentions.len());
        for Mention { span, form } in self.mentions {
            mentions.push(Mention {
                span: f(span)?,
                form,
            });
        }
        let mut labels = Vec::with_capacity(self.labels.len());
        for Label { text, span, voice } in self.labels {
            labels.push(Label {
                text,
                span: f(span)?,
                voice,
            });
        }
        Ok(Entity {
            id: self.id,
            entity_type: self.entity_type,
            name: self.name,
            description: self.description,
            mentions,
            country: self.country,
            sector: self.sector,
            members: self.members,
            place: self.place,
            labels,
            coding: self.coding.map_spans(f)?,
            key: self.key,
        })
    }
}
