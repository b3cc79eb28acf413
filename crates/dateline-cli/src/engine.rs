//! The engine behind the program.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use clap::Args;
use dateline::Engine;
use dateline::events::Ontology;
use dateline_gazetteer::OwnPlaces;
use dateline_record::Report;

use crate::reader::{Reader, Reading};

/// The model, and what the user brings along.
#[derive(Debug, Default, Args)]
pub struct EngineArguments {
    /// Folder with another model than the one the program carries
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,

    /// File with event types of your own, each with example sentences; may be given several times
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,

    /// Table of your own actors, which go before those that the program knows (docs/actors.md)
    #[arg(long, value_name = "CSV")]
    pub actors: Option<PathBuf>,

    /// Table of your own places, which go before others of the same name (docs/places.md)
    #[arg(long, value_name = "CSV")]
    pub places: Option<PathBuf>,
}

impl EngineArguments {
    /// Loads the engine.
    pub fn load(&self) -> Result<Engine> {
        let mut engine = match &self.model {
            None => Engine::load().context("the engine cannot be loaded"),
            Some(folder) => Engine::load_from(folder)
                .with_context(|| format!("the model in {} cannot be loaded", folder.display())),
        }?;
        if let Some(path) = &self.actors {
            let (name, table) = own_file(path)?;
            engine = engine.with_actors(&name, &table)?;
        }
        if let Some(path) = &self.places {
            let (name, table) = own_file(path)?;
            engine = engine.with_places(OwnPlaces::parse(&name, &table)?);
        }
        if !self.ontology.is_empty() {
            engine = engine.with_ontology(ontology(&self.ontology)?)?;
        }
        Ok(engine)
    }
}

/// The event types that come with dateline and those of some files.
pub fn ontology(own: &[PathBuf]) -> Result<Ontology> {
    own.iter().try_fold(Ontology::bundled()?, |all, path| {
        let (name, text) = own_file(path)?;
        Ok(all.with(&name, &text)?)
    })
}

/// The name and the text of a file of the user's.
fn own_file(path: &Path) -> Result<(String, String)> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| name.clone())?;
    Ok((name, text))
}

/// How to read a batch.
#[derive(Debug, Args)]
pub struct Work {
    /// Reports to read at a time [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    engine: EngineArguments,
}

impl Work {
    /// The engine to read with.
    pub fn load(&self) -> Result<Engine> {
        self.engine.load()
    }

    /// A reader for each report that is read at a time, over one model.
    pub fn readers(&self, engine: &Engine) -> Vec<Engine> {
        let count = self.jobs.or_else(|| thread::available_parallelism().ok());
        std::iter::repeat_with(|| engine.beside())
            .take(count.map_or(1, NonZeroUsize::get))
            .collect()
    }
}

impl Reader for Engine {
    fn read(&mut self, report: &Report) -> Result<Reading> {
        let dateline::Reading {
            record, sentences, ..
        } = Engine::read(self, report)?;
        Ok(Reading { record, sentences })
    }
}
