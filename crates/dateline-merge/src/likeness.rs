//! How likely two tellings are of one happening: weighted signs, whose weights are data.

use dateline_record::Event;

use crate::data::{DataError, lines};
use crate::telling::{Document, Telling};

/// Two tellings and what they are compared among.
pub(crate) struct Pair<'p, 'a> {
    pub first: &'p Telling<'a>,
    pub second: &'p Telling<'a>,
    pub documents: &'p [Document<'a>],
    /// How many of the tellings that are compared have the head of the first, and of the second.
    pub told: (usize, usize),
}

/// A sign by its name in the data file, and how plainly a pair shows it, as a rule from 0 to 1.
type Sign = (&'static str, fn(&Pair<'_, '_>) -> f64);

/// More tellings than so many do not count.
const OFTEN: usize = 20;

const SIGNS: [Sign; 26] = [
    ("same word", |p| flag(p.same())),
    ("other word told in both", |p| {
        flag(!p.same() && !p.first.words.is_disjoint(&p.second.words))
    }),
    ("same words", |p| flag(p.first.words == p.second.words)),
    ("shared sense", |p| {
        flag(!p.same() && !p.first.senses.is_disjoint(&p.second.senses))
    }),
    ("same beginning", |p| flag(!p.same() && p.begin_alike())),
    ("word beside the other", |p| {
        let (a, b) = (p.first, p.second);
        flag(!p.same() && (b.beside.contains(&a.head) || a.beside.contains(&b.head)))
    }),
    ("same report", |p| flag(p.of_one_report())),
    ("same report, same word", |p| {
        flag(p.of_one_report() && p.same())
    }),
    ("same sentence", |p| flag(p.of_one_sentence())),
    ("same sentence, same word", |p| {
        flag(p.of_one_sentence() && p.same())
    }),
    ("near words alike", |p| p.near()),
    ("near words alike, same word", |p| p.near() * flag(p.same())),
    ("sentences alike", |p| p.around()),
    ("sentences alike, same word", |p| {
        p.around() * flag(p.same())
    }),
    ("sentences alike, same report", |p| {
        p.around() * flag(p.of_one_report())
    }),
    ("reports alike", |p| p.reports()),
    ("reports alike, same word", |p| p.reports() * flag(p.same())),
    ("both of a type", |p| {
        flag(p.first.event.is_some() && p.second.event.is_some())
    }),
    ("same type", |p| {
        flag(p.events(|a, b| a.event_type == b.event_type))
    }),
    ("shared actor", |p| {
        flag(!p.first.actors.is_disjoint(&p.second.actors))
    }),
    ("told often", |p| often(p.told.0) + often(p.told.1)),
    ("told often, same word", |p| {
        often(p.told.0) * flag(p.same())
    }),
    ("other background", |p| {
        flag(p.events(|a, b| a.historical != b.historical))
    }),
    ("other modes", |p| {
        flag(p.events(|a, b| {
            let shared = a.modes.iter().any(|mode| b.modes.contains(mode));
            !a.modes.is_empty() && !b.modes.is_empty() && !shared
        }))
    }),
    ("roles exchanged", |p| {
        let (a, b) = (p.first, p.second);
        let exchanged =
            !a.actors.is_disjoint(&b.recipients) || !a.recipients.is_disjoint(&b.actors);
        flag(a.actors.is_disjoint(&b.actors) && exchanged)
    }),
    ("same quantity", |p| flag(p.events(share_a_quantity))),
];

fn flag(shown: bool) -> f64 {
    f64::from(u8::from(shown))
}

fn often(tellings: usize) -> f64 {
    (tellings.clamp(1, OFTEN) as f64).ln()
}

fn share_a_quantity(a: &Event, b: &Event) -> bool {
    a.quantities.iter().any(|own| {
        let mut others = b.quantities.iter();
        others.any(|other| own.kind == other.kind && own.low.is_some() && own.low == other.low)
    })
}

impl Pair<'_, '_> {
    fn same(&self) -> bool {
        self.first.head == self.second.head
    }

    fn begin_alike(&self) -> bool {
        self.first.beginning.is_some() && self.first.beginning == self.second.beginning
    }

    fn of_one_report(&self) -> bool {
        self.first.document == self.second.document
    }

    fn of_one_sentence(&self) -> bool {
        self.of_one_report() && self.first.sentence == self.second.sentence
    }

    fn near(&self) -> f64 {
        self.first.near.cosine(&self.second.near)
    }

    fn around(&self) -> f64 {
        self.first.around.cosine(&self.second.around)
    }

    /// How alike the words of two reports are; 0 within one.
    fn reports(&self) -> f64 {
        let bag = |telling: &Telling<'_>| Some(&self.documents.get(telling.document)?.bag);
        match (self.of_one_report(), bag(self.first), bag(self.second)) {
            (false, Some(a), Some(b)) => a.cosine(b),
            _ => 0.0,
        }
    }

    fn events(&self, hold: impl Fn(&Event, &Event) -> bool) -> bool {
        let events = self.first.event.zip(self.second.event);
        events.is_some_and(|(a, b)| hold(a, b))
    }
}

/// How plainly two tellings show each sign, in the order of [`sign_names`].
pub type Signs = [f64; SIGNS.len()];

/// Names of the signs.
pub fn sign_names() -> impl Iterator<Item = &'static str> {
    SIGNS.iter().map(|(name, _)| *name)
}

