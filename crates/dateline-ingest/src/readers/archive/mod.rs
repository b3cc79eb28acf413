//! Archives of the web: WARC, as crawlers write it, and WET, the text that Common Crawl makes of it.
//!
//! Read by ourselves, record by record: the crate `warc` ends at the first record that is broken, does not tell where it
//! stands in the file, holds a record of any length, and unpacks a whole file as one stream, so that a damaged member takes
//! all that follow along.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::{Drafts, Found, Input, Reader};
use crate::{IngestError, Place, Reason, gzip};

use record::{BEGINNING, Next};
use window::Window;

mod head;
pub(crate) mod http;
mod record;
mod window;

pub(super) const READER: Reader = Reader {
    name: "archive",
    about: "WARC or WET archive, one report a page",
    extensions: &["warc", "wet"],
    binary: true,
    unpacks: true,
    claims,
    read,
};

fn claims(head: &super::Head<'_>) -> bool {
    READER.extensions.contains(&head.extension) || head.text.as_bytes().starts_with(BEGINNING)
}

fn read(input: Input) -> Drafts {
    let raw = Window::new(input.bytes);
    Box::new(Archive {
        file: input.file,
        fallback_id: input.fallback_id,
        stage: match input.compressed {
            true => Stage::Between(raw),
            false => Stage::Plain(raw),
        },
        told: false,
    })
}

type Raw = Window<Box<dyn BufRead + Send>>;

/// What is read next.
enum Stage {
    /// A record of an archive that is not compressed.
    Plain(Raw),
    /// A member of a compressed archive.
    Between(Raw),
    /// A record of the member that begins at this byte of the file.
    Inside(u64, Box<Window<GzDecoder<Raw>>>),
    Over,
}

struct Archive {
    file: String,
    fallback_id: String,
    stage: Stage,
    /// Whether anything was given back.
    told: bool,
}

/// A step of the reading: what is next, and what was found on the way.
type Step = (Stage, Option<(Place, Result<super::Draft, Reason>)>);

impl Iterator for Archive {
    type Item = Result<Found, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (next, found) = match std::mem::replace(&mut self.stage, Stage::Over) {
                Stage::Plain(stream) => plain(stream),
                Stage::Between(raw) => between(raw),
                Stage::Inside(member, stream) => inside(member, stream),
                Stage::Over if self.told => return None,
                Stage::Over => (Stage::Over, Some((Place::Whole, Err(Reason::Empty)))),
            };
            self.stage = next;
            if let Some((place, outcome)) = found {
                self.told = true;
                return Some(match outcome {
                    Ok(draft) => Ok(Found {
                        draft,
                        place,
                        fallback_id: format!("{}:{}", self.fallback_id, offsets(place)),
                    }),
                    Err(reason) => Err(IngestError::new(&self.file, place, reason)),
                });
            }
        }
    }
}

/// A place in an archive as ids write it.
fn offsets(place: Place) -> String {
    match place {
        Place::Byte(at) | Place::Member(at, 0) => at.to_string(),
        Place::Member(at, byte) => format!("{at}:{byte}"),
        _ => String::new(),
    }
}

fn plain(mut stream: Raw) -> Step {
    match record::next(&mut stream) {
        Ok(Next::End) => (Stage::Over, None),
        Ok(Next::Other) => (Stage::Plain(stream), None),
        Ok(Next::Report(at, draft)) => (Stage::Plain(stream), Some((Place::Byte(at), Ok(*draft)))),
        Ok(Next::Broken(at, reason)) => {
            (Stage::Plain(stream), Some((Place::Byte(at), Err(reason))))
        }
        Err(error) => stop(Place::Byte(stream.position()), error),
    }
}

fn inside(member: u64, mut stream: Box<Window<GzDecoder<Raw>>>) -> Step {
    let found = match record::next(&mut stream) {
        Ok(Next::End) => return (Stage::Between(stream.into_inner().into_inner()), None),
        Ok(Next::Other) => None,
        Ok(Next::Report(at, draft)) => Some((Place::Member(member, at), Ok(*draft))),
        Ok(Next::Broken(at, reason)) => Some((Place::Member(member, at), Err(reason))),
        Err(error) => return damaged(member, stream.into_inner().into_inner(), error),
    };
    (Stage::Inside(member, stream), found)
}

fn between(mut raw: Raw) -> Step {
    raw.mark();
    let at = raw.position();
    match raw
        .peek(2)
        .map(|ahead| (ahead.is_empty(), gzip::is_packed(ahead)))
    {
        Ok((true, _)) => (Stage::Over, None),
        Ok((_, true)) => {
            let member = Window::new(GzDecoder::new(raw));
            (Stage::Inside(at, Box::new(member)), None)
        }
        Ok((_, false)) => damaged(at, raw, io::ErrorKind::InvalidData.into()),
        Err(error) => stop(Place::Member(at, 0), error),
    }
}

/// Goes on to the next member that holds a record, after one that begins at `at` and is damaged.
fn damaged(at: u64, mut raw: Raw, error: io::Error) -> Step {
    let place = Place::Member(at, 0);
    let reason = gzip::reason(error, true);
    if matches!(reason, Reason::Io(_)) {
        return (Stage::Over, Some((place, Err(reason))));
    }
    raw.go_back(at + 1);
    match seek(&mut raw) {
        Ok(()) => (Stage::Between(raw), Some((place, Err(reason)))),
        Err(error) => stop(place, error),
    }
}

/// Goes on to where a member begins that holds a record, or to the end. The bytes that members begin with may stand inside
/// one too, so the first ones of a member are unpacked on trial.
fn seek(raw: &mut Raw) -> io::Result<()> {
    /// A signature, and the only method there is.
    const MEMBER: &[u8] = b"\x1f\x8b\x08";
    const TRIAL: usize = 1 << 12;
    while raw.find(MEMBER)? {
        let mut beginning = [0; BEGINNING.len()];
        let mut trial = GzDecoder::new(raw.peek(TRIAL)?);
        if trial.read_exact(&mut beginning).is_ok() && beginning == BEGINNING {
            break;
        }
        raw.consume(1);
    }
    Ok(())
}

/// Ends the reading with an error of the file itself.
fn stop(place: Place, error: io::Error) -> Step {
    (Stage::Over, Some((place, Err(Reason::Io(error)))))
}
