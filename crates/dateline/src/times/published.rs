//! Publication dates as metadata and addresses write them.

use jiff::civil::Date;

use super::expression::{Anchor, TimeKind};

/// The day that a publication date names, as EDTF (`2020-01-06`).
///
/// Takes ISO 8601 ("2020-01-06T10:00:00+03:00", "20200106"), the dates of mail
/// and feeds ("Mon, 06 Jan 2020 10:00:00 GMT") and dates in words ("January 6,
/// 2020"). The day is that of the zone it is written in. Two numbers that could
/// each be the month ("06/01/2020"), or a date without its day, give `None`.
pub fn parse_date(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text
        .get(..8)
        .filter(|_| text.len() == 8 || text[8..].starts_with('T'));
    if let Some(digits) = digits
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return day(&digits[..4], &digits[4..6], &digits[6..]);
    }
    super::find(text, &Anchor::default())
        .into_iter()
        .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
        .find_map(|time| {
            let value = time.value?;
            let day: Date = value.get(..10)?.parse().ok()?;
            (!value.contains('/')).then(|| day.to_string())
        })
}

/// The publication date in the path of an address: `/2020/01/06/`,
/// `/2020-01-06-`, `/20200106`, `/2020/jan/06/`. As EDTF; a month alone
/// (`/2020/01/`) gives `2020-01`.
pub fn date_in_url(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/')?.1;
    let pieces: Vec<&str> = path
        .split(['/', '-', '_', '.'])
        .filter(|piece| !piece.is_empty())
        .collect();
    let year = |text: &str| text.len() == 4 && matches!(text.parse::<i32>(), Ok(1980..=2099));
    let whole = pieces.windows(3).find_map(|piece| {
        year(piece[0])
            .then(|| day(piece[0], &month(piece[1])?, piece[2]))
            .flatten()
    });
    whole
        .or_else(|| {
            pieces.iter().find_map(|piece| {
                let digits = piece.get(..8)?;
                let alone = piece.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
                (alone && year(&digits[..4]))
                    .then(|| day(&digits[..4], &digits[4..6], &digits[6..]))
                    .flatten()
            })
        })
        .or_else(|| {
            let segments: Vec<&str> = path.split('/').collect();
            segments.windows(2).find_map(|piece| {
                let month = month(piece[1]).filter(|_| year(piece[0]))?;
                Some(format!("{}-{month}", piece[0]))
            })
        })
}

/// A month in figures or by its English name, in two figures.
fn month(text: &str) -> Option<String> {
    let number = match text.parse::<u8>() {
        Ok(number) if text.len() <= 2 => number,
        _ => super::lexicon::english().month_named(text)?,
    };
    (1..=12).contains(&number).then(|| format!("{number:02}"))
}

fn day(year: &str, month: &str, day: &str) -> Option<String> {
    if day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        .ok()
        .map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publication_dates_come_in_many_forms() {
        for text in [
            "2020-01-06",
            "20200106",
            "2020-01-06T10:00:00+03:00",
            "2020-01-06T22:00:00Z",
            "Mon, 06 Jan 2020 10:00:00 GMT",
            "6 Jan 2020",
            "January 6, 2020",
            "Monday 6 January 2020 10.15 GMT",
            "Published: Jan. 6, 2020 at 9:30 p.m. EST",
            "2020/01/06",
            "06.01.2020",
        ] {
            assert_eq!(parse_date(text).as_deref(), Some("2020-01-06"), "{text}");
        }
    }

    #[test]
    fn what_does_not_name_a_day_gives_none() {
        for text in [
            "",
            "06/01/2020",
            "January 2020",
            "yesterday",
            "2020-13-40",
            "Monday",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_carry_dates() {
        for (url, date) in [
            (
                "https://news.example/2020/01/06/harbour-strike",
                Some("2020-01-06"),
            ),
            (
                "https://news.example/world/2020/jan/06/harbour-strike",
                Some("2020-01-06"),
            ),
            (
                "https://news.example/a/2020-01-06-harbour.html",
                Some("2020-01-06"),
            ),
            (
                "https://news.example/a/20200106/harbour",
                Some("2020-01-06"),
            ),
            (
                "https://news.example/2020/01/harbour-strike",
                Some("2020-01"),
            ),
            ("https://news.example/harbour-strike-2020", None),
            ("https://news.example/id/20209906", None),
            ("2020/01/06", None),
        ] {
            assert_eq!(date_in_url(url).as_deref(), date, "{url}");
        }
    }
}
