//! Numbers in words and figures, with their hedges and currencies.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::{LexiconError, List, pairs};

/// What a number's words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// At least so many; `None` for no bound ("up to 40").
    pub low: Option<u64>,
    /// At most so many; `None` for no bound.
    pub high: Option<u64>,
    /// Hedged.
    pub approximate: bool,
}

/// A number in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What it says.
    pub amount: Amount,
    /// Its words, hedges included.
    pub words: Range<usize>,
    /// Its words without hedges.
    pub core: Range<usize>,
    /// Whether a currency stands with it.
    pub money: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hedge {
    AtLeast,
    AtMost,
    About,
    /// "almost": less than so many, though not by much.
    Short,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberWord {
    Value(u64),
    Scale(u64),
    /// "dozens": a range.
    Range(u64, Option<u64>),
}

/// Number words, hedges and currencies: `lexicon/en/events/numbers.tsv`, `hedges.tsv` and `currencies.txt`.
#[derive(Debug, Clone)]
pub struct NumberWords {
    numbers: HashMap<&'static str, NumberWord>,
    hedges: HashMap<&'static str, Hedge>,
    currencies: List,
}

/// Words that may stand between an amount and its currency ("million US dollars").
const BEFORE_CURRENCY: usize = 2;

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
                "almost" => Hedge::Short,
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
        let currencies = List::parse(
            "en/events/currencies.txt",
            include_str!("../../lexicon/en/events/currencies.txt"),
        )?;
        Ok(Self {
            numbers,
            hedges,
            currencies,
        })
    }

    /// The number that stands at `word`; `form` gives the words, `sentence` bounds them. `None` if no number stands there.
    pub fn read<'t>(
        &self,
        form: impl Fn(usize) -> &'t str,
        sentence: &Range<usize>,
        word: usize,
    ) -> Option<Number> {
        let lower = |w: usize| form(w).to_lowercase();
        let currency = |w: usize| sentence.contains(&w) && self.currencies.has_lower(form(w));
        let numeric = |w: usize| {
            sentence.contains(&w)
                && (figure(&lower(w)).is_some()
                    || self.numbers.contains_key(lower(w).as_str())
                    || w > sentence.start && currency(w - 1) && short(&lower(w)).is_some()
                    || w > sentence.start + 1
                        && currency(w - 2)
                        && short(&format!("1{}", lower(w))).is_some())
        };
        let range = |w: usize| {
            sentence.contains(&w)
                && matches!(
                    self.numbers.get(lower(w).as_str()),
                    Some(NumberWord::Range(..))
                )
        };
        // "twenty - three", "tens of thousands"
        let joins = |w: usize| {
            lower(w) == "-" && numeric(w + 1)
                || lower(w) == "of" && w > sentence.start && range(w - 1) && range(w + 1)
        };
        if !numeric(word) {
            return None;
        }
        let mut start = word;
        while start > sentence.start
            && (numeric(start - 1)
                || start - 1 > sentence.start && joins(start - 1) && numeric(start - 2))
        {
            start -= 1;
        }
        let mut end = word + 1;
        while numeric(end) || (sentence.contains(&end) && joins(end)) {
            end += 1;
        }
        let value = |words: Range<usize>| {
            self.value(
                words
                    .map(lower)
                    .filter(|w| !matches!(w.as_str(), "-" | "of")),
            )
        };
        // "between 30 and 40", "15 - 20"
        if start > sentence.start
            && lower(start - 1) == "between"
            && sentence.contains(&end)
            && lower(end) == "and"
            && numeric(end + 1)
        {
            end += 2;
            while numeric(end) {
                end += 1;
            }
        }
        let core = start..end;
        let between = core.clone().find(|w| {
            lower(*w) == "and"
                || lower(*w) == "-"
                    && figure(&lower(*w - 1)).is_some()
                    && figure(&lower(*w + 1)).is_some()
        });
        let mut amount = match between {
            Some(w) => {
                if lower(w) == "and" {
                    start -= 1;
                }
                let (from, to) = (value(core.start..w)?, value(w + 1..end)?);
                Amount {
                    low: from.low,
                    high: to.high,
                    approximate: false,
                }
            }
            None => value(core.clone())?,
        };
        let before = start > sentence.start && currency(start - 1);
        let money = before || (end..end + BEFORE_CURRENCY).any(currency);
        if before {
            start -= 1;
        }
        for length in (1..=3).rev() {
            let Some(from) = start.checked_sub(length).filter(|f| *f >= sentence.start) else {
                continue;
            };
            let phrase = (from..start).map(lower).collect::<Vec<_>>().join(" ");
            if let Some(hedge) = self.hedges.get(phrase.as_str()) {
                start = from;
                match hedge {
                    Hedge::AtLeast => amount.high = None,
                    Hedge::AtMost | Hedge::Short => {
                        (amount.low, amount.high) = (None, amount.high.or(amount.low));
                        amount.approximate |= *hedge == Hedge::Short;
                    }
                    Hedge::About => amount.approximate = true,
                }
                break;
            }
        }
        Some(Number {
            amount,
            words: start..end,
            core,
            money,
        })
    }

    /// All numbers of a sentence, in order.
    pub fn all<'t>(&self, form: impl Fn(usize) -> &'t str, sentence: &Range<usize>) -> Vec<Number> {
        let mut out: Vec<Number> = Vec::new();
        for word in sentence.clone() {
            if out.last().is_none_or(|n| n.words.end <= word) {
                out.extend(self.read(&form, sentence, word));
            }
        }
        out
    }

    fn value(&self, words: impl Iterator<Item = String>) -> Option<Amount> {
        let mut total: Option<f64> = None;
        let mut group: Option<f64> = None;
        let mut range: Option<(u64, Option<u64>)> = None;
        for word in words {
            if let Some(x) = figure(&word).or_else(|| short(&word)) {
                // "15 000"
                let thousands = word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
                let factor = if thousands { 1000.0 } else { 1.0 };
                group = Some(group.unwrap_or(0.0) * factor + x);
                continue;
            }
            if let Some(scale) = short(&format!("1{word}")) {
                group = Some(group.unwrap_or(1.0) * scale);
                continue;
            }
            match self.numbers.get(word.as_str())? {
                NumberWord::Value(x) => group = Some(group.unwrap_or(0.0) + *x as f64),
                NumberWord::Scale(x) if *x < 1000 => group = Some(group.unwrap_or(1.0) * *x as f64),
                NumberWord::Scale(x) => {
                    total = Some(total.unwrap_or(0.0) + group.unwrap_or(1.0) * *x as f64);
                    group = None;
                }
                NumberWord::Range(low, high) => {
                    range = Some(match range {
                        // "tens of thousands": the second word is the unit of the first.
                        Some((from, to)) => {
                            let unit = 10u64.saturating_pow(low.checked_ilog10().unwrap_or(0));
                            (
                                from.saturating_mul(unit),
                                to.map(|t| (t + 1).saturating_mul(unit) - 1),
                            )
                        }
                        None => (*low, *high),
                    });
                }
            }
        }
        if let Some((low, high)) = range {
            let factor = group.or(total).map_or(1, |x| x as u64);
            return Some(Amount {
                low: Some(low.saturating_mul(factor)),
                high: high.map(|h| h.saturating_mul(factor)),
                approximate: true,
            });
        }
        let x = total.unwrap_or(0.0) + group.unwrap_or(0.0);
        (total.is_some() || group.is_some()).then_some(())?;
        (x < 1e18).then_some(Amount {
            low: Some(x as u64),
            high: Some(x as u64),
            approximate: false,
        })
    }
}

