//! XML that is written piece by piece.

use std::borrow::Cow;
use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::error::ExportError;

/// Writes an XML document.
pub struct Xml<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> Xml<W> {
    /// A document in UTF-8, written to `out`.
    pub fn begin(out: W) -> Result<Xml<W>, ExportError> {
        let mut xml = Xml::fragment(out);
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        xml.writer.write_event(Event::Decl(declaration))?;
        Ok(xml)
    }

    /// A part of a document.
    pub fn fragment(out: W) -> Xml<W> {
        Xml {
            writer: Writer::new_with_indent(out, b' ', 1),
        }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), ExportError> {
        let element = element(name, attributes);
        Ok(self.writer.write_event(Event::Start(element))?)
    }

    /// Closes an element.
    pub fn close(&mut self, name: &str) -> Result<(), ExportError> {
        Ok(self.writer.write_event(Event::End(BytesEnd::new(name)))?)
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), ExportError> {
        let element = element(name, attributes);
        Ok(self.writer.write_event(Event::Empty(element))?)
    }

    /// An element with text.
    pub fn text(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> Result<(), ExportError> {
        self.open(name, attributes)?;
        let text = legal(text);
        self.writer
            .write_event(Event::Text(BytesText::new(&text)))?;
        self.close(name)
    }

    /// What is written to.
    pub fn out(&mut self) -> &mut W {
        self.writer.get_mut()
    }

    /// Gives back what was written to.
    pub fn into_out(self) -> W {
        self.writer.into_inner()
    }
}

fn element<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, legal(value).as_ref()));
    }
    element
}

/// The text without the characters that XML 1.0 cannot hold, not even escaped.
fn legal(text: &str) -> Cow<'_, str> {
    let illegal = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c < ' ',
    };
    if text.contains(illegal) {
        Cow::Owned(text.replace(illegal, ""))
    } else {
        Cow::Borrowed(text)
    }
}
