//! `dateline ontology`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use dateline::events::taught::{Outcome, Trial};
use dateline::events::{EventType, Ontology};

use crate::engine::{self, EngineArguments};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List event types with their modes, scores and definitions, and all contexts
    List {
        /// File with event types of your own; may be given several times
        #[arg(long, value_name = "FILE")]
        ontology: Vec<PathBuf>,
    },
    /// Print the file of a type, of the contexts (`contexts`) or of the CAMEO codes (`cameo`), to copy and change
    Show {
        /// Name of the type, as ASSAULT
        name: String,
    },
    /// Teach the types of some files and tell how well each is kept apart from all others
    Check {
        /// Files with event types
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,

        /// Folder with another model than the one the program carries
        #[arg(long, value_name = "DIR")]
        model: Option<PathBuf>,
    },
}

/// Shows or checks event types; status 1 when a type that is checked is not kept apart.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut status = ExitCode::SUCCESS;
    let text = match &arguments.what {
        What::List { ontology } => list(&engine::ontology(ontology)?),
        What::Show { name } => match Ontology::source(name) {
            Some(text) => text.to_owned(),
            None => bail!("`{name}` is no event type; `dateline ontology list` lists them"),
        },
        What::Check { files, model } => {
            let engine = EngineArguments {
                model: model.clone(),
                ontology: files.clone(),
                ..EngineArguments::default()
            }
            .load()?;
            let trials = engine.taught().trials();
            if trials.is_empty() {
                bail!("nothing to check: the model knows all types of these files already");
            }
            if !trials.iter().all(is_apart) {
                status = ExitCode::FAILURE;
            }
            trials.iter().map(tell).collect::<Vec<_>>().join("\n")
        }
    };
    match writeln!(io::stdout(), "{}", text.trim_end()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(status),
    }
}

fn list(ontology: &Ontology) -> String {
    let mut out = String::new();
    let score = |score: Option<f32>| score.map_or_else(String::new, |s| format!("{s:.1}"));
    for EventType {
        name,
        score: own,
        definition,
        modes,
        ..
    } in ontology.iter()
    {
        let _ = writeln!(out, "{name:<24} {:>6}  {definition}", score(*own));
        for mode in modes {
            let name = format!("  :{}", mode.name);
            let of_mode = score(Some(mode.score));
            let _ = writeln!(out, "{name:<24} {of_mode:>6}  {}", mode.definition);
        }
    }
    let _ = writeln!(out, "\ncontexts");
    for context in ontology.contexts() {
        let name = format!("  {}", context.name);
        let _ = writeln!(out, "{name:<24}         {}", context.definition);
    }
    out
}

/// Precision and recall below which a type is not kept apart.
const APART: f32 = 0.6;
/// Sentences of other types that are shown.
const SHOWN: usize = 6;

fn is_taken(outcome: &Outcome) -> bool {
    outcome.confidence >= 0.5
}

/// Examples, counter-examples and sentences of other types, those that may tell the type as well left out.
struct Sides<'a> {
    examples: Vec<&'a Outcome>,
    counters: Vec<&'a Outcome>,
    others: Vec<&'a Outcome>,
    alike: Vec<&'a Outcome>,
}

impl<'a> Sides<'a> {
    fn of(trial: &'a Trial) -> Self {
        let (own, others): (Vec<&Outcome>, Vec<_>) =
            (trial.outcomes.iter()).partition(|o| o.event_type == trial.name);
        let (counters, examples) = own.into_iter().partition(|o| o.counter);
        let (alike, others) = others.into_iter().partition(|o| o.left_out);
        Self {
            examples,
            counters,
            others,
            alike,
        }
    }

    fn found(&self) -> usize {
        self.examples.iter().filter(|o| is_taken(o)).count()
    }

    fn wrong(&self) -> usize {
        let against = self.counters.iter().chain(&self.others);
        against.filter(|o| is_taken(o)).count()
    }

    fn precision(&self) -> f32 {
        self.found() as f32 / (self.found() + self.wrong()).max(1) as f32
    }

    fn recall(&self) -> f32 {
        self.found() as f32 / self.examples.len().max(1) as f32
    }
}

fn is_apart(trial: &Trial) -> bool {
    let sides = Sides::of(trial);
    sides.precision() >= APART && sides.recall() >= APART
}

fn tell(trial: &Trial) -> String {
    let sides = Sides::of(trial);
    let mut out = String::new();
    let taken = |all: &[&Outcome]| all.iter().filter(|o| is_taken(o)).count();
    let _ = writeln!(
        out,
        "{}: precision {:.2}, recall {:.2}, each sentence left out in turn",
        trial.name,
        sides.precision(),
        sides.recall()
    );
    let _ = writeln!(
        out,
        "  {} of {} examples found; {} of {} counter-examples and {} of {} sentences of other types taken for it",
        sides.found(),
        sides.examples.len(),
        taken(&sides.counters),
        sides.counters.len(),
        taken(&sides.others),
        sides.others.len()
    );
    let _ = writeln!(out, "  topic: {}", trial.topic.join(", "));
    let mut section = |title: &str, of: &[&Outcome], wanted: fn(&Outcome) -> bool| {
        let mut of: Vec<_> = of.iter().filter(|o| wanted(o)).collect();
        of.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        if !of.is_empty() {
            let _ = writeln!(out, "  {title}");
        }
        for outcome in of.iter().take(SHOWN) {
            let (p, text) = (outcome.confidence, &outcome.text);
            let kind = if outcome.event_type == trial.name {
                String::new()
            } else {
                format!(" ({})", outcome.event_type)
            };
            let _ = writeln!(out, "    {p:.2}  {text}{kind}");
        }
    };
    section("examples missed:", &sides.examples, |o| !is_taken(o));
    section("counter-examples taken for it:", &sides.counters, is_taken);
    section(
        "sentences of other types taken for it:",
        &sides.others,
        is_taken,
    );
    section(
        "sentences of other types so like the examples that they did not count against it; do they tell it?",
        &sides.alike,
        |_| true,
    );
    out
}
