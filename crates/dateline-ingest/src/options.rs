//! What the caller may decide.

use std::str::FromStr;

use crate::Reason;

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// By which names JSON, CSV and Parquet call the fields of a report.
    pub names: FieldNames,
    /// What the caller knows better than the files.
    pub overrides: Overrides,
}

/// Values that replace whatever the files say, for every report of the batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Publication date, in EDTF (`2020-01-06`).
    pub published: Option<String>,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Id; when a batch has several reports the later ones get `#2`, `#3`, … added.
    pub id: Option<String>,
    /// ISO 639-1 code; giving it switches the check of the language off.
    pub language: Option<String>,
}

/// The fields that a report of JSON, CSV or Parquet may have.
pub(crate) const FIELDS: [&str; 7] = [
    "text",
    "id",
    "title",
    "published",
    "publisher",
    "url",
    "authors",
];

/// By which names a corpus calls the fields of a report; a field that is not mapped has its own name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNames(Vec<(&'static str, String)>);

/// A mapping that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not of the form FIELD=COLUMN, where FIELD is one of {fields}", fields = FIELDS.join(", "))]
pub struct NoFieldName(String);

impl FieldNames {
    /// Whether every field has its own name.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// The corpus's name of a field.
    pub(crate) fn of<'a>(&'a self, field: &'a str) -> &'a str {
        let mapped = self.0.iter().find(|(ours, _)| *ours == field);
        mapped.map_or(field, |(_, theirs)| theirs)
    }

    /// What is wrong with a table that has these columns and none of them for the text.
    pub(crate) fn no_text_in(&self, columns: &[impl AsRef<str>]) -> Reason {
        let columns: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
        Reason::Shape(format!(
            "there is no column {:?}; the columns are {}",
            self.of(FIELDS[0]),
            columns.join(", ")
        ))
    }
}

/// Pairs with commas between: `text=body,published=date`.
impl FromStr for FieldNames {
    type Err = NoFieldName;

    fn from_str(written: &str) -> Result<FieldNames, NoFieldName> {
        let pair = |pair: &str| {
            let (ours, theirs) = pair.split_once('=')?;
            let ours = FIELDS.into_iter().find(|field| *field == ours.trim())?;
            let theirs = theirs.trim();
            (!theirs.is_empty()).then(|| (ours, theirs.to_owned()))
        };
        written
            .split(',')
            .map(|written| pair(written).ok_or_else(|| NoFieldName(written.to_owned())))
            .collect::<Result<_, _>>()
            .map(FieldNames)
    }
}
