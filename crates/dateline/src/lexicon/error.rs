/// A mistake in a lexical data file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct LexiconError {
    /// Path of the file below `lexicon/`.
    pub file: String,
    /// Line in the file, counted from 1; 0 where the mistake has no line.
    pub line: usize,
    /// What is wrong, in a sentence.
    pub problem: String,
}

impl LexiconError {
    /// A mistake at a line (counted from 1) of a file.
    pub fn new(file: &str, line: usize, problem: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            problem: problem.into(),
        }
    }
}
