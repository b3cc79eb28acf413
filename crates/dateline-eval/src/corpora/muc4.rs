//! MUC-4: who did what to whom with what in reports of attacks, in capitals throughout.

use std::collections::BTreeMap;
use std::path::Path;

use dateline_record::{
    CharSpan, Entity, EntityId, EntityType, Event, Mention, MentionForm, Record,
};
use serde::Deserialize;

use super::{Corpus, Folder, Scorer, Table, foreign_span, judge_all, read};
use crate::characters::{CharSet, check_span, from_pair};
use crate::counts::Counts;
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "muc4",
    folder: Folder::Data,
    path: "events/muc4/PART.jsonl",
    what: "events: who and what takes part in the attacks of a report",
    run: Scorer::OfPart(run),
};

/// The type of the events that fill the roles.
const ATTACK: &str = "ASSAULT";
/// Articles open mentions on one side or the other.
const ARTICLES: [&str; 3] = ["the", "a", "an"];

/// What somebody or something is in an attack, by the corpus' names. Instruments (`incident_instrument_id`) have no field
/// in a record and cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
enum Role {
    #[serde(rename = "perp_individual_id")]
    Individual,
    #[serde(rename = "perp_organization_id")]
    Organization,
    #[serde(rename = "phys_tgt_id")]
    Target,
    #[serde(rename = "hum_tgt_name")]
    Victim,
    #[serde(rename = "incident_instrument_id")]
    Weapon,
}

impl Role {
    const ALL: [Role; 5] = [
        Role::Individual,
        Role::Organization,
        Role::Target,
        Role::Victim,
        Role::Weapon,
    ];

    fn name(self) -> &'static str {
        match self {
            Role::Individual => "perpetrator, individual",
            Role::Organization => "perpetrator, organization",
            Role::Target => "physical target",
            Role::Victim => "victim",
            Role::Weapon => "weapon",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    text: String,
    roles: BTreeMap<Role, Vec<Vec<Name>>>,
}

/// One of the ways in which the text calls an entity.
#[derive(Debug, Deserialize)]
struct Name {
    name: String,
    spans: Vec<[u32; 2]>,
}

impl Checked for Document {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        let names = self.roles.values().flatten().flatten();
        let mut spans = names.flat_map(|name| &name.spans);
        spans.try_for_each(|&span| check_span(from_pair(span), length))
    }
}

/// An entity that the record gives for a role.
struct Given {
    entity: EntityId,
    role: Role,
    words: Vec<String>,
    characters: CharSet,
}

/// Counts of a role: of the same words, and of the same place in the text.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    exact: Counts,
    overlap: Counts,
}

fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let documents: Vec<Document> = json_lines::read(path)?;
    let judged = judge_all(&documents, |document| judge(document, system))?;
    let mut by_role = [Found::default(); Role::ALL.len()];
    for found in judged {
        for (sum, own) in by_role.iter_mut().zip(found) {
            sum.exact += own.exact;
            sum.overlap += own.overlap;
        }
    }
    let metrics = |of: fn(&Found) -> Counts| {
        let rows = Role::ALL.iter().zip(&by_role);
        let rows: Vec<Metric> = rows
            .map(|(role, found)| Metric::f1(role.name(), of(found)))
            .collect();
        let mut all = Counts::default();
        by_role.iter().for_each(|found| all += of(found));
        let sum: f64 = by_role.iter().map(|found| of(found).f1()).sum();
        let mean = Metric::value("mean of the roles", sum / Role::ALL.len() as f64, all.gold);
        [vec![mean, Metric::f1("all roles", all)], rows].concat()
    };
    let table = |name, metrics| Table::new(name, documents.len(), metrics);
    Ok(vec![
        table("all", metrics(|found| found.overlap)),
        table("same words", metrics(|found| found.exact)),
    ])
}

fn judge(document: &Document, system: &dyn System) -> Result<[Found; Role::ALL.len()], EvalError> {
    let reading = read(system, &document.id, &document.text, None)?;
    let record = reading.layers.record.to_outer();
    let record = record.map_err(|_| foreign_span(&document.id))?;
    let text: Vec<char> = document.text.chars().collect();
    let given = given(&record, &text);
    Ok(Role::ALL.map(|role| {
        let gold = document.roles.get(&role).map_or(&[][..], Vec::as_slice);
        let given: Vec<&Given> = given.iter().filter(|g| g.role == role).collect();
        // One to one: an entity that the record has twice is a mistake once.
        let counts = |same: &dyn Fn(&Given, &[Name]) -> bool| {
            let mut free = given.clone();
            let mut right = 0;
            for entity in gold {
                if let Some(i) = free.iter().position(|g| same(g, entity)) {
                    free.swap_remove(i);
                    right += 1;
                }
            }
            Counts::new(right, gold.len(), given.len())
        };
        Found {
            exact: counts(&|given, names| {
                names.iter().any(|n| given.words.contains(&plain(&n.name)))
            }),
            overlap: counts(&|given, names| {
                let spans = names.iter().flat_map(|n| n.spans.iter().copied());
                given.characters.shared(&CharSet::new(spans.map(from_pair))) > 0
            }),
        }
    }))
}

