use crate::words::WordSpan;

use super::windows::{Limits, Window, cut};
use super::{Batch, EncodeError, Encoder, Heads, Matrix, Vocabulary, shape};

/// Places in a batch, padding included, beyond which a further row opens a new one. Rows of about this many together
/// run fastest on one core.
const BATCH_PLACES: usize = 768;

/// A report's words as the encoder takes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subwords {
    ids: Vec<i32>,
    /// First subword of each word, and the end of the last.
    bounds: Vec<usize>,
    shapes: Vec<u8>,
}

impl Subwords {
    /// Cuts all words of a text.
    pub fn new(vocabulary: &Vocabulary, text: &str, words: &[WordSpan]) -> Self {
        let mut ids = Vec::with_capacity(words.len() * 3 / 2);
        let mut bounds = Vec::with_capacity(words.len() + 1);
        bounds.push(0);
        for word in words {
            vocabulary.pieces(word.of(text), &mut ids);
            bounds.push(ids.len());
        }
        Self {
            ids,
            bounds,
            shapes: shape::shapes(text, words),
        }
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.shapes.len()
    }

    /// Number of subwords of each word.
    pub fn sizes(&self) -> Vec<usize> {
        self.bounds.windows(2).map(|b| b[1] - b[0]).collect()
    }

    fn length(&self, window: &Window) -> usize {
        self.bounds[window.read.end] - self.bounds[window.read.start] + 2
    }
}

/// The scores of every head for every word of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    heads: Heads,
    matrices: Vec<Matrix>,
}

impl Scores {
    /// The matrix of a head: row `i` is word `i` of the report. `None` if the model has no head of that name.
    pub fn get(&self, head: &str) -> Option<&Matrix> {
        self.heads.find(head).and_then(|i| self.matrices.get(i))
    }

    /// The heads there are scores for.
    pub fn heads(&self) -> &Heads {
        &self.heads
    }
}

/// Scores all words of a report, window by window.
///
/// `starts` are the words that begin a sentence, in rising order. The result depends on nothing but the report.
///
/// # Errors
/// As [`Encoder::encode`].
pub fn score(
    encoder: &dyn Encoder,
    vocabulary: &Vocabulary,
    subwords: &Subwords,
    starts: &[usize],
    limits: &Limits,
) -> Result<Scores, EncodeError> {
    let heads = encoder.heads();
    let mut matrices: Vec<Matrix> = heads
        .iter()
        .map(|h| Matrix::zeros(subwords.words(), h.width))
        .collect();
    let mut windows = cut(&subwords.sizes(), starts, limits);
    windows.sort_by_key(|w| (subwords.length(w), w.own.start));
    for group in groups(&windows, |w| subwords.length(w)) {
        let batch = lay_out(vocabulary, subwords, group);
        let scored = encoder.encode(&batch)?;
        for (matrix, part) in matrices.iter_mut().zip(&scored) {
            for (row, word) in group.iter().flat_map(|w| w.own.clone()).enumerate() {
                let from = part.row(row);
                let to = matrix.row_mut(word);
                if from.len() == to.len() {
                    to.copy_from_slice(from);
                }
            }
        }
    }
    Ok(Scores {
        heads: heads.clone(),
        matrices,
    })
}

/// Windows in rising order of length, grouped so that a batch stays small and little of it is padding.
fn groups(windows: &[Window], length: impl Fn(&Window) -> usize) -> Vec<&[Window]> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut filled = 0;
    for (i, window) in windows.iter().enumerate() {
        let columns = length(window);
        let places = columns * (i + 1 - from);
        let padded = places - (filled + columns);
        if i > from && (places > BATCH_PLACES || padded * 8 > places) {
            out.push(&windows[from..i]);
            from = i;
            filled = 0;
        }
        filled += columns;
    }
    if from < windows.len() {
        out.push(&windows[from..]);
    }
    out
}

