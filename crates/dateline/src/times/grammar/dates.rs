//! Days and months by name.

use super::Reader;
use crate::times::lexicon::{Role, Sense, Use};
use crate::times::meaning::{Meaning, Period, Turn, Year};
use crate::times::scan::Shape;

/// A month or weekday and how sure its form is.
struct Named {
    number: i8,
    usage: Use,
    end: usize,
    dotted: bool,
}

impl Named {
    /// Whether the name can stand without a date beside it.
    fn stands_alone(&self) -> bool {
        self.usage == Use::Name || (self.usage == Use::Short && self.dotted)
    }
}

impl Reader<'_> {
    fn named(&self, at: usize, choose: impl Fn(&Sense) -> Option<(i8, Use)>) -> Option<Named> {
        if !self.words.get(at)?.capitalised() {
            return None;
        }
        let ((number, usage), end) = self.sense(at, choose)?;
        let dotted = usage == Use::Short && self.mark(end, ".") && self.glued(end);
        Some(Named {
            number,
            usage,
            end: if dotted { end + 1 } else { end },
            dotted,
        })
    }

    fn month(&self, at: usize) -> Option<Named> {
        self.named(at, |sense| match sense {
            Sense::Month(number, usage) => Some((*number, *usage)),
            _ => None,
        })
    }

    fn weekday(&self, at: usize) -> Option<Named> {
        self.named(at, |sense| match sense {
            Sense::Weekday(number, usage) if *usage != Use::Plural => Some((*number, *usage)),
            _ => None,
        })
    }

    /// A weekday that can stand by itself.
    pub(super) fn weekday_alone(&self, at: usize) -> Option<(i8, usize)> {
        let weekday = self.weekday(at).filter(|day| day.usage == Use::Name)?;
        Some((weekday.number, weekday.end))
    }

    /// A month where a word before it has made sure that it is one.
    pub(super) fn month_after_turn(&self, at: usize) -> Option<(i8, usize)> {
        let month = self.month(at)?;
        (month.usage == Use::Word || month.stands_alone()).then_some((month.number, month.end))
    }

    /// "6", "6th", "sixth" as a day of the month.
    fn day_of_month(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.words.get(at)?;
        if word.shape != Shape::Digits {
            let (day, end) = self.ordinal(at).filter(|(day, _)| (1..=31).contains(day))?;
            return Some((i8::try_from(day).ok()?, end));
        }
        let day = word
            .number()
            .filter(|day| (1..=31).contains(day) && word.text.len() <= 2)?;
        let mut end = at + 1;
        if self.glued(end) {
            if let Some(next) = self.role(end, Role::DaySuffix) {
                end = next;
            } else if self.words[end].shape == Shape::Letters {
                return None;
            }
        }
        let goes_on = self.glued(end)
            && self.glued(end + 1)
            && [",", ".", ":", "/", "%"]
                .iter()
                .any(|mark| self.mark(end, mark))
            && self
                .words
                .get(end + 1)
                .is_some_and(|word| word.shape == Shape::Digits);
        (!goes_on && !self.mark(end, "%")).then_some((i8::try_from(day).ok()?, end))
    }

    /// Every date made of names of weekdays and months.
    pub(super) fn named_date(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some(weekday) = self.weekday(at) {
            let next = self.comma(weekday.end);
            let next = self.skip(next, Role::Article);
            if let Some(found) = self.day_and_month(next) {
                return Some(found);
            }
            let of = self.skip(weekday.end, Role::Of);
            if let Some((Meaning::Shift(unit, by), end)) = self.turned_unit(of)
                && unit.is_week()
            {
                return Some((Meaning::WeekdayOf(weekday.number, by), end));
            }
            return (weekday.usage == Use::Name)
                .then_some((Meaning::Weekday(weekday.number, Turn::Nearest), weekday.end));
        }
        self.day_and_month(at)
            .or_else(|| self.month_and_year(at))
            .or_else(|| self.week_of(at))
    }

    /// "May 6", "6 May", "the 6th of May", "May 6-8", "6 to 8 May", each with a
    /// year or without.
    fn day_and_month(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some(month) = self.month(at) {
            let (day, mut end) = self.day_of_month(month.end)?;
            let mut last = None;
            if let Some((second, next)) = self.second_day(at, end, day) {
                last = Some(Period::Day(month.number, second));
                end = next;
            }
            let (year, end) = self.year_after(end, true);
            return Some((between(Period::Day(month.number, day), last, year), end));
        }
        let start = self.skip(at, Role::Article);
        let (day, mut end) = self.day_of_month(start)?;
        if start != at && self.words[start].shape == Shape::Digits && !self.glued(start + 1) {
            return None;
        }
        let mut last_day = None;
        if let Some((second, next)) = self.second_day(at, end, day) {
            last_day = Some(second);
            end = next;
        }
        if last_day.is_none()
            && let Some(of) = self.role(end, Role::Of)
            && let Some((Meaning::Shift(unit, by), end)) = self.turned_unit(of)
            && unit.is_month()
        {
            return Some((Meaning::DayOfMonth(day, by), end));
        }
        let Some(month) = self.month(self.skip(end, Role::Of)) else {
            return self.day_of_this_month(at, start, day, end);
        };
        if month.usage == Use::Word && self.words[start].shape != Shape::Digits {
            return None;
        }
        let (year, end) = self.year_after(month.end, true);
        let last = last_day.map(|day| Period::Day(month.number, day));
        Some((between(Period::Day(month.number, day), last, year), end))
    }

    /// "on the 25th", of the month the report is of.
    fn day_of_this_month(
        &self,
        at: usize,
        start: usize,
        day: i8,
        end: usize,
    ) -> Option<(Meaning, usize)> {
        let alone = self.words.get(end).is_none_or(|word| {
            word.shape == Shape::Mark && !word.is_mark("-")
                || self.role(end, Role::TimePreposition).is_some()
                || self.role(end, Role::And).is_some()
        });
        let sure = start != at && end > start + 1 && self.words[start].shape == Shape::Digits;
        (sure && alone && self.after_role(at, Role::On))
            .then_some((Meaning::DayOfMonth(day, 0), end))
    }

    /// The last day of an interval that begins at `start`: after "to", a dash, or
    /// "and" if it is the next day or "between" stands before.
    fn second_day(&self, start: usize, at: usize, first: i8) -> Option<(i8, usize)> {
        let and = self.role(at, Role::And);
        let next = self
            .role(at, Role::To)
            .or_else(|| self.mark(at, "-").then_some(at + 1))
            .or(and)?;
        let (day, end) = self.day_of_month(next)?;
        self.words[next].number()?;
        if and.is_some() {
            // "10 and 11 May", "May 10 and 11." but not "May 10 and 11 people".
            let closed = self.month(end).is_some()
                || self
                    .words
                    .get(end)
                    .is_none_or(|word| word.shape == Shape::Mark);
            let whole = day == first + 1 || self.after_role(start, Role::Between);
            return (closed && whole).then_some((day, end));
        }
        Some((day, end))
    }

    /// The year that follows a day or month, or none: ", 2020", "2020", "last
    /// year", "of that year".
    pub(super) fn year_after(&self, at: usize, with_day: bool) -> (Year, usize) {
        let nearest = (Year::Turn(Turn::Nearest), at);
        let next = self.comma(at);
        if let Some((year, end)) = self.year_number(next).or_else(|| self.short_year(next)) {
            let quantity = self.role(end, Role::QuantityAfter).is_some() && next == at && with_day;
            let plausible = self.words[next].shape != Shape::Letters || next == at;
            if plausible && !quantity && !self.hyphen_and_digits(end) {
                return (Year::Is(year), end);
            }
        }
        let next = self
            .role(at, Role::Of)
            .or_else(|| self.role(at, Role::In))
            .unwrap_or(at);
        if next != at
            && let Some((year, end)) = self.year_number(next)
        {
            return (Year::Is(year), end);
        }
        match self.turned_year(next) {
            Some((year, end)) => (year, end),
            None => nearest,
        }
    }

    fn hyphen_and_digits(&self, at: usize) -> bool {
        self.hyphen(at)
            .is_some_and(|next| self.words[next].shape == Shape::Digits)
    }

    /// "last year", "this year", "that year", "the following year".
    pub(super) fn turned_year(&self, at: usize) -> Option<(Year, usize)> {
        let (meaning, end) = self.turned_unit(at)?;
        match meaning {
            Meaning::Shift(unit, by) if unit.is_year() => Some((Year::Shift(by), end)),
            Meaning::Same(unit, by) if unit.is_year() => Some((Year::Same(by), end)),
            _ => None,
        }
    }

    /// "May 2020", "May", "May last year".
    fn month_and_year(&self, at: usize) -> Option<(Meaning, usize)> {
        let month = self.month(at)?;
        let (year, end) = self.year_after(month.end, false);
        let sure = matches!(year, Year::Is(_) | Year::Shift(_) | Year::Same(_))
            || month.stands_alone()
            || (month.usage == Use::Word
                && self.after_role(at, Role::TimePreposition)
                && !self
                    .words
                    .get(month.end)
                    .is_some_and(|w| w.shape == Shape::Letters && w.capitalised()));
        let compound = self.hyphen(month.end).is_some() && self.month(month.end + 1).is_none();
        (sure && !compound).then_some((Meaning::Period(Period::Month(month.number), year), end))
    }

    /// "the week of 6 March".
    fn week_of(&self, at: usize) -> Option<(Meaning, usize)> {
        let start = self.role(at, Role::Article)?;
        let (unit, end) = self.unit(start)?;
        if !unit.is_week() || unit.plural {
            return None;
        }
        let (day, end) = self.day_and_month(self.role(end, Role::Of)?)?;
        match day {
            Meaning::Period(Period::Day(month, day), year) => {
                Some((Meaning::Period(Period::WeekOf(month, day), year), end))
            }
            _ => None,
        }
    }

    /// "today", "the day before yesterday".
    pub(super) fn counted_day(&self, at: usize) -> Option<(Meaning, usize)> {
        self.sense(at, |sense| match sense {
            Sense::Day(days, None) => Some(Meaning::Day(*days)),
            _ => None,
        })
    }

    /// "Christmas Day 2019", "Ramadan".
    pub(super) fn holiday(&self, at: usize) -> Option<(Meaning, usize)> {
        let start = self.skip(at, Role::Article);
        let (index, end) = self.holiday_name(start)?;
        let (year, end) = self.year_after(end, false);
        let feast = self.lexicon.feasts.get(index)?;
        let sure = !feast.needs_context
            || year != Year::Turn(Turn::Nearest)
            || self.after_role(at, Role::TimePreposition)
            || self.after_role(start, Role::TimePreposition)
            || self.after_role(at, Role::On)
            || self.after_role(at, Role::At);
        let of_a_name = self.mark(end, "'") && self.glued(end);
        (sure && !of_a_name).then_some((Meaning::Period(Period::Holiday(index), year), end))
    }

    pub(super) fn holiday_name(&self, at: usize) -> Option<(usize, usize)> {
        if !self.words.get(at)?.capitalised() {
            return None;
        }
        self.sense(at, |sense| match sense {
            Sense::Holiday(index) => Some(*index),
            _ => None,
        })
    }

    /// A date of another calendar: "13 Dey 1398", "2563 BE".
    pub(super) fn other_calendar(&self, at: usize) -> Option<(Meaning, usize)> {
        let calendar_month = |at: usize| {
            self.sense(at, |sense| match sense {
                Sense::FeastMonth(calendar, month) => Some((*calendar, *month)),
                _ => None,
            })
            .filter(|_| self.words[at].capitalised())
        };
        let known = |day: Option<jiff::civil::Date>, end: usize| {
            let day = day?.to_string();
            Some((
                Meaning::Fixed {
                    timex: day.clone(),
                    edtf: Some(day),
                    vague: false,
                },
                end,
            ))
        };
        if let Some((day, next)) = self.day_of_month(at)
            && let Some(((calendar, month), next)) = calendar_month(self.skip(next, Role::Of))
            && let Some((year, end)) = self.year_number(self.comma(next))
        {
            let end = self.era(end).map_or(end, |(_, end)| end);
            return known(calendar.day(year, month, day.try_into().ok()?), end);
        }
        if let Some(((calendar, month), next)) = calendar_month(at)
            && let Some((day, next)) = self.day_of_month(next)
            && let Some((year, end)) = self.year_number(self.comma(next))
        {
            let end = self.era(end).map_or(end, |(_, end)| end);
            return known(calendar.day(year, month, day.try_into().ok()?), end);
        }
        None
    }

    /// The calendar named after a year: "2563 B.E.".
    pub(super) fn era(&self, at: usize) -> Option<(crate::times::lexicon::Era, usize)> {
        self.sense(at, |sense| match sense {
            Sense::Era(calendar) => Some(*calendar),
            _ => None,
        })
    }
}

fn between(first: Period, last: Option<Period>, year: Year) -> Meaning {
    let first = Meaning::Period(first, year);
    match last {
        Some(last) => Meaning::Between(Box::new(first), Box::new(Meaning::Period(last, year))),
        None => first,
    }
}
