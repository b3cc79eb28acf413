//! Incidents out of the events of many reports.

use std::collections::HashMap;

use dateline_record::Record;

use crate::across::{Merger, told};
use crate::apart::{Side, When, about_one, bond, is_fact};
use crate::days::Stretch;
use crate::incident::{Incident, incident, publishers};
use crate::lexicon::KnownWords;
use crate::telling::{Document, Telling};

/// A report whose events are put together with those of others.
#[derive(Clone, Copy)]
pub struct Reported<'a> {
    /// What was read out of it.
    pub record: &'a Record,
    /// Number of the earlier report of which it is a copy, if it is one: both are one witness.
    pub copy_of: Option<usize>,
    /// The days that an EDTF date means; open where it means none.
    pub days: fn(&str) -> Stretch,
}

/// Marks what carries the very text of an earlier report as its copy.
pub fn mark_copies(reports: &mut [Reported<'_>]) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (number, report) in reports.iter_mut().enumerate() {
        let original = *first.entry(report.record.text.as_str()).or_insert(number);
        if original != number && report.copy_of.is_none() {
            report.copy_of = Some(original);
        }
    }
}

impl Merger {
    /// The incidents that events tell, each event in one. `events` are the number of a report and the place of the event in
    /// its record's list. Incidents are in the order of their first telling.
    ///
    /// What is told as a fact is put together first; plans, fears and denials then join the fact they are about, without
    /// becoming one, or stand as incidents of their own.
    pub fn incidents(&self, reports: &[Reported<'_>], events: &[(usize, usize)]) -> Vec<Incident> {
        let mut events: Vec<(usize, usize)> = events.to_vec();
        events.sort_unstable();
        events.dedup();
        events.retain(|(report, event)| {
            let record = reports.get(*report).map(|r| r.record);
            record.is_some_and(|record| record.events.get(*event).is_some())
        });
        let mut known = KnownWords::new(&self.lexicon);
        let documents: Vec<Document<'_>> = reports
            .iter()
            .map(|report| Document::new(report.record, &mut known))
            .collect();
        let tellings: Vec<Telling<'_>> = events
            .iter()
            .filter_map(|(report, event)| {
                let (document, event) = (
                    documents.get(*report)?,
                    reports.get(*report)?.record.events.get(*event)?,
                );
                Some(Telling::of_event(*report, document, event, &self.lexicon))
            })
            .collect();
        let sides: Vec<Side<'_, '_>> = tellings
            .iter()
            .filter_map(|telling| {
                let event = telling.event?;
                Some(Side {
                    telling,
                    event,
                    when: when(reports.get(telling.document)?, event),
                })
            })
            .collect();

        let mut groups = self.grouped(&documents, &tellings, |i, j| {
            bond(&sides[i], &sides[j], &documents)
        });
        let (facts, others): (Vec<_>, Vec<_>) = groups
            .drain(..)
            .partition(|group| group.iter().all(|i| is_fact(sides[*i].event.status)));
        groups = facts;
        let of_facts = groups.clone();
        let told = told(&tellings);
        for group in others {
            let likeness = |fact: &Vec<usize>| {
                self.likeness_between(&documents, &tellings, &told, (&group, fact), |i, j| {
                    about_one(&sides[i], &sides[j], &documents)
                })
            };
            let alike = of_facts.iter().enumerate();
            let alike = alike.filter_map(|(number, fact)| Some((likeness(fact)?, number)));
            // Of two that are equally likely the first.
            match alike.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
                Some((_, number)) => groups[number].extend(group),
                None => groups.push(group),
            }
        }
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort();
        let publishers = publishers(reports);
        groups
            .into_iter()
            .map(|group| {
                let told: Vec<(usize, usize)> = group.into_iter().map(|i| events[i]).collect();
                incident(reports, &publishers, &told)
            })
            .collect()
    }
}

fn when(report: &Reported<'_>, event: &dateline_record::Event) -> When {
    let days = |edtf: Option<&str>| edtf.map_or_else(Stretch::default, report.days);
    let time = event.time.as_ref();
    When {
        told: days(time.and_then(|time| time.value.as_deref())),
        inferred: time.is_some_and(|time| time.inferred),
        published: days(report.record.report.published.as_deref()),
    }
}
