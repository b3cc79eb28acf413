use std::fmt;
use std::sync::Arc;

/// A line of a data file, by which a record says what decided: `organizations.tsv:123`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    file: Arc<str>,
    line: usize,
}

impl Source {
    /// A line (counted from 1) of a file; of a path only the last part is kept.
    pub fn new(path: &str, line: usize) -> Self {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        Self {
            file: file.into(),
            line,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
