//! Which stretches of a text are time expressions, and what each of them means.
//!
//! A [`Reader`] stands on the words of one paragraph. Each of its methods tries
//! one construction at a word and answers with what it means and the index after
//! its last word; [`Reader::expression`] keeps the longest.

mod clock;
mod dates;
mod lengths;
mod numbers;
mod numerals;
mod periods;
mod years;

use super::expression::{Portion, TimeKind};
use super::lexicon::{Lexicon, Role, Sense};
use super::meaning::{Draft, From, Meaning, Period, Year};
use super::scan::{Gap, Shape, Word};

/// Finds the expressions of a text, in order, none overlapping another.
pub(super) fn expressions(words: &[Word<'_>], lexicon: &Lexicon) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut base = 0;
    while base < words.len() {
        let length = words[base + 1..]
            .iter()
            .position(|word| word.gap == Gap::Paragraph)
            .map_or(words.len() - base, |more| more + 1);
        let reader = Reader {
            words: &words[base..base + length],
            lexicon,
        };
        let mut at = 0;
        while at < length {
            match reader.expression(at) {
                Some(mut draft) => {
                    at = draft.end;
                    draft.first += base;
                    draft.end += base;
                    drafts.push(draft);
                }
                None => at += 1,
            }
        }
        base += length;
    }
    drafts
}

/// The words of a paragraph and what they can mean.
struct Reader<'a> {
    words: &'a [Word<'a>],
    lexicon: &'a Lexicon,
}

impl<'a> Reader<'a> {
    /// The longest expression that begins at a word.
    fn expression(&self, at: usize) -> Option<Draft> {
        let word = self.words.get(at)?;
        let may_begin = word.forms.is_some() || word.shape != Shape::Letters || self.glued(at + 1);
        if !may_begin || self.inside_a_word(at) {
            return None;
        }
        [
            self.numeric(at),
            self.clock_time(at),
            self.date_expression(at),
            self.day_with_part(at),
            self.part_expression(at),
            self.length_expression(at),
            self.recurring(at),
            self.fixed(at),
        ]
        .into_iter()
        .flatten()
        .filter(|draft| draft.end > at)
        // Of equally long ones the first: `max_by_key` alone would keep the last.
        .rev()
        .max_by_key(|draft| draft.end)
    }

    /// Whether the piece is the tail of something written together: the 5 of
    /// "F5" or of "3.5", the "day" of "May-day".
    fn inside_a_word(&self, at: usize) -> bool {
        let (Some(word), Some(before)) = (self.words.get(at), self.before(at)) else {
            return false;
        };
        if word.gap != Gap::Glued {
            return false;
        }
        let tail_of_number = |mark: &str| {
            before.is_mark(mark) && self.words[at - 1].gap == Gap::Glued && at >= 2 && {
                let earlier = &self.words[at - 2];
                earlier.shape == Shape::Digits && word.shape == Shape::Digits
            }
        };
        before.shape != Shape::Mark
            || tail_of_number(".")
            || tail_of_number(",")
            || tail_of_number(":")
            || tail_of_number("-")
            || tail_of_number("/")
    }

    /// A date with the portion and the time of day around it.
    fn date_expression(&self, at: usize) -> Option<Draft> {
        let (portion, start) = match self.portion(at) {
            Some((portion, next)) => (Some(portion), next),
            None => (None, at),
        };
        let plain = self.date(at);
        let with_portion = portion
            .and_then(|_| self.date(start))
            .filter(|(_, end)| plain.as_ref().is_none_or(|(_, other)| end > other));
        let (portion, (meaning, end)) = match with_portion {
            Some(found) => (portion, found),
            None => (None, plain?),
        };
        let mut draft = Draft::new(at, end, TimeKind::Date, meaning);
        let about = || self.after_role(at, Role::About).then_some(Portion::Approx);
        draft.portion = portion.or_else(about);
        draft.kind = draft.meaning.kind();
        if draft.meaning.is_day()
            && let Some((time, end)) = self.time_after_day(end)
        {
            draft.end = end;
            draft = draft.at(time);
        }
        Some(draft)
    }

    /// "early", "the end of", "mid-".
    fn portion(&self, at: usize) -> Option<(Portion, usize)> {
        let start = self.skip(at, Role::Article);
        let (portion, end) = [
            (Role::Start, Portion::Start),
            (Role::Mid, Portion::Mid),
            (Role::End, Portion::End),
            (Role::BeforeYear, Portion::Before),
            (Role::AfterYear, Portion::After),
        ]
        .into_iter()
        .filter_map(|(role, portion)| {
            let attached = matches!(portion, Portion::Before | Portion::After);
            let start = if attached { at } else { start };
            let end = self.role(start, role).or_else(|| self.role(at, role))?;
            Some((portion, end))
        })
        .max_by_key(|(_, end)| *end)?;
        Some((portion, self.link(end)))
    }

