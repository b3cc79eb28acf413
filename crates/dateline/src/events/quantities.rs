//! Numbers in words and figures, with their hedges.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::{LexiconError, pairs};

/// What a number's words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// At least so many.
    pub low: u64,
    /// At most so many; `None` for no bound.
    pub high: Option<u64>,
    /// Hedged.
    pub approximate: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hedge {
    AtLeast,
    AtMost,
    About,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberWord {
    Value(u64),
    Scale(u64),
    /// "dozens": a range.
    Range(u64, Option<u64>),
}

/// Number words and hedges: `lexicon/en/events/numbers.tsv` and `hedges.tsv`.
#[derive(Debug, Clone)]
pub struct NumberWords {
    numbers: HashMap<&'static str, NumberWord>,
    hedges: HashMap<&'static str, Hedge>,
}

impl NumberWords {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/events/numbers.tsv";
        let mut numbers = HashMap::new();
        for (line, word, meaning) in
            pairs(file, include_str!("../../lexicon/en/events/numbers.tsv"))?
        {
            let wrong = || {
                LexiconError::new(
                    file,
                    line,
                    format!("`{meaning}` is no number, `x` scale or range"),
                )
            };
            let entry = if let Some(scale) = meaning.strip_prefix('x') {
                NumberWord::Scale(scale.parse().map_err(|_| wrong())?)
            } else if let Some((low, high)) = meaning.split_once("..") {
                let high = if high.is_empty() {
                    None
                } else {
                    Some(high.parse().map_err(|_| wrong())?)
                };
                NumberWord::Range(low.parse().map_err(|_| wrong())?, high)
            } else {
                NumberWord::Value(meaning.parse().map_err(|_| wrong())?)
            };
            numbers.insert(word, entry);
        }
        let file = "en/events/hedges.tsv";
        let mut hedges = HashMap::new();
        for (line, phrase, meaning) in
            pairs(file, include_str!("../../lexicon/en/events/hedges.tsv"))?
        {
            let hedge = match meaning {
                "at least" => Hedge::AtLeast,
                "at most" => Hedge::AtMost,
                "about" => Hedge::About,
                _ => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{meaning}` is no hedge"),
                    ));
                }
            };
            hedges.insert(phrase, hedge);
        }
        Ok(Self { numbers, hedges })
    }

    /// The number that stands at `word`, with the words it takes (hedges included); `form` gives the words in lower
    /// case, `sentence` bounds them. `None` if no number stands there.
    pub fn read<'t>(
        &self,
        form: impl Fn(usize) -> &'t str,
        sentence: &Range<usize>,
        word: usize,
    ) -> Option<(Amount, Range<usize>)> {
        let lower = |w: usize| form(w).to_lowercase();
        let numeric = |w: usize| {
            sentence.contains(&w)
                && (figure(&lower(w)).is_some() || self.numbers.contains_key(lower(w).as_str()))
        };
        if !numeric(word) {
            return None;
        }
        let mut start = word;
        while start > sentence.start
            && (numeric(start - 1)
                || lower(start - 1) == "-" && start - 1 > sentence.start && numeric(start - 2))
        {
            start -= 1;
        }
        let mut end = word + 1;
        while numeric(end) || (sentence.contains(&end) && lower(end) == "-" && numeric(end + 1)) {
            end += 1;
        }
        let mut amount = self.value((start..end).map(lower).filter(|w| w != "-"))?;
        for length in (1..=3).rev() {
            let Some(from) = start.checked_sub(length).filter(|f| *f >= sentence.start) else {
                continue;
            };
            let phrase = (from..start).map(lower).collect::<Vec<_>>().join(" ");
            if let Some(hedge) = self.hedges.get(phrase.as_str()) {
                start = from;
                match hedge {
                    Hedge::AtLeast => amount.high = None,
                    Hedge::AtMost => {
                        (amount.high, amount.low) = (amount.high.or(Some(amount.low)), 0)
                    }
                    Hedge::About => amount.approximate = true,
                }
                break;
            }
        }
        Some((amount, start..end))
    }

    fn value(&self, words: impl Iterator<Item = String>) -> Option<Amount> {
        let mut total: Option<f64> = None;
        let mut group: Option<f64> = None;
        let mut range = None;
        for word in words {
            if let Some(x) = figure(&word) {
                group = Some(group.unwrap_or(0.0) + x);
                continue;
            }
            match self.numbers.get(word.as_str())? {
                NumberWord::Value(x) => group = Some(group.unwrap_or(0.0) + *x as f64),
                NumberWord::Scale(x) if *x < 1000 => group = Some(group.unwrap_or(1.0) * *x as f64),
                NumberWord::Scale(x) => {
                    total = Some(total.unwrap_or(0.0) + group.unwrap_or(1.0) * *x as f64);
                    group = None;
                }
                NumberWord::Range(low, high) => range = Some((*low, *high)),
            }
        }
        if let Some((low, high)) = range {
            let factor = group.or(total).map_or(1, |x| x as u64);
            return Some(Amount {
                low: low.saturating_mul(factor),
                high: high.map(|h| h.saturating_mul(factor)),
                approximate: true,
            });
        }
        let x = total.unwrap_or(0.0) + group.unwrap_or(0.0);
        (total.is_some() || group.is_some()).then_some(())?;
        (x < 1e18).then_some(Amount {
            low: x as u64,
            high: Some(x as u64),
            approximate: false,
        })
    }
}

/// A figure such as `1,200` or `3.5`.
fn figure(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || word.len() > 24 {
        return None;
    }
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str, at: usize) -> Option<(u64, Option<u64>, bool)> {
        let words: Vec<&str> = sentence.split(' ').collect();
        let numbers = NumberWords::english().unwrap();
        numbers
            .read(
                |w| words.get(w).copied().unwrap_or(""),
                &(0..words.len()),
                at,
            )
            .map(|(a, _)| (a.low, a.high, a.approximate))
    }

    #[test]
    fn figures_words_and_scales() {
        assert_eq!(
            read("killing 1,200 people", 1),
            Some((1200, Some(1200), false))
        );
        assert_eq!(
            read("twenty - three miners", 0),
            Some((23, Some(23), false))
        );
        assert_eq!(
            read("two hundred thousand people", 1),
            Some((200_000, Some(200_000), false))
        );
        assert_eq!(
            read("$ 3.5 million in aid", 1),
            Some((3_500_000, Some(3_500_000), false))
        );
        assert_eq!(read("the people", 1), None);
    }

    #[test]
    fn hedges() {
        assert_eq!(read("at least 12 people", 2), Some((12, None, false)));
        assert_eq!(read("about 30 people", 1), Some((30, Some(30), true)));
        assert_eq!(read("up to 40 people", 2), Some((0, Some(40), false)));
        assert_eq!(read("dozens of people", 0), Some((24, Some(99), true)));
        assert_eq!(read("more than 12 people", 2), Some((12, None, false)));
    }
}