fn lay_out(vocabulary: &Vocabulary, subwords: &Subwords, windows: &[Window]) -> Batch {
    let rows = windows.len();
    let columns = windows
        .iter()
        .map(|w| subwords.length(w))
        .max()
        .unwrap_or(0);
    let mut batch = Batch {
        rows,
        columns,
        ids: vec![vocabulary.pad; rows * columns],
        shapes: vec![0; rows * columns],
        mask: vec![0; rows * columns],
        word_index: Vec::new(),
    };
    for (row, window) in windows.iter().enumerate() {
        let base = row * columns;
        let first = subwords.bounds[window.read.start];
        let length = subwords.length(window);
        batch.mask[base..base + length].fill(1);
        batch.ids[base] = vocabulary.begin;
        batch.ids[base + length - 1] = vocabulary.end;
        for word in window.read.clone() {
            let (from, to) = (subwords.bounds[word], subwords.bounds[word + 1]);
            let at = base + 1 + from - first;
            batch.ids[at..at + to - from].copy_from_slice(&subwords.ids[from..to]);
            batch.shapes[at..at + to - from].fill(i32::from(subwords.shapes[word]));
            if window.own.contains(&word) {
                batch.word_index.push(at as i32);
            }
        }
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{FakeEncoder, Head};
    use crate::words::WordRules;

    const PIECES: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nrebels\nleft\ntown\narmy\nre\n##turned\n.\nand";

    fn heads() -> Heads {
        let head = |name: &str, width| Head {
            name: name.to_owned(),
            width,
        };
        Heads::new(vec![head("entity", 3), head("event", 5)]).expect("sound heads")
    }

    #[test]
    fn every_word_has_the_scores_of_its_own_first_subword() {
        let text = "The rebels left town and the army returned. ".repeat(40);
        let vocabulary = Vocabulary::parse("pieces", PIECES).expect("sound");
        let words = WordRules::english().expect("sound").words(&text);
        let subwords = Subwords::new(&vocabulary, &text, &words);
        let starts: Vec<usize> = (0..words.len()).step_by(9).collect();
        let encoder = FakeEncoder::new(heads());
        let scores = score(
            &encoder,
            &vocabulary,
            &subwords,
            &starts,
            &Limits::default(),
        )
        .expect("the fake runs");
        let event = scores.get("event").expect("the head is there");
        assert_eq!((event.rows(), event.width()), (words.len(), 5));
        for (i, _) in words.iter().enumerate() {
            let (id, shape) = (
                subwords.ids[subwords.bounds[i]],
                i32::from(subwords.shapes[i]),
            );
            assert_eq!(event.row(i)[4], FakeEncoder::score(id, shape, 1, 4));
        }
        assert_eq!(scores.get("weather"), None);
    }

    #[test]
    fn rows_are_framed_padded_and_point_to_their_own_words() {
        let text = "The army returned.";
        let vocabulary = Vocabulary::parse("pieces", PIECES).expect("sound");
        let words = WordRules::english().expect("sound").words(text);
        let subwords = Subwords::new(&vocabulary, text, &words);
        let windows = [
            Window {
                own: 0..1,
                read: 0..2,
            },
            Window {
                own: 1..4,
                read: 0..4,
            },
        ];
        let batch = lay_out(&vocabulary, &subwords, &windows);
        assert_eq!((batch.rows, batch.columns), (2, 7));
        assert_eq!(batch.ids, [2, 4, 8, 3, 0, 0, 0, 2, 4, 8, 9, 10, 11, 3]);
        assert_eq!(batch.mask, [1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(batch.shapes, [0, 10, 1, 0, 0, 0, 0, 0, 10, 1, 1, 1, 16, 0]);
        assert_eq!(batch.word_index, [1, 9, 10, 12]);
    }

    #[test]
    fn a_report_without_words_has_empty_scores() {
        let vocabulary = Vocabulary::parse("pieces", PIECES).expect("sound");
        let subwords = Subwords::new(&vocabulary, "", &[]);
        let encoder = FakeEncoder::new(heads());
        let scores = score(&encoder, &vocabulary, &subwords, &[], &Limits::default())
            .expect("the fake runs");
        assert_eq!(scores.get("entity").map(Matrix::rows), Some(0));
    }
}
