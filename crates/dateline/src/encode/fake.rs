use super::{Batch, EncodeError, Encoder, Heads, Matrix};

/// An encoder for tests: what a word scores depends on its first subword and its shape alone.
pub struct FakeEncoder {
    heads: Heads,
}

impl FakeEncoder {
    /// A fake with these heads.
    pub fn new(heads: Heads) -> Self {
        Self { heads }
    }

    /// What the fake gives for a first subword with a shape, in a column of a head: a number in [-1, 1).
    pub fn score(id: i32, shape: i32, head: usize, column: usize) -> f32 {
        let mut hash = 0xcbf2_9ce4_8422_2325u64;
        for part in [id as u64, shape as u64, head as u64, column as u64] {
            hash = (hash ^ part).wrapping_mul(0x0000_0100_0000_01b3);
            hash ^= hash >> 29;
        }
        (hash >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }
}

impl Encoder for FakeEncoder {
    fn heads(&self) -> &Heads {
        &self.heads
    }

    fn encode(&self, batch: &Batch) -> Result<Vec<Matrix>, EncodeError> {
        let words: Option<Vec<(i32, i32)>> = batch
            .word_index
            .iter()
            .map(|&at| {
                let at = usize::try_from(at).ok()?;
                Some((*batch.ids.get(at)?, *batch.shapes.get(at)?))
            })
            .collect();
        let words =
            words.ok_or_else(|| EncodeError::Run("a word index outside the batch".to_owned()))?;
        let matrix = |(head, width): (usize, usize)| {
            let mut matrix = Matrix::zeros(words.len(), width);
            for (word, &(id, shape)) in words.iter().enumerate() {
                for (column, cell) in matrix.row_mut(word).iter_mut().enumerate() {
                    *cell = Self::score(id, shape, head, column);
                }
            }
            matrix
        };
        Ok(self
            .heads
            .iter()
            .map(|h| h.width)
            .enumerate()
            .map(matrix)
            .collect())
    }
}
