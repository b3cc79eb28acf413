//! Feeds: what their entries hold is read, what they list can be fetched by somebody else.

use dateline_ingest::{Listed, Options, WebPage, from_bytes, from_page, listing};
use dateline_record::Report;

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Sable Herald</title><link>https://herald.example/</link>
<item><title>River bursts its banks</title><link>https://herald.example/1</link>
<pubDate>Tue, 04 Mar 2031 23:30:00 -0500</pubDate><dc:creator>Ada Quill</dc:creator>
<description>Residents flee.</description>
<content:encoded><![CDATA[<p>The mayor&#8217;s house in Port Sable stands in the water since Monday.</p>
<p>Soldiers carried the old out of their houses and brought them to the school.</p>]]></content:encoded></item>
<item><title>Talks fail</title><link>https://herald.example/2</link>
<description>Talks in Port Sable failed on Monday, the ministry said.</description></item>
<item><title>Photograph</title><link>https://herald.example/3</link></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title><id>h</id>
<updated>2031-03-05T00:00:00Z</updated>
<entry><title>One</title><id>1</id><link rel="self" href="/api/1"/><link href="/news/1"/>
<published>2031-03-04T23:30:00-05:00</published><updated>2031-03-05T08:00:00-05:00</updated>
<content type="text">Talks in Port Sable failed on Monday.</content></entry></feed>"#;

const JSON: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "items": [
{"id": "1", "url": "https://herald.example/1", "date_published": "2031-03-04T23:30:00-05:00",
 "content_text": "Talks in Port Sable failed on Monday."}]}"#;

/// The reports and the sentences of the errors.
fn read(name: &str, text: &str) -> (Vec<Report>, Vec<String>) {
    let mut found = (Vec::new(), Vec::new());
    for outcome in from_bytes(name, text.into(), &Options::default()) {
        match outcome {
            Ok(report) => found.0.push(report),
            Err(error) => found.1.push(error.to_string()),
        }
    }
    found
}

#[test]
fn an_entry_with_text_is_a_report() {
    for name in ["feed.rss", "feed.xml", "feed"] {
        let (reports, errors) = read(name, RSS);
        assert_eq!(
            errors,
            [format!("{name}, element 3: there is no text in it")]
        );
        assert_eq!(reports.len(), 2);
        let text = reports[0].text.as_str();
        assert!(text.starts_with("The mayor’s house"), "{text}");
        assert!(text.contains(".\n\nSoldiers"), "paragraphs: {text}");
        assert_eq!(reports[0].title.as_deref(), Some("River bursts its banks"));
        assert_eq!(reports[0].url.as_deref(), Some("https://herald.example/1"));
        assert_eq!(reports[0].publisher.as_deref(), Some("The Sable Herald"));
        assert_eq!(reports[0].authors, ["Ada Quill"]);
        let day = reports[0].published.as_deref();
        assert_eq!(day, Some("2031-03-04"), "the day in Port Sable");
        assert!(reports[1].text.starts_with("Talks in Port Sable failed"));
        assert_eq!(reports[1].published, None);
    }
    for (name, text) in [("a.atom", ATOM), ("a.json", JSON)] {
        let (reports, errors) = read(name, text);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(
            reports[0].text.as_str(),
            "Talks in Port Sable failed on Monday."
        );
        assert_eq!(
            reports[0].published.as_deref(),
            Some("2031-03-04"),
            "{name}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let (reports, errors) = read("feed.xml", "<rss version='2.0'><channel><title>Herald</tit");
    assert!(reports.is_empty());
    assert!(errors[0].starts_with("feed.xml: "), "{errors:?}");
    let sitemap = "<urlset><url><loc>https://herald.example/1</loc></url></urlset>";
    let (_, errors) = read("map.xml", sitemap);
    assert!(
        errors[0].contains("a sitemap tells where reports are"),
        "{errors:?}"
    );
}

#[test]
fn a_feed_lists_pages() {
    let found = listing("https://herald.example/feeds/all.atom", ATOM.as_bytes());
    let found = found.expect("a feed").expect("sound");
    assert_eq!(found.pages.len(), 1);
    assert_eq!(found.pages[0].url, "https://herald.example/news/1");
    let first = found.pages[0].stamp.clone().expect("it changed");
    let again = ATOM.replace("08:00:00", "09:00:00");
    let again = listing("https://herald.example/feeds/all.atom", again.as_bytes());
    let again = again.expect("a feed").expect("sound").pages[0]
        .stamp
        .clone();
    assert_ne!(again, Some(first), "another stamp after a change");
    assert!(listing("a", b"<!doctype html><html><p>Talks failed.</p></html>").is_none());
    assert!(listing("a", b"{\"text\": \"Talks failed.\"}").is_none());
}

#[test]
fn what_a_page_does_not_tell_its_listing_may() {
    let page = |head: &str| {
        WebPage {
        url: "https://herald.example/1".into(),
        bytes: format!(
            "<html><head>{head}</head><body><article><h1>Flood</h1><p>The mayor of Port Sable said on Monday that the \
             river had taken the café.</p><p>Soldiers carried the old out of their houses.</p></article></body></html>"
        )
        .into_bytes(),
        content_type: Some("text/html; charset=utf-8".into()),
        retrieved: "2031-03-09T10:11:12Z".into(),
        listed: Listed {
            published: Some("2031-03-04".into()),
            publisher: Some("The Herald".into()),
            ..Listed::default()
        },
    }
    };
    let silent = from_page(page(""), &Options::default()).expect("a report");
    assert_eq!(silent.published.as_deref(), Some("2031-03-04"));
    assert_eq!(silent.publisher.as_deref(), Some("The Herald"));
    assert_eq!(silent.retrieved.as_deref(), Some("2031-03-09T10:11:12Z"));
    let own = "<meta property='article:published_time' content='2031-03-03'>";
    let own = from_page(page(own), &Options::default()).expect("a report");
    assert_eq!(
        own.published.as_deref(),
        Some("2031-03-03"),
        "its own day goes before"
    );
}

#[test]
fn deep_and_endless_markup_is_survived() {
    let deep = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'>{}",
        "<entry>".repeat(100_000)
    );
    read("a.atom", &deep);
    let content = format!(
        "<rss version='2.0'><channel><item><description>{}</description></item></channel></rss>",
        "&lt;b&gt;".repeat(100_000)
    );
    let (_, errors) = read("a.rss", &content);
    assert_eq!(errors.len(), 1);
}
