//! Who holds which post, who belongs to whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Confidence, EntityId, Pieces, RelationId, Span, Voice};

/// A lasting tie between two entities. Built by [`Relation::new`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Relation")]
#[non_exhaustive]
pub struct Relation<S = Span> {
    /// `r1`, `r2`, … in order of the list.
    pub id: RelationId,
    /// What ties them.
    #[serde(rename = "type")]
    pub relation_type: RelationType,
    /// The holder, member, part or deputy.
    pub subject: EntityId,
    /// The organization, country or person on the other end; `None` if the text names none.
    pub object: Option<EntityId>,
    /// The title of a post as the text has it, without article.
    pub title: Option<String>,
    /// Whether the text says that it is over.
    pub former: bool,
    /// The words it was read from.
    pub evidence: Pieces<S>,
    /// Who says so.
    pub voice: Voice,
    /// How sure the engine is.
    pub confidence: Confidence,
}

/// Sorts of relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationType {
    /// The subject holds (or held) the post `title` in the object.
    HoldsPost,
    /// The subject belongs to the object without a title.
    MemberOf,
    /// The subject is a part of the object.
    PartOf,
    /// The subject is the object's deputy.
    DeputyOf,
    /// The subject is at the head of the object, told by a verb and not by a title.
    Leads,
    /// The subject speaks or acts for the object.
    Represents,
    /// The subject is family of the object.
    RelatedTo,
    /// The subject has its seat in the object.
    BasedIn,
}

impl<S> Relation<S> {
    /// A relation with its evidence and voice; no title, not former, fully confident
    /// until the fields say otherwise.
    pub fn new(
        id: RelationId,
        relation_type: RelationType,
        subject: EntityId,
        object: Option<EntityId>,
        evidence: impl Into<Pieces<S>>,
        voice: Voice,
    ) -> Relation<S> {
        Relation {
            id,
            relation_type,
            subject,
            object,
            title: None,
            former: false,
            evidence: evidence.into(),
            voice,
            confidence: Confidence::CERTAIN,
        }
    }

    pub(crate) fn map_spans<T, E>(
        self,
        f: &mut impl FnMut(S) -> Result<T, E>,
    ) -> Result<Relation<T>, E> {
        Ok(Relation {
            id: self.id,
            relation_type: self.relation_type,
            subject: self.subject,
            object: self.object,
            title: self.title,
            former: self.former,
            evidence: self.evidence.map_spans(f)?,
            voice: self.voice,
            confidence: self.confidence,
        })
    }
}
