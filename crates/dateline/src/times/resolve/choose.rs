//! Which of the many days, weeks or Marches is meant.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::stamp::{Stamp, monday};
use super::tense::Cue;
use crate::times::lexicon::Tense;
use crate::times::meaning::{Measure, Turn, Unit};

/// Days that a period lying against the tense of its clause counts as farther.
const AGAINST_TENSE: i32 = 150;
/// The same where the cue stands right beside.
const AGAINST_CLOSE_TENSE: i32 = 365;
/// The same where there is no cue: reports tell of the past.
const AGAINST_NO_TENSE: i32 = 60;
/// How close to the report a day in figures must lie to tell in which order they
/// are written.
const NEAR: i32 = 31;

/// The weekday meant, in news style: without a cue the latest one up to the day
/// of the report, that day included.
pub(super) fn weekday(
    today: Date,
    weekday: Weekday,
    turn: Turn,
    tense: Option<Tense>,
) -> Option<Date> {
    let latest = on_or_before(today, weekday)?;
    match turn {
        Turn::Last | Turn::Latest => today.nth_weekday(-1, weekday).ok(),
        Turn::Next => today.nth_weekday(1, weekday).ok(),
        Turn::Nearest if tense != Some(Tense::Future) => Some(latest),
        Turn::This if tense == Some(Tense::Past) => Some(latest),
        Turn::Nearest | Turn::This if latest == today => Some(today),
        Turn::Nearest | Turn::This => today.nth_weekday(1, weekday).ok(),
    }
}

pub(super) fn on_or_before(day: Date, weekday: Weekday) -> Option<Date> {
    if day.weekday() == weekday {
        Some(day)
    } else {
        day.nth_weekday(-1, weekday).ok()
    }
}

/// The one of the same period in several years (in order) that a turn or the
/// tense picks.
pub(super) fn by_turn(
    stamps: Vec<Stamp>,
    today: Date,
    turn: Turn,
    cue: Option<Cue>,
) -> Option<Stamp> {
    let mut bounded = stamps
        .into_iter()
        .filter_map(|stamp| Some((stamp, stamp.bounds()?)));
    match turn {
        Turn::Last | Turn::Latest => bounded
            .rfind(|(_, (_, last))| *last < today)
            .map(|(stamp, _)| stamp),
        Turn::Next => bounded
            .filter(|(_, (first, _))| *first > today)
            .map(|(stamp, _)| stamp)
            .next(),
        Turn::This => bounded
            .filter(|(stamp, _)| stamp.year() == i32::from(today.year()))
            .map(|(stamp, _)| stamp)
            .next(),
        Turn::Nearest => bounded
            .min_by_key(|(stamp, (first, last))| {
                let ahead = days_between(today, *first);
                let behind = days_between(*last, today);
                let wrong = match cue.map(|cue| cue.tense) {
                    Some(Tense::Future) => behind > 0,
                    _ => ahead > 0,
                };
                let quarter = matches!(stamp, Stamp::Quarter(..));
                let against = match cue {
                    _ if !wrong => 0,
                    // Results of the last quarter are announced: "expects to
                    // report a third-quarter loss".
                    Some(cue) if quarter && cue.tense == Tense::Future => AGAINST_TENSE,
                    _ if quarter => AGAINST_CLOSE_TENSE,
                    None => AGAINST_NO_TENSE,
                    // A day soon to come may well stand beside a past verb:
                    // "has set 10 May".
                    Some(cue) if cue.tense == Tense::Past && matches!(stamp, Stamp::Day(_)) => {
                        AGAINST_TENSE
                    }
                    Some(cue) if cue.close => AGAINST_CLOSE_TENSE,
                    Some(_) => AGAINST_TENSE,
                };
                ahead.max(behind).max(0) + against
            })
            .map(|(stamp, _)| stamp),
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX / 4, |span| span.get_days())
}

/// The unit that a day lies in, moved by so many of them.
pub(super) fn shifted(day: Date, unit: Unit, by: i32, tense: Option<Tense>) -> Option<Stamp> {
    if unit.weekend {
        let saturday = monday(day)?.checked_add(5.days()).ok()?;
        let weekdays = day < saturday;
        let back = by == 0 && weekdays && tense != Some(Tense::Future);
        let weeks = if back { -1 } else { by };
        return saturday.checked_add(weeks.weeks()).ok().map(Stamp::Weekend);
    }
    let by = by.checked_mul(i32::try_from(unit.count).ok()?)?;
    let moved = |span: Result<Span, jiff::Error>| day.checked_add(span.ok()?).ok();
    Some(match unit.measure {
        Measure::Day => Stamp::Day(moved(Span::new().try_days(by))?),
        Measure::Week => Stamp::week_of(moved(Span::new().try_weeks(by))?)?,
        Measure::Month => {
            let day = moved(Span::new().try_months(by))?;
            Stamp::Month(day.year().into(), day.month())
        }
        Measure::Quarter => {
            let day = moved(Span::new().try_months(by.checked_mul(3)?))?;
            Stamp::Quarter(day.year().into(), (day.month() + 2) / 3)
        }
        Measure::Year => {
            let year = i32::from(day.year()).checked_add(by)?;
            match unit.count {
                10 => Stamp::Decade(year.div_euclid(10) * 10),
                100 => Stamp::Century(year.div_euclid(100) * 100),
                _ => Stamp::Year(year),
            }
        }
        Measure::Second | Measure::Minute | Measure::Hour => Stamp::Day(day),
    })
}

/// The reading of a day in figures that lies close to the report, if only one does.
pub(super) fn near(today: Date, one: Date, other: Date) -> Option<Date> {
    let close = |day: Date| days_between(day, today).abs() <= NEAR;
    match (close(one), close(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ => None,
    }
}
