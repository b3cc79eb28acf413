//! From what an expression means to which dates it stands for.

mod choose;
mod stamp;
mod tense;

use jiff::ToSpan;
use jiff::civil::Date;

use super::expression::{Anchor, AnchoredOn, Portion, TimeExpression, TimeKind};
use super::lexicon::{Lexicon, Tense};
use super::meaning::{Amount, Draft, From, Meaning, Measure, Period, TimeOfDay, Turn, Unit, Year};
use super::scan::Word;
use stamp::{Stamp, iso_duration, time_suffix};

pub(super) use stamp::duration;

/// For how many words a quarter stays the one that "a year earlier" means.
const QUARTER_STAYS: usize = 150;

/// Gives every draft its value, in the order of the text.
pub(super) fn resolve(
    words: &[Word<'_>],
    drafts: Vec<Draft>,
    anchor: &Anchor,
    lexicon: &Lexicon,
) -> Vec<TimeExpression> {
    let mut resolver = Resolver {
        today: anchor.today(),
        lexicon,
        latest: None,
        latest_day: None,
        quarter: None,
        cue: None,
        at: 0,
    };
    drafts
        .into_iter()
        .filter_map(|draft| {
            let first = words.get(draft.first)?;
            let last = words.get(draft.end.checked_sub(1)?)?;
            // "Friday's vote" belongs to the clause only loosely.
            let loose = tense::possessive(words, draft.end);
            resolver.cue =
                tense::tense_around(words, &draft, lexicon).filter(|cue| cue.close || !loose);
            resolver.at = draft.first;
            let value = resolver.value(&draft);
            Some(TimeExpression {
                span: first.start..last.end,
                kind: draft.kind,
                value: value.edtf,
                timex_value: value.timex,
                anchor: value.anchor,
                portion: draft.portion,
                vague: value.vague,
            })
        })
        .collect()
}

struct Value {
    timex: String,
    edtf: Option<String>,
    anchor: AnchoredOn,
    vague: bool,
}

impl Value {
    fn open(timex: impl Into<String>) -> Self {
        Value {
            timex: timex.into(),
            edtf: None,
            anchor: AnchoredOn::Nothing,
            vague: false,
        }
    }
}

/// What is known while the text is read from its start.
struct Resolver<'l> {
    today: Option<Date>,
    lexicon: &'l Lexicon,
    /// The latest period named.
    latest: Option<Stamp>,
    latest_day: Option<Date>,
    /// The latest quarter named, and at which word.
    quarter: Option<(i32, i8, usize)>,
    cue: Option<tense::Cue>,
    at: usize,
}

