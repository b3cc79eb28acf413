//! GEXF 1.2: the graph with a time line, from the first day of an event to its last.
//!
//! GEXF wants all nodes before the first edge, so edges wait in a temporary file until the last record has come.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use dateline_record::Record;

use crate::columns::COLUMNS;
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::formats::graph::{Edge, GraphFile, NODE_FIELDS, Node, SIDES, type_word};
use crate::selection::Selection;
use crate::xml::Xml;

struct Gexf<W: Write> {
    xml: Xml<W>,
    keys: HashSet<String>,
    edges: Xml<BufWriter<File>>,
    without_actors: usize,
}

/// Begins a graph with the attributes of its nodes and edges.
pub fn open(out: Out, _: Selection) -> Opened {
    let mut xml = Xml::begin(out)?;
    let root = [
        ("xmlns", "http://www.gexf.net/1.2draft"),
        ("version", "1.2"),
    ];
    xml.open("gexf", &root)?;
    let graph = [
        ("mode", "dynamic"),
        ("defaultedgetype", "directed"),
        ("timeformat", "date"),
    ];
    xml.open("graph", &graph)?;
    xml.open("attributes", &[("class", "node")])?;
    for name in NODE_FIELDS {
        attribute(&mut xml, name, "string")?;
    }
    xml.close("attributes")?;
    xml.open("attributes", &[("class", "edge")])?;
    attribute(&mut xml, SIDES, "string")?;
    for column in COLUMNS {
        attribute(&mut xml, column.name, type_word(column))?;
    }
    xml.close("attributes")?;
    xml.open("nodes", &[])?;
    Ok(Box::new(Gexf {
        xml,
        keys: HashSet::new(),
        edges: Xml::fragment(BufWriter::new(tempfile::tempfile()?)),
        without_actors: 0,
    }))
}

impl<W: Write> Exporter for Gexf<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        self.without_actors += self.graph(record)?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        let Gexf {
            mut xml,
            edges,
            without_actors,
            ..
        } = *self;
        let mut edges = edges.into_out().into_inner().map_err(io::Error::from)?;
        edges.rewind()?;
        xml.close("nodes")?;
        xml.open("edges", &[])?;
        writeln!(xml.out())?;
        io::copy(&mut edges, xml.out())?;
        xml.close("edges")?;
        xml.close("graph")?;
        xml.close("gexf")?;
        writeln!(xml.out())?;
        xml.out().flush()?;
        Ok(without_actors)
    }
}

impl<W: Write> GraphFile for Gexf<W> {
    fn keys(&mut self) -> &mut HashSet<String> {
        &mut self.keys
    }

    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        self.xml
            .open("node", &[("id", &node.id), ("label", &node.label)])?;
        let values = NODE_FIELDS
            .iter()
            .zip(&node.fields)
            .map(|(name, value)| (*name, value));
        attribute_values(&mut self.xml, values)?;
        self.xml.close("node")
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        let mut attributes = vec![
            ("id", edge.id.as_str()),
            ("source", &edge.source),
            ("target", &edge.target),
            ("label", &edge.label),
        ];
        if let Some(first) = &edge.first_day {
            attributes.push(("start", first));
            attributes.push(("end", edge.last_day.as_ref().unwrap_or(first)));
        }
        self.edges.open("edge", &attributes)?;
        let sides = edge.sides.to_owned();
        let columns = COLUMNS.iter().map(|column| column.name).zip(&edge.fields);
        attribute_values(
            &mut self.edges,
            [(SIDES, &sides)].into_iter().chain(columns),
        )?;
        self.edges.close("edge")
    }
}

fn attribute<W: Write>(xml: &mut Xml<W>, name: &str, type_word: &str) -> Result<(), ExportError> {
    xml.empty(
        "attribute",
        &[("id", name), ("title", name), ("type", type_word)],
    )
}

fn attribute_values<'v, W: Write>(
    xml: &mut Xml<W>,
    values: impl Iterator<Item = (&'static str, &'v String)>,
) -> Result<(), ExportError> {
    xml.open("attvalues", &[])?;
    for (name, value) in values.filter(|(_, value)| !value.is_empty()) {
        xml.empty("attvalue", &[("for", name), ("value", value)])?;
    }
    xml.close("attvalues")
}
