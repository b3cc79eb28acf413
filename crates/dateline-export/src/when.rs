//! Days out of EDTF, for columns that hold a day and nothing else.

use std::fmt;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, of four digits.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// As much of a time as columns for days, months and years can hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The day, or the first of several.
    pub first: Option<Day>,
    /// The last of several days.
    pub last: Option<Day>,
    /// The year and the month, if the time lies within one.
    pub month: Option<(u16, u8)>,
    /// The year, if the time lies within one.
    pub year: Option<u16>,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Day {
    /// Days since 1 January 1970.
    pub fn since_epoch(self) -> i32 {
        // Years begin in March, so that the leap day is the last of its year; 719468 days lie before 1970.
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let month = (i32::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
            - 719_468
    }
}

impl When {
    /// Reads an EDTF value; whatever is no day, month or year of four digits (a decade, a season, a year of doubt) gives
    /// nothing. Marks of doubt (`~`, `?`, `%`) are passed over, a time of day is cut off.
    pub fn of(edtf: &str) -> When {
        let Some((first, last)) = edtf.split_once('/') else {
            let parts = Parts::of(edtf);
            return When {
                first: parts.day(),
                last: None,
                month: parts.month(),
                year: parts.year,
            };
        };
        let (first, last) = (Parts::of(first), Parts::of(last));
        When {
            first: first.day(),
            last: last.day(),
            month: first.month().filter(|month| last.month() == Some(*month)),
            year: first.year.filter(|year| last.year == Some(*year)),
        }
    }
}

/// A date as far as it is written out.
#[derive(Default)]
struct Parts {
    year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Parts {
    fn of(edtf: &str) -> Parts {
        let date = edtf.split('T').next().unwrap_or_default();
        let mut fields = date
            .split('-')
            .map(|field| field.trim_matches(['~', '?', '%']));
        let mut field = |width: usize| {
            let field = fields.next()?;
            let digits = field.len() == width && field.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| field.parse::<u16>().ok()).flatten()
        };
        let (year, month, day) = (field(4), field(2), field(2));
        if fields.next().is_some() {
            return Parts::default();
        }
        let narrow = |part: Option<u16>, most: u16| {
            part.filter(|n| (1..=most).contains(n))
                .and_then(|n| u8::try_from(n).ok())
        };
        Parts {
            year,
            month: narrow(month, 12),
            day: narrow(day, 31),
        }
    }

    fn month(&self) -> Option<(u16, u8)> {
        Some((self.year?, self.month?))
    }

    fn day(&self) -> Option<Day> {
        let (year, month) = self.month()?;
        let day = self.day.filter(|day| *day <= days_in(year, month))?;
        Some(Day { year, month, day })
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_and_a_span_has_two() {
        let shown = |edtf| {
            let when = When::of(edtf);
            let day = |day: Option<Day>| day.map_or("-".to_owned(), |day| day.to_string());
            format!("{} {} {:?}", day(when.first), day(when.last), when.year)
        };
        for (edtf, expected) in [
            ("2018-03-13", "2018-03-13 - Some(2018)"),
            ("2018-03-13T09:30", "2018-03-13 - Some(2018)"),
            ("2018-03-13~", "2018-03-13 - Some(2018)"),
            ("2018-03-13/2018-03-15", "2018-03-13 2018-03-15 Some(2018)"),
            ("2017-12-30/2018-01-02", "2017-12-30 2018-01-02 None"),
            ("2018-03-13/..", "2018-03-13 - None"),
            ("2018-03", "- - Some(2018)"),
            ("2018-02-30", "- - Some(2018)"),
            ("2018-21", "- - Some(2018)"),
            ("201X", "- - None"),
            ("XXXX-05-10", "- - None"),
            ("-0044-03-15", "- - None"),
            ("P3D", "- - None"),
            ("2018-W11", "- - Some(2018)"),
            ("", "- - None"),
        ] {
            assert_eq!(shown(edtf), expected, "{edtf}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        let count = |year, month, day| Day { year, month, day }.since_epoch();
        assert_eq!(count(1970, 1, 1), 0);
        assert_eq!(count(1969, 12, 31), -1);
        assert_eq!(count(2000, 2, 29), 11_016);
        assert_eq!(count(2000, 3, 1), 11_017);
        assert_eq!(count(2018, 3, 13), 17_603);
    }
}
