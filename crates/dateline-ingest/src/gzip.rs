//! Compressed files, unpacked while they are read.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use crate::{Place, Reason};

const SIGNATURE: [u8; 2] = [0x1f, 0x8b];

/// The input, unpacked if it is compressed, and whether it was.
pub(crate) fn unpack(
    mut input: Box<dyn BufRead + Send>,
) -> io::Result<(Box<dyn BufRead + Send>, bool)> {
    if input.fill_buf()?.starts_with(&SIGNATURE) {
        let unpacked: Box<dyn Read + Send> = Box::new(MultiGzDecoder::new(input));
        Ok((Box::new(BufReader::with_capacity(1 << 16, unpacked)), true))
    } else {
        Ok((input, false))
    }
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
