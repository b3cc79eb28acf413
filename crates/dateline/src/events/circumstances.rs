//! What the stage of events knows of the words before times and places: `lexicon/en/events/`.

use std::collections::HashMap;

use crate::lexicon::{LexiconError, List, pairs};
use crate::syntax::Syntax;

/// How a preposition sets a time against an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The event happens then, as after most prepositions and without one.
    At,
    /// It begins then and lasts: "since 2018".
    From,
    /// It lasts till then: "until July 18".
    Until,
    /// It happens at another time, or the time is only a limit: "before Friday".
    Elsewhen,
}

/// How a preposition sets a place against an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// The event happens there: "in Paris".
    There,
    /// It happens at the seat of what is named, be it an organization: "outside the ministry".
    Seat,
    /// Something moves there: "to Paris".
    Goal,
    /// The place belongs to what the phrase hangs on: "the city of Paris".
    Owner,
}

/// Stands in `time-stretches.tsv` for whatever opens two years in a row.
const ANY: &str = "*";

/// Words of times and places.
#[derive(Debug, Clone)]
pub struct Circumstances {
    times: HashMap<&'static str, Setting>,
    places: HashMap<&'static str, Site>,
    stretches: Vec<(&'static str, &'static str)>,
    premises: List,
    possibilities: List,
    definite: List,
}

impl Circumstances {
    /// The lists for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        let file = "en/events/time-prepositions.tsv";
        let mut times = HashMap::new();
        for (line, word, setting) in pairs(
            file,
            include_str!("../../lexicon/en/events/time-prepositions.tsv"),
        )? {
            let setting = match setting {
                "from" => Setting::From,
                "until" => Setting::Until,
                "elsewhen" => Setting::Elsewhen,
                other => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{other}` sets no time"),
                    ));
                }
            };
            times.insert(word, setting);
        }
        let file = "en/events/place-prepositions.tsv";
        let mut places = HashMap::new();
        for (line, word, site) in pairs(
            file,
            include_str!("../../lexicon/en/events/place-prepositions.tsv"),
        )? {
            let site = match site {
                "there" => Site::There,
                "seat" => Site::Seat,
                "goal" => Site::Goal,
                "owner" => Site::Owner,
                other => {
                    return Err(LexiconError::new(
                        file,
                        line,
                        format!("`{other}` sets no place"),
                    ));
                }
            };
            places.insert(word, site);
        }
        let stretches = pairs(
            "en/events/time-stretches.tsv",
            include_str!("../../lexicon/en/events/time-stretches.tsv"),
        )?;
        let premises = List::parse(
            "en/events/premises.txt",
            include_str!("../../lexicon/en/events/premises.txt"),
        )?;
        Ok(Self {
            times,
            places,
            stretches: stretches.into_iter().map(|(_, a, b)| (a, b)).collect(),
            premises,
            possibilities: List::parse(
                "en/events/possibilities.txt",
                include_str!("../../lexicon/en/events/possibilities.txt"),
            )?,
            definite: List::parse(
                "en/definite.txt",
                include_str!("../../lexicon/en/definite.txt"),
            )?,
        })
    }

    /// How a time after a preposition, or without one, is set.
    pub fn setting(&self, preposition: Option<&str>) -> Setting {
        preposition
            .and_then(|p| self.times.get(p.to_lowercase().as_str()))
            .copied()
            .unwrap_or(Setting::At)
    }

    /// How a place after a preposition is set; `None` where the preposition tells of no place.
    pub fn site(&self, preposition: &str) -> Option<Site> {
        self.places
            .get(preposition.to_lowercase().as_str())
            .copied()
    }

    /// Whether a time after `opener` lasts to the one that `link` joins to it: "between", "and".
    pub fn is_stretch(&self, opener: &str, link: &str) -> bool {
        let (opener, link) = (opener.to_lowercase(), link.to_lowercase());
        self.stretches
            .iter()
            .any(|(a, b)| *a == opener && *b == link)
    }

    /// Whether `link` makes one stretch of a year and the next one.
    pub fn joins_years(&self, link: &str) -> bool {
        self.is_stretch(ANY, link)
    }

    /// Whether a noun means the ground or a building of an organization.
    pub fn is_premises(&self, lemma: &str) -> bool {
        self.premises.has_lower(lemma)
    }

    /// Whether an auxiliary makes a verb what may happen: "could bomb".
    pub fn is_possible(&self, syntax: &Syntax, event: usize) -> bool {
        syntax
            .children(event)
            .any(|c| syntax.relation(c) == "aux" && self.possibilities.has_lower(syntax.lemma(c)))
    }

    /// Whether a word before a noun points to what is known already.
    pub fn is_definite(&self, form: &str) -> bool {
        self.definite.has_lower(form)
    }
}
