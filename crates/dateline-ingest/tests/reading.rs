//! What comes out of files of every sort.

use std::fs;
use std::io::Write;

use dateline_ingest::{IngestError, Options, Overrides, from_bytes, sources};
use dateline_record::{PublishedSource, Report};
use flate2::Compression;
use flate2::write::GzEncoder;

const FLOOD: &str = "PORT SABLE, March 3 — The river Ansa burst its banks on Monday, \
and the mayor of Port Sable, Ines Odano, told residents to leave.\n\n\
“We have two hours,” she said. Soldiers carried the old out of their houses.";

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Report, IngestError>> {
    from_bytes(name, bytes.into(), &Options::default()).collect()
}

fn only(name: &str, bytes: impl Into<Vec<u8>>) -> Report {
    let mut all = read(name, bytes);
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_text_file_is_one_report() {
    let report = only("flood.txt", FLOOD);
    assert_eq!(report.id, "flood.txt");
    assert_eq!(report.text.as_str(), FLOOD);
    assert_eq!(report.language.as_deref(), Some("en"));
    assert_eq!(report.published, None);
}

#[test]
fn line_ends_of_all_systems_become_one() {
    let report = only("flood.txt", FLOOD.replace('\n', "\r\n"));
    assert_eq!(report.text.as_str(), FLOOD);
}

#[test]
fn a_text_in_another_encoding_is_decoded() {
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode(FLOOD);
    assert_eq!(only("flood.txt", western.into_owned()).text.as_str(), FLOOD);
}

#[test]
fn a_compressed_file_reads_like_the_file_in_it() {
    assert_eq!(
        only("flood.txt.gz", gzip(FLOOD.as_bytes())).text.as_str(),
        FLOOD
    );
    let twice = [
        gzip(b"{\"text\": \"One.\"}\n"),
        gzip(b"{\"text\": \"Two.\"}\n"),
    ]
    .concat();
    assert_eq!(
        read("parts.jsonl.gz", twice).len(),
        2,
        "members one after another"
    );
}

const PAGE: &str = r#"<!doctype html>
<html lang="en"><head>
<title>River bursts its banks | The Sable Herald</title>
<meta property="og:title" content="River bursts its banks">
<meta property="og:site_name" content="The Sable Herald">
<meta property="article:published_time" content="2021-03-03T21:15:00+01:00">
<meta name="author" content="Ada Quill">
<link rel="canonical" href="https://herald.example/news/river-bursts-its-banks">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>River bursts its banks</h1>
<p>The river Ansa burst its banks on Monday, and the mayor of Port Sable, <b>Ines Odano</b>, told residents to leave their houses before the evening.</p>
<p>&ldquo;We have two hours,&rdquo; she said at the town hall. Soldiers carried the old and the sick out of their houses &amp; brought them to the school.</p>
<p>It was the third flood in as many years, and the council has asked the government in the capital for a higher dam.</p>
</article>
<footer>Copyright The Sable Herald. All rights reserved. Subscribe to our newsletter.</footer>
</body></html>"#;

#[test]
fn a_page_gives_its_main_text_and_what_it_says_of_itself() {
    for name in ["river.html", "river.txt", "download"] {
        let report = only(name, PAGE);
        assert_eq!(
            report.title.as_deref(),
            Some("River bursts its banks"),
            "{name}"
        );
        assert_eq!(report.authors, ["Ada Quill"]);
        assert_eq!(report.publisher.as_deref(), Some("The Sable Herald"));
        assert_eq!(report.published.as_deref(), Some("2021-03-03"));
        assert_eq!(report.published_source, Some(PublishedSource::Metadata));
        let url = "https://herald.example/news/river-bursts-its-banks";
        assert_eq!(report.url.as_deref(), Some(url));
        assert_eq!(report.id, url);
        let paragraphs: Vec<&str> = report.text.split("\n\n").collect();
        assert!(
            paragraphs
                .iter()
                .any(|p| p.starts_with("“We have two hours,” she said")
                    && p.ends_with("houses & brought them to the school.")),
            "{paragraphs:?}"
        );
        assert!(!report.text.contains("newsletter"));
        assert!(!report.text.contains("Sport"));
    }
}

#[test]
fn a_page_without_a_date_is_dated_by_its_address() {
    let page = PAGE
        .replace("article:published_time", "article:section")
        .replace("/news/river", "/2021/03/03/river");
    let report = only("river.html", page);
    assert_eq!(report.published.as_deref(), Some("2021-03-03"));
    assert_eq!(report.published_source, Some(PublishedSource::Url));
}

#[test]
fn json_lines_keep_the_text_as_it_is() {
    let line = r#"{"id": 7, "text": "One\r\ntwo  three \u2014 ", "title": " T ", "published": "2031-03-03T10:00:00Z", "publisher": "P", "url": "https://a.example/x", "authors": "Ada Quill", "more": [1]}"#;
    let report = only("a.jsonl", format!("\n{line}\n\n"));
    assert_eq!(report.id, "7");
    assert_eq!(report.text.as_str(), "One\r\ntwo  three — ");
    assert_eq!(report.title.as_deref(), Some("T"));
    assert_eq!(report.authors, ["Ada Quill"]);
    assert_eq!(report.published.as_deref(), Some("2031-03-03"));
}

#[test]
fn json_is_known_by_its_look() {
    let lines = "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    let list = "[{\"text\": \"One.\"},\n {\"text\": \"Two.\"}]";
    let pretty = "{\n \"text\": \"One.\"\n}\n{\n \"text\": \"Two.\"\n}";
    for name in ["stdin", "a.json", "a.txt"] {
        for json in [lines, list, pretty] {
            let texts: Vec<String> = read(name, json)
                .into_iter()
                .map(|report| report.unwrap().text.to_string())
                .collect();
            assert_eq!(texts, ["One.", "Two."], "{name}: {json}");
        }
    }
}

#[test]
fn json_lines_in_utf16_are_lines_too() {
    let lines = "{\"text\": \"Café one.\"}\n{\"text\": \"Café two.\"}\n";
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(lines.encode_utf16().flat_map(u16::to_le_bytes));
    let texts: Vec<String> = read("a.jsonl", bytes)
        .into_iter()
        .map(|report| report.unwrap().text.to_string())
        .collect();
    assert_eq!(texts, ["Café one.", "Café two."]);
}

#[test]
fn the_caller_knows_better_than_the_file() {
    let options = Options {
        overrides: Overrides {
            published: Some("2031-04-01".into()),
            publisher: Some("The Other Herald".into()),
            title: Some("Title".into()),
            id: Some("mine".into()),
            ..Overrides::default()
        },
        ..Options::default()
    };
    let lines = "{\"id\": \"a\", \"text\": \"One.\", \"published\": \"no date at all\"}\n{\"text\": \"Two.\"}";
    let reports: Vec<Report> = from_bytes("a.jsonl", lines.into(), &options)
        .map(Result::unwrap)
        .collect();
    assert_eq!(reports[0].published.as_deref(), Some("2031-04-01"));
    assert_eq!(reports[0].published_source, Some(PublishedSource::Argument));
    assert_eq!(reports[0].publisher.as_deref(), Some("The Other Herald"));
    assert_eq!([&reports[0].id, &reports[1].id], ["mine", "mine#2"]);
}

#[test]
fn ids_are_given_or_the_address_or_the_place_and_never_twice() {
    let lines = [
        r#"{"text": "One.", "id": "a"}"#,
        r#"{"text": "Two.", "url": "https://a.example/x"}"#,
        r#"{"text": "Three."}"#,
        r#"{"text": "Four.", "id": "a"}"#,
        r#"{"text": "Five.", "id": "a"}"#,
    ];
    let ids: Vec<String> = read("a.jsonl", lines.join("\n"))
        .into_iter()
        .map(|report| report.unwrap().id)
        .collect();
    assert_eq!(ids, ["a", "https://a.example/x", "a.jsonl:3", "a#2", "a#3"]);
}

#[test]
fn a_directory_is_read_in_the_order_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("b.txt", b"Second.");
    write("a/z.txt.gz", &gzip(b"First."));
    write(
        "c.jsonl",
        b"{\"text\": \"Third.\"}\n{\"text\": \"Fourth.\"}",
    );
    write("picture.png", b"\x89PNG...");
    write(".hidden.txt", b"Hidden.");
    let reports: Vec<Report> = sources([folder.path()], &Options::default())
        .map(Result::unwrap)
        .collect();
    let found: Vec<(&str, &str)> = reports
        .iter()
        .map(|report| (report.id.as_str(), report.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("a/z.txt.gz", "First."),
            ("b.txt", "Second."),
            ("c.jsonl:1", "Third."),
            ("c.jsonl:2", "Fourth."),
        ]
    );
}
