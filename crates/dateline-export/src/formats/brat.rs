//! brat stand-off: a folder with `NAME.txt` and `NAME.ann` for each report, and `annotation.conf` for brat itself.
//!
//! Mentions, times, event words and cues are text-bound (`T`), mentions of one entity are `Coref`, events and attributions
//! are events (`E`), posts are relations (`R`). An event has its attributions as arguments `Voice`, outermost first, and its
//! status as attribute (`A`); what brat has no place for stands in a note (`#`).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use dateline_record::{AttributionId, EntityId, Record, Span, TimeId};

use crate::cells::{list, one_line};
use crate::error::ExportError;
use crate::export::{Exporter, Opened};
use crate::formats::folder;
use crate::selection::Selection;
use crate::source::{Source, word};

const SOURCE: &str = "Source";
const CONTENT: &str = "Content";
const VOICE: &str = "Voice";
const ATTRIBUTION: &str = "Attribution";

/// What `annotation.conf` must name.
#[derive(Default)]
struct Seen {
    entities: BTreeSet<String>,
    relations: BTreeSet<String>,
    /// Types of events with the roles of their arguments.
    events: BTreeMap<String, BTreeSet<&'static str>>,
    statuses: BTreeSet<String>,
}

struct Brat {
    folder: PathBuf,
    names: HashSet<String>,
    seen: Seen,
}

/// Begins a folder.
pub fn open(folder: &Path, _: Selection) -> Opened {
    Ok(Box::new(Brat {
        folder: folder.to_owned(),
        names: HashSet::new(),
        seen: Seen::default(),
    }))
}

impl Exporter for Brat {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let name = self.file_name(&record.report.id);
        let mut text = folder::create(&self.folder, &format!("{name}.txt"))?;
        text.write_all(record.text.as_bytes())?;
        text.flush()?;
        let source = Source::of(record);
        let mut page = Page::of(&source, &mut self.seen);
        page.entities();
        page.times();
        page.attributions();
        page.events();
        page.relations();
        let mut annotations = folder::create(&self.folder, &format!("{name}.ann"))?;
        annotations.write_all(page.out.as_bytes())?;
        annotations.flush()?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        let mut out = folder::create(&self.folder, "annotation.conf")?;
        out.write_all(self.seen.configuration().as_bytes())?;
        out.flush()?;
        Ok(0)
    }
}

impl Brat {
    /// A name for the files of a report that no other report of this export has, whatever the file system makes of case.
    fn file_name(&mut self, id: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let name: String = id
            .chars()
            .map(|c| if plain(c) { c } else { '_' })
            .take(100)
            .collect();
        let name = match name.trim_matches('.') {
            "" => "report",
            name => name,
        };
        let mut candidate = name.to_owned();
        let mut number = 2;
        while !self.names.insert(candidate.to_lowercase()) {
            candidate = format!("{name}-{number}");
            number += 1;
        }
        candidate
    }
}

impl Seen {
    fn configuration(&self) -> String {
        let lines = |names: &BTreeSet<String>, after: &str| {
            names.iter().fold(String::new(), |mut all, name| {
                let _ = writeln!(all, "{name}{after}");
                all
            })
        };
        let events = self
            .events
            .iter()
            .fold(String::new(), |mut all, (name, roles)| {
                let roles = roles.iter().map(|role| match *role {
                    VOICE => format!("{role}*:{ATTRIBUTION}"),
                    role => format!("{role}*:<ENTITY>"),
                });
                let roles: Vec<String> = roles.collect();
                let _ = writeln!(all, "{name}\t{}", roles.join(", "));
                all
            });
        let statuses: Vec<&str> = self.statuses.iter().map(String::as_str).collect();
        format!(
            "[entities]\n{}\n[relations]\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\nCoref\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n{}\n[events]\n{events}\n[attributes]\nHistorical\tArg:<EVENT>\nStatus\tArg:<EVENT>, Value:{}\n",
            lines(&self.entities, ""),
            lines(&self.relations, "\tArg1:<ENTITY>, Arg2:<ENTITY>"),
            statuses.join("|"),
        )
    }
}

