//! How many reports a batch will have, counted while the reading is under way.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use dateline_ingest::{READERS, STDIN};

use crate::web::is_address;

/// How a file holds reports, by its name.
enum Holds {
    One,
    OneInEachLine,
    /// Only reading it would tell.
    Unknown,
}

/// The number of reports in the files at `paths`, or `None` if only reading them would tell: standard
/// input, addresses, compressed lines, JSON arrays, CSV, archives, feeds, or files that cannot be opened.
pub fn count(paths: &[PathBuf]) -> Option<u64> {
    paths.iter().map(|path| count_below(path, true)).sum()
}

/// As the reading does, goes into directories, and there takes files by their extensions alone.
fn count_below(path: &Path, named: bool) -> Option<u64> {
    if path.as_os_str() == STDIN || is_address(path) {
        return None;
    }
    if path.is_dir() {
        let mut total = 0;
        for entry in fs::read_dir(path).ok()? {
            let entry = entry.ok()?;
            let kind = entry.file_type().ok()?;
            let link_to_directory = kind.is_symlink() && entry.path().is_dir();
            if !link_to_directory {
                total += count_below(&entry.path(), false)?;
            }
        }
        return Some(total);
    }
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let extension = plain
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let known = READERS
        .iter()
        .any(|reader| reader.extensions.contains(&extension));
    if !named && (!known || name.starts_with('.')) {
        return Some(0);
    }
    match holds(extension, plain != name) {
        Holds::One => Some(1),
        Holds::OneInEachLine => lines(path).ok(),
        Holds::Unknown => None,
    }
}

fn holds(extension: &str, compressed: bool) -> Holds {
    match (extension, compressed) {
        ("jsonl" | "ndjson", false) => Holds::OneInEachLine,
        ("jsonl" | "ndjson", true)
        | ("json" | "csv" | "tsv" | "warc" | "wet" | "rss" | "atom" | "parquet", _) => {
            Holds::Unknown
        }
        _ => Holds::One,
    }
}

/// Lines that hold something.
fn lines(path: &Path) -> io::Result<u64> {
    let mut file = BufReader::new(File::open(path)?);
    let mut block = vec![0; 1 << 16];
    let mut lines = 0;
    let mut holds_something = false;
    loop {
        let length = file.read(&mut block)?;
        if length == 0 {
            return Ok(lines + u64::from(holds_something));
        }
        for byte in &block[..length] {
            if *byte == b'\n' {
                lines += u64::from(holds_something);
                holds_something = false;
            } else {
                holds_something |= !byte.is_ascii_whitespace();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
        for (file, text) in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("a new folder");
            fs::write(path, text).expect("a new file");
        }
        folder
    }

    #[test]
    fn files_lines_and_folders_are_counted() {
        let folder = folder(
            "counted",
            &[
                ("one.txt", "Talks failed."),
                (
                    "two.jsonl",
                    "{\"text\": \"A\"}\n\n{\"text\": \"B\"}\n{\"text\": \"C\"}",
                ),
                ("below/page.html", "<p>Talks failed.</p>"),
                ("below/photo.jpeg", "…"),
                ("below/.hidden.txt", "Talks failed."),
            ],
        );
        assert_eq!(count(&[folder.join("two.jsonl")]), Some(3));
        assert_eq!(count(std::slice::from_ref(&folder)), Some(5));
        assert_eq!(
            count(&[folder.join("one.txt"), folder.join("below")]),
            Some(2)
        );
        fs::remove_dir_all(folder).expect("it was made above");
    }

    #[test]
    fn what_only_reading_tells_is_not_counted() {
        assert_eq!(count(&[PathBuf::from("-")]), None);
        assert_eq!(count(&[PathBuf::from("reports.jsonl.gz")]), None);
        assert_eq!(count(&[PathBuf::from("CC-NEWS-1.warc.gz")]), None);
        assert_eq!(count(&[PathBuf::from("https://herald.example/feed")]), None);
        assert_eq!(count(&[PathBuf::from("no-such-reports.jsonl")]), None);
    }
}
