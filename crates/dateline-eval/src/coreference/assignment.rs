//! The best one-to-one pairing of two sides.

use std::collections::BTreeMap;

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// Similarities are compared in steps of one 2⁻⁴⁰th, since the assignment needs whole numbers.
const STEPS: f64 = (1u64 << 40) as f64;

/// Pairs rows with columns so that the sum of the similarities is greatest. `similarities` are
/// those above 0, from 0 to 1, by row and column; a pair without one is not given.
pub(super) fn best_pairs(
    similarities: &BTreeMap<(usize, usize), f64>,
    rows: usize,
    columns: usize,
) -> Vec<(usize, usize)> {
    if similarities.is_empty() {
        return Vec::new();
    }
    // The assignment wants at least as many columns as rows.
    let turned = rows > columns;
    let mut weights = Matrix::new(rows.min(columns), rows.max(columns), 0i64);
    for (&(row, column), &similarity) in similarities {
        let at = if turned { (column, row) } else { (row, column) };
        weights[at] = (similarity * STEPS).round() as i64;
    }
    let (_, assigned) = kuhn_munkres(&weights);
    let pairs = assigned.into_iter().enumerate();
    pairs
        .map(|(a, b)| if turned { (b, a) } else { (a, b) })
        .filter(|pair| similarities.contains_key(pair))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_sum_is_not_always_the_greedy_one() {
        // Taking the 0.6 first would leave only the 0.
        let similarities = BTreeMap::from([((0, 0), 0.6), ((0, 1), 0.4), ((1, 0), 0.4)]);
        assert_eq!(best_pairs(&similarities, 2, 2), [(0, 1), (1, 0)]);
    }

    #[test]
    fn either_side_may_be_the_longer() {
        let similarities = BTreeMap::from([((0, 0), 0.2), ((2, 0), 0.7)]);
        assert_eq!(best_pairs(&similarities, 3, 1), [(2, 0)]);
        let turned = BTreeMap::from([((0, 0), 0.2), ((0, 2), 0.7)]);
        assert_eq!(best_pairs(&turned, 1, 3), [(0, 2)]);
        assert_eq!(best_pairs(&BTreeMap::new(), 2, 3), []);
    }
}
