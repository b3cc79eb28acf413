//! Periods of the calendar and how they are written.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::times::meaning::{Amount, Measure, Season, TimeOfDay, Unit};

/// A known period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stamp {
    Day(Date),
    /// The week of a Monday.
    Week(Date),
    /// The weekend of a Saturday.
    Weekend(Date),
    Month(i32, i8),
    Quarter(i32, i8),
    Half(i32, i8),
    Season(i32, Season),
    Year(i32),
    /// First year of ten.
    Decade(i32),
    /// First year of a hundred.
    Century(i32),
    /// From one day to another.
    Days(Date, Date),
}

impl Stamp {
    pub fn week_of(day: Date) -> Option<Stamp> {
        Some(Stamp::Week(monday(day)?))
    }

    pub fn year(self) -> i32 {
        match self {
            Stamp::Day(day) | Stamp::Week(day) | Stamp::Weekend(day) | Stamp::Days(day, _) => {
                day.year().into()
            }
            Stamp::Month(year, _)
            | Stamp::Quarter(year, _)
            | Stamp::Half(year, _)
            | Stamp::Season(year, _)
            | Stamp::Year(year)
            | Stamp::Decade(year)
            | Stamp::Century(year) => year,
        }
    }

    /// First and last day.
    pub fn bounds(self) -> Option<(Date, Date)> {
        let months = |year: i32, first: i8, count: i32| {
            let start = Date::new(year.try_into().ok()?, first, 1).ok()?;
            let end = start.checked_add((count - 1).months()).ok()?;
            Some((start, end.last_of_month()))
        };
        match self {
            Stamp::Day(day) => Some((day, day)),
            Stamp::Week(first) => Some((first, first.checked_add(6.days()).ok()?)),
            Stamp::Weekend(first) => Some((first, first.tomorrow().ok()?)),
            Stamp::Days(first, last) => Some((first, last)),
            Stamp::Month(year, month) => months(year, month, 1),
            Stamp::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Stamp::Half(year, half) => months(year, half * 6 - 5, 6),
            Stamp::Season(year, season) => months(year, season.first_month(), 3),
            Stamp::Year(year) => months(year, 1, 12),
            Stamp::Decade(year) => months(year, 1, 120),
            Stamp::Century(year) => months(year, 1, 1200),
        }
    }

    /// The same period so many years on.
    pub fn moved_by_years(self, years: i32) -> Option<Stamp> {
        let span = jiff::Span::new().try_years(years).ok()?;
        let day = |day: Date| day.checked_add(span).ok();
        let moved = |year: i32| year.checked_add(years);
        Some(match self {
            Stamp::Day(date) => Stamp::Day(day(date)?),
            Stamp::Week(date) => Stamp::week_of(day(date)?)?,
            Stamp::Weekend(date) => Stamp::Weekend(day(date)?),
            Stamp::Days(first, last) => Stamp::Days(day(first)?, day(last)?),
            Stamp::Month(year, month) => Stamp::Month(moved(year)?, month),
            Stamp::Quarter(year, quarter) => Stamp::Quarter(moved(year)?, quarter),
            Stamp::Half(year, half) => Stamp::Half(moved(year)?, half),
            Stamp::Season(year, season) => Stamp::Season(moved(year)?, season),
            Stamp::Year(year) => Stamp::Year(moved(year)?),
            Stamp::Decade(year) => Stamp::Decade(moved(year)?),
            Stamp::Century(year) => Stamp::Century(moved(year)?),
        })
    }

    /// In TIMEX3 notation.
    pub fn timex(self) -> String {
        match self {
            Stamp::Day(day) => day.to_string(),
            Stamp::Week(day) => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Stamp::Weekend(day) => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}-WE", week.year(), week.week())
            }
            Stamp::Days(first, last) => format!("{first}/{last}"),
            Stamp::Month(year, month) => format!("{year:04}-{month:02}"),
            Stamp::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Stamp::Half(year, half) => format!("{year:04}-H{half}"),
            Stamp::Season(year, season) => format!("{year:04}-{}", season.code()),
            Stamp::Year(year) => format!("{year:04}"),
            Stamp::Decade(year) => format!("{:03}", year.div_euclid(10)),
            Stamp::Century(year) => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// In EDTF: weeks and weekends as intervals, quarters and halves by the
    /// codes 33 to 36 and 40 to 41 of level 2, seasons by 21 to 24.
    pub fn edtf(self) -> Option<String> {
        Some(match self {
            Stamp::Week(_) | Stamp::Weekend(_) => {
                let (first, last) = self.bounds()?;
                format!("{first}/{last}")
            }
            Stamp::Quarter(year, quarter) => format!("{year:04}-{}", 32 + quarter),
            Stamp::Half(year, half) => format!("{year:04}-{}", 39 + half),
            Stamp::Season(year, season) => format!("{year:04}-{}", season.edtf()),
            Stamp::Decade(year) => format!("{:03}X", year.div_euclid(10)),
            Stamp::Century(year) => format!("{:02}XX", year.div_euclid(100)),
            other => other.timex(),
        })
    }
}

