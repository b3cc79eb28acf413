//! Logistic regression: over inner products for many columns and few rows, and by Newton's method for few columns.

use crate::encode::{dot, sigmoid};

/// Rounds of gradient descent; the scores have settled long before.
const ROUNDS: usize = 80;
/// Rounds of Newton's method.
const STEPS: usize = 20;
/// Rounds in which the steepest direction is found.
const POWER: usize = 8;

/// All inner products of some rows.
pub struct Kernel {
    size: usize,
    products: Vec<f32>,
}

impl Kernel {
    pub fn new(rows: &[&[f32]]) -> Self {
        let size = rows.len();
        let mut products = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                let product = dot(rows[i], rows[j]);
                products[i * size + j] = product;
                products[j * size + i] = product;
            }
        }
        Self { size, products }
    }

    fn times(&self, vector: &[f32]) -> Vec<f32> {
        self.products
            .chunks_exact(self.size.max(1))
            .map(|row| dot(row, vector))
            .collect()
    }

    /// Fits labels (1 or 0) with a weight for each row; a row of weight 0 is left out. `stiffness` holds the scores
    /// near zero.
    pub fn fit(&self, labels: &[f32], weights: &[f32], stiffness: f32) -> Fitted {
        let total: f32 = weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let step = 1.0 / (0.25 * self.steepness(weights) + stiffness).max(f32::MIN_POSITIVE) / 1.5;
        let bias_step = 1.0 / (0.25 * total) / 1.5;
        let mut now = vec![0.0; self.size];
        let mut ahead = now.clone();
        let (mut bias, mut bias_ahead) = (0.0_f32, 0.0_f32);
        let mut pace = 1.0_f32;
        for _ in 0..ROUNDS {
            let scores = self.times(&ahead);
            let errors: Vec<f32> = (0..self.size)
                .map(|i| weights[i] * (sigmoid(scores[i] + bias_ahead) - labels[i]))
                .collect();
            let next_pace = 0.5 * (1.0 + (1.0 + 4.0 * pace * pace).sqrt());
            let drive = (pace - 1.0) / next_pace;
            for i in 0..self.size {
                let next = ahead[i] - step * (errors[i] + stiffness * ahead[i]);
                ahead[i] = next + drive * (next - now[i]);
                now[i] = next;
            }
            let next = bias_ahead - bias_step * errors.iter().sum::<f32>();
            bias_ahead = next + drive * (next - bias);
            bias = next;
            pace = next_pace;
        }
        let scores = self.times(&now).iter().map(|s| s + bias).collect();
        Fitted {
            coefficients: now,
            bias,
            scores,
        }
    }

    /// The greatest eigenvalue of the weighted products.
    fn steepness(&self, weights: &[f32]) -> f32 {
        let mut vector: Vec<f32> = (0..self.size).map(|i| 1.0 + (i % 7) as f32).collect();
        let mut norm = 0.0;
        for _ in 0..POWER {
            let image = self.times(&vector);
            vector = image.iter().zip(weights).map(|(x, w)| x * w).collect();
            norm = dot(&vector, &vector).sqrt();
            if norm == 0.0 {
                return 0.0;
            }
            vector.iter_mut().for_each(|x| *x /= norm);
        }
        1.1 * norm
    }
}

/// A regression over inner products.
pub struct Fitted {
    /// How much each row counts.
    pub coefficients: Vec<f32>,
    /// Added to every score.
    pub bias: f32,
    /// Scores of all rows, those left out too.
    pub scores: Vec<f32>,
}

/// Columns of the regression of few columns.
pub const FEATURES: usize = 3;

/// A regression over few columns.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Weighing {
    mean: [f32; FEATURES],
    spread: [f32; FEATURES],
    weights: [f32; FEATURES],
    bias: f32,
}

