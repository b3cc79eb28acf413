//! What an expression means before it is known when the report was written.

use super::expression::{Portion, TimeKind};

/// An expression found in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// Index of its first word.
    pub first: usize,
    /// Index after its last word.
    pub end: usize,
    pub kind: TimeKind,
    pub meaning: Meaning,
    pub time: Option<TimeOfDay>,
    pub portion: Option<Portion>,
    /// 1 if it is so long after an event named next, -1 if before.
    pub from_event: Option<i32>,
}

impl Draft {
    pub fn new(first: usize, end: usize, kind: TimeKind, meaning: Meaning) -> Self {
        Draft {
            first,
            end,
            kind,
            meaning,
            time: None,
            portion: None,
            from_event: None,
        }
    }

    /// A date that gets a time of day.
    pub fn at(mut self, time: TimeOfDay) -> Self {
        self.time = Some(time);
        self.kind = TimeKind::Time;
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A period of the calendar in some year.
    Period(Period, Year),
    /// A stretch between two of them: "6 to 8 January".
    Between(Box<Meaning>, Box<Meaning>),
    /// So many units from the current one: "last week" is -1.
    Shift(Unit, i32),
    /// The unit of an earlier expression, moved: "that year", "the following year".
    Same(Unit, i32),
    Weekday(i8, Turn),
    /// The weekday on or before another date: "the previous Friday".
    WeekdayNear(i8, i32),
    /// A weekday of the week so many weeks from the report's: "Friday last week".
    WeekdayOf(i8, i32),
    /// A day of the month so many months from the report's: "the 14th of last month".
    DayOfMonth(i8, i32),
    /// The weekend to come or at hand, unless the tense is past.
    ThisWeekend,
    /// Days from the day of the report.
    Day(i32),
    /// An amount before or after the report or an earlier expression.
    Elapsed {
        amount: Amount,
        unit: Unit,
        sign: i32,
        from: From,
    },
    /// A length of time, and whether it ends at the report's day ("the past two weeks": -1), begins there ("the next two weeks":
    /// 1) or stands anywhere (0).
    Length(Amount, Unit, i32),
    /// A recurring time with its TIMEX3 value.
    Recurring(String),
    /// A number of days that may be read in two orders: month first, day first.
    Numeric {
        year: i32,
        first: i8,
        second: i8,
    },
    /// "the year-ago quarter".
    YearBack(Option<Period>),
    /// A value known as it stands.
    Fixed {
        timex: String,
        edtf: Option<String>,
        vague: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Report,
    Narrative,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Year,
    /// Ten years; the year of the reference names one of them.
    Decade,
    Century,
    Quarter(i8),
    /// A quarter that the context names.
    SomeQuarter,
    Half(i8),
    /// Index of the season in `SEASONS`.
    Season(Season),
    Month(i8),
    Day(i8, i8),
    /// Index in the lexicon's list.
    Holiday(usize),
    /// The Monday-to-Sunday week that a day falls in.
    WeekOf(i8, i8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Is(i32),
    /// Counted from the year of the report.
    Shift(i32),
    /// Chosen by nearness and tense.
    Turn(Turn),
    /// That of the latest date named, moved.
    Same(i32),
}

/// Which of the many days or periods of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Told by the tense of the clause, else by nearness.
    Nearest,
    Last,
    This,
    Next,
    /// The latest that is over.
    Latest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    /// TIMEX3 code of a part of the day.
    Part(&'static str),
    Clock {
        hour: u8,
        minute: Option<u8>,
        second: Option<u8>,
        /// Minutes east of UTC.
        zone: Option<i16>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Measure {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// A unit of time: "decade" is ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub measure: Measure,
    pub count: u32,
    pub plural: bool,
    /// Two days at the end of a week.
    pub weekend: bool,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// Whole and twelfths, so that halves and quarters stay exact.
    Twelfths(u64),
    Unknown,
}

impl Amount {
    pub fn whole(count: u64) -> Self {
        Amount::Twelfths(count.saturating_mul(12))
    }
}

impl Unit {
    pub fn one(measure: Measure) -> Self {
        Unit {
            measure,
            count: 1,
            plural: false,
            weekend: false,
        }
    }

    pub fn weekend() -> Self {
        Unit {
            weekend: true,
            ..Unit::one(Measure::Week)
        }
    }

    fn is_one(&self, measure: Measure) -> bool {
        self.measure == measure && self.count == 1 && !self.weekend
    }

    pub fn is_year(&self) -> bool {
        self.is_one(Measure::Year)
    }

    pub fn is_quarter(&self) -> bool {
        self.is_one(Measure::Quarter)
    }

    pub fn is_month(&self) -> bool {
        self.is_one(Measure::Month)
    }

    pub fn is_week(&self) -> bool {
        self.is_one(Measure::Week)
    }

    pub fn is_day(&self) -> bool {
        self.is_one(Measure::Day)
    }
}
