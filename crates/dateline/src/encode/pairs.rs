//! The scorers of pairs of words: head and dependent, anchor and argument.
//!
//! The encoder's graph leaves two halves for every word; these small layers (f32) join them. Their formulas are those of
//! `training/dateline_training/model.py`, class `Pairs`.

use safetensors::{Dtype, SafeTensors};

use super::Matrix;

/// A linear layer: `weight` is `outputs × inputs`, row by row.
#[derive(Debug, Clone)]
struct Linear {
    inputs: usize,
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    fn apply(&self, x: &[f32], out: &mut Vec<f32>) {
        out.clear();
        out.extend(
            self.weight
                .chunks_exact(self.inputs)
                .zip(&self.bias)
                .map(|(row, b)| b + dot(row, x)),
        );
    }
}

/// What `pairs.safetensors` holds.
#[derive(Debug, Clone)]
pub struct Pairs {
    arc: Vec<f32>,
    arc_width: usize,
    arc_root: Linear,
    arc_bias: Linear,
    arc_distance: Vec<f32>,
    relation: Linear,
    relation_root: Vec<f32>,
    distance: Vec<f32>,
    frame_width: usize,
    kinds: Vec<(String, Linear)>,
    edges: Vec<i64>,
}

/// `pairs.safetensors` is not usable.
#[derive(Debug, thiserror::Error)]
pub enum PairsError {
    /// Not a safetensors file.
    #[error("{file}: {problem}")]
    File {
        /// The file as the caller named it.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A tensor that is missing or has another shape than the others ask for.
    #[error("{file}: tensor `{name}` {problem}")]
    Tensor {
        /// The file as the caller named it.
        file: String,
        /// The tensor.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}

struct Source<'a> {
    file: &'a str,
    tensors: SafeTensors<'a>,
}

impl Source<'_> {
    fn wrong(&self, name: &str, problem: &'static str) -> PairsError {
        PairsError::Tensor {
            file: self.file.to_owned(),
            name: name.to_owned(),
            problem,
        }
    }

    /// A tensor as f32 with its shape; a vector has one column.
    fn get(&self, name: &str) -> Result<(Vec<f32>, usize, usize), PairsError> {
        let view = self
            .tensors
            .tensor(name)
            .map_err(|_| self.wrong(name, "is missing"))?;
        if view.dtype() != Dtype::F32 {
            return Err(self.wrong(name, "is not f32"));
        }
        let (rows, columns) = match view.shape() {
            [n] => (*n, 1),
            [r, c] => (*r, *c),
            _ => return Err(self.wrong(name, "has more than two dimensions")),
        };
        let data = view
            .data()
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        Ok((data, rows, columns))
    }

    fn linear(&self, name: &str, inputs: usize) -> Result<Linear, PairsError> {
        let (weight, outputs, width) = self.get(&format!("{name}.weight"))?;
        let (bias, n, _) = self.get(&format!("{name}.bias"))?;
        if width != inputs || n != outputs {
            return Err(self.wrong(name, "does not fit the other tensors"));
        }
        Ok(Linear {
            inputs,
            weight,
            bias,
        })
    }
}

impl Pairs {
    /// Reads the layers. `kinds` are the frame kinds with their number of roles, `edges` the distance buckets, both from
    /// `model.json`; `file` is for messages.
    ///
    /// # Errors
    /// If the bytes are not safetensors, or a tensor is missing or misshapen.
    pub fn parse(
        file: &str,
        bytes: &[u8],
        kinds: &[(String, usize)],
        edges: &[i64],
    ) -> Result<Self, PairsError> {
        let tensors = SafeTensors::deserialize(bytes).map_err(|e| PairsError::File {
            file: file.to_owned(),
            problem: e.to_string(),
        })?;
        let source = Source { file, tensors };
        let (arc, arc_width, columns) = source.get("arc")?;
        if arc_width != columns {
            return Err(source.wrong("arc", "is not square"));
        }
        let (relation_root, relation_width, _) = source.get("label_root")?;
        let (distance, buckets, frame_width) = source.get("distance.weight")?;
        let (arc_distance, arc_buckets, one) = source.get("arc_distance.weight")?;
        if buckets != edges.len() + 1 || arc_buckets != buckets || one != 1 {
            return Err(source.wrong("distance.weight", "does not fit the distance edges"));
        }
        let kinds = kinds
            .iter()
            .map(|(kind, roles)| {
                let name = format!("roles.{kind}");
                let layer = source.linear(&name, frame_width)?;
                if layer.bias.len() != *roles {
                    return Err(source.wrong(&name, "does not fit the roles of model.json"));
                }
                Ok((kind.clone(), layer))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            arc_root: source.linear("arc_root", arc_width)?,
            arc_bias: source.linear("arc_bias", arc_width)?,
            relation: source.linear("label", relation_width)?,
            arc,
            arc_width,
            arc_distance,
            relation_root,
            distance,
            frame_width,
            kinds,
            edges: edges.to_vec(),
        })
    }

    /// The distance bucket of a signed number of words.
    fn bucket(&self, delta: i64) -> usize {
        self.edges.partition_point(|edge| *edge <= delta)
    }

