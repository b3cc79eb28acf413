//! The shape of the data: a [`Report`] goes in, a [`Record`] comes out.
//!
//! Inside the library a [`Span`] is a range of UTF-8 bytes that always lies on
//! character boundaries. In everything that leaves the library (JSON, exports)
//! spans are [`CharSpan`]s, counted in Unicode code points. The types of a
//! record are generic over the span and only the outer form can be serialised,
//! so a byte offset cannot leave the house by accident; [`Record::to_json`] and
//! [`Record::from_json`] convert, once, at the edge.
//!
//! Facts ([`Relation`], [`Attribution`], [`Event`]) can only be built with the
//! words they were read from and the [`Voice`] they stand in.

mod attribution;
mod check;
mod entity;
mod event;
mod evidence;
mod explanation;
mod happening;
mod id;
mod place;
mod record;
mod relation;
mod report;
mod syntax;
mod text;
mod time;

pub use attribution::{Act, Attribution, QuotationKind};
pub use check::Fault;
pub use entity::{
    Coding, CodingGround, Entity, EntityType, GroundKind, Label, Mention, MentionForm,
};
pub use event::{
    Event, EventPlace, EventTime, Participant, QuadClass, Quantity, QuantityKind, Status,
};
pub use evidence::{Confidence, NoEvidence, Pieces, Voice};
pub use explanation::{Decision, Explanation, Reason, Score};
pub use happening::{Answer, Figure, Happening, merged};
pub use id::{AttributionId, EntityId, EventId, RelationId, TimeId};
pub use place::GeoPlace;
pub use record::{About, Dateline, Record, RecordError, SCHEMA_VERSION, record_schema};
pub use relation::{Relation, RelationType};
pub use report::{PublishedSource, Report};
pub use syntax::{SentenceSyntax, SyntaxWord, UnknownUpos, Upos};
pub use text::{CharSpan, CodePoints, Span, Text, TextTooLong};
pub use time::{TimeAnchor, TimeExpression, TimeType};
