//! Days told of something, and how far apart they lie.

use jiff::civil::Date;

/// Hours of a day.
const HOURS: i64 = 24;

/// The first and the last day that a date may mean; `None` at an end that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Stretch {
    /// Its first day.
    pub first: Option<Date>,
    /// Its last day.
    pub last: Option<Date>,
}

impl Stretch {
    /// Of days written as 20310302, as a store keeps them; what is no day of the calendar is open.
    pub fn of_numbers(first: Option<i64>, last: Option<i64>) -> Stretch {
        let day = |number: i64| {
            let year = i16::try_from(number / 10_000).ok()?;
            let (month, day) = (number / 100 % 100, number % 100);
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        Stretch {
            first: first.and_then(day),
            last: last.and_then(day),
        }
    }

    /// Whether anything is known.
    pub(crate) fn is_known(self) -> bool {
        self.first.is_some() || self.last.is_some()
    }

    /// How many days lie between two; 0 if they meet.
    pub(crate) fn gap(self, other: Stretch) -> i64 {
        let from = |end: Option<Date>, start: Option<Date>| match (end, start) {
            (Some(end), Some(start)) => days(end, start),
            _ => 0,
        };
        from(self.last, other.first)
            .max(from(other.last, self.first))
            .max(0)
    }

    /// How many days `self` ends before `other` begins; less than 0 if it ends later, `None` if that cannot be told.
    pub(crate) fn before(self, other: Stretch) -> Option<i64> {
        let end = self.last.or(self.first)?;
        Some(days(end, other.first.or(other.last)?))
    }
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / HOURS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(first: i64, last: i64) -> Stretch {
        let known = |day: i64| (day > 0).then_some(day);
        Stretch::of_numbers(known(first), known(last))
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months() {
        let month_end = stretch(20_310_228, 20_310_228);
        assert_eq!(month_end.gap(stretch(20_310_301, 20_310_302)), 1);
        assert_eq!(stretch(20_310_301, 20_310_302).gap(month_end), 1);
        assert_eq!(month_end.gap(stretch(20_310_201, 20_310_331)), 0);
        assert_eq!(month_end.gap(stretch(0, 20_310_226)), 2);
        assert_eq!(month_end.gap(stretch(20_310_220, 0)), 0);
        assert_eq!(month_end.before(stretch(20_310_304, 20_310_304)), Some(4));
        assert_eq!(month_end.before(stretch(20_310_227, 20_310_227)), Some(-1));
    }

    #[test]
    fn what_is_no_day_is_not_known() {
        assert!(!stretch(20_310_230, 0).is_known());
        assert!(!Stretch::default().is_known());
    }
}
