//! Records as a graph of actors and events, for the formats that write one.
//!
//! A node is an entity that takes part in an event: one node for all reports where the entity has a key, else one of its
//! own report. An edge is a pair of sides of an event; an event with one
//! side only is an edge from that actor, or recipient, to itself, and `sides` says so. An event in which nobody takes part
//! is no edge.

use std::collections::HashSet;

use dateline_record::{Entity, EntityId, Event, Record};

use crate::cells::{list, one_line};
use crate::columns::{COLUMNS, Column, Kind, Told};
use crate::dyads::dyads;
use crate::error::ExportError;
use crate::source::{Source, word};

/// What is told of a node, besides its id and its label.
pub const NODE_FIELDS: [&str; 5] = ["type", "country", "sectors", "title", "report"];

/// What is told of an edge that is no column: which sides it has.
pub const SIDES: &str = "sides";

/// A node.
pub struct Node {
    /// Its id: the key of its entity, else one of its own among all reports.
    pub id: String,
    /// What the entity is called.
    pub label: String,
    /// Its values, in the order of [`NODE_FIELDS`]; empty where nothing is known.
    pub fields: [String; NODE_FIELDS.len()],
}

/// An edge.
pub struct Edge {
    /// Its id, one of its own among all reports.
    pub id: String,
    /// The id of the node it begins at.
    pub source: String,
    /// The id of the node it ends at.
    pub target: String,
    /// The event's type.
    pub label: String,
    /// The first day of the event.
    pub first_day: Option<String>,
    /// Its last day, if that is another.
    pub last_day: Option<String>,
    /// Which sides it has.
    pub sides: &'static str,
    /// Its values, in the order of [`COLUMNS`]; empty where nothing is known.
    pub fields: Vec<String>,
}

/// The nodes and edges of one record.
#[derive(Default)]
struct Graph {
    /// The nodes, each once.
    nodes: Vec<Node>,
    /// The edges.
    edges: Vec<Edge>,
    /// Events in which nobody takes part.
    without_actors: usize,
}

impl Graph {
    fn of(record: &Record) -> Graph {
        let source = Source::of(record);
        let mut graph = Graph::default();
        let mut seen = HashSet::new();
        for event in &record.events {
            for who in event.actors.iter().chain(&event.recipients) {
                if let Some(entity) = record.entity(who.entity)
                    && seen.insert(who.entity)
                {
                    let label = source.participant(who);
                    let node = node(&source, entity, label);
                    // Two entities of one report may have one key.
                    if !graph.nodes.iter().any(|known| known.id == node.id) {
                        graph.nodes.push(node);
                    }
                }
            }
            graph.edges_of(&source, event);
        }
        graph
    }

    fn edges_of(&mut self, source: &Source<'_>, event: &Event) {
        let told = Told::of(source, event);
        for (pair, dyad) in dyads(event).into_iter().enumerate() {
            let from = dyad.from.or(dyad.to);
            let to = dyad.to.or(dyad.from);
            let (Some(from), Some(to)) = (from, to) else {
                self.without_actors += 1;
                continue;
            };
            let when = source.when(event);
            self.edges.push(Edge {
                id: source.id(format_args!("{}.{}", event.id, pair + 1)),
                source: node_id(source, from.entity),
                target: node_id(source, to.entity),
                label: event.event_type.clone(),
                first_day: when.first.map(|day| day.to_string()),
                last_day: when.last.map(|day| day.to_string()),
                sides: dyad.sides.word(),
                fields: COLUMNS
                    .iter()
                    .map(|column| (column.of)(&told).cell())
                    .collect(),
            });
        }
    }
}

/// A file that a graph is written to.
pub trait GraphFile {
    /// Writes a node.
    fn node(&mut self, node: &Node) -> Result<(), ExportError>;
    /// Writes an edge.
    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError>;
    /// The keys whose nodes are written.
    fn keys(&mut self) -> &mut HashSet<String>;

    /// Writes the graph of a record; gives the number of events that are no edge.
    fn graph(&mut self, record: &Record) -> Result<usize, ExportError> {
        let graph = Graph::of(record);
        let keys: HashSet<&str> = record
            .entities
            .iter()
            .filter_map(|e| e.key.as_deref())
            .collect();
        for node in &graph.nodes {
            let new = !keys.contains(node.id.as_str()) || self.keys().insert(node.id.clone());
            if new {
                self.node(node)?;
            }
        }
        graph.edges.iter().try_for_each(|edge| self.edge(edge))?;
        Ok(graph.without_actors)
    }
}

/// The type of a column in the words that GraphML and GEXF share.
pub fn type_word(column: &Column) -> &'static str {
    match column.kind {
        Kind::Text | Kind::Day => "string",
        Kind::Whole => "long",
        Kind::Number => "double",
        Kind::Truth => "boolean",
    }
}

/// The id of an entity's node.
fn node_id(source: &Source<'_>, entity: EntityId) -> String {
    let key = source.record.entity(entity).and_then(|e| e.key.clone());
    key.unwrap_or_else(|| source.id(entity))
}

fn node(source: &Source<'_>, entity: &Entity, label: String) -> Node {
    let country = entity.country.clone().unwrap_or_default();
    let title = source.title(entity.id).map(one_line).unwrap_or_default();
    Node {
        id: node_id(source, entity.id),
        label,
        fields: [
            word(entity.entity_type),
            country,
            list(&entity.sector),
            title.into_owned(),
            source.record.report.id.clone(),
        ],
    }
}
