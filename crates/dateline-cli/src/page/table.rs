//! Rows with columns beside each other; what is too long for its column goes on below itself, so that nothing is cut.

use super::layout::{Paragraph, Run, width};
use super::style;

/// Between two columns.
const GAP: usize = 2;

/// No column becomes narrower than this, whatever it costs.
const NARROWEST: usize = 8;

/// Sets rows below a heading; every row has as many cells as the heading.
pub fn render(heading: &[&str], rows: &[Vec<String>], columns: usize) -> String {
    let widths = widths(heading, rows, columns);
    let mut text = String::new();
    let heading: Vec<String> = heading.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(&heading).chain(rows) {
        set(row, &widths, &mut text);
    }
    text
}

/// As wide as the longest cell where there is room; else the widest columns give way, all to the same width.
fn widths(heading: &[&str], rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let wanted: Vec<usize> = (0..heading.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let longest = cells.map(|cell| width(cell)).max().unwrap_or(0);
            longest.max(width(heading[column]))
        })
        .collect();
    let room = columns.saturating_sub(GAP * heading.len().saturating_sub(1));
    let fits = |most: usize| {
        wanted
            .iter()
            .map(|wanted| (*wanted).min(most))
            .sum::<usize>()
            <= room
    };
    let most = (NARROWEST..=columns.max(NARROWEST))
        .rev()
        .find(|most| fits(*most))
        .unwrap_or(NARROWEST);
    wanted.iter().map(|wanted| (*wanted).min(most)).collect()
}

fn set(row: &[String], widths: &[usize], text: &mut String) {
    let cells: Vec<Vec<String>> = row
        .iter()
        .zip(widths)
        .map(|(cell, width)| lines(cell, *width))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for index in 0..height {
        let mut line = String::new();
        for (cell, of_column) in cells.iter().zip(widths) {
            let piece = cell.get(index).map_or("", String::as_str);
            line.push_str(piece);
            line.extend(std::iter::repeat_n(
                ' ',
                (of_column + GAP).saturating_sub(width(piece)),
            ));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

fn lines(cell: &str, width: usize) -> Vec<String> {
    let mut set = String::new();
    let paragraph = Paragraph {
        runs: vec![Run::new(cell, style::PLAIN)],
        ..Paragraph::default()
    };
    paragraph.set(width, false, &mut set);
    set.lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn columns_are_as_wide_as_they_need() {
        let rows = [row(&["2031-03-03", "Rebels"]), row(&["–", "the army"])];
        assert_eq!(
            render(&["DATE", "WHO"], &rows, 80),
            "DATE        WHO\n2031-03-03  Rebels\n–           the army\n"
        );
    }

    #[test]
    fn what_is_too_long_goes_on_below_itself() {
        let rows = [row(&["2031-03-03", "three fighters of the northern front"])];
        assert_eq!(
            render(&["DATE", "WHO"], &rows, 30),
            "DATE        WHO\n2031-03-03  three fighters of\n            the northern front\n"
        );
    }
}
