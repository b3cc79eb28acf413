//! The encoder run by rten.
//!
//! Graph contract: inputs `ids`, `shapes`, `mask` of shape \[rows, columns\] and `word_index` of shape \[words\],
//! integers; one output of shape \[words, width\] for each head, floats, by name.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::{Batch, EncodeError, Encoder, Head, Heads, Matrix};

/// A model in ONNX form, run on one thread of its own.
pub struct RtenEncoder {
    model: Arc<Model>,
    heads: Arc<Heads>,
    inputs: [NodeId; 4],
    outputs: Arc<[NodeId]>,
    options: RunOptions,
}

impl RtenEncoder {
    /// Loads a model compiled into the program.
    ///
    /// # Errors
    /// If the bytes are not a model that rten can run, or inputs or heads are missing in it.
    pub fn load_static(model: &'static [u8], heads: Heads) -> Result<Self, EncodeError> {
        let load = options().load_static_slice(model);
        Self::with(load.map_err(|e| EncodeError::Load(e.to_string()))?, heads)
    }

    /// Loads a model read from a file.
    ///
    /// # Errors
    /// As [`load_static`](Self::load_static).
    pub fn load(model: Vec<u8>, heads: Heads) -> Result<Self, EncodeError> {
        let load = options().load(model);
        Self::with(load.map_err(|e| EncodeError::Load(e.to_string()))?, heads)
    }

    fn with(model: Model, heads: Heads) -> Result<Self, EncodeError> {
        let node = |name: &str| {
            model
                .node_id(name)
                .map_err(|_| EncodeError::Missing(name.to_owned()))
        };
        let inputs = [
            node("ids")?,
            node("shapes")?,
            node("mask")?,
            node("word_index")?,
        ];
        let outputs = heads
            .iter()
            .map(|h| node(&h.name))
            .collect::<Result<Arc<[_]>, _>>()?;
        Ok(Self {
            model: Arc::new(model),
            heads: Arc::new(heads),
            inputs,
            outputs,
            options: one_thread(),
        })
    }

    /// The same encoder with one more output: any value of the graph that has a row for each word, by its name there.
    ///
    /// # Errors
    /// If the graph has no such value.
    pub fn giving(mut self, output: Head) -> Result<Self, EncodeError> {
        self.outputs = self
            .outputs
            .iter()
            .copied()
            .chain([self.node(&output.name)?])
            .collect();
        self.heads = Arc::new(self.heads.with(output));
        Ok(self)
    }

    /// A value of the graph that depends on nothing but the subwords and has a row for each.
    ///
    /// # Errors
    /// If the graph has no such value, or rten fails.
    pub fn of_subwords(&self, value: &str, ids: &[i32]) -> Result<Matrix, EncodeError> {
        let failed = |e: &dyn std::fmt::Display| EncodeError::Run(e.to_string());
        let input =
            NdTensor::try_from_data([1, ids.len()], ids.to_vec()).map_err(|e| failed(&e))?;
        let [input_ids, ..] = self.inputs;
        let values = self
            .model
            .run(
                vec![(input_ids, Value::from(input).into())],
                &[self.node(value)?],
                Some(self.options.clone()),
            )
            .map_err(|e| failed(&e))?;
        let missing = || EncodeError::Missing(value.to_owned());
        let tensor = Tensor::<f32>::try_from(values.into_iter().next().ok_or_else(missing)?)
            .map_err(|e| failed(&e))?;
        let width = tensor.shape().last().copied().unwrap_or(0);
        Matrix::from_rows(width, tensor.into_data().to_vec()).ok_or_else(missing)
    }

    fn node(&self, name: &str) -> Result<NodeId, EncodeError> {
        self.model
            .node_id(name)
            .map_err(|_| EncodeError::Missing(name.to_owned()))
    }

    /// Another encoder over the same weights with a thread of its own, for another worker.
    pub fn beside(&self) -> Self {
        Self {
            model: Arc::clone(&self.model),
            heads: Arc::clone(&self.heads),
            inputs: self.inputs,
            outputs: Arc::clone(&self.outputs),
            options: one_thread(),
        }
    }
}

fn options() -> ModelOptions {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    options
}

fn one_thread() -> RunOptions {
    RunOptions::default().with_thread_pool(Some(Arc::new(ThreadPool::with_num_threads(1))))
}

impl Encoder for RtenEncoder {
    fn heads(&self) -> &Heads {
        &self.heads
    }

    fn encode(&self, batch: &Batch) -> Result<Vec<Matrix>, EncodeError> {
        let shape = [batch.rows, batch.columns];
        let table = |data: &[i32]| {
            NdTensor::try_from_data(shape, data.to_vec())
                .map(Value::from)
                .map_err(|e| EncodeError::Run(e.to_string()))
        };
        let words = NdTensor::from_data([batch.word_index.len()], batch.word_index.clone());
        let [ids, shapes, mask, index] = self.inputs;
        let inputs = vec![
            (ids, table(&batch.ids)?.into()),
            (shapes, table(&batch.shapes)?.into()),
            (mask, table(&batch.mask)?.into()),
            (index, Value::from(words).into()),
        ];
        let values = self
            .model
            .run(inputs, &self.outputs, Some(self.options.clone()))
            .map_err(|e| EncodeError::Run(e.to_string()))?;
        self.heads
            .iter()
            .zip(values)
            .map(|(head, value)| {
                let expected = [batch.word_index.len(), head.width];
                let wrong = |found: String| EncodeError::Output {
                    name: head.name.clone(),
                    found,
                    expected: format!("{expected:?} of f32"),
                };
                let tensor = Tensor::<f32>::try_from(value).map_err(|e| wrong(e.to_string()))?;
                if tensor.shape() != expected.as_slice() {
                    return Err(wrong(format!("{:?}", tensor.shape())));
                }
                Matrix::from_rows(head.width, tensor.into_data().to_vec())
                    .ok_or_else(|| wrong("ragged".to_owned()))
            })
            .collect()
    }
}
