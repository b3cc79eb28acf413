//! Files that are no text at all.

use encoding_rs::Encoding;

use crate::encoding::utf16_by_look;

/// First bytes of files that people put beside reports.
const SIGNATURES: [(&[u8], &str); 15] = [
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
];

/// What sort of binary data begins like this, or `None` if it may be text.
pub(crate) fn kind_of(head: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = SIGNATURES
        .iter()
        .find(|(signature, _)| head.starts_with(signature))
    {
        return Some(name);
    }
    if Encoding::for_bom(head).is_some() || utf16_by_look(head).is_some() {
        return None;
    }
    // A stray control character is a fault of the text (and reported as such, if
    // it is a NUL); one in ten bytes is no text.
    let controls = head
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
        .count();
    (controls * 10 > head.len()).then_some("binary data")
}
