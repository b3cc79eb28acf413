//! When an event happened: which of a report's time expressions is the event's own.

use std::ops::Range;

use dateline_record::{Status, Upos};

use super::retelling::{LEAD, by_one_actor, has_happened, nearest_telling, shared};
use super::ways::{Way, preposition};
use super::{Anchor, Arguments, Circumstances, Elsewhere, Rule, Setting, Told, Why};
use crate::entities::References;
use crate::syntax::Syntax;
use crate::times::{TimeExpression, TimeKind};
use crate::voices::Saying;
use crate::words::touching;

/// When an event happened.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// Place in the report's list of time expressions.
    pub expression: usize,
    /// Its value for the event in EDTF; open for "since 2018".
    pub value: Option<String>,
    /// Whether another event or sentence says so, and not the event's own.
    pub inferred: bool,
    /// Why this one.
    pub why: Why,
}

/// Sentences within which what somebody did goes on at the time told last.
const GOES_ON: usize = 8;
/// Dated events, all of one time, that make a report tell of one time only.
const ONE_DAY: usize = 3;

/// Least probability of a time in another sentence than the event's own; chosen on dev.
const LEAST_ELSEWHERE: f32 = 0.1;

/// Length of a year in EDTF.
const YEAR: usize = 4;

/// What the choice of an event's time looks at.
#[derive(Clone, Copy)]
pub struct Dates<'a> {
    /// The report's time expressions.
    pub times: &'a [TimeExpression],
    /// Prepositions.
    pub circumstances: &'a Circumstances,
    /// Words that tell some event of the report.
    pub anchors: &'a [Anchor],
    /// The cue of the saying that the event stands in, if the event is an act of saying.
    pub cue: Option<&'a Range<usize>>,
    /// The report's sayings.
    pub sayings: &'a [Saying],
}

/// A time expression of the event's sentence.
struct Dated {
    index: usize,
    head: usize,
    setting: Setting,
}

/// The time that the event's own frame names; otherwise the one that hangs on the event's word or on the verb it is an
/// argument of; otherwise the only one of a sentence that tells nothing else.
pub fn time(
    anchor: &Anchor,
    arguments: &Arguments,
    references: &References<'_>,
    dates: Dates<'_>,
) -> Option<When> {
    let syntax = references.syntax;
    let sentence = syntax.sentence(anchor.words.start);
    let dated: Vec<Dated> = dated(references, dates, &sentence, anchor);
    let named = arguments.time.as_ref().and_then(|role| {
        let i = (0..dates.times.len())
            .filter(|i| dates_something(&dates.times[*i]))
            .find(|i| overlap(&words_of(references, &dates.times[*i]), role))?;
        let head = syntax.head_of(words_of(references, &dates.times[i]));
        let setting = dates.circumstances.setting(preposition(syntax, head));
        (setting != Setting::Elsewhen).then_some((i, setting))
    });
    if let Some((i, setting)) = named {
        let first = words_of(references, &dates.times[i]).start;
        return Some(When {
            inferred: !sentence.contains(&first),
            ..when(references, dates, i, setting, Rule::Frame)
        });
    }
    let mut hanging: Vec<(usize, usize, &Dated)> = dated
        .iter()
        .filter(|d| d.setting != Setting::Elsewhen)
        .filter_map(|d| {
            let cost = cost(syntax, d.head, anchor, dates)?;
            Some((cost, d.head.abs_diff(anchor.words.start), d))
        })
        .collect();
    hanging.sort_by_key(|(cost, distance, _)| (*cost, *distance));
    if let Some((_, _, d)) = hanging.first() {
        return Some(when(
            references,
            dates,
            d.index,
            d.setting,
            Rule::HangsOnEvent,
        ));
    }
    let alone = dates
        .anchors
        .iter()
        .filter(|a| sentence.contains(&a.words.start))
        .count()
        <= 1;
    match &dated[..] {
        [only]
            if alone
                && only.setting != Setting::Elsewhen
                && of_clause_over(syntax, only.head, anchor) =>
        {
            Some(when(
                references,
                dates,
                only.index,
                only.setting,
                Rule::OnlyTime,
            ))
        }
        _ => None,
    }
}

