//! GraphML: a directed graph with parallel edges, each edge with all columns of its event.

use std::collections::HashSet;
use std::io::Write;

use dateline_record::Record;

use crate::columns::COLUMNS;
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::formats::graph::{Edge, GraphFile, NODE_FIELDS, Node, SIDES, type_word};
use crate::selection::Selection;
use crate::xml::Xml;

struct GraphMl<W: Write> {
    xml: Xml<W>,
    keys: HashSet<String>,
    without_actors: usize,
}

/// Begins a graph with the keys of its data.
pub fn open(out: Out, _: Selection) -> Opened {
    let mut xml = Xml::begin(out)?;
    xml.open(
        "graphml",
        &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
    )?;
    key(&mut xml, "node", "label", "string")?;
    for name in NODE_FIELDS {
        key(&mut xml, "node", name, "string")?;
    }
    key(&mut xml, "edge", SIDES, "string")?;
    for column in COLUMNS {
        key(&mut xml, "edge", column.name, type_word(column))?;
    }
    xml.open("graph", &[("id", "events"), ("edgedefault", "directed")])?;
    Ok(Box::new(GraphMl {
        xml,
        keys: HashSet::new(),
        without_actors: 0,
    }))
}

impl<W: Write> Exporter for GraphMl<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        self.without_actors += self.graph(record)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<usize, ExportError> {
        self.xml.close("graph")?;
        self.xml.close("graphml")?;
        writeln!(self.xml.out())?;
        self.xml.out().flush()?;
        Ok(self.without_actors)
    }
}

impl<W: Write> GraphFile for GraphMl<W> {
    fn keys(&mut self) -> &mut HashSet<String> {
        &mut self.keys
    }

    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        self.xml.open("node", &[("id", &node.id)])?;
        self.data("node", "label", &node.label)?;
        for (name, value) in NODE_FIELDS.iter().zip(&node.fields) {
            self.data("node", name, value)?;
        }
        self.xml.close("node")
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        let ends = [
            ("id", edge.id.as_str()),
            ("source", &edge.source),
            ("target", &edge.target),
        ];
        self.xml.open("edge", &ends)?;
        self.data("edge", SIDES, edge.sides)?;
        for (column, value) in COLUMNS.iter().zip(&edge.fields) {
            self.data("edge", column.name, value)?;
        }
        self.xml.close("edge")
    }
}

impl<W: Write> GraphMl<W> {
    fn data(&mut self, of: &str, name: &str, value: &str) -> Result<(), ExportError> {
        if value.is_empty() {
            return Ok(());
        }
        self.xml.text("data", &[("key", &key_id(of, name))], value)
    }
}

/// Nodes and edges may have data of the same name, but not of the same key.
fn key_id(of: &str, name: &str) -> String {
    format!("{of}.{name}")
}

fn key<W: Write>(
    xml: &mut Xml<W>,
    of: &str,
    name: &str,
    type_word: &str,
) -> Result<(), ExportError> {
    let id = key_id(of, name);
    let attributes = [
        ("id", id.as_str()),
        ("for", of),
        ("attr.name", name),
        ("attr.type", type_word),
    ];
    xml.empty("key", &attributes)
}
