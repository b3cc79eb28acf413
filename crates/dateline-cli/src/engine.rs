//! The engine behind the program.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use dateline::Engine;
use dateline::events::Ontology;
use dateline_record::Report;

use crate::reader::{Reader, Reading};

/// Loads the engine with the model it carries, or with one from a folder, and with the user's event types.
pub fn load(model: Option<&Path>, own: &[PathBuf]) -> Result<Engine> {
    let engine = match model {
        None => Engine::load().context("the engine cannot be loaded"),
        Some(folder) => Engine::load_from(folder)
            .with_context(|| format!("the model in {} cannot be loaded", folder.display())),
    }?;
    if own.is_empty() {
        return Ok(engine);
    }
    Ok(engine.with_ontology(ontology(own)?)?)
}

/// The event types that come with dateline and those of some files.
pub fn ontology(own: &[PathBuf]) -> Result<Ontology> {
    own.iter().try_fold(Ontology::bundled()?, |all, path| {
        let name = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| name.clone())?;
        Ok(all.with(&name, &text)?)
    })
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
