//! The first and the last day of a date, as whole numbers that sort and compare: 20200106.

use jiff::civil::Date;

/// A stretch of days; `None` at an end that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// Its first day, as 20200106.
    pub first: Option<i64>,
    /// Its last day.
    pub last: Option<i64>,
}

/// A string that is no date of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no date; write 2020-01-06, 2020-01, 2020, or a range as 2020-01-06/2020-02-01 (either end may be ..)"
)]
pub struct NoDate(pub String);

impl Days {
    /// The days of an EDTF date or interval: a day (with or without a time), month, season, quarter, half, year, decade
    /// (`202X`) or century (`20XX`), with or without the marks of doubt `?`, `~` and `%`.
    pub fn of(edtf: &str) -> Result<Days, NoDate> {
        let no_date = || NoDate(edtf.to_owned());
        let days = match edtf.split_once('/') {
            None => single(edtf).map(|(first, last)| Days {
                first: Some(first),
                last: Some(last),
            }),
            Some((from, to)) => end(from).zip(end(to)).map(|(from, to)| Days {
                first: from.map(|(first, _)| first),
                last: to.map(|(_, last)| last),
            }),
        };
        days.filter(|days| match (days.first, days.last) {
            (Some(first), Some(last)) => first <= last,
            (None, None) => false,
            _ => true,
        })
        .ok_or_else(no_date)
    }
}

/// One end of an interval: `Some(None)` if it is open.
fn end(edtf: &str) -> Option<Option<(i64, i64)>> {
    match edtf {
        "" | ".." => Some(None),
        date => single(date).map(Some),
    }
}

fn single(edtf: &str) -> Option<(i64, i64)> {
    let date = edtf.trim_end_matches(['?', '~', '%']);
    let date = date.split_once('T').map_or(date, |(day, _)| day);
    let mut parts = date.split('-');
    let (first_year, last_year) = years(parts.next()?)?;
    let Some(middle) = parts.next() else {
        return Some((number(first_year, 1, 1)?, number(last_year, 12, 31)?));
    };
    let year = (first_year == last_year).then_some(first_year)?;
    let middle = two_digits(middle)?;
    match (parts.next(), parts.next()) {
        (None, None) => {
            let (from, to) = months(middle)?;
            let last = Date::new(year, to, 1).ok()?.last_of_month();
            // Northern winter runs into the next year; it is counted to the end of its own.
            Some((number(year, from, 1)?, number(year, to, last.day())?))
        }
        (Some(day), None) => {
            let day = number(year, i8::try_from(middle).ok()?, two_digits(day)? as i8)?;
            Some((day, day))
        }
        _ => None,
    }
}

/// `2020`, `202X`, `20XX`.
fn years(written: &str) -> Option<(i16, i16)> {
    let known = written.trim_end_matches('X');
    let shape =
        written.len() == 4 && known.len() >= 2 && known.bytes().all(|byte| byte.is_ascii_digit());
    if !shape {
        return None;
    }
    let first = format!("{known:0<4}").parse().ok()?;
    let last = format!("{known:9<4}").parse().ok()?;
    Some((first, last))
}

fn two_digits(written: &str) -> Option<u8> {
    (written.len() == 2 && written.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| written.parse().ok())
        .flatten()
}

/// The first and last month of a month, or of a season (21–24), quarter (33–36) or half (40, 41) by EDTF's codes.
fn months(code: u8) -> Option<(i8, i8)> {
    Some(match code {
        1..=12 => (code as i8, code as i8),
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        24 => (12, 12),
        33..=36 => {
            let quarter = (code - 33) as i8;
            (quarter * 3 + 1, quarter * 3 + 3)
        }
        40 => (1, 6),
        41 => (7, 12),
        _ => return None,
    })
}

/// The days from 1970 on of a day as 20200106; `None` for a number that is no day of the calendar.
pub(crate) fn ordinal(day: i64) -> Option<i64> {
    let date = Date::new(
        i16::try_from(day / 10_000).ok()?,
        i8::try_from(day / 100 % 100).ok()?,
        i8::try_from(day % 100).ok()?,
    );
    let since = Date::constant(1970, 1, 1).until(date.ok()?);
    Some(i64::from(since.ok()?.get_days()))
}

fn number(year: i16, month: i8, day: i8) -> Option<i64> {
    Date::new(year, month, day).ok()?;
    Some(i64::from(year) * 10_000 + i64::from(month) * 100 + i64::from(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_a_first_and_a_last_day() {
        for (edtf, first, last) in [
            ("2020-01-06", 20_200_106, 20_200_106),
            ("2020-01-06T23:30:00", 20_200_106, 20_200_106),
            ("2020-02", 20_200_201, 20_200_229),
            ("2019-02~", 20_190_201, 20_190_228),
            ("1989?", 19_890_101, 19_891_231),
            ("202X", 20_200_101, 20_291_231),
            ("19XX", 19_000_101, 19_991_231),
            ("2019-35", 20_190_701, 20_190_930),
            ("2019-41", 20_190_701, 20_191_231),
            ("2019-22", 20_190_601, 20_190_831),
            ("2020-01-06/2020-02", 20_200_106, 20_200_229),
        ] {
            let days = Days {
                first: Some(first),
                last: Some(last),
            };
            assert_eq!(Days::of(edtf), Ok(days), "{edtf}");
        }
    }

    #[test]
    fn days_are_counted_from_1970_on() {
        for (day, count) in [
            (19_700_101, Some(0)),
            (19_691_231, Some(-1)),
            (20_000_229, Some(11_016)),
            (20_000_230, None),
            (0, None),
        ] {
            assert_eq!(ordinal(day), count, "{day}");
        }
    }

    #[test]
    fn an_end_may_be_open() {
        let days = |first, last| Ok(Days { first, last });
        assert_eq!(Days::of("../2020"), days(None, Some(20_201_231)));
        assert_eq!(Days::of("2020-05/.."), days(Some(20_200_501), None));
        assert_eq!(Days::of("2020-05/"), days(Some(20_200_501), None));
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_refused() {
        for wrong in [
            "",
            "..",
            "/",
            "../..",
            "soon",
            "XXXX-01-06",
            "2020-13",
            "2020-02-30",
            "202",
            "20201",
            "2020-1-6",
            "P3D",
            "2021/2020",
            "2020-01-06-07",
            "X",
            "é020",
            "2020-é",
        ] {
            assert!(Days::of(wrong).is_err(), "{wrong}");
        }
    }
}
