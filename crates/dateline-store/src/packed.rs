//! A record's JSON, compressed.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// Compresses (raw DEFLATE, as `zlib.decompress(json, -15)` of Python undoes).
pub(crate) fn pack(json: &str) -> io::Result<Vec<u8>> {
    let mut encoder =
        DeflateEncoder::new(Vec::with_capacity(json.len() / 4), Compression::default());
    encoder.write_all(json.as_bytes())?;
    encoder.finish()
}

/// The JSON of packed bytes.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<String> {
    let mut json = String::with_capacity(packed.len() * 6);
    DeflateDecoder::new(packed).read_to_string(&mut json)?;
    Ok(json)
}
