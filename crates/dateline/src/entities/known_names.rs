//! Names of several words that the tables know, where the tagger cut them up or passed them over.

use std::ops::Range;

use super::Mention;
use crate::words::{WordSpan, surface};

/// Words of the longest name that is looked for.
const LONGEST: usize = 6;
/// How sure a name is that nothing but a table knows.
const BY_TABLE: f32 = 0.5;

/// Makes one mention of class `class` of each run of capitalised words that `known` says to be a name, unless a mention
/// reaches over its ends or covers it already; the longest of several goes first.
pub fn join_known(
    mentions: &mut Vec<Mention>,
    text: &str,
    words: &[WordSpan],
    sentences: &[Range<usize>],
    class: usize,
    known: impl Fn(&str) -> bool,
) {
    let capital = |w: usize| {
        let form = words.get(w).map_or("", |s| s.of(text));
        form.chars().next().is_some_and(char::is_uppercase)
    };
    for sentence in sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let longest = (at + LONGEST).min(sentence.end);
            let found = (at + 2..=longest).rev().map(|end| at..end).find(|run| {
                capital(run.start) && capital(run.end - 1) && known(&surface(text, words, run))
            });
            let Some(run) = found else {
                at += 1;
                continue;
            };
            at = run.end;
            let touches = |m: &Mention| m.words.start < run.end && run.start < m.words.end;
            let inside = |m: &Mention| run.start <= m.words.start && m.words.end <= run.end;
            let covered = |m: &Mention| m.words.start <= run.start && run.end <= m.words.end;
            let touching = || mentions.iter().filter(|m| touches(m));
            if touching().any(|m| covered(m) || !inside(m)) {
                continue;
            }
            let confidence = touching().map(|m| m.confidence).fold(BY_TABLE, f32::max);
            mentions.retain(|m| !touches(m));
            let place = mentions.partition_point(|m| m.words.start < run.start);
            mentions.insert(
                place,
                Mention {
                    words: run,
                    class,
                    confidence,
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::WordRules;

    fn joined(text: &str, found: &[(Range<usize>, usize)]) -> Vec<(Range<usize>, usize)> {
        let words = WordRules::english().unwrap().words(text);
        let mut mentions: Vec<Mention> = found
            .iter()
            .map(|(words, class)| Mention {
                words: words.clone(),
                class: *class,
                confidence: 0.9,
            })
            .collect();
        let all = 0..words.len();
        let known = |name: &str| matches!(name, "Sable Front" | "Sable Front Council");
        join_known(&mut mentions, text, &words, &[all], 7, known);
        mentions.into_iter().map(|m| (m.words, m.class)).collect()
    }

    #[test]
    fn a_name_cut_in_two_or_passed_over_is_one() {
        let text = "The Sable Front met.";
        assert_eq!(joined(text, &[(1..2, 0), (2..3, 1)]), [(1..3, 7)]);
        assert_eq!(joined(text, &[]), [(1..3, 7)]);
    }

    #[test]
    fn the_longest_name_goes_first() {
        assert_eq!(
            joined("Sable Front Council met.", &[(0..1, 0)]),
            [(0..3, 7)]
        );
    }

    #[test]
    fn a_mention_that_covers_it_or_reaches_over_its_ends_stays() {
        let text = "The Sable Front Monument and Sable Front";
        let found = [(1..4, 3), (5..7, 0)];
        assert_eq!(joined(text, &found), found);
    }
}
