//! What the user knows about the reports; it goes before what is found in them.

use clap::error::ErrorKind;
use clap::{Args, CommandFactory};
use dateline_ingest::{FieldNames, IngestError, Options, Overrides, from_bytes};

use crate::cli::Cli;

/// What may hold for all reports of a batch.
#[derive(Debug, Args)]
#[command(next_help_heading = "About the reports, where the user knows better")]
pub struct AboutAll {
    /// Day of publication, as 2020-01-06
    #[arg(long, value_name = "DATE")]
    published: Option<String>,

    /// Newspaper, agency or site
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Language, as en
    #[arg(long, value_name = "CODE")]
    language: Option<String>,

    /// Names of the fields in JSON and CSV where they are not ours, as text=body,published=date
    #[arg(long, value_name = "FIELD=NAME,…")]
    map: Option<FieldNames>,
}

/// What may hold for a single report.
#[derive(Debug, Args)]
#[command(next_help_heading = "About the reports, where the user knows better")]
pub struct About {
    #[command(flatten)]
    all: AboutAll,

    /// Headline (for a single report)
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Address (for a single report)
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// Id (for a single report)
    #[arg(long)]
    id: Option<String>,
}

impl AboutAll {
    /// How to read. Ends the program with a usage error if a value is not understood.
    pub fn options(&self) -> Options {
        checked(Options {
            overrides: self.overrides(),
            names: self.names(),
        })
    }

    fn names(&self) -> FieldNames {
        self.map.clone().unwrap_or_default()
    }

    fn overrides(&self) -> Overrides {
        Overrides {
            published: self.published.clone(),
            publisher: self.publisher.clone(),
            language: self.language.clone(),
            ..Overrides::default()
        }
    }
}

impl About {
    /// How to read. Ends the program with a usage error if one headline is given for many reports, or
    /// a value is not understood.
    pub fn options(&self, many: bool) -> Options {
        let of_one = [
            ("--title", self.title.is_some()),
            ("--url", self.url.is_some()),
            ("--id", self.id.is_some()),
        ];
        if let Some((name, _)) = of_one.iter().find(|(_, given)| many && *given) {
            let message = format!("{name} is for a single report, and several are named");
            usage_error(ErrorKind::ArgumentConflict, message);
        }
        checked(Options {
            overrides: Overrides {
                title: self.title.clone(),
                url: self.url.clone(),
                id: self.id.clone(),
                ..self.all.overrides()
            },
            names: self.all.names(),
        })
    }
}

fn checked(options: Options) -> Options {
    // Any short report shows whether the values will be taken.
    let trial = from_bytes("trial.txt", b"Talks failed.".to_vec(), &options).next();
    if let Some(Err(IngestError { reason, .. })) = trial {
        usage_error(ErrorKind::ValueValidation, reason.to_string());
    }
    options
}

fn usage_error(kind: ErrorKind, message: String) -> ! {
    Cli::command().error(kind, message).exit()
}
