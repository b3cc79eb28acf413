//! Time expressions: where a report speaks of dates, times of day, durations
//! and recurring times, and which calendar value each of them has.
//!
//! Everything here is a pure function of the text and an [`Anchor`]. The clock
//! of the machine is never read: "yesterday" is the day before the report's
//! publication date, and without one it has no value.
//!
//! The stages, each in its own file: [`scan`](mod@scan) cuts the text into
//! words, [`lexicon`] says what a word can mean (from the files under
//! `lexicon/en/times`), [`grammar`] finds the expressions and what they mean,
//! [`resolve`](mod@resolve) turns a meaning into a value. Expressions are
//! bounded and valued as in TimeML (Pustejovsky et al. 2003; ISO 24617-1), and
//! the values are given both as TIMEX3 and as EDTF (ISO 8601-2:2019).

mod calendars;
mod distance;
mod expression;
mod grammar;
mod lexicon;
mod meaning;
mod published;
mod resolve;
mod scan;
mod some_year;
#[cfg(test)]
mod tests;
mod told;

pub use distance::Distance;
pub use expression::{Anchor, AnchoredOn, Portion, TimeExpression, TimeKind};
pub use jiff::civil::Date;
pub use published::{date_in_url, parse_date};
pub use some_year::find_in_some_year;
pub use told::latest_told;

/// Finds every time expression of `text`, in order of position, none
/// overlapping another.
///
/// Spans are byte ranges of `text` on character boundaries. Relative
/// expressions ("last week", "on Friday") get a value only if `anchor` has a
/// publication date (or, failing that, the date of a dateline).
pub fn find(text: &str, anchor: &Anchor) -> Vec<TimeExpression> {
    let lexicon = lexicon::english();
    let mut words = scan::scan(text);
    lexicon.look_up(&mut words);
    let drafts = grammar::expressions(&words, lexicon);
    resolve::resolve(&words, drafts, anchor, lexicon)
}
