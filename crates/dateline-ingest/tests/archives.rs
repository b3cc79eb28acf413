//! Archives of the web: every page in them is a report, whatever is broken between.

use std::io::Write;

use dateline_ingest::{Options, from_bytes, from_reader};
use dateline_record::Report;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use proptest::prelude::*;

/// A record of that type with these lines in its head.
fn record(kind: &str, lines: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\n{lines}Content-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [head.as_bytes(), b"\r\n", body].concat()
}

/// The answer of a server that was asked for page `number`.
fn response(number: usize, head: &str, body: &[u8]) -> Vec<u8> {
    let lines = format!(
        "WARC-Target-URI: https://herald.example/{number}\r\nWARC-Date: 2031-03-09T10:11:12Z\r\n\
         Content-Type: application/http; msgtype=response\r\n"
    );
    record("response", &lines, &answer(head, body))
}

const HTML: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";

fn page(what: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>{what}</title></head><body><article><h1>{what}</h1>\
         <p>The mayor of Port Sable, Ines Odano, said on Monday that the river had taken {what}.</p>\
         <p>Soldiers carried the old out of their houses and brought them to the school on the hill.</p>\
         </article></body></html>"
    )
}

/// A page as a record, in the usual form.
fn usual(number: usize, what: &str) -> Vec<u8> {
    response(number, HTML, page(what).as_bytes())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

/// What reading gives: the address of each report, or the sentence of each error.
fn outcomes(name: &str, bytes: &[u8]) -> Vec<String> {
    from_bytes(name, bytes.to_vec(), &Options::default())
        .map(|outcome| match outcome {
            Ok(report) => report.url.unwrap_or(report.id),
            Err(error) => error.to_string(),
        })
        .collect()
}

fn only(bytes: &[u8]) -> Report {
    let mut all: Vec<_> = from_bytes("a.warc", bytes.to_vec(), &Options::default()).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).expect("a report")
}

const ADDRESS: &str = "https://herald.example/";

#[test]
fn pages_are_read_and_other_records_passed_over() {
    let archive = [
        record(
            "warcinfo",
            "Content-Type: application/warc-fields\r\n",
            b"software: own\r\n",
        ),
        record(
            "request",
            "Content-Type: application/http\r\n",
            b"GET /1 HTTP/1.1\r\n\r\n",
        ),
        usual(1, "the market"),
        response(
            2,
            "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n",
            b"<p>moved</p>",
        ),
        response(
            3,
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n",
            b"\x89PNG",
        ),
        record("metadata", "", b"fetchTimeMs: 12\r\n"),
        usual(4, "the school"),
    ]
    .concat();
    let expected = [1, 4].map(|number| format!("{ADDRESS}{number}"));
    for name in ["a.warc", "a", "<stdin>"] {
        assert_eq!(outcomes(name, &archive), expected, "{name}");
    }
    assert_eq!(
        outcomes("a.warc.gz", &packed(&archive)),
        expected,
        "one member"
    );
    let report = only(&usual(1, "the market"));
    assert_eq!(report.title.as_deref(), Some("the market"));
    assert!(
        report.text.contains("had taken the market."),
        "{}",
        report.text.as_str()
    );
}

#[test]
fn the_day_of_the_fetch_is_not_the_day_of_publication() {
    let report = only(&usual(1, "the market"));
    assert_eq!(report.retrieved.as_deref(), Some("2031-03-09T10:11:12Z"));
    assert_eq!(report.published, None);
    let dated = page("the market").replace(
        "<head>",
        "<head><meta property=article:published_time content=2031-03-04T08:00:00Z>",
    );
    let report = only(&response(1, HTML, dated.as_bytes()));
    assert_eq!(report.published.as_deref(), Some("2031-03-04"));
    assert_eq!(report.retrieved.as_deref(), Some("2031-03-09T10:11:12Z"));
}

