//! Where an event happened: the most specific named place that its sentence ties to it, else one carried over.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm, Upos};

use super::likeness::is_definite;
use super::retelling::{LEAD, has_happened, nearest_telling, shared};
use super::ways::{Way, preposition};
use super::{Anchor, Arguments, Circumstances, Elsewhere, Rule, Site, Told, Why};
use crate::entities::{Reference, References};

/// Where an event happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// The place and the words that mean it.
    pub filler: Reference,
    /// Whether another event, another sentence or the dateline says so, and not the event's own sentence.
    pub inferred: bool,
    /// Why this one.
    pub why: Why,
}

/// How loosely the place that opens a sentence hangs on all that the sentence tells.
const FRONTED: usize = 4;
/// Least probability of a place in another sentence than the event's own; chosen on dev.
const LEAST_ELSEWHERE: f32 = 0.2;
/// Sentences back that the scene of an event stays the scene of the next.
const SCENE: usize = 2;

/// The place that the event's own frame names; otherwise the one that hangs on the event's word, on its verb or on what
/// takes part in it, the most specific first. `grounded` tells whether events of this type happen on the ground, and not
/// in words alone; `anchors` are the words that tell some event of the report.
pub fn place(
    anchor: &Anchor,
    arguments: &Arguments,
    references: &References<'_>,
    circumstances: &Circumstances,
    anchors: &[Anchor],
    grounded: bool,
) -> Option<Where> {
    let sentence = references.syntax.sentence(anchor.words.start);
    let told = |filler: Reference, why: Why| Where {
        inferred: !sentence.contains(&filler.words.start),
        filler,
        why,
    };
    if let Some(filler) = &arguments.place {
        let named = Reference {
            entity: filler.entity,
            words: filler.words.clone(),
        };
        let narrow = narrower(named, references, circumstances);
        return Some(told(narrow, filler.why));
    }
    let takes_part = |entity: usize| {
        let mut all = arguments.actors.iter().chain(&arguments.recipients);
        all.any(|f| f.entity == entity)
    };
    let mut found: Vec<_> = references
        .cast
        .iter()
        .filter(|(e, m)| {
            (is_place(m.entity_type) || grounded && m.entity_type == EntityType::Organization)
                && m.name.is_some()
                && !takes_part(*e)
        })
        .flat_map(|(e, m)| {
            m.mentions
                .iter()
                .map(move |(words, form)| (e, m, words, form))
        })
        .filter(|(_, _, words, form)| {
            **form == MentionForm::Name && sentence.contains(&words.start)
        })
        .filter_map(|(entity, member, words, _)| {
            let hangs = cost(words, anchor, references, circumstances, anchors, grounded);
            let rule = match hangs {
                Some(_) => Rule::HangsOnEvent,
                None => Rule::OpensSentence,
            };
            let (cost, steps) = hangs.or_else(|| {
                let first = grounded && fronted(words, &sentence, references, circumstances);
                first.then_some((FRONTED, 1))
            })?;
            if !is_place(member.entity_type) && !is_seat(words, references, circumstances) {
                return None;
            }
            let name = member.name.as_deref().unwrap_or("");
            let wide = references.countries.by_name(name).is_some();
            let key = (cost, wide, steps, words.start);
            Some((key, entity, words.clone(), rule))
        })
        .collect();
    found.sort_by_key(|(key, ..)| *key);
    let (_, entity, words, rule) = found.into_iter().next()?;
    Some(told(Reference { entity, words }, Why::by(rule)))
}

fn is_place(entity_type: EntityType) -> bool {
    matches!(entity_type, EntityType::Place | EntityType::Facility)
}

