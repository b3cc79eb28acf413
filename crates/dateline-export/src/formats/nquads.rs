//! RDF N-Quads: one graph a report.
//!
//! Events are those of the Simple Event Model (`sem:`), labels and sources those of RDFS and Dublin Core, coordinates those
//! of WGS 84; what these do not know stands in dateline's own terms. Every event, post and attribution has the attribution
//! it is told in (`voice`), or the reporter.

use std::io::Write;

use dateline_record::{Attribution, Entity, Event, Record, Relation, Span, Voice};

use crate::cells::rounded;
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::iri::{self, TERMS};
use crate::selection::Selection;
use crate::source::{Source, edtf, word};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
const WGS84: &str = "http://www.w3.org/2003/01/geo/wgs84_pos#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

struct NQuads<W: Write> {
    out: W,
}

/// Begins a file of quads.
pub fn open(out: Out, _: Selection) -> Opened {
    Ok(Box::new(NQuads { out }))
}

impl<W: Write> Exporter for NQuads<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        let graph = iri::report(&record.report.id);
        let mut quads = Quads {
            out: String::new(),
            graph,
            source: &source,
        };
        quads.report();
        record
            .entities
            .iter()
            .for_each(|entity| quads.entity(entity));
        record.relations.iter().for_each(|tie| quads.relation(tie));
        record
            .attributions
            .iter()
            .for_each(|saying| quads.attribution(saying));
        record.events.iter().for_each(|event| quads.event(event));
        self.out.write_all(quads.out.as_bytes())?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<usize, ExportError> {
        self.out.flush()?;
        Ok(0)
    }
}

/// The quads of one report.
struct Quads<'r> {
    out: String,
    graph: String,
    source: &'r Source<'r>,
}

impl<'r> Quads<'r> {
    fn report(&mut self) {
        let record = self.source.record;
        let report = self.graph.clone();
        self.link(&report, RDF_TYPE, &format!("{TERMS}Report"));
        self.words(
            &report,
            &format!("{DCTERMS}identifier"),
            Some(&record.report.id),
        );
        self.words(
            &report,
            &format!("{DCTERMS}title"),
            record.report.title.as_deref(),
        );
        self.words(
            &report,
            &format!("{DCTERMS}publisher"),
            record.report.publisher.as_deref(),
        );
        self.words(
            &report,
            &format!("{DCTERMS}issued"),
            record.report.published.as_deref(),
        );
        self.words(
            &report,
            &format!("{DCTERMS}language"),
            record.report.language.as_deref(),
        );
        if let Some(address) = record.report.url.as_deref().and_then(iri::address) {
            self.link(&report, &format!("{DCTERMS}source"), &address);
        }
        self.words(&report, &format!("{TERMS}engine"), Some(&record.engine));
    }

    fn entity(&mut self, entity: &Entity) {
        let subject = self.thing(entity.id);
        let sort = capital(&word(entity.entity_type));
        self.link(&subject, RDF_TYPE, &format!("{TERMS}{sort}"));
        self.words(&subject, LABEL, Some(&self.source.name(entity.id)));
        self.words(
            &subject,
            &format!("{TERMS}country"),
            entity.country.as_deref(),
        );
        for sector in &entity.sector {
            self.words(&subject, &format!("{TERMS}sector"), Some(sector));
        }
        for member in &entity.members {
            let member = self.thing(member);
            self.link(&subject, &format!("{TERMS}member"), &member);
        }
        if let Some(place) = &entity.place {
            if let Some(id) = place.geonames {
                self.link(&subject, &format!("{TERMS}geonames"), &iri::geonames(id));
            }
            self.number(&subject, &format!("{WGS84}lat"), place.lat);
            self.number(&subject, &format!("{WGS84}long"), place.lon);
        }
        for (number, label) in entity.labels.iter().enumerate() {
            let called = self.thing(format_args!("{}.label{}", entity.id, number + 1));
            self.link(&subject, &format!("{TERMS}calledBy"), &called);
            self.words(&called, LABEL, Some(&label.text));
            self.voice(&called, &label.voice);
            self.evidence(&called, &[label.span]);
        }
    }

