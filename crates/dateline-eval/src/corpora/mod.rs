//! The corpora, one file each.

pub mod ecb;
mod ecb_events;
mod ecb_stories;
mod ewt;
mod geowebnews;
mod gold;
mod gum;
mod lgl;
mod muc4;
mod plv;
mod polnear;
mod tbaq;
mod toponym_lines;
mod toponyms;
mod treebank;
mod worldwide;

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dateline_record::{Report as NewsReport, Text};

use crate::error::EvalError;
use crate::report::{Metric, Report, Section};
use crate::system::{System, SystemReading};
pub use toponyms::Half;

/// Every corpus there is a scorer for, in the order of the report.
pub const CORPORA: &[Corpus] = &[
    worldwide::CORPUS,
    ewt::CORPUS,
    gum::CORPUS,
    polnear::CORPUS,
    gold::CORPUS,
    tbaq::CORPUS,
    plv::CORPUS,
    muc4::CORPUS,
    ecb_events::CORPUS,
    lgl::CORPUS,
    geowebnews::CORPUS,
    ecb_stories::CORPUS,
];

/// A corpus and the way to score a system on it.
#[derive(Debug)]
pub struct Corpus {
    /// Short name.
    pub name: &'static str,
    /// The folder that `path` starts from.
    pub folder: Folder,
    /// File or folder of the corpus, with `PART` where the part's name stands.
    pub path: &'static str,
    /// What it measures.
    pub what: &'static str,
    /// Scores a system on the file or folder given.
    pub run: Scorer,
}

/// The tables of a corpus, or what is wrong with its files.
type Scored = Result<Vec<Table>, EvalError>;

/// How a corpus is scored.
#[derive(Debug, Clone, Copy)]
pub enum Scorer {
    /// The file or folder is the part.
    OfPart(fn(&Path, &dyn System) -> Scored),
    /// The file has the whole corpus, of which one half is taken.
    OfHalf(fn(&Path, Half, &dyn System) -> Scored),
}

impl Scorer {
    /// The tables of a part; none for a part that the corpus has not.
    fn score(self, path: &Path, part: &str, system: &dyn System) -> Result<Vec<Table>, EvalError> {
        match self {
            Scorer::OfPart(score) => score(path, system),
            Scorer::OfHalf(score) => match Half::of_part(part) {
                Some(half) => score(path, half, system),
                None => Ok(Vec::new()),
            },
        }
    }
}

/// Where a corpus lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// In the data folder.
    Data,
    /// In the folder of annotated reports.
    Gold,
}

/// One table of figures of a corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// `all` for the main figures, else what the table tells apart.
    pub name: String,
    /// How many documents it is about.
    pub documents: usize,
    /// The figures.
    pub metrics: Vec<Metric>,
}

/// What to measure on.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The folder with `entities/`, `syntax/`, `attribution/`, `times/` and `events/`.
    pub data: PathBuf,
    /// The folder with the annotated reports, as `PART/*.json` or `gold/PART/*.json`. Without it,
    /// `gold/` is looked for in the data folder, then beside it.
    pub gold: Option<PathBuf>,
    /// `train`, `dev` or `test`.
    pub part: String,
}

impl Inputs {
    /// Where `corpus` may lie, most likely first.
    fn places(&self, corpus: &Corpus) -> Vec<PathBuf> {
        let path = corpus.path.replace("PART", &self.part);
        match (corpus.folder, &self.gold) {
            (Folder::Data, _) => vec![self.data.join(path)],
            (Folder::Gold, Some(gold)) => vec![gold.join(&path), gold.join("gold").join(&path)],
            (Folder::Gold, None) => {
                let mut places = vec![self.data.join("gold").join(&path)];
                places.extend(
                    self.data
                        .parent()
                        .map(|beside| beside.join("gold").join(&path)),
                );
                places
            }
        }
    }
}

/// Scores `system` on every corpus that is there, or on the one named `only`. A corpus that is not
/// there gives a section that says so.
///
/// Fails on a name that no corpus has, a file that cannot be read, and a malformed line.
pub fn evaluate(
    inputs: &Inputs,
    only: Option<&str>,
    system: &dyn System,
) -> Result<Report, EvalError> {
    if let Some(name) = only
        && !CORPORA.iter().any(|corpus| corpus.name == name)
    {
        let known: Vec<_> = CORPORA.iter().map(|corpus| corpus.name).collect();
        return Err(EvalError::UnknownCorpus {
            name: name.to_owned(),
            known: known.join(", "),
        });
    }
    let mut sections = Vec::new();
    for corpus in CORPORA {
        if only.is_some_and(|name| name != corpus.name) {
            continue;
        }
        let places = inputs.places(corpus);
        let section = |table: Table, missing| Section {
            corpus: corpus.name.to_owned(),
            part: inputs.part.clone(),
            table: table.name,
            documents: table.documents,
            missing,
            metrics: table.metrics,
        };
        match places.iter().find(|place| place.exists()) {
            Some(place) => {
                let tables = corpus.run.score(place, &inputs.part, system)?;
                sections.extend(tables.into_iter().map(|table| section(table, None)));
            }
            None => {
                let missing = places.first().map(|place| place.display().to_string());
                sections.push(section(Table::new("all", 0, Vec::new()), missing));
            }
        }
    }
    Ok(Report { sections })
}