/// The place that the words hang on as the wider one: the palace in "at the palace in Paris".
fn narrower(
    filler: Reference,
    references: &References<'_>,
    circumstances: &Circumstances,
) -> Reference {
    let syntax = references.syntax;
    let head = syntax.head_of(filler.words.clone());
    let wider = matches!(syntax.relation(head), "nmod" | "appos")
        && preposition(syntax, head)
            .is_none_or(|p| matches!(circumstances.site(p), Some(Site::There | Site::Owner)));
    let over = syntax.head(head).filter(|_| wider);
    over.and_then(|w| references.cast.at(w))
        .filter(|(e, _)| {
            *e != filler.entity
                && references
                    .cast
                    .get(*e)
                    .is_some_and(|m| m.name.is_some() && is_place(m.entity_type))
        })
        .map_or(filler, |(entity, words)| Reference { entity, words })
}

/// Whether what happens "at" a named organization happens at its seat: "at the ministry", "in the party's office".
fn is_seat(
    words: &Range<usize>,
    references: &References<'_>,
    circumstances: &Circumstances,
) -> bool {
    let syntax = references.syntax;
    let head = syntax.head_of(words.clone());
    let site = |w: usize| preposition(syntax, w).and_then(|p| circumstances.site(p));
    let over = syntax.head(head);
    site(head) == Some(Site::Seat)
        || over.is_some_and(|o| {
            syntax
                .lemmas
                .get(o)
                .is_some_and(|l| circumstances.is_premises(l))
                && matches!(syntax.relation(head), "nmod" | "compound")
        })
}

/// Whether a place opens the sentence ("At the ministry, ..."), and so is the scene of all that the sentence tells.
fn fronted(
    words: &Range<usize>,
    sentence: &Range<usize>,
    references: &References<'_>,
    circumstances: &Circumstances,
) -> bool {
    let syntax = references.syntax;
    let form = |w: usize| references.form(w);
    let between = sentence.start + 1..words.start;
    let opens = syntax
        .lemmas
        .get(sentence.start)
        .is_some_and(|l| matches!(circumstances.site(l), Some(Site::There | Site::Seat)));
    let closed = syntax.upos.get(words.end) == Some(&Upos::Punct) && sentence.contains(&words.end);
    opens
        && closed
        && words.start > sentence.start
        && between.len() <= 1
        && between
            .into_iter()
            .all(|w| references.lexicon.is_article(form(w)))
}

/// How loosely a place hangs on an event, and by how many arcs; `None` if it does not.
fn cost(
    words: &Range<usize>,
    anchor: &Anchor,
    references: &References<'_>,
    circumstances: &Circumstances,
    anchors: &[Anchor],
    grounded: bool,
) -> Option<(usize, usize)> {
    let syntax = references.syntax;
    let event = syntax.head_of(anchor.words.clone());
    let place = syntax.head_of(words.clone());
    if anchor.words.contains(&place) {
        return Some((0, 0));
    }
    let way = Way::between(syntax, place, event)?;
    let other = |w: usize| {
        anchors
            .iter()
            .any(|a| a.words != anchor.words && a.words.contains(&w))
    };
    if way.passes(other) {
        return None;
    }
    let (&last, inner) = way.up.split_last()?;
    let site = |w: usize| preposition(syntax, w).and_then(|p| circumstances.site(p));
    let there = |w: usize| matches!(site(w), Some(Site::There | Site::Seat));
    let part = |w: usize| match syntax.relation(w) {
        "nmod" => grounded && there(w) || site(w) == Some(Site::Owner),
        "appos" | "flat" | "compound" => true,
        _ => false,
    };
    if !inner.iter().all(|w| part(*w)) {
        return None;
    }
    let inner_there = inner.iter().any(|w| there(*w));
    let up = match (syntax.relation(last), site(last)) {
        ("obl" | "nmod", Some(Site::There | Site::Seat)) => 0,
        ("obl" | "nmod", Some(Site::Goal)) if grounded => 0,
        ("nmod", Some(Site::Owner)) if grounded && last != event => 0,
        ("compound", None) if grounded && way.down.is_empty() => 0,
        ("obj", None) if grounded && way.down.is_empty() => 1,
        // "closed the road in Lima"
        ("obj" | "nsubj", _) if grounded && inner_there => 2,
        _ => return None,
    };
    let down = match way
        .down
        .iter()
        .map(|w| syntax.relation(*w))
        .collect::<Vec<_>>()[..]
    {
        [] => 0,
        ["obj" | "nsubj" | "obl" | "xcomp" | "nmod" | "compound"] if grounded => 1,
        ["conj" | "advcl"] if grounded => 2,
        _ => return None,
    };
    Some((up + down, way.up.len()))
}

