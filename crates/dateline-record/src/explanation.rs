//! Why an event is coded as it is: the rule that decided each part, and what the model's heads gave.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::three_decimals;

/// What decided the parts of an event. Only in records that were asked for it (`--explain`). docs/events.md lists the
/// names of rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// The type, with the likeliest types at the event's word; `none` stands for no event.
    #[serde(rename = "type")]
    pub event_type: Decision,
    /// The type's probability as the model gives it. The event's `confidence` is made of it by the line in log odds for
    /// events (docs/events.md).
    #[serde(serialize_with = "three_decimals")]
    pub probability: f32,
    /// The modes, with the likeliest modes of the type, those that it did not get among them.
    pub modes: Decision,
    /// The contexts, in the order of the event's list.
    pub contexts: Vec<Reason>,
    /// The status, with all statuses.
    pub status: Decision,
    /// Whether it is background, with the probability of that.
    pub historical: Decision,
    /// The actors, in the order of the event's list.
    pub actors: Vec<Reason>,
    /// The recipients, in the order of the event's list.
    pub recipients: Vec<Reason>,
    /// The quantities, in the order of the event's list.
    pub quantities: Vec<Reason>,
    /// The place, if the event has one.
    pub place: Option<Reason>,
    /// The time, if the event has one.
    pub time: Option<Reason>,
    /// In whose voice it stands.
    pub voice: Reason,
}

/// What decided one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// The rule.
    pub rule: String,
    /// How likely the model found it, if the model was asked.
    #[serde(serialize_with = "of_some")]
    pub probability: Option<f32>,
}

/// What decided between several values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// The rule.
    pub rule: String,
    /// What the head gave, likeliest first.
    pub scores: Vec<Score>,
}

/// How likely a head finds a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The value.
    pub name: String,
    /// Its probability, not calibrated.
    #[serde(serialize_with = "three_decimals")]
    pub probability: f32,
}

fn of_some<S: serde::Serializer>(
    probability: &Option<f32>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match probability {
        Some(p) => three_decimals(p, serializer),
        None => serializer.serialize_none(),
    }
}
