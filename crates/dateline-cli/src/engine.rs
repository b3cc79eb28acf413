//! The engine behind the program.

use anyhow::{Result, bail};
use dateline_eval::{System, SystemReading};
use dateline_record::Report;

use crate::reader::{Reader, Reading};

/// Loads the engine with the model it carries.
pub fn load() -> Result<Absent> {
    bail!("this build carries no engine")
}

/// Stands in for the engine in a build without one; cannot be made.
pub enum Absent {}

impl Reader for Absent {
    fn read(&self, _: &Report) -> Reading {
        match *self {}
    }
}

impl System for Absent {
    fn read(&self, _: &Report) -> SystemReading {
        match *self {}
    }
}
