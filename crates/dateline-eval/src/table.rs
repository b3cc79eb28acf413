//! A report as text for people.

use std::fmt::{self, Display, Formatter};

use crate::report::{Metric, Report, Section};

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (number, section) in self.sections.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            write_section(f, section)?;
        }
        Ok(())
    }
}

fn write_section(f: &mut Formatter<'_>, section: &Section) -> fmt::Result {
    write!(f, "{} {}", section.corpus, section.part)?;
    if section.table != "all" {
        write!(f, ", {}", section.table)?;
    }
    if let Some(place) = &section.missing {
        return writeln!(f, ": missing ({place} is not there)");
    }
    match section.documents {
        1 => writeln!(f, ": 1 document")?,
        documents => writeln!(f, ": {documents} documents")?,
    }
    let width = section
        .metrics
        .iter()
        .map(|metric| metric.name.chars().count())
        .max()
        .unwrap_or(0)
        .max(12);
    writeln!(
        f,
        "  {:width$} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "", "score", "P", "R", "gold", "given"
    )?;
    for metric in &section.metrics {
        let row = format!(
            "  {:width$} {:>8} {:>8} {:>8} {:>8} {:>8}",
            metric.name,
            value(metric),
            share(metric.precision),
            share(metric.recall),
            whole(metric.gold),
            whole(metric.predicted),
        );
        writeln!(f, "{}", row.trim_end())?;
    }
    Ok(())
}

fn value(metric: &Metric) -> String {
    match metric.value {
        None => "none".into(),
        // A plain count is the only figure without a number of items beside it.
        Some(value) if metric.gold.is_none() => format!("{value:.0}"),
        value => share(value),
    }
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.4}"))
}

fn whole(value: Option<usize>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{Counts, Tally};

    #[test]
    fn the_table_lines_up_and_says_what_is_missing() {
        let section = |table: &str, missing: Option<&str>, metrics| Section {
            corpus: "ewt".into(),
            part: "dev".into(),
            table: table.into(),
            documents: usize::from(missing.is_none()),
            missing: missing.map(Into::into),
            metrics,
        };
        let report = Report {
            sections: vec![
                section(
                    "all",
                    None,
                    vec![
                        Metric::f1("LAS", Counts::new(1, 2, 2)),
                        Metric::share("kind", Tally { right: 3, of: 4 }),
                        Metric::not_produced("XPOS"),
                        Metric::count("no record", 2),
                    ],
                ),
                section("by genre", Some("x/dev.conllu"), vec![]),
            ],
        };
        assert_eq!(
            report.to_string(),
            "\
ewt dev: 1 document
                  score        P        R     gold    given
  LAS            0.5000   0.5000   0.5000        2        2
  kind           0.7500                          4
  XPOS             none
  no record           2

ewt dev, by genre: missing (x/dev.conllu is not there)
"
        );
    }
}
