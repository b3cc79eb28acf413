//! `dateline who`.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use dateline_store::ask::{Condition, Events, KnownAs, Order, Quotes, Side, Tie};
use dateline_store::{Store, StoreError};
use serde_json::{Value, json};

use crate::asked::form::{Shown, columns, written};
use crate::asked::shelf::Shelf;
use crate::asked::{EventTold, QuoteTold, REPORTER};
use crate::page::table;
use crate::page::wording;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The store
    #[arg(value_name = "STORE")]
    store: PathBuf,

    /// Words of the name
    #[arg(value_name = "NAME")]
    name: String,

    /// Form of the answer
    #[arg(long, short, value_enum, default_value_t = Form::Page)]
    format: Form,

    /// At most so many of each
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// Width of the page in columns [default: that of the terminal]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A page for people
    Page,
    /// One JSON object
    Json,
}

/// What a store knows of somebody.
struct Known {
    names: Vec<KnownAs>,
    ties: Vec<Tie>,
    quotes: Vec<QuoteTold>,
    acts: Vec<EventTold>,
    suffers: Vec<EventTold>,
}

/// Shows under which names somebody is known, posts and other ties, and what was said, done and suffered.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let store = Store::open(&arguments.store)?;
    let known = known(&store, &arguments.name, arguments.limit)?;
    let answer = match arguments.format {
        Form::Json => format!("{}\n", known.json()),
        Form::Page if known.names.is_empty() => {
            // With standard error gone there is nobody left to tell.
            let _ = writeln!(io::stderr(), "dateline: nobody of that name was found");
            String::new()
        }
        Form::Page => known.page(columns(arguments.width)),
    };
    match write!(io::stdout(), "{answer}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn known(store: &Store, name: &str, limit: usize) -> Result<Known, StoreError> {
    let mut shelf = Shelf::new(store);
    let quotes = store.quotes(&Quotes {
        speaker: Some(name.to_owned()),
        limit: Some(limit),
        ..Quotes::default()
    })?;
    let quotes = quotes
        .into_iter()
        .map(|found| Ok(QuoteTold::new(shelf.get(found.record)?, found)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let mut events = |side| {
        let found = store.events(&Events {
            conditions: vec![Condition::Participant(side, name.to_owned())],
            order: Order::Newest,
            limit: Some(limit),
            superseded: false,
        })?;
        let events = found
            .into_iter()
            .map(|found| Ok(EventTold::new(shelf.get(found.record)?, found)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        Ok(events.into_iter().flatten().collect())
    };
    Ok(Known {
        names: store.known_as(name, limit)?,
        ties: store.ties(name, limit)?,
        quotes: quotes.into_iter().flatten().collect(),
        acts: events(Side::Actor)?,
        suffers: events(Side::Recipient)?,
    })
}

fn voice(tie: &Tie) -> String {
    if tie.voice.is_empty() {
        REPORTER.to_owned()
    } else {
        wording::list(&tie.voice)
    }
}

fn rows(facts: &[impl Shown]) -> Vec<Vec<String>> {
    facts.iter().map(Shown::table_row).collect()
}

/// A name and a table below it; nothing if there are no rows.
fn section(name: &str, heading: &[&str], rows: &[Vec<String>], columns: usize) -> Option<String> {
    let table = || table::render(heading, rows, columns);
    (!rows.is_empty()).then(|| format!("{name}\n\n{}", table()))
}

impl Known {
    fn page(&self, columns: usize) -> String {
        let names: Vec<Vec<String>> = self
            .names
            .iter()
            .map(|known| {
                let country = known.country.clone().unwrap_or_default();
                vec![
                    known.name.clone(),
                    known.entity_type.clone(),
                    format!("{country} {}", known.sectors).trim().to_owned(),
                    known.reports.to_string(),
                ]
            })
            .collect();
        let ties: Vec<Vec<String>> = self
            .ties
            .iter()
            .map(|tie| {
                let former = if tie.former { "former " } else { "" };
                let title = tie
                    .title
                    .clone()
                    .unwrap_or_else(|| tie.relation.replace('_', " "));
                vec![
                    tie.subject.clone(),
                    format!("{former}{title}"),
                    tie.object.clone().unwrap_or_default(),
                    voice(tie),
                    tie.reports.to_string(),
                    written(tie.days.0),
                    written(tie.days.1),
                ]
            })
            .collect();
        let sections = [
            section(
                "Known as",
                &["NAME", "SORT", "CODES", "REPORTS"],
                &names,
                columns,
            ),
            section(
                "Posts and ties",
                &[
                    "WHO",
                    "WHAT",
                    "OF",
                    "WHO SAYS SO",
                    "REPORTS",
                    "FIRST",
                    "LAST",
                ],
                &ties,
                columns,
            ),
            section("Says", QuoteTold::TABLE, &rows(&self.quotes), columns),
            section("Does", EventTold::TABLE, &rows(&self.acts), columns),
            section(
                "Is done to",
                EventTold::TABLE,
                &rows(&self.suffers),
                columns,
            ),
        ];
        sections
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn json(&self) -> Value {
        let names: Vec<Value> = self
            .names
            .iter()
            .map(|known| {
                json!({
                    "name": known.name,
                    "type": known.entity_type,
                    "country": known.country,
                    "sector": known.sectors.split_whitespace().collect::<Vec<_>>(),
                    "reports": known.reports,
                })
            })
            .collect();
        let ties: Vec<Value> = self
            .ties
            .iter()
            .map(|tie| {
                json!({
                    "type": tie.relation,
                    "subject": tie.subject,
                    "title": tie.title,
                    "object": tie.object,
                    "former": tie.former,
                    "voice": tie.voice,
                    "reports": tie.reports,
                    "first_published": (tie.days.0 > 0).then(|| written(tie.days.0)),
                    "last_published": (tie.days.1 > 0).then(|| written(tie.days.1)),
                })
            })
            .collect();
        let events =
            |facts: &[EventTold]| -> Vec<Value> { facts.iter().map(Shown::json).collect() };
        json!({
            "names": names,
            "ties": ties,
            "says": self.quotes.iter().map(Shown::json).collect::<Vec<_>>(),
            "does": events(&self.acts),
            "is_done_to": events(&self.suffers),
        })
    }
}
