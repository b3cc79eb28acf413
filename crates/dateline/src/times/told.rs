//! The day that a report without date is taken to be of.

use super::{AnchoredOn, TimeExpression, TimeKind};

/// The latest day that times of a report name by themselves, a month standing for its first day and a year for its middle:
/// the report is not much older than that, unless it tells of the future. Days after `last` are not taken: plans for 2050
/// tell nothing. `None` where no time names its year.
pub fn latest_told(times: &[TimeExpression], last: &str) -> Option<String> {
    let dated = times.iter().filter(|t| {
        !t.vague
            && t.anchor == AnchoredOn::Nothing
            && matches!(t.kind, TimeKind::Date | TimeKind::Time)
    });
    dated
        .filter_map(|t| day_of(t.value.as_deref()?))
        .filter(|day| day.as_str() <= last)
        .max()
}

/// A day for a year, month or day in EDTF.
fn day_of(value: &str) -> Option<String> {
    let day = match value.len() {
        4 => format!("{value}-07-01"),
        7 => format!("{value}-01"),
        _ => value.split('T').next()?.to_owned(),
    };
    day.parse::<jiff::civil::Date>().is_ok().then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::times::{Anchor, find};

    fn told(text: &str) -> Option<String> {
        latest_told(&find(text, &Anchor::default()), "2026-12-31")
    }

    #[test]
    fn the_latest_month_or_day_counts() {
        let text = "The talks of 3 March 2019 failed; new ones began in May 2021.";
        assert_eq!(told(text).as_deref(), Some("2021-05-01"));
    }

    #[test]
    fn years_far_ahead_and_weekdays_tell_no_day() {
        assert_eq!(told("By 2050 half will be gone, she said on Friday."), None);
        assert_eq!(told("She won in 2018.").as_deref(), Some("2018-07-01"));
    }
}
