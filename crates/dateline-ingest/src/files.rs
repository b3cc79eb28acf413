//! Which files: directories are walked, sorted, without holding more than one
//! listing per level.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{IngestError, Place, READERS, Reason};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// Extension of compressed files, removed before looking at the one below it.
pub(crate) const COMPRESSED: &str = "gz";

/// One file to be read.
#[derive(Debug)]
pub(crate) struct FileToRead {
    pub path: PathBuf,
    /// Names the file in ids: its path below the directory given, or its name.
    pub relative: String,
}

enum Step {
    /// A path that the caller named.
    Named(PathBuf),
    /// A directory below one that the caller named.
    Directory {
        path: PathBuf,
        relative: String,
    },
    File(FileToRead),
    /// All of a named directory has been walked.
    End {
        path: PathBuf,
        found_before: u64,
    },
}

/// Goes over the files that the caller named, and those below the directories.
pub(crate) struct Files {
    /// What is still to do, the next at the end.
    steps: Vec<Step>,
    found: u64,
}

impl Files {
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Files {
        let mut steps: Vec<Step> = paths.into_iter().map(Step::Named).collect();
        steps.reverse();
        Files { steps, found: 0 }
    }

    /// Puts what is in a directory on the list.
    fn open(&mut self, path: &Path, relative: &str) -> Result<(), IngestError> {
        let refuse = |error: io::Error| {
            IngestError::new(&path.display().to_string(), Place::Whole, Reason::Io(error))
        };
        let mut entries = fs::read_dir(path)
            .and_then(Iterator::collect::<io::Result<Vec<_>>>)
            .map_err(refuse)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries.into_iter().rev() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let relative = match relative {
                "" => name.to_string(),
                above => format!("{above}/{name}"),
            };
            let path = entry.path();
            // Links to directories are not followed: they may lead in a circle.
            if entry.file_type().map_err(refuse)?.is_dir() {
                self.steps.push(Step::Directory { path, relative });
            } else if is_report(&name) && !path.is_dir() {
                self.steps.push(Step::File(FileToRead { path, relative }));
            }
        }
        Ok(())
    }
}

impl Iterator for Files {
    type Item = Result<FileToRead, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let opened = match self.steps.pop()? {
                Step::File(file) => {
                    self.found += 1;
                    return Some(Ok(file));
                }
                Step::Named(path) if path.is_dir() => {
                    self.steps.push(Step::End {
                        path: path.clone(),
                        found_before: self.found,
                    });
                    self.open(&path, "")
                }
                Step::Named(path) => {
                    let name = path.file_name().unwrap_or(path.as_os_str());
                    self.steps.push(Step::File(FileToRead {
                        relative: name.to_string_lossy().into_owned(),
                        path,
                    }));
                    Ok(())
                }
                Step::Directory { path, relative } => self.open(&path, &relative),
                Step::End { path, found_before } if self.found == found_before => {
                    // Counted as found, so that the directory above is not
                    // called empty too.
                    self.found += 1;
                    Err(IngestError::new(
                        &path.display().to_string(),
                        Place::Whole,
                        Reason::NoReports(known_extensions()),
                    ))
                }
                Step::End { .. } => Ok(()),
            };
            if let Err(error) = opened {
                self.found += 1;
                return Some(Err(error));
            }
        }
    }
}

fn known_extensions() -> String {
    let all: Vec<String> = READERS
        .iter()
        .flat_map(|reader| reader.extensions)
        .map(|extension| format!(".{extension}"))
        .collect();
    all.join(", ")
}

/// The extension of a file name in lower case, without `.gz`.
pub(crate) fn extension(name: &str) -> String {
    let lower = name.to_lowercase();
    let plain = lower
        .strip_suffix(COMPRESSED)
        .and_then(|rest| rest.strip_suffix('.'))
        .unwrap_or(&lower);
    match plain.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_owned(),
        _ => String::new(),
    }
}

fn is_report(name: &str) -> bool {
    let extension = extension(name);
    !name.starts_with('.')
        && READERS
            .iter()
            .any(|r| r.extensions.contains(&extension.as_str()))
}