impl Resolver<'_> {
    fn value(&mut self, draft: &Draft) -> Value {
        match &draft.meaning {
            Meaning::Length(amount, unit) => Value {
                edtf: iso_duration(*amount, *unit),
                vague: *amount == Amount::Unknown,
                ..Value::open(duration(*amount, *unit))
            },
            Meaning::Recurring(value) => Value {
                edtf: value.starts_with('P').then(|| value.replace("1Q", "3M")),
                ..Value::open(value.clone())
            },
            Meaning::Fixed { timex, edtf, vague } => {
                if let Some(day) = edtf.as_deref().and_then(|day| day.parse().ok()) {
                    self.note(Stamp::Day(day));
                }
                Value {
                    edtf: edtf.clone(),
                    vague: *vague,
                    ..Value::open(timex.clone())
                }
            }
            Meaning::Between(first, last) => match self.both(first, last) {
                Some((first, last, anchor)) => self.interval(first, last, anchor),
                None => Value {
                    edtf: unanchored(first)
                        .zip(unanchored(last))
                        .map(|(a, b)| format!("{a}/{b}")),
                    ..Value::open(format!("{}/{}", pattern(first), pattern(last)))
                },
            },
            Meaning::Elapsed {
                amount: Amount::Unknown,
                sign,
                ..
            } => Value {
                vague: true,
                ..Value::open(if *sign < 0 { "PAST_REF" } else { "FUTURE_REF" })
            },
            meaning => match self.stamp(meaning) {
                Some((stamp, anchor)) => {
                    if !self.is_comparison(meaning, stamp) {
                        self.note(stamp);
                    }
                    self.written(stamp, anchor, draft)
                }
                None => self.unresolved(meaning, draft.time),
            },
        }
    }

    /// Both ends of an interval, in the same year unless they name their own.
    fn both(&self, first: &Meaning, last: &Meaning) -> Option<(Stamp, Stamp, AnchoredOn)> {
        let (from, anchor) = self.stamp(first)?;
        let (to, _) = match last {
            Meaning::Period(period, Year::Turn(_)) => {
                self.stamp(&Meaning::Period(*period, Year::Is(from.year())))?
            }
            last => self.stamp(last)?,
        };
        Some((from, to, anchor))
    }

    fn interval(&mut self, first: Stamp, last: Stamp, anchor: AnchoredOn) -> Value {
        self.note(first);
        let ends = first.bounds().zip(last.bounds());
        let days = |text: fn(Stamp) -> Option<String>| {
            text(first).zip(text(last)).map(|(a, b)| format!("{a}/{b}"))
        };
        Value {
            timex: days(|stamp| Some(stamp.timex())).unwrap_or_default(),
            edtf: ends
                .filter(|((first, _), (_, last))| first <= last)
                .and_then(|_| days(Stamp::edtf)),
            anchor,
            vague: false,
        }
    }

    fn written(&self, stamp: Stamp, anchor: AnchoredOn, draft: &Draft) -> Value {
        let mut timex = stamp.timex();
        let mut edtf = stamp.edtf();
        if let (Some(time), Stamp::Day(day)) = (draft.time, stamp) {
            let (suffix, clock) = time_suffix(time);
            timex.push_str(&suffix);
            edtf = Some(match clock {
                Some(clock) => format!("{day}{clock}"),
                None => day.to_string(),
            });
        } else if draft.portion == Some(Portion::Approx)
            && matches!(stamp, Stamp::Day(_) | Stamp::Month(..) | Stamp::Year(_))
        {
            edtf = edtf.map(|value| value + "~");
        }
        Value {
            timex,
            edtf,
            anchor,
            vague: false,
        }
    }

    fn unresolved(&self, meaning: &Meaning, time: Option<TimeOfDay>) -> Value {
        let mut timex = pattern(meaning);
        if let Some(time) = time {
            timex.push_str(&time_suffix(time).0);
        }
        Value {
            edtf: unanchored(meaning).filter(|_| time.is_none()),
            ..Value::open(timex)
        }
    }

    fn note(&mut self, stamp: Stamp) {
        self.latest = Some(stamp);
        match stamp {
            Stamp::Day(day) => self.latest_day = Some(day),
            Stamp::Quarter(year, quarter) => self.quarter = Some((year, quarter, self.at)),
            _ => {}
        }
    }

    /// "a year earlier", "the 1988 quarter": named to compare the quarter the
    /// text speaks of, which stays the one it speaks of.
    fn is_comparison(&self, meaning: &Meaning, stamp: Stamp) -> bool {
        match meaning {
            Meaning::YearBack(_) => true,
            Meaning::Elapsed { unit, .. } => unit.is_year() && self.current_quarter().is_some(),
            Meaning::Period(Period::SomeQuarter | Period::Quarter(_), Year::Is(_)) => self
                .current_quarter()
                .is_some_and(|(year, _)| stamp.year() < year),
            _ => false,
        }
    }

    /// The quarter the text speaks of, if it did so lately.
    fn current_quarter(&self) -> Option<(i32, i8)> {
        let (year, quarter, at) = self.quarter?;
        (self.at.saturating_sub(at) < QUARTER_STAYS).then_some((year, quarter))
    }

    fn stamp(&self, meaning: &Meaning) -> Option<(Stamp, AnchoredOn)> {
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
                    Some(day) => (day, AnchoredOn::Other),
                    None => (self.today?, AnchoredOn::Published),
                };
                let weekday = stamp::weekday(*day)?;
                let day = match by {
                    0 => choose::on_or_before(from, weekday)?,
                    by => from.nth_weekday((*by).signum(), weekday).ok()?,
                };
                Some((Stamp::Day(day), anchor))
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
            Some(stamp) => Some((stamp.year(), AnchoredOn::Other)),
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
        let over = || {
            let today = self.today?;
            let quarter = (today.month() + 2) / 3;
            Some(match quarter {
                1 => (i32::from(today.year()) - 1, 4),
                _ => (i32::from(today.year()), quarter - 1),
            })
        };
        match year {
            Year::Is(year) => {
                let (_, quarter) = self.current_quarter().or_else(over)?;
                Some((Stamp::Quarter(year, quarter), AnchoredOn::Other))
            }
            Year::Turn(Turn::Latest) => {
                let (year, quarter) = over()?;
                Some((Stamp::Quarter(year, quarter), AnchoredOn::Published))
            }
            _ => match self.current_quarter() {
                Some((year, quarter)) => Some((Stamp::Quarter(year, quarter), AnchoredOn::Other)),
                None => {
                    let (year, quarter) = over()?;
                    Some((Stamp::Quarter(year, quarter), AnchoredOn::Published))
                }
            },
        }
    }

    fn year_back(&self, quarter: Option<Period>) -> Option<(Stamp, AnchoredOn)> {
        let stamp = match quarter {
            Some(Period::Quarter(number)) => {
                self.by_turn(Period::Quarter(number), Turn::Nearest)?
            }
            _ => match self.current_quarter() {
                Some((year, number)) => Stamp::Quarter(year, number),
                None if quarter.is_some() => self.some_quarter(Year::Turn(Turn::Latest))?.0,
                None => Stamp::Year(self.today?.year().into()),
            },
        };
        Some((stamp.moved_by_years(-1)?, AnchoredOn::Other))
    }

    /// "that day", "the following year".
    fn same(&self, unit: Unit, by: i32) -> Option<(Stamp, AnchoredOn)> {
        let (day, anchor) = match (self.latest, self.latest_day) {
            (_, Some(day)) if unit.is_day() => (day, AnchoredOn::Other),
            (Some(stamp), _) if !unit.is_day() => (stamp.bounds()?.0, AnchoredOn::Other),
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
                .filter(|_| sign < 0 && unit.is_year() && whole == -1);
            if let Some((year, quarter)) = lately {
                return Some((Stamp::Quarter(year - 1, quarter), AnchoredOn::Other));
            }
            return match narrative {
                Some(stamp @ (Stamp::Month(..) | Stamp::Season(..) | Stamp::Half(..))) => {
                    Some((stamp.moved_by_years(whole)?, AnchoredOn::Other))
                }
                Some(stamp) => Some((
                    Stamp::Year(stamp.year().checked_add(whole)?),
                    AnchoredOn::Other,
                )),
                None => Some((
                    Stamp::Year(i32::from(self.today?.year()).checked_add(whole)?),
                    AnchoredOn::Published,
                )),
            };
        }
        let (day, anchor) = match narrative.and_then(Stamp::bounds) {
            Some((first, _)) => (first, AnchoredOn::Other),
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

/// What is known of a date without an anchor, in TIMEX3 notation.
fn pattern(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Period(period, _) => match period {
            Period::Day(month, day) | Period::WeekOf(month, day) => {
                format!("XXXX-{month:02}-{day:02}")
            }
            Period::Month(month) => format!("XXXX-{month:02}"),
            Period::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Period::SomeQuarter => "XXXX-QX".to_owned(),
            Period::Half(half) => format!("XXXX-H{half}"),
            Period::Season(season) => format!("XXXX-{}", season.code()),
            Period::Holiday(_) => "XXXX-XX-XX".to_owned(),
            Period::Year | Period::Decade | Period::Century => "XXXX".to_owned(),
        },
        Meaning::Weekday(day, _) | Meaning::WeekdayNear(day, _) => format!("XXXX-WXX-{day}"),
        Meaning::Shift(unit, _) | Meaning::Same(unit, _) | Meaning::Elapsed { unit, .. } => {
            match unit.measure {
                _ if unit.weekend => "XXXX-WXX-WE",
                Measure::Week => "XXXX-WXX",
                Measure::Month => "XXXX-XX",
                Measure::Quarter => "XXXX-QX",
                Measure::Year => "XXXX",
                _ => "XXXX-XX-XX",
            }
            .to_owned()
        }
        Meaning::YearBack(_) => "XXXX".to_owned(),
        Meaning::Numeric { year, .. } => format!("{year:04}-XX-XX"),
        _ => "XXXX-XX-XX".to_owned(),
    }
}

/// The EDTF value of a day or month whose year is not known.
fn unanchored(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Period(Period::Day(..) | Period::Month(_), Year::Turn(_)) => {
            Some(pattern(meaning))
        }
        _ => None,
    }
}

impl TimeExpression {
    /// Whether it names a calendar date, whole or in part.
    pub fn is_date(&self) -> bool {
        matches!(self.kind, TimeKind::Date | TimeKind::Time)
    }
}
