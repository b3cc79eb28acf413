//! Ids of the things in a record, such as `e1`: local to it, numbered from 1.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A string that is no id of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not an id of the form {letter}1, {letter}2, …")]
pub struct MalformedId {
    /// The letter that ids of this kind begin with.
    pub letter: char,
    /// What was found instead.
    pub found: String,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal, $pattern:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The id of the thing at `index` (counted from 0) of the record's list:
            /// index 0 is number 1.
            pub fn from_index(index: usize) -> $name {
                $name(u32::try_from(index).unwrap_or(u32::MAX - 1) + 1)
            }

            /// The index (counted from 0) that this id stands for.
            pub fn index(self) -> usize {
                self.0 as usize - 1
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;
            fn from_str(s: &str) -> Result<$name, MalformedId> {
                s.strip_prefix($letter)
                    .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
                    .filter(|digits| !digits.starts_with('0'))
                    .and_then(|digits| digits.parse().ok())
                    .map($name)
                    .ok_or_else(|| MalformedId { letter: $letter, found: s.to_owned() })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                String::deserialize(deserializer)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}

id!(
    /// Id of an [`Entity`](crate::Entity): `e1`.
    EntityId, 'e', "^e[1-9][0-9]*$"
);
id!(
    /// Id of a [`Relation`](crate::Relation): `r1`.
    RelationId, 'r', "^r[1-9][0-9]*$"
);
id!(
    /// Id of a [`TimeExpression`](crate::TimeExpression): `t1`.
    TimeId, 't', "^t[1-9][0-9]*$"
);
id!(
    /// Id of an [`Attribution`](crate::Attribution): `a1`.
    AttributionId, 'a', "^a[1-9][0-9]*$"
);
id!(
    /// Id of an [`Event`](crate::Event): `v1`.
    EventId, 'v', "^v[1-9][0-9]*$"
);
