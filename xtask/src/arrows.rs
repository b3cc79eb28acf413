//! Checks that dependencies between the workspace's crates only point downward.
//!
//! The house has three storeys: `dateline-record` at the bottom, then the engine and its neighbours,
//! which know the record but not each other, then the programs. A new crate must be given its floor
//! here before it can be built upon.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// A crate of the workspace and the crates of the workspace it may depend on.
struct Floor {
    name: &'static str,
    may_use: &'static [&'static str],
}

const FLOORS: &[Floor] = &[
    Floor {
        name: "dateline-record",
        may_use: &[],
    },
    Floor {
        name: "dateline-gazetteer",
        may_use: &[],
    },
    Floor {
        name: "dateline",
        may_use: &["dateline-record", "dateline-gazetteer"],
    },
    Floor {
        name: "dateline-ingest",
        may_use: &["dateline-record"],
    },
    // It hands what it fetches to the readers, so it stands between them and the program.
    Floor {
        name: "dateline-fetch",
        may_use: &["dateline-record", "dateline-ingest"],
    },
    Floor {
        name: "dateline-export",
        may_use: &["dateline-record"],
    },
    Floor {
        name: "dateline-store",
        may_use: &["dateline-record"],
    },
    // What it knows of places is how far they lie from each other.
    Floor {
        name: "dateline-merge",
        may_use: &["dateline-record", "dateline-gazetteer"],
    },
    // Scoring runs the engine on corpora, so it stands between the engine and the program.
    Floor {
        name: "dateline-eval",
        may_use: &["dateline-record", "dateline-gazetteer", "dateline"],
    },
    Floor {
        name: "dateline-cli",
        may_use: &[
            "dateline-record",
            "dateline-gazetteer",
            "dateline",
            "dateline-ingest",
            "dateline-fetch",
            "dateline-store",
            "dateline-eval",
            "dateline-export",
            "dateline-merge",
        ],
    },
    Floor {
        name: "dateline-bench",
        may_use: &[
            "dateline-record",
            "dateline-gazetteer",
            "dateline",
            "dateline-ingest",
        ],
    },
    Floor {
        name: "xtask",
        may_use: &[
            "dateline-record",
            "dateline-gazetteer",
            "dateline",
            "dateline-ingest",
            "dateline-merge",
            "dateline-store",
        ],
    },
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

/// Asks cargo for the workspace's crates and fails with every arrow that points the wrong way.
pub fn run() -> Result<()> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("cargo metadata did not start")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let metadata: Metadata =
        serde_json::from_slice(&output.stdout).context("cargo metadata gave unreadable JSON")?;
    let wrong = wrong_arrows(&metadata);
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    println!(
        "{} crates, every arrow points downward",
        metadata.packages.len()
    );
    Ok(())
}

fn wrong_arrows(metadata: &Metadata) -> Vec<String> {
    let ours: BTreeSet<&str> = metadata.packages.iter().map(|p| p.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let Some(floor) = FLOORS.iter().find(|floor| floor.name == package.name) else {
            wrong.push(format!(
                "{}: has no floor in xtask/src/arrows.rs",
                package.name
            ));
            continue;
        };
        for dependency in &package.dependencies {
            // Tests may look sideways; what is shipped may not.
            let shipped = dependency.kind.as_deref() != Some("dev");
            let name = dependency.name.as_str();
            if shipped && ours.contains(name) && !floor.may_use.contains(&name) {
                wrong.push(format!("{} may not depend on {name}", package.name));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Package {
        Package {
            name: name.into(),
            dependencies: dependencies
                .iter()
                .map(|(name, kind)| Dependency {
                    name: (*name).into(),
                    kind: kind.map(Into::into),
                })
                .collect(),
        }
    }

    #[test]
    fn neighbours_may_not_know_each_other() {
        let metadata = Metadata {
            packages: vec![
                package("dateline-record", &[("serde", None)]),
                package("dateline", &[("dateline-record", None)]),
                package("dateline-ingest", &[("dateline", None)]),
            ],
        };
        assert_eq!(
            wrong_arrows(&metadata),
            ["dateline-ingest may not depend on dateline"]
        );
    }

    #[test]
    fn the_record_stands_on_nothing_of_ours() {
        let metadata = Metadata {
            packages: vec![
                package("dateline", &[]),
                package("dateline-record", &[("dateline", None)]),
            ],
        };
        assert_eq!(
            wrong_arrows(&metadata),
            ["dateline-record may not depend on dateline"]
        );
    }

    #[test]
    fn tests_may_look_sideways() {
        let metadata = Metadata {
            packages: vec![
                package("dateline", &[("dateline-ingest", Some("dev"))]),
                package("dateline-ingest", &[]),
            ],
        };
        assert!(wrong_arrows(&metadata).is_empty());
    }

    #[test]
    fn a_crate_without_a_floor_is_named() {
        let metadata = Metadata {
            packages: vec![package("dateline-attic", &[])],
        };
        assert_eq!(
            wrong_arrows(&metadata),
            ["dateline-attic: has no floor in xtask/src/arrows.rs"]
        );
    }
}
