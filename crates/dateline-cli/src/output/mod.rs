//! The forms in which a reading leaves the program.

mod conllu;

use std::fmt;
use std::io::{self, Write};

use clap::ValueEnum;
use dateline_record::RecordError;

use crate::page::{self, Look};
use crate::reader::Reading;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A page for people
    Page,
    /// Indented JSON: one report gives an object, several give an array
    Json,
    /// JSON Lines: one record a line
    Jsonl,
    /// CoNLL-U: words with lemma, part of speech and dependency
    Conllu,
}

/// One reading in the form asked for, without what separates it from others.
pub fn render(reading: &Reading, format: Format, look: Look) -> Result<String, RecordError> {
    match format {
        Format::Page => Ok(page::render(&reading.record, look)),
        Format::Json => reading.record.to_json(),
        Format::Jsonl => reading.record.to_json_line(),
        Format::Conllu => Ok(conllu::render(&reading.record, &reading.sentences)),
    }
}

/// Writes rendered readings one by one, with what stands before, between and after them.
pub struct Writer<W> {
    out: W,
    format: Format,
    look: Look,
    many: bool,
    /// The first record, while it is open whether an array is needed.
    held: Option<String>,
    written: usize,
}

impl<W: Write> Writer<W> {
    /// `many` asks for an array in JSON however many records come.
    pub fn new(out: W, format: Format, look: Look, many: bool) -> Self {
        Self {
            out,
            format,
            look,
            many,
            held: None,
            written: 0,
        }
    }

    /// Writes one reading and makes sure that it leaves the program.
    pub fn write(&mut self, rendered: String) -> io::Result<()> {
        match self.format {
            Format::Json if self.written == 0 && !self.many => self.held = Some(rendered),
            Format::Json => {
                let before = if self.written == 0 { "[" } else { "," };
                if let Some(held) = self.held.take() {
                    write!(self.out, "[\n{held}")?;
                }
                write!(self.out, "{before}\n{rendered}")?;
            }
            Format::Jsonl => writeln!(self.out, "{rendered}")?,
            Format::Page => {
                if self.written > 0 {
                    writeln!(self.out, "\n{}\n", "═".repeat(self.look.columns))?;
                }
                write!(self.out, "{rendered}")?;
            }
            Format::Conllu => write!(self.out, "{rendered}")?,
        }
        self.written += 1;
        self.out.flush()
    }

    /// Writes what must stand after the last reading and gives the stream back.
    pub fn finish(mut self) -> io::Result<W> {
        if self.format == Format::Json {
            match self.held.take() {
                Some(held) => writeln!(self.out, "{held}")?,
                None if self.written > 0 => writeln!(self.out, "\n]")?,
                None if self.many => writeln!(self.out, "[]")?,
                None => {}
            }
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Page => "page",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Conllu => "conllu",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look {
        columns: 10,
        colour: false,
        explain: false,
    };

    fn written(format: Format, many: bool, readings: &[&str]) -> String {
        let mut writer = Writer::new(Vec::new(), format, LOOK, many);
        for reading in readings {
            writer
                .write((*reading).to_owned())
                .expect("a vector takes everything");
        }
        let bytes = writer.finish().expect("a vector takes everything");
        String::from_utf8(bytes).expect("only text was written")
    }

    #[test]
    fn json_is_an_object_for_one_and_an_array_for_several() {
        assert_eq!(written(Format::Json, false, &["{1}"]), "{1}\n");
        assert_eq!(
            written(Format::Json, false, &["{1}", "{2}", "{3}"]),
            "[\n{1},\n{2},\n{3}\n]\n"
        );
    }

    #[test]
    fn json_of_a_batch_is_an_array_whatever_comes() {
        assert_eq!(written(Format::Json, true, &[]), "[]\n");
        assert_eq!(written(Format::Json, true, &["{1}"]), "[\n{1}\n]\n");
        assert_eq!(
            written(Format::Json, true, &["{1}", "{2}"]),
            "[\n{1},\n{2}\n]\n"
        );
    }

    #[test]
    fn json_lines_are_lines() {
        assert_eq!(written(Format::Jsonl, true, &["{1}", "{2}"]), "{1}\n{2}\n");
    }

    #[test]
    fn pages_are_kept_apart() {
        assert_eq!(
            written(Format::Page, true, &["one\n", "two\n"]),
            "one\n\n══════════\n\ntwo\n"
        );
    }
}
