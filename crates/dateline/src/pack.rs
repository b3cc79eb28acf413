//! The pack: the trained model as files, and what its numbers mean.
//!
//! `model.onnx` (encoder and heads, int8), `pairs.safetensors` (scorers of pairs), `model.json` (labels), `vocab.txt`.
//! The pack that the project trains is compiled into the library (one file to install, nothing to find at run time, and
//! its pages are shared by all processes); another one can be read from a folder.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use dateline_record::Upos;

use crate::encode::{
    EncodeError, Encoder, Head, Heads, HeadsError, Pairs, PairsError, RtenEncoder, Vocabulary,
    VocabularyError,
};

/// What the columns of the model's scores mean: the keys of `model.json`.
#[derive(Debug, Clone, Deserialize)]
pub struct Labels {
    /// Entity classes; the tags are `O`, then `B I E S` of each.
    pub entity_classes: Vec<String>,
    /// Universal parts of speech.
    #[serde(deserialize_with = "upos_tags")]
    pub upos: Vec<Upos>,
    /// How to get from a form to its lemma: `case:stripped:added`.
    pub lemma_scripts: Vec<String>,
    /// For each of these the endings of the forms that it is for; none where it is for all.
    #[serde(default)]
    pub lemma_endings: Vec<Vec<String>>,
    /// Universal Dependencies relations.
    pub relations: Vec<String>,
    /// Event types; tag 0 is none of them.
    pub event_types: Vec<String>,
    /// `TYPE:mode`.
    pub modes: Vec<String>,
    /// Statuses in the record's spelling.
    pub status: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Roles of each kind of frame; role 0 is none.
    pub roles: std::collections::BTreeMap<String, Vec<String>>,
    /// Edges of the distance buckets of pairs, in words.
    pub distance_edges: Vec<i64>,
}

fn upos_tags<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Upos>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    names
        .iter()
        .map(|n| n.parse().map_err(serde::de::Error::custom))
        .collect()
}

impl Labels {
    /// The column of a role; `None` if the model has no such kind or role.
    pub fn role(&self, kind: &str, role: &str) -> Option<usize> {
        self.roles.get(kind)?.iter().position(|r| r == role)
    }
}

/// A model, loaded.
pub struct Pack {
    /// Runs the encoder.
    pub encoder: RtenEncoder,
    /// Scores pairs of words.
    pub pairs: Arc<Pairs>,
    /// Cuts words.
    pub vocabulary: Arc<Vocabulary>,
    /// Meaning of the scores.
    pub labels: Arc<Labels>,
    /// SHA-256 over the pack's files.
    pub sha256: String,
}

