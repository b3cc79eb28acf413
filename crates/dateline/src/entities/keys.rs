//! What an entity is called across reports. docs/actors.md says what a key promises.

use dateline_record::{EntityType, GroundKind};

use super::{ActorCode, Member, Post, References, Tie};
use crate::world::{ActorTables, Setting};

/// The key of every entity of the cast, in its order: `type:name:country`, the name as
/// [`Transliterations::plain`](super::Transliterations::plain) writes it, or that of the table that knows the entity.
///
/// `None` where reports that use the same words may mean others: of unnamed ones, of persons called by one name only,
/// of those whom no post, tie, table or word of the text ties to anything, and of bodies and places whose country only
/// the report as a whole suggests.
pub fn keys(
    references: &References<'_>,
    posts: &[Post],
    ties: &[Tie],
    codes: &[ActorCode],
    tables: &ActorTables,
    day: Option<&str>,
) -> Vec<Option<String>> {
    references
        .cast
        .iter()
        .map(|(entity, member)| {
            let country = codes.get(entity).and_then(|c| c.country.as_ref());
            let setting = Setting {
                day,
                country: country.map(|c| c.code),
            };
            let known = called_by_tables(member, tables, setting);
            let shown = country.is_some_and(|c| c.ground.kind != GroundKind::Report);
            let name = match known {
                Some(name) => plain(references, name),
                None => plain(references, member.name.as_deref()?),
            };
            let enough = match member.entity_type {
                EntityType::Person => {
                    let tied = posts.iter().any(|p| p.person == entity)
                        || ties.iter().any(|t| t.subject == entity);
                    let words = name.split(' ').filter(|w| w.chars().count() > 1);
                    words.count() > 1 && (tied || shown)
                }
                EntityType::Organization
                | EntityType::Group
                | EntityType::Facility
                | EntityType::Place => shown,
                _ => false,
            };
            let kind = kind(member.entity_type)?;
            let code = country.map_or("?", |c| c.code);
            (known.is_some() || enough).then(|| format!("{kind}:{name}:{code}"))
        })
        .collect()
}

/// The name that a table gives an entity.
fn called_by_tables<'t>(
    member: &Member,
    tables: &'t ActorTables,
    setting: Setting<'_>,
) -> Option<&'t str> {
    let name = member.name.as_deref()?;
    let table = match member.entity_type {
        EntityType::Person => &tables.holders,
        EntityType::Place => return None,
        _ => &tables.organizations,
    };
    tables
        .own
        .get(name, setting)
        .or_else(|| table.get(name, setting))
        .map(|line| line.name.as_str())
}

fn plain(references: &References<'_>, name: &str) -> String {
    let rules = references.lexicon.transliterations();
    let words = name
        .split_whitespace()
        .filter(|w| !references.lexicon.is_article(w))
        .map(|w| rules.plain(w))
        .filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The word that keys of a type begin with.
fn kind(entity_type: EntityType) -> Option<&'static str> {
    match entity_type {
        EntityType::Person => Some("person"),
        EntityType::Organization => Some("organization"),
        EntityType::Group => Some("group"),
        EntityType::Facility => Some("facility"),
        EntityType::Place => Some("place"),
        _ => None,
    }
}
