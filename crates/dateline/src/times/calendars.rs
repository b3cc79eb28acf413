//! Feasts and the calendars they are counted in.
//!
//! Conversion is `icu_calendar`'s; the Gregorian Easter is reckoned by the
//! anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, 2nd ed., ch. 8),
//! the Julian one by Meeus' own of the same chapter.

use icu_calendar::types::Month;
use icu_calendar::{Date as AnyDate, Iso, cal};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A calendar that news dates are sometimes written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// Umm al-Qura, the civil calendar of Saudi Arabia.
    Hijri,
    Persian,
    Hebrew,
    Buddhist,
    Chinese,
}

impl Calendar {
    pub fn named(text: &str) -> Option<Calendar> {
        match text {
            "hijri" => Some(Calendar::Hijri),
            "persian" => Some(Calendar::Persian),
            "hebrew" => Some(Calendar::Hebrew),
            "buddhist" => Some(Calendar::Buddhist),
            "chinese" => Some(Calendar::Chinese),
            _ => None,
        }
    }

    /// The Gregorian day of a day of this calendar, if there is such a day.
    pub fn day(self, year: i32, month: u8, day: u8) -> Option<Date> {
        let iso = match self {
            Calendar::Hijri => {
                let calendar = cal::Hijri::new_umm_al_qura();
                AnyDate::try_new_hijri_with_calendar(year, month, day, calendar)
                    .ok()?
                    .to_calendar(Iso)
            }
            Calendar::Persian => AnyDate::try_new_persian(year, month, day)
                .ok()?
                .to_calendar(Iso),
            Calendar::Hebrew => AnyDate::try_new_hebrew_v2(year, Month::new(month), day)
                .ok()?
                .to_calendar(Iso),
            Calendar::Buddhist => AnyDate::try_new_buddhist(year, month, day)
                .ok()?
                .to_calendar(Iso),
            Calendar::Chinese => AnyDate::try_new_chinese_traditional(year, Month::new(month), day)
                .ok()?
                .to_calendar(Iso),
        };
        Date::new(
            iso.year().extended_year().try_into().ok()?,
            iso.month().ordinal.try_into().ok()?,
            iso.day_of_month().0.try_into().ok()?,
        )
        .ok()
    }

    /// The years of this calendar that a Gregorian year may touch.
    fn years_around(self, year: i32) -> std::ops::RangeInclusive<i32> {
        match self {
            // A Hijri year is 354.37 days long; the count began in 622.
            Calendar::Hijri => {
                let middle = (year - 622) * 33 / 32;
                middle - 1..=middle + 2
            }
            Calendar::Persian => year - 622..=year - 621,
            Calendar::Hebrew => year + 3760..=year + 3761,
            Calendar::Buddhist => year + 543..=year + 543,
            Calendar::Chinese => year - 1..=year,
        }
    }
}

