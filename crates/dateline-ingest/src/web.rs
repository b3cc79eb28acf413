//! Pages that somebody fetched from the web.

use dateline_record::{PublishedSource, Report};

use crate::admission::admit;
use crate::readers::archive::http::encoding;
use crate::readers::page;
use crate::{IngestError, Listed, Options, Place, Reason, binary};

/// How much of a page is looked at to see whether it is one.
const LOOK: usize = 1 << 13;

/// A page that was fetched.
pub struct WebPage {
    /// The address from which it came.
    pub url: String,
    /// What came.
    pub bytes: Vec<u8>,
    /// What the server said of its sort and encoding.
    pub content_type: Option<String>,
    /// When it came, as `2020-01-06T08:49:37Z`.
    pub retrieved: String,
    /// What the listing that named it tells; it counts where the page itself is silent.
    pub listed: Listed,
}

/// The report on a page.
///
/// # Errors
/// If it holds none.
pub fn from_page(page: WebPage, options: &Options) -> Result<Report, IngestError> {
    let refuse = |reason| IngestError::new(&page.url, Place::Whole, reason);
    if let Some(kind) = binary::kind_of(&page.bytes[..page.bytes.len().min(LOOK)]) {
        return Err(refuse(Reason::Binary(kind)));
    }
    let declared = page.content_type.as_deref().and_then(encoding);
    let mut draft = page::draft(&page.bytes, declared).map_err(refuse)?;
    let silent = |told: &Option<String>| told.as_deref().unwrap_or_default().trim().is_empty();
    let listed = page.listed;
    if silent(&draft.title) {
        draft.title = listed.title;
    }
    if silent(&draft.published) {
        draft.published = listed.published;
        draft.published_source = Some(PublishedSource::Metadata);
    }
    if silent(&draft.publisher) {
        draft.publisher = listed.publisher;
    }
    if draft.authors.iter().all(|author| author.trim().is_empty()) {
        draft.authors = listed.authors;
    }
    draft.retrieved = Some(page.retrieved);
    draft.url = Some(page.url.clone());
    admit(
        draft,
        &options.overrides,
        &page.url,
        &page.url,
        Place::Whole,
    )
}
