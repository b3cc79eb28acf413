//! The fields of a report in JSON.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Head;
use crate::Reason;
use crate::admission::Draft;
use crate::options::{FIELDS, FieldNames};

/// A report as JSON writes it. Other fields are passed over.
#[derive(Deserialize)]
#[serde(expecting = "an object with the field \"text\"")]
struct Fields {
    text: Option<String>,
    id: Option<Scalar>,
    title: Option<String>,
    published: Option<Scalar>,
    publisher: Option<String>,
    url: Option<String>,
    authors: Option<Authors>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a string or a number")]
enum Scalar {
    Words(String),
    Number(i64),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "authors must be a string or a list of strings")]
enum Authors {
    One(String),
    Several(Vec<String>),
}

impl Scalar {
    fn into_string(self) -> String {
        match self {
            Scalar::Words(words) => words,
            Scalar::Number(number) => number.to_string(),
        }
    }
}

/// Why a JSON value is no report, and where in it (line and column, from 1).
pub(super) struct JsonError {
    pub line: u64,
    pub column: u64,
    pub reason: Reason,
}

/// Reads one report from one JSON value.
pub(super) fn draft(json: &str, names: &FieldNames) -> Result<Draft, JsonError> {
    let refuse = |reason| JsonError {
        line: 1,
        column: 1,
        reason,
    };
    // To the JSON library a list could stand for the fields in their order.
    if json.trim_start().starts_with('[') {
        return Err(refuse(Reason::Shape("expected an object".to_owned())));
    }
    let fields: Fields = if names.is_plain() {
        serde_json::from_str(json).map_err(json_error)?
    } else {
        renamed(serde_json::from_str(json).map_err(json_error)?, names).map_err(json_error)?
    };
    let missing = || format!("the field {:?} is missing", names.of("text"));
    let text = fields
        .text
        .ok_or_else(|| refuse(Reason::Shape(missing())))?;
    Ok(Draft {
        id: fields.id.map(Scalar::into_string),
        text,
        title: fields.title,
        authors: match fields.authors {
            None => Vec::new(),
            Some(Authors::One(author)) => vec![author],
            Some(Authors::Several(authors)) => authors,
        },
        published: fields.published.map(Scalar::into_string),
        published_source: None,
        publisher: fields.publisher,
        url: fields.url,
        retrieved: None,
    })
}

/// The fields of an object that calls them by other names.
fn renamed(mut object: Map<String, Value>, names: &FieldNames) -> serde_json::Result<Fields> {
    let ours = FIELDS
        .into_iter()
        .filter_map(|field| Some((field.to_owned(), object.remove(names.of(field))?)));
    let ours: Map<String, Value> = ours.collect();
    serde_json::from_value(Value::Object(ours))
}

/// The error of the JSON library in our words: it puts the place behind the reason.
pub(super) fn json_error(error: serde_json::Error) -> JsonError {
    let written = error.to_string();
    let reason = match written.rsplit_once(" at line ") {
        Some((reason, _)) => reason.to_owned(),
        None => written,
    };
    JsonError {
        line: error.line().max(1) as u64,
        column: error.column().max(1) as u64,
        reason: if error.is_data() {
            Reason::Shape(reason)
        } else {
            Reason::Json(reason)
        },
    }
}

/// Whether a file begins with an object or a list of objects.
pub(super) fn begins_as_json(head: &Head<'_>) -> bool {
    let mut marks = head.text.chars().filter(|c| !c.is_whitespace());
    matches!(
        (marks.next(), marks.next()),
        (Some('{'), Some('"' | '}') | None) | (Some('['), Some('{' | ']') | None)
    )
}

/// Whether the first line of a file that begins as JSON is a whole value: then
/// every line is one.
pub(super) fn first_line_is_whole(head: &Head<'_>) -> bool {
    let line = head.text.lines().next().unwrap_or_default();
    head.text.starts_with('{') && line.trim_end().ends_with('}')
}
