//! From what an expression means to which dates it stands for.

mod choose;
mod pattern;
mod stamp;
mod story;
mod tense;

use jiff::civil::Date;

use super::distance::Distance;
use super::expression::{Anchor, AnchoredOn, Portion, TimeExpression, TimeKind};
use super::lexicon::{Lexicon, Tense};
use super::meaning::{Amount, Draft, Meaning, Period, TimeOfDay, Year};
use super::scan::Word;
use pattern::{pattern, unanchored};
use stamp::{Stamp, iso_duration, time_suffix};

pub(super) use stamp::duration;

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
        index: 0,
    };
    drafts
        .into_iter()
        .enumerate()
        .filter_map(|(index, draft)| {
            resolver.index = index;
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
                from_event: draft
                    .from_event
                    .and_then(|sign| distance(&draft.meaning, sign)),
                stretch: resolver.stretch(&draft.meaning),
                vague: value.vague,
            })
        })
        .collect()
}

fn distance(meaning: &Meaning, sign: i32) -> Option<Distance> {
    match meaning {
        Meaning::Length(Amount::Twelfths(twelfths), unit, _) => Some(Distance {
            twelfths: *twelfths,
            unit: *unit,
            sign,
        }),
        _ => None,
    }
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
    latest: Option<Noted<Stamp>>,
    latest_day: Option<Noted<Date>>,
    /// The latest quarter named, and at which word.
    quarter: Option<(Noted<(i32, i8)>, usize)>,
    cue: Option<tense::Cue>,
    /// First word of the expression at hand, and its place in the list.
    at: usize,
    index: usize,
}

/// Something an earlier expression named.
#[derive(Clone, Copy)]
struct Noted<T> {
    value: T,
    anchor: AnchoredOn,
}

impl Resolver<'_> {
    fn value(&mut self, draft: &Draft) -> Value {
        match &draft.meaning {
            Meaning::Length(amount, unit, _) => Value {
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

    /// The days from the report's to the other end of a length that reaches back from it or on. What was done "over the next
    /// two days" is counted from something told before.
    fn stretch(&self, meaning: &Meaning) -> Option<String> {
        let Meaning::Length(_, _, reach @ (-1 | 1)) = meaning else {
            return None;
        };
        let is_past = |cue: tense::Cue| cue.tense == Tense::Past;
        if *reach > 0 && self.cue.is_some_and(is_past) {
            return None;
        }
        let today = self.today?.to_string();
        let mut far = distance(meaning, *reach)?.in_days().from(&today)?;
        let near = today.get(..far.trim_end_matches('~').len())?;
        // Months and years are counted roughly.
        if near.len() < today.len() {
            far.push('~');
        }
        Some(match reach {
            _ if far == near => far,
            -1 => format!("{far}/{near}"),
            _ => format!("{near}/{far}"),
        })
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
        match draft.portion {
            Some(Portion::Before) => edtf = edtf.map(|value| format!("../{value}")),
            Some(Portion::After) => edtf = edtf.map(|value| value + "/.."),
            _ => {}
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
            edtf: unanchored(meaning),
            ..Value::open(timex)
        }
    }

    fn note(&mut self, stamp: Stamp) {
        let anchor = AnchoredOn::Other(self.index);
        self.latest = Some(Noted {
            value: stamp,
            anchor,
        });
        match stamp {
            Stamp::Day(value) => self.latest_day = Some(Noted { value, anchor }),
            Stamp::Quarter(year, quarter) => {
                let value = (year, quarter);
                self.quarter = Some((Noted { value, anchor }, self.at));
            }
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
                .is_some_and(|quarter| stamp.year() < quarter.value.0),
            _ => false,
        }
    }
}

impl TimeExpression {
    /// Whether it names a calendar date, whole or in part.
    pub fn is_date(&self) -> bool {
        matches!(self.kind, TimeKind::Date | TimeKind::Time)
    }
}
