//! Frozen text, spans of it, and the one conversion between bytes and code points.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The text of a report: UTF-8, frozen at ingest, cheap to clone.
///
/// Derefs to `str`. Every [`Span`] of a record is a range of this text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text(Arc<str>);

/// The text is longer than a 32-bit offset can address (4 GiB).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("text of {bytes} bytes is longer than the largest offset, 4294967295")]
pub struct TextTooLong {
    /// Length of the refused text.
    pub bytes: usize,
}

/// A half-open range of UTF-8 bytes on character boundaries of one [`Text`].
///
/// Made by [`Text::span`] and its relatives, which check; it has no public
/// fields and no serialised form (see [`CharSpan`] for that).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

/// A half-open range of Unicode code points: the outer form of a span.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[schemars(rename = "Span")]
pub struct CharSpan {
    /// First code point of the span, counted from 0.
    pub start: u32,
    /// First code point after the span.
    pub end: u32,
}

impl Text {
    /// Freezes a text.
    pub fn new(text: impl Into<Arc<str>>) -> Result<Text, TextTooLong> {
        let text = text.into();
        match u32::try_from(text.len()) {
            Ok(_) => Ok(Text(text)),
            Err(_) => Err(TextTooLong { bytes: text.len() }),
        }
    }

    /// The text as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The span of bytes `start..end`, or `None` if that is out of order, out of
    /// the text, or cuts a character.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        self.0.get(start..end)?;
        Some(Span {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(end).ok()?,
        })
    }

    /// The whole text as a span.
    pub fn whole(&self) -> Span {
        Span {
            start: 0,
            // `Text::new` has checked that the length fits.
            end: self.0.len() as u32,
        }
    }

    /// The span of a part of this very text, such as a `split` or `trim` of it
    /// gives; `None` for a string that lies elsewhere in memory.
    pub fn span_of(&self, part: &str) -> Option<Span> {
        let start = (part.as_ptr() as usize).checked_sub(self.0.as_ptr() as usize)?;
        self.span(start, start.checked_add(part.len())?)
    }

    /// The first occurrence of `needle`.
    pub fn find_span(&self, needle: &str) -> Option<Span> {
        let start = self.0.find(needle)?;
        self.span(start, start + needle.len())
    }

    /// The words of a span, or `None` if the span is not one of this text.
    pub fn get(&self, span: Span) -> Option<&str> {
        self.0.get(span.range())
    }

    /// The words of a span.
    ///
    /// # Panics
    /// If the span was made for another text, as indexing a string would.
    pub fn slice(&self, span: Span) -> &str {
        &self.0[span.range()]
    }

    /// The converter between bytes and code points of this text.
    pub fn code_points(&self) -> CodePoints<'_> {
        CodePoints::new(&self.0)
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        Text::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

impl Span {
    /// First byte of the span.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// First byte after the span.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The span as a range of bytes, to index a `str` with.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both (of the same text).
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// What both spans share, or `None` if they share no byte.
    pub fn overlap(self, other: Span) -> Option<Span> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(Span { start, end })
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.overlap(other).is_some()
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Bytes between two entries of the table of [`CodePoints`].
const STRIDE: usize = 64;

/// Converts between byte spans and code-point spans of one text.
///
/// Building it is one pass over the text; each conversion looks at no more than
/// 64 bytes (bytes to code points) or a binary search more (the way back).
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points that begin before byte `i * STRIDE`.
    before: Vec<u32>,
}

/// Number of code points that begin in `bytes`, which may start or end inside one.
fn beginnings(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b as i8) >= -0x40).count() as u32
}

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> CodePoints<'a> {
        let mut total = 0;
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        for block in text.as_bytes().chunks(STRIDE) {
            before.push(total);
            total += beginnings(block);
        }
        if before.is_empty() {
            before.push(0);
        }
        CodePoints { text, before }
    }

    fn code_point_at(&self, byte: usize) -> Option<u32> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        let block = (byte / STRIDE).min(self.before.len() - 1);
        let rest = self.text.as_bytes().get(block * STRIDE..byte)?;
        Some(self.before[block] + beginnings(rest))
    }

    fn byte_at(&self, code_point: u32) -> Option<usize> {
        // The last block with no more than `code_point` beginnings before it.
        let block = self.before.partition_point(|n| *n <= code_point) - 1;
        let from = block * STRIDE;
        let mut missing = code_point - self.before[block];
        for (offset, byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if (*byte as i8) >= -0x40 {
                if missing == 0 {
                    return Some(from + offset);
                }
                missing -= 1;
            }
        }
        (missing == 0).then_some(self.text.len())
    }

    /// The outer form of a span, or `None` if it is not a span of this text.
    pub fn outer(&self, span: Span) -> Option<CharSpan> {
        Some(CharSpan {
            start: self.code_point_at(span.start())?,
            end: self.code_point_at(span.end())?,
        })
    }

    /// The inner form of a span, or `None` if it is out of order or out of the text.
    pub fn inner(&self, span: CharSpan) -> Option<Span> {
        if span.start > span.end {
            return None;
        }
        Some(Span {
            start: self.byte_at(span.start)? as u32,
            end: self.byte_at(span.end)? as u32,
        })
    }
}