    /// A date without anything around it: the longest of all sorts.
    fn date(&self, at: usize) -> Option<(Meaning, usize)> {
        [
            self.named_date(at),
            self.other_calendar(at),
            self.holiday(at),
            self.counted_day(at),
            self.quarter(at),
            self.half(at),
            self.season(at),
            self.decade(at),
            self.century(at),
            self.turned(at),
            self.determined(at),
            self.year_back(at),
            self.end_of_year(at),
            self.elapsed(at),
            self.year_alone(at),
        ]
        .into_iter()
        .flatten()
        .rev()
        .max_by_key(|(_, end)| *end)
    }

    fn fixed(&self, at: usize) -> Option<Draft> {
        let (sense, end) = self.sense(at, |sense| match sense {
            Sense::Fixed { kind, value, vague } => Some((*kind, value, *vague)),
            _ => None,
        })?;
        let (kind, value, vague) = sense;
        if self
            .words
            .get(end)
            .is_some_and(|w| w.is_mark("-") && w.gap == Gap::Glued)
            || self.hyphen_before(at)
        {
            return None;
        }
        let edtf = (!vague && kind != TimeKind::Date).then(|| value.clone());
        Some(Draft::new(
            at,
            end,
            kind,
            Meaning::Fixed {
                timex: value.clone(),
                edtf,
                vague,
            },
        ))
    }

    /// The first (longest) sense that `choose` takes.
    fn sense<T>(&self, at: usize, choose: impl Fn(&'a Sense) -> Option<T>) -> Option<(T, usize)> {
        self.lexicon
            .senses(self.words, at)
            .find_map(|(sense, end)| Some((choose(sense)?, end)))
    }

    /// The index after a word of this role.
    fn role(&self, at: usize, role: Role) -> Option<usize> {
        self.sense(at, |sense| (*sense == Sense::Role(role)).then_some(()))
            .map(|((), end)| end)
    }

    fn skip(&self, at: usize, role: Role) -> usize {
        self.role(at, role).unwrap_or(at)
    }

    /// Whether the words just before have this role.
    fn after_role(&self, at: usize, role: Role) -> bool {
        (1..=2).any(|back| at >= back && self.role(at - back, role) == Some(at))
    }

    fn before(&self, at: usize) -> Option<&Word<'a>> {
        at.checked_sub(1).and_then(|before| self.words.get(before))
    }

    fn glued(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.gap == Gap::Glued)
    }

    fn mark(&self, at: usize, mark: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.is_mark(mark))
    }

    /// The index after a hyphen written between two words, if there is one.
    fn hyphen(&self, at: usize) -> Option<usize> {
        (self.mark(at, "-") && self.glued(at) && self.glued(at + 1)).then_some(at + 1)
    }

    /// The same, or the place itself.
    fn link(&self, at: usize) -> usize {
        self.hyphen(at).unwrap_or(at)
    }

    fn hyphen_before(&self, at: usize) -> bool {
        at >= 2 && self.hyphen(at - 1) == Some(at)
    }

    /// A comma, or the place itself.
    fn comma(&self, at: usize) -> usize {
        if self.mark(at, ",") { at + 1 } else { at }
    }
}

impl Meaning {
    /// Whether it is a single day, so that a time of day can go with it.
    pub(super) fn is_day(&self) -> bool {
        match self {
            Meaning::Period(period, _) => {
                matches!(period, Period::Day(..) | Period::Holiday(_))
            }
            Meaning::Weekday(..)
            | Meaning::WeekdayNear(..)
            | Meaning::WeekdayOf(..)
            | Meaning::DayOfMonth(..)
            | Meaning::Day(_) => true,
            Meaning::Shift(unit, _) | Meaning::Same(unit, _) => {
                unit.measure == super::meaning::Measure::Day
            }
            _ => false,
        }
    }

    fn year(year: i32) -> Self {
        Meaning::Period(Period::Year, Year::Is(year))
    }
}

/// Where an amount of time is counted from, by the word after it.
fn counted_from(role: Role) -> Option<(i32, From)> {
    match role {
        Role::Ago => Some((-1, From::Report)),
        Role::Hence => Some((1, From::Report)),
        Role::Earlier | Role::EarlierAtEnd => Some((-1, From::Narrative)),
        Role::Later | Role::LaterAtEnd => Some((1, From::Narrative)),
        _ => None,
    }
}
