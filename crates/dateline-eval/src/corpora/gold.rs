//! Annotated reports: everything that a record holds.

use std::path::Path;

use super::{Corpus, Folder, Scorer, Table, foreign_span, judge_all, read_at};
use crate::error::EvalError;
use crate::gold::RecordScore;
use crate::gold::annotation::read_folder;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "gold",
    folder: Folder::Gold,
    path: "PART",
    what: "whole records: attributions, posts, events with all fields, entities",
    run: Scorer::OfPart(run),
};

fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let reports = read_folder(path)?;
    let records = judge_all(&reports, |report| {
        let reading = read_at(
            system,
            &report.id,
            &report.text,
            report.published.as_deref(),
            report.url.as_deref(),
        )?;
        let record = reading.layers.record.to_outer();
        record.map_err(|_| foreign_span(&report.id))
    })?;
    let mut score = RecordScore::default();
    for (report, record) in reports.iter().zip(&records) {
        score.add(report, Some(record));
    }
    Ok(score.tables())
}