/// What the places that are carried over rest on.
#[derive(Clone, Copy)]
pub struct Scenes<'a> {
    /// Words of events.
    pub circumstances: &'a Circumstances,
    /// Whether events of a type happen on the ground, and not in words alone.
    pub grounded: &'a dyn Fn(usize) -> bool,
    /// Whether a word is somebody's and not the reporter's.
    pub voiced: &'a dyn Fn(usize) -> bool,
    /// The words of the headline.
    pub headline: Option<&'a Range<usize>>,
    /// The place of the dateline.
    pub dateline: Option<&'a Reference>,
    /// What events' frames say of other sentences.
    pub elsewhere: Option<Elsewhere<'a>>,
}

/// Gives places to events whose own sentences name none: those of other tellings of the same happening; for events on the
/// ground also that of the lead which a headline sums up, the scene of the events just told,
/// the only scene of the report, and last the dateline's place.
pub fn carry_places(events: &mut [Told], references: &References<'_>, scenes: Scenes<'_>) {
    let known: Vec<Option<Where>> = events.iter().map(|e| e.place.clone()).collect();
    let sentence = |e: &Told| {
        references
            .syntax
            .sentence_of
            .get(e.anchor.words.start)
            .copied()
    };
    let known_scenes: Vec<usize> = (0..events.len())
        .filter(|j| (scenes.grounded)(events[*j].anchor.event_type) && known[*j].is_some())
        .collect();
    let entity = |j: usize| known[j].as_ref().map(|w| w.filler.entity);
    let scene_of_all = match known_scenes[..] {
        [first, _, ..] if known_scenes.iter().all(|j| entity(*j) == entity(first)) => Some(first),
        _ => None,
    };
    let found: Vec<Option<Where>> = (0..events.len())
        .map(|i| {
            let event = &events[i];
            if event.place.is_some() {
                return None;
            }
            let own = sentence(event)?;
            let takes_part = |entity: usize| {
                let arguments = &event.arguments;
                let mut all = arguments.actors.iter().chain(&arguments.recipients);
                all.any(|f| f.entity == entity)
            };
            let placed = |j: &usize| {
                *j != i
                    && known[*j]
                        .as_ref()
                        .is_some_and(|w| !takes_part(w.filler.entity))
            };
            let again = nearest_telling(event, events, placed);
            let on_the_ground = (scenes.grounded)(event.anchor.event_type);
            let lead = || {
                scenes
                    .headline
                    .filter(|h| on_the_ground && h.contains(&event.anchor.words.start))?;
                (i + 1..events.len()).filter(placed).find(|j| {
                    (scenes.grounded)(events[*j].anchor.event_type)
                        && sentence(&events[*j]).is_some_and(|s| s <= own + LEAD)
                })
            };
            let scene = || {
                let alike = |j: &usize| {
                    (scenes.grounded)(events[*j].anchor.event_type)
                        && events[*j].coding.historical == event.coding.historical
                };
                let last = (0..i).rev().filter(placed).find(alike)?;
                let told = &events[last];
                let near = sentence(told).is_some_and(|s| s + SCENE >= own && s < own);
                let goes_on =
                    told.anchor.event_type == event.anchor.event_type || shared(event, told);
                (on_the_ground && near && goes_on).then_some(last)
            };
            let named_again = || {
                let again = on_the_ground && refers_back(event, &events[..i], references, scenes);
                let mut before = (0..i)
                    .filter(placed)
                    .filter(|j| events[*j].anchor.event_type == event.anchor.event_type);
                let first = before.next().filter(|_| again)?;
                before.all(|j| entity(j) == entity(first)).then_some(first)
            };
            let possible = |event: &Told| {
                let head = references.syntax.head_of(event.anchor.words.clone());
                scenes.circumstances.is_possible(references.syntax, head)
            };
            // What is told as background has places of its own.
            let news = !event.coding.historical;
            let only = || scene_of_all.filter(|j| on_the_ground && news && placed(j));
            let by = |rule: Rule| move |source: usize| (source, rule);
            let source = again
                .map(by(Rule::SameHappening))
                .or_else(|| lead().map(by(Rule::HeadlineLead)))
                .or_else(|| scene().map(by(Rule::Scene)))
                .or_else(|| named_again().map(by(Rule::NamedAgain)))
                .or_else(|| only().map(by(Rule::OnlyScene)));
            let lead_end = scenes.dateline.and_then(|d| {
                let first = references.syntax.sentence_of.get(d.words.start)?;
                Some(first + LEAD)
            });
            let today = on_the_ground
                && !event.coding.historical
                && !(scenes.voiced)(event.anchor.words.start)
                && lead_end.is_some_and(|l| own <= l)
                && has_happened(event);
            let far = || {
                let frames = scenes
                    .elsewhere
                    .filter(|_| news && has_happened(event) && !possible(event))?;
                let (place, likely) = elsewhere(event, references, frames, &takes_part)?;
                Some((place, Why::likely(Rule::FrameElsewhere, likely)))
            };
            let at_dateline = || {
                let dateline = scenes.dateline.filter(|d| today && !takes_part(d.entity))?;
                Some((dateline.clone(), Why::by(Rule::Dateline)))
            };
            let of =
                |(j, rule): (usize, Rule)| Some((known[j].as_ref()?.filler.clone(), Why::by(rule)));
            let (filler, why) = source.and_then(of).or_else(far).or_else(at_dateline)?;
            Some(Where {
                filler,
                inferred: true,
                why,
            })
        })
        .collect();
    for (event, place) in events.iter_mut().zip(found) {
        if event.place.is_none() {
            event.place = place;
        }
    }
}

