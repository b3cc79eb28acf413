//! What decided a code: the words, the line of a table, the entity that it was handed on from.

use std::ops::Range;

use dateline_record::GroundKind;

use crate::world::Source;

/// Why an entity has its country or sectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// What sort of ground it is.
    pub kind: GroundKind,
    /// The line that knew the words.
    pub source: Option<Source>,
    /// The words.
    pub words: Option<Range<usize>>,
    /// The entity that it was handed on from.
    pub entity: Option<usize>,
}

/// A code with its ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded<T> {
    /// The code.
    pub code: T,
    /// What decided it.
    pub ground: Ground,
}

/// The code of a country, or PLOVER's code for bodies of no one state.
pub(super) type Country = Coded<&'static str>;

/// Sector codes, most telling first.
pub(super) type Sectors = Coded<Vec<&'static str>>;

impl Ground {
    /// Words of the text that a line of a table knows.
    pub(super) fn words(kind: GroundKind, words: Range<usize>, source: Source) -> Self {
        Self {
            kind,
            source: Some(source),
            words: Some(words),
            entity: None,
        }
    }

    /// A line of a table that knows the entity by name.
    pub(super) fn line(kind: GroundKind, source: &Source) -> Self {
        Self {
            kind,
            source: Some(source.clone()),
            words: None,
            entity: None,
        }
    }

    /// Another entity that it belongs to.
    pub(super) fn of(entity: usize) -> Self {
        Self {
            kind: GroundKind::Organization,
            source: None,
            words: None,
            entity: Some(entity),
        }
    }

    /// The report as a whole.
    pub(super) fn report() -> Self {
        Self::bare(GroundKind::Report)
    }

    /// Where a place lies.
    pub(super) fn map() -> Self {
        Self::bare(GroundKind::Map)
    }

    fn bare(kind: GroundKind) -> Self {
        Self {
            kind,
            source: None,
            words: None,
            entity: None,
        }
    }
}
