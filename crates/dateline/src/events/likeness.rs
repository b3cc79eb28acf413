//! How likely two tellings of a report are of one happening: weighted signs, whose weights are data.

use super::retelling::common;
use super::{Circumstances, Filler, Told};
use crate::encode::sigmoid;
use crate::entities::References;
use crate::lexicon::{LexiconError, pairs};

/// A sign for or against one happening, by its name in the data file.
type Sign = (&'static str, fn(&Pair<'_>) -> bool);

/// Two tellings of one event type, the one that stands first in the text first.
struct Pair<'a> {
    first: &'a Telling<'a>,
    second: &'a Telling<'a>,
}

/// A telling with what its words show.
pub struct Telling<'a> {
    told: &'a Told,
    sentence: usize,
    lemma: String,
    verb: bool,
    definite: bool,
    actor_words: Vec<String>,
    recipient_words: Vec<String>,
}

/// Letters of a lemma that tell a family of words: "attack", "attacker".
const STEM: usize = 4;
/// Sentences that open a report and sum it up, headline included.
const OPENING: usize = 1;
/// Most sentences between tellings that stand near each other, and least between those far apart.
const NEAR: usize = 4;
const FAR: usize = 8;

const SIGNS: [Sign; 23] = [
    ("same lemma", |p| p.first.lemma == p.second.lemma),
    ("same stem", |p| {
        let stem_of_first = stem(&p.first.lemma);
        p.first.lemma != p.second.lemma
            && stem_of_first.is_some()
            && stem_of_first == stem(&p.second.lemma)
    }),
    ("verbs", |p| p.first.verb && p.second.verb),
    ("definite noun again", |p| p.second.definite),
    ("same sentence", |p| p.distance() == 0),
    ("next sentence", |p| p.distance() == 1),
    ("near", |p| (2..=NEAR).contains(&p.distance())),
    ("far", |p| p.distance() > FAR),
    ("opening", |p| p.first.sentence <= OPENING),
    ("shared actor", |p| {
        let (a, b) = p.actors();
        common(a, b)
    }),
    ("other actors", |p| apart(p.actors())),
    ("shared recipient", |p| {
        let (a, b) = p.recipients();
        common(a, b)
    }),
    ("other recipients", |p| apart(p.recipients())),
    ("roles exchanged", |p| {
        let (a, b) = (&p.first.told.arguments, &p.second.told.arguments);
        !common(&a.actors, &b.actors)
            && (common(&a.actors, &b.recipients) || common(&a.recipients, &b.actors))
    }),
    ("actors called alike", |p| {
        words_common(&p.first.actor_words, &p.second.actor_words)
    }),
    ("recipients called alike", |p| {
        words_common(&p.first.recipient_words, &p.second.recipient_words)
    }),
    ("other times", |p| {
        let (a, b) = (p.first.value(), p.second.value());
        a.zip(b)
            .is_some_and(|(a, b)| !a.starts_with(b) && !b.starts_with(a))
    }),
    ("same place", |p| {
        let (a, b) = (p.first.place(), p.second.place());
        a.is_some() && a == b
    }),
    ("other status", |p| {
        p.first.told.coding.status != p.second.told.coding.status
    }),
    ("other background", |p| {
        p.first.told.coding.historical != p.second.told.coding.historical
    }),
    ("shared mode", |p| {
        let other = p.modes().1;
        p.modes().0.iter().any(|m| other.contains(m))
    }),
    ("other modes", |p| {
        let (a, b) = p.modes();
        !a.is_empty() && !b.is_empty() && !a.iter().any(|m| b.contains(m))
    }),
    ("same quantity", |p| {
        let other = &p.second.told.arguments.counts;
        let own = &p.first.told.arguments.counts;
        own.iter().any(|c| {
            let mut same = other
                .iter()
                .filter(|o| o.kind == c.kind && o.amount.low == c.amount.low);
            same.next().is_some()
        })
    }),
];

/// The signs that two tellings show, in the order of [`sign_names`].
pub type Signs = [bool; SIGNS.len()];

/// Names of the signs.
pub fn sign_names() -> impl Iterator<Item = &'static str> {
    SIGNS.iter().map(|(name, _)| *name)
}

/// Weights of the signs: `lexicon/events/happenings.tsv`.
#[derive(Debug, Clone)]
pub struct Likeness {
    weights: [f32; SIGNS.len()],
    bias: f32,
}

const BIAS: &str = "(any two)";