#[test]
fn pages_come_unpacked_and_in_the_encoding_that_the_server_names() {
    let page = page("the café");
    let zlib = |bytes: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("in memory");
        encoder.finish().expect("in memory")
    };
    let deflated = |bytes: &[u8]| {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("in memory");
        encoder.finish().expect("in memory")
    };
    let chunks = |bytes: &[u8]| {
        let (one, two) = bytes.split_at(bytes.len() / 2);
        let mut body = Vec::new();
        for part in [one, two, b""] {
            body.extend_from_slice(format!("{:x}\r\n", part.len()).as_bytes());
            body.extend_from_slice(part);
            body.extend_from_slice(b"\r\n");
        }
        body
    };
    let plain = page.as_bytes();
    let ways: [(&str, Vec<u8>); 8] = [
        ("Transfer-Encoding: chunked\r\n", chunks(plain)),
        ("Content-Encoding: gzip\r\n", packed(plain)),
        ("Content-Encoding: deflate\r\n", zlib(plain)),
        ("Content-Encoding: deflate\r\n", deflated(plain)),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            chunks(&packed(plain)),
        ),
        // As crawlers leave them that have unpacked the page themselves.
        ("Transfer-Encoding: chunked\r\n", plain.to_vec()),
        ("Content-Encoding: gzip\r\n", plain.to_vec()),
        ("Content-Encoding: br\r\n", plain.to_vec()),
    ];
    for (fields, body) in ways {
        let report = only(&response(1, &format!("{HTML}{fields}"), &body));
        assert!(report.text.contains("had taken the café."), "{fields}");
    }
    // In this encoding the byte means another letter than in the usual one.
    let body = plain
        .iter()
        .copied()
        .filter(u8::is_ascii)
        .collect::<Vec<_>>();
    let body = String::from_utf8(body)
        .expect("ASCII")
        .replace("caf", "caf\u{1}");
    let body: Vec<u8> = body
        .bytes()
        .map(|byte| if byte == 1 { 0xe8 } else { byte })
        .collect();
    let head = HTML.replace("utf-8", "iso-8859-2");
    let report = only(&response(1, &head, &body));
    assert!(
        report.text.contains("had taken the cafč."),
        "{}",
        report.text.as_str()
    );
    let unknown = response(
        1,
        &format!("{HTML}Content-Encoding: br\r\n"),
        b"\xce\xb2\xff\xfe",
    );
    assert_eq!(
        outcomes("a.warc", &unknown),
        ["a.warc, byte 0: packed by the method \"br\", which is not known"]
    );
}

#[test]
fn text_that_was_made_of_pages_is_read_as_it_is() {
    let lines = "WARC-Target-URI: <https://herald.example/1>\r\nWARC-Date: 2031-03-09T10:11:12Z\r\n\
                 Content-Type: text/plain\r\n";
    let text = "Flood\nThe river Ansa burst its banks on Monday.";
    let archive = [
        record("warcinfo", "", b"x"),
        record("conversion", lines, text.as_bytes()),
    ];
    let report = only(&archive.concat());
    assert_eq!(report.text.as_str(), text);
    assert_eq!(report.url.as_deref(), Some("https://herald.example/1"));
    assert_eq!(report.retrieved.as_deref(), Some("2031-03-09T10:11:12Z"));
    let members: Vec<u8> = archive.iter().flat_map(|record| packed(record)).collect();
    assert_eq!(outcomes("a.warc.wet.gz", &members).len(), 1);
}

#[test]
fn a_broken_record_is_named_with_its_byte_and_the_next_one_is_read() {
    let first = usual(1, "the market");
    let at = first.len();
    let after = usual(3, "the school");
    let wrong = |record: &[u8]| outcomes("a.warc", &[&first, record, &after].concat());
    let text = String::from_utf8(usual(2, "the bridge")).expect("ASCII");
    let length = text
        .split("Content-Length: ")
        .nth(1)
        .and_then(|rest| rest.split('\r').next());
    let length: usize = length
        .and_then(|length| length.parse().ok())
        .expect("it is there");
    let with_length =
        |told: &str| text.replace(&format!("Length: {length}"), &format!("Length: {told}"));
    let broken = [
        (
            with_length(&(length + 9).to_string()),
            "it is not as long as its head tells",
        ),
        (
            with_length(&(length - 9).to_string()),
            "it is not as long as its head tells",
        ),
        (with_length("99999999"), "it ends before its end"),
        (with_length("many"), "its head does not tell how long it is"),
        (
            text.replace("Content-Length", "Length"),
            "its head does not tell how long it is",
        ),
        (
            text.replace("WARC/1.0", "WRAC/1.0"),
            "it does not begin with \"WARC/\"",
        ),
    ];
    for (record, why) in broken {
        let expected = [
            format!("{ADDRESS}1"),
            format!("a.warc, byte {at}: a broken record: {why}"),
            format!("{ADDRESS}3"),
        ];
        assert_eq!(wrong(record.as_bytes()), expected, "{why}");
    }
}

