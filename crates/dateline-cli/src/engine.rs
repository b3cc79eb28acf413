//! The engine behind the program.

use std::path::Path;

use anyhow::{Context, Result};
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

/// `count` readers over one model.
pub fn readers(engine: &Engine, count: usize) -> Vec<Engine> {
    std::iter::repeat_with(|| engine.beside())
        .take(count)
        .collect()
}

impl Reader for Engine {
    fn read(&mut self, report: &Report) -> Result<Reading> {
        let dateline::Reading {
            record, sentences, ..
        } = Engine::read(self, report)?;
        Ok(Reading { record, sentences })
    }
}
