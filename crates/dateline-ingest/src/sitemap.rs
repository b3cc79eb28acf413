//! Sitemaps, of pages and of other sitemaps, with the fields that news has in them.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

use crate::encoding::{declared_in_page, decode};
use crate::published::normalize;
use crate::{Listed, Listing, Reason};

/// Most addresses that a sitemap may hold, by the protocol.
const MOST: usize = 50_000;

/// What a sitemap lists.
pub(crate) fn read(bytes: &[u8]) -> Result<Listing, Reason> {
    let broken = |what: String| Reason::Listing("sitemap", what);
    let xml = decode(bytes, declared_in_page(bytes));
    let mut reader = Reader::from_str(&xml);
    let mut found = Listing::default();
    let mut entry = Listed::default();
    let mut text = String::new();
    loop {
        let event = reader.read_event().map_err(|error| {
            let at = reader.error_position();
            broken(format!("{error} (byte {at} of it)"))
        })?;
        match event {
            Event::Start(start) => {
                text.clear();
                if matches!(start.local_name().as_ref(), "url" | "sitemap") {
                    entry = Listed::default();
                }
            }
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(reference) => text.extend(character(&reference)),
            Event::End(end) => {
                let value = || Some(text.trim().to_owned()).filter(|text| !text.is_empty());
                match end.local_name().as_ref() {
                    "loc" if entry.url.is_empty() => entry.url = value().unwrap_or_default(),
                    "lastmod" => entry.stamp = value(),
                    "publication_date" => entry.published = normalize(&text),
                    "title" if entry.title.is_none() => entry.title = value(),
                    "name" if entry.publisher.is_none() => entry.publisher = value(),
                    "url" if !entry.url.is_empty() => found.pages.push(std::mem::take(&mut entry)),
                    "sitemap" if !entry.url.is_empty() => {
                        found.listings.push(std::mem::take(&mut entry));
                    }
                    _ => {}
                }
                text.clear();
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
        if found.pages.len() + found.listings.len() > MOST {
            return Err(broken(format!("more than {MOST} addresses")));
        }
    }
}

/// What stands behind `&…;`.
fn character(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string());
    }
    resolve_predefined_entity(reference).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn pages_have_the_fields_of_news() {
        let sitemap = r#"<?xml version="1.0" encoding="UTF-8"?>
            <!-- made by hand -->
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
                    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc> https://herald.example/a?x=1&amp;y=2 </loc><lastmod>2031-03-05T10:00:00Z</lastmod>
              <image:image><image:loc>https://herald.example/a.jpeg</image:loc></image:image>
              <news:news><news:publication><news:name>The Herald</news:name></news:publication>
              <news:publication_date>2031-03-04T23:30:00-05:00</news:publication_date>
              <news:title><![CDATA[Floods & fires]]></news:title></news:news></url>
            <url><loc>https://herald.example/b</loc></url><url><lastmod>2031</lastmod></url></urlset>"#;
        let found = read(sitemap.as_bytes()).expect("a sitemap");
        assert_eq!(found.pages.len(), 2);
        let page = &found.pages[0];
        assert_eq!(page.url, "https://herald.example/a?x=1&y=2");
        assert_eq!(page.stamp.as_deref(), Some("2031-03-05T10:00:00Z"));
        assert_eq!(page.published.as_deref(), Some("2031-03-04"));
        assert_eq!(page.title.as_deref(), Some("Floods & fires"));
        assert_eq!(page.publisher.as_deref(), Some("The Herald"));
        assert_eq!(found.pages[1].url, "https://herald.example/b");
        assert_eq!(
            found.pages[1].published, None,
            "the last change is not the publication"
        );
    }

    #[test]
    fn an_index_lists_sitemaps() {
        let index = "<sitemapindex><sitemap><loc>https://herald.example/1.xml.gz</loc></sitemap></sitemapindex>";
        let found = read(index.as_bytes()).expect("a sitemap");
        assert!(found.pages.is_empty());
        assert_eq!(found.listings[0].url, "https://herald.example/1.xml.gz");
    }

    #[test]
    fn a_torn_sitemap_is_broken() {
        let torn = read(b"<urlset><url><loc>https://herald.example/1</lo").expect_err("it is torn");
        assert!(torn.to_string().starts_with("a broken sitemap: "), "{torn}");
    }
}
