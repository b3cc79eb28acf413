//! A stream of which the last stretch can be gone over again.

use std::io::{self, BufRead, Read};

/// How much is read at a time.
const CHUNK: usize = 1 << 16;

/// How much of what was read since the mark is kept: a damaged record may have eaten the beginnings of others, and most
/// records are far smaller.
const KEPT: usize = 4 << 20;

/// A reader that keeps what was read since a mark, up to [`KEPT`] bytes.
pub(super) struct Window<R> {
    inner: R,
    /// What is kept, then what is still to be read.
    buffer: Vec<u8>,
    /// Where in the buffer the part begins that is still to be read.
    next: usize,
    /// Where in the buffer the mark is.
    marked: usize,
    /// Where in the stream the buffer begins.
    start: u64,
}

impl<R: Read> Window<R> {
    pub fn new(inner: R) -> Window<R> {
        Window {
            inner,
            buffer: Vec::new(),
            next: 0,
            marked: 0,
            start: 0,
        }
    }

    pub fn into_inner(self) -> R {
        self.inner
    }

    /// How many bytes of the stream have been read.
    pub fn position(&self) -> u64 {
        self.start + self.next as u64
    }

    /// From here on what is read is kept; what came before is not needed any more.
    pub fn mark(&mut self) {
        self.marked = self.next;
    }

    /// Goes back to a byte after the mark, or as far as is kept.
    pub fn go_back(&mut self, position: u64) {
        let back = position.saturating_sub(self.start);
        self.next = usize::try_from(back).map_or(self.next, |back| back.min(self.next));
    }

    /// What comes next, without reading it: at least `length` bytes unless the stream ends before.
    pub fn peek(&mut self, length: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.next < length && self.more()? {}
        Ok(&self.buffer[self.next..])
    }

    /// Goes on to the next place where these bytes stand; `false` at the end of the stream.
    pub fn find(&mut self, wanted: &[u8]) -> io::Result<bool> {
        loop {
            let ahead = self.peek(CHUNK)?;
            let found = ahead
                .windows(wanted.len())
                .position(|bytes| bytes == wanted);
            let passed = ahead.len();
            match found {
                Some(at) => {
                    self.next += at;
                    return Ok(true);
                }
                // The end of what was seen may be the beginning of what is wanted.
                None if passed >= CHUNK => self.next += passed - (wanted.len() - 1),
                None => {
                    self.next += passed;
                    return Ok(false);
                }
            }
        }
    }

    /// Reads one more chunk into the buffer; `false` at the end of the stream.
    fn more(&mut self) -> io::Result<bool> {
        let mut forgotten = self.marked;
        if self.next - forgotten > KEPT {
            forgotten = self.next - KEPT / 2;
        }
        self.buffer.drain(..forgotten);
        self.start += forgotten as u64;
        self.next -= forgotten;
        self.marked = 0;
        let before = self.buffer.len();
        self.buffer.resize(before + CHUNK, 0);
        let read = loop {
            match self.inner.read(&mut self.buffer[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer
            .truncate(before + read.as_ref().map_or(0, |read| *read));
        Ok(read? > 0)
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, length: usize) {
        self.next = (self.next + length).min(self.buffer.len());
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{KEPT, Window};

    #[test]
    fn what_was_read_since_the_mark_is_read_again() {
        let mut window = Window::new(&b"one two three"[..]);
        let mut word = [0; 4];
        window.read_exact(&mut word).expect("in memory");
        window.mark();
        window.read_exact(&mut word).expect("in memory");
        assert_eq!(&word, b"two ");
        window.go_back(4);
        assert_eq!(window.position(), 4);
        assert_eq!(window.peek(3).expect("in memory"), b"two three");
        assert!(window.find(b"three").expect("in memory"));
        assert_eq!(window.position(), 8);
        assert!(!window.find(b"four").expect("in memory"));
        assert_eq!(window.position(), 13);
    }

    #[test]
    fn a_long_stream_is_not_kept() {
        let length = 5 * KEPT as u64;
        let mut window = Window::new(io::repeat(b'.').take(length));
        window.mark();
        let read = io::copy(&mut window, &mut io::sink()).expect("in memory");
        assert_eq!(read, length);
        assert!(window.buffer.capacity() < 3 * KEPT);
        window.go_back(0);
        assert!(window.position() > length - 2 * KEPT as u64, "only so far");
    }
}
