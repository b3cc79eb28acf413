//! RSS, Atom and JSON feeds: what their entries themselves hold, and what they list.

use feed_rs::model::{Entry, Feed};
use feed_rs::parser;

use super::{Drafts, Found, Head, Input, Reader, page};
use crate::admission::{Draft, MAX_LISTING_BYTES};
use crate::gzip::read_all;
use crate::listing::{self, Kind};
use crate::published::local_moment;
use crate::{IngestError, Listed, Listing, Place, Reason};

pub(super) const READER: Reader = Reader {
    name: "feed",
    about: "RSS, Atom or JSON feed, one report an entry that holds text",
    extensions: &["rss", "atom"],
    binary: false,
    unpacks: false,
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    READER.extensions.contains(&head.extension) || listing::kind(head).is_some()
}

fn read(mut input: Input) -> Drafts {
    let file = input.file.clone();
    let entries = read_all(&mut *input.bytes, MAX_LISTING_BYTES, input.compressed)
        .and_then(|bytes| drafts(&bytes).map_err(|reason| (Place::Whole, reason)));
    let entries = match entries {
        Ok(entries) if entries.is_empty() => Err((Place::Whole, Reason::Empty)),
        entries => entries,
    };
    match entries {
        Err((place, reason)) => {
            Box::new(std::iter::once(Err(IngestError::new(&file, place, reason))))
        }
        Ok(drafts) => Box::new((1..).zip(drafts).map(move |(number, draft)| {
            let place = Place::Element(number);
            let draft = draft.map_err(|reason| IngestError::new(&file, place, reason))?;
            Ok(Found {
                draft,
                place,
                fallback_id: format!("{}:{number}", input.fallback_id),
            })
        })),
    }
}

fn drafts(bytes: &[u8]) -> Result<Vec<Result<Draft, Reason>>, Reason> {
    if listing::kind(&Head::new(bytes, "")) == Some(Kind::Sitemap) {
        return Err(Reason::AddressesOnly);
    }
    let feed = parse(bytes, None)?;
    let publisher = title(&feed);
    Ok(feed
        .entries
        .into_iter()
        .map(|entry| {
            let text = text(&entry)?;
            let listed = listed(entry, publisher.clone());
            Ok(Draft {
                id: None,
                text,
                title: listed.title,
                authors: listed.authors,
                published: listed.published,
                published_source: None,
                publisher: listed.publisher,
                url: Some(listed.url),
                retrieved: None,
            })
        })
        .collect())
}

/// What a feed lists that was got from the address `base`.
pub(crate) fn listing(bytes: &[u8], base: Option<&str>) -> Result<Listing, Reason> {
    let feed = parse(bytes, base)?;
    let publisher = title(&feed);
    let pages = feed.entries.into_iter();
    let mut pages: Vec<Listed> = pages
        .map(|entry| listed(entry, publisher.clone()))
        .collect();
    pages.retain(|page| !page.url.is_empty());
    Ok(Listing {
        pages,
        listings: Vec::new(),
    })
}

fn parse(bytes: &[u8], base: Option<&str>) -> Result<Feed, Reason> {
    parser::Builder::new()
        .base_uri(base)
        // As if it were the time of Greenwich: the day is the one where the source stands.
        .timestamp_parser(|written| format!("{}Z", local_moment(written)?).parse().ok())
        .build()
        .parse(bytes)
        .map_err(|error| Reason::Listing("feed", error.to_string()))
}

fn title(feed: &Feed) -> Option<String> {
    feed.title.as_ref().map(|title| title.content.clone())
}

/// The text that an entry itself holds: its content, else its summary.
fn text(entry: &Entry) -> Result<String, Reason> {
    let content = entry.content.as_ref();
    let content = content.and_then(|content| Some((&content.content_type, content.body.as_ref()?)));
    let summary = entry.summary.as_ref();
    let summary = summary.map(|summary| (&summary.content_type, &summary.content));
    let (kind, text) = content.or(summary).ok_or(Reason::Empty)?;
    if kind.essence().to_string() == "text/plain" {
        return Ok(text.clone());
    }
    page::text(text)
}

fn listed(entry: Entry, publisher: Option<String>) -> Listed {
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let changed = entry.updated.or(entry.published);
    Listed {
        url: link.map(|link| link.href.clone()).unwrap_or_default(),
        title: entry.title.map(|title| title.content),
        authors: entry
            .authors
            .into_iter()
            .filter_map(|author| author.name)
            .collect(),
        published: entry
            .published
            .map(|moment| moment.date_naive().to_string()),
        publisher,
        stamp: changed.map(|moment| moment.to_rfc3339()),
    }
}
