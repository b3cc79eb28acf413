//! Publication dates as sources write them, turned into EDTF.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// Written forms with the month as a word.
const WORDED: [&str; 4] = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"];

/// A date in EDTF, from an ISO date or date with time, an EDTF date of lesser
/// precision (`2020-01`, `2020`), a date of mail and feeds (RFC 2822), a date
/// with its month as a word, or seconds since 1970. The day is the one where the
/// source stands: the zone is not converted. `None` if it is none of these, or
/// ambiguous (`06/01/2020`).
pub(crate) fn normalize(written: &str) -> Option<String> {
    let written = written.trim();
    if let Some(day) = iso_day(written) {
        return Some(day.to_string());
    }
    if is_month_or_year(written) {
        return Some(written.to_owned());
    }
    if let Ok(zoned) = rfc2822::parse(written) {
        return Some(zoned.date().to_string());
    }
    if let Ok(number) = written.parse::<i64>() {
        return epoch_day(number).map(|day| day.to_string());
    }
    WORDED
        .iter()
        .find_map(|format| Date::strptime(format, written).ok())
        .map(|day| day.to_string())
}

/// A moment in EDTF to the second and in UTC (`2020-01-06T08:49:37Z`), from one in ISO 8601 with its zone.
pub(crate) fn moment(written: &str) -> Option<String> {
    let moment: Timestamp = written.trim().parse().ok()?;
    Timestamp::from_second(moment.as_second())
        .ok()
        .map(|moment| moment.to_string())
}

/// Day and time where the source stands, from a date with a time in any form that [`normalize`] takes; a day alone is its
/// midnight.
pub(crate) fn local_moment(written: &str) -> Option<DateTime> {
    let written = written.trim();
    if let Ok(zoned) = rfc2822::parse(written) {
        return Some(zoned.datetime());
    }
    if let Ok(moment) = written.parse() {
        return Some(moment);
    }
    if let Ok(moment) = written.parse::<Timestamp>() {
        return Some(moment.to_zoned(TimeZone::UTC).datetime());
    }
    let day: Date = normalize(written)?.parse().ok()?;
    Some(day.to_datetime(Time::midnight()))
}

/// `2020-01-06`, alone or followed by a time.
fn iso_day(written: &str) -> Option<Date> {
    let day: Date = exact_day(written.get(..10)?)?;
    let rest = written.get(10..)?;
    (rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+'])).then_some(day)
}

fn exact_day(digits: &str) -> Option<Date> {
    let bytes = digits.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if shape { digits.parse().ok() } else { None }
}

fn is_month_or_year(written: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    match written.split_once('-') {
        None => digits(written, 4),
        Some((year, month)) => {
            digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month)
        }
    }
}

/// Seconds (or, above the year 5000, milliseconds) since 1970. Small numbers are
/// no dates that a newspaper would write.
fn epoch_day(number: i64) -> Option<Date> {
    const YEAR_5000: i64 = 95_617_584_000;
    let seconds = match number {
        100_000_000..YEAR_5000 => number,
        YEAR_5000.. => number / 1000,
        _ => return None,
    };
    let time = Timestamp::from_second(seconds).ok()?;
    Some(time.to_zoned(TimeZone::UTC).date())
}

/// A day in the path of an address: `/2020/01/06/`, `/2020-01-06-…`, `…-20200106`.
pub(crate) fn date_in_url(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    // The path begins after the host.
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, rest)| rest);
    let mut digits = path
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .peekable();
    let parts: Vec<&str> = std::iter::from_fn(|| digits.next()).collect();
    let by_parts = parts.windows(3).find_map(|window| match window {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            plausible(year, month, day)
        }
        _ => None,
    });
    by_parts.or_else(|| {
        parts
            .iter()
            .filter(|part| part.len() == 8)
            .find_map(|part| plausible(&part[..4], &part[4..6], &part[6..]))
    })
}

fn plausible(year: &str, month: &str, day: &str) -> Option<String> {
    let year: i16 = year.parse().ok()?;
    if !(1990..2100).contains(&year) {
        return None;
    }
    Date::new(year, month.parse().ok()?, day.parse().ok()?)
        .ok()
        .map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::{date_in_url, local_moment, moment, normalize};

    #[test]
    fn the_day_stays_where_the_source_stands() {
        for (written, local) in [
            ("2020-01-06T23:30:00-05:00", "2020-01-06T23:30:00"),
            ("Mon, 06 Jan 2020 23:30:00 -0500", "2020-01-06T23:30:00"),
            ("2020-01-06T23:30:00Z", "2020-01-06T23:30:00"),
            ("2020-01-06", "2020-01-06T00:00:00"),
            ("6 January 2020", "2020-01-06T00:00:00"),
        ] {
            let found = local_moment(written).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), Some(local), "{written}");
        }
        assert_eq!(local_moment("yesterday"), None);
        let utc = moment("2020-01-06T23:30:00.5-05:00");
        assert_eq!(utc.as_deref(), Some("2020-01-07T04:30:00Z"));
    }

    #[test]
    fn dates_of_many_sources_become_days() {
        for written in [
            "2020-01-06",
            "2020-01-06T23:30:00-05:00",
            "2020-01-06 08:00:00+00:00",
            "Mon, 06 Jan 2020 08:49:37 GMT",
            "January 6, 2020",
            "Jan 6, 2020",
            "6 January 2020",
            "1578268800",
            "1578268800000",
        ] {
            assert_eq!(
                normalize(written).as_deref(),
                Some("2020-01-06"),
                "{written}"
            );
        }
        assert_eq!(normalize("2020-01").as_deref(), Some("2020-01"));
        assert_eq!(normalize("1999").as_deref(), Some("1999"));
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_refused() {
        for written in [
            "06/01/2020",
            "yesterday",
            "2020-13-01",
            "2020-02-30",
            "2020-00",
            "17",
            "",
        ] {
            assert_eq!(normalize(written), None, "{written}");
        }
    }

    #[test]
    fn a_day_in_the_path_counts_and_a_number_does_not() {
        let day = Some("2031-03-04".to_owned());
        assert_eq!(date_in_url("https://herald.example/2031/03/04/flood"), day);
        assert_eq!(
            date_in_url("https://herald.example/news/2031-03-04-flood.html"),
            day
        );
        assert_eq!(
            date_in_url("https://herald.example/news/flood-20310304"),
            day
        );
        assert_eq!(
            date_in_url("https://herald.example/news/flood-99999999"),
            None
        );
        assert_eq!(
            date_in_url("https://herald.example/2031/flood?d=2031-03-04"),
            None
        );
        assert_eq!(date_in_url("https://2031-03-04.example/flood"), None);
    }
}
