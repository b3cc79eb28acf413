//! An incident as an answer shows it: what is said, and after each answer who says it.

use std::rc::Rc;

use dateline_merge::{Agreement, Answer, Incident, Matter, Said, Telling};
use dateline_record::{Event, Figure};
use dateline_store::ask::EventFound;
use serde_json::{Value, json};

use super::event::{EventTold, publisher_in_words, report_in_words, span_json};
use super::form::Shown;
use super::shelf::Read;
use crate::page::wording;

/// Before answers that cannot all be right.
const DISAGREED: &str = "≠ ";
/// Between answers in one cell.
const BETWEEN: &str = "; ";
/// Between figures of different things.
const BETWEEN_KINDS: &str = " | ";

/// An incident with the reports that tell it.
pub struct IncidentTold {
    reads: Rc<Vec<Rc<Read>>>,
    incident: Incident,
}

impl IncidentTold {
    /// `reads` by the numbers that the tellings have.
    pub fn new(reads: Rc<Vec<Rc<Read>>>, incident: Incident) -> IncidentTold {
        IncidentTold { reads, incident }
    }

    fn telling(&self, said: &Said) -> Option<(&Telling, &Rc<Read>)> {
        let telling = self.incident.tellings.get(said.telling)?;
        Some((telling, self.reads.get(telling.report)?))
    }

    fn event(&self, telling: &Telling) -> Option<(&Read, &Event)> {
        let read = self.reads.get(telling.report)?;
        Some((read, read.record.event(telling.event)?))
    }

    /// Who tells it: `Northline`, or `police in Northline` for somebody whom it quotes.
    fn teller(&self, telling: &Telling) -> String {
        let Some(read) = self.reads.get(telling.report) else {
            return String::new();
        };
        let source = &read.source;
        let publisher = publisher_in_words(source).unwrap_or_else(|| source.name.clone());
        let chain = telling.voice.chain().iter();
        let speakers: Vec<String> = chain
            .map(|id| {
                let said = read.record.attribution(*id);
                let named = said.and_then(|said| wording::source(&read.record, said));
                named.unwrap_or_else(|| "somebody unnamed".to_owned())
            })
            .collect();
        match speakers.is_empty() {
            true => publisher,
            // The nearest to the fact first.
            false => format!(
                "{} in {publisher}",
                speakers.into_iter().rev().collect::<Vec<_>>().join(" by ")
            ),
        }
    }

    /// `12 killed (Northline, police in Northline)`.
    fn with_tellers(&self, words: &str, told: &[Said]) -> String {
        let mut tellers: Vec<String> = Vec::new();
        for (telling, _) in told.iter().filter_map(|said| self.telling(said)) {
            let teller = self.teller(telling);
            if !tellers.contains(&teller) {
                tellers.push(teller);
            }
        }
        format!("{words} ({})", tellers.join(", "))
    }

    /// The answers in words, each with who gives it where there is more than one or `always`.
    fn answers<T>(
        &self,
        answers: &[Answer<T>],
        always: bool,
        words: impl Fn(&Answer<T>) -> String,
    ) -> String {
        let shown: Vec<String> = answers
            .iter()
            .map(|answer| match always || answers.len() > 1 {
                true => self.with_tellers(&words(answer), &answer.told),
                false => words(answer),
            })
            .collect();
        shown.join(BETWEEN)
    }

    fn matter<T>(
        &self,
        matter: &Matter<T>,
        always: bool,
        words: impl Fn(&Answer<T>) -> String,
    ) -> String {
        let answers = self.answers(&matter.answers, always, words);
        match matter.agreement {
            Agreement::Disagreed => format!("{DISAGREED}{answers}"),
            _ => answers,
        }
    }

    /// A figure in the words of the page, from the first telling that gives it.
    fn figure(&self, answer: &Answer<Figure>) -> String {
        let said = answer.told.first();
        let shown = said.and_then(|said| {
            let (telling, _) = self.telling(said)?;
            let (read, event) = self.event(telling)?;
            let mut quantities = event.quantities.iter();
            let quantity = quantities.find(|q| Some(q.span) == said.span)?;
            Some(wording::quantity(&read.record, quantity))
        });
        shown.unwrap_or_default()
    }

