//! A sentence with the words of a fact marked under it.

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use super::layout::{Paragraph, Run, append, width};
use super::style;

/// Stands before every line, to tell the report's words from the page's own.
const BAR: &str = "│ ";

/// Words of a sentence that play a part in a fact.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Bytes from the start of the sentence.
    pub start: usize,
    pub end: usize,
    /// Drawn under every column of the words.
    pub symbol: char,
    /// Named under the first of the words.
    pub label: String,
    pub style: Style,
}

/// A letter of the sentence as it will stand on the page.
#[derive(Clone, Copy)]
struct Cell {
    letter: char,
    at: usize,
    width: usize,
}

/// Appends `sentence` to `page`, wrapped to `columns` behind `indent` and a bar, each line followed by
/// a line of symbols and by as many lines of labels as they need. Where marks overlap the shorter
/// shows.
pub fn set(
    sentence: &str,
    marks: &[Mark],
    indent: usize,
    columns: usize,
    colour: bool,
    page: &mut String,
) {
    let mut nested: Vec<&Mark> = marks.iter().collect();
    nested.sort_by_key(|mark| (mark.end.saturating_sub(mark.start), mark.start));
    let mut named = vec![false; nested.len()];
    for line in wrap(
        sentence,
        columns.saturating_sub(indent + width(BAR)).max(20),
    ) {
        let mut text: Vec<Run> = Vec::new();
        let mut symbols: Vec<Run> = Vec::new();
        let mut labels: Vec<(usize, &Mark)> = Vec::new();
        let mut column = 0;
        for cell in &line {
            let mark = nested
                .iter()
                .position(|mark| (mark.start..mark.end).contains(&cell.at));
            let style = mark.map_or_else(Style::new, |index| nested[index].style);
            append(&mut text, cell.letter.encode_utf8(&mut [0; 4]), style);
            let symbol = mark.map_or(' ', |index| nested[index].symbol);
            append(&mut symbols, &symbol.to_string().repeat(cell.width), style);
            for (index, mark) in nested.iter().enumerate() {
                if !named[index] && (mark.start..mark.end).contains(&cell.at) {
                    named[index] = true;
                    labels.push((column, mark));
                }
            }
            column += cell.width;
        }
        verbatim(indent, text, colour, page);
        if symbols.iter().any(|run| !run.text.trim().is_empty()) {
            verbatim(indent, symbols, colour, page);
        }
        for row in rows(labels) {
            verbatim(indent, row, colour, page);
        }
    }
}

/// Lines that must keep their columns go out as labels, which never wrap.
fn verbatim(indent: usize, mut runs: Vec<Run>, colour: bool, page: &mut String) {
    runs.insert(0, Run::new(BAR, style::ASIDE));
    let line = Paragraph {
        indent,
        label: runs,
        ..Paragraph::default()
    };
    line.set(usize::MAX, colour, page);
}

/// Labels go into the first row where they fit behind the one before.
fn rows(mut labels: Vec<(usize, &Mark)>) -> Vec<Vec<Run>> {
    labels.sort_by_key(|(column, mark)| (*column, mark.end));
    let mut rows: Vec<(usize, Vec<Run>)> = Vec::new();
    for (column, mark) in labels {
        let fits = |used: usize| used == 0 || used < column;
        let index = rows.iter().position(|(used, _)| fits(*used));
        let index = index.unwrap_or_else(|| {
            rows.push((0, Vec::new()));
            rows.len() - 1
        });
        let (used, row) = &mut rows[index];
        row.push(Run::new(" ".repeat(column - *used), Style::new()));
        row.push(Run::new(&mark.label, mark.style));
        *used = column + width(&mark.label);
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn wrap(sentence: &str, columns: usize) -> Vec<Vec<Cell>> {
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    let mut line: Vec<Cell> = Vec::new();
    let mut used = 0;
    for (at, c) in sentence.char_indices() {
        let steers = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let letter = if c.is_control() { ' ' } else { c };
        if steers || (letter == ' ' && line.last().is_none_or(|cell| cell.letter == ' ')) {
            continue;
        }
        let cell = Cell {
            letter,
            at,
            width: letter.width().unwrap_or(0),
        };
        if used + cell.width > columns {
            let rest = line
                .iter()
                .rposition(|cell| cell.letter == ' ')
                .map_or_else(Vec::new, |space| line.split_off(space + 1));
            used = rest.iter().map(|cell| cell.width).sum();
            lines.push(std::mem::replace(&mut line, rest));
            if letter == ' ' && line.is_empty() {
                continue;
            }
        }
        used += cell.width;
        line.push(cell);
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(sentence: &str, words: &str, symbol: char, label: &str) -> Mark {
        let start = sentence
            .find(words)
            .expect("the words stand in the sentence");
        Mark {
            start,
            end: start + words.len(),
            symbol,
            label: label.into(),
            style: Style::new(),
        }
    }

    fn show(sentence: &str, marks: &[Mark], columns: usize) -> String {
        let mut page = String::new();
        set(sentence, marks, 2, columns, false, &mut page);
        page
    }

    #[test]
    fn words_are_marked_under_the_line_they_stand_in() {
        let sentence = "Gunmen killed two workers in an attack on the harbour of Port Selin.";
        let marks = [
            mark(sentence, "Gunmen", '-', "actor"),
            mark(sentence, "two workers", '-', "recipient"),
            mark(sentence, "attack", '^', "ASSAULT"),
            mark(sentence, "Port Selin", '-', "place"),
        ];
        assert_eq!(
            format!("\n{}", show(sentence, &marks, 46)),
            "
  │ Gunmen killed two workers in an attack on
  │ ------        -----------       ^^^^^^
  │ actor         recipient         ASSAULT
  │ the harbour of Port Selin.
  │                ----------
  │                place
"
        );
    }

    #[test]
    fn labels_that_do_not_fit_go_one_row_down() {
        let sentence = "Mr Ba sued it.";
        let marks = [
            mark(sentence, "Mr", '-', "recipient"),
            mark(sentence, "sued", '^', "ACCUSE"),
            mark(sentence, "it", '-', "recipient"),
        ];
        assert_eq!(
            show(sentence, &marks, 60),
            "  │ Mr Ba sued it.\n  │ --    ^^^^ --\n  │ recipient  recipient\n  │       ACCUSE\n"
        );
    }

    #[test]
    fn the_inner_of_two_marks_shows() {
        let sentence = "He said rebels fled.";
        let marks = [
            mark(sentence, "rebels fled", '.', "content"),
            mark(sentence, "fled", '^', "RETREAT"),
        ];
        assert_eq!(
            show(sentence, &marks, 60),
            "  │ He said rebels fled.\n  │         .......^^^^\n  │         content\n  │                RETREAT\n"
        );
    }

    #[test]
    fn columns_hold_under_wide_letters() {
        let sentence = "首相 resigned";
        let marks = [mark(sentence, "resigned", '^', "RETREAT")];
        assert_eq!(
            show(sentence, &marks, 60),
            "  │ 首相 resigned\n  │      ^^^^^^^^\n  │      RETREAT\n"
        );
    }
}