/// The annotations of one report.
struct Page<'r, 's> {
    source: &'r Source<'r>,
    seen: &'s mut Seen,
    out: String,
    /// The number of text-bound annotations, events, relations, attributes and notes so far.
    counts: [usize; 5],
    /// Mentions by their entity and their beginning.
    mentions: BTreeMap<(EntityId, usize), String>,
    /// Every text-bound annotation by its type and span, so that none stands twice.
    bound: BTreeMap<(String, Span), String>,
    sayings: BTreeMap<AttributionId, String>,
    times: BTreeMap<TimeId, String>,
}

/// A kind of annotation, by its place in the counts and the letter of its ids.
#[derive(Clone, Copy)]
enum Sort {
    Bound,
    Event,
    Relation,
    Attribute,
    Note,
}

impl<'r, 's> Page<'r, 's> {
    fn of(source: &'r Source<'r>, seen: &'s mut Seen) -> Page<'r, 's> {
        Page {
            source,
            seen,
            out: String::new(),
            counts: [0; 5],
            mentions: BTreeMap::new(),
            bound: BTreeMap::new(),
            sayings: BTreeMap::new(),
            times: BTreeMap::new(),
        }
    }

    fn entities(&mut self) {
        for entity in &self.source.record.entities {
            let sort = label(&word(entity.entity_type));
            let mut ids = Vec::new();
            for mention in &entity.mentions {
                if let Some(id) = self.bound(&sort, mention.span) {
                    self.mentions
                        .insert((entity.id, mention.span.start()), id.clone());
                    ids.push(id);
                }
            }
            if ids.len() > 1 {
                self.line(format_args!("*\tCoref {}", ids.join(" ")));
            }
            let Some(first) = ids.first() else {
                continue;
            };
            let place = entity.place.as_ref();
            let place = place.map(|place| {
                let id = place.geonames.map(|id| format!(" GeoNames {id}"));
                format!("{},{}{}", place.lat, place.lon, id.unwrap_or_default())
            });
            let labels = entity.labels.iter().map(|label| {
                format!(
                    "called {} by {}",
                    label.text,
                    self.source.voice(&label.voice)
                )
            });
            let labels: Vec<String> = labels.collect();
            self.note(
                first,
                &[
                    ("entity", entity.id.to_string()),
                    ("name", entity.name.clone().unwrap_or_default()),
                    ("country", entity.country.clone().unwrap_or_default()),
                    ("sectors", list(&entity.sector)),
                    ("place", place.unwrap_or_default()),
                    ("labels", list(labels)),
                ],
            );
        }
    }

    fn times(&mut self) {
        for time in &self.source.record.times {
            let sort = label(&word(time.time_type));
            if let Some(id) = self.bound(&sort, time.span) {
                self.times.insert(time.id, id.clone());
                let value = time.value.clone().unwrap_or_default();
                self.note(&id, &[("value", value)]);
            }
        }
    }

    fn attributions(&mut self) {
        // Outer voices come first, so that the inner ones can name them.
        let mut sayings: Vec<_> = self.source.record.attributions.iter().collect();
        sayings.sort_by_key(|saying| saying.voice.chain().len());
        for saying in sayings {
            // A quotation that only stands beside its speaker has no cue: its content tells it.
            let trigger = saying.cue.unwrap_or(*saying.content.first());
            let Some(trigger) = self.trigger(ATTRIBUTION, trigger) else {
                continue;
            };
            let mut arguments = Vec::new();
            let speaker = saying.source_span.and_then(|span| {
                let known = saying
                    .source
                    .and_then(|source| self.mentions.get(&(source, span.start())).cloned());
                known.or_else(|| self.bound(SOURCE, span))
            });
            arguments.extend(speaker.map(|speaker| (SOURCE, speaker)));
            for piece in &saying.content {
                let content = self.bound(CONTENT, *piece);
                arguments.extend(content.map(|content| (CONTENT, content)));
            }
            arguments.extend(self.voices(saying.voice.chain()));
            let id = self.event(ATTRIBUTION, &trigger, &arguments);
            self.note(
                &id,
                &[
                    ("attribution", saying.id.to_string()),
                    ("speaker", self.source.speaker(saying)),
                    ("act", word(saying.act)),
                    ("kind", word(saying.kind)),
                    (
                        "anonymous",
                        if saying.anonymous { "yes" } else { "" }.to_owned(),
                    ),
                ],
            );
            self.sayings.insert(saying.id, id);
        }
    }

