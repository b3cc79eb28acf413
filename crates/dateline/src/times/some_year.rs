use super::{Anchor, AnchoredOn, TimeExpression, find};

/// Years of 365 days that begin on different weekdays.
const YEARS: [&str; 3] = ["2001", "2002", "2003"];

/// Finds the time expressions of a report of which only the day is known and not the year (`XXXX-06-26`, as a dateline
/// gives it).
///
/// Values are those that hold in whichever year: "yesterday" is `XXXX-06-25`, "last month" `XXXX-05`; "on Friday" and
/// "last year" stay without. What needs no anchor is valued as [`find`] does.
pub fn find_in_some_year(text: &str, day: &str) -> Vec<TimeExpression> {
    let mut found = find(text, &Anchor::default());
    let Some(month_and_day) = day.strip_prefix("XXXX-") else {
        return found;
    };
    let tries = YEARS.map(|year| {
        let anchor = Anchor::from_edtf(Some(&format!("{year}-{month_and_day}")), None);
        (year, find(text, &anchor))
    });
    for (i, expression) in found.iter_mut().enumerate() {
        if expression.value.is_some() {
            continue;
        }
        let in_year = |(year, all): &(&str, Vec<TimeExpression>)| {
            let same = all.get(i).filter(|t| t.span == expression.span)?;
            let rest = same.value.as_ref()?.strip_prefix(year)?;
            (rest.starts_with('-') && !rest.contains('/')).then(|| format!("XXXX{rest}"))
        };
        let values = tries.each_ref().map(in_year);
        let [first, others @ ..] = &values;
        if first.is_some() && others.iter().all(|v| v == first) {
            expression.value.clone_from(first);
            expression.anchor = AnchoredOn::Published;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_holds_in_whichever_year_gets_a_value() {
        let text = "They met yesterday. He was jailed last month, last year and on Friday.";
        let values: Vec<(&str, Option<String>)> = find_in_some_year(text, "XXXX-06-26")
            .into_iter()
            .map(|t| (&text[t.span], t.value))
            .collect();
        assert_eq!(
            values,
            [
                ("yesterday", Some("XXXX-06-25".to_owned())),
                ("last month", Some("XXXX-05".to_owned())),
                ("last year", None),
                ("Friday", None),
            ]
        );
    }
}
