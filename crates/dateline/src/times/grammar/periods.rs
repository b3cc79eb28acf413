//! Weeks, months, quarters, halves and seasons, and what picks one of them.

use super::Reader;
use crate::times::expression::TimeKind;
use crate::times::lexicon::{Role, Sense, Use};
use crate::times::meaning::{Amount, Meaning, Measure, Period, Season, Turn, Unit, Year};
use crate::times::scan::Shape;

/// How a word before a period picks one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pick {
    /// Counted from the report.
    Report(i32),
    /// Counted from the time spoken of.
    Narrative(i32),
    /// The stretch up to now.
    Past,
    Latest,
    Recent,
}

impl Reader<'_> {
    pub(super) fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let capital_inside = at > 0 && self.words.get(at)?.capitalised();
        if capital_inside && self.before(at).is_some_and(|word| word.capitalised()) {
            return None;
        }
        self.sense(at, |sense| match sense {
            Sense::Unit(unit) => Some(*unit),
            Sense::Role(Role::Weekend) => Some(Unit::weekend()),
            _ => None,
        })
    }

    fn pick(&self, at: usize) -> Option<(Pick, usize)> {
        let with_article = self.role(at, Role::Article);
        let start = with_article.unwrap_or(at);
        let next = if with_article.is_some() {
            Pick::Narrative(1)
        } else {
            Pick::Report(1)
        };
        let (pick, end) = [
            (Role::Last, Pick::Report(-1)),
            (Role::Next, next),
            (Role::This, Pick::Report(0)),
            (Role::That, Pick::Narrative(0)),
            (Role::Before, Pick::Narrative(-1)),
            (Role::After, Pick::Narrative(1)),
            (Role::Past, Pick::Past),
            (Role::Latest, Pick::Latest),
            (Role::Recent, Pick::Recent),
        ]
        .into_iter()
        .filter_map(|(role, pick)| Some((pick, self.role(start, role)?)))
        .max_by_key(|(_, end)| *end)?;
        // "this coming Sunday", "this past spring"
        if pick == Pick::Report(0) {
            if let Some(end) = self.role(end, Role::Past) {
                return Some((Pick::Report(-1), end));
            }
            if let Some(end) = self.role(end, Role::Next) {
                return Some((Pick::Report(1), end));
            }
        }
        Some((pick, end))
    }

    /// "last week", "that year", and nothing longer.
    pub(super) fn turned_unit(&self, at: usize) -> Option<(Meaning, usize)> {
        let (pick, next) = self.pick(at)?;
        let (unit, end) = self.unit(self.link(self.skip(next, Role::Fiscal)))?;
        Some((turned_unit(pick, unit)?, end))
    }

    /// "last week", "next Friday", "this spring", "that year", "recent months".
    pub(super) fn turned(&self, at: usize) -> Option<(Meaning, usize)> {
        let (pick, next) = self.pick(at)?;
        if matches!(pick, Pick::Latest | Pick::Narrative(0))
            && let Some(end) = self.role(next, Role::Stretch)
        {
            let turn = if pick == Pick::Latest {
                Turn::Latest
            } else {
                Turn::Nearest
            };
            return Some((Meaning::Period(Period::SomeQuarter, Year::Turn(turn)), end));
        }
        let fiscal = self.skip(next, Role::Fiscal);
        let linked = self.hyphen(fiscal).is_some();
        let next = self.link(fiscal);
        if let Some((unit, end)) = self.unit(next) {
            // "the same month last year"
            if pick == Pick::Narrative(0)
                && unit.is_month()
                && let Some((Year::Shift(by), end)) = self.turned_year(end)
            {
                return Some((Meaning::Same(unit, by.checked_mul(12)?), end));
            }
            // "next week Tuesday"
            if let Pick::Report(by) = pick
                && unit.is_week()
                && let Some((day, end)) = self.weekday_alone(end)
            {
                return Some((Meaning::WeekdayOf(day, by), end));
            }
            let short = matches!(unit.measure, Measure::Minute | Measure::Hour);
            return (!(linked && short)).then_some((turned_unit(pick, unit)?, end));
        }
        let turn = match pick {
            Pick::Report(-1) | Pick::Past => Turn::Last,
            Pick::Report(0) => Turn::This,
            Pick::Report(_) => Turn::Next,
            Pick::Narrative(1) if self.role(at, Role::Article).is_some() => Turn::Next,
            Pick::Latest => Turn::Latest,
            Pick::Narrative(_) => Turn::Nearest,
            Pick::Recent => return None,
        };
        if let Some((day, end)) = self.weekday_alone(next) {
            let (_, dated) = self.named_date(next)?;
            if dated > end {
                return self.named_date(next);
            }
            let meaning = match pick {
                // "the last Friday of Ramadan" is not the latest Friday.
                _ if self.role(end, Role::Of).is_some() => Meaning::Fixed {
                    timex: format!("XXXX-WXX-{day}"),
                    edtf: None,
                    vague: false,
                },
                Pick::Narrative(by) => Meaning::WeekdayNear(day, by),
                _ => Meaning::Weekday(day, turn),
            };
            return Some((meaning, end));
        }
        let period = if let Some((month, end)) = self.month_after_turn(next) {
            if self
                .words
                .get(end)
                .is_some_and(|word| word.shape == Shape::Digits)
            {
                return None;
            }
            Some((Period::Month(month), end))
        } else if let Some((season, _, end)) = self.season_name(next) {
            Some((Period::Season(season), end))
        } else {
            self.holiday_name(next)
                .map(|(index, end)| (Period::Holiday(index), end))
        };
        let (period, end) = period?;
        Some((Meaning::Period(period, Year::Turn(turn)), end))
    }

    /// "the week", "the quarter", "the 1988 period", "its fiscal year".
    pub(super) fn determined(&self, at: usize) -> Option<(Meaning, usize)> {
        let next = self.role(at, Role::Article)?;
        if let Some((year, after)) = self.year_number(next) {
            let end = self.role(after, Role::Stretch).or_else(|| {
                let (unit, end) = self.unit(after)?;
                unit.is_quarter().then_some(end)
            })?;
            return Some((Meaning::Period(Period::SomeQuarter, Year::Is(year)), end));
        }
        let next = self.skip(next, Role::Whole);
        let next = self.link(self.skip(next, Role::Fiscal));
        let (unit, end) = self.unit(next)?;
        // "the year before last"
        if let Some(last) = self
            .role(end, Role::EventBefore)
            .and_then(|next| self.role(next, Role::Last))
            && !unit.plural
            && self
                .words
                .get(last)
                .is_none_or(|word| word.shape == Shape::Mark)
        {
            return Some((Meaning::Shift(unit, -2), last));
        }
        let of_event = self.before_or_after_event(end).is_some();
        if unit.plural || of_event || self.hyphen(end).is_some() {
            return None;
        }
        let meaning = match unit.measure {
            _ if unit.weekend => Meaning::Shift(unit, 0),
            Measure::Quarter => {
                // "the quarter ended Sept. 30"
                let last = self
                    .role(end, Role::Close)
                    .and_then(|next| self.month_after_turn(next));
                let quarter = last.map_or(Period::SomeQuarter, |(month, _)| {
                    Period::Quarter((month + 2) / 3)
                });
                Meaning::Period(quarter, Year::Turn(Turn::Nearest))
            }
            Measure::Year if unit.count == 1 => {
                if let Some((year, end)) = self.year_number(end) {
                    return Some((Meaning::year(year), end));
                }
                if self.role(end, Role::Close).is_some() {
                    Meaning::Length(Amount::whole(1), unit, 0)
                } else {
                    Meaning::Shift(unit, 0)
                }
            }
            Measure::Week | Measure::Month => Meaning::Shift(unit, 0),
            Measure::Day if self.after_role(at, Role::TimePreposition) => Meaning::Same(unit, 0),
            _ => return None,
        };
        Some((meaning, end))
    }

    /// "the third quarter", "fiscal first-quarter 2019", "Q3 2019", "3Q".
    pub(super) fn quarter(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some(found) = self.short_quarter(at) {
            return Some(found);
        }
        let article = self.skip(at, Role::Article);
        let start = self.skip(article, Role::Fiscal);
        let fiscal = start != article;
        let start = if fiscal { self.link(start) } else { start };
        let (before, start) = self.year_before(start);
        let (number, next) = self
            .ordinal(start)
            .filter(|(number, _)| (1..=4).contains(number))?;
        let noun = self.link(next);
        let (unit, end) = self.unit(noun)?;
        if !unit.is_quarter() || unit.plural {
            return None;
        }
        // "the third-quarter results" are named without their article.
        if article != at && noun != next && !fiscal {
            return None;
        }
        let (year, end) = match before {
            Some(year) => (year, end),
            None => {
                let of = self
                    .role(end, Role::Of)
                    .map_or(end, |next| self.skip(next, Role::Fiscal));
                match self.year_after(of, false) {
                    (Year::Turn(Turn::Nearest), _) => (Year::Turn(Turn::Nearest), end),
                    found => found,
                }
            }
        };
        let quarter = Period::Quarter(i8::try_from(number).ok()?);
        Some((Meaning::Period(quarter, year), end))
    }

    /// "1988" or "this year's" before a quarter.
    fn year_before(&self, at: usize) -> (Option<Year>, usize) {
        if let Some((year, end)) = self.year_number(at) {
            return (Some(Year::Is(year)), end);
        }
        if let Some((year, end)) = self.turned_year(at)
            && self.mark(end, "'")
            && self.glued(end)
            && self.glued(end + 1)
        {
            return (Some(year), end + 2);
        }
        (None, at)
    }

    fn short_quarter(&self, at: usize) -> Option<(Meaning, usize)> {
        let (first, second) = (self.words.get(at)?, self.words.get(at + 1)?);
        if second.gap != crate::times::scan::Gap::Glued {
            return None;
        }
        let number = match (first.text, second.text) {
            ("Q", number) | (number, "Q") => number.parse::<i8>().ok()?,
            _ => return None,
        };
        if !(1..=4).contains(&number)
            || self.glued(at + 2) && !self.mark(at + 2, ",") && !self.mark(at + 2, ".")
        {
            return None;
        }
        let (year, end) = self.year_after(at + 2, false);
        Some((Meaning::Period(Period::Quarter(number), year), end))
    }

    /// "the first half of 2019", "the last half of this year".
    pub(super) fn half(&self, at: usize) -> Option<(Meaning, usize)> {
        let start = self.skip(at, Role::Article);
        let (number, next) = if let Some((number, end)) = self.ordinal(start) {
            (number, end)
        } else {
            (2, self.role(start, Role::Last)?)
        };
        let end = self.role(self.link(next), Role::Half)?;
        let half = Period::Half(
            i8::try_from(number)
                .ok()
                .filter(|half| (1..=2).contains(half))?,
        );
        let of = self.role(end, Role::Of)?;
        if let Some((decade, end)) = self.decade(of) {
            return Some((decade, end));
        }
        let of = self.skip(of, Role::Fiscal);
        if let Some((year, end)) = self.year_number(of) {
            return Some((Meaning::Period(half, Year::Is(year)), end));
        }
        if let Some((year, end)) = self.turned_year(of) {
            return Some((Meaning::Period(half, year), end));
        }
        let (meaning, end) = self.determined(of)?;
        matches!(meaning, Meaning::Shift(unit, 0) if unit.is_year())
            .then_some((Meaning::Period(half, Year::Shift(0)), end))
    }

    fn season_name(&self, at: usize) -> Option<(Season, Use, usize)> {
        self.sense(at, |sense| match sense {
            Sense::Season(season, usage) => Some((*season, *usage)),
            _ => None,
        })
        .map(|((season, usage), end)| (season, usage, end))
    }

    /// "spring 2011", "the winter of 1994", "in the summer".
    pub(super) fn season(&self, at: usize) -> Option<(Meaning, usize)> {
        let start = self.skip(at, Role::Article);
        let (season, usage, next) = self.season_name(start)?;
        let (year, end) = self.year_after(next, false);
        let dated = year != Year::Turn(Turn::Nearest);
        let after_preposition = self.after_role(at, Role::TimePreposition);
        let sure = dated
            || (self.role(next, Role::Of).is_none()
                && self.hyphen(next).is_none()
                && (after_preposition || (usage == Use::Name && start != at)));
        sure.then_some((Meaning::Period(Period::Season(season), year), end))
    }

    /// "year-ago", "the year-earlier period".
    pub(super) fn year_back(&self, at: usize) -> Option<(Meaning, usize)> {
        let start = self.skip(at, Role::Article);
        let next = self.role(start, Role::YearBack)?;
        if let Some(end) = self.role(next, Role::Stretch) {
            return Some((Meaning::YearBack(None), end));
        }
        if let Some((unit, end)) = self.unit(next)
            && unit.is_quarter()
        {
            return Some((Meaning::YearBack(Some(Period::SomeQuarter)), end));
        }
        if let Some((Meaning::Period(quarter, Year::Turn(_)), end)) = self.quarter(next) {
            return Some((Meaning::YearBack(Some(quarter)), end));
        }
        (start == at).then_some((Meaning::YearBack(None), next))
    }
}

