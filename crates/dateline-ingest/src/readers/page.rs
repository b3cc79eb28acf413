//! A web page: its main text, and what it says of itself.

use dateline_record::PublishedSource;
use encoding_rs::Encoding;
use trafilatura::{Config, HtmlDateMode, Metadata, Options};

use super::main_text::paragraphs;
use super::page_date::declared_date;
use super::{Drafts, Head, Input, Reader, single};
use crate::admission::{Draft, MAX_PAGE_BYTES};
use crate::encoding::{declared_in_page, decode};
use crate::gzip::read_all;
use crate::{Place, Reason};

pub(super) const READER: Reader = Reader {
    name: "page",
    about: "web page, one report a page",
    extensions: &["html", "htm", "xhtml"],
    binary: false,
    unpacks: false,
    claims,
    read,
};

/// Tags that a page (or the torn-out part of one) has near its beginning.
const TAGS: [&str; 9] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<title",
    "<article",
    "<div",
    "<p>",
];

fn claims(head: &Head<'_>) -> bool {
    let begins_with_tag = head.text.starts_with('<');
    let lower = head.text.to_ascii_lowercase();
    READER.extensions.contains(&head.extension)
        || begins_with_tag && TAGS.iter().any(|tag| lower.contains(tag))
}

fn read(input: Input) -> Drafts {
    single(input, |input| {
        let bytes = read_all(&mut *input.bytes, MAX_PAGE_BYTES, input.compressed)?;
        draft(&bytes, None).map_err(|reason| (Place::Whole, reason))
    })
}

/// What a page tells; `declared` is the encoding that whoever sent it named, which goes before its own.
pub(crate) fn draft(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Draft, Reason> {
    extract(&decode(bytes, declared.or_else(|| declared_in_page(bytes))))
}

/// Deepest nesting of elements that a page may have: real ones stay below 100, and
/// the extractor's time grows with its square.
const MAX_NESTING: usize = 3000;

/// Elements that need no end tag, so that any number may stand open in a row.
const UNCLOSED: [&str; 27] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "p", "param", "path", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "track", "wbr",
];

/// Whether more elements stand open at some point of the page than may. Counts
/// tags without parsing, so tags in comments and scripts count too.
fn nested_too_deeply(page: &str) -> bool {
    let mut open = 0usize;
    for (at, _) in page.match_indices('<') {
        let tag = &page[at + 1..];
        let (ends, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let length = tag
            .bytes()
            .take_while(u8::is_ascii_alphanumeric)
            .take(16)
            .count();
        let name = &tag[..length];
        if name.is_empty() || UNCLOSED.iter().any(|u| u.eq_ignore_ascii_case(name)) {
            continue;
        }
        if ends {
            open = open.saturating_sub(1);
        } else {
            open += 1;
        }
        if open > MAX_NESTING {
            return true;
        }
    }
    false
}

/// The text of a piece of HTML that is nothing but text, such as a feed carries.
pub(super) fn text(html: &str) -> Result<String, Reason> {
    // However short it is, it needs no second try of taking all that looks like text.
    let config = Config::default().with_min_extracted_size(1);
    let page = format!("<!doctype html><html><body><article>{html}</article></body></html>");
    main_text(&page, config).map(|(text, _)| text)
}

/// The main text of a page, and what the page says of itself.
fn main_text(page: &str, config: Config) -> Result<(String, Metadata), Reason> {
    if nested_too_deeply(page) {
        return Err(Reason::NestedTooDeeply { limit: MAX_NESTING });
    }
    let options = Options::default()
        .with_config(config)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let found = trafilatura::extract(page, &options).map_err(|_| Reason::NoMainText)?;
    let text = paragraphs(&found.content_html);
    if text.is_empty() {
        return Err(Reason::NoMainText);
    }
    Ok((text, found.metadata))
}

fn extract(page: &str) -> Result<Draft, Reason> {
    let (text, metadata) = main_text(page, Config::default())?;
    let Metadata {
        title,
        author,
        url,
        sitename,
        ..
    } = metadata;
    let date = declared_date(page);
    Ok(Draft {
        id: None,
        text,
        title: Some(without_site(&title, &sitename).to_owned()),
        authors: author.split(';').map(str::to_owned).collect(),
        published_source: date.as_ref().map(|_| PublishedSource::Metadata),
        published: date,
        publisher: Some(sitename),
        url: Some(url),
        retrieved: None,
    })
}

/// A title without the name of the site behind it ("Floods recede | The Herald").
fn without_site<'a>(title: &'a str, site: &str) -> &'a str {
    if site.is_empty() {
        return title;
    }
    title
        .strip_suffix(site)
        .map(str::trim_end)
        .and_then(|rest| rest.strip_suffix(['-', '|', '–', '—', '·']))
        .map(str::trim_end)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(title)
}
