//! A record's JSON, compressed.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::de::DeserializeOwned;

/// Compresses (raw DEFLATE, as `zlib.decompress(json, -15)` of Python undoes).
pub(crate) fn pack(json: &str) -> io::Result<Vec<u8>> {
    let mut encoder =
        DeflateEncoder::new(Vec::with_capacity(json.len() / 4), Compression::default());
    encoder.write_all(json.as_bytes())?;
    encoder.finish()
}

/// As much of packed JSON as `T` asks for: to read all of a record takes several times as long. `None` if it cannot be read.
pub(crate) fn part<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    serde_json::from_str(&unpack(packed).ok()?).ok()
}

/// The JSON of packed bytes.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<String> {
    let mut json = String::with_capacity(packed.len() * 6);
    DeflateDecoder::new(packed).read_to_string(&mut json)?;
    Ok(json)
}