    fn figures(&self) -> String {
        let counts = self.incident.counts.iter();
        let shown: Vec<String> = counts
            .map(|count| self.matter(&count.figures, true, |answer| self.figure(answer)))
            .collect();
        shown.join(BETWEEN_KINDS)
    }

    /// When it happened; where nobody tells, when it was first reported, in so many words.
    fn when(&self) -> String {
        let reports = self.reports().into_iter();
        let published = reports.filter_map(|read| read.source.published.clone());
        match (self.incident.times.agreement, published.min()) {
            (Agreement::None, Some(published)) => format!("reported {published}"),
            (Agreement::None, None) => "–".to_owned(),
            _ => self.matter(&self.incident.times, false, |answer| answer.value.clone()),
        }
    }

    fn places(&self) -> String {
        self.matter(&self.incident.places, false, |answer| {
            let place = &answer.value;
            let inferred = if place.inferred { " (inferred)" } else { "" };
            format!("{}{inferred}", place.name)
        })
    }

    /// `ASSAULT aerial “strike”, “killed”`, and whether it is told as a fact.
    fn what(&self) -> String {
        let types = self
            .incident
            .types
            .iter()
            .map(|answer| answer.value.as_str());
        let mut what = types.collect::<Vec<_>>().join(" / ");
        let modes = self
            .incident
            .modes
            .iter()
            .map(|answer| answer.value.as_str());
        let modes: Vec<&str> = modes.collect();
        if !modes.is_empty() {
            what.push_str(&format!(" {}", modes.join(", ")));
        }
        let mut words: Vec<String> = Vec::new();
        for telling in &self.incident.tellings {
            let Some((read, event)) = self.event(telling) else {
                continue;
            };
            let mut word = format!("“{}”", wording::words(&read.record, event.anchor));
            if let Some(status) = wording::status(telling.status) {
                word.push_str(&format!(" {status} ({})", self.teller(telling)));
            }
            if !words.contains(&word) {
                words.push(word);
            }
        }
        format!("{what} {}", words.join(", "))
    }

    fn parties(&self, answers: &[Answer<dateline_merge::Party>]) -> String {
        self.answers(answers, false, |answer| answer.value.name.clone())
    }

    /// All who tell it, each once.
    fn witnesses(&self) -> String {
        let mut tellers: Vec<String> = Vec::new();
        for telling in &self.incident.tellings {
            let teller = self.teller(telling);
            if !tellers.contains(&teller) {
                tellers.push(teller);
            }
        }
        format!("{}: {}", self.incident.witnesses.len(), tellers.join(", "))
    }

    fn reports(&self) -> Vec<&Rc<Read>> {
        let mut numbers: Vec<usize> = self.incident.tellings.iter().map(|t| t.report).collect();
        numbers.dedup();
        numbers
            .into_iter()
            .filter_map(|number| self.reads.get(number))
            .collect()
    }

    fn said_json(&self, told: &[Said]) -> Value {
        let said = told.iter().filter_map(|said| {
            let (_, read) = self.telling(said)?;
            let words = said.span.map(|span| wording::words(&read.record, span));
            Some(json!({
                "telling": said.telling,
                "span": said.span.map(|span| span_json(&read.record, span)),
                "words": words,
            }))
        });
        said.collect()
    }

    fn answers_json<T>(&self, answers: &[Answer<T>], value: impl Fn(&T) -> Value) -> Value {
        let shown = answers.iter().map(
            |answer| json!({"value": value(&answer.value), "told": self.said_json(&answer.told)}),
        );
        shown.collect()
    }

    fn matter_json<T>(&self, matter: &Matter<T>, value: impl Fn(&T) -> Value) -> Value {
        json!({
            "agreement": matter.agreement,
            "answers": self.answers_json(&matter.answers, value),
        })
    }