impl Likeness {
    /// The weights that come with dateline.
    ///
    /// # Errors
    /// Names file and line of a malformed, unknown, missing or repeated sign.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(
            "events/happenings.tsv",
            include_str!("../../lexicon/events/happenings.tsv"),
        )
    }

    fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        let mut found: [Option<f32>; SIGNS.len()] = [None; SIGNS.len()];
        let mut bias = None;
        for (line, name, weight) in pairs(file, text)? {
            let slot = match sign_names().position(|n| n == name) {
                Some(i) => &mut found[i],
                None if name == BIAS => &mut bias,
                None => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{name}` is no sign"),
                    ));
                }
            };
            let weight = weight.parse().ok().filter(|w: &f32| w.is_finite());
            if weight.is_none() || slot.is_some() {
                let problem = format!("`{name}` wants one number");
                return Err(LexiconError::new(file, line, problem));
            }
            *slot = weight;
        }
        let missing =
            |name: &str| LexiconError::new(file, text.lines().count(), format!("no `{name}`"));
        let mut weights = [0.0; SIGNS.len()];
        for ((weight, found), name) in weights.iter_mut().zip(found).zip(sign_names()) {
            *weight = found.ok_or_else(|| missing(name))?;
        }
        Ok(Self {
            weights,
            bias: bias.ok_or_else(|| missing(BIAS))?,
        })
    }

    /// Probability that tellings with these signs are of one happening.
    pub fn probability(&self, signs: &Signs) -> f32 {
        let shown = self.weights.iter().zip(signs).filter(|(_, shown)| **shown);
        sigmoid(self.bias + shown.map(|(weight, _)| weight).sum::<f32>())
    }
}

/// The signs of two tellings, the earlier one first.
pub fn signs(first: &Telling<'_>, second: &Telling<'_>) -> Signs {
    let pair = Pair { first, second };
    SIGNS.map(|(_, shown)| shown(&pair))
}

impl<'a> Telling<'a> {
    /// What the words around a telling show.
    pub fn new(
        told: &'a Told,
        references: &References<'_>,
        circumstances: &Circumstances,
    ) -> Telling<'a> {
        let syntax = references.syntax;
        let head = syntax.head_of(told.anchor.words.clone());
        Telling {
            sentence: syntax.sentence_of.get(head).copied().unwrap_or(0),
            lemma: syntax.lemma(head).to_lowercase(),
            verb: !is_noun(head, references),
            definite: is_definite(head, references, circumstances),
            actor_words: name_words(&told.arguments.actors, references),
            recipient_words: name_words(&told.arguments.recipients, references),
            told,
        }
    }

    fn value(&self) -> Option<&str> {
        self.told.time.as_ref()?.value.as_deref()
    }

    fn place(&self) -> Option<usize> {
        self.told.place.as_ref().map(|p| p.filler.entity)
    }
}

impl Pair<'_> {
    fn distance(&self) -> usize {
        self.second.sentence.saturating_sub(self.first.sentence)
    }

    fn actors(&self) -> (&[Filler], &[Filler]) {
        (
            &self.first.told.arguments.actors,
            &self.second.told.arguments.actors,
        )
    }

    fn recipients(&self) -> (&[Filler], &[Filler]) {
        (
            &self.first.told.arguments.recipients,
            &self.second.told.arguments.recipients,
        )
    }

    fn modes(&self) -> (&[String], &[String]) {
        (
            &self.first.told.coding.modes,
            &self.second.told.coding.modes,
        )
    }
}

fn is_noun(word: usize, references: &References<'_>) -> bool {
    references.syntax.upos.get(word) == Some(&dateline_record::Upos::Noun)
}

/// Whether a noun points to what is known already: "the attack", "their talks".
pub fn is_definite(
    noun: usize,
    references: &References<'_>,
    circumstances: &Circumstances,
) -> bool {
    let syntax = references.syntax;
    is_noun(noun, references)
        && syntax.children(noun).any(|w| {
            matches!(syntax.full_relation(w), "det" | "nmod:poss")
                && circumstances.is_definite(references.form(w))
        })
}

/// The first letters of a lemma; `None` if it has fewer.
fn stem(lemma: &str) -> Option<&str> {
    let (last, c) = lemma.char_indices().nth(STEM - 1)?;
    lemma.get(..last + c.len_utf8())
}

fn apart((a, b): (&[Filler], &[Filler])) -> bool {
    !a.is_empty() && !b.is_empty() && !common(a, b)
}

/// The words of names and descriptions, in lower case, without those too short to tell anybody.
fn name_words(fillers: &[Filler], references: &References<'_>) -> Vec<String> {
    fillers
        .iter()
        .filter_map(|f| references.cast.get(f.entity))
        .filter_map(|m| m.name.as_deref().or(m.description.as_deref()))
        .flat_map(|called| called.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.len() > 2 && !references.lexicon.is_article(w))
        .map(str::to_lowercase)
        .collect()
}

fn words_common(a: &[String], b: &[String]) -> bool {
    a.iter().any(|w| b.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(lines: impl Iterator<Item = String>) -> String {
        lines.collect::<Vec<_>>().join("\n")
    }

    fn full() -> Vec<String> {
        sign_names()
            .chain([BIAS])
            .map(|n| format!("{n}\t0"))
            .collect()
    }

    #[test]
    fn every_sign_has_one_weight() {
        assert!(Likeness::parse("f", &file(full().into_iter())).is_ok());
        for (change, line) in [
            ("verbs\t0\nverbs\t1", "f:25"),
            ("no sign\t1", "f:25"),
            ("verbs\tmuch", "f:25"),
        ] {
            let text = file(full().into_iter().chain([change.to_owned()]));
            let error = Likeness::parse("f", &text).unwrap_err().to_string();
            assert!(error.contains(line), "{error}");
        }
        let error = Likeness::parse("f", &file(full().into_iter().skip(1))).unwrap_err();
        assert!(error.to_string().contains("same lemma"), "{error}");
    }

    #[test]
    fn bundled_weights_load_and_signs_move_the_probability() {
        let likeness = Likeness::bundled().unwrap();
        let none = likeness.probability(&[false; SIGNS.len()]);
        for (sign, more) in [("same lemma", true), ("other background", false)] {
            let mut signs = [false; SIGNS.len()];
            signs[sign_names().position(|n| n == sign).unwrap()] = true;
            assert_eq!(likeness.probability(&signs) > none, more, "{sign}");
        }
    }
}
