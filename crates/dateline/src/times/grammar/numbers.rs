//! Numbers in figures and words.

use super::Reader;
use crate::times::lexicon::{NumberRole, Role, Sense};
use crate::times::meaning::Amount;
use crate::times::scan::Shape;

/// How many words of scale a number has at most: "two hundred thousand" has two.
const MOST_SCALES: usize = 6;

impl Reader<'_> {
    fn number_sense(&self, at: usize, role: NumberRole) -> Option<(u32, usize)> {
        self.sense(at, |sense| match sense {
            Sense::Number(value, found) if *found == role => Some(*value),
            _ => None,
        })
    }

    /// "first", "twenty-first", "3rd".
    pub(super) fn ordinal(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(found) = self.number_sense(at, NumberRole::Ordinal) {
            return Some(found);
        }
        let number = self.words.get(at)?.number()?;
        let end = self
            .role(at + 1, Role::DaySuffix)
            .filter(|_| self.glued(at + 1))?;
        Some((number, end))
    }

    /// The decade that a word names: 90 for "nineties".
    pub(super) fn decade_word(&self, at: usize) -> Option<(u32, usize)> {
        self.number_sense(at, NumberRole::Decade)
    }

    /// A number below a hundred: "twelve", "twenty-four".
    fn below_hundred(&self, at: usize) -> Option<(u64, usize)> {
        let Some((tens, end)) = self.number_sense(at, NumberRole::Tens) else {
            let (number, end) = self.number_sense(at, NumberRole::Cardinal)?;
            return Some((number.into(), end));
        };
        match self.number_sense(self.link(end), NumberRole::Cardinal) {
            Some((ones @ 1..=9, end)) => Some(((tens + ones).into(), end)),
            _ => Some((tens.into(), end)),
        }
    }

    /// A cardinal in words: "twelve", "two hundred and four", "a dozen".
    fn spelled(&self, at: usize) -> Option<(u64, usize)> {
        let (mut group, mut end) = match self.below_hundred(at) {
            Some(found) => found,
            None => {
                let start = self.role(at, Role::One)?;
                self.number_sense(start, NumberRole::Scale)?;
                (1, start)
            }
        };
        let mut total: u64 = 0;
        for _ in 0..MOST_SCALES {
            let Some((scale, next)) = self.number_sense(end, NumberRole::Scale) else {
                break;
            };
            end = next;
            group = group.saturating_mul(scale.into());
            if scale >= 1000 {
                total = total.saturating_add(group);
                group = 0;
            }
            let after = self.role(end, Role::And).unwrap_or(end);
            if let Some((rest, next)) = self.below_hundred(after).filter(|_| scale >= 100) {
                group = group.saturating_add(rest);
                end = next;
            }
        }
        Some((total.saturating_add(group), end))
    }

    /// Figures, with thousands set off by commas and a decimal fraction.
    fn figures(&self, at: usize) -> Option<(Amount, usize)> {
        let word = self.words.get(at)?;
        let mut value = u64::from(word.number()?);
        let mut end = at + 1;
        let digits = |at: usize| {
            self.words
                .get(at)
                .filter(|word| word.shape == Shape::Digits && self.glued(at))
        };
        while self.mark(end, ",") && self.glued(end) {
            let Some(group) = digits(end + 1).filter(|group| group.text.len() == 3) else {
                break;
            };
            value = value
                .saturating_mul(1000)
                .saturating_add(group.number()?.into());
            end += 2;
        }
        let mut twelfths = value.saturating_mul(12);
        if self.mark(end, ".")
            && self.glued(end)
            && let Some(fraction) = digits(end + 1).filter(|fraction| fraction.text.len() <= 3)
        {
            let scale = 10_u64.pow(fraction.text.len().try_into().ok()?);
            twelfths = twelfths.saturating_add(u64::from(fraction.number()?) * 12 / scale);
            end += 2;
        } else if let Some((part, next)) = self.fraction(self.link(end)) {
            twelfths = twelfths.saturating_add(part);
            end = next;
        }
        let scaled = self.number_sense(end, NumberRole::Scale);
        if let Some((scale, next)) = scaled {
            twelfths = twelfths.saturating_mul(scale.into());
            end = next;
        }
        Some((Amount::Twelfths(twelfths), end))
    }

    /// "1/2" in twelfths, or "½".
    fn fraction(&self, at: usize) -> Option<(u64, usize)> {
        if self.mark(at, "½") {
            return Some((6, at + 1));
        }
        let above = self.words.get(at)?.number()?;
        let below = self.words.get(at + 2)?.number()?;
        if self.mark(at + 1, "/")
            && self.glued(at + 1)
            && self.glued(at + 2)
            && above < below
            && below <= 12
        {
            Some((u64::from(above) * 12 / u64::from(below), at + 3))
        } else {
            None
        }
    }

    /// How many: "12", "2 1/2", "twenty four", "a few", "a couple of", "half a",
    /// "12 to 18" (of which the first counts).
    pub(super) fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        if let Some(end) = self.role(at, Role::Half) {
            let end = self.role(self.link(end), Role::One)?;
            return Some((Amount::Twelfths(6), end));
        }
        if let Some((amount, end)) = self.exact(at) {
            return Some((amount, self.second_bound(end)));
        }
        let start = self.skip(at, Role::One);
        if let Some((about, end)) = self.number_sense(start, NumberRole::About) {
            return Some((Amount::whole(about.into()), end));
        }
        self.number_sense(start, NumberRole::Unknown)
            .map(|(_, end)| (Amount::Unknown, end))
    }

    fn exact(&self, at: usize) -> Option<(Amount, usize)> {
        if let Some(found) = self.figures(at) {
            return Some(found);
        }
        let (number, end) = self.spelled(at)?;
        let half = self
            .role(end, Role::And)
            .and_then(|next| self.role(next, Role::One))
            .and_then(|next| self.role(next, Role::Half));
        match half {
            Some(end) => Some((
                Amount::Twelfths(number.saturating_mul(12).saturating_add(6)),
                end,
            )),
            None => Some((Amount::whole(number), end)),
        }
    }

    fn second_bound(&self, end: usize) -> usize {
        let next = self
            .role(end, Role::To)
            .or_else(|| self.role(end, Role::Or))
            .or_else(|| self.hyphen(end));
        next.and_then(|next| self.exact(next))
            .map_or(end, |(_, end)| end)
    }

    /// A year in four figures, or in words ("nineteen ninety-four", "two thousand").
    pub(super) fn year_number(&self, at: usize) -> Option<(i32, usize)> {
        let word = self.words.get(at)?;
        if word.shape == Shape::Digits {
            let year = word.number().filter(|_| word.text.len() == 4)?;
            let continued = (self.mark(at + 1, ",") || self.mark(at + 1, "."))
                && self.glued(at + 1)
                && self.glued(at + 2)
                && self.words[at + 2].shape == Shape::Digits;
            return (!continued && (1000..=2999).contains(&year))
                .then_some((i32::try_from(year).ok()?, at + 1));
        }
        let (number, end) = self.spelled(at)?;
        if let 2000..=2099 = number {
            return Some((i32::try_from(number).ok()?, end));
        }
        let century @ 15..=20 = number else {
            return None;
        };
        let (rest, end) = self
            .spelled(end)
            .filter(|(rest, _)| (10..=99).contains(rest))?;
        Some((i32::try_from(century * 100 + rest).ok()?, end))
    }

    /// "'98", as a year of the century around the report's: 1930 to 2029.
    pub(super) fn short_year(&self, at: usize) -> Option<(i32, usize)> {
        if !self.mark(at, "'") || !self.glued(at + 1) {
            return None;
        }
        let word = self.words.get(at + 1).filter(|word| word.text.len() == 2)?;
        let number = i32::try_from(word.number()?).ok()?;
        Some((if number < 30 { 2000 } else { 1900 } + number, at + 2))
    }
}