    fn events(&mut self) {
        for event in &self.source.record.events {
            let sort = label(&event.event_type);
            let Some(trigger) = self.trigger(&sort, event.anchor) else {
                continue;
            };
            let mut arguments = Vec::new();
            for (role, side) in [("Actor", &event.actors), ("Recipient", &event.recipients)] {
                for who in side {
                    let mention = self.mention(who.entity, who.span);
                    arguments.extend(mention.map(|mention| (role, mention)));
                }
            }
            if let Some(place) = &event.place {
                let mention = self.mention(place.entity, place.span);
                arguments.extend(mention.map(|mention| ("Place", mention)));
            }
            let time = event.time.as_ref().and_then(|time| time.id);
            let time = time.and_then(|time| self.times.get(&time).cloned());
            arguments.extend(time.map(|time| ("Time", time)));
            for quantity in &event.quantities {
                let quantity = self.bound("Quantity", quantity.span);
                arguments.extend(quantity.map(|quantity| ("Quantity", quantity)));
            }
            arguments.extend(self.voices(event.voice.chain()));
            let id = self.event(&sort, &trigger, &arguments);
            let status = word(event.status);
            let attribute = self.next(Sort::Attribute);
            self.line(format_args!("{attribute}\tStatus {id} {status}"));
            self.seen.statuses.insert(status);
            if event.historical {
                let attribute = self.next(Sort::Attribute);
                self.line(format_args!("{attribute}\tHistorical {id}"));
            }
            let time = event.time.as_ref().and_then(|time| time.value.clone());
            self.note(
                &id,
                &[
                    ("event", event.id.to_string()),
                    ("modes", list(&event.modes)),
                    ("contexts", list(&event.contexts)),
                    ("cameo", event.cameo.clone().unwrap_or_default()),
                    (
                        "happening",
                        event.happening.map(|h| h.to_string()).unwrap_or_default(),
                    ),
                    ("time", time.unwrap_or_default()),
                    ("voice", self.source.voice(&event.voice)),
                ],
            );
        }
    }

    fn relations(&mut self) {
        for tie in &self.source.record.relations {
            let subject = self.near(tie.subject, *tie.evidence.first());
            let object = tie
                .object
                .and_then(|object| self.near(object, *tie.evidence.first()));
            let sort = label(&word(tie.relation_type));
            let facts = [
                ("relation", tie.id.to_string()),
                ("title", tie.title.clone().unwrap_or_default()),
                ("former", if tie.former { "yes" } else { "" }.to_owned()),
                ("voice", self.source.voice(&tie.voice)),
            ];
            match (subject, object) {
                (Some(subject), Some(object)) => {
                    let id = self.next(Sort::Relation);
                    self.line(format_args!("{id}\t{sort} Arg1:{subject} Arg2:{object}"));
                    self.seen.relations.insert(sort);
                    self.note(&id, &facts);
                }
                // A post in nothing that the text names is a note on its holder.
                (Some(subject), None) => self.note(&subject, &facts),
                (None, _) => {}
            }
        }
    }

