//! Precision, recall and F1 from three counts.

use std::ops::AddAssign;

/// How many items are right, how many the gold has, how many the system gave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items of the system that agree with an item of the gold.
    pub correct: usize,
    /// Items in the gold.
    pub gold: usize,
    /// Items the system gave.
    pub predicted: usize,
}

impl Counts {
    /// Counts from right items, gold items and given items.
    pub fn new(correct: usize, gold: usize, predicted: usize) -> Self {
        Counts {
            correct,
            gold,
            predicted,
        }
    }

    /// Share of the given items that are right; 0 if none was given.
    pub fn precision(&self) -> f64 {
        share(self.correct, self.predicted)
    }

    /// Share of the gold items that were found; 0 if there are none.
    pub fn recall(&self) -> f64 {
        share(self.correct, self.gold)
    }

    /// Harmonic mean of precision and recall; 0 if both are 0.
    pub fn f1(&self) -> f64 {
        harmonic_mean(self.precision(), self.recall())
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.correct += other.correct;
        self.gold += other.gold;
        self.predicted += other.predicted;
    }
}

/// How many of a number of decisions are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Decisions that agree with the gold.
    pub right: usize,
    /// Decisions made.
    pub of: usize,
}

impl Tally {
    /// Counts one decision.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// Share of right decisions; 0 if there were none.
    pub fn share(&self) -> f64 {
        share(self.right, self.of)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.right += other.right;
        self.of += other.of;
    }
}

/// Harmonic mean of precision and recall; 0 if both are 0.
pub(crate) fn harmonic_mean(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_the_harmonic_mean() {
        // 2 of 4 given are right (P 0.5), 2 of 5 gold are found (R 0.4): F1 = 2*0.2/0.9.
        let counts = Counts::new(2, 5, 4);
        assert_eq!(counts.precision(), 0.5);
        assert_eq!(counts.recall(), 0.4);
        assert!((counts.f1() - 0.4 / 0.9).abs() < 1e-12);
    }

    #[test]
    fn nothing_given_scores_zero_not_nan() {
        assert_eq!(Counts::new(0, 3, 0).f1(), 0.0);
        assert_eq!(Counts::default().f1(), 0.0);
        assert_eq!(Tally::default().share(), 0.0);
    }
}