#[test]
fn a_damaged_member_is_passed_over() {
    let members = [1, 2, 3].map(|number| packed(&usual(number, "the market")));
    let at = members[0].len();
    let name = "a.warc.gz";
    let whole = members.concat();
    assert_eq!(outcomes(name, &whole).len(), 3);
    for offset in 0..members[1].len() {
        let mut bytes = whole.clone();
        bytes[at + offset] ^= 0x55;
        let found = outcomes(name, &bytes);
        assert_eq!(
            found.first().map(String::as_str),
            Some("https://herald.example/1")
        );
        assert_eq!(
            found.last().map(String::as_str),
            Some("https://herald.example/3"),
            "damaged at {offset}: {found:?}"
        );
        // Some bytes of a member's head mean nothing.
        if found[1] != format!("{ADDRESS}2") {
            let place = format!("a.warc.gz, gzip member at byte {at}: ");
            assert!(
                found[1].starts_with(&place),
                "damaged at {offset}: {found:?}"
            );
        }
    }
    let cut = &whole[..whole.len() - 20];
    let found = outcomes(name, cut);
    assert_eq!(found.len(), 3);
    assert!(
        found[2].contains("the compressed data ends too early"),
        "{found:?}"
    );
}

#[test]
fn the_first_member_may_be_damaged_too() {
    let mut members = [1, 2].map(|number| packed(&usual(number, "the market")));
    members[0][40..60].fill(0xff);
    let found = outcomes("a.warc.gz", &members.concat());
    assert!(
        found[0].starts_with("a.warc.gz, gzip member at byte 0: "),
        "{found:?}"
    );
    assert_eq!(found[1..], [format!("{ADDRESS}2")]);
}

#[test]
fn records_without_reports_are_no_reports() {
    let archive = record("warcinfo", "", b"software: own\r\n");
    assert_eq!(
        outcomes("a.warc", &archive),
        ["a.warc: there is no text in it"]
    );
    assert_eq!(outcomes("a.warc", b""), ["a.warc: there is no text in it"]);
    assert_eq!(
        outcomes("a.warc.gz", b""),
        ["a.warc.gz: there is no text in it"]
    );
}

#[test]
fn a_page_of_any_length_does_not_fill_the_memory() {
    // A record that claims a terabyte, in a file that ends after some megabytes.
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n\
                Content-Length: 1099511627776\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let body = std::io::Read::take(std::io::repeat(b'x'), 40 << 20);
    let endless = std::io::Read::chain(head.as_bytes(), body);
    let found: Vec<_> = from_reader("a.warc", endless, &Options::default()).collect();
    assert_eq!(found.len(), 1);
    let long = response(1, HTML, &vec![b' '; (32 << 20) + 1]);
    let found = outcomes("a.warc", &[long, usual(2, "the market")].concat());
    assert_eq!(
        found,
        [
            "a.warc, byte 0: longer than the limit of 33554432 bytes".to_owned(),
            format!("{ADDRESS}2")
        ]
    );
}

proptest! {
    #[test]
    fn any_archive_is_read_to_its_end(
        pieces in proptest::collection::vec((0..6usize, any::<u16>(), any::<u8>()), 0..6),
        compressed: bool,
    ) {
        let mut archive = Vec::new();
        for (kind, at, byte) in pieces {
            let mut piece = match kind {
                0 => usual(usize::from(at), "the market"),
                1 => record("request", "", b"GET / HTTP/1.0\r\n\r\n"),
                2 => record("conversion", "Content-Type: text/plain\r\n", &[byte; 9]),
                3 => vec![byte; usize::from(at) % 50],
                4 => b"WARC/1.0\r\nContent-Length: 1\r\n".to_vec(),
                _ => response(1, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", &[b'9', b'\r', b'\n', byte]),
            };
            if compressed {
                piece = packed(&piece);
            }
            if kind != 0 && !piece.is_empty() {
                let at = usize::from(at) % piece.len();
                piece[at] = byte;
            }
            archive.extend(piece);
        }
        let found = outcomes("a.warc", &archive);
        prop_assert!(!found.is_empty());
        prop_assert!(found.len() < 40, "{:?}", found);
    }
}