fn turned_unit(pick: Pick, unit: Unit) -> Option<Meaning> {
    if unit.plural {
        return match pick {
            Pick::Recent if unit.is_long() => Some(recent_years()),
            Pick::Recent | Pick::Past | Pick::Report(-1 | 1) => {
                Some(Meaning::Length(Amount::Unknown, unit, 0))
            }
            _ => None,
        };
    }
    if matches!(
        unit.measure,
        Measure::Second | Measure::Minute | Measure::Hour
    ) {
        let reach = match pick {
            Pick::Past => -1,
            Pick::Report(reach @ (-1 | 1)) => reach,
            _ => return None,
        };
        return Some(Meaning::Length(Amount::whole(1), unit, reach));
    }
    match pick {
        Pick::Report(by) if unit.is_day() && by != 0 => Some(Meaning::Same(unit, by)),
        Pick::Report(0) if unit.weekend => Some(Meaning::ThisWeekend),
        Pick::Report(by) => Some(Meaning::Shift(unit, by)),
        Pick::Narrative(by) => Some(Meaning::Same(unit, by)),
        Pick::Past if unit.weekend => Some(Meaning::Shift(unit, -1)),
        Pick::Past => Some(Meaning::Length(Amount::whole(1), unit, -1)),
        Pick::Latest if unit.is_quarter() => Some(Meaning::Period(
            Period::SomeQuarter,
            Year::Turn(Turn::Latest),
        )),
        Pick::Latest => Some(Meaning::Shift(unit, -1)),
        Pick::Recent => None,
    }
}

fn recent_years() -> Meaning {
    Meaning::Fixed {
        timex: "PAST_REF".to_owned(),
        edtf: None,
        vague: true,
    }
}

impl Unit {
    fn is_long(&self) -> bool {
        self.measure == Measure::Year || self.measure == Measure::Day
    }
}

impl Meaning {
    /// The kind a date-like meaning has before a time of day is added.
    pub(super) fn kind(&self) -> TimeKind {
        match self {
            Meaning::Length(..) => TimeKind::Duration,
            Meaning::Recurring(_) => TimeKind::Set,
            _ => TimeKind::Date,
        }
    }
}
