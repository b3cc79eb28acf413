//! The command line.

use clap::{Parser, Subcommand};

use crate::asked::EventsAsked;
#[cfg(feature = "fetch")]
use crate::commands::watch;
use crate::commands::{eval, export, ingest, ontology, quotes, read, reread, schema, stories, who};

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
    /// Read reports into a store, each once
    Ingest(ingest::Arguments),
    /// Keep reading what feeds and sitemaps list into a store
    #[cfg(feature = "fetch")]
    Watch(watch::Arguments),
    /// Read the reports of a store again with this engine and model
    Reread(reread::Arguments),
    /// Show events of a store, the latest first
    Query(EventsAsked),
    /// Show events of a store, the earliest first
    Timeline(EventsAsked),
    /// Show what the reports of a store tell of the same happenings, side by side, the latest first
    Incidents(EventsAsked),
    /// Show what a store knows of somebody: posts, quotations, events
    Who(who::Arguments),
    /// Show who said what in a store
    Quotes(quotes::Arguments),
    /// List the stories that the reports of a store tell
    Stories(stories::Arguments),
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
