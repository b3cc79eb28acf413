//! The program `dateline`.
//!
//! Exit status: 0 everything went well, 1 something failed for at least one report, 2 the command
//! line was wrong.

mod about;
mod asked;
mod batch;
mod cli;
mod commands;
mod engine;
#[cfg(test)]
mod example;
mod filling;
mod intake;
mod measured;
mod output;
mod page;
mod progress;
mod reader;
mod reading;
mod record_lines;
mod threshold;
mod total;
mod web;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Read(arguments) => commands::read::run(&arguments),
        Command::Ingest(arguments) => commands::ingest::run(&arguments),
        #[cfg(feature = "fetch")]
        Command::Watch(arguments) => commands::watch::run(&arguments),
        Command::Reread(arguments) => commands::reread::run(&arguments),
        Command::Query(arguments) => commands::query::run(&arguments),
        Command::Timeline(arguments) => commands::timeline::run(&arguments),
        Command::Incidents(arguments) => commands::incidents::run(&arguments),
        Command::Who(arguments) => commands::who::run(&arguments),
        Command::Quotes(arguments) => commands::quotes::run(&arguments),
        Command::Stories(arguments) => commands::stories::run(&arguments),
        Command::Eval(arguments) => commands::eval::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Ontology(arguments) => commands::ontology::run(&arguments),
        Command::Schema(arguments) => commands::schema::run(&arguments),
    };
    match outcome {
        Ok(status) => status,
        Err(error) => {
            eprintln!("dateline: {error:#}");
            ExitCode::FAILURE
        }
    }
}
