//! GeoWebNews: world news with names of places of every use, sites and demonyms included.

use std::path::Path;

use serde::Deserialize;

use super::lgl::LineToponym;
use super::toponyms::{Document, Half, Toponym, run};
use super::{Corpus, Folder, Scorer, Table};
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "geowebnews",
    folder: Folder::Data,
    path: "places/geowebnews.jsonl",
    what: "names of places in world news: found, and within 161 km of the right place",
    run: Scorer::OfHalf(score),
};

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    url: Option<String>,
    toponyms: Vec<LineToponym>,
}

impl Checked for Line {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        self.toponyms.iter().try_for_each(|t| t.check(length))
    }
}

fn score(path: &Path, half: Half, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let lines: Vec<Line> = json_lines::read(path)?;
    let documents: Vec<Document> = lines
        .into_iter()
        .filter(|line| half.has(&line.id))
        .map(|line| Document {
            id: line.id,
            text: line.text,
            url: line.url,
            published: None,
            toponyms: line.toponyms.into_iter().map(Toponym::from).collect(),
        })
        .collect();
    run(&documents, system)
}