    fn relation(&mut self, tie: &'r Relation) {
        let subject = self.thing(tie.id);
        self.link(&subject, RDF_TYPE, &format!("{TERMS}Relation"));
        self.words(
            &subject,
            &format!("{TERMS}relation"),
            Some(&word(tie.relation_type)),
        );
        let from = self.thing(tie.subject);
        self.link(&subject, &format!("{TERMS}subject"), &from);
        if let Some(object) = tie.object {
            let object = self.thing(object);
            self.link(&subject, &format!("{TERMS}object"), &object);
        }
        self.words(&subject, &format!("{TERMS}title"), tie.title.as_deref());
        self.truth(&subject, &format!("{TERMS}former"), tie.former);
        self.number(
            &subject,
            &format!("{TERMS}confidence"),
            rounded(tie.confidence.get()),
        );
        self.voice(&subject, &tie.voice);
        self.evidence(&subject, tie.evidence.as_slice());
    }

    fn attribution(&mut self, saying: &'r Attribution) {
        let subject = self.thing(saying.id);
        self.link(&subject, RDF_TYPE, &format!("{TERMS}Attribution"));
        if let Some(speaker) = saying.source {
            let speaker = self.thing(speaker);
            self.link(&subject, &format!("{TERMS}speaker"), &speaker);
        }
        self.words(
            &subject,
            &format!("{TERMS}speakerName"),
            Some(&self.source.speaker(saying)),
        );
        self.truth(&subject, &format!("{TERMS}anonymous"), saying.anonymous);
        self.words(&subject, &format!("{TERMS}act"), Some(&word(saying.act)));
        self.words(
            &subject,
            &format!("{TERMS}quotation"),
            Some(&word(saying.kind)),
        );
        let cue = saying.cue.map(|cue| self.source.words(cue));
        self.words(&subject, &format!("{TERMS}cue"), cue.as_deref());
        for piece in saying.content.as_slice() {
            self.words(
                &subject,
                &format!("{TERMS}content"),
                Some(&self.source.words(*piece)),
            );
        }
        self.number(
            &subject,
            &format!("{TERMS}confidence"),
            rounded(saying.confidence.get()),
        );
        self.voice(&subject, &saying.voice);
        self.evidence(&subject, saying.content.as_slice());
    }

    fn event(&mut self, event: &'r Event) {
        let subject = self.thing(event.id);
        self.link(&subject, RDF_TYPE, &format!("{SEM}Event"));
        self.words(&subject, LABEL, Some(&self.source.words(event.anchor)));
        self.words(&subject, &format!("{TERMS}type"), Some(&event.event_type));
        for mode in &event.modes {
            self.words(&subject, &format!("{TERMS}mode"), Some(mode));
        }
        for context in &event.contexts {
            self.words(&subject, &format!("{TERMS}context"), Some(context));
        }
        self.words(&subject, &format!("{TERMS}cameo"), event.cameo.as_deref());
        for (predicate, side) in [
            (format!("{TERMS}actor"), &event.actors),
            (format!("{TERMS}recipient"), &event.recipients),
        ] {
            for who in side {
                let who = self.thing(who.entity);
                self.link(&subject, &format!("{SEM}hasActor"), &who);
                self.link(&subject, &predicate, &who);
            }
        }
        if let Some(place) = &event.place {
            let entity = self.thing(place.entity);
            self.link(&subject, &format!("{SEM}hasPlace"), &entity);
            self.truth(&subject, &format!("{TERMS}placeInferred"), place.inferred);
        }
        if let Some(number) = event.happening {
            let happening = self.thing(format_args!("h{number}"));
            self.link(&subject, &format!("{TERMS}happening"), &happening);
        }
        self.time(&subject, event);
        self.words(
            &subject,
            &format!("{TERMS}status"),
            Some(&word(event.status)),
        );
        self.truth(&subject, &format!("{TERMS}historical"), event.historical);
        if let Some(score) = event.score {
            self.number(&subject, &format!("{TERMS}score"), rounded(score));
        }
        for (number, quantity) in event.quantities.iter().enumerate() {
            let counted = self.thing(format_args!("{}.quantity{}", event.id, number + 1));
            self.link(&subject, &format!("{TERMS}quantity"), &counted);
            self.words(
                &counted,
                &format!("{TERMS}kind"),
                Some(&word(quantity.kind)),
            );
            self.words(&counted, &format!("{TERMS}unit"), quantity.unit.as_deref());
            self.whole(&counted, &format!("{TERMS}low"), quantity.low);
            self.whole(&counted, &format!("{TERMS}high"), quantity.high);
            self.truth(
                &counted,
                &format!("{TERMS}approximate"),
                quantity.approximate,
            );
        }
        self.number(
            &subject,
            &format!("{TERMS}confidence"),
            rounded(event.confidence.get()),
        );
        self.voice(&subject, &event.voice);
        self.evidence(&subject, event.evidence.as_slice());
    }