/// A figure with the letters that stand for its scale: `1.65m`, `3bn`, `20k`.
fn short(word: &str) -> Option<f64> {
    let (digits, scale) = [("bn", 1e9), ("m", 1e6), ("k", 1e3)]
        .into_iter()
        .find_map(|(letters, scale)| Some((word.strip_suffix(letters)?, scale)))?;
    Some(figure(digits)? * scale)
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

    fn read(sentence: &str, at: usize) -> Option<(Option<u64>, Option<u64>, bool)> {
        let words: Vec<&str> = sentence.split(' ').collect();
        let numbers = NumberWords::english().unwrap();
        numbers
            .read(
                |w| words.get(w).copied().unwrap_or(""),
                &(0..words.len()),
                at,
            )
            .map(|n| (n.amount.low, n.amount.high, n.amount.approximate))
    }

    fn exactly(n: u64) -> Option<(Option<u64>, Option<u64>, bool)> {
        Some((Some(n), Some(n), false))
    }

    #[test]
    fn figures_words_and_scales() {
        assert_eq!(read("killing 1,200 people", 1), exactly(1200));
        assert_eq!(read("twenty - three miners", 0), exactly(23));
        assert_eq!(read("two hundred thousand people", 1), exactly(200_000));
        assert_eq!(read("$ 3.5 million in aid", 1), exactly(3_500_000));
        assert_eq!(read("€ 1.65m in aid", 1), exactly(1_650_000));
        assert_eq!(read("€ 1.65 m in aid", 1), exactly(1_650_000));
        assert_eq!(read("some 1.65m of cloth", 1), None, "metres");
        assert_eq!(read("bail of N$ 15 000", 3), exactly(15_000));
        assert_eq!(read("the people", 1), None);
    }

    #[test]
    fn hedges() {
        assert_eq!(read("at least 12 people", 2), Some((Some(12), None, false)));
        assert_eq!(read("about 30 people", 1), Some((Some(30), Some(30), true)));
        assert_eq!(read("up to 40 people", 2), Some((None, Some(40), false)));
        assert_eq!(read("almost 40 people", 1), Some((None, Some(40), true)));
        assert_eq!(
            read("dozens of people", 0),
            Some((Some(24), Some(99), true))
        );
        assert_eq!(
            read("between 30 and 40 people", 1),
            Some((Some(30), Some(40), false))
        );
        assert_eq!(read("15 - 20 people", 0), Some((Some(15), Some(20), false)));
        assert_eq!(
            read("tens of thousands of people", 2),
            Some((Some(20_000), Some(99_999), true))
        );
        assert_eq!(
            read("more than 12 people", 2),
            Some((Some(12), None, false))
        );
        assert_eq!(
            read("over $ 12 million", 2),
            Some((Some(12_000_000), None, false))
        );
    }
}
