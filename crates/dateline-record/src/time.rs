//! Expressions of time and what they stand for.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Span, TimeId};

/// Words that tell when: "on Friday", "last year", "for three days".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TimeExpression")]
pub struct TimeExpression<S = Span> {
    /// `t1`, `t2`, … in order of the list.
    pub id: TimeId,
    /// The words.
    #[serde(flatten)]
    pub span: S,
    /// What sort of time.
    #[serde(rename = "type")]
    pub time_type: TimeType,
    /// The date in EDTF (ISO 8601-2), a duration in ISO 8601, or `None` if it
    /// cannot be resolved.
    pub value: Option<String>,
    /// What a relative expression was counted from.
    pub anchor: Option<TimeAnchor>,
}

/// Sorts of time expressions (those of TimeML).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeType {
    /// A day, month, year or longer stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repetition: "every Friday".
    Set,
}

/// What a relative expression of time was counted from. Written as `"published"`
/// or as the id of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeAnchor {
    /// The report's publication date.
    Published,
    /// Another time expression of the report.
    Time(TimeId),
}

const PUBLISHED: &str = "published";

impl Serialize for TimeAnchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TimeAnchor::Published => serializer.serialize_str(PUBLISHED),
            TimeAnchor::Time(id) => id.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for TimeAnchor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TimeAnchor, D::Error> {
        let anchor = String::deserialize(deserializer)?;
        if anchor == PUBLISHED {
            return Ok(TimeAnchor::Published);
        }
        anchor
            .parse()
            .map(TimeAnchor::Time)
            .map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for TimeAnchor {
    fn schema_name() -> Cow<'static, str> {
        "TimeAnchor".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^(published|t[1-9][0-9]*)$" })
    }
}

impl<S> TimeExpression<S> {
    pub(crate) fn map_spans<T, E>(
        self,
        f: &mut impl FnMut(S) -> Result<T, E>,
    ) -> Result<TimeExpression<T>, E> {
        Ok(TimeExpression {
            id: self.id,
            span: f(self.span)?,
            time_type: self.time_type,
            value: self.value,
            anchor: self.anchor,
        })
    }
}
