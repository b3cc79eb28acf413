//! Compressed files, unpacked while they are read.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use crate::{Place, Reason};

const SIGNATURE: [u8; 2] = [0x1f, 0x8b];

/// Whether a file that begins with these bytes is compressed.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// What a compressed input holds, unpacked while it is read.
pub(crate) fn unpack(input: Box<dyn BufRead + Send>) -> Box<dyn BufRead + Send> {
    let unpacked = MultiGzDecoder::new(input);
    Box::new(BufReader::with_capacity(1 << 16, unpacked))
}

/// As much as `limit` bytes of what the first bytes of a compressed file hold, and the error that ended it.
pub(crate) fn beginning(packed: &[u8], limit: u64) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let ended = MultiGzDecoder::new(packed)
        .take(limit)
        .read_to_end(&mut bytes);
    (bytes, ended.err())
}

/// What an error of reading means in a file that is (or is not) compressed.
pub(crate) fn reason(error: io::Error, compressed: bool) -> Reason {
    match error.kind() {
        io::ErrorKind::UnexpectedEof if compressed => Reason::TruncatedGzip,
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if compressed => {
            Reason::BrokenGzip(error)
        }
        _ => Reason::Io(error),
    }
}

/// Reads all of `input`, but no more than `limit` bytes.
pub(crate) fn read_all(
    input: &mut dyn BufRead,
    limit: u64,
    compressed: bool,
) -> Result<Vec<u8>, (Place, Reason)> {
    let mut bytes = Vec::new();
    match input.take(limit + 1).read_to_end(&mut bytes) {
        Err(error) => Err((Place::Byte(bytes.len() as u64), reason(error, compressed))),
        Ok(_) if bytes.len() as u64 > limit => Err((Place::Whole, Reason::TooLarge { limit })),
        Ok(_) => Ok(bytes),
    }
}