impl Weighing {
    /// Fits rows of features with label and weight.
    pub fn fit(rows: &[([f32; FEATURES], f32, f32)], stiffness: f32) -> Self {
        let n = rows.len().max(1) as f32;
        let mut out = Self::default();
        for c in 0..FEATURES {
            out.mean[c] = rows.iter().map(|r| r.0[c]).sum::<f32>() / n;
            let square = |r: &([f32; FEATURES], f32, f32)| (r.0[c] - out.mean[c]).powi(2);
            out.spread[c] = (rows.iter().map(square).sum::<f32>() / n).sqrt().max(1e-6);
        }
        for _ in 0..STEPS {
            let mut gradient = [0.0; FEATURES + 1];
            let mut curvature = [[0.0; FEATURES + 1]; FEATURES + 1];
            for c in 0..=FEATURES {
                curvature[c][c] = stiffness;
                if c < FEATURES {
                    gradient[c] = stiffness * out.weights[c];
                }
            }
            for (features, label, weight) in rows {
                let z = out.standard(features);
                let p = sigmoid(out.score(features));
                for i in 0..=FEATURES {
                    gradient[i] += weight * (p - label) * z[i];
                    for j in 0..=FEATURES {
                        curvature[i][j] += weight * p * (1.0 - p) * z[i] * z[j];
                    }
                }
            }
            let step = solve(curvature, gradient);
            for (weight, by) in out.weights.iter_mut().zip(step) {
                *weight -= by;
            }
            out.bias -= step[FEATURES];
        }
        out
    }

    fn standard(&self, features: &[f32; FEATURES]) -> [f32; FEATURES + 1] {
        let mut z = [1.0; FEATURES + 1];
        for c in 0..FEATURES {
            z[c] = (features[c] - self.mean[c]) / self.spread[c];
        }
        z
    }

    /// The score of a row; 0 is as likely as not.
    pub fn score(&self, features: &[f32; FEATURES]) -> f32 {
        let z = self.standard(features);
        self.bias + (0..FEATURES).map(|c| self.weights[c] * z[c]).sum::<f32>()
    }
}

/// Solves a small system whose matrix is symmetric and positive by elimination.
fn solve<const N: usize>(mut matrix: [[f32; N]; N], mut right: [f32; N]) -> [f32; N] {
    for i in 0..N {
        let pivot = matrix[i][i];
        if pivot.abs() < f32::EPSILON {
            continue;
        }
        for j in i + 1..N {
            let factor = matrix[j][i] / pivot;
            let upper = matrix[i];
            for (x, y) in matrix[j].iter_mut().zip(upper).skip(i) {
                *x -= factor * y;
            }
            right[j] -= factor * right[i];
        }
    }
    let mut out = [0.0; N];
    for i in (0..N).rev() {
        let known: f32 = (i + 1..N).map(|j| matrix[i][j] * out[j]).sum();
        let pivot = matrix[i][i];
        out[i] = if pivot.abs() < f32::EPSILON {
            0.0
        } else {
            (right[i] - known) / pivot
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_left_out_is_told_by_the_others() {
        let rows = [
            [2.0, 0.1],
            [1.8, -0.2],
            [2.1, 0.3],
            [-2.0, 0.2],
            [-1.9, -0.1],
            [-2.2, 0.0],
        ];
        let rows: Vec<&[f32]> = rows.iter().map(<[f32; 2]>::as_slice).collect();
        let labels = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0];
        let kernel = Kernel::new(&rows);
        for out in 0..rows.len() {
            let mut weights = [1.0; 6];
            weights[out] = 0.0;
            let fitted = kernel.fit(&labels, &weights, 0.1);
            assert_eq!(fitted.coefficients[out], 0.0);
            assert_eq!(fitted.scores[out] > 0.0, labels[out] == 1.0, "row {out}");
        }
    }

    #[test]
    fn features_are_weighed_by_what_they_tell() {
        // The first column tells the label, the second does not, the third never changes.
        let rows: Vec<_> = (0..20)
            .map(|i| {
                let label = (i % 2) as f32;
                let flip = if i == 7 { -1.0 } else { 1.0 };
                (
                    [flip * (2.0 * label - 1.0), (i / 2 % 2) as f32, 5.0],
                    label,
                    1.0,
                )
            })
            .collect();
        let weighing = Weighing::fit(&rows, 0.1);
        assert!(weighing.score(&[1.0, 0.0, 5.0]) > 0.0 && weighing.score(&[-1.0, 1.0, 5.0]) < 0.0);
        assert!(weighing.weights[0] > weighing.weights[1].abs());
        assert!(weighing.weights[2].abs() < 1e-3);
    }
}
