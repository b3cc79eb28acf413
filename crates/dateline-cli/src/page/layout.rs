//! Styled text that wraps to a width: the only thing the sections of a page are made of.

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

/// A run of text in one style. White space separates words; runs are joined as they are.
#[derive(Clone, Debug)]
pub struct Run {
    pub text: String,
    pub style: Style,
}

impl Run {
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }
}

/// A paragraph: a label in the margin, if there is one, and runs that wrap under themselves.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Columns left free before everything.
    pub indent: usize,
    /// Stands before the text on the first line.
    pub label: Vec<Run>,
    /// Column in which the text starts on every line; a longer label gets a line of its own.
    pub column: usize,
    pub runs: Vec<Run>,
}

/// Columns that `text` takes in a terminal, once [`clean`]ed.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// `text` without what could steer a terminal: control characters become spaces, and marks that
/// turn the direction of writing are left out.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// A word to be set: pieces in one or more styles that must not be torn apart.
struct Word {
    pieces: Vec<Run>,
    width: usize,
}

impl Paragraph {
    /// Appends the paragraph's lines to `page`, at most `columns` wide where words allow it; words
    /// wider than the text's column are broken.
    pub fn set(&self, columns: usize, colour: bool, page: &mut String) {
        let label_width: usize = self.label.iter().map(|run| width(&clean(&run.text))).sum();
        let text_column = self.column.max(self.indent);
        let room = columns.saturating_sub(text_column).max(10);
        let lines = fill(words(&self.runs, room), room);

        let mut line = String::new();
        pad(&mut line, self.indent);
        for run in &self.label {
            paint(&mut line, &clean(&run.text), run.style, colour);
        }
        let mut at = self.indent + label_width;
        if lines.is_empty() {
            if !self.label.is_empty() {
                finish(&mut line, page);
            }
            return;
        }
        // One column of air between the label and the text.
        if !self.label.is_empty() && at + 1 > text_column {
            finish(&mut line, page);
            at = 0;
        }
        for words in lines {
            pad(&mut line, text_column.saturating_sub(at));
            for run in joined(&words) {
                paint(&mut line, &run.text, run.style, colour);
            }
            finish(&mut line, page);
            at = 0;
        }
    }
}

/// The words of a line with a space between them, in as few runs as their styles allow.
fn joined(words: &[Word]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for word in words {
        let Some(first) = word.pieces.first() else {
            continue;
        };
        if let Some(last) = runs.last() {
            let inside = last.style == first.style;
            let style = if inside { first.style } else { Style::new() };
            append(&mut runs, " ", style);
        }
        for piece in &word.pieces {
            append(&mut runs, &piece.text, piece.style);
        }
    }
    runs
}

/// Adds text to `runs`, to the last of them if that has the same style.
pub fn append(runs: &mut Vec<Run>, text: &str, style: Style) {
    match runs.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ => runs.push(Run::new(text, style)),
    }
}

fn finish(line: &mut String, page: &mut String) {
    page.push_str(line.trim_end_matches(' '));
    page.push('\n');
    line.clear();
}

fn pad(line: &mut String, columns: usize) {
    line.extend(std::iter::repeat_n(' ', columns));
}

fn paint(line: &mut String, text: &str, style: Style, colour: bool) {
    if colour && style != Style::new() && !text.is_empty() {
        line.push_str(&format!("{style}{text}{style:#}"));
    } else {
        line.push_str(text);
    }
}

fn words(runs: &[Run], room: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    let mut open_width = 0;
    for run in runs {
        let mut piece = String::new();
        for c in clean(&run.text).chars() {
            let c_width = c.width().unwrap_or(0);
            let ends = c == ' ';
            if ends || open_width + c_width > room {
                close(&mut piece, run.style, &mut open);
                end_word(&mut open, &mut open_width, &mut words);
            }
            if !ends {
                piece.push(c);
                open_width += c_width;
            }
        }
        close(&mut piece, run.style, &mut open);
    }
    end_word(&mut open, &mut open_width, &mut words);
    words
}

fn close(piece: &mut String, style: Style, open: &mut Vec<Run>) {
    if !piece.is_empty() {
        open.push(Run::new(std::mem::take(piece), style));
    }
}

fn end_word(open: &mut Vec<Run>, open_width: &mut usize, words: &mut Vec<Word>) {
    if !open.is_empty() {
        words.push(Word {
            pieces: std::mem::take(open),
            width: *open_width,
        });
    }
    *open_width = 0;
}

fn fill(words: Vec<Word>, room: usize) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let mut used = 0;
    for word in words {
        match lines.last_mut() {
            Some(line) if used + 1 + word.width <= room => {
                used += 1 + word.width;
                line.push(word);
            }
            _ => {
                used = word.width;
                lines.push(vec![word]);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;

    use super::*;

    fn set(paragraph: &Paragraph, columns: usize, colour: bool) -> String {
        let mut page = String::new();
        paragraph.set(columns, colour, &mut page);
        page
    }

    fn plain(text: &str) -> Vec<Run> {
        vec![Run::new(text, Style::new())]
    }

    #[test]
    fn text_hangs_beside_its_label() {
        let paragraph = Paragraph {
            indent: 2,
            label: plain("Clara Benneh"),
            column: 16,
            runs: plain("president of Tambura since the election of 2014"),
        };
        assert_eq!(
            set(&paragraph, 36, false),
            "  Clara Benneh  president of Tambura\n                \
             since the election\n                of 2014\n"
        );
    }

    #[test]
    fn a_long_label_stands_above_its_text() {
        let paragraph = Paragraph {
            indent: 2,
            label: plain("the commander of the eastern garrison"),
            column: 8,
            runs: plain("army"),
        };
        assert_eq!(
            set(&paragraph, 40, false),
            "  the commander of the eastern garrison\n        army\n"
        );
    }

    #[test]
    fn wide_letters_count_twice() {
        let paragraph = Paragraph {
            runs: plain("東京都庁 東京都庁 東京"),
            ..Paragraph::default()
        };
        assert_eq!(set(&paragraph, 16, false), "東京都庁\n東京都庁 東京\n");
        assert_eq!(set(&paragraph, 17, false), "東京都庁 東京都庁\n東京\n");
    }

    #[test]
    fn a_word_wider_than_the_page_is_broken() {
        let paragraph = Paragraph {
            runs: plain("see https://example.org/a/long/address now"),
            ..Paragraph::default()
        };
        for line in set(&paragraph, 20, false).lines() {
            assert!(width(line) <= 20, "{line}");
        }
    }

    #[test]
    fn styles_change_inside_a_word_without_a_space() {
        let red = AnsiColor::Red.on_default();
        let paragraph = Paragraph {
            runs: vec![
                Run::new("the ", Style::new()),
                Run::new("air attack", red),
                Run::new(", he said", Style::new()),
            ],
            ..Paragraph::default()
        };
        assert_eq!(set(&paragraph, 80, false), "the air attack, he said\n");
        assert_eq!(
            set(&paragraph, 80, true),
            "the \u{1b}[31mair attack\u{1b}[0m, he said\n"
        );
    }

    #[test]
    fn a_report_cannot_steer_the_terminal() {
        let paragraph = Paragraph {
            runs: plain("gunmen\u{1b}[2J \u{202E}fled\r\nnorth"),
            ..Paragraph::default()
        };
        assert_eq!(set(&paragraph, 80, false), "gunmen [2J fled north\n");
    }
}
