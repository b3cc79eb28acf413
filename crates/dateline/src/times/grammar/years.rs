//! Years, decades and centuries.

use super::Reader;
use crate::times::lexicon::Role;
use crate::times::meaning::{Meaning, Period, Year};
use crate::times::scan::Shape;

impl Reader<'_> {
    /// "the 1980s", "the '80s", "the nineties".
    pub(super) fn decade(&self, at: usize) -> Option<(Meaning, usize)> {
        let article = self.skip(at, Role::Article);
        let start = self.portion(article).map_or(article, |(_, next)| next);
        if let Some((decade, end)) = self.decade_word(start) {
            let sure = article != at && !self.hyphen_before(start);
            return sure.then_some((decade_of(1900 + i32::try_from(decade).ok()?), end));
        }
        let apostrophe = self.mark(start, "'") && self.glued(start + 1);
        let digits = if apostrophe { start + 1 } else { start };
        let word = self.words.get(digits)?;
        let number = i32::try_from(word.number()?).ok()?;
        let suffix = if self.mark(digits + 1, "'") && self.glued(digits + 1) {
            digits + 2
        } else {
            digits + 1
        };
        let end = self
            .role(suffix, Role::DecadeSuffix)
            .filter(|_| self.glued(suffix) && number % 10 == 0)?;
        match word.text.len() {
            4 if (1000..=2990).contains(&number) && !apostrophe => Some((decade_of(number), end)),
            2 if apostrophe || article != at => {
                let century = if number < 20 { 2000 } else { 1900 };
                Some((decade_of(century + number), end))
            }
            _ => None,
        }
    }

    /// "the 21st century".
    pub(super) fn century(&self, at: usize) -> Option<(Meaning, usize)> {
        let start = self.skip(at, Role::Article);
        let (number, next) = self.ordinal(start)?;
        let end = self.role(self.link(next), Role::Century)?;
        let first = i32::try_from(number)
            .ok()
            .filter(|n| (1..=30).contains(n))?
            * 100
            - 100;
        Some((Meaning::Period(Period::Century, Year::Is(first)), end))
    }

    /// "year-end", "the end of the year" is read elsewhere.
    pub(super) fn end_of_year(&self, at: usize) -> Option<(Meaning, usize)> {
        let end = self.role(at, Role::EndOfYear)?;
        let (year, end) = self.year_after(end, false);
        let year = match year {
            Year::Turn(_) => Year::Shift(0),
            year => year,
        };
        Some((Meaning::Period(Period::Day(12, 31), year), end))
    }

    /// A year by itself: "1989", "fiscal 1989", "the year two thousand".
    pub(super) fn year_alone(&self, at: usize) -> Option<(Meaning, usize)> {
        let fiscal = self.role(at, Role::Fiscal);
        let named = self.role(at, Role::YearWord);
        let start = fiscal.or(named).unwrap_or(at);
        let introduced = start != at
            || self.after_role(at, Role::TimePreposition)
            || self.after_role(at, Role::BeforeYear)
            || self.after_role(at, Role::AfterYear);
        if introduced && let Some((year, end)) = self.short_year(start) {
            return Some((Meaning::year(year), end));
        }
        let word = self.words.get(start)?;
        if word.shape != Shape::Digits {
            let (year, end) = self.year_number(start)?;
            let sure = named.is_some() || year % 100 != 0 && (1900..2000).contains(&year);
            return sure.then_some((Meaning::year(year), end));
        }
        let (year, end) = self.year_number(start)?;
        let prefixed = self.hyphen_before(at)
            && ![
                Role::Start,
                Role::Mid,
                Role::End,
                Role::BeforeYear,
                Role::AfterYear,
            ]
            .iter()
            .any(|role| self.role(at - 2, *role).is_some());
        let compound = self
            .hyphen(end)
            .is_some_and(|next| self.words[next].shape == Shape::Letters);
        if prefixed || compound {
            return None;
        }
        if let Some((calendar, end)) = self.era(end) {
            let year = calendar.day(year, 7, 1)?.year();
            return Some((Meaning::year(year.into()), end));
        }
        let glued_letters = self
            .words
            .get(end)
            .is_some_and(|word| self.glued(end) && word.shape == Shape::Letters);
        if glued_letters || self.after_role(at, Role::QuantityBefore) {
            return None;
        }
        let range = if (1500..1900).contains(&year) {
            introduced
        } else {
            (1900..=2100).contains(&year)
        };
        if !range || (self.role(end, Role::QuantityAfter).is_some() && start == at) {
            return None;
        }
        if let Some(found) = self.years(year, end) {
            return Some(found);
        }
        Some((Meaning::year(year), end))
    }

    /// The second year of "1994-95" and "1914-1918".
    fn years(&self, first: i32, at: usize) -> Option<(Meaning, usize)> {
        let slash = self.mark(at, "/") && self.glued(at) && self.glued(at + 1);
        let next = self.hyphen(at).or_else(|| slash.then_some(at + 1))?;
        let word = self.words.get(next)?;
        let last = i32::try_from(word.number()?).ok()?;
        let last = match word.text.len() {
            2 => first / 100 * 100 + last,
            4 => last,
            _ => return None,
        };
        (last > first && last <= 2100).then(|| {
            (
                Meaning::Between(
                    Box::new(Meaning::year(first)),
                    Box::new(Meaning::year(last)),
                ),
                next + 1,
            )
        })
    }
}

fn decade_of(year: i32) -> Meaning {
    Meaning::Period(Period::Decade, Year::Is(year))
}