impl Table {
    fn new(name: impl Into<String>, documents: usize, metrics: Vec<Metric>) -> Self {
        Table {
            name: name.into(),
            documents,
            metrics,
        }
    }
}

/// A system's reading of a gold text.
struct Reading {
    text: Text,
    layers: SystemReading,
}

/// Reads and judges all documents on all cores; the results are in the documents' order, and of
/// several errors the first document's is told.
///
/// Plain threads: a worker of a shared pool would start on another document while the system's own
/// pool works for it, and so deep into its stack.
fn judge_all<D: Sync, J: Send>(
    documents: &[D],
    judge: impl Fn(&D) -> Result<J, EvalError> + Sync + Send,
) -> Result<Vec<J>, EvalError> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let work = || {
        let mut own = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(document) = documents.get(at) else {
                return own;
            };
            own.push((at, judge(document)));
        }
    };
    let mut judged: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    judged.sort_by_key(|(at, _)| *at);
    judged.into_iter().map(|(_, judgement)| judgement).collect()
}

/// Has `system` read `text` as a report published on `published` (an ISO date, perhaps with a
/// time).
fn read(
    system: &dyn System,
    id: &str,
    text: &str,
    published: Option<&str>,
) -> Result<Reading, EvalError> {
    read_at(system, id, text, published, None)
}

/// The same for a report whose address is known.
fn read_at(
    system: &dyn System,
    id: &str,
    text: &str,
    published: Option<&str>,
    url: Option<&str>,
) -> Result<Reading, EvalError> {
    let text = Text::new(text).map_err(|error| EvalError::Unreadable {
        document: id.to_owned(),
        reason: error.to_string(),
    })?;
    let mut report = NewsReport::new(id, text.clone());
    report.published = published.map(|date| date.chars().take(DATE_LENGTH).collect());
    report.url = url.map(str::to_owned);
    Ok(Reading {
        text,
        layers: system.read(&report),
    })
}

/// Length of `1998-02-27`.
const DATE_LENGTH: usize = 10;

/// The error of a system that gives a span of another text.
fn foreign_span(document: &str) -> EvalError {
    EvalError::Unreadable {
        document: document.to_owned(),
        reason: "the system gave a span that is not one of the text".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fake, file};

    const SILENT: Fake<fn(&NewsReport, &mut SystemReading)> = Fake(|_, _| {});

    /// Inputs whose data folder holds one tree and one annotated report beside it.
    fn inputs() -> Inputs {
        let tree = "1\tYes\tyes\tINTJ\t_\t_\t0\troot\t_\t_\n\n";
        let path = file("whole/data/syntax/ewt/dev.conllu", tree);
        file(
            "whole/gold/dev/one.json",
            r#"{"id": "g", "text": "Yes", "sentences": [[0, 3]], "entities": [], "posts": [],
                "attributions": [], "events": []}"#,
        );
        Inputs {
            data: path.ancestors().nth(3).unwrap().to_owned(),
            gold: None,
            part: "dev".into(),
        }
    }

    #[test]
    fn corpora_that_are_not_there_are_told_and_the_others_scored() {
        let report = evaluate(&inputs(), None, &SILENT).unwrap();
        let scored = |section: &&Section| section.missing.is_none() && section.table == "all";
        let scored: Vec<_> = report.sections.iter().filter(scored).collect();
        let names: Vec<_> = scored
            .iter()
            .map(|section| section.corpus.as_str())
            .collect();
        assert_eq!(names, ["ewt", "gold"]);
        let missing: Vec<_> = report
            .sections
            .iter()
            .filter_map(|s| s.missing.as_ref())
            .collect();
        assert_eq!(missing.len(), CORPORA.len() - 2);
        assert!(
            missing[0].ends_with("entities/worldwide/dev.jsonl"),
            "{missing:?}"
        );
    }

    #[test]
    fn one_corpus_can_be_asked_for_by_name() {
        let report = evaluate(&inputs(), Some("ewt"), &SILENT).unwrap();
        assert_eq!(report.sections.len(), 1);
        let error = evaluate(&inputs(), Some("etw"), &SILENT).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no corpus is named \"etw\"; known are worldwide, ewt, gum, polnear, gold, tbaq, plv, muc4, ecb, lgl, geowebnews, ecb-stories"
        );
    }
}
