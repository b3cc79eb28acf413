//! Speakers who asked not to be named.

use std::ops::Range;

use super::Saying;
use crate::entities::{EntityWords, References, Stands};
use crate::lexicon::{LexiconError, entries};
use crate::syntax::Syntax;
use crate::words::WordSpan;

/// Most words that a gap in a phrase stands for.
const LONGEST_GAP: usize = 3;

/// Phrases that tell of a speaker who wishes not to be named.
#[derive(Debug, Clone)]
pub struct AnonymityPhrases(Vec<Vec<&'static str>>);

impl AnonymityPhrases {
    /// The phrases of English.
    ///
    /// # Errors
    /// Names file and line of a phrase that begins or ends with a gap.
    pub fn english() -> Result<Self, LexiconError> {
        Self::parse(
            "en/voices/anonymity.txt",
            include_str!("../../lexicon/en/voices/anonymity.txt"),
        )
    }

    fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        entries(text)
            .map(|(line, phrase)| {
                let words: Vec<&str> = phrase.split_whitespace().collect();
                if words.first() == Some(&"*") || words.last() == Some(&"*") {
                    return Err(LexiconError::new(
                        file,
                        line,
                        "a gap stands at the edge of the phrase",
                    ));
                }
                Ok(words)
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The words of the longest phrase that begins at a word.
    fn at(&self, report: Parsed<'_>, word: usize, end: usize) -> Option<Range<usize>> {
        self.0
            .iter()
            .filter_map(|phrase| report.phrase(phrase, word, end))
            .max()
            .map(|end| word..end)
    }
}

/// A report as the stage looks at it.
#[derive(Clone, Copy)]
struct Parsed<'a> {
    text: &'a str,
    words: &'a [WordSpan],
    syntax: &'a Syntax,
    lexicon: &'a EntityWords,
}

impl Parsed<'_> {
    fn form(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |w| w.of(self.text))
    }

    fn is(&self, word: usize, wanted: &str) -> bool {
        self.form(word).eq_ignore_ascii_case(wanted)
            || self.syntax.lemmas.get(word).is_some_and(|l| l == wanted)
    }

    /// Where a phrase ends that begins at a word and lies before `end`.
    fn phrase(&self, phrase: &[&str], word: usize, end: usize) -> Option<usize> {
        match phrase {
            [] => Some(word),
            ["*", rest @ ..] => (1..=LONGEST_GAP).find_map(|n| self.phrase(rest, word + n, end)),
            [first, rest @ ..] if word < end && self.is(word, first) => {
                self.phrase(rest, word + 1, end)
            }
            _ => None,
        }
    }

    /// Whether a sentence begins with a pronoun for somebody: it goes on about who was spoken of.
    fn goes_on(&self, sentence: &Range<usize>) -> bool {
        matches!(
            self.lexicon.pronoun(self.form(sentence.start)),
            Some(Stands::Person | Stands::Many)
        )
    }
}

/// For each saying, whether its speaker is unnamed and asked to be.
///
/// A phrase counts for the speaker that it hangs on, or for the nearest of its sentence; where the sentence has none and
/// begins with a pronoun ("He spoke on condition of anonymity"), for the last speaker of the sentence before. What is said
/// in a saying's content counts for nobody.
pub fn anonymous(
    references: &References<'_>,
    phrases: &AnonymityPhrases,
    sayings: &[Saying],
) -> Vec<bool> {
    let report = Parsed {
        text: references.text,
        words: references.words,
        syntax: references.syntax,
        lexicon: references.lexicon,
    };
    let unnamed = |saying: &Saying| match &saying.source {
        Some(source) => references
            .cast
            .get(source.entity)
            .is_some_and(|m| m.name.is_none()),
        // Words that nobody could be told from, and that so are no name.
        None => saying.source_words.is_some(),
    };
    let mut out = vec![false; sayings.len()];
    for chosen in speakers(report, phrases, sayings) {
        if !unnamed(&sayings[chosen]) {
            continue;
        }
        let sentence = |i: usize| references.syntax.sentence(sayings[i].place());
        let who = |i: usize| sayings[i].source.as_ref().map(|r| r.entity);
        for (i, hidden) in out.iter_mut().enumerate() {
            let same = who(i).is_some() && who(i) == who(chosen) && sentence(i) == sentence(chosen);
            *hidden |= i == chosen || same;
        }
    }
    out
}

/// The sayings whose speakers the phrases of a report are about.
fn speakers(report: Parsed<'_>, phrases: &AnonymityPhrases, sayings: &[Saying]) -> Vec<usize> {
    let mut out = Vec::new();
    let said = |w: usize| sayings.iter().any(|s| s.holds(w));
    for (number, sentence) in report.syntax.sentences.iter().enumerate() {
        let mut word = sentence.start;
        while word < sentence.end {
            let Some(phrase) = phrases
                .at(report, word, sentence.end)
                .filter(|_| !said(word))
            else {
                word += 1;
                continue;
            };
            word = phrase.end.max(word + 1);
            // "Asked not to be named" may itself have been taken for a saying.
            let own = |i: &usize| {
                let content = sayings[*i].content.first();
                content.is_some_and(|c| phrase.contains(&c.start))
            };
            let mut here = within(sayings, sentence);
            here.retain(|i| !own(i));
            if here.is_empty() {
                let before = number
                    .checked_sub(1)
                    .and_then(|n| report.syntax.sentences.get(n))
                    .filter(|_| report.goes_on(sentence));
                out.extend(before.and_then(|s| within(sayings, s).last().copied()));
            } else {
                out.extend(owner(report, &phrase, sayings, &here));
            }
        }
    }
    out
}

