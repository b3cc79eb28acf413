use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::{LexiconError, pairs};

const FILE: &str = "en/places/containers.tsv";

/// Larger places behind the next one that a name is still written inside of: "Oxford, Lafayette County, Mississippi".
const LONGEST_CHAIN: usize = 1;

/// Where the larger of two places stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// "Mississippi's Oxford".
    Before,
    /// "Oxford, Mississippi".
    Behind,
    /// Neither is: "New York and Rome".
    Nowhere,
}

/// What stands between a place and the larger one it lies in.
#[derive(Debug, Clone, Default)]
pub struct Containers(HashMap<&'static str, Side>);

impl Containers {
    /// The table that the library carries, `lexicon/en/places/containers.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in it; the tests show that there is none.
    pub fn english() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/en/places/containers.tsv"))
    }

    /// Reads a table of two columns: words, and `before`, `behind` or `list`.
    ///
    /// # Errors
    /// Names the first line with another word in its second column, or words that an earlier line has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut read = HashMap::new();
        for (line, words, side) in pairs(file, text)? {
            let side = match side {
                "before" => Side::Before,
                "behind" => Side::Behind,
                "list" => Side::Nowhere,
                other => {
                    let problem = format!("`before`, `behind` or `list` expected, not `{other}`");
                    return Err(LexiconError::new(file, line, problem));
                }
            };
            if read.insert(words, side).is_some() {
                let problem = format!("`{words}` is listed twice");
                return Err(LexiconError::new(file, line, problem));
            }
        }
        Ok(Self(read))
    }

    /// For each of some names, in text order, the names that the text writes as its larger places: of "Oxford, Lafayette
    /// County, Mississippi" both for the first.
    pub fn of(&self, text: &str, names: &[Range<usize>]) -> Vec<Vec<usize>> {
        let mut around: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
        // From the end, so that a chain behind is complete before it is taken over.
        for i in (1..names.len()).rev() {
            let (Some(left), Some(right)) = (names.get(i - 1), names.get(i)) else {
                continue;
            };
            match self.side(text, left.end..right.start) {
                Some(Side::Behind) if !self.ends_list(text, names.get(i + 1), right) => {
                    let behind = around.get(i).into_iter().flatten().copied();
                    let chain: Vec<usize> = behind.filter(|j| *j > i).take(LONGEST_CHAIN).collect();
                    if let Some(own) = around.get_mut(i - 1) {
                        own.push(i);
                        own.extend(chain);
                    }
                }
                Some(Side::Before) => {
                    if let Some(own) = around.get_mut(i) {
                        own.push(i - 1);
                    }
                }
                _ => {}
            }
        }
        around
    }

    /// Whether a name stands before the last one of a list: "Boston, New York and Rome".
    fn ends_list(&self, text: &str, next: Option<&Range<usize>>, name: &Range<usize>) -> bool {
        next.is_some_and(|next| self.side(text, name.end..next.start) == Some(Side::Nowhere))
    }

    fn side(&self, text: &str, gap: Range<usize>) -> Option<Side> {
        // The longest entry has few words; a longer gap is none of them.
        const LONGEST: usize = 40;
        let gap = text.get(gap).filter(|g| g.len() <= LONGEST)?;
        if gap.contains("\n\n") {
            return None;
        }
        let words = gap.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = if words.is_empty() && !gap.is_empty() {
            "."
        } else {
            &words
        };
        self.0.get(words).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_places_are_written_behind_or_before() {
        let containers = Containers::english().unwrap();
        for (text, names, expected) in [
            (
                "Oxford, Mississippi",
                vec!["Oxford", "Mississippi"],
                vec![vec![1], vec![]],
            ),
            (
                "Oxford, Lafayette County, Mississippi",
                vec!["Oxford", "Lafayette County", "Mississippi"],
                vec![vec![1, 2], vec![2], vec![]],
            ),
            ("Iraq's Mosul", vec!["Iraq", "Mosul"], vec![vec![], vec![0]]),
            (
                "the Indian city of Agra",
                vec!["Indian", "Agra"],
                vec![vec![], vec![0]],
            ),
            (
                "Boston, New York and Rome",
                vec!["Boston", "New York", "Rome"],
                vec![vec![], vec![], vec![]],
            ),
            (
                "Rome and Paris",
                vec!["Rome", "Paris"],
                vec![vec![], vec![]],
            ),
        ] {
            let spans: Vec<Range<usize>> = names
                .iter()
                .map(|n| {
                    let start = text.find(n).unwrap();
                    start..start + n.len()
                })
                .collect();
            assert_eq!(containers.of(text, &spans), expected, "{text}");
        }
    }
}