/// Whether the first verb over a time is the event's own or one over it: the time of a clause beside it or within it ("left
/// the city where they had met in May") is not the event's.
fn of_clause_over(syntax: &Syntax, time: usize, anchor: &Anchor) -> bool {
    let line = |from: usize| std::iter::successors(Some(from), |w| syntax.head(*w));
    let is_verb = |w: &usize| matches!(syntax.upos.get(*w), Some(Upos::Verb | Upos::Aux));
    let event = syntax.head_of(anchor.words.clone());
    match line(time).find(is_verb) {
        Some(verb) => line(event).any(|w| w == verb),
        None => true,
    }
}

/// The time of another sentence that the event's frame reaches to.
pub fn time_elsewhere(
    anchor: &Anchor,
    references: &References<'_>,
    dates: Dates<'_>,
    frames: Elsewhere<'_>,
) -> Option<When> {
    let event = references.syntax.head_of(anchor.words.clone());
    if (dates.circumstances).is_possible(references.syntax, event) {
        return None;
    }
    let own = references.syntax.sentence(anchor.words.start);
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for time in dates.times.iter().filter(|t| t.value.is_some()) {
        let sentence = references.syntax.sentence(words_of(references, time).start);
        if sentence != own && sentences.last() != Some(&sentence) {
            sentences.push(sentence);
        }
    }
    let others = sentences
        .iter()
        .flat_map(|sentence| dated(references, dates, sentence, anchor))
        .filter(|d| d.setting != Setting::Elsewhen && dates.times[d.index].value.is_some())
        .map(|d| {
            let words = words_of(references, &dates.times[d.index]);
            (d, words)
        });
    let (found, likely) = frames.likeliest(anchor, "time", others, LEAST_ELSEWHERE)?;
    let rule = Rule::FrameElsewhere;
    Some(When {
        inferred: true,
        why: Why::likely(rule, likely),
        ..when(references, dates, found.index, found.setting, rule)
    })
}

