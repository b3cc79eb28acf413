//! Which period an expression names, given the report's date and what the text
//! has named before.

use jiff::ToSpan;
use jiff::civil::Date;

use super::choose;
use super::stamp::{self, Stamp};
use super::{Noted, Resolver};
use crate::times::expression::AnchoredOn;
use crate::times::lexicon::Tense;
use crate::times::meaning::{Amount, From, Meaning, Measure, Period, Turn, Unit, Year};

/// For how many words a quarter stays the one that "a year earlier" means.
const QUARTER_STAYS: usize = 150;

impl Resolver<'_> {
    /// The quarter the text speaks of, if it did so lately.
    pub(super) fn current_quarter(&self) -> Option<Noted<(i32, i8)>> {
        let (quarter, at) = self.quarter?;
        (self.at.saturating_sub(at) < QUARTER_STAYS).then_some(quarter)
    }

    /// The period that a meaning names, and what it was worked out from.
    pub(super) fn stamp(&self, meaning: &Meaning) -> Option<(Stamp, AnchoredOn)> {
        let published = |stamp: Option<Stamp>| Some((stamp?, AnchoredOn::Published));
        match meaning {
            Meaning::Period(Period::SomeQuarter, year) => self.some_quarter(*year),
            Meaning::Period(period, Year::Is(year)) => {
                Some((self.in_year(*period, *year)?, AnchoredOn::Nothing))
            }
            Meaning::Period(period, Year::Shift(by)) => {
                let year = i32::from(self.today?.year()).checked_add(*by)?;
                published(self.in_year(*period, year))
            }
            Meaning::Period(period, Year::Same(by)) => {
                let (year, anchor) = self.narrative_year()?;
                Some((self.in_year(*period, year.checked_add(*by)?)?, anchor))
            }
            Meaning::Period(period, Year::Turn(turn)) => published(self.by_turn(*period, *turn)),
            Meaning::Weekday(day, turn) => published(self.weekday(*day, *turn)),
            Meaning::WeekdayNear(day, by) => {
                let (from, anchor) = match self.latest_day {
                    Some(day) => (day.value, day.anchor),
                    None => (self.today?, AnchoredOn::Published),
                };
                let weekday = stamp::weekday(*day)?;
                let day = match by {
                    0 => choose::on_or_before(from, weekday)?,
                    by => from.nth_weekday((*by).signum(), weekday).ok()?,
                };
                Some((Stamp::Day(day), anchor))
            }
            Meaning::WeekdayOf(day, by) => {
                let weeks = jiff::Span::new().try_weeks(*by).ok()?;
                let days = (i32::from(*day) - 1).days();
                let monday = stamp::monday(self.today?)?.checked_add(weeks).ok()?;
                published(monday.checked_add(days).ok().map(Stamp::Day))
            }
            Meaning::ThisWeekend => {
                let tense = self.tense().or(Some(Tense::Future));
                published(choose::shifted(self.today?, Unit::weekend(), 0, tense))
            }
            Meaning::DayOfMonth(day, 0) => {
                let today = self.today?;
                let months = [-1, 0, 1].into_iter().filter_map(|by| {
                    let span = jiff::Span::new().try_months(by).ok()?;
                    let month = today.first_of_month().checked_add(span).ok()?;
                    let day = Date::new(month.year(), month.month(), *day).ok()?;
                    Some(Stamp::Day(day))
                });
                let turn = Turn::Nearest;
                published(choose::by_turn(months.collect(), today, turn, self.cue))
            }
            Meaning::DayOfMonth(day, by) => {
                let span = jiff::Span::new().try_months(*by).ok()?;
                let month = self.today?.first_of_month().checked_add(span).ok()?;
                let day = Date::new(month.year(), month.month(), *day);
                published(day.ok().map(Stamp::Day))
            }
            Meaning::Day(by) => {
                published(self.today?.checked_add((*by).days()).ok().map(Stamp::Day))
            }
            Meaning::Shift(unit, by) => {
                published(choose::shifted(self.today?, *unit, *by, self.tense()))
            }
            Meaning::Same(unit, by) => self.same(*unit, *by),
            Meaning::Elapsed {
                amount,
                unit,
                sign,
                from,
            } => self.elapsed(*amount, *unit, *sign, *from),
            Meaning::YearBack(quarter) => self.year_back(*quarter),
            Meaning::Numeric {
                year,
                first,
                second,
            } => {
                let day = |month, day| Date::new((*year).try_into().ok()?, month, day).ok();
                let day = choose::near(self.today?, day(*first, *second)?, day(*second, *first)?)?;
                published(Some(Stamp::Day(day)))
            }
            Meaning::Length(..)
            | Meaning::Recurring(_)
            | Meaning::Fixed { .. }
            | Meaning::Between(..) => None,
        }
    }

    fn tense(&self) -> Option<Tense> {
        self.cue.map(|cue| cue.tense)
    }

    fn narrative_year(&self) -> Option<(i32, AnchoredOn)> {
        match self.latest {
            Some(stamp) => Some((stamp.value.year(), stamp.anchor)),
            None => Some((self.today?.year().into(), AnchoredOn::Published)),
        }
    }

    /// A period in a year.
    fn in_year(&self, period: Period, year: i32) -> Option<Stamp> {
        let date = |month, day| Date::new(year.try_into().ok()?, month, day).ok();
        Some(match period {
            Period::Year => Stamp::Year(year),
            Period::Decade => Stamp::Decade(year.div_euclid(10) * 10),
            Period::Century => Stamp::Century(year),
            Period::Quarter(quarter) => Stamp::Quarter(year, quarter),
            Period::SomeQuarter => return None,
            Period::Half(half) => Stamp::Half(year, half),
            Period::Season(season) => Stamp::Season(year, season),
            Period::Month(month) => Stamp::Month(year, month),
            Period::Day(month, day) => Stamp::Day(date(month, day)?),
            Period::WeekOf(month, day) => Stamp::week_of(date(month, day)?)?,
            Period::Holiday(index) => {
                let (first, last) = *self.lexicon.feasts.get(index)?.in_year(year).first()?;
                if first == last {
                    Stamp::Day(first)
                } else {
                    Stamp::Days(first, last)
                }
            }
        })
    }

    fn by_turn(&self, period: Period, turn: Turn) -> Option<Stamp> {
        let today = self.today?;
        let year = i32::from(today.year());
        let stamps = (year - 1..=year + 1).filter_map(|year| self.in_year(period, year));
        choose::by_turn(stamps.collect(), today, turn, self.cue)
    }

    fn weekday(&self, day: i8, turn: Turn) -> Option<Stamp> {
        choose::weekday(self.today?, stamp::weekday(day)?, turn, self.tense()).map(Stamp::Day)
    }

    /// "the quarter", "the 1988 quarter", "the latest quarter".
    fn some_quarter(&self, year: Year) -> Option<(Stamp, AnchoredOn)> {
        let quarter = match year {
            Year::Turn(Turn::Latest) => self.latest_quarter()?,
            _ => self.current_quarter().or_else(|| self.latest_quarter())?,
        };
        let (own, number) = quarter.value;
        let year = match year {
            Year::Is(year) => year,
            _ => own,
        };
        Some((Stamp::Quarter(year, number), quarter.anchor))
    }

    /// The quarter that was over when the report was published.
    fn latest_quarter(&self) -> Option<Noted<(i32, i8)>> {
        let today = self.today?;
        let value = match (today.month() + 2) / 3 {
            1 => (i32::from(today.year()) - 1, 4),
            quarter => (i32::from(today.year()), quarter - 1),
        };
        Some(Noted {
            value,
            anchor: AnchoredOn::Published,
        })
    }

    fn year_back(&self, quarter: Option<Period>) -> Option<(Stamp, AnchoredOn)> {
        let (stamp, anchor) = match (quarter, self.current_quarter()) {
            (Some(Period::Quarter(number)), _) => (
                self.by_turn(Period::Quarter(number), Turn::Nearest)?,
                AnchoredOn::Published,
            ),
            (_, Some(quarter)) => {
                let (year, number) = quarter.value;
                (Stamp::Quarter(year, number), quarter.anchor)
            }
            (Some(_), None) => self.some_quarter(Year::Turn(Turn::Latest))?,
            (None, None) => (
                Stamp::Year(self.today?.year().into()),
                AnchoredOn::Published,
            ),
        };
        Some((stamp.moved_by_years(-1)?, anchor))
    }

    /// "that day", "the following year".
    fn same(&self, unit: Unit, by: i32) -> Option<(Stamp, AnchoredOn)> {
        let (day, anchor) = match (self.latest, self.latest_day) {
            // A time of day hardly belongs to a day to come that was only spoken of.
            (_, Some(day))
                if by <= 0
                    && unit.is_day()
                    && self.tense() != Some(Tense::Future)
                    && self.today.is_some_and(|today| day.value > today) =>
            {
                (self.today?, AnchoredOn::Published)
            }
            (_, Some(day)) if unit.is_day() => (day.value, day.anchor),
            (Some(stamp), _) if !unit.is_day() => (stamp.value.bounds()?.0, stamp.anchor),
            _ => (self.today?, AnchoredOn::Published),
        };
        Some((choose::shifted(day, unit, by, self.tense())?, anchor))
    }

    fn elapsed(
        &self,
        amount: Amount,
        unit: Unit,
        sign: i32,
        from: From,
    ) -> Option<(Stamp, AnchoredOn)> {
        let Amount::Twelfths(twelfths) = amount else {
            return None;
        };
        let count = twelfths.checked_mul(unit.count.into())?;
        let whole = i32::try_from(count / 12).ok()?.checked_mul(sign)?;
        let narrative = match from {
            From::Narrative => self.latest,
            From::Report => None,
        };
        if unit.measure == Measure::Year && count % 12 == 0 {
            let lately = self
                .current_quarter()
                .filter(|_| unit.is_year() && whole == -1);
            if let Some(quarter) = lately {
                let (year, number) = quarter.value;
                return Some((Stamp::Quarter(year - 1, number), quarter.anchor));
            }
            let (from, anchor) = match narrative {
                Some(noted) => (noted.value, noted.anchor),
                None => (
                    Stamp::Year(self.today?.year().into()),
                    AnchoredOn::Published,
                ),
            };
            let stamp = match from {
                Stamp::Month(..) | Stamp::Season(..) | Stamp::Half(..) => {
                    from.moved_by_years(whole)?
                }
                _ => Stamp::Year(from.year().checked_add(whole)?),
            };
            if !(1..=9999).contains(&stamp.year()) {
                return None;
            }
            return Some((stamp, anchor));
        }
        let from = narrative.and_then(|noted| Some((noted.value.bounds()?.0, noted.anchor)));
        let (day, anchor) = match from {
            Some(from) => from,
            None => (self.today?, AnchoredOn::Published),
        };
        let stamp = match unit.measure {
            Measure::Second | Measure::Minute | Measure::Hour => Stamp::Day(day),
            Measure::Year => {
                let months = i32::try_from(count).ok()?.checked_mul(sign)?;
                let day = day
                    .checked_add(jiff::Span::new().try_months(months).ok()?)
                    .ok()?;
                Stamp::Month(day.year().into(), day.month())
            }
            _ => choose::shifted(day, Unit::one(unit.measure), whole, self.tense())?,
        };
        Some((stamp, anchor))
    }
}
