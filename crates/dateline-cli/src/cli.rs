//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::{eval, export, ontology, read, schema};

/// Reads English news reports and shows who did what to whom, where and when, and who says so.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports and show what they say
    Read(read::Arguments),
    /// Write records in the formats of other tools
    Export(export::Arguments),
    /// Score the engine against annotated corpora
    Eval(eval::Arguments),
    /// List, print and check event types
    Ontology(ontology::Arguments),
    /// Print the JSON Schema of a record
    Schema(schema::Arguments),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
