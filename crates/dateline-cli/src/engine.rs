//! The engine behind the program.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use clap::Args;
use dateline::Engine;
use dateline_record::Report;

use crate::reader::{Reader, Reading};

/// Loads the engine with the model it carries, or with one from a folder.
pub fn load(model: Option<&Path>) -> Result<Engine> {
    match model {
        None => Engine::load().context("the engine cannot be loaded"),
        Some(folder) => Engine::load_from(folder)
            .with_context(|| format!("the model in {} cannot be loaded", folder.display())),
    }
}

/// How to read a batch.
#[derive(Debug, Args)]
pub struct Work {
    /// Reports to read at a time [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Folder with another model than the one the program carries
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

impl Work {
    /// The engine to read with.
    pub fn load(&self) -> Result<Engine> {
        load(self.model.as_deref())
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
