//! The way in: paths (or bytes) to an iterator of reports.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

use dateline_record::Report;

use crate::admission::admit;
use crate::files::{FileToRead, Files, STDIN, extension};
use crate::ids::Ids;
use crate::readers::{Drafts, Head, Input, READERS};
use crate::{IngestError, Options, Place, Reason, binary, gzip};

/// How much of a file is looked at to choose its reader.
const HEAD_BYTES: u64 = 8192;

/// What errors call standard input.
const STDIN_NAME: &str = "<stdin>";

/// Reads the files at `paths`, in that order; directories recursively, in the
/// order of their names; `-` is standard input. Nothing is opened before the
/// iterator gets there.
pub fn sources(paths: impl IntoIterator<Item = impl Into<PathBuf>>, options: &Options) -> Sources {
    Sources::new(Files::new(paths.into_iter().map(Into::into)), options)
}

/// Reads bytes that were got elsewhere as if they were the file `name`; its
/// extension helps to choose the reader.
pub fn from_bytes(name: &str, bytes: Vec<u8>, options: &Options) -> Sources {
    from_reader(name, Cursor::new(bytes), options)
}

/// Reads a stream as if it were the file `name`; its extension helps to choose
/// the reader.
pub fn from_reader(name: &str, input: impl Read + Send + 'static, options: &Options) -> Sources {
    let mut sources = Sources::new(Files::new([]), options);
    sources.begin(name.to_owned(), name, Box::new(BufReader::new(input)));
    sources
}

/// An iterator over the reports of files. Made by [`sources`], [`from_bytes`]
/// and [`from_reader`].
pub struct Sources {
    files: Files,
    options: Options,
    ids: Ids,
    current: Option<Current>,
}

/// The file that is being read.
struct Current {
    name: String,
    drafts: Drafts,
}

impl Sources {
    fn new(files: Files, options: &Options) -> Sources {
        Sources {
            files,
            options: options.clone(),
            ids: Ids::default(),
            current: None,
        }
    }

    fn open(&mut self, file: FileToRead) -> Result<(), IngestError> {
        if file.path.as_os_str() == STDIN {
            let input = Box::new(BufReader::new(io::stdin()));
            self.begin(STDIN_NAME.to_owned(), STDIN_NAME, input);
            return Ok(());
        }
        let name = file.path.display().to_string();
        let opened = File::open(&file.path)
            .map_err(|error| IngestError::new(&name, Place::Whole, Reason::Io(error)))?;
        self.begin(name, &file.relative, Box::new(BufReader::new(opened)));
        Ok(())
    }

    fn begin(&mut self, name: String, relative: &str, input: Box<dyn BufRead + Send>) {
        let drafts = read(&name, relative, input, &self.options)
            .unwrap_or_else(|error| Box::new(std::iter::once(Err(error))));
        self.current = Some(Current { name, drafts });
    }
}

/// An input that fails once and is at its end then.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Looks at the head and hands over to the reader that claims it, unpacked unless that reader unpacks by itself.
fn read(
    name: &str,
    relative: &str,
    mut input: Box<dyn BufRead + Send>,
    options: &Options,
) -> Result<Drafts, IngestError> {
    let refuse = |reason| IngestError::new(name, Place::Whole, reason);
    let mut found = Vec::new();
    if let Err(error) = (&mut input).take(HEAD_BYTES).read_to_end(&mut found) {
        if found.is_empty() {
            return Err(refuse(Reason::Io(error)));
        }
        // What came before the break is still read, and the reader meets the error in its place.
        input = Box::new(BufReader::new(Broken(Some(error))));
    }
    let compressed = gzip::is_packed(&found);
    let (unpacked, broken) = match compressed {
        true => gzip::beginning(&found, HEAD_BYTES),
        false => (found.clone(), None),
    };
    let extension = extension(relative);
    let reader = {
        let head = Head::new(&unpacked, &extension);
        READERS.iter().find(|reader| (reader.claims)(&head))
    };
    let unpacks = reader.is_some_and(|reader| reader.unpacks);
    if unpacked.is_empty() && !unpacks {
        return Err(refuse(
            broken.map_or(Reason::Empty, |error| gzip::reason(error, compressed)),
        ));
    }
    if let Some(kind) = binary::kind_of(&unpacked)
        && !reader.is_some_and(|reader| reader.binary)
    {
        return Err(refuse(Reason::Binary(kind)));
    }
    let Some(reader) = reader else {
        return Err(refuse(Reason::Binary("something that no reader knows")));
    };
    let whole: Box<dyn BufRead + Send> = Box::new(Cursor::new(found).chain(input));
    Ok((reader.read)(Input {
        file: name.to_owned(),
        fallback_id: relative.to_owned(),
        bytes: match compressed && !unpacks {
            true => gzip::unpack(whole),
            false => whole,
        },
        compressed,
        names: options.names.clone(),
    }))
}

impl Iterator for Sources {
    type Item = Result<Report, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(current) = &mut self.current {
                match current.drafts.next() {
                    Some(Ok(found)) => {
                        let report = admit(
                            found.draft,
                            &self.options.overrides,
                            &found.fallback_id,
                            &current.name,
                            found.place,
                        );
                        return Some(report.map(|mut report| {
                            report.id = self.ids.unique(report.id);
                            report
                        }));
                    }
                    Some(Err(error)) => return Some(Err(error)),
                    None => self.current = None,
                }
            }
            match self.files.next()? {
                Ok(file) => {
                    if let Err(error) = self.open(file) {
                        return Some(Err(error));
                    }
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
