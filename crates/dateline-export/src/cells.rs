//! Words and numbers as cells hold them.

use std::borrow::Cow;

/// What stands between several entries of one cell.
pub const BETWEEN: &str = "; ";

/// The words with every run of white space and control characters as one space, so that they fit one line.
pub fn one_line(words: &str) -> Cow<'_, str> {
    let fits = |c: char| !c.is_control() && (c == ' ' || !c.is_whitespace());
    let tidy = words.chars().all(fits)
        && !words.contains("  ")
        && !words.starts_with(' ')
        && !words.ends_with(' ');
    if tidy {
        return Cow::Borrowed(words);
    }
    let breaks = |c: char| c.is_control() || c.is_whitespace();
    let pieces: Vec<&str> = words
        .split(breaks)
        .filter(|piece| !piece.is_empty())
        .collect();
    Cow::Owned(pieces.join(" "))
}

/// Several entries as one cell; a semicolon inside an entry becomes a comma, so that the cell can be taken apart again.
pub fn list<S: AsRef<str>>(entries: impl IntoIterator<Item = S>) -> String {
    let mut cell = String::new();
    for entry in entries {
        if !cell.is_empty() {
            cell.push_str(BETWEEN);
        }
        cell.push_str(&one_line(entry.as_ref()).replace(';', ","));
    }
    cell
}

/// The entries without those that stood before.
pub fn distinct<T: PartialEq>(entries: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for entry in entries {
        if !kept.contains(&entry) {
            kept.push(entry);
        }
    }
    kept
}

/// A number of the record with three decimals, as its JSON has them.
pub fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_one_line() {
        assert_eq!(one_line("the harbour"), "the harbour");
        assert_eq!(one_line(" the\n\n harbour\t\u{0}of "), "the harbour of");
        assert_eq!(one_line("the\u{a0}harbour"), "the harbour");
        assert_eq!(one_line("\n"), "");
    }

    #[test]
    fn a_cell_can_be_taken_apart_again() {
        let cell = list(["Dervo; a dock worker", "police"]);
        assert_eq!(
            cell.split(BETWEEN).collect::<Vec<_>>(),
            ["Dervo, a dock worker", "police"]
        );
        assert_eq!(list::<&str>([]), "");
    }
}
