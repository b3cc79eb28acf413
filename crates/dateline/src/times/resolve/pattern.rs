use crate::times::meaning::{Meaning, Measure, Period, Year};

/// What is known of a date without an anchor, in TIMEX3 notation.
pub(super) fn pattern(meaning: &Meaning) -> String {
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
        Meaning::Weekday(day, _) | Meaning::WeekdayNear(day, _) | Meaning::WeekdayOf(day, _) => {
            format!("XXXX-WXX-{day}")
        }
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
        Meaning::DayOfMonth(day, _) => format!("XXXX-XX-{day:02}"),
        Meaning::ThisWeekend => "XXXX-WXX-WE".to_owned(),
        Meaning::YearBack(_) => "XXXX".to_owned(),
        Meaning::Numeric { year, .. } => format!("{year:04}-XX-XX"),
        _ => "XXXX-XX-XX".to_owned(),
    }
}

/// The EDTF value of a day or month whose year is not known: "May 23", "January this year".
pub(super) fn unanchored(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Period(Period::Day(..) | Period::Month(_), Year::Turn(_) | Year::Shift(_)) => {
            Some(pattern(meaning))
        }
        _ => None,
    }
}
