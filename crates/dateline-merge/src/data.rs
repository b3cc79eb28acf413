//! Lines of the data files.

use std::fmt::Display;

/// A mistake in a data file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct DataError {
    file: &'static str,
    line: usize,
    problem: String,
}

impl DataError {
    pub(crate) fn new(file: &'static str, line: usize, problem: impl Display) -> DataError {
        DataError {
            file,
            line,
            problem: problem.to_string(),
        }
    }
}

/// The lines that say something, with their numbers from 1.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = (1..).zip(text.lines());
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
