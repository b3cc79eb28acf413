//! Who: people with their posts and memberships.

use dateline_record::{Entity, EntityId, EntityType, Record, Relation, RelationType};

use super::explanation;
use super::layout::Run;
use super::sheet::{INDENT, Sheet, column_beside};
use super::style;
use super::wording;

pub fn set(record: &Record, sheet: &mut Sheet) {
    let people: Vec<&Entity> = record
        .entities
        .iter()
        .filter(|entity| entity.entity_type == EntityType::Person)
        .collect();
    rows("People", &people, record, sheet);
}

/// A section with a row for each entity of which something is told (its ties, its codes, what it is
/// called), then the names of the others.
pub fn rows(heading: &str, entities: &[&Entity], record: &Record, sheet: &mut Sheet) {
    if entities.is_empty() {
        return;
    }
    sheet.heading(heading);
    let (told, bare): (Vec<&Entity>, Vec<&Entity>) = entities
        .iter()
        .partition(|entity| !description(record, entity).is_empty());
    let names = names(record, &told);
    let column = column_beside(names.iter().map(String::as_str), sheet.columns());
    for (entity, name) in told.iter().zip(names) {
        sheet.entry(
            Run::new(name, style::NAME),
            column,
            description(record, entity),
        );
        if sheet.explains() {
            for relation in ties(record, entity.id) {
                explanation::of_relation(record, relation, column, sheet);
            }
        }
    }
    bare_names(&bare, record, sheet);
}

/// Names of which nothing more is told, on as few lines as they need.
pub fn bare_names(entities: &[&Entity], record: &Record, sheet: &mut Sheet) {
    let names = names(record, entities).join(", ");
    sheet.text(INDENT, vec![Run::new(names, style::PLAIN)]);
}

fn names(record: &Record, entities: &[&Entity]) -> Vec<String> {
    let name = |entity: &&Entity| wording::name_of(record, entity);
    entities.iter().map(name).collect()
}

fn ties(record: &Record, subject: EntityId) -> impl Iterator<Item = &Relation> {
    record
        .relations
        .iter()
        .filter(move |relation| relation.subject == subject)
}

fn description(record: &Record, entity: &Entity) -> Vec<Run> {
    let mut parts: Vec<Vec<Run>> = ties(record, entity.id)
        .map(|relation| tie(record, relation))
        .collect();
    if !entity.members.is_empty() {
        let members: Vec<String> = entity
            .members
            .iter()
            .map(|id| wording::name(record, *id))
            .collect();
        parts.push(vec![Run::new(
            format!("that is {}", wording::list(&members)),
            style::PLAIN,
        )]);
    }
    for label in &entity.labels {
        let mut called = vec![Run::new(format!("called “{}”", label.text), style::PLAIN)];
        called.extend(wording::voice_note(record, &label.voice));
        parts.push(called);
    }
    let codes: Vec<&str> = entity
        .country
        .iter()
        .chain(&entity.sector)
        .map(String::as_str)
        .collect();
    if !codes.is_empty() {
        parts.push(vec![Run::new(codes.join(" "), style::ASIDE)]);
    }
    parts.join(&Run::new("; ", style::PLAIN))
}

/// A tie in words, seen from its subject.
fn tie(record: &Record, relation: &Relation) -> Vec<Run> {
    let object = relation.object.map(|id| wording::name(record, id));
    // A title says what ties: "spokesman, Idris Vane".
    let by_kind = match relation.relation_type {
        RelationType::HoldsPost => "",
        RelationType::MemberOf => "member of ",
        RelationType::PartOf => "part of ",
        RelationType::DeputyOf => "deputy of ",
        RelationType::Leads => "leads ",
        RelationType::Represents => "for ",
        RelationType::RelatedTo => "family of ",
        RelationType::BasedIn => "based in ",
    };
    let untitled = relation.title.is_none();
    let mut told = if untitled { by_kind } else { "" }.to_owned();
    // "former army colonel" says itself that it is over.
    let says_so = relation
        .title
        .as_deref()
        .is_some_and(|title| title.starts_with("former ") || title.starts_with("ex-"));
    if relation.former && !says_so {
        told.insert_str(0, "former ");
    }
    match (&relation.title, object) {
        (Some(title), Some(object)) => told.push_str(&format!("{title}, {object}")),
        (Some(title), None) => told.push_str(title),
        (None, Some(object)) => told.push_str(&object),
        (None, None) => told.push_str("a post"),
    }
    let mut runs = vec![Run::new(told, style::PLAIN)];
    runs.extend(wording::voice_note(record, &relation.voice));
    runs
}
