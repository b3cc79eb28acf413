//! What was fetched before: a file of JSON Lines to which a line is added for whatever was fetched.
//!
//! A line says that everything which came from an address is safe in the store. One that is lost with the power costs one
//! more request and nothing else.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// How many stamps of a page are remembered; each listing has its own.
const STAMPS: usize = 8;

/// By what a server tells whether something has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Validators {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// What is remembered of an address; see [`Memory::keep`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub(crate) url: String,
    /// When it was fetched, in seconds since 1970.
    pub(crate) at: u64,
    #[serde(flatten)]
    pub(crate) validators: Validators,
    /// What listings said of its last change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) stamps: Vec<String>,
}

impl Mark {
    pub(crate) fn time(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.at.min(u64::from(u32::MAX)))
    }
}

/// What was fetched before; its copies are one.
#[derive(Clone)]
pub struct Memory(Arc<Mutex<Inner>>);

struct Inner {
    marks: HashMap<String, Mark>,
    /// `None` remembers until the end of the program only.
    file: Option<File>,
}

impl Memory {
    /// One without a file.
    pub fn fleeting() -> Memory {
        Memory::of(HashMap::new(), None)
    }

    /// The one beside a store.
    pub fn beside(store: &Path) -> io::Result<Memory> {
        let mut path = store.as_os_str().to_owned();
        path.push(".fetched");
        Memory::open(Path::new(&path))
    }

    /// The one in a file, which is made if there is none. Lines that are not understood are passed over.
    pub fn open(path: &Path) -> io::Result<Memory> {
        let mut marks: HashMap<String, Mark> = HashMap::new();
        let mut lines = 0;
        let mut whole = true;
        match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
            Ok(file) => {
                let mut file = BufReader::new(file);
                let mut line = Vec::new();
                while file.read_until(b'\n', &mut line)? > 0 {
                    lines += 1;
                    whole = line.ends_with(b"\n");
                    if let Ok(mark) = serde_json::from_slice::<Mark>(&line) {
                        marks.insert(mark.url.clone(), mark);
                    }
                    line.clear();
                }
            }
        }
        // Most lines have later ones that replace them.
        if lines > 1000 && lines > 3 * marks.len() {
            rewrite(path, &marks)?;
            whole = true;
        }
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        if !whole {
            file.write_all(b"\n")?;
        }
        Ok(Memory::of(marks, Some(file)))
    }

    fn of(marks: HashMap<String, Mark>, file: Option<File>) -> Memory {
        Memory(Arc::new(Mutex::new(Inner { marks, file })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers that what came from an address is safe.
    pub fn keep(&self, mark: &Mark) -> io::Result<()> {
        let mut inner = self.inner();
        let mut mark = mark.clone();
        if let Some(before) = inner.marks.get(&mark.url) {
            let older = before.stamps.iter().rev();
            let older = older.filter(|stamp| !mark.stamps.contains(stamp)).cloned();
            let older: Vec<String> = older.take(STAMPS - mark.stamps.len().min(STAMPS)).collect();
            mark.stamps.splice(0..0, older.into_iter().rev());
        }
        if let Some(file) = &mut inner.file {
            let mut line = serde_json::to_vec(&mark)?;
            line.push(b'\n');
            // In one piece, so that lines of two programs do not mix.
            file.write_all(&line)?;
        }
        inner.marks.insert(mark.url.clone(), mark);
        Ok(())
    }

    pub(crate) fn get(&self, url: &str) -> Option<Mark> {
        self.inner().marks.get(url).cloned()
    }
}

fn rewrite(path: &Path, marks: &HashMap<String, Mark>) -> io::Result<()> {
    let mut beside = PathBuf::from(path).into_os_string();
    beside.push(".new");
    let mut all: Vec<&Mark> = marks.values().collect();
    all.sort_by(|a, b| (a.at, &a.url).cmp(&(b.at, &b.url)));
    let mut out = io::BufWriter::new(File::create(&beside)?);
    for mark in all {
        serde_json::to_writer(&mut out, mark)?;
        out.write_all(b"\n")?;
    }
    out.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Mark, Memory, STAMPS, Validators};

    fn mark(url: &str, at: u64, stamp: &str) -> Mark {
        Mark {
            url: url.into(),
            at,
            validators: Validators {
                etag: Some("\"x\"".into()),
                last_modified: None,
            },
            stamps: vec![stamp.into()],
        }
    }

    #[test]
    fn what_was_kept_is_known_after_a_torn_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("seen");
        let memory = Memory::open(&path).expect("a new file");
        memory.keep(&mark("a", 1, "one")).expect("written");
        memory.keep(&mark("b", 2, "one")).expect("written");
        let whole = fs::read(&path).expect("our file");
        fs::write(&path, &whole[..whole.len() - 9]).expect("our file");
        let memory = Memory::open(&path).expect("it opens");
        assert_eq!(memory.get("a"), Some(mark("a", 1, "one")));
        assert_eq!(memory.get("b"), None);
        memory.keep(&mark("c", 3, "one")).expect("written");
        let memory = Memory::open(&path).expect("it opens");
        assert!(memory.get("c").is_some(), "a line of its own");
    }

    #[test]
    fn old_lines_are_dropped_and_stamps_are_few() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("seen");
        let memory = Memory::open(&path).expect("a new file");
        for number in 0..1500 {
            let stamp = format!("{}", number % 20);
            memory.keep(&mark("a", number, &stamp)).expect("written");
        }
        let long = fs::metadata(&path).expect("our file").len();
        let again = Memory::open(&path).expect("it opens");
        assert!(fs::metadata(&path).expect("our file").len() < long / 100);
        let kept = again.get("a").expect("it is known");
        assert_eq!(kept.at, 1499);
        assert_eq!(kept.stamps.len(), STAMPS);
        assert_eq!(kept.stamps.last().map(String::as_str), Some("19"));
    }
}
