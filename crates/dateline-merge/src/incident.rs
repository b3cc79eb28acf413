//! An incident: what several reports tell of one happening, side by side.

use std::collections::{BTreeSet, HashMap};

use dateline_record::{
    EntityId, Event, EventId, Figure, GeoPlace, QuantityKind, Record, Span, Status, Voice,
};
use serde::Serialize;

use crate::apart::{is_fact, may_be_one_place};
use crate::days::Stretch;
use crate::reports::Reported;

/// One happening with all that is told of it. Nothing is averaged and nothing decided: answers stand side by side, each
/// with the tellings that give it and their words.
#[derive(Clone, Debug)]
pub struct Incident {
    /// All tellings, in the order of the reports and their texts.
    pub tellings: Vec<Telling>,
    /// Who tells it, each once.
    pub witnesses: Vec<Witness>,
    /// How many different texts tell it; copies of one count once.
    pub texts: usize,
    /// Whether it is told as a fact by anybody. If not, the answers are what is planned, feared or denied.
    pub fact: bool,
    /// What kind of deed.
    pub types: Vec<Answer<String>>,
    /// In what way.
    pub modes: Vec<Answer<String>>,
    /// Who did it.
    pub actors: Vec<Answer<Party>>,
    /// To whom.
    pub recipients: Vec<Answer<Party>>,
    /// When, in EDTF.
    pub times: Matter<String>,
    /// Where.
    pub places: Matter<PlaceTold>,
    /// How many, by what is counted.
    pub counts: Vec<Count>,
    /// The days that its times span.
    pub days: Stretch,
}

/// One event of one report that tells an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Number of the report.
    pub report: usize,
    /// The event in its record.
    pub event: EventId,
    /// The attributions it stands inside.
    pub voice: Voice,
    /// Who tells it: the place in [`Incident::witnesses`].
    pub witness: usize,
    /// Whether it happened, by this telling.
    pub status: Status,
    /// Whether its answers count among those of the incident; a telling of a plan, a fear or a denial is only listed where
    /// others tell a fact.
    pub counts: bool,
}

/// Somebody who tells: a publisher in the reporter's voice, or whoever the report quotes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "voice", rename_all = "snake_case")]
pub enum Witness {
    /// The reporter of this publisher; without a name the report of that number.
    Reporter {
        /// Newspaper, agency or site.
        publisher: Option<String>,
        /// Number of the first report of this publisher, or with this text; outside, tellings name their reports.
        #[serde(skip)]
        report: usize,
    },
    /// Somebody quoted.
    Quoted {
        /// The speakers, outermost first; `None` for one whom the report does not name.
        speakers: Vec<Option<String>>,
        /// Where nobody is named, the report that quotes them.
        #[serde(skip)]
        report: Option<usize>,
    },
}

/// An answer and who gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// What is said.
    pub value: T,
    /// The tellings that say it, by their places in the incident, each with its words.
    pub told: Vec<Said>,
}

/// The words of one telling that say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Place in [`Incident::tellings`].
    pub telling: usize,
    /// The words in its report; `None` where none stand for it.
    pub span: Option<Span>,
}

/// Answers to a question that has one right answer, and whether they can all be it.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter<T> {
    /// The answers, in the order in which they are first given.
    pub answers: Vec<Answer<T>>,
    /// How they stand to each other.
    pub agreement: Agreement,
}

/// How answers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Nobody says anything.
    None,
    /// One witness alone answers.
    Single,
    /// Several witnesses, whose answers can all be right.
    Agreed,
    /// Two answers cannot both be right.
    Disagreed,
}

/// How many of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// What is counted.
    pub kind: QuantityKind,
    /// Currency, or the noun counted.
    pub unit: Option<String>,
    /// The figures told.
    pub figures: Matter<Figure>,
}

/// Who takes part, as reports call them.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The name or description that the first report gives.
    pub name: String,
    /// What they are called across reports; `None` where the name alone may be anybody's.
    pub key: Option<String>,
    /// Country code.
    pub country: Option<String>,
}

/// Where it happened, as reports call it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceTold {
    /// The name.
    pub name: String,
    /// Where on the map.
    pub on_map: Option<GeoPlace>,
    /// Taken from another sentence or the dateline.
    pub inferred: bool,
}

/// An event with its report.
struct Told<'a> {
    record: &'a Record,
    event: &'a Event,
}

/// The number of the first report of each publisher.
pub(crate) type Publishers<'a> = HashMap<&'a str, usize>;

/// Looks for the first report of each publisher.
pub(crate) fn publishers<'a>(reports: &[Reported<'a>]) -> Publishers<'a> {
    let mut first = HashMap::new();
    for (number, report) in reports.iter().enumerate() {
        if let Some(publisher) = report.record.report.publisher.as_deref() {
            first.entry(publisher).or_insert(number);
        }
    }
    first
}

