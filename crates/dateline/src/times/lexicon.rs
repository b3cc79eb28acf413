//! What the words of time expressions mean, read from `lexicon/en/times`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::calendars::Feast;
use super::expression::TimeKind;
use super::meaning::{Measure, Season, Unit};
use super::scan::{Gap, Word, scan};
use crate::lexicon::{LexiconError, entries};

/// One thing that a form can mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sense {
    Month(i8, Use),
    Weekday(i8, Use),
    Unit(Unit),
    Number(u32, NumberRole),
    Season(Season, Use),
    /// TIMEX3 code of a part of the day, alone or in the plural.
    Part(&'static str, bool),
    /// A point of the day as hour and minute.
    Point(u8, u8),
    /// Days from today, and a part of that day.
    Day(i32, Option<&'static str>),
    Fixed {
        kind: TimeKind,
        value: String,
        vague: bool,
    },
    Holiday(usize),
    Era(Era),
    /// Month of another calendar.
    FeastMonth(super::calendars::Calendar, u8),
    Zone(Option<i16>),
    Role(Role),
    Tense(Tense),
}

/// How a name of a month, weekday or season is told from other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Name,
    Plural,
    Short,
    Word,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberRole {
    Cardinal,
    Tens,
    Scale,
    About,
    Unknown,
    Ordinal,
    Decade,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// A word that points ahead only right before the time itself: "until Friday".
    Deadline,
    /// A word after which a form in -ed does not tell of the past: "be held".
    Auxiliary,
}

/// Years counted otherwise than in the common era.
pub(super) type Era = super::calendars::Calendar;

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What a word of grammar does inside or beside a time expression.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            fn named(text: &str) -> Option<Role> {
                match text { $($text => Some(Role::$name),)* _ => None }
            }
        }
    };
}

roles! {
    /// "the".
    Article = "article",
    /// "a", "an": one of them.
    One = "one",
    Last = "last",
    /// "the past year": the stretch up to now.
    Past = "past",
    /// "the previous year": the one before the time spoken of.
    Before = "before",
    Next = "next",
    /// "the following year": the one after the time spoken of.
    After = "after",
    This = "this",
    That = "that",
    /// "the latest quarter": the one just over.
    Latest = "latest",
    Recent = "recent",
    Each = "each",
    Ago = "ago",
    Earlier = "earlier",
    /// "two days before", with nothing after it that it is before of.
    EarlierAtEnd = "earlier-at-end",
    /// "the day after", likewise.
    LaterAtEnd = "later-at-end",
    /// "two days after the attack".
    EventAfter = "event-after",
    EventBefore = "event-before",
    Later = "later",
    /// "from now".
    Hence = "hence",
    Start = "start",
    Mid = "mid",
    End = "end",
    AtLeast = "at-least",
    AtMost = "at-most",
    About = "about",
    Fiscal = "fiscal",
    Am = "am",
    Pm = "pm",
    OClock = "oclock",
    /// "6th".
    DaySuffix = "day-suffix",
    /// "year-ago", "year-earlier".
    YearBack = "year-back",
    /// "the period".
    Stretch = "stretch",
    Weekend = "weekend",
    Half = "half",
    And = "and",
    To = "to",
    Or = "or",
    Of = "of",
    In = "in",
    On = "on",
    At = "at",
    /// "years-long", "month-old".
    Length = "length",
    /// "six-year-old".
    Old = "old",
    /// "two years or so".
    Loose = "loose",
    /// "the year two thousand".
    YearWord = "year-word",
    /// "pre-1967".
    BeforeYear = "before-year",
    /// "post-1959".
    AfterYear = "after-year",
    /// "between 10 and 12 May".
    Between = "between",
    /// "1980s".
    DecadeSuffix = "decade-suffix",
    Century = "century",
    EraBefore = "era-before",
    EraAfter = "era-after",
    Whole = "whole",
    /// "two more weeks".
    More = "more",
    EndOfYear = "end-of-year",
    /// "the year ended 30 June".
    Close = "close",
    /// Words before which "May" is a month and 1990 a year.
    TimePreposition = "time-preposition",
    /// Words before which 1990 is a quantity.
    QuantityBefore = "quantity-before",
    /// Words after which it is one.
    QuantityAfter = "quantity-after",
    /// "the nine months", "the first nine months".
    First = "first",
    /// "a share", "miles an hour": a rate, not a length of time.
    RateBefore = "rate-before",
    /// "twice a year": a recurring time.
    EveryBefore = "every-before",
    /// "every other day".
    Other = "other",
}

