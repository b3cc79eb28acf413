//! The day that a report without date is taken to be of.

use super::{AnchoredOn, TimeExpression, TimeKind};

/// The latest day that times of a report name in full by themselves, a month standing for its first day: the report is not
/// older than that, unless it tells of the future. `None` where no time names its month and year.
pub fn latest_told(times: &[TimeExpression]) -> Option<String> {
    let dated = times.iter().filter(|t| {
        !t.vague
            && t.anchor == AnchoredOn::Nothing
            && matches!(t.kind, TimeKind::Date | TimeKind::Time)
    });
    dated.filter_map(|t| first_day(t.value.as_deref()?)).max()
}

/// The first day of a month or day in EDTF.
fn first_day(value: &str) -> Option<String> {
    let day = match value.len() {
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
        latest_told(&find(text, &Anchor::default()))
    }

    #[test]
    fn the_latest_month_or_day_counts() {
        let text = "The talks of 3 March 2019 failed; new ones began in May 2021.";
        assert_eq!(told(text).as_deref(), Some("2021-05-01"));
    }

    #[test]
    fn a_bare_year_and_a_weekday_tell_no_day() {
        assert_eq!(told("By 2030 half will be gone, she said on Friday."), None);
    }
}
