use std::ops::Range;

use jiff::civil::Date;

use super::distance::Distance;

/// The days that relative expressions of a report are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day the report was published.
    pub published: Option<Date>,
    /// The day in the report's dateline ("PARIS, Jan. 6 —"), if it has one.
    pub dateline_date: Option<Date>,
}

impl Anchor {
    /// An anchor from dates written as EDTF or ISO 8601 (`2020-01-06`, with or
    /// without a time). What is not a full date counts as absent.
    pub fn from_edtf(published: Option<&str>, dateline_date: Option<&str>) -> Self {
        let day = |text: &str| text.get(..10).and_then(|day| day.parse().ok());
        Anchor {
            published: published.and_then(day),
            dateline_date: dateline_date.and_then(day),
        }
    }

    /// The day that "today" means in the report.
    pub fn today(&self) -> Option<Date> {
        self.published.or(self.dateline_date)
    }
}

/// What sort of time an expression names (TIMEX3 `type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day or something longer: "6 January", "last year", "now".
    Date,
    /// Something shorter than a day: "11 a.m.", "Friday night".
    Time,
    /// A length of time: "three days".
    Duration,
    /// A recurring time: "every Friday", "daily".
    Set,
}

/// What the value of an expression was worked out from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnchoredOn {
    /// The publication date (or the dateline's date standing in for it).
    Published,
    /// Another time expression of the same text ("two days earlier"), by its
    /// place in the list.
    Other(usize),
    /// Nothing: the expression says it all itself, or has no value.
    Nothing,
}

/// The part of a period that an expression names (TIMEX3 `mod`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Portion {
    /// "early 2015", "the beginning of May".
    Start,
    /// "mid-May".
    Mid,
    /// "late 2015", "the end of May".
    End,
    /// "pre-1967".
    Before,
    /// "post-1959".
    After,
    /// "around 1 May", "about two weeks".
    Approx,
    /// "more than a year", "at least two days".
    AtLeast,
    /// "nearly two years", "less than an hour".
    AtMost,
}

/// One time expression of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it stands, in bytes of the text, on character boundaries.
    pub span: Range<usize>,
    /// What sort of time it names.
    pub kind: TimeKind,
    /// Its value as EDTF, or as an ISO 8601 duration for [`TimeKind::Duration`]
    /// and the period of a [`TimeKind::Set`]. `None` when the text and the
    /// anchor do not settle it.
    pub value: Option<String>,
    /// Its value in TIMEX3 notation, with `X` for what is not known:
    /// `1989-W43`, `P3D`, `PAST_REF`, `XXXX-WXX-1`, `2019-Q3`.
    pub timex_value: String,
    /// What the value was worked out from.
    pub anchor: AnchoredOn,
    /// The part of the period, or the precision, if the text says so.
    pub portion: Option<Portion>,
    /// For "two days" in "two days after the attack": how far from the event that
    /// the words after it name.
    pub from_event: Option<Distance>,
    /// For "the past two weeks" and "the next ten days" the days from one end to the other, as EDTF, if the day of the
    /// report is known.
    pub stretch: Option<String>,
    /// True for expressions that name no particular time ("now", "recently",
    /// "the future"); a record can leave them out.
    pub vague: bool,
}
