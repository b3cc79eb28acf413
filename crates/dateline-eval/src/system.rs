//! What is measured: anything that reads reports.

use dateline_record::{GeoPlace, Record, Report, SentenceSyntax, Span, TimeType};

/// A reader of reports. The scorers know no more of it than this.
pub trait System: Sync {
    /// Reads one report. All spans are spans of the report's text.
    fn read(&self, report: &Report) -> SystemReading;

    /// The places that given stretches of a report mean, in its order; `None` where the system gives none.
    fn locate(&self, _report: &Report, spans: &[Span]) -> Vec<Option<GeoPlace>> {
        vec![None; spans.len()]
    }

    /// The stories of reports with their records, in this order of arrival: a number for each, the same for reports of
    /// one story. `None` where the system groups no reports.
    fn stories(&self, _arrivals: &[(&Report, &Record)]) -> Option<Vec<usize>> {
        None
    }

    /// PLOVER's event types that may hold between two given actors of a report, each with its probability; a side
    /// without spans is one that the text does not name. Empty where the system cannot tell.
    fn between(&self, _report: &Report, _source: &[Span], _target: &[Span]) -> Vec<(String, f32)> {
        Vec::new()
    }

    /// Which of the given words tell of one event, in whatever reports: every one of them in one list, by their places.
    /// `None` where the system cannot tell.
    fn chains_across(&self, _told: &[Told<'_>]) -> Option<Vec<Vec<usize>>> {
        None
    }
}

/// Words that tell an event, in the record of a report.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What the system read out of the report.
    pub record: &'a Record,
    /// The words.
    pub mention: ChainMention,
}

/// All layers that a system made of one report. A layer it does not make stays empty.
#[derive(Debug, Clone)]
pub struct SystemReading {
    /// The record.
    pub record: Record,
    /// Words with tags and trees, sentence by sentence in text order.
    pub sentences: Vec<SentenceSyntax>,
    /// The surface tokens in text order: the words, save that the words of a multiword token
    /// ("do" and "n't") share one. Left empty, every word is a token.
    pub tokens: Vec<Span>,
    /// Entity mentions with the labels of English Worldwide Newswire (`Person`, `NORP`, …).
    pub mentions: Vec<LabelledMention>,
    /// Time expressions with TimeML values.
    pub times: Vec<TimeMention>,
    /// Who and what is spoken of: one chain an entity. A chain of one mention is not judged.
    pub chains: Vec<Chain>,
    /// Names that mean a place of the map, adjectives and names in other names included.
    pub toponyms: Vec<LocatedName>,
}

/// A name and the place of the map that it means.
#[derive(Debug, Clone, PartialEq)]
pub struct LocatedName {
    /// The words.
    pub span: Span,
    /// The place.
    pub place: GeoPlace,
}

/// The mentions of one entity in a report, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// Names, descriptions and pronouns.
    pub mentions: Vec<ChainMention>,
}

/// One mention, of an entity as a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChainMention {
    /// The whole phrase, with all that modifies its head: "the minister who resigned".
    pub span: Span,
    /// The word of it that the others depend on: "minister".
    pub head: Span,
}

/// A stretch of text with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledMention {
    /// The words.
    pub span: Span,
    /// The label.
    pub label: String,
}

/// A time expression as TimeML has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// The words.
    pub span: Span,
    /// What sort of time.
    pub kind: TimeType,
    /// TimeML's `value` (`1998-02-27`, `P3D`, `PRESENT_REF`).
    pub timex_value: Option<String>,
}

impl SystemReading {
    /// A reading with a record and no other layer.
    pub fn new(record: Record) -> Self {
        SystemReading {
            record,
            sentences: Vec::new(),
            tokens: Vec::new(),
            mentions: Vec::new(),
            times: Vec::new(),
            chains: Vec::new(),
            toponyms: Vec::new(),
        }
    }
}
