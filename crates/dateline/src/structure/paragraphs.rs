use dateline_record::{Span, Text};

/// Text whose lines are wider than this (in characters) was not wrapped for a terminal or a printed page.
const WIDEST: usize = 130;

/// A line that is not blank, trimmed, with what was before it.
struct Line<'t> {
    text: &'t str,
    start: usize,
    indent: usize,
    width: usize,
    /// A blank line or the beginning of the text stands before it.
    opens: bool,
}

/// The paragraphs of a text: trimmed, in order, not overlapping.
///
/// Blank lines divide paragraphs. A single line feed does too, unless the text was hard-wrapped, which its line widths
/// tell: then a paragraph ends inside a block of lines where a line is short and closed, or the next is indented.
pub(super) fn paragraphs(text: &Text) -> Vec<Span> {
    let lines = lines(text);
    let width = wrap_width(&lines);
    let mut out = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (i, line) in lines.iter().enumerate() {
        let end = line.start + line.text.len();
        let joined = !line.opens && i > 0 && joins(&lines[i - 1], line, width);
        open = match open {
            Some((start, _)) if joined => Some((start, end)),
            other => {
                out.extend(other.and_then(|(s, e)| text.span(s, e)));
                Some((line.start, end))
            }
        };
    }
    out.extend(open.and_then(|(s, e)| text.span(s, e)));
    out
}

fn lines(text: &Text) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut opens = true;
    for raw in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{0C}']) {
        let trimmed = raw.trim_matches(is_blank);
        if trimmed.is_empty() {
            // The line feed of a CR LF pair is no line of its own.
            opens |= raw != "\n" || !text[..at].ends_with('\r');
        } else {
            let lead = raw.len() - raw.trim_start_matches(is_blank).len();
            lines.push(Line {
                text: trimmed,
                start: at + lead,
                indent: raw[..lead].chars().filter(|c| *c == ' ').count(),
                width: trimmed.chars().count(),
                opens,
            });
            opens = raw.ends_with(['\u{2029}', '\u{0C}']);
        }
        at += raw.len();
    }
    lines
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// The width the text was wrapped to, if it was.
///
/// In wrapped text nearly every line that another follows is so long that the first word of the next would not have
/// fitted, and many end in the middle of a sentence.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let inner: Vec<(&Line, &Line)> = lines
        .windows(2)
        .filter(|w| !w[1].opens)
        .map(|w| (&w[0], &w[1]))
        .collect();
    if inner.len() < 2 {
        return None;
    }
    let mut widths: Vec<usize> = inner.iter().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    let width = widths[(widths.len() - 1) * 19 / 20];
    if !(20..=WIDEST).contains(&width) {
        return None;
    }
    let full = inner
        .iter()
        .filter(|(line, next)| is_full(line, next, width))
        .count();
    let unclosed = inner
        .iter()
        .filter(|(line, _)| !is_closed(line.text))
        .count();
    (full * 10 >= inner.len() * 6 && unclosed * 10 >= inner.len() * 4).then_some(width)
}

fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    let word = next
        .text
        .split_whitespace()
        .next()
        .map_or(0, |w| w.chars().count());
    line.width + 1 + word + 3 > width
}

/// Whether a line ends as a sentence or a heading with a colon does.
fn is_closed(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»'])
        .ends_with(['.', '!', '?', ':', '…'])
}

/// Whether a line goes on in the next one of its block.
fn joins(line: &Line, next: &Line, width: Option<usize>) -> bool {
    match width {
        Some(width) => {
            let indented = next.indent > line.indent + 1;
            !indented
                && (is_full(line, next, width)
                    || !is_closed(line.text) && next.text.starts_with(char::is_lowercase))
        }
        None => {
            line.text.ends_with([',', '-', '–', '—']) && next.text.starts_with(char::is_lowercase)
                || line.text.ends_with(char::is_lowercase)
                    && next.text.starts_with(char::is_lowercase)
        }
    }
}
