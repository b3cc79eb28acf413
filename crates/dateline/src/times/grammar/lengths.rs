//! Lengths of time, what is that far away, and what comes again and again.

use super::{Reader, counted_from};
use crate::times::expression::{Portion, TimeKind};
use crate::times::lexicon::{Role, Sense, Use};
use crate::times::meaning::{Amount, Draft, Meaning, Measure, Unit};
use crate::times::resolve::duration;
use crate::times::scan::Shape;

struct Length {
    amount: Amount,
    unit: Unit,
    end: usize,
    portion: Option<Portion>,
}

impl Reader<'_> {
    /// "three days", "a year and a half", "nearly two months", "five-year".
    fn length(&self, at: usize) -> Option<Length> {
        let bound = [
            (Role::AtLeast, Portion::AtLeast),
            (Role::AtMost, Portion::AtMost),
        ]
        .into_iter()
        .find_map(|(role, portion)| Some((portion, self.role(at, role)?)));
        let (portion, start) = match bound {
            Some((portion, next)) => (Some(portion), next),
            None if self.after_role(at, Role::About) => (Some(Portion::Approx), at),
            None => (None, at),
        };
        let start = if bound.is_some() {
            self.skip_determiner(start)
        } else {
            start
        };
        let counted = self.amount(start).and_then(|(amount, next)| {
            let next = self.skip(self.link(next), Role::More);
            let (unit, end) = self.unit(self.link(next))?;
            Some((amount, unit, end))
        });
        let (amount, unit, end) = match counted {
            Some(found) => found,
            None => {
                let next = self.skip(self.role(start, Role::One)?, Role::Whole);
                let (unit, end) = self.unit(next)?;
                let ambiguous = matches!(unit.measure, Measure::Second | Measure::Quarter);
                if unit.plural || unit.weekend || ambiguous {
                    return None;
                }
                (Amount::whole(1), unit, end)
            }
        };
        if unit.weekend {
            return None;
        }
        let (amount, end) = self.and_a_half(amount, end);
        Some(Length {
            amount,
            unit,
            end,
            portion,
        })
    }

    fn skip_determiner(&self, at: usize) -> usize {
        let article = self.skip(at, Role::Article);
        [Role::Past, Role::Last, Role::Next]
            .into_iter()
            .find_map(|role| self.role(article, role))
            .unwrap_or(article)
    }

    fn and_a_half(&self, amount: Amount, end: usize) -> (Amount, usize) {
        let half = self
            .role(end, Role::And)
            .and_then(|next| self.role(next, Role::One))
            .and_then(|next| self.role(next, Role::Half));
        match (amount, half) {
            (Amount::Twelfths(twelfths), Some(end)) => {
                (Amount::Twelfths(twelfths.saturating_add(6)), end)
            }
            _ => (amount, end),
        }
    }

    /// "two days ago", "three years earlier", "a week from now".
    pub(super) fn elapsed(&self, at: usize) -> Option<(Meaning, usize)> {
        let length = self
            .length(at)
            .or_else(|| self.bare(at))
            .or_else(|| self.the_one(at))?;
        let next = self.role(length.end, Role::Loose).unwrap_or(length.end);
        let (sign, from, end) = [
            Role::Ago,
            Role::Hence,
            Role::Earlier,
            Role::Later,
            Role::EarlierAtEnd,
            Role::LaterAtEnd,
        ]
        .into_iter()
        .find_map(|role| {
            let (sign, from) = counted_from(role)?;
            let end = self.role(next, role)?;
            let free = !matches!(role, Role::EarlierAtEnd | Role::LaterAtEnd)
                || self
                    .words
                    .get(end)
                    .is_none_or(|word| word.shape == Shape::Mark);
            free.then_some((sign, from, end))
        })?;
        Some((
            Meaning::Elapsed {
                amount: length.amount,
                unit: length.unit,
                sign,
                from,
            },
            end,
        ))
    }

    /// "the day" before "after the vote" or "before".
    fn the_one(&self, at: usize) -> Option<Length> {
        let (unit, end) = self.unit(self.role(at, Role::Article)?)?;
        let long = matches!(
            unit.measure,
            Measure::Day | Measure::Week | Measure::Month | Measure::Year
        );
        (long && unit.count == 1 && !unit.plural && !unit.weekend).then_some(Length {
            amount: Amount::whole(1),
            unit,
            end,
            portion: None,
        })
    }

    /// Whether an event follows that a length is counted from, and the direction.
    pub(super) fn before_or_after_event(&self, at: usize) -> Option<i32> {
        let (sign, end) = self
            .role(at, Role::EventAfter)
            .map(|end| (1, end))
            .or_else(|| Some((-1, self.role(at, Role::EventBefore)?)))?;
        self.words
            .get(end)
            .is_some_and(|word| word.shape == Shape::Letters)
            .then_some(sign)
    }

    /// "years", "weeks" without a number.
    fn bare(&self, at: usize) -> Option<Length> {
        let (unit, end) = self.unit(at)?;
        let free = !self.after_role(at, Role::First)
            && self
                .words
                .get(at - usize::from(at > 0))
                .is_none_or(|before| at == 0 || before.shape != Shape::Digits);
        (unit.plural && free && !matches!(unit.measure, Measure::Second | Measure::Quarter))
            .then_some(Length {
                amount: Amount::Unknown,
                unit,
                end,
                portion: None,
            })
    }

    pub(super) fn length_expression(&self, at: usize) -> Option<Draft> {
        let article = self.skip(at, Role::Article);
        let determiner = [
            (Role::Past, -1),
            (Role::Last, -1),
            (Role::Next, 1),
            (Role::First, 0),
            (Role::Before, 0),
            (Role::After, 0),
            (Role::Latest, 0),
            (Role::This, 0),
            (Role::YearBack, 0),
        ]
        .into_iter()
        .find_map(|(role, reach)| Some((self.role(article, role)?, reach)));
        let (start, reach) = determiner.unwrap_or((article, 0));
        let the_one = self
            .the_one(at)
            .filter(|length| self.before_or_after_event(length.end).is_some());
        let length = match self.length(start) {
            Some(length) if start == at || self.role(start, Role::One).is_none() => length,
            _ => the_one.or_else(|| self.bare(at))?,
        };
        // "the two-week truce" is named without its article.
        let hyphenated = length.end >= 2 && self.hyphen_before(length.end - 1);
        if article != at && determiner.is_none() && hyphenated {
            return None;
        }
        if self.is_age(&length) {
            return None;
        }
        let mut end = length.end;
        if let Some(next) = self.hyphen(end) {
            match self.role(next, Role::Length) {
                Some(after) => end = after,
                None if self.words[next].shape == Shape::Letters
                    && self.hyphen_before_unit(length.end) => {}
                None => return None,
            }
        }
        let end = self.role(end, Role::Loose).unwrap_or(end);
        if self.is_rate(at, &length) {
            return None;
        }
        // "the last two weeks of the siege" are counted from the siege.
        let reach = match self.role(end, Role::Of) {
            Some(_) => 0,
            None => reach,
        };
        let again = length.amount == Amount::whole(1)
            && self.role(at, Role::One).is_some()
            && self.after_role(at, Role::EveryBefore);
        if again {
            let value = duration(length.amount, length.unit);
            return Some(Draft::new(
                at,
                end,
                TimeKind::Set,
                Meaning::Recurring(value),
            ));
        }
        let mut draft = Draft::new(
            at,
            end,
            TimeKind::Duration,
            Meaning::Length(length.amount, length.unit, reach),
        );
        draft.portion = length.portion;
        draft.from_event = self.before_or_after_event(end);
        Some(draft)
    }

    /// "two-week-old": hyphens all through.
    fn hyphen_before_unit(&self, end: usize) -> bool {
        end >= 2 && self.hyphen_before(end - 1)
    }

    /// "six-year-old", "52 years old": a person's age, hardly ever a time.
    fn is_age(&self, length: &Length) -> bool {
        let old = self.role(self.link(length.end), Role::Old);
        old.is_some() && length.amount != Amount::Unknown
    }

    /// "60 miles an hour".
    fn is_rate(&self, at: usize, length: &Length) -> bool {
        length.amount == Amount::whole(1)
            && self.role(at, Role::One).is_some()
            && self.after_role(at, Role::RateBefore)
    }

    /// "every Friday", "each year", "Mondays", "Tuesday nights", "every two weeks".
    pub(super) fn recurring(&self, at: usize) -> Option<Draft> {
        let draft = |end: usize, value: String| {
            Some(Draft::new(
                at,
                end,
                TimeKind::Set,
                Meaning::Recurring(value),
            ))
        };
        let Some(next) = self.role(at, Role::Each) else {
            return self
                .weekly(at)
                .and_then(|(value, end, plural)| plural.then(|| draft(end, value)).flatten());
        };
        let other = self.role(next, Role::Other);
        if let Some((unit, end)) = self.unit(other.unwrap_or(next))
            && !unit.plural
        {
            if unit.weekend {
                return draft(end, "XXXX-WXX-WE".to_owned());
            }
            let count = if other.is_some() { 2 } else { 1 };
            return draft(end, duration(Amount::whole(count), unit));
        }
        if let Some((amount, after)) = self.amount(next)
            && let Some((unit, end)) = self.unit(after)
        {
            return draft(end, duration(amount, unit));
        }
        if let Some((value, end, _)) = self.weekly(next) {
            return draft(end, value);
        }
        if let Some((month, end)) = self.month_after_turn(next) {
            return draft(end, format!("XXXX-{month:02}"));
        }
        let (part, end) = self.sense(next, |sense| match sense {
            Sense::Part(code, false) => Some(*code),
            _ => None,
        })?;
        draft(end, format!("XXXX-XX-XXT{part}"))
    }

    /// A weekday with a part of the day; and whether one of them is in the plural.
    fn weekly(&self, at: usize) -> Option<(String, usize, bool)> {
        if !self.words.get(at)?.capitalised() {
            return None;
        }
        let ((day, usage), end) = self.sense(at, |sense| match sense {
            Sense::Weekday(day, usage @ (Use::Name | Use::Plural)) => Some((*day, *usage)),
            _ => None,
        })?;
        let part = self.sense(end, |sense| match sense {
            Sense::Part(code, plural) => Some((*code, *plural)),
            _ => None,
        });
        let value = format!("XXXX-WXX-{day}");
        Some(match part {
            Some(((code, plural), end)) => (
                format!("{value}T{code}"),
                end,
                plural || usage == Use::Plural,
            ),
            None => (value, end, usage == Use::Plural),
        })
    }
}