/// The sayings whose cue or source stands in a sentence, in the order of their place.
fn within(sayings: &[Saying], sentence: &Range<usize>) -> Vec<usize> {
    (0..sayings.len())
        .filter(|i| parts(&sayings[*i]).any(|p| sentence.contains(&p.start)))
        .collect()
}

/// Cue and source of a saying.
fn parts(saying: &Saying) -> impl Iterator<Item = &Range<usize>> {
    saying.cue.iter().chain(&saying.source_words)
}

/// Whom of several a phrase is about: the one whose source or cue it hangs on, else the nearest.
fn owner(
    report: Parsed<'_>,
    phrase: &Range<usize>,
    sayings: &[Saying],
    here: &[usize],
) -> Option<usize> {
    let mut word = report.syntax.head_of(phrase.clone());
    for _ in 0..report.syntax.sentence(word).len() {
        let hung = here
            .iter()
            .copied()
            .filter(|i| {
                // A source may take its clause in: then every word of the phrase is one of its words.
                let source = sayings[*i].source_words.as_ref();
                source.is_some_and(|s| s.contains(&word))
                    || sayings[*i].cue.as_ref().is_some_and(|c| c.contains(&word))
            })
            .min_by_key(|i| sayings[*i].source_words.as_ref().map_or(0, Range::len));
        if hung.is_some() {
            return hung;
        }
        match report.syntax.head(word) {
            Some(above) => word = above,
            None => break,
        }
    }
    here.iter().copied().min_by_key(|i| {
        let far = parts(&sayings[*i])
            .map(|p| {
                p.start
                    .saturating_sub(phrase.end)
                    .max(phrase.start.saturating_sub(p.end))
            })
            .min();
        (far, *i)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::hand_parsed::Hand;

    /// A saying without a resolved source.
    fn saying(
        cue: Option<Range<usize>>,
        source_words: Option<Range<usize>>,
        content: Range<usize>,
    ) -> Saying {
        Saying {
            cue,
            source_words,
            source: None,
            content: vec![content],
            kind: dateline_record::QuotationKind::Indirect,
            confidence: 1.0,
        }
    }

    /// The sayings of which the phrases of a hand-parsed text are told.
    fn told(hand: &Hand, sayings: &[Saying]) -> Vec<usize> {
        let report = Parsed {
            text: &hand.text,
            words: &hand.words,
            syntax: &hand.syntax,
            lexicon: &EntityWords::english().unwrap(),
        };
        speakers(report, &AnonymityPhrases::english().unwrap(), sayings)
    }

    #[test]
    fn a_phrase_is_about_the_speaker_it_hangs_on() {
        let hand = Hand::parse(
            "A|a|DET|2|det aide|aide|NOUN|3|nsubj said|say|VERB|0|root no|no|INTJ|3|obj and|and|CCONJ|15|cc \
             a|a|DET|7|det guard|guard|NOUN|15|nsubj who|who|PRON|9|nsubj asked|ask|VERB|7|acl:relcl \
             not|not|PART|13|advmod to|to|PART|13|mark be|be|AUX|13|aux:pass named|name|VERB|9|xcomp ,|,|PUNCT|9|punct \
             said|say|VERB|3|conj yes|yes|INTJ|15|obj",
        );
        let sayings = [
            saying(Some(2..3), Some(0..2), 3..4),
            saying(Some(14..15), Some(5..7), 15..16),
        ];
        assert_eq!(told(&hand, &sayings), [1]);
    }

    #[test]
    fn a_phrase_inside_what_is_said_is_about_nobody() {
        let hand = Hand::parse(
            "She|she|PRON|2|nsubj said|say|VERB|0|root he|he|PRON|4|nsubj declined|decline|VERB|2|ccomp \
             to|to|PART|7|mark be|be|AUX|7|aux:pass named|name|VERB|4|xcomp",
        );
        assert!(told(&hand, &[saying(Some(1..2), Some(0..1), 2..7)]).is_empty());
    }

    #[test]
    fn a_sentence_with_a_pronoun_goes_on_about_the_last_speaker() {
        let hand = Hand::parse(
            "Go|go|VERB|3|ccomp he|he|PRON|3|nsubj said|say|VERB|0|root ; \
             He|he|PRON|2|nsubj spoke|speak|VERB|0|root on|on|ADP|4|case condition|condition|NOUN|2|obl of|of|ADP|6|case \
             anonymity|anonymity|NOUN|4|nmod",
        );
        assert_eq!(told(&hand, &[saying(Some(2..3), Some(1..2), 0..1)]), [0]);
    }

    #[test]
    fn the_asking_is_no_saying_of_its_own() {
        let hand = Hand::parse(
            "Yes|yes|INTJ|2|ccomp said|say|VERB|0|root a|a|DET|4|det guard|guard|NOUN|2|nsubj who|who|PRON|6|nsubj \
             asked|ask|VERB|4|acl:relcl not|not|PART|10|advmod to|to|PART|10|mark be|be|AUX|10|aux:pass named|name|VERB|6|xcomp",
        );
        let sayings = [
            saying(Some(1..2), Some(2..4), 0..1),
            saying(Some(5..6), Some(4..5), 6..10),
        ];
        assert_eq!(told(&hand, &sayings), [0]);
    }

    #[test]
    fn a_gap_holds_a_few_words() {
        let hand = Hand::parse(
            "He|he|PRON|2|nsubj refused|refuse|VERB|0|root to|to|PART|4|mark give|give|VERB|2|xcomp his|his|PRON|7|nmod:poss \
             full|full|ADJ|7|amod name|name|NOUN|4|obj and|and|CCONJ|9|cc said|say|VERB|2|conj so|so|ADV|9|advmod",
        );
        assert_eq!(told(&hand, &[saying(Some(8..9), Some(0..1), 9..10)]), [0]);
        assert!(AnonymityPhrases::parse("f", "* name").is_err());
    }
}