    fn time(&mut self, subject: &str, event: &Event) {
        self.words(subject, &format!("{TERMS}time"), edtf(event));
        let when = self.source.when(event);
        let first = when.first.map(|day| day.to_string());
        match (first, when.last) {
            (Some(first), None) => {
                self.typed(subject, &format!("{SEM}hasTimeStamp"), &first, "date");
            }
            (Some(first), Some(last)) => {
                let last = last.to_string();
                self.typed(subject, &format!("{SEM}hasBeginTimeStamp"), &first, "date");
                self.typed(subject, &format!("{SEM}hasEndTimeStamp"), &last, "date");
            }
            (None, _) => {}
        }
        if let Some(time) = &event.time {
            self.truth(subject, &format!("{TERMS}timeInferred"), time.inferred);
        }
    }

    /// The innermost attribution that a fact is told in, or the reporter; the attribution has a voice of its own, so that
    /// the whole chain can be followed.
    fn voice(&mut self, subject: &str, voice: &Voice) {
        let teller = match voice.innermost() {
            Some(saying) => self.thing(saying),
            None => format!("{TERMS}reporter"),
        };
        self.link(subject, &format!("{TERMS}voice"), &teller);
    }

    /// Where a fact was read, as `char=` fragments of RFC 5147, counted in code points.
    fn evidence(&mut self, subject: &str, spans: &[Span]) {
        for span in spans {
            if let Some(span) = self.source.code_points(*span) {
                let piece = format!("{}#char={},{}", self.graph, span.start, span.end);
                self.link(subject, &format!("{TERMS}evidence"), &piece);
            }
        }
    }

    fn thing(&self, id: impl std::fmt::Display) -> String {
        format!("{}#{id}", self.graph)
    }

    fn link(&mut self, subject: &str, predicate: &str, object: &str) {
        self.quad(subject, predicate, &format!("<{object}>"));
    }

    fn words(&mut self, subject: &str, predicate: &str, words: Option<&str>) {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            self.quad(subject, predicate, &literal(words));
        }
    }

    fn truth(&mut self, subject: &str, predicate: &str, truth: bool) {
        self.typed(subject, predicate, &truth.to_string(), "boolean");
    }

    fn whole(&mut self, subject: &str, predicate: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.typed(subject, predicate, &number.to_string(), "integer");
        }
    }

    fn number(&mut self, subject: &str, predicate: &str, number: f64) {
        self.typed(subject, predicate, &number.to_string(), "decimal");
    }

    fn typed(&mut self, subject: &str, predicate: &str, value: &str, datatype: &str) {
        let literal = format!("{}^^<{XSD}{datatype}>", literal(value));
        self.quad(subject, predicate, &literal);
    }

    fn quad(&mut self, subject: &str, predicate: &str, object: &str) {
        self.out.push_str(&format!(
            "<{subject}> <{predicate}> {object} <{}> .\n",
            self.graph
        ));
    }
}

/// A literal in quotation marks.
fn literal(words: &str) -> String {
    let mut literal = String::with_capacity(words.len() + 2);
    literal.push('"');
    for c in words.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if c.is_control() => literal.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