impl Season {
    /// First month in the northern year, winter beginning in December.
    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    fn edtf(self) -> u8 {
        match self {
            Season::Spring => 21,
            Season::Summer => 22,
            Season::Autumn => 23,
            Season::Winter => 24,
        }
    }
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Option<Date> {
    let since = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(since.days()).ok()
}

/// The weekday with this number, Monday being 1.
pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

/// The suffix of a time of day, as TIMEX3 and as EDTF.
pub(super) fn time_suffix(time: TimeOfDay) -> (String, Option<String>) {
    let (hour, minute, second, zone) = match time {
        TimeOfDay::Part(code) => return (format!("T{code}"), None),
        TimeOfDay::Clock {
            hour,
            minute,
            second,
            zone,
        } => (hour, minute, second, zone),
    };
    let mut timex = format!("T{hour:02}");
    if let Some(minute) = minute {
        timex.push_str(&format!(":{minute:02}"));
    }
    if let Some(second) = second {
        timex.push_str(&format!(":{second:02}"));
    }
    let zone = match zone {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.unsigned_abs();
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    let edtf = format!(
        "T{hour:02}:{:02}:{:02}{zone}",
        minute.unwrap_or(0),
        second.unwrap_or(0)
    );
    (timex, Some(edtf))
}

/// An amount of a unit as a TIMEX3 duration: `P3D`, `PT2H`, `P2Y6M`, `PXM`.
pub(in crate::times) fn duration(amount: Amount, unit: Unit) -> String {
    let twelfths = match amount {
        Amount::Twelfths(twelfths) => twelfths.saturating_mul(unit.count.into()),
        Amount::Unknown => {
            let (time, code) = code(unit.measure);
            return format!("P{}X{code}", if time { "T" } else { "" });
        }
    };
    let (whole, rest) = (twelfths / 12, twelfths % 12);
    let (time, sign) = code(unit.measure);
    if rest == 0 {
        return format!("P{}{whole}{sign}", if time { "T" } else { "" });
    }
    // The next smaller measure that twelfths of this one come to.
    let (factor, smaller) = match unit.measure {
        Measure::Year => (1, "M"),
        Measure::Quarter => {
            let months = twelfths / 4;
            return format!("P{months}M");
        }
        Measure::Month => (3, "D"),
        Measure::Week => return format!("P{}D", twelfths.saturating_mul(7) / 12),
        Measure::Day => (2, "H"),
        Measure::Hour => (5, "M"),
        Measure::Minute => (5, "S"),
        Measure::Second => return format!("PT{whole}S"),
    };
    let first = if whole == 0 {
        String::new()
    } else {
        format!("{whole}{sign}")
    };
    let rest = rest * factor;
    match unit.measure {
        Measure::Day => format!("P{first}T{rest}{smaller}"),
        _ if time => format!("PT{first}{rest}{smaller}"),
        _ => format!("P{first}{rest}{smaller}"),
    }
}

/// The same as ISO 8601 has it, or `None` if it is not a known length.
pub(super) fn iso_duration(amount: Amount, unit: Unit) -> Option<String> {
    match (amount, unit.measure) {
        (Amount::Unknown, _) => None,
        (Amount::Twelfths(twelfths), Measure::Quarter) => Some(format!(
            "P{}M",
            twelfths.saturating_mul(unit.count.into()) / 4
        )),
        _ => Some(duration(amount, unit)),
    }
}

fn code(measure: Measure) -> (bool, &'static str) {
    match measure {
        Measure::Second => (true, "S"),
        Measure::Minute => (true, "M"),
        Measure::Hour => (true, "H"),
        Measure::Day => (false, "D"),
        Measure::Week => (false, "W"),
        Measure::Month => (false, "M"),
        Measure::Quarter => (false, "Q"),
        Measure::Year => (false, "Y"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_written_in_the_next_smaller_unit() {
        let half = |measure| duration(Amount::Twelfths(30), Unit::one(measure));
        assert_eq!(half(Measure::Year), "P2Y6M");
        assert_eq!(half(Measure::Hour), "PT2H30M");
        assert_eq!(half(Measure::Day), "P2DT12H");
        assert_eq!(
            duration(Amount::Twelfths(6), Unit::one(Measure::Hour)),
            "PT30M"
        );
    }
}
