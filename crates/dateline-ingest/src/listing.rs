//! Where reports are: what feeds and sitemaps list.

use crate::admission::MAX_LISTING_BYTES;
use crate::readers::{Head, feed};
use crate::{IngestError, Place, Reason, gzip, sitemap};

/// What a feed or a sitemap lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Pages with reports.
    pub pages: Vec<Listed>,
    /// Other listings, with what is told of them.
    pub listings: Vec<Listed>,
}

/// What a listing tells of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its address, as it is written; relative ones of a feed are made whole.
    pub url: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its day of publication, in EDTF.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// What changes when the page does, such as the time of its last change.
    pub stamp: Option<String>,
}

/// What sort of listing a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Feed,
    Sitemap,
}

/// The listing in bytes that were got from the address or file `name`, compressed or not; `None` if they look like
/// something else, such as a page.
///
/// # Errors
/// If it is a listing and broken.
pub fn listing(name: &str, bytes: &[u8]) -> Option<Result<Listing, IngestError>> {
    const LOOK: usize = 1 << 13;
    let unpacked = match gzip::is_packed(bytes) {
        true => Some(gzip::beginning(bytes, MAX_LISTING_BYTES).0),
        false => None,
    };
    let bytes = unpacked.as_deref().unwrap_or(bytes);
    let kind = kind(&Head::new(&bytes[..bytes.len().min(LOOK)], ""))?;
    let read = match kind {
        Kind::Feed => feed::listing(bytes, Some(name)),
        Kind::Sitemap => sitemap::read(bytes),
    };
    Some(read.map_err(|reason: Reason| IngestError::new(name, Place::Whole, reason)))
}

/// What sort of listing begins like this, if any does.
pub(crate) fn kind(head: &Head<'_>) -> Option<Kind> {
    let text = head.text();
    if text.starts_with('{') {
        return text.contains("jsonfeed.org/version/").then_some(Kind::Feed);
    }
    if !text.starts_with('<') {
        return None;
    }
    // The first element: what comes before begins with another sign.
    let root = text
        .match_indices('<')
        .map(|(at, _)| &text[at + 1..])
        .find(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let end = root.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))?;
    let name = &root[..end];
    match name.rsplit_once(':').map_or(name, |(_, local)| local) {
        "rss" | "feed" | "RDF" => Some(Kind::Feed),
        "urlset" | "sitemapindex" => Some(Kind::Sitemap),
        _ => None,
    }
}
