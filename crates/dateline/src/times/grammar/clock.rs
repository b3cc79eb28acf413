//! Times of day and the days they belong to.

use super::Reader;
use crate::times::expression::{Portion, TimeKind};
use crate::times::lexicon::{Role, Sense};
use crate::times::meaning::{Draft, Meaning, Measure, TimeOfDay, Unit};

impl Reader<'_> {
    /// "10:35 a.m.", "5 p.m. EST", "noon", "14:30 GMT", "seven o'clock".
    ///
    /// `sure` is false for a bare "10:35", which needs a preposition.
    fn clock(&self, at: usize) -> Option<(TimeOfDay, usize, bool)> {
        if let Some(((hour, minute), end)) = self.sense(at, |sense| match sense {
            Sense::Point(hour, minute) => Some((*hour, *minute)),
            _ => None,
        }) {
            let sure = self.hyphen(end).is_none();
            return Some((clock(hour, Some(minute), None, None), end, sure));
        }
        let word = self.words.get(at)?;
        let (hour, mut end) = match word.number() {
            Some(hour) if word.text.len() <= 2 && hour <= 24 => (hour, at + 1),
            Some(both) if word.text.len() == 4 && both / 100 < 24 && both % 100 < 60 => {
                let (zone, end) = self.zone(at + 1)?;
                let (hour, minute) = (both / 100, both % 100);
                let time = clock(hour.try_into().ok()?, minute.try_into().ok(), None, zone);
                return Some((time, end, true));
            }
            Some(_) => return None,
            None => {
                let (number, end) = self.amount(at)?;
                self.role(end, Role::OClock)?;
                let crate::times::meaning::Amount::Twelfths(twelfths) = number else {
                    return None;
                };
                (
                    u32::try_from(twelfths / 12)
                        .ok()
                        .filter(|hour| *hour <= 12)?,
                    end,
                )
            }
        };
        let (mut minute, mut second) = (None, None);
        // "6.43" is a time only by the words after it.
        let colon = self.mark(end, ":");
        if let Some((value, next)) = self.sexagesimal(end) {
            minute = Some(value);
            end = next;
            if let Some((value, next)) = self.sexagesimal(end) {
                second = Some(value);
                end = next;
            }
        }
        let mut hour: u8 = hour.try_into().ok()?;
        let mut sure = false;
        if let Some(next) = self.role(end, Role::OClock) {
            end = next;
            sure = true;
        }
        if let Some((afternoon, next)) = self.meridiem(end)
            && (1..=12).contains(&hour)
        {
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            end = next;
            sure = true;
        }
        let mut zone = None;
        if (sure || colon)
            && let Some((offset, next)) = self.zone(end)
        {
            zone = offset;
            end = next;
            sure = true;
        }
        if !sure && let Some((part, next)) = self.in_the_part(end) {
            if matches!(part, "AF" | "EV" | "NI") && hour < 12 {
                hour += 12;
            }
            return Some((clock(hour, minute, None, None), next, true));
        }
        let minute = minute.or(sure.then_some(0));
        (sure || colon).then_some((clock(hour, minute, second, zone), end, sure))
    }

    /// ":35" written right after a number.
    fn sexagesimal(&self, at: usize) -> Option<(u8, usize)> {
        if !((self.mark(at, ":") || self.mark(at, ".")) && self.glued(at) && self.glued(at + 1)) {
            return None;
        }
        let word = self.words.get(at + 1).filter(|word| word.text.len() == 2)?;
        let value = word.number().filter(|value| *value < 60)?;
        Some((u8::try_from(value).ok()?, at + 2))
    }

    fn meridiem(&self, at: usize) -> Option<(bool, usize)> {
        let at = self.link(at);
        self.role(at, Role::Am)
            .map(|end| (false, end))
            .or_else(|| self.role(at, Role::Pm).map(|end| (true, end)))
    }

    /// "EST", "(GMT)", "local time".
    fn zone(&self, at: usize) -> Option<(Option<i16>, usize)> {
        let bracket = self.mark(at, "(");
        let start = if bracket { at + 1 } else { at };
        let (offset, end) = self.sense(start, |sense| match sense {
            Sense::Zone(offset) => Some(*offset),
            _ => None,
        })?;
        let upper = self.words[start].text.chars().all(char::is_uppercase);
        if !upper && end == start + 1 && offset.is_some() {
            return None;
        }
        match (bracket, self.mark(end, ")")) {
            (true, true) => Some((offset, end + 1)),
            (false, _) => Some((offset, end)),
            (true, false) => None,
        }
    }

    fn part(&self, at: usize) -> Option<(&'static str, usize)> {
        self.sense(at, |sense| match sense {
            Sense::Part(code, false) => Some(*code),
            _ => None,
        })
    }

    /// "in the morning", "at night".
    fn in_the_part(&self, at: usize) -> Option<(&'static str, usize)> {
        if let Some(next) = self.role(at, Role::At) {
            return self.part(next);
        }
        let next = self.role(self.role(at, Role::In)?, Role::Article)?;
        self.part(next)
    }

    /// The time of day that follows a day: "Friday evening", "Monday at 5 p.m.".
    pub(super) fn time_after_day(&self, at: usize) -> Option<(TimeOfDay, usize)> {
        if let Some((part, end)) = self.part(at) {
            return Some((TimeOfDay::Part(part), end));
        }
        let (portion, next) = self
            .portion(at)
            .map_or((None, at), |(portion, next)| (Some(portion), next));
        if portion.is_some()
            && let Some((part, end)) = self.part(next)
        {
            return Some((TimeOfDay::Part(part), end));
        }
        let next = self.comma(at);
        if let Some(next) = self.role(next, Role::At) {
            let (time, end, _) = self.clock(next)?;
            return Some((time, end));
        }
        let (time, end, sure) = self.clock(next)?;
        sure.then_some((time, end))
    }

    /// A time of day and the day after it, if one is named: "10 p.m. Wednesday".
    pub(super) fn clock_time(&self, at: usize) -> Option<Draft> {
        let (time, end, sure) = self.clock(at)?;
        let today = Meaning::Same(Unit::one(Measure::Day), 0);
        let bare = Draft::new(at, end, TimeKind::Time, today).at(time);
        let next = self.comma(end);
        let next = self.role(next, Role::On).unwrap_or(next);
        if let Some((day, after)) = self.date(next)
            && day.is_day()
            && !matches!(day, Meaning::Same(..))
        {
            return Some(Draft::new(at, after, TimeKind::Time, day).at(time));
        }
        let introduced =
            self.after_role(at, Role::At) || self.after_role(at, Role::TimePreposition);
        (sure || introduced).then_some(bare)
    }

    /// "tonight", "this morning", "the next morning", "mid-afternoon yesterday",
    /// "the morning of 6 May".
    pub(super) fn day_with_part(&self, at: usize) -> Option<Draft> {
        let time = |end: usize, meaning: Meaning, part: &'static str| {
            Some(Draft::new(at, end, TimeKind::Time, meaning).at(TimeOfDay::Part(part)))
        };
        if let Some(((days, part), end)) = self.sense(at, |sense| match sense {
            Sense::Day(days, Some(part)) => Some((*days, *part)),
            _ => None,
        }) {
            return time(end, Meaning::Day(days), part);
        }
        None
    }

    /// A part of the day with a determiner or a portion, and perhaps its day.
    pub(super) fn part_expression(&self, at: usize) -> Option<Draft> {
        let (portion, start) = match self.portion(at) {
            Some((portion, next)) => (Some(portion), next),
            None => (None, at),
        };
        if let Some(mut draft) = self.day_with_part(start)
            && portion.is_some()
        {
            draft.first = at;
            draft.portion = portion;
            return Some(draft);
        }
        let article = self.role(start, Role::Article);
        let after = article.unwrap_or(start);
        let turn = [
            (Role::Next, 1),
            (Role::After, 1),
            (Role::Before, -1),
            (Role::That, 0),
            (Role::This, 0),
        ]
        .into_iter()
        .find_map(|(role, by)| Some((by, self.role(after, role)?)));
        let (by, next) = turn.unwrap_or((0, after));
        let (part, end) = self.part(next)?;
        if self.hyphen(end).is_some() {
            return None;
        }
        let day = self.skip(end, Role::Of);
        let day = self.skip(day, Role::On);
        let (meaning, end) = match self.date(day) {
            Some((meaning, end)) if meaning.is_day() => (meaning, end),
            _ if turn.is_some() || portion == Some(Portion::Mid) => {
                (Meaning::Same(Unit::one(Measure::Day), by), end)
            }
            _ if article.is_some() && self.after_role(at, Role::In) => {
                (Meaning::Same(Unit::one(Measure::Day), 0), end)
            }
            _ => return None,
        };
        let mut draft = Draft::new(at, end, TimeKind::Time, meaning).at(TimeOfDay::Part(part));
        draft.portion = portion;
        Some(draft)
    }
}

fn clock(hour: u8, minute: Option<u8>, second: Option<u8>, zone: Option<i16>) -> TimeOfDay {
    TimeOfDay::Clock {
        hour,
        minute,
        second,
        zone,
    }
}
