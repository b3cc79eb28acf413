//! What waits to be put into a store, in batches: few enough to be soon on the disk, many enough to pay for a commit.

use std::time::{Duration, Instant};

/// At most so many wait.
const MOST: usize = 64;

/// None waits for longer than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the input may be silent before what waits is put in.
pub const SILENCE: Duration = Duration::from_millis(200);

/// Things that wait to be put in together, in their order.
pub struct Waiting<T> {
    things: Vec<T>,
    /// Since when the first of them waits.
    since: Instant,
}

impl<T> Waiting<T> {
    pub fn new() -> Self {
        Self {
            things: Vec::new(),
            since: Instant::now(),
        }
    }

    /// One more; gives back all of them as soon as it is time.
    pub fn push(&mut self, thing: T) -> Option<Vec<T>> {
        if self.things.is_empty() {
            self.since = Instant::now();
        }
        self.things.push(thing);
        let due = self.things.len() >= MOST || self.since.elapsed() >= PATIENCE;
        due.then(|| self.take())
    }

    /// All that wait.
    pub fn take(&mut self) -> Vec<T> {
        std::mem::take(&mut self.things)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_batch_is_given_back_in_order_and_the_rest_when_asked_for() {
        let mut waiting = Waiting::new();
        let batches: Vec<Vec<usize>> = (0..MOST * 2 + 3)
            .filter_map(|number| waiting.push(number))
            .collect();
        // A slow machine may give a batch back early, never late and never out of order.
        assert!(batches.iter().all(|batch| batch.len() <= MOST));
        let mut all = batches.concat();
        all.extend(waiting.take());
        assert_eq!(all, (0..MOST * 2 + 3).collect::<Vec<_>>());
        assert!(waiting.take().is_empty());
    }
}