/// Who and what takes part in the attacks of a record, each entity once a role.
fn given(record: &Record<CharSpan>, text: &[char]) -> Vec<Given> {
    let mut out: Vec<Given> = Vec::new();
    for event in record.events.iter().filter(|e| e.event_type == ATTACK) {
        for (participant, role) in roles(record, event) {
            let known = out
                .iter()
                .position(|g| g.entity == participant.0 && g.role == role);
            let Some(entity) = record.entities.iter().find(|e| e.id == participant.0) else {
                continue;
            };
            if known.is_some() {
                continue;
            }
            let mut spans = vec![participant.1];
            let named = entity.mentions.iter();
            spans.extend(
                named
                    .filter(|m| m.form == MentionForm::Name)
                    .map(|m| m.span),
            );
            let of = |span: &CharSpan| {
                let words = text.get(span.start as usize..span.end as usize);
                plain(&words.unwrap_or_default().iter().collect::<String>())
            };
            out.push(Given {
                entity: entity.id,
                role,
                words: spans.iter().map(of).collect(),
                characters: CharSet::new(spans),
            });
        }
    }
    out
}

/// The roles that the sides of an event fill, with the entity and its words there.
fn roles(record: &Record<CharSpan>, event: &Event<CharSpan>) -> Vec<((EntityId, CharSpan), Role)> {
    let entity = |id: EntityId| record.entities.iter().find(|e| e.id == id);
    let actors = event.actors.iter().filter_map(|p| {
        let role = match entity(p.entity)?.entity_type {
            EntityType::Organization | EntityType::Place => Role::Organization,
            _ => Role::Individual,
        };
        Some(((p.entity, p.span), role))
    });
    let recipients = event.recipients.iter().filter_map(|p| {
        let role = match entity(p.entity)? {
            // The corpus gives victims by name only.
            Entity {
                entity_type: EntityType::Person,
                name: Some(_),
                ..
            } => Role::Victim,
            Entity {
                entity_type: EntityType::Person | EntityType::Group,
                ..
            } => return None,
            _ => Role::Target,
        };
        Some(((p.entity, p.span), role))
    });
    // "Members of the front": the front is behind it, too.
    let behind = event.actors.iter().flat_map(|p| {
        let named = record.entities.iter().filter_map(|e| {
            let inside = |m: &&Mention<CharSpan>| {
                m.form == MentionForm::Name
                    && p.span.start <= m.span.start
                    && m.span.end <= p.span.end
            };
            let organization = e.entity_type == EntityType::Organization && e.id != p.entity;
            let mention = e.mentions.iter().find(inside).filter(|_| organization)?;
            Some(((e.id, mention.span), Role::Organization))
        });
        named.collect::<Vec<_>>()
    });
    actors.chain(behind).chain(recipients).collect()
}

/// Words in lower case, one space between two, without an article at the beginning.
fn plain(words: &str) -> String {
    let lower = words.to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    if words.first().is_some_and(|w| ARTICLES.contains(w)) {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemReading;
    use crate::testing::{Fake, file, find};
    use dateline_record::{EventId, Participant, Report, Voice};

    const LINE: &str = r#"{"id": "m", "text": "THE OSTIAN FRONT KIDNAPPED ANA VELA AND BURNED TWO TRUCKS.",
        "roles": {"perp_individual_id": [], "perp_organization_id": [[{"name": "OSTIAN FRONT", "spans": [[4, 16]]}]],
        "phys_tgt_id": [[{"name": "TRUCKS", "spans": [[51, 57]]}]],
        "hum_tgt_name": [[{"name": "ANA VELA", "spans": [[27, 35]]}]], "incident_instrument_id": []}}"#;

    #[test]
    fn sides_of_attacks_fill_the_roles_that_their_kind_tells() {
        let path = file("muc4.jsonl", &LINE.replace('\n', " "));
        let system = Fake(|report: &Report, reading: &mut SystemReading| {
            let anchor = find(&report.text, "KIDNAPPED");
            let mut event = Event::new(
                EventId::from_index(0),
                ATTACK,
                anchor,
                anchor,
                Voice::reporter(),
            );
            for (i, (words, kind, named)) in [
                ("THE OSTIAN FRONT", EntityType::Organization, true),
                ("ANA VELA", EntityType::Person, true),
                ("TWO TRUCKS", EntityType::Product, false),
            ]
            .into_iter()
            .enumerate()
            {
                let id = EntityId::from_index(i);
                let mut entity = Entity::new(id, kind);
                entity.name = named.then(|| words.to_owned());
                reading.record.entities.push(entity);
                let side = Participant {
                    entity: id,
                    span: find(&report.text, words),
                };
                if i == 0 {
                    event.actors.push(side);
                } else {
                    event.recipients.push(side);
                }
            }
            reading.record.events.push(event);
        });
        let tables = run(&path, &system).unwrap();
        let metric = |table: usize, name: &str| {
            let found = tables[table].metrics.iter().find(|m| m.name == name);
            found.and_then(|m| m.value)
        };
        assert_eq!(metric(0, "all roles"), Some(1.0));
        assert_eq!(metric(0, "perpetrator, organization"), Some(1.0));
        // "TWO TRUCKS" are the trucks, though not in the same words.
        assert_eq!(metric(1, "physical target"), Some(0.0));
        assert_eq!(metric(1, "victim"), Some(1.0));
    }
}
