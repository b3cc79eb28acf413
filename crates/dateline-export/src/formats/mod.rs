//! The formats, one file each.

mod brat;
mod csv;
mod folder;
mod gdelt;
mod geojson;
mod gexf;
mod graph;
mod graphml;
mod icews;
mod nquads;
mod parquet_flat;
mod parquet_nested;
mod parquet_table;
mod plover;
mod polecat;
mod web_annotation;

pub use gdelt::{gdelt_event_columns, gdelt_mention_columns};
pub use icews::icews_columns;
pub use polecat::polecat_columns;

use std::path::Path;

use crate::export::{Opened, Out};
use crate::selection::Selection;

/// A format that records can be exported to.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is and what reads it, in a line.
    pub about: &'static str,
    /// What is taken if the user does not say.
    pub selection: Selection,
    pub(crate) opener: Opener,
}

/// How a format begins.
pub(crate) enum Opener {
    /// Into one stream of bytes that are no text.
    Bytes(fn(Out, Selection) -> Opened),
    /// Into one stream of text.
    Stream(fn(Out, Selection) -> Opened),
    /// Into several files of a folder that exists.
    Folder(fn(&Path, Selection) -> Opened),
}

impl Format {
    /// Whether the format is no text, and nothing for a terminal.
    pub fn is_binary(&self) -> bool {
        matches!(self.opener, Opener::Bytes(_))
    }

    /// Whether the format writes several files, into a folder.
    pub fn is_folder(&self) -> bool {
        matches!(self.opener, Opener::Folder(_))
    }
}

/// All formats. A new one is one file and one row.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csv",
        about: "one row an event, all columns of ours; spreadsheets, R, pandas",
        selection: Selection::EVERYTHING,
        opener: Opener::Stream(csv::open),
    },
    Format {
        name: "parquet",
        about: "the same rows and columns with types; pandas, pyarrow, DuckDB",
        selection: Selection::EVERYTHING,
        opener: Opener::Bytes(parquet_flat::open),
    },
    Format {
        name: "parquet-nested",
        about: "one row a report, the whole record with its lists; pyarrow, DuckDB",
        selection: Selection::EVERYTHING,
        opener: Opener::Bytes(parquet_nested::open),
    },
    Format {
        name: "plover",
        about: "JSON Lines with the field names of the PLOVER manual, one event a line",
        selection: Selection::EVERYTHING,
        opener: Opener::Stream(plover::open),
    },
    Format {
        name: "polecat",
        about: "tab-separated, the 40 columns of POLECAT, one row an event",
        selection: Selection::FIELD,
        opener: Opener::Stream(polecat::open),
    },
    Format {
        name: "icews",
        about: "tab-separated, the 20 columns of ICEWS coded event data, one row a source and target",
        selection: Selection::FIELD,
        opener: Opener::Stream(icews::open),
    },
    Format {
        name: "gdelt",
        about: "a folder with GDELT 2.0 events (61 columns) and mentions (16 columns), one row a pair of actors",
        selection: Selection::FIELD,
        opener: Opener::Folder(gdelt::open),
    },
    Format {
        name: "graphml",
        about: "actors as nodes, events as dated edges; networkx, igraph, Gephi",
        selection: Selection::EVERYTHING,
        opener: Opener::Stream(graphml::open),
    },
    Format {
        name: "gexf",
        about: "the same graph with a time line; Gephi, networkx",
        selection: Selection::EVERYTHING,
        opener: Opener::Stream(gexf::open),
    },
    Format {
        name: "geojson",
        about: "events as features at their place; geopandas, QGIS, web maps",
        selection: Selection::EVERYTHING,
        opener: Opener::Stream(geojson::open),
    },
    Format {
        name: "brat",
        about: "a folder with text and stand-off annotation for each report; brat and its readers",
        selection: Selection::EVERYTHING,
        opener: Opener::Folder(brat::open),
    },
    Format {
        name: "web-annotation",
        about: "W3C Web Annotation, one JSON-LD page of annotations",
        selection: Selection::EVERYTHING,
        opener: Opener::Stream(web_annotation::open),
    },
    Format {
        name: "nquads",
        about: "RDF N-Quads, one graph a report; rdflib, triple stores",
        selection: Selection::EVERYTHING,
        opener: Opener::Stream(nquads::open),
    },
];

/// The format of that name.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
