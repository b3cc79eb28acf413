//! The answer of a web server, as archives keep it: its page, unpacked.

use std::io::{self, BufRead, Read};

use encoding_rs::Encoding;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::head::Head;
use crate::admission::MAX_PAGE_BYTES;
use crate::readers::{self, page};
use crate::{Reason, gzip};

/// A page that a server sent.
pub(super) struct Page {
    pub bytes: Vec<u8>,
    /// The encoding that the server named.
    pub encoding: Option<&'static Encoding>,
}

/// The page in an answer. `None` if it is not the one asked for (a redirection, a refusal) or no web page.
pub(super) fn page(answer: &mut impl BufRead) -> io::Result<Result<Option<Page>, Reason>> {
    let Some(head) = Head::read(answer)? else {
        return Ok(Err(Reason::Record("the server's answer has no head")));
    };
    let found = head.first.starts_with("HTTP/") && head.first.split(' ').nth(1) == Some("200");
    let kind = head.get("Content-Type");
    if !found || kind.is_some_and(|kind| !is_page(kind)) {
        return Ok(Ok(None));
    }
    let mut bytes = Vec::new();
    answer.take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_PAGE_BYTES {
        return Ok(Err(too_large()));
    }
    Ok(unpacked(&head, bytes).map(|bytes| {
        let beginning = readers::Head::new(&bytes[..bytes.len().min(1 << 13)], "");
        let is_page = kind.is_some() || (page::READER.claims)(&beginning);
        is_page.then(|| Page {
            encoding: kind.and_then(encoding),
            bytes,
        })
    }))
}

fn too_large() -> Reason {
    Reason::TooLarge {
        limit: MAX_PAGE_BYTES,
    }
}

fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"]
        .iter()
        .any(|page| page.eq_ignore_ascii_case(kind))
}

/// The encoding named by a `Content-Type`, if it names one that is known.
pub(crate) fn encoding(content_type: &str) -> Option<&'static Encoding> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let label = value.trim().trim_matches(['"', '\'']);
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| Encoding::for_label(label.as_bytes()))?
    })
}

/// The body without what was done to it for its way. Many crawlers undo that and leave the field in the head, so a body
/// that does not look packed is taken as it is.
fn unpacked(head: &Head, bytes: Vec<u8>) -> Result<Vec<u8>, Reason> {
    let chunked = head
        .get("Transfer-Encoding")
        .is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    let bytes = match chunked.then(|| without_chunks(&bytes)).flatten() {
        Some(whole) => whole,
        None => bytes,
    };
    let method = head.get("Content-Encoding").unwrap_or_default();
    match method.to_ascii_lowercase().as_str() {
        "" | "identity" | "none" | "utf-8" => Ok(bytes),
        "gzip" | "x-gzip" if gzip::is_packed(&bytes) => bounded(MultiGzDecoder::new(&bytes[..])),
        "deflate" if is_zlib(&bytes) => bounded(ZlibDecoder::new(&bytes[..])),
        "deflate" if !bytes.trim_ascii_start().starts_with(b"<") => {
            bounded(DeflateDecoder::new(&bytes[..]))
        }
        "gzip" | "x-gzip" | "deflate" => Ok(bytes),
        _ if std::str::from_utf8(&bytes).is_ok() => Ok(bytes),
        other => Err(Reason::Packing(other.to_owned())),
    }
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, check, ..]
        if method & 0x0f == 8 && u16::from_be_bytes([*method, *check]).is_multiple_of(31))
}

fn bounded(unpacking: impl Read) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    match unpacking.take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes) {
        Err(error) => Err(gzip::reason(error, true)),
        Ok(_) if bytes.len() as u64 > MAX_PAGE_BYTES => Err(too_large()),
        Ok(_) => Ok(bytes),
    }
}

/// What a body of chunks holds, as far as it goes; `None` if it does not consist of chunks.
fn without_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().position(|byte| *byte == b'\n')?;
        let (line, rest) = body.split_at(end + 1);
        let digits = line.split(|byte| *byte == b';').next()?;
        let digits = std::str::from_utf8(digits.trim_ascii()).ok()?;
        let length = usize::from_str_radix(digits, 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        // The last chunk may have been cut off with the record.
        whole.extend_from_slice(&rest[..length.min(rest.len())]);
        let rest = rest.get(length..).unwrap_or_default();
        if rest.is_empty() {
            return Some(whole);
        }
        body = rest
            .strip_prefix(b"\r")
            .unwrap_or(rest)
            .strip_prefix(b"\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::{encoding, without_chunks};

    #[test]
    fn chunks_are_put_together() {
        let whole = |body: &str| without_chunks(body.as_bytes());
        assert_eq!(
            whole("4;x=y\r\nThe \r\nA\r\nriver rose\r\n0\r\n\r\n").as_deref(),
            Some(&b"The river rose"[..])
        );
        assert_eq!(
            whole("9\r\nThe ri").as_deref(),
            Some(&b"The ri"[..]),
            "cut off"
        );
        assert_eq!(whole("<p>The river rose.</p>"), None);
        assert_eq!(whole("4\r\nThe river"), None);
        assert_eq!(whole("ffffffffffffffffff\r\nx"), None);
    }

    #[test]
    fn the_encoding_stands_in_the_content_type() {
        let name = |written| encoding(written).map(encoding_rs::Encoding::name);
        assert_eq!(name("text/html; charset=ISO-8859-2"), Some("ISO-8859-2"));
        assert_eq!(name("text/html;a=b; Charset=\"utf-8\""), Some("UTF-8"));
        assert_eq!(name("text/html; charset=none-such"), None);
        assert_eq!(name("text/html"), None);
    }
}
