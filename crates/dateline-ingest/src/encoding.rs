//! Bytes in any encoding become UTF-8.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes a document. In order of trust: a byte order mark, valid UTF-8, the
/// look of UTF-16, the encoding that the document declares, and the one it looks
/// like. Bytes that the encoding does not know become U+FFFD.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    // ASCII with NULs is valid UTF-8, and UTF-16 is full of NULs.
    if let Some(encoding) = utf16_by_look(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = match declared {
        // A document that declares UTF-8 and is not may still be mostly UTF-8.
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if mostly_utf8(bytes) => UTF_8,
        _ => guess(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether all but a few of the sequences beyond ASCII are UTF-8, as in a text
/// with one damaged character.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 10 * bad
}

/// UTF-16 without a mark: English in it has a NUL in every other byte.
pub(crate) fn utf16_by_look(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    if head.len() < 8 {
        return None;
    }
    let nuls = |odd: usize| head.chunks_exact(2).filter(|pair| pair[odd] == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), head.len() / 2);
    if odd * 10 >= pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a web page declares in its first 2048 bytes:
/// `<meta charset="…">`, `<meta … content="text/html; charset=…">` or
/// `<?xml encoding="…"?>`.
pub(crate) fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let after = |key: &[u8]| {
        head.windows(key.len())
            .position(|window| window == key)
            .map(|at| at + key.len())
    };
    let from = after(b"charset").or_else(|| after(b"encoding"))?;
    let mut rest = head[from..]
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace);
    if rest.next()? != b'=' {
        return None;
    }
    let label: Vec<u8> = rest
        .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\''))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .collect();
    let encoding = Encoding::for_label(&label)?;
    // A page that says UTF-16 in ASCII letters is not UTF-16 (HTML standard).
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    })
}

#[cfg(test)]
mod tests {
    use super::{declared_in_page, decode};
    use encoding_rs::{Encoding, UTF_8, WINDOWS_1251, WINDOWS_1252};

    const WORDS: &str = "The café owner’s “naïve” plea — for €500 — was refused.";

    #[test]
    fn the_encodings_of_newspapers_are_told_apart() {
        let (western, _, lossy) = WINDOWS_1252.encode(WORDS);
        assert!(!lossy);
        assert_eq!(decode(&western, None), WORDS);
        assert_eq!(decode(WORDS.as_bytes(), None), WORDS);
        let marked: Vec<u8> = [b"\xef\xbb\xbf", WORDS.as_bytes()].concat();
        assert_eq!(decode(&marked, None), WORDS);
        let units = || WORDS.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None), WORDS, "UTF-16 without a mark");
        assert_eq!(decode(&[b"\xfe\xff", &big[..]].concat(), None), WORDS);
    }

    #[test]
    fn a_declared_encoding_is_believed() {
        let (bytes, _, _) = WINDOWS_1251.encode("Мэр: no comment");
        assert_eq!(decode(&bytes, Some(WINDOWS_1251)), "Мэр: no comment");
    }

    #[test]
    fn one_damaged_character_does_not_change_the_encoding() {
        let mut bytes = WORDS.repeat(3).into_bytes();
        bytes.push(0xff);
        assert_eq!(decode(&bytes, None), WORDS.repeat(3) + "\u{fffd}");
    }

    #[test]
    fn a_page_declares_its_encoding_in_three_ways() {
        let declared = |page: &str| declared_in_page(page.as_bytes()).map(Encoding::name);
        assert_eq!(
            declared("<meta charset=\"windows-1251\">"),
            Some("windows-1251")
        );
        assert_eq!(
            declared("<META http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"),
            Some("windows-1252")
        );
        assert_eq!(
            declared("<?xml version='1.0' encoding='Shift_JIS'?>"),
            Some("Shift_JIS")
        );
        assert_eq!(declared("<meta charset=utf-16>"), Some(UTF_8.name()));
        assert_eq!(declared("<p>the charset of it</p>"), None);
    }
}
