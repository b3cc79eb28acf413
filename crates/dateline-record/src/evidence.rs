//! What every fact carries: the words it was read from, the voice it stands in,
//! and how sure the engine is.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{AttributionId, Span};

/// One or more pieces of text, in the order given; never none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Pieces<S = Span>(#[schemars(length(min = 1))] Vec<S>);

/// A fact without a single span of text to show for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fact needs at least one span of text as evidence")]
pub struct NoEvidence;

impl<S> Pieces<S> {
    /// A single piece.
    pub fn one(span: S) -> Pieces<S> {
        Pieces(vec![span])
    }

    /// The same pieces and one more.
    pub fn and(mut self, span: S) -> Pieces<S> {
        self.0.push(span);
        self
    }

    /// The pieces, of which there is at least one.
    pub fn as_slice(&self) -> &[S] {
        &self.0
    }

    /// Goes over the pieces.
    pub fn iter(&self) -> std::slice::Iter<'_, S> {
        self.0.iter()
    }

    /// The first piece.
    pub fn first(&self) -> &S {
        // No constructor makes an empty list.
        &self.0[0]
    }

    pub(crate) fn map_spans<T, E>(
        self,
        f: &mut impl FnMut(S) -> Result<T, E>,
    ) -> Result<Pieces<T>, E> {
        Ok(Pieces(self.0.into_iter().map(f).collect::<Result<_, E>>()?))
    }
}

impl<S> TryFrom<Vec<S>> for Pieces<S> {
    type Error = NoEvidence;
    fn try_from(spans: Vec<S>) -> Result<Pieces<S>, NoEvidence> {
        if spans.is_empty() {
            Err(NoEvidence)
        } else {
            Ok(Pieces(spans))
        }
    }
}

impl<S> From<S> for Pieces<S> {
    fn from(span: S) -> Pieces<S> {
        Pieces::one(span)
    }
}

impl<'a, S> IntoIterator for &'a Pieces<S> {
    type Item = &'a S;
    type IntoIter = std::slice::Iter<'a, S>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, S: Deserialize<'de>> Deserialize<'de> for Pieces<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pieces<S>, D::Error> {
        Vec::deserialize(deserializer)?
            .try_into()
            .map_err(serde::de::Error::custom)
    }
}

/// The attributions a fact stands inside, outermost first; empty for the
/// reporter's own voice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Voice(Vec<AttributionId>);

impl Voice {
    /// The reporter's own voice.
    pub fn reporter() -> Voice {
        Voice(Vec::new())
    }

    /// Inside these attributions, outermost first.
    pub fn inside(attributions: impl IntoIterator<Item = AttributionId>) -> Voice {
        Voice(attributions.into_iter().collect())
    }

    /// Whether the reporter tells it in his own name.
    pub fn is_reporter(&self) -> bool {
        self.0.is_empty()
    }

    /// The attributions, outermost first.
    pub fn chain(&self) -> &[AttributionId] {
        &self.0
    }

    /// The nearest speaker's attribution.
    pub fn innermost(&self) -> Option<AttributionId> {
        self.0.last().copied()
    }
}

/// A calibrated probability in [0, 1]: of the facts marked 0.8, about 80 % are right.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, JsonSchema)]
#[schemars(inline)]
pub struct Confidence(#[schemars(range(min = 0.0, max = 1.0))] f32);

impl Confidence {
    /// Nothing left to doubt.
    pub const CERTAIN: Confidence = Confidence(1.0);

    /// The nearest confidence to `probability`; a NaN counts as 0.
    pub fn new(probability: f32) -> Confidence {
        if probability.is_nan() {
            Confidence(0.0)
        } else {
            Confidence(probability.clamp(0.0, 1.0))
        }
    }

    /// The probability.
    pub fn get(self) -> f32 {
        self.0
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        three_decimals(&self.0, serializer)
    }
}

/// Writes a probability with three decimals: more would be noise, and would differ between machines.
pub(crate) fn three_decimals<S: Serializer>(
    probability: &f32,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*probability) * 1000.0).round() / 1000.0)
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Confidence, D::Error> {
        let probability = f32::deserialize(deserializer)?;
        if (0.0..=1.0).contains(&probability) {
            Ok(Confidence(probability))
        } else {
            Err(serde::de::Error::custom(format!(
                "confidence {probability} is outside 0..1"
            )))
        }
    }
}
