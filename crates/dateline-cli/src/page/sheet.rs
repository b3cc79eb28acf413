//! The sheet that the sections of a page are set on, one below the other.

use super::layout::{Paragraph, Run, width};
use super::marks::{self, Mark};
use super::style;

/// How a page is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Width in columns.
    pub columns: usize,
    /// Whether to write ANSI colours.
    pub colour: bool,
    /// Whether to show under each fact the sentence it was read from.
    pub explain: bool,
}

/// Columns left of everything but headings.
pub const INDENT: usize = 2;

/// A page in the making.
pub struct Sheet {
    look: Look,
    text: String,
}

impl Sheet {
    pub fn new(look: Look) -> Self {
        Self {
            look,
            text: String::new(),
        }
    }

    pub fn explains(&self) -> bool {
        self.look.explain
    }

    /// Width in columns.
    pub fn columns(&self) -> usize {
        self.look.columns
    }

    /// An empty line and the name of a section.
    pub fn heading(&mut self, name: &str) {
        self.blank();
        self.paragraph(Paragraph {
            runs: vec![Run::new(name, style::HEADING)],
            ..Paragraph::default()
        });
    }

    /// Text from column `column` on.
    pub fn text(&mut self, column: usize, runs: Vec<Run>) {
        self.paragraph(Paragraph {
            indent: column,
            column,
            runs,
            ..Paragraph::default()
        });
    }

    /// A label at the left and text beside it from column `column` on.
    pub fn entry(&mut self, label: Run, column: usize, runs: Vec<Run>) {
        self.row(label, INDENT, column, runs);
    }

    /// A label in column `indent` and text beside it from column `column` on.
    pub fn row(&mut self, label: Run, indent: usize, column: usize, runs: Vec<Run>) {
        self.paragraph(Paragraph {
            indent,
            label: vec![label],
            column,
            runs,
        });
    }

    /// A sentence with marked words.
    pub fn marked(&mut self, sentence: &str, marks: &[Mark], column: usize) {
        marks::set(
            sentence,
            marks,
            column,
            self.look.columns,
            self.look.colour,
            &mut self.text,
        );
    }

    /// A line across the page.
    pub fn rule(&mut self) {
        self.text(
            0,
            vec![Run::new("─".repeat(self.look.columns), style::ASIDE)],
        );
    }

    /// An empty line, unless there is one or nothing yet.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        paragraph.set(self.look.columns, self.look.colour, &mut self.text);
    }

    pub fn finish(self) -> String {
        self.text
    }
}

/// The column for the text beside `labels`: behind the longest, but not beyond a third of the page.
pub fn column_beside<'a>(labels: impl Iterator<Item = &'a str>, columns: usize) -> usize {
    let longest = labels.map(width).max().unwrap_or(0);
    INDENT + (longest + 2).min(columns / 3)
}
