//! Reports with annotated names of places, one a line, and their scoring: the form that LGL and GeoWebNews share.

use std::path::Path;

use dateline_record::CharSpan;
use serde::Deserialize;

use super::Table;
use super::toponyms::{Document, Half, Toponym, run};
use crate::characters::check_span;
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::system::System;

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    url: Option<String>,
    #[serde(default)]
    date: Option<String>,
    toponyms: Vec<LineToponym>,
}

#[derive(Debug, Deserialize)]
struct LineToponym {
    #[serde(flatten)]
    span: CharSpan,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames_id: Option<String>,
}

impl LineToponym {
    pub(super) fn check(&self, length: usize) -> Result<(), String> {
        check_span(self.span, length)?;
        match self.geonames_id.as_deref().map(str::parse::<u32>) {
            Some(Err(_)) => Err("a GeoNames id is no number".to_owned()),
            _ => Ok(()),
        }
    }
}

impl From<LineToponym> for Toponym {
    fn from(line: LineToponym) -> Self {
        Toponym {
            span: line.span,
            point: line.lat.zip(line.lon),
            geonames: line.geonames_id.and_then(|id| id.parse().ok()),
        }
    }
}

impl Checked for Line {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        self.toponyms.iter().try_for_each(|t| t.check(length))
    }
}

/// Scores the documents of one half.
pub(super) fn score(path: &Path, half: Half, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let lines: Vec<Line> = json_lines::read(path)?;
    let documents: Vec<Document> = lines
        .into_iter()
        .filter(|line| half.has(&line.id))
        .map(|line| Document {
            id: line.id,
            text: line.text,
            url: line.url,
            published: line.date,
            toponyms: line.toponyms.into_iter().map(Toponym::from).collect(),
        })
        .collect();
    run(&documents, system)
}
