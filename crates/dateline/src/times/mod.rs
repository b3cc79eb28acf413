//! Time expressions: where a report speaks of dates, times of day, durations
//! and recurring times, and which calendar value each of them has.

mod expression;

pub use expression::{Anchor, AnchoredOn, Portion, Span, TimeExpression, TimeKind};
pub use jiff::civil::Date;

/// Finds every time expression of `text`, in order of position, none
/// overlapping another.
pub fn find(_text: &str, _anchor: &Anchor) -> Vec<TimeExpression> {
    Vec::new()
}

/// The EDTF value of a publication date as metadata write it.
pub fn parse_date(_text: &str) -> Option<String> {
    None
}

/// The publication date that a news address carries in its path, as EDTF.
pub fn date_in_url(_url: &str) -> Option<String> {
    None
}