/// Brings tellings together. `events` are report and place in its record's list, in order.
pub(crate) fn incident(
    reports: &[Reported<'_>],
    publishers: &Publishers<'_>,
    events: &[(usize, usize)],
) -> Incident {
    let found = events.iter().filter_map(|(report, index)| {
        let record = reports.get(*report)?.record;
        let event = record.events.get(*index)?;
        Some((*report, Told { record, event }))
    });
    let (numbers, told): (Vec<usize>, Vec<Told<'_>>) = found.unzip();
    let fact = told.iter().any(|t| is_fact(t.event.status));
    let mut witnesses: Vec<Witness> = Vec::new();
    let tellings: Vec<Telling> = numbers
        .iter()
        .zip(&told)
        .map(|(report, told)| {
            let witness = witness(reports, publishers, *report, told);
            let known = witnesses.iter().position(|w| *w == witness);
            let number = known.unwrap_or_else(|| {
                witnesses.push(witness);
                witnesses.len() - 1
            });
            Telling {
                report: *report,
                event: told.event.id,
                voice: told.event.voice.clone(),
                witness: number,
                status: told.event.status,
                counts: !fact || is_fact(told.event.status),
            }
        })
        .collect();
    let all = All {
        told: &told,
        tellings: &tellings,
    };
    let times = all.matter(
        |t| {
            let value = t.event.time.as_ref().and_then(|time| time.value.clone());
            let words = t
                .event
                .time
                .as_ref()
                .and_then(|time| t.record.time(time.id?));
            value
                .map(|v| (v, words.map(|w| w.span)))
                .into_iter()
                .collect()
        },
        |a, b| a == b,
        |a, b| reports_days(reports, a).gap(reports_days(reports, b)) == 0,
    );
    let places = all.matter(
        |t| place_told(t).into_iter().collect(),
        same_place,
        |a, b| match (&a.on_map, &b.on_map) {
            (Some(one), Some(other)) => may_be_one_place(one, other),
            _ => a.name.eq_ignore_ascii_case(&b.name),
        },
    );
    let days = times
        .answers
        .iter()
        .map(|t| reports_days(reports, &t.value));
    let days = days.reduce(|a, b| Stretch {
        first: a.first.zip(b.first).map(|(a, b)| a.min(b)),
        last: a.last.zip(b.last).map(|(a, b)| a.max(b)),
    });
    let texts: BTreeSet<usize> = numbers.iter().map(|r| text_of(reports, *r)).collect();
    Incident {
        texts: texts.len(),
        fact,
        types: all.answers(
            |t| vec![(t.event.event_type.clone(), Some(t.event.anchor))],
            PartialEq::eq,
        ),
        modes: all.answers(
            |t| t.event.modes.iter().map(|m| (m.clone(), None)).collect(),
            PartialEq::eq,
        ),
        actors: all.answers(
            |t| {
                t.event
                    .actors
                    .iter()
                    .map(|p| (party(t.record, p.entity), Some(p.span)))
                    .collect()
            },
            same_party,
        ),
        recipients: all.answers(
            |t| {
                t.event
                    .recipients
                    .iter()
                    .map(|p| (party(t.record, p.entity), Some(p.span)))
                    .collect()
            },
            same_party,
        ),
        times,
        places,
        counts: counts(&all),
        days: days.unwrap_or_default(),
        witnesses,
        tellings,
    }
}

fn text_of(reports: &[Reported<'_>], number: usize) -> usize {
    reports
        .get(number)
        .and_then(|r| r.copy_of)
        .unwrap_or(number)
}

fn witness(
    reports: &[Reported<'_>],
    publishers: &Publishers<'_>,
    report: usize,
    told: &Told<'_>,
) -> Witness {
    let original = text_of(reports, report);
    if told.event.voice.is_reporter() {
        let publisher = reports
            .get(original)
            .and_then(|r| r.record.report.publisher.clone());
        // A publisher may tell the same in two reports.
        let first = publisher
            .as_deref()
            .and_then(|p| publishers.get(p).copied());
        let first = first.unwrap_or(original);
        return Witness::Reporter {
            publisher,
            report: first,
        };
    }
    let chain = told.event.voice.chain().iter();
    let speakers: Vec<Option<String>> = chain
        .map(|id| {
            let source = told.record.attribution(*id)?.source?;
            let name = told.record.entity(source)?.display_name();
            (!name.is_empty()).then(|| name.to_owned())
        })
        .collect();
    let named = speakers.iter().all(Option::is_some);
    Witness::Quoted {
        report: (!named).then_some(original),
        speakers,
    }
}

fn party(record: &Record, id: EntityId) -> Party {
    let entity = record.entity(id);
    Party {
        name: entity.map_or_else(|| id.to_string(), |e| e.display_name().to_owned()),
        key: entity.and_then(|e| e.key.clone()),
        country: entity.and_then(|e| e.country.clone()),
    }
}

fn same_party(a: &Party, b: &Party) -> bool {
    (a.key.is_some() && a.key == b.key) || a.name.to_lowercase() == b.name.to_lowercase()
}

fn place_told(told: &Told<'_>) -> Option<(PlaceTold, Option<Span>)> {
    let place = told.event.place?;
    let entity = told.record.entity(place.entity)?;
    let told = PlaceTold {
        name: entity.display_name().to_owned(),
        on_map: entity.place.clone(),
        inferred: place.inferred,
    };
    Some((told, Some(place.span)))
}

fn same_place(a: &PlaceTold, b: &PlaceTold) -> bool {
    match (&a.on_map, &b.on_map) {
        (Some(one), Some(other)) if one.geonames.is_some() => one.geonames == other.geonames,
        _ => a.name.to_lowercase() == b.name.to_lowercase(),
    }
}

fn reports_days(reports: &[Reported<'_>], edtf: &str) -> Stretch {
    reports
        .first()
        .map_or_else(Stretch::default, |r| (r.days)(edtf))
}

/// The tellings whose answers are asked for.
struct All<'t, 'a> {
    told: &'t [Told<'a>],
    tellings: &'t [Telling],
}

impl All<'_, '_> {
    /// The answers of the tellings that count, each once, in the order in which it is first given.
    fn answers<T>(
        &self,
        says: impl Fn(&Told<'_>) -> Vec<(T, Option<Span>)>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Vec<Answer<T>> {
        let mut answers: Vec<Answer<T>> = Vec::new();
        for (telling, (told, of)) in self.told.iter().zip(self.tellings).enumerate() {
            if !of.counts {
                continue;
            }
            for (value, span) in says(told) {
                let said = Said { telling, span };
                match answers
                    .iter_mut()
                    .find(|answer| same(&answer.value, &value))
                {
                    Some(answer) => answer.told.push(said),
                    None => answers.push(Answer {
                        value,
                        told: vec![said],
                    }),
                }
            }
        }
        answers
    }

    fn matter<T>(
        &self,
        says: impl Fn(&Told<'_>) -> Vec<(T, Option<Span>)>,
        same: impl Fn(&T, &T) -> bool,
        fit: impl Fn(&T, &T) -> bool,
    ) -> Matter<T> {
        let answers = self.answers(says, same);
        Matter {
            agreement: self.agreement(&answers, fit),
            answers,
        }
    }

    fn agreement<T>(&self, answers: &[Answer<T>], fit: impl Fn(&T, &T) -> bool) -> Agreement {
        let said = answers.iter().flat_map(|answer| &answer.told);
        let by: BTreeSet<usize> = said
            .filter_map(|said| self.tellings.get(said.telling))
            .map(|telling| telling.witness)
            .collect();
        let clash =
            (1..answers.len()).any(|i| (0..i).any(|j| !fit(&answers[i].value, &answers[j].value)));
        match by.len() {
            0 => Agreement::None,
            _ if clash => Agreement::Disagreed,
            1 => Agreement::Single,
            _ => Agreement::Agreed,
        }
    }
}

/// The figures by what they count. Two can both be right if a number lies within both.
fn counts(all: &All<'_, '_>) -> Vec<Count> {
    let figures = all.answers(
        |t| {
            let figure = |q: &dateline_record::Quantity| Figure {
                kind: q.kind,
                low: q.low,
                high: q.high,
                approximate: q.approximate,
                unit: q.unit.clone(),
            };
            let quantities = t.event.quantities.iter();
            quantities.map(|q| (figure(q), Some(q.span))).collect()
        },
        PartialEq::eq,
    );
    // People are people, whatever noun counts them.
    let unit = |figure: &Figure| match figure.kind {
        QuantityKind::Money | QuantityKind::Weapons | QuantityKind::Other => figure.unit.clone(),
        _ => None,
    };
    let mut counts: Vec<Count> = Vec::new();
    for answer in figures {
        let (kind, unit) = (answer.value.kind, unit(&answer.value));
        match counts.iter_mut().find(|c| c.kind == kind && c.unit == unit) {
            Some(count) => count.figures.answers.push(answer),
            None => counts.push(Count {
                kind,
                unit,
                figures: Matter {
                    answers: vec![answer],
                    agreement: Agreement::Single,
                },
            }),
        }
    }
    for count in &mut counts {
        count.figures.agreement = all.agreement(&count.figures.answers, |a, b| {
            let (low, high) = (a.low.max(b.low), least(a.high, b.high));
            low.zip(high).is_none_or(|(low, high)| low <= high)
        });
    }
    counts
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}