/// A feast or holiday: the rule for its first day, and how long it lasts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feast {
    rule: Rule,
    offset: i32,
    length: Length,
    /// Whether the name is also an ordinary word.
    pub needs_context: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Length {
    Days(i32),
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Rule {
    Day(i8, i8),
    /// Month, weekday, and which of them; -1 is the last.
    Weekday(i8, Weekday, i8),
    Easter,
    OrthodoxEaster,
    Other(Calendar, u8, u8),
}

impl Feast {
    /// Reads a rule (`12-25`, `nth:11-4-4+1`, `easter-46`, `hijri:9-1`) and a
    /// length in days (or `month`).
    pub fn parse(rule: &str, days: &str, usage: &str) -> Option<Feast> {
        let length = match days {
            "month" => Length::Month,
            days => Length::Days(days.parse().ok()?),
        };
        let needs_context = match usage {
            "name" => false,
            "word" => true,
            _ => return None,
        };
        let (rule, offset) = offset_of(rule)?;
        let rule = match rule.split_once(':') {
            None if rule == "easter" => Rule::Easter,
            None if rule == "orthodox-easter" => Rule::OrthodoxEaster,
            None => {
                let (month, day) = rule.split_once('-')?;
                Rule::Day(month.parse().ok()?, day.parse().ok()?)
            }
            Some(("nth", rest)) => {
                let (month, rest) = rest.split_once('-')?;
                let (weekday, nth) = rest.split_once('-')?;
                Rule::Weekday(month.parse().ok()?, weekday_of(weekday)?, nth.parse().ok()?)
            }
            Some(("last", rest)) => {
                let (month, weekday) = rest.split_once('-')?;
                Rule::Weekday(month.parse().ok()?, weekday_of(weekday)?, -1)
            }
            Some((calendar, rest)) => {
                let (month, day) = rest.split_once('-')?;
                Rule::Other(
                    Calendar::named(calendar)?,
                    month.parse().ok()?,
                    day.parse().ok()?,
                )
            }
        };
        Some(Feast {
            rule,
            offset,
            length,
            needs_context,
        })
    }

    /// First and last day of every celebration that begins in a year.
    pub fn in_year(&self, year: i32) -> Vec<(Date, Date)> {
        let Ok(gregorian) = i16::try_from(year) else {
            return Vec::new();
        };
        let firsts = match self.rule {
            Rule::Day(month, day) => vec![Date::new(gregorian, month, day).ok()],
            Rule::Weekday(month, weekday, nth) => vec![
                Date::new(gregorian, month, 1)
                    .and_then(|first| first.nth_weekday_of_month(nth, weekday))
                    .ok(),
            ],
            Rule::Easter => vec![easter(gregorian)],
            Rule::OrthodoxEaster => vec![orthodox_easter(gregorian)],
            Rule::Other(calendar, month, day) => calendar
                .years_around(year)
                .map(|year| calendar.day(year, month, day))
                .collect(),
        };
        firsts
            .into_iter()
            .flatten()
            .filter(|first| first.year() == gregorian)
            .filter_map(|first| {
                let first = first.checked_add(self.offset.days()).ok()?;
                Some((first, self.last(first)?))
            })
            .collect()
    }

    fn last(&self, first: Date) -> Option<Date> {
        match self.length {
            Length::Days(days) => first.checked_add((days - 1).days()).ok(),
            Length::Month => {
                let Rule::Other(calendar, month, _) = self.rule else {
                    return Some(first.last_of_month());
                };
                let year = calendar
                    .years_around(first.year().into())
                    .find(|year| calendar.day(*year, month, 1) == Some(first))?;
                (calendar.day(year, month + 1, 1))?.yesterday().ok()
            }
        }
    }
}

/// A rule without the days that are added to it.
fn offset_of(rule: &str) -> Option<(&str, i32)> {
    if let Some((rule, days)) = rule.split_once('+') {
        return Some((rule, days.parse().ok()?));
    }
    match rule.rsplit_once("easter-") {
        Some((kind, days)) => {
            let rule = &rule[..kind.len() + "easter".len()];
            Some((rule, days.parse::<i32>().ok()?.checked_neg()?))
        }
        None => Some((rule, 0)),
    }
}

fn weekday_of(text: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(text.parse().ok()?).ok()
}

fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(
        year,
        i8::try_from(n / 31).ok()?,
        i8::try_from(n % 31 + 1).ok()?,
    )
    .ok()
}

fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let iso = AnyDate::try_new_julian(
        y,
        u8::try_from(n / 31).ok()?,
        u8::try_from(n % 31 + 1).ok()?,
    )
    .ok()?
    .to_calendar(Iso);
    Date::new(
        year,
        iso.month().ordinal.try_into().ok()?,
        iso.day_of_month().0.try_into().ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(rule: &str, year: i32) -> Option<String> {
        let feast = Feast::parse(rule, "1", "name")?;
        Some(feast.in_year(year).first()?.0.to_string())
    }

    #[test]
    fn moving_feasts_fall_on_their_days() {
        for (rule, year, day) in [
            ("easter", 2020, "2020-04-12"),
            ("easter-46", 2024, "2024-02-14"),
            ("orthodox-easter", 2021, "2021-05-02"),
            ("nth:11-4-4", 1999, "1999-11-25"),
            ("nth:11-1-1+1", 2020, "2020-11-03"),
            ("last:5-1", 2019, "2019-05-27"),
            ("hijri:10-1", 2020, "2020-05-24"),
            ("hebrew:7-15", 2020, "2020-04-09"),
            ("hebrew:6-14", 2024, "2024-03-24"),
            ("persian:1-1", 2019, "2019-03-21"),
            ("chinese:1-1", 2020, "2020-01-25"),
        ] {
            assert_eq!(first(rule, year).as_deref(), Some(day), "{rule}");
        }
    }

    #[test]
    fn a_feast_can_last_a_lunar_month() {
        let ramadan = Feast::parse("hijri:9-1", "month", "word");
        let days = ramadan.map(|feast| feast.in_year(2020));
        let day = |text: &str| text.parse::<Date>().ok();
        assert_eq!(
            days.and_then(|days| days.first().copied()),
            day("2020-04-24").zip(day("2020-05-23"))
        );
    }

    #[test]
    fn days_of_other_calendars_are_converted() {
        let day = |calendar: Calendar, y, m, d| calendar.day(y, m, d).map(|day| day.to_string());
        assert_eq!(
            day(Calendar::Hijri, 1441, 9, 1).as_deref(),
            Some("2020-04-24")
        );
        assert_eq!(
            day(Calendar::Persian, 1398, 10, 13).as_deref(),
            Some("2020-01-03")
        );
        assert_eq!(
            day(Calendar::Buddhist, 2563, 1, 6).as_deref(),
            Some("2020-01-06")
        );
        assert_eq!(day(Calendar::Hijri, 1441, 13, 1), None);
    }
}