    /// The mention of an entity in or nearest to a span.
    fn near(&self, entity: EntityId, span: Span) -> Option<String> {
        let mentions = self.mentions.range((entity, 0)..=(entity, usize::MAX));
        let nearest = mentions.min_by_key(|((_, start), _)| start.abs_diff(span.start()));
        nearest.map(|(_, id)| id.clone())
    }

    /// The mention of an entity that begins where the span does, else the span itself.
    fn mention(&mut self, entity: EntityId, span: Span) -> Option<String> {
        match self.mentions.get(&(entity, span.start())) {
            Some(mention) => Some(mention.clone()),
            None => self.bound("Mention", span),
        }
    }

    fn voices(&self, chain: &[AttributionId]) -> Vec<(&'static str, String)> {
        let sayings = chain.iter().filter_map(|saying| self.sayings.get(saying));
        sayings.map(|saying| (VOICE, saying.clone())).collect()
    }

    /// A text-bound annotation; `None` for a span without words. Line breaks and tabs divide it into pieces, as brat wants.
    fn bound(&mut self, sort: &str, span: Span) -> Option<String> {
        let id = self.trigger(sort, span)?;
        self.seen.entities.insert(sort.to_owned());
        Some(id)
    }

    /// The text-bound annotation of the word that tells an event.
    fn trigger(&mut self, sort: &str, span: Span) -> Option<String> {
        let key = (sort.to_owned(), span);
        if let Some(id) = self.bound.get(&key) {
            return Some(id.clone());
        }
        let text = self.source.record.text.clone();
        let mut places = Vec::new();
        let mut words = Vec::new();
        for line in text.get(span)?.split(['\n', '\r', '\t']) {
            let piece = line.trim();
            let span = text.span_of(piece).filter(|span| !span.is_empty());
            if let Some(place) = span.and_then(|span| self.source.code_points(span)) {
                places.push(format!("{} {}", place.start, place.end));
                words.push(piece);
            }
        }
        if places.is_empty() {
            return None;
        }
        let id = self.next(Sort::Bound);
        let (places, words) = (places.join(";"), words.join(" "));
        self.line(format_args!("{id}\t{sort} {places}\t{words}"));
        self.bound.insert(key, id.clone());
        Some(id)
    }

    /// An event; several arguments of one role are numbered.
    fn event(&mut self, sort: &str, trigger: &str, arguments: &[(&'static str, String)]) -> String {
        let id = self.next(Sort::Event);
        let mut line = format!("{id}\t{sort}:{trigger}");
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let roles = self.seen.events.entry(sort.to_owned()).or_default();
        for (role, filler) in arguments {
            let count = counts.entry(role).or_insert(0);
            *count += 1;
            roles.insert(role);
            let number = if *count == 1 {
                String::new()
            } else {
                count.to_string()
            };
            let _ = write!(line, " {role}{number}:{filler}");
        }
        self.line(line);
        id
    }

    fn note(&mut self, of: &str, facts: &[(&str, String)]) {
        let filled = facts.iter().filter(|(_, value)| !value.is_empty());
        let facts: Vec<String> = filled
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !facts.is_empty() {
            let id = self.next(Sort::Note);
            let facts = facts.join(" | ");
            self.line(format_args!(
                "{id}\tAnnotatorNotes {of}\t{}",
                one_line(&facts)
            ));
        }
    }

    fn next(&mut self, sort: Sort) -> String {
        let letter = match sort {
            Sort::Bound => 'T',
            Sort::Event => 'E',
            Sort::Relation => 'R',
            Sort::Attribute => 'A',
            Sort::Note => '#',
        };
        let count = &mut self.counts[sort as usize];
        *count += 1;
        format!("{letter}{count}")
    }

    fn line(&mut self, line: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.out, "{line}");
    }
}

/// A name as brat takes it: letters, digits, `-` and `_`, with a capital first.
fn label(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' {
            c
        } else {
            '_'
        }
    };
    let mut letters = name.chars().map(plain);
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