    /// Scores of all arcs in a run of words: row `d` holds the root's score as head of word `d`, then every word's.
    pub fn arcs(&self, dependent: &Matrix, head: &Matrix, first: usize, words: usize) -> Vec<f32> {
        let scale = 1.0 / (self.arc_width as f32).sqrt();
        let mut scores = Vec::with_capacity(words * (words + 1));
        let (mut turned, mut one) = (vec![0.0; self.arc_width], Vec::new());
        let biases: Vec<f32> = (0..words)
            .map(|h| {
                self.arc_bias.apply(head.row(first + h), &mut one);
                one.first().copied().unwrap_or(0.0)
            })
            .collect();
        for d in 0..words {
            let row = dependent.row(first + d);
            turned.iter_mut().for_each(|t| *t = 0.0);
            for (x, weights) in row.iter().zip(self.arc.chunks_exact(self.arc_width)) {
                turned
                    .iter_mut()
                    .zip(weights)
                    .for_each(|(t, w)| *t += x * w);
            }
            self.arc_root.apply(row, &mut one);
            scores.push(one.first().copied().unwrap_or(0.0));
            scores.extend((0..words).map(|h| {
                let distance = self.arc_distance[self.bucket(d as i64 - h as i64)];
                dot(&turned, head.row(first + h)) * scale + biases[h] + distance
            }));
        }
        scores
    }

    /// Scores of all relations between a dependent and its head (`None` for the root).
    pub fn relations(&self, dependent: &[f32], head: Option<&[f32]>, out: &mut Vec<f32>) {
        let head = head.unwrap_or(&self.relation_root);
        let joined: Vec<f32> = dependent
            .iter()
            .zip(head)
            .map(|(d, h)| gelu(d + h))
            .collect();
        self.relation.apply(&joined, out);
    }

    /// The scorer of one kind of frame; `None` if the model has no such kind.
    pub fn frame(&self, kind: &str) -> Option<FrameScorer<'_>> {
        let (_, layer) = self.kinds.iter().find(|(k, _)| k == kind)?;
        Some(FrameScorer { pairs: self, layer })
    }
}

/// Scores the roles that words play for an anchor.
#[derive(Debug, Clone, Copy)]
pub struct FrameScorer<'a> {
    pairs: &'a Pairs,
    layer: &'a Linear,
}

impl FrameScorer<'_> {
    /// Role probabilities (softmax) of word `word` for the anchor `first..last+1`, whose anchor halves have the mean
    /// `anchor`.
    pub fn roles(
        &self,
        anchor: &[f32],
        first: usize,
        last: usize,
        words: &Matrix,
        word: usize,
    ) -> Vec<f32> {
        let delta = if word > last {
            (word - last) as i64
        } else if word < first {
            word as i64 - first as i64
        } else {
            0
        };
        let width = self.pairs.frame_width;
        let bucket = self.pairs.bucket(delta);
        let distance = self
            .pairs
            .distance
            .get(bucket * width..(bucket + 1) * width)
            .unwrap_or(&[]);
        let joined: Vec<f32> = anchor
            .iter()
            .zip(words.row(word))
            .zip(distance)
            .map(|((a, w), d)| gelu(a + w + d))
            .collect();
        let mut out = Vec::new();
        self.layer.apply(&joined, &mut out);
        softmax(&mut out);
        out
    }

    /// Mean of the anchor halves of the words `first..=last`.
    pub fn anchor(anchors: &Matrix, first: usize, last: usize) -> Vec<f32> {
        let mut mean = vec![0.0; anchors.width()];
        for word in first..=last {
            mean.iter_mut()
                .zip(anchors.row(word))
                .for_each(|(m, x)| *m += x);
        }
        let n = (last + 1 - first) as f32;
        mean.iter_mut().for_each(|m| *m /= n);
        mean
    }
}

/// Turns scores into probabilities.
pub fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - most).exp();
        sum += *s;
    }
    scores.iter_mut().for_each(|s| *s /= sum);
}

/// Logistic function.
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Inner product of two vectors of one width.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight running sums, so that the compiler may use vector registers.
    let mut sums = [0.0f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a8
        .remainder()
        .iter()
        .zip(b8.remainder())
        .map(|(x, y)| x * y)
        .sum();
    for (x, y) in a8.zip(b8) {
        for i in 0..8 {
            sums[i] += x[i] * y[i];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Gaussian error linear unit, exact form, with the error function of Abramowitz and Stegun 7.1.26 (error below 1.5e-7).
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let poly = t
        * (0.254_829_6
            + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = (1.0 - poly * (-z * z).exp()).copysign(x);
    0.5 * x * (1.0 + erf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gelu_agrees_with_published_values() {
        // torch.nn.functional.gelu
        for (x, y) in [
            (0.0, 0.0),
            (1.0, 0.841_344_7),
            (-1.0, -0.158_655_25),
            (3.0, 2.995_950_2),
            (-0.5, -0.154_268_77),
        ] {
            assert!((gelu(x) - y).abs() < 1e-5, "gelu({x}) = {}", gelu(x));
        }
    }

    #[test]
    fn dot_counts_every_element() {
        let a: Vec<f32> = (1..=11).map(|i| i as f32).collect();
        assert_eq!(dot(&a, &[1.0; 11]), 66.0);
    }

    #[test]
    fn softmax_sums_to_one() {
        let mut s = vec![1.0, 2.0, 1000.0];
        softmax(&mut s);
        assert!((s.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(s[2] > 0.99);
    }
}
