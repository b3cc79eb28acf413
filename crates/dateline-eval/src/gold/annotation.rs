//! Annotated reports as their files have them, one JSON object a file.

use std::fs;
use std::path::{Path, PathBuf};

use dateline_record::CharSpan;
use serde::Deserialize;

use crate::error::EvalError;
use crate::json_lines::read_text;

/// A report with everything that a careful reader marked in it.
#[derive(Debug, Clone, Deserialize)]
pub struct AnnotatedReport {
    /// Name of the report.
    pub id: String,
    /// Its text; all spans point into it.
    pub text: String,
    /// Date of publication, if known.
    #[serde(default)]
    pub published: Option<String>,
    /// Where it was published, if known.
    #[serde(default)]
    pub url: Option<String>,
    /// Its sentences as `[start, end]`.
    pub sentences: Vec<[u32; 2]>,
    /// Persons, organizations, places and other things.
    pub entities: Vec<GoldEntity>,
    /// Who holds which post.
    pub posts: Vec<GoldPost>,
    /// Who says what.
    pub attributions: Vec<GoldAttribution>,
    /// What happened.
    pub events: Vec<GoldEvent>,
}

/// An entity.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldEntity {
    /// Its id in the report.
    pub id: String,
    /// Its type, in the record's spelling.
    #[serde(rename = "type")]
    pub kind: String,
    /// Best name.
    #[serde(default)]
    pub name: Option<String>,
    /// Description of an unnamed one.
    #[serde(default)]
    pub description: Option<String>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// PLOVER country code.
    #[serde(default)]
    pub country: Option<String>,
    /// PLOVER sector codes, most telling first.
    #[serde(default)]
    pub sector: Vec<String>,
}

/// A post or membership.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldPost {
    /// Who holds it.
    pub person: String,
    /// Its title.
    pub title: String,
    /// Where it is held.
    #[serde(default)]
    pub organization: Option<String>,
}

/// An attribution.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldAttribution {
    /// Its id in the report.
    pub id: String,
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    /// Who says it.
    #[serde(default)]
    pub source: Option<String>,
    /// The words that name the source.
    #[serde(default)]
    pub source_text: Option<String>,
    /// Where they stand.
    #[serde(default)]
    pub source_span: Option<CharSpan>,
    /// The words of the act ("said").
    #[serde(default)]
    pub cue_span: Option<CharSpan>,
    /// What is said.
    pub content_spans: Vec<CharSpan>,
    /// The attributions it stands inside, outermost first.
    #[serde(default)]
    pub voice: Vec<String>,
}

/// An event.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldEvent {
    /// PLOVER or extension type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The anchor.
    pub span: CharSpan,
    /// PLOVER modes.
    #[serde(default)]
    pub modes: Vec<String>,
    /// PLOVER contexts.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Who did it.
    #[serde(default)]
    pub actors: Vec<String>,
    /// To whom.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Where.
    #[serde(default)]
    pub place: Option<String>,
    /// When, in EDTF.
    #[serde(default)]
    pub time: Option<String>,
    /// Whether it happened.
    pub status: String,
    /// The attributions it stands inside, outermost first.
    #[serde(default)]
    pub voice: Vec<String>,
    /// Numbers told of it.
    #[serde(default)]
    pub quantities: Vec<GoldQuantity>,
    /// Shared by all tellings of one happening.
    #[serde(default)]
    pub happening: Option<i64>,
}

/// A number told of an event.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuantity {
    /// What is counted.
    pub kind: String,
    /// At least so many.
    #[serde(default)]
    pub low: Option<f64>,
}

/// All annotated reports (`*.json`) of a folder, in the order of their file names.
pub fn read_folder(folder: &Path) -> Result<Vec<AnnotatedReport>, EvalError> {
    let unreadable = |source| EvalError::Read {
        path: folder.to_owned(),
        source,
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|file| read_file(file)).collect()
}

fn read_file(path: &Path) -> Result<AnnotatedReport, EvalError> {
    serde_json::from_str(&read_text(path)?).map_err(|error| EvalError::Malformed {
        path: path.to_owned(),
        line: error.line(),
        reason: error.to_string(),
    })
}
