use jiff::Span;
use jiff::civil::Date;

use super::meaning::{Measure, Unit};

/// A length of time before or after an event, as in "two days after the attack".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// Twelfths of the unit, so that halves stay whole.
    pub(super) twelfths: u64,
    pub(super) unit: Unit,
    /// 1 after the event, -1 before it.
    pub(super) sign: i32,
}

/// Hours of a day.
const HOURS: u64 = 24;

impl Distance {
    /// A distance of a day's hours and more in days, the last one begun counted whole; any other as it is.
    pub(super) fn in_days(self) -> Distance {
        let hours = self.twelfths.saturating_mul(self.unit.count.into()) / 12;
        if self.unit.measure != Measure::Hour || hours < HOURS {
            return self;
        }
        Distance {
            twelfths: hours.div_ceil(HOURS).saturating_mul(12),
            unit: Unit::one(Measure::Day),
            ..self
        }
    }

    /// The date this far from an event, as EDTF, no finer than the unit: years
    /// from a day give a year, months a month; weeks give an approximate day.
    ///
    /// `event` is EDTF: a day (a time of day is ignored), a month or a year.
    /// `None` if it is less precise than the distance, or not a single date.
    pub fn from(self, event: &str) -> Option<String> {
        let units = self.twelfths.checked_mul(self.unit.count.into())?;
        let count = i32::try_from(units / 12).ok()?.checked_mul(self.sign)?;
        let exact = units % 12 == 0;
        let measure = self.unit.measure;
        let year = |text: &str| text.parse::<i32>().ok().filter(|_| text.len() == 4);
        if measure == Measure::Year && exact {
            let plain = event.get(..4)?;
            let single = event.len() == 4 || event.as_bytes().get(4) == Some(&b'-');
            return (single && !event.contains('/'))
                .then(|| year(plain)?.checked_add(count))?
                .map(|year| format!("{year:04}"));
        }
        let months = match measure {
            Measure::Year => {
                let months = i32::try_from(units).ok()?;
                Some(months.checked_mul(self.sign)?)
            }
            Measure::Quarter => Some(count.checked_mul(3)?),
            Measure::Month => Some(count),
            _ => None,
        };
        let single = !event.contains('/');
        let day: Option<Date> = event
            .get(..10)
            .filter(|_| single && matches!(event.as_bytes().get(10), None | Some(b'T')))
            .and_then(|day| day.parse().ok());
        if let Some(months) = months {
            let first = match day {
                Some(day) => day,
                None => event
                    .get(..7)
                    .filter(|_| event.len() == 7)
                    .and_then(|month| format!("{month}-01").parse().ok())?,
            };
            let day = first
                .checked_add(Span::new().try_months(months).ok()?)
                .ok()?;
            return Some(format!("{:04}-{:02}", day.year(), day.month()));
        }
        let day = day?;
        let moved = |span: Result<Span, jiff::Error>| day.checked_add(span.ok()?).ok();
        match measure {
            Measure::Week => moved(Span::new().try_weeks(count)).map(|day| format!("{day}~")),
            Measure::Day => moved(Span::new().try_days(count)).map(|day| day.to_string()),
            // An hour or two after something is the same day, as a rule.
            _ => Some(day.to_string()),
        }
    }
}