/// The place that another sentence names and the event's frame reaches to.
fn elsewhere(
    event: &Told,
    references: &References<'_>,
    frames: Elsewhere<'_>,
    takes_part: &dyn Fn(usize) -> bool,
) -> Option<(Reference, f32)> {
    let own = references.syntax.sentence(event.anchor.words.start);
    let named = references
        .cast
        .iter()
        .filter(|(e, m)| m.name.is_some() && is_place(m.entity_type) && !takes_part(*e))
        .flat_map(|(entity, m)| {
            m.mentions
                .iter()
                .map(move |(words, form)| (entity, words, form))
        })
        .filter(|(_, words, form)| **form == MentionForm::Name && !own.contains(&words.start))
        .map(|(entity, words, _)| {
            let place = Reference {
                entity,
                words: words.clone(),
            };
            (place, words.clone())
        });
    frames.likeliest(&event.anchor, "place", named, LEAST_ELSEWHERE)
}

/// Whether an event is told as one already known: by a definite noun ("the shooting"), or by the word that told one before.
fn refers_back(
    event: &Told,
    before: &[Told],
    references: &References<'_>,
    scenes: Scenes<'_>,
) -> bool {
    let syntax = references.syntax;
    let head = |e: &Told| syntax.head_of(e.anchor.words.clone());
    let lemma = |e: &Told| syntax.lemmas.get(head(e));
    let own = head(event);
    let definite = is_definite(own, references, scenes.circumstances);
    definite
        || before
            .iter()
            .any(|b| b.anchor.event_type == event.anchor.event_type && lemma(b) == lemma(event))
}