/// A pack could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file of the pack cannot be read.
    #[error("{file}: {source}")]
    Read {
        /// Its path.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// `model.json` does not have the expected keys.
    #[error("model.json: {0}")]
    Labels(#[from] serde_json::Error),
    /// The outputs of `model.json`.
    #[error(transparent)]
    Heads(#[from] HeadsError),
    /// `model.onnx`.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// `pairs.safetensors`.
    #[error(transparent)]
    Pairs(#[from] PairsError),
    /// `vocab.txt`.
    #[error(transparent)]
    Vocabulary(#[from] VocabularyError),
}

const MODEL: &str = "model.onnx";
const PAIRS: &str = "pairs.safetensors";
const LABELS: &str = "model.json";
const VOCABULARY: &str = "vocab.txt";

/// The value of the model's graph that has the vector of each word, by the name that the exporter gives it.
pub const WORD_VECTORS: &str = "/Gather_output_0";
/// Width of these vectors.
const HIDDEN: usize = 384;
/// The value of the graph that has the vector of each subword before any layer: what it means, whatever stands around it.
const SUBWORD_VECTORS: &str = "/encoder/words/Mul_output_0";

static BUNDLED: [&[u8]; 2] = [
    include_bytes!("../pack/model.onnx"),
    include_bytes!("../pack/pairs.safetensors"),
];

impl Pack {
    /// The pack compiled into the library.
    ///
    /// # Errors
    /// None in a library built from its own repository.
    pub fn bundled() -> Result<Self, PackError> {
        let labels = include_str!("../pack/model.json");
        let vocabulary = include_str!("../pack/vocab.txt");
        let encoder = RtenEncoder::load_static(BUNDLED[0], Heads::parse(LABELS, labels)?)?;
        let digest = include_str!("../pack/sha256.txt").trim().to_owned();
        Self::assemble(encoder, BUNDLED[1], labels, vocabulary, digest)
    }

    /// A pack in a folder.
    ///
    /// # Errors
    /// If a file is missing or not of its form; the message names it.
    pub fn read(folder: &Path) -> Result<Self, PackError> {
        let bytes = |name: &str| {
            let path = folder.join(name);
            std::fs::read(&path).map_err(|source| PackError::Read {
                file: path.display().to_string(),
                source,
            })
        };
        let text = |name: &str| {
            String::from_utf8(bytes(name)?).map_err(|e| PackError::Read {
                file: folder.join(name).display().to_string(),
                source: std::io::Error::other(e),
            })
        };
        let (model, pairs, labels, vocabulary) = (
            bytes(MODEL)?,
            bytes(PAIRS)?,
            text(LABELS)?,
            text(VOCABULARY)?,
        );
        let digest = digest([&model, &pairs, labels.as_bytes(), vocabulary.as_bytes()]);
        let encoder = RtenEncoder::load(model, Heads::parse(LABELS, &labels)?)?;
        Self::assemble(encoder, &pairs, &labels, &vocabulary, digest)
    }

    fn assemble(
        encoder: RtenEncoder,
        pairs: &[u8],
        labels: &str,
        vocabulary: &str,
        sha256: String,
    ) -> Result<Self, PackError> {
        let labels: Labels = serde_json::from_str(labels)?;
        let kinds: Vec<_> = labels
            .roles
            .iter()
            .map(|(k, r)| (k.clone(), r.len()))
            .collect();
        Ok(Self {
            encoder,
            pairs: Arc::new(Pairs::parse(PAIRS, pairs, &kinds, &labels.distance_edges)?),
            vocabulary: Arc::new(Vocabulary::parse(VOCABULARY, vocabulary)?),
            labels: Arc::new(labels),
            sha256,
        })
    }

    /// The same pack with scores under [`WORD_VECTORS`], too: the vectors that all heads read.
    ///
    /// # Errors
    /// If the graph does not name them as `training/` exports them.
    pub fn with_word_vectors(mut self) -> Result<Self, PackError> {
        self.encoder = self.encoder.giving(Head {
            name: WORD_VECTORS.to_owned(),
            width: HIDDEN,
        })?;
        Ok(self)
    }

    /// What each word means by itself, whatever stands around it: the mean of the vectors of its subwords.
    ///
    /// # Errors
    /// As [`with_word_vectors`](Self::with_word_vectors).
    pub fn meanings<'t>(
        &self,
        forms: impl Iterator<Item = &'t str>,
    ) -> Result<Vec<Vec<f32>>, EncodeError> {
        let mut ids = Vec::new();
        let ends: Vec<usize> = forms
            .map(|form| {
                self.vocabulary.pieces(form, &mut ids);
                ids.len()
            })
            .collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.encoder.of_subwords(SUBWORD_VECTORS, &ids)?;
        let mut start = 0;
        Ok(ends
            .into_iter()
            .map(|end| {
                let mut mean = vec![0.0; rows.width()];
                for row in (start..end).map(|i| rows.row(i)) {
                    for (sum, x) in mean.iter_mut().zip(row) {
                        *sum += x / (end - start) as f32;
                    }
                }
                start = end;
                mean
            })
            .collect())
    }

    /// Names of the model's outputs.
    pub fn encoder_heads(&self) -> impl Iterator<Item = &str> {
        self.encoder.heads().iter().map(|h| h.name.as_str())
    }

    /// The same model with an encoder of its own, for another worker; weights are shared.
    pub fn beside(&self) -> Self {
        Self {
            encoder: self.encoder.beside(),
            pairs: Arc::clone(&self.pairs),
            vocabulary: Arc::clone(&self.vocabulary),
            labels: Arc::clone(&self.labels),
            sha256: self.sha256.clone(),
        }
    }
}

/// SHA-256 over the four files, in the order of [`Pack::read`], each behind its length.
fn digest(files: [&[u8]; 4]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update((file.len() as u64).to_le_bytes());
        hash.update(file);
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_beside_the_bundled_pack_is_its_own() {
        let files = [
            BUNDLED[0],
            BUNDLED[1],
            include_bytes!("../pack/model.json").as_slice(),
            include_bytes!("../pack/vocab.txt").as_slice(),
        ];
        assert_eq!(digest(files), include_str!("../pack/sha256.txt").trim());
    }
}
