//! What goes in: one news report as it was found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Text;

/// One news report, ready to be read. Made by an ingester or by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Names the report within its batch.
    pub id: String,
    /// The main text, frozen; all spans point into it.
    pub text: Text,
    /// Headline, if it is known apart from the text.
    pub title: Option<String>,
    /// Authors as the source names them.
    pub authors: Vec<String>,
    /// Date of publication in EDTF (`2020-01-06`), the report's "today".
    pub published: Option<String>,
    /// Where `published` was found.
    pub published_source: Option<PublishedSource>,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Address of the report.
    pub url: Option<String>,
    /// When it was fetched from its address, in EDTF (`2020-01-06T08:49:37Z`); says nothing of when it was published.
    pub retrieved: Option<String>,
    /// Language of the text, ISO 639-1.
    pub language: Option<String>,
}

/// Where a publication date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PublishedSource {
    /// In the metadata of the page or the JSON object.
    Metadata,
    /// In the address.
    Url,
    /// In the text, such as its dateline.
    Text,
    /// Given by the user.
    Argument,
}

impl Report {
    /// A report of which nothing but the text is known.
    pub fn new(id: impl Into<String>, text: Text) -> Report {
        Report {
            id: id.into(),
            text,
            title: None,
            authors: Vec::new(),
            published: None,
            published_source: None,
            publisher: None,
            url: None,
            retrieved: None,
            language: None,
        }
    }
}
