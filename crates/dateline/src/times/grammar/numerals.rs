//! Dates all in figures: "2020-01-06", "06/01/2020", "2020-01-06T10:00:00+03:00".

use super::Reader;
use crate::times::expression::TimeKind;
use crate::times::meaning::{Draft, Meaning, Period, TimeOfDay, Year};
use crate::times::scan::Shape;

impl Reader<'_> {
    pub(super) fn numeric(&self, at: usize) -> Option<Draft> {
        let (first, mark, second, third, end) = self.three_numbers(at)?;
        let digits = |at: usize| self.words[at].text.len();
        let meaning = if digits(at) == 4 && digits(at + 2) <= 2 && digits(at + 4) <= 2 {
            day(first, second, third)?
        } else if digits(at + 4) == 4 && digits(at) <= 2 && digits(at + 2) <= 2 {
            let dotted = mark == ".";
            match (first > 12, second > 12) {
                (true, false) => day(third, second, first)?,
                (false, true) if !dotted => day(third, first, second)?,
                (false, false) if dotted || first == second => day(third, second, first)?,
                (false, false) => Meaning::Numeric {
                    year: third.try_into().ok()?,
                    first: first.try_into().ok()?,
                    second: second.try_into().ok()?,
                },
                _ => return None,
            }
        } else {
            return None;
        };
        let draft = Draft::new(at, end, TimeKind::Date, meaning);
        if let Some((time, end)) = self.iso_time(end) {
            let mut draft = draft.at(time);
            draft.end = end;
            return Some(draft);
        }
        Some(draft)
    }

    /// Three numbers glued by two equal marks.
    fn three_numbers(&self, at: usize) -> Option<(u32, &str, u32, u32, usize)> {
        let words = self.words.get(at..at + 5)?;
        let mark = words[1].lower.as_str();
        let shaped = words[1..]
            .iter()
            .all(|word| word.gap == crate::times::scan::Gap::Glued)
            && ["-", "/", "."].contains(&mark)
            && words[3].is_mark(mark);
        let ended = !self.glued(at + 5)
            || !(self.mark(at + 5, mark) && self.glued(at + 6)
                || self.words[at + 5].shape == Shape::Digits);
        if !shaped || !ended || self.glued(at) && !self.mark(at.wrapping_sub(1), "(") {
            return None;
        }
        Some((
            words[0].number()?,
            mark,
            words[2].number()?,
            words[4].number()?,
            at + 5,
        ))
    }

    /// "T10:00:00Z", "T10:00+03:00".
    fn iso_time(&self, at: usize) -> Option<(TimeOfDay, usize)> {
        let letter = self.words.get(at).filter(|word| word.text == "T")?;
        if letter.gap != crate::times::scan::Gap::Glued || !self.glued(at + 1) {
            return None;
        }
        let two = |at: usize, below: u32| {
            self.words
                .get(at)
                .filter(|word| word.text.len() == 2)
                .and_then(|word| word.number())
                .filter(|number| *number < below)
                .and_then(|number| u8::try_from(number).ok())
        };
        let colon = |at: usize| self.mark(at, ":") && self.glued(at) && self.glued(at + 1);
        let hour = two(at + 1, 25)?;
        if !colon(at + 2) {
            return None;
        }
        let minute = two(at + 3, 60)?;
        let mut end = at + 4;
        let mut second = None;
        if colon(end)
            && let Some(value) = two(end + 1, 61)
        {
            second = Some(value);
            end += 2;
            if self.mark(end, ".")
                && self.glued(end)
                && self.glued(end + 1)
                && self.words[end + 1].shape == Shape::Digits
            {
                end += 2;
            }
        }
        let mut zone = None;
        if self.glued(end) && self.words[end].text == "Z" {
            zone = Some(0);
            end += 1;
        } else if self.glued(end)
            && (self.mark(end, "+") || self.mark(end, "-"))
            && let Some(hours) = two(end + 1, 15)
        {
            let sign = if self.mark(end, "-") { -1 } else { 1 };
            let minutes = if colon(end + 2) {
                two(end + 3, 60)
            } else {
                None
            };
            zone = Some(sign * (i16::from(hours) * 60 + i16::from(minutes.unwrap_or(0))));
            end += if minutes.is_some() { 4 } else { 2 };
        }
        Some((
            TimeOfDay::Clock {
                hour,
                minute: Some(minute),
                second,
                zone,
            },
            end,
        ))
    }
}

fn day(year: u32, month: u32, day: u32) -> Option<Meaning> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1000..=2999).contains(&year) {
        return None;
    }
    Some(Meaning::Period(
        Period::Day(month.try_into().ok()?, day.try_into().ok()?),
        Year::Is(year.try_into().ok()?),
    ))
}
