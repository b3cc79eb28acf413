//! The forms of an answer.

use std::io::{self, Write};
use std::num::NonZeroUsize;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::page::table;

/// Width of a table where nobody sees it.
const COLUMNS_UNSEEN: usize = 120;

/// The form of an answer, and how much of it.
#[derive(Debug, Args)]
pub struct Shape {
    /// Form of the answer
    #[arg(long, short, value_enum, default_value_t = Form::Table)]
    pub format: Form,

    /// At most so many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    /// Width of a table in columns [default: that of the terminal]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A table for people
    Table,
    /// JSON Lines: one fact a line, with its report
    Jsonl,
    /// CSV with a heading
    Csv,
}

/// A fact that can be shown.
pub trait Shown {
    /// Names of the columns of the table.
    const TABLE: &'static [&'static str];
    /// Names of the columns in CSV.
    const CSV: &'static [&'static str];
    fn table_row(&self) -> Vec<String>;
    fn csv_row(&self) -> Vec<String>;
    fn json(&self) -> serde_json::Value;
}

/// `2031-03-04` of 20310304; a dash of 0, which is no day.
pub fn written(day: i64) -> String {
    match day {
        0 => "–".to_owned(),
        day => format!(
            "{:04}-{:02}-{:02}",
            day / 10_000,
            day / 100 % 100,
            day % 100
        ),
    }
}

/// The width of a table: as asked for, else that of the terminal.
pub fn columns(asked: Option<NonZeroUsize>) -> usize {
    let terminal = || terminal_size::terminal_size_of(io::stdout());
    match asked {
        Some(width) => width.get(),
        None => terminal().map_or(COLUMNS_UNSEEN, |(width, _)| usize::from(width.0)),
    }
}

impl Shape {
    /// The limit, if there is one.
    pub fn limit(&self) -> Option<usize> {
        (self.limit > 0).then_some(self.limit)
    }

    /// One more than the limit: whether it comes tells whether something was left out.
    pub fn limit_and_one(&self) -> Option<usize> {
        self.limit().map(|limit| limit.saturating_add(1))
    }

    /// Writes facts to standard output as they come, and says on standard error what there is to say about their number.
    pub fn write<T: Shown>(&self, facts: impl Iterator<Item = Result<T>>) -> Result<()> {
        let out = io::stdout();
        let written = match self.format {
            Form::Table => self.write_table(facts, out.lock()),
            Form::Jsonl => self.write_lines(facts, out.lock()),
            Form::Csv => self.write_csv(facts, out.lock()),
        };
        // Whoever took the answer may have seen enough.
        let written = match written {
            Err(error) if hung_up(&error) => return Ok(()),
            written => written?,
        };
        // With standard error gone there is nobody left to tell.
        let _ = match written {
            Written::Nothing => writeln!(io::stderr(), "dateline: nothing was found"),
            Written::NotAll => writeln!(
                io::stderr(),
                "dateline: there is more than these {}; --limit N shows more, --limit 0 all",
                self.limit
            ),
            Written::All => Ok(()),
        };
        Ok(())
    }

    fn write_table<T: Shown>(
        &self,
        facts: impl Iterator<Item = Result<T>>,
        mut out: impl Write,
    ) -> Result<Written> {
        let mut rows = Vec::new();
        let written = self.each(facts, |fact| {
            rows.push(fact.table_row());
            Ok(())
        })?;
        if !rows.is_empty() {
            write!(
                out,
                "{}",
                table::render(T::TABLE, &rows, columns(self.width))
            )?;
        }
        Ok(written)
    }

    fn write_lines<T: Shown>(
        &self,
        facts: impl Iterator<Item = Result<T>>,
        mut out: impl Write,
    ) -> Result<Written> {
        self.each(facts, |fact| Ok(writeln!(out, "{}", fact.json())?))
    }

    fn write_csv<T: Shown>(
        &self,
        facts: impl Iterator<Item = Result<T>>,
        out: impl Write,
    ) -> Result<Written> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(T::CSV)?;
        let written = self.each(facts, |fact| Ok(writer.write_record(fact.csv_row())?))?;
        writer.flush()?;
        Ok(written)
    }

    fn each<T>(
        &self,
        facts: impl Iterator<Item = Result<T>>,
        mut write: impl FnMut(T) -> Result<()>,
    ) -> Result<Written> {
        let mut count = 0;
        for fact in facts {
            let fact = fact?;
            if self.limit() == Some(count) {
                return Ok(Written::NotAll);
            }
            write(fact)?;
            count += 1;
        }
        Ok(if count == 0 {
            Written::Nothing
        } else {
            Written::All
        })
    }
}

enum Written {
    Nothing,
    All,
    NotAll,
}

fn hung_up(error: &anyhow::Error) -> bool {
    let kind = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    let of_csv = error
        .downcast_ref::<csv::Error>()
        .is_some_and(|error| match error.kind() {
            csv::ErrorKind::Io(error) => kind(error),
            _ => false,
        });
    of_csv || error.downcast_ref::<io::Error>().is_some_and(kind)
}