/// The signs of two tellings.
pub(crate) fn signs(pair: &Pair<'_, '_>) -> Signs {
    SIGNS.map(|(_, shown)| shown(pair))
}

/// Weights of the signs: `lexicon/signs.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct Likeness {
    weights: Signs,
    bias: f64,
}

const BIAS: &str = "(any two)";

impl Likeness {
    /// The weights that come with dateline.
    ///
    /// # Errors
    /// Names file and line of a malformed, unknown, missing or repeated sign.
    pub fn bundled() -> Result<Likeness, DataError> {
        Likeness::parse(include_str!("../lexicon/signs.tsv"))
    }

    fn parse(text: &str) -> Result<Likeness, DataError> {
        const FILE: &str = "lexicon/signs.tsv";
        let mut found: [Option<f64>; SIGNS.len()] = [None; SIGNS.len()];
        let mut bias = None;
        for (number, line) in lines(text) {
            let mut fields = line.split('\t');
            let (name, weight) = (fields.next().unwrap_or_default(), fields.next());
            let slot = match sign_names().position(|n| n == name) {
                Some(i) => &mut found[i],
                None if name == BIAS => &mut bias,
                None => {
                    return Err(DataError::new(FILE, number, format!("`{name}` is no sign")));
                }
            };
            let weight = weight.and_then(|w| w.parse().ok());
            let weight = weight.filter(|w: &f64| w.is_finite());
            if weight.is_none() || slot.is_some() {
                let problem = format!("`{name}` wants one number");
                return Err(DataError::new(FILE, number, problem));
            }
            *slot = weight;
        }
        let missing =
            |name: &str| DataError::new(FILE, text.lines().count(), format!("no `{name}`"));
        let mut weights = [0.0; SIGNS.len()];
        for ((weight, found), name) in weights.iter_mut().zip(found).zip(sign_names()) {
            *weight = found.ok_or_else(|| missing(name))?;
        }
        Ok(Likeness {
            weights,
            bias: bias.ok_or_else(|| missing(BIAS))?,
        })
    }

    /// Probability that tellings with these signs are of one happening.
    pub fn probability(&self, signs: &Signs) -> f64 {
        let shown = self.weights.iter().zip(signs);
        let odds = self.bias + shown.map(|(weight, shown)| weight * shown).sum::<f64>();
        1.0 / (1.0 + (-odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Vec<String> {
        sign_names()
            .chain([BIAS])
            .map(|n| format!("{n}\t0\tecb"))
            .collect()
    }

    #[test]
    fn every_sign_has_one_weight() {
        assert!(Likeness::parse(&full().join("\n")).is_ok());
        for change in [
            "same type\t0",
            "no sign\t1",
            "same type\tmuch",
            "same type\tNaN",
        ] {
            let text = format!("{change}\n{}", full().join("\n"));
            let error = Likeness::parse(&text).unwrap_err().to_string();
            assert!(error.contains("signs.tsv:"), "{change}: {error}");
        }
        let error = Likeness::parse(&full()[1..].join("\n")).unwrap_err();
        assert!(error.to_string().contains("same word"), "{error}");
    }

    #[test]
    fn signs_move_the_probability() {
        let likeness = Likeness::bundled().unwrap();
        let none = likeness.probability(&[0.0; SIGNS.len()]);
        for (sign, more) in [("same word", true), ("other background", false)] {
            let mut signs = [0.0; SIGNS.len()];
            signs[sign_names().position(|n| n == sign).unwrap()] = 1.0;
            assert_eq!(likeness.probability(&signs) > none, more, "{sign}");
        }
    }
}
