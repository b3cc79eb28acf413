//! A file that is nothing but the text of one report.

use super::{Drafts, Input, Reader, single};
use crate::admission::{Draft, MAX_TEXT_BYTES};
use crate::encoding::decode;
use crate::gzip::read_all;

pub(super) const READER: Reader = Reader {
    name: "plain",
    about: "plain text, one report a file",
    extensions: &["txt", "text"],
    binary: false,
    unpacks: false,
    claims: |_| true,
    read,
};

fn read(input: Input) -> Drafts {
    single(input, |input| {
        // A character of another encoding may take fewer bytes than in UTF-8;
        // the text itself is measured when it is admitted.
        let bytes = read_all(&mut *input.bytes, MAX_TEXT_BYTES, input.compressed)?;
        Ok(Draft {
            text: unix_lines(&decode(&bytes, None)),
            ..Draft::default()
        })
    })
}

/// Line ends of all systems as `\n`.
fn unix_lines(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}
