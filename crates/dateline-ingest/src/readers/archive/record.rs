//! One record of an archive.

use std::io::{self, BufRead, Read};

use super::head::Head;
use super::http;
use super::window::Window;
use crate::Reason;
use crate::admission::{Draft, MAX_TEXT_BYTES};
use crate::encoding::decode;
use crate::readers::page;

/// What every record begins with.
pub(super) const BEGINNING: &[u8] = b"WARC/";

/// What was found where a record should be.
pub(super) enum Next {
    /// Nothing any more.
    End,
    /// A record that holds no report: of the crawl, of a request, of a picture.
    Other,
    /// A record that holds a report, and where it begins.
    Report(u64, Box<Draft>),
    /// A record from which no report can be had, and where it begins. The stream stands where it ends, or where the next
    /// one seems to begin.
    Broken(u64, Reason),
}

/// Reads the next record. An error is one of the stream itself.
pub(super) fn next<R: Read>(stream: &mut Window<R>) -> io::Result<Next> {
    skip_line_ends(stream)?;
    stream.mark();
    let at = stream.position();
    if stream.fill_buf()?.is_empty() {
        return Ok(Next::End);
    }
    match whole(stream)? {
        Ok(None) => Ok(Next::Other),
        Ok(Some(Ok(draft))) => Ok(Next::Report(at, Box::new(draft))),
        Ok(Some(Err(reason))) => Ok(Next::Broken(at, reason)),
        Err(reason) => {
            stream.go_back(at + 1);
            seek(stream)?;
            Ok(Next::Broken(at, reason))
        }
    }
}

/// What a sound record holds, if it should hold a report; else why it is not sound.
type Whole = Result<Option<Result<Draft, Reason>>, Reason>;

fn whole<R: Read>(stream: &mut Window<R>) -> io::Result<Whole> {
    let broken = |what| Ok(Err(Reason::Record(what)));
    if !stream.peek(BEGINNING.len())?.starts_with(BEGINNING) {
        return broken("it does not begin with \"WARC/\"");
    }
    let Some(head) = Head::read(stream)? else {
        return broken("its head does not end");
    };
    let length = head.get("Content-Length").map(str::parse::<u64>);
    let Some(Ok(length)) = length else {
        return broken("its head does not tell how long it is");
    };
    let mut block = stream.take(length);
    let held = hold(&head, &mut block)?;
    io::copy(&mut block, &mut io::sink())?;
    if block.limit() > 0 {
        return broken("it ends before its end");
    }
    // Two line ends stand between records; some writers forget them.
    let rest = stream.peek(BEGINNING.len())?;
    if rest.trim_ascii().is_empty() || rest.starts_with(b"\r\n\r\n") || rest.starts_with(BEGINNING)
    {
        Ok(Ok(held))
    } else {
        broken("it is not as long as its head tells")
    }
}

/// The report in a record's block, if there should be one.
fn hold(head: &Head, block: &mut impl BufRead) -> io::Result<Option<Result<Draft, Reason>>> {
    let is = |name: &str, value: &str| {
        let given = head.get(name).unwrap_or_default();
        given.len() >= value.len()
            && given.as_bytes()[..value.len()].eq_ignore_ascii_case(value.as_bytes())
    };
    let found = if is("WARC-Type", "response") && is("Content-Type", "application/http") {
        match http::page(block)? {
            Ok(Some(found)) => Some(page::draft(&found.bytes, found.encoding)),
            Ok(None) => None,
            Err(reason) => Some(Err(reason)),
        }
    } else if is("WARC-Type", "conversion") && is("Content-Type", "text/plain") {
        Some(text(block)?)
    } else {
        None
    };
    Ok(found.map(|found| {
        let mut draft = found?;
        // Version 1.0 of the format puts angle brackets around addresses.
        let address = head.get("WARC-Target-URI");
        if let Some(address) = address.map(|address| address.trim_matches(['<', '>'])) {
            draft.url = Some(address.to_owned());
        }
        draft.retrieved = head.get("WARC-Date").map(str::to_owned);
        Ok(draft)
    }))
}

/// Text that was made of a page.
fn text(block: &mut impl BufRead) -> io::Result<Result<Draft, Reason>> {
    let limit = MAX_TEXT_BYTES;
    let mut bytes = Vec::new();
    block.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > limit {
        Err(Reason::TooLarge { limit })
    } else {
        Ok(Draft {
            text: decode(&bytes, None).into_owned(),
            ..Draft::default()
        })
    })
}

fn skip_line_ends<R: Read>(stream: &mut Window<R>) -> io::Result<()> {
    loop {
        let ahead = stream.fill_buf()?;
        let ends = ahead
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        if ends == 0 {
            return Ok(());
        }
        stream.consume(ends);
    }
}

/// Goes on to where the next record seems to begin, or to the end.
fn seek<R: Read>(stream: &mut Window<R>) -> io::Result<()> {
    const LINE: &[u8] = b"\nWARC/1.";
    if stream.find(LINE)? {
        stream.consume(1);
    }
    Ok(())
}