    fn tellings_json(&self) -> Value {
        let shown = self.incident.tellings.iter().filter_map(|telling| {
            let read = self.reads.get(telling.report)?;
            let found = EventFound {
                record: 0,
                index: telling.event.index(),
                day: 0,
            };
            let mut event = EventTold::new(Rc::clone(read), found)?.json();
            event["witness"] = json!(telling.witness);
            event["counts"] = json!(telling.counts);
            Some(event)
        });
        shown.collect()
    }
}

impl Shown for IncidentTold {
    const TABLE: &'static [&'static str] = &[
        "WHEN",
        "WHAT",
        "HOW MANY",
        "WHO",
        "TO WHOM",
        "WHERE",
        "WITNESSES",
    ];

    const CSV: &'static [&'static str] = &[
        "types",
        "modes",
        "fact",
        "dates",
        "dates_agreement",
        "places",
        "places_agreement",
        "actors",
        "recipients",
        "figures",
        "figures_disagree",
        "witnesses",
        "witness_count",
        "text_count",
        "reports",
        "report_hashes",
        "events",
    ];

    fn table_row(&self) -> Vec<String> {
        vec![
            self.when(),
            self.what(),
            self.figures(),
            self.parties(&self.incident.actors),
            self.parties(&self.incident.recipients),
            self.places(),
            self.witnesses(),
        ]
    }

    fn csv_row(&self) -> Vec<String> {
        let incident = &self.incident;
        let word = |agreement: Agreement| json!(agreement).as_str().unwrap_or_default().to_owned();
        let disagree = incident
            .counts
            .iter()
            .any(|count| count.figures.agreement == Agreement::Disagreed);
        let reports = self.reports();
        let sources = reports.iter().map(|read| report_in_words(&read.source));
        let hashes = reports.iter().map(|read| read.source.hash.clone());
        let tellings = incident.tellings.iter();
        let events = tellings.filter_map(|telling| {
            let read = self.reads.get(telling.report)?;
            Some(format!("{}#{}", read.source.name, telling.event))
        });
        vec![
            self.answers(&incident.types, true, |answer| answer.value.clone()),
            self.answers(&incident.modes, true, |answer| answer.value.clone()),
            incident.fact.to_string(),
            self.answers(&incident.times.answers, true, |answer| answer.value.clone()),
            word(incident.times.agreement),
            self.answers(&incident.places.answers, true, |answer| {
                answer.value.name.clone()
            }),
            word(incident.places.agreement),
            self.answers(&incident.actors, true, |answer| answer.value.name.clone()),
            self.answers(&incident.recipients, true, |answer| {
                answer.value.name.clone()
            }),
            self.figures(),
            disagree.to_string(),
            self.witnesses(),
            incident.witnesses.len().to_string(),
            incident.texts.to_string(),
            sources.collect::<Vec<_>>().join(BETWEEN),
            hashes.collect::<Vec<_>>().join(BETWEEN),
            events.collect::<Vec<_>>().join(BETWEEN),
        ]
    }

    fn json(&self) -> Value {
        let incident = &self.incident;
        let word = |word: &String| json!(word);
        let party = |party: &dateline_merge::Party| json!({"name": party.name, "key": party.key, "country": party.country});
        let counts: Vec<Value> = incident
            .counts
            .iter()
            .map(|count| {
                let figures = self.matter_json(&count.figures, |figure| json!(figure));
                json!({"kind": count.kind, "unit": count.unit, "figures": figures})
            })
            .collect();
        json!({
            "fact": incident.fact,
            "types": self.answers_json(&incident.types, word),
            "modes": self.answers_json(&incident.modes, word),
            "actors": self.answers_json(&incident.actors, party),
            "recipients": self.answers_json(&incident.recipients, party),
            "times": self.matter_json(&incident.times, word),
            "places": self.matter_json(&incident.places, |place| json!({
                "name": place.name, "on_map": place.on_map, "inferred": place.inferred,
            })),
            "counts": counts,
            "witnesses": incident.witnesses,
            "texts": incident.texts,
            "tellings": self.tellings_json(),
        })
    }
}
