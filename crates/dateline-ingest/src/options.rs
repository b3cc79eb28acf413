//! What the caller may decide.

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
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
