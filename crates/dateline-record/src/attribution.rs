//! Somebody says, thinks, wants or writes something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AttributionId, Confidence, EntityId, Pieces, Span, TimeId, Voice};

/// One act of saying, writing, thinking or wanting by somebody other than the
/// reporter. Built by [`Attribution::new`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Attribution")]
#[non_exhaustive]
pub struct Attribution<S = Span> {
    /// `a1`, `a2`, … in order of the list.
    pub id: AttributionId,
    /// How much of the content stands in quotation marks.
    pub kind: QuotationKind,
    /// Whose words or thoughts; `None` if the text names nobody ("It is believed…").
    pub source: Option<EntityId>,
    /// The words that name the source: "he", "State media".
    pub source_span: Option<S>,
    /// Whether the source asked not to be named ("an official who declined to be
    /// identified"), as the text says in so many words; its entity then has no name.
    #[serde(default)]
    pub anonymous: bool,
    /// The words of the act: "said", "according to"; `None` for a quotation that
    /// only stands beside its speaker.
    pub cue: Option<S>,
    /// What is said, in one or more continuous pieces, in text order.
    pub content: Pieces<S>,
    /// The act.
    pub act: Act,
    /// When it was said.
    pub time: Option<TimeId>,
    /// Where it was said.
    pub place: Option<EntityId>,
    /// The attributions this one stands inside.
    pub voice: Voice,
    /// How sure the engine is.
    pub confidence: Confidence,
}

/// How much of an attribution's content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotationKind {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// What a source does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Says it, in any manner: tells, announces, warns, claims.
    Say,
    /// Writes or posts it.
    Write,
    /// Asks it.
    Ask,
    /// Chants, sings or shouts it as a crowd does.
    Chant,
    /// Thinks, believes or expects it.
    Think,
    /// Knows, learns or finds it.
    Know,
    /// Wants, intends or plans it.
    Want,
    /// Hopes it.
    Hope,
    /// Fears it.
    Fear,
}

impl<S> Attribution<S> {
    /// An attribution with its content (the evidence) and the voice it stands in
    /// itself; the act is `say`, nobody is the source, nobody asked not to be named and
    /// the engine is fully confident until the fields say otherwise.
    pub fn new(
        id: AttributionId,
        kind: QuotationKind,
        content: impl Into<Pieces<S>>,
        voice: Voice,
    ) -> Attribution<S> {
        Attribution {
            id,
            kind,
            source: None,
            source_span: None,
            anonymous: false,
            cue: None,
            content: content.into(),
            act: Act::Say,
            time: None,
            place: None,
            voice,
            confidence: Confidence::CERTAIN,
        }
    }

    pub(crate) fn map_spans<T, E>(
        self,
        f: &mut impl FnMut(S) -> Result<T, E>,
    ) -> Result<Attribution<T>, E> {
        Ok(Attribution {
            id: self.id,
            kind: self.kind,
            source: self.source,
            source_span: self.source_span.map(&mut *f).transpose()?,
            anonymous: self.anonymous,
            cue: self.cue.map(&mut *f).transpose()?,
            content: self.content.map_spans(f)?,
            act: self.act,
            time: self.time,
            place: self.place,
            voice: self.voice,
            confidence: self.confidence,
        })
    }
}