/// The words of an expression.
fn words_of(references: &References<'_>, time: &TimeExpression) -> Range<usize> {
    let words = touching(references.words, time.span.clone());
    words.start..words.end.max(words.start + 1)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether an expression can be the time of something: no vague one, and of lengths only those that end or begin at the
/// report's day ("over the past two weeks").
fn dates_something(time: &TimeExpression) -> bool {
    let dated = time.stretch.is_some() || matches!(time.kind, TimeKind::Date | TimeKind::Time);
    !time.vague && time.from_event.is_none() && dated
}

/// The expressions of a sentence that date something, none inside a name ("the 1960 treaty").
fn dated(
    references: &References<'_>,
    dates: Dates<'_>,
    sentence: &Range<usize>,
    anchor: &Anchor,
) -> Vec<Dated> {
    (0..dates.times.len())
        .filter(|i| dates_something(&dates.times[*i]))
        .filter_map(|index| {
            let words = words_of(references, &dates.times[index]);
            if !sentence.contains(&words.start) || overlap_name(references, &words, anchor) {
                return None;
            }
            let head = references.syntax.head_of(words);
            let setting = dates
                .circumstances
                .setting(preposition(references.syntax, head));
            Some(Dated {
                index,
                head,
                setting,
            })
        })
        .collect()
}

/// Whether the words are part of a longer name that is not the event's own.
fn overlap_name(references: &References<'_>, words: &Range<usize>, anchor: &Anchor) -> bool {
    references.cast.at(words.start).is_some_and(|(e, mention)| {
        mention.len() > words.len()
            && !overlap(&mention, &anchor.words)
            && references.cast.get(e).is_some_and(|m| m.name.is_some())
    })
}

/// How far a time hangs from an event; `None` if it belongs to something else.
fn cost(syntax: &Syntax, time: usize, anchor: &Anchor, dates: Dates<'_>) -> Option<usize> {
    if anchor.words.contains(&time) {
        return Some(0);
    }
    let event = syntax.head_of(anchor.words.clone());
    let way = Way::between(syntax, time, event)?;
    let other = |w: usize| {
        dates
            .anchors
            .iter()
            .any(|a| a.words != anchor.words && a.words.contains(&w))
    };
    let relations =
        |line: &[usize]| -> Vec<&str> { line.iter().map(|w| syntax.relation(*w)).collect() };
    let is_then =
        |w: usize| dates.circumstances.setting(preposition(syntax, w)) != Setting::Elsewhen;
    let is_relative = |w: usize| syntax.full_relation(w) == "acl:relcl";
    let up = match relations(&way.up)[..] {
        [] if way.down.len() == 1 && is_relative(way.down[0]) => 0,
        ["obl" | "nmod" | "advmod" | "compound" | "nummod" | "appos"] => 0,
        // "the meeting held on Friday"
        ["obl" | "advmod", "acl"] if !way.passes(other) => 1,
        // "at the Monday rally she accused", "in the election of 2021"
        ["compound" | "nmod" | "nummod", "obl"]
            if way.down.is_empty() && !way.passes(other) && is_then(way.up[1]) =>
        {
            1
        }
        _ => return None,
    };
    let said = dates.cue.is_some_and(|c| c.contains(&way.meeting));
    let cues = || dates.sayings.iter().filter_map(|s| s.cue.as_ref());
    if !said && !way.down.is_empty() && cues().any(|c| c.contains(&way.meeting)) {
        // When somebody spoke about the event is not when it happened.
        return None;
    }
    let down = match relations(&way.down)[..] {
        [] => 0,
        ["obj" | "nsubj" | "obl" | "xcomp" | "nmod" | "compound"] if !other(way.meeting) => 1,
        // "met on Friday and agreed", "was killed on Friday when"
        ["conj" | "advcl"] => 2,
        // "the elections on November 7, in which she was elected", "on June 9, when he died"
        ["acl"] if (way.up.is_empty() || other(way.meeting)) && is_relative(way.down[0]) => 2,
        // "said on Monday that the minister should go": the demand is made on Monday.
        ["ccomp" | "parataxis"] if said => 2,
        _ if said && !way.down.is_empty() => 3,
        _ => return None,
    };
    Some(up + down)
}

/// An expression as the time of an event. Of two side by side ("Wednesday, July 20") the one that has the fuller value.
fn when(
    references: &References<'_>,
    dates: Dates<'_>,
    i: usize,
    setting: Setting,
    rule: Rule,
) -> When {
    let Dates {
        times,
        circumstances,
        ..
    } = dates;
    let full = |t: &TimeExpression| {
        let value = t.value.as_deref().unwrap_or("");
        value.len().min(10) * usize::from(!value.starts_with('X') || value.len() >= 10)
            + usize::from(!value.contains('X'))
    };
    let beside = |a: usize, b: usize| {
        let gap = times[a].span.end..times[b].span.start;
        references.text.get(gap).is_some_and(|between| {
            let bare = between.trim_matches(|c: char| !c.is_alphanumeric());
            between.len() <= 8 && matches!(bare, "" | "the" | "on")
        })
    };
    let mut expression = i;
    if i > 0 && beside(i - 1, i) && full(&times[i - 1]) > full(&times[expression]) {
        expression = i - 1;
    }
    if i + 1 < times.len() && beside(i, i + 1) && full(&times[i + 1]) > full(&times[expression]) {
        expression = i + 1;
    }
    let stretched = |first| stretch(references, times, first, circumstances);
    let value = stretched(expression).or_else(|| stretched(expression.checked_sub(1)?));
    let value = value
        .or_else(|| times[expression].stretch.clone())
        .or_else(|| times[expression].value.clone())
        .map(|v| match setting {
            Setting::From if !v.contains('/') => format!("{v}/.."),
            Setting::Until if !v.contains('/') => format!("../{v}"),
            _ => v,
        });
    When {
        expression,
        value,
        inferred: false,
        why: Why::by(rule),
    }
}

/// The stretch of time that an expression opens together with the next one: "between 2015 and 2017", "from Monday to Friday";
/// also two years in a row, "in 2011 and 2012".
fn stretch(
    references: &References<'_>,
    times: &[TimeExpression],
    first: usize,
    circumstances: &Circumstances,
) -> Option<String> {
    let (from, to) = (&times[first], times.get(first + 1)?);
    let (start, end) = (from.value.as_deref()?, to.value.as_deref()?);
    let link = references.text.get(from.span.end..to.span.start)?.trim();
    let before = words_of(references, from).start.checked_sub(1)?;
    let opener = references.form(before);
    let in_a_row = || {
        let year = |v: &str| v.parse::<u32>().ok().filter(|_| v.len() == YEAR);
        circumstances.joins_years(link)
            && year(start).zip(year(end)).is_some_and(|(a, b)| a + 1 == b)
    };
    if !circumstances.is_stretch(opener, link) && !in_a_row() || [start, end].concat().contains('/')
    {
        return None;
    }
    // Of "between January 1 and September 18" either may have been looked for in another year.
    let begin = match start.get(YEAR..).zip(end.get(..YEAR)) {
        Some((day, year)) if start > end => format!("{year}{day}"),
        _ => start.to_owned(),
    };
    (begin.as_str() <= end).then(|| format!("{begin}/{end}"))
}

/// Gives times to events whose own sentences name none: those of other tellings of the same happening, of the lead that a
/// headline sums up, of what its people just did, one that their frames reach to, or the only one that the report tells of.
pub fn carry_times(
    events: &mut [Told],
    syntax: &Syntax,
    headline: Option<&Range<usize>>,
    elsewhere: &dyn Fn(&Anchor) -> Option<When>,
) {
    let known: Vec<Option<When>> = events.iter().map(|e| e.time.clone()).collect();
    let values: Vec<&str> = known
        .iter()
        .flatten()
        .filter_map(|w| w.value.as_deref())
        .collect();
    let one_day = values.len() >= ONE_DAY && values.iter().all(|v| *v == values[0]);
    let found: Vec<Option<When>> = (0..events.len())
        .map(|i| {
            let event = &events[i];
            if event.time.is_some() {
                return None;
            }
            let dated =
                |j: &usize| *j != i && known[*j].as_ref().is_some_and(|w| w.value.is_some());
            let sentence = |j: usize| {
                syntax
                    .sentence_of
                    .get(events[j].anchor.words.start)
                    .copied()
            };
            let again = nearest_telling(event, events, dated);
            let lead = || {
                headline.filter(|h| h.contains(&event.anchor.words.start))?;
                let own = sentence(i)?;
                (i + 1..events.len()).filter(dated).find(|j| {
                    events[*j].anchor.event_type == event.anchor.event_type
                        && sentence(*j).is_some_and(|s| s <= own + LEAD)
                })
            };
            let before = || {
                let own = sentence(i)?;
                let alike = |j: &usize| {
                    events[*j].coding.status == event.coding.status
                        && events[*j].coding.historical == event.coding.historical
                };
                let last = (0..i).rev().filter(dated).find(alike)?;
                let told = sentence(last)?;
                (by_one_actor(event, &events[last]) && told + GOES_ON >= own
                    || shared(event, &events[last]) && told + 1 == own)
                    .then_some(last)
            };
            let only = || {
                let today = event.coding.status == Status::Actual && !event.coding.historical;
                (0..events.len()).find(dated).filter(|_| today && one_day)
            };
            let by = |rule: Rule| move |source: usize| (source, rule);
            let of = |(source, rule): (usize, Rule)| {
                known[source].clone().map(|w| When {
                    inferred: true,
                    why: Why::by(rule),
                    ..w
                })
            };
            // What is planned, feared or denied has no day of another sentence.
            let far = || elsewhere(&event.anchor).filter(|_| has_happened(event));
            let told = || {
                again
                    .map(by(Rule::SameHappening))
                    .or_else(|| lead().map(by(Rule::HeadlineLead)))
                    .and_then(of)
            };
            let people = || before().map(by(Rule::SamePeople)).and_then(of);
            let day = || only().map(by(Rule::OneDay)).and_then(of);
            told().or_else(far).or_else(people).or_else(day)
        })
        .collect();
    for (event, time) in events.iter_mut().zip(found) {
        if event.time.is_none() {
            event.time = time;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{Coding, Filler, HeadScores};
    use crate::syntax::hand_parsed::Hand;

    fn told(word: usize, event_type: usize, actor: usize, value: Option<&str>) -> Told {
        Told {
            anchor: Anchor {
                words: word..word + 1,
                event_type,
                confidence: 1.0,
            },
            coding: Coding {
                modes: Vec::new(),
                contexts: Vec::new(),
                status: Status::Actual,
                status_by: Rule::StatusHead,
                historical: false,
                contexts_why: Vec::new(),
                heads: HeadScores::default(),
            },
            arguments: Arguments {
                actors: vec![Filler {
                    entity: actor,
                    words: 0..1,
                    why: Why::by(Rule::Subject),
                }],
                ..Arguments::default()
            },
            time: value.map(|v| When {
                expression: 0,
                value: Some(v.to_owned()),
                inferred: false,
                why: Why::by(Rule::HangsOnEvent),
            }),
            place: None,
            voice: Vec::new(),
            voice_why: Why::by(Rule::Reporter),
            happening: None,
        }
    }

    const TWO: &str = "She|she|PRON|2|nsubj resigned|resign|VERB|0|root Friday|Friday|PROPN|2|obl ; \
                       She|she|PRON|2|nsubj accused|accuse|VERB|0|root rivals|rival|NOUN|2|obj";

    #[test]
    fn the_time_of_a_clause_within_is_not_the_events() {
        let hand = Hand::parse(
            "Rebels|rebel|NOUN|2|nsubj freed|free|VERB|0|root men|man|NOUN|2|obj whom|whom|PRON|6|obj they|they|PRON|6|nsubj \
             seized|seize|VERB|3|acl:relcl in|in|ADP|8|case May|May|PROPN|6|obl",
        );
        let over = |event: usize| of_clause_over(&hand.syntax, 7, &told(event, 1, 7, None).anchor);
        assert!(!over(1));
        assert!(over(5));
    }

    #[test]
    fn what_the_same_person_did_next_is_dated_like_the_last_and_marked_as_inferred() {
        let hand = Hand::parse(TWO);
        let mut events = [told(1, 1, 7, Some("2020-01-03")), told(4, 2, 7, None)];
        carry_times(&mut events, &hand.syntax, None, &|_| None);
        let time = events[1].time.clone().unwrap();
        assert_eq!(time.value.as_deref(), Some("2020-01-03"));
        assert!(time.inferred);
    }

    #[test]
    fn what_somebody_else_did_stays_without_a_time() {
        let hand = Hand::parse(TWO);
        let mut events = [told(1, 1, 7, Some("2020-01-03")), told(4, 2, 8, None)];
        carry_times(&mut events, &hand.syntax, None, &|_| None);
        assert_eq!(events[1].time, None);
    }

    #[test]
    fn a_time_that_the_frame_reaches_to_goes_before_what_the_same_person_did() {
        let hand = Hand::parse(TWO);
        let mut events = [told(1, 1, 7, Some("2020-01-03")), told(4, 2, 7, None)];
        let far = |_: &Anchor| told(4, 2, 7, Some("2019-12-30")).time;
        carry_times(&mut events, &hand.syntax, None, &far);
        let value = |e: &Told| e.time.as_ref().and_then(|t| t.value.clone());
        assert_eq!(value(&events[1]).as_deref(), Some("2019-12-30"));
        assert_eq!(value(&events[0]).as_deref(), Some("2020-01-03"));
    }

    #[test]
    fn a_headline_takes_the_time_of_the_lead_that_tells_the_same() {
        let hand = Hand::parse(TWO);
        let mut events = [told(1, 1, 7, None), told(4, 1, 8, Some("2020-01-03"))];
        carry_times(&mut events, &hand.syntax, Some(&(0..3)), &|_| None);
        assert!(events[0].time.as_ref().is_some_and(|t| t.inferred));
    }
}
