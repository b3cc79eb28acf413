use super::Heads;

/// Windows of one report laid out as rows of equal length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Rows.
    pub rows: usize,
    /// Columns: the length of the longest window with its `[CLS]` and `[SEP]`.
    pub columns: usize,
    /// Subword ids, row by row, padded.
    pub ids: Vec<i32>,
    /// Shape of the word each subword was cut from.
    pub shapes: Vec<i32>,
    /// 1 where there is a subword, 0 in the padding.
    pub mask: Vec<i32>,
    /// For every word that is to be scored, the place of its first subword: row × columns + column.
    pub word_index: Vec<i32>,
}

/// Scores of one head: a row of `width` numbers for every word.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    width: usize,
    data: Vec<f32>,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn zeros(rows: usize, width: usize) -> Self {
        Self {
            width,
            data: vec![0.0; rows * width],
        }
    }

    /// A matrix from its numbers, row by row; `None` if they do not fill whole rows.
    pub fn from_rows(width: usize, data: Vec<f32>) -> Option<Self> {
        (width > 0 && data.len().is_multiple_of(width)).then_some(Self { width, data })
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.data.len().checked_div(self.width).unwrap_or(0)
    }

    /// The scores of a word; empty if there is no such row.
    pub fn row(&self, word: usize) -> &[f32] {
        self.data
            .get(word * self.width..(word + 1) * self.width)
            .unwrap_or(&[])
    }

    pub(super) fn row_mut(&mut self, word: usize) -> &mut [f32] {
        self.data
            .get_mut(word * self.width..(word + 1) * self.width)
            .unwrap_or(&mut [])
    }
}

/// An encoder could not be loaded or run.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The model file cannot be read.
    #[error("the model cannot be loaded: {0}")]
    Load(String),
    /// The model has no such input or output.
    #[error("the model has no input or output `{0}`")]
    Missing(String),
    /// The inference engine gave up.
    #[error("the model cannot be run: {0}")]
    Run(String),
    /// An output is not what the pack says it is.
    #[error("output `{name}` is {found}, expected {expected}")]
    Output {
        /// Name of the output.
        name: String,
        /// What the model gave.
        found: String,
        /// What was expected.
        expected: String,
    },
}

/// What turns a batch of subwords into the scores of every head.
///
/// The one seam between dateline and an inference engine. One call uses one thread; run several encoders side by side
/// for more.
pub trait Encoder: Send {
    /// The heads and their widths.
    fn heads(&self) -> &Heads;

    /// Scores the words of `batch.word_index`: one matrix for each head in the order of [`heads`](Self::heads), with a
    /// row for each word.
    ///
    /// # Errors
    /// If the engine fails or the model does not give what the heads promise.
    fn encode(&self, batch: &Batch) -> Result<Vec<Matrix>, EncodeError>;
}