#[derive(Debug)]
struct Entry {
    rest: Vec<String>,
    sense: Sense,
}

/// All forms, by their first word.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Place in `lists` of the forms that begin with a word.
    firsts: HashMap<String, usize>,
    lists: Vec<Vec<Entry>>,
    pub feasts: Vec<Feast>,
}

/// The English lexicon. A mistake in the files leaves it empty; the tests name
/// the mistake.
pub(super) fn english() -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::english().unwrap_or_default());
    &ENGLISH
}

macro_rules! file {
    ($name:literal) => {
        (
            concat!("en/times/", $name),
            include_str!(concat!("../../lexicon/en/times/", $name)),
        )
    };
}

impl Lexicon {
    /// Reads the English files.
    ///
    /// # Errors
    /// Names the first line that cannot be read.
    fn english() -> Result<Self, LexiconError> {
        let mut lexicon = Lexicon::default();
        lexicon.read(file!("months.tsv"), |[number, usage]| {
            Some(Sense::Month(number.parse().ok()?, usage_of(usage)?))
        })?;
        lexicon.read(file!("weekdays.tsv"), |[number, usage]| {
            Some(Sense::Weekday(number.parse().ok()?, usage_of(usage)?))
        })?;
        lexicon.read(file!("units.tsv"), |[measure, count, number]| {
            Some(Sense::Unit(Unit {
                measure: measure_of(measure)?,
                count: count.parse().ok()?,
                plural: number == "many",
                weekend: false,
            }))
        })?;
        lexicon.read(file!("numbers.tsv"), |[value, role]| {
            let role = match role {
                "cardinal" => NumberRole::Cardinal,
                "tens" => NumberRole::Tens,
                "scale" => NumberRole::Scale,
                "about" => NumberRole::About,
                "unknown" => NumberRole::Unknown,
                "ordinal" => NumberRole::Ordinal,
                "decade" => NumberRole::Decade,
                _ => return None,
            };
            Some(Sense::Number(value.parse().ok()?, role))
        })?;
        lexicon.read(file!("seasons.tsv"), |[code, usage]| {
            let season = match code {
                "SP" => Season::Spring,
                "SU" => Season::Summer,
                "FA" => Season::Autumn,
                "WI" => Season::Winter,
                _ => return None,
            };
            Some(Sense::Season(season, usage_of(usage)?))
        })?;
        lexicon.read(file!("day-parts.tsv"), |[code, usage]| {
            if usage == "point" {
                let (hour, minute) = code.split_once(':')?;
                return Some(Sense::Point(hour.parse().ok()?, minute.parse().ok()?));
            }
            Some(Sense::Part(part_code(code)?, usage == "parts"))
        })?;
        lexicon.read(file!("days.tsv"), |[days, part]| {
            Some(Sense::Day(days.parse().ok()?, part_code(part)))
        })?;
        lexicon.read(file!("fixed.tsv"), |[kind, value, vague]| {
            Some(Sense::Fixed {
                kind: match kind {
                    "date" => TimeKind::Date,
                    "time" => TimeKind::Time,
                    "duration" => TimeKind::Duration,
                    "set" => TimeKind::Set,
                    _ => return None,
                },
                value: value.to_owned(),
                vague: vague == "vague",
            })
        })?;
        lexicon.read(file!("zones.tsv"), |[offset]| {
            Some(Sense::Zone(if offset == "-" {
                None
            } else {
                Some(offset.parse().ok()?)
            }))
        })?;
        lexicon.read(file!("roles.tsv"), |[role]| {
            Role::named(role).map(Sense::Role)
        })?;
        lexicon.read(file!("tense.tsv"), |[tense]| match tense {
            "past" => Some(Sense::Tense(Tense::Past)),
            "future" => Some(Sense::Tense(Tense::Future)),
            "auxiliary" => Some(Sense::Tense(Tense::Auxiliary)),
            "deadline" => Some(Sense::Tense(Tense::Deadline)),
            _ => None,
        })?;
        lexicon.read(file!("eras.tsv"), |[calendar]| {
            Era::named(calendar).map(Sense::Era)
        })?;
        lexicon.read(file!("calendar-months.tsv"), |[calendar, month]| {
            Some(Sense::FeastMonth(
                Era::named(calendar)?,
                month
                    .parse()
                    .ok()
                    .filter(|month| (1..=13).contains(month))?,
            ))
        })?;
        let mut feasts = Vec::new();
        lexicon.read(file!("holidays.tsv"), |[rule, days, usage]| {
            feasts.push(Feast::parse(rule, days, usage)?);
            Some(Sense::Holiday(feasts.len() - 1))
        })?;
        lexicon.feasts = feasts;
        for list in &mut lexicon.lists {
            list.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        Ok(lexicon)
    }

    fn read<const COLUMNS: usize>(
        &mut self,
        (file, text): (&str, &'static str),
        mut sense: impl FnMut([&'static str; COLUMNS]) -> Option<Sense>,
    ) -> Result<(), LexiconError> {
        for (line, entry) in entries(text) {
            let wrong = |problem: &str| LexiconError::new(file, line, problem);
            let mut columns = entry.split('\t');
            let form = columns.next().unwrap_or_default();
            let values: Vec<&'static str> = columns.collect();
            let values: [&'static str; COLUMNS] = values
                .try_into()
                .map_err(|_| wrong("the number of columns is not that of the file"))?;
            let sense = sense(values).ok_or_else(|| wrong("a column has no known value"))?;
            let mut words = scan(form).into_iter().map(|word| word.lower);
            let first = words.next().ok_or_else(|| wrong("the form is empty"))?;
            let rest = words.collect();
            let place = *self.firsts.entry(first).or_insert_with(|| {
                self.lists.push(Vec::new());
                self.lists.len() - 1
            });
            let list = &mut self.lists[place];
            let entry = Entry { rest, sense };
            if list
                .iter()
                .any(|other| other.rest == entry.rest && other.sense == entry.sense)
            {
                return Err(wrong("the entry is listed twice"));
            }
            list.push(entry);
        }
        Ok(())
    }

    /// The number of a month by its name or abbreviation, in any case.
    pub fn month_named(&self, name: &str) -> Option<u8> {
        let place = *self.firsts.get(&name.to_lowercase())?;
        self.lists
            .get(place)?
            .iter()
            .find_map(|entry| match entry.sense {
                Sense::Month(number, _) if entry.rest.is_empty() => u8::try_from(number).ok(),
                _ => None,
            })
    }

    /// Notes at every word which forms may begin there.
    pub fn look_up(&self, words: &mut [Word<'_>]) {
        for word in words {
            word.forms = self.firsts.get(&word.lower).copied();
        }
    }

    /// Every sense of the words (which have been looked up) beginning at `at`, with the index after the form;
    /// longer forms first.
    pub fn senses<'l>(
        &'l self,
        words: &'l [Word<'_>],
        at: usize,
    ) -> impl Iterator<Item = (&'l Sense, usize)> {
        let list = words
            .get(at)
            .and_then(|word| self.lists.get(word.forms?))
            .map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(move |entry| {
            let end = at + 1 + entry.rest.len();
            let rest = words.get(at + 1..end)?;
            rest.iter()
                .zip(&entry.rest)
                .all(|(word, form)| word.gap != Gap::Paragraph && word.lower == *form)
                .then_some((&entry.sense, end))
        })
    }
}

fn usage_of(text: &str) -> Option<Use> {
    match text {
        "name" => Some(Use::Name),
        "plural" => Some(Use::Plural),
        "short" => Some(Use::Short),
        "word" => Some(Use::Word),
        _ => None,
    }
}

fn measure_of(text: &str) -> Option<Measure> {
    match text {
        "S" => Some(Measure::Second),
        "TM" => Some(Measure::Minute),
        "H" => Some(Measure::Hour),
        "D" => Some(Measure::Day),
        "W" => Some(Measure::Week),
        "M" => Some(Measure::Month),
        "Q" => Some(Measure::Quarter),
        "Y" => Some(Measure::Year),
        _ => None,
    }
}

fn part_code(text: &'static str) -> Option<&'static str> {
    ["MO", "MI", "AF", "EV", "NI", "DT"]
        .into_iter()
        .find(|code| *code == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_files_can_be_read() {
        let lexicon = Lexicon::english().unwrap_or_else(|mistake| panic!("{mistake}"));
        assert!(lexicon.firsts.len() > 300);
    }

    #[test]
    fn the_longest_form_comes_first() {
        let mut words = scan("the day before yesterday");
        english().look_up(&mut words);
        let found = english().senses(&words, 0).next();
        assert_eq!(found, Some((&Sense::Day(-2, None), 4)));
    }
}
