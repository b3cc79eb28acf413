use std::io::{BufRead, stdin};

use anyhow::{Context, Result};
use dateline::structure::StructureRules;
use dateline_record::Text;
use serde::Deserialize;

#[derive(Deserialize)]
struct Input {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    title: Option<String>,
}

/// Prints the parts of the reports on stdin, all but the body, for reading through.
pub fn run() -> Result<()> {
    let rules = StructureRules::english()?;
    for (number, line) in stdin().lock().lines().enumerate() {
        let line = line.context("reading stdin")?;
        let input: Input =
            serde_json::from_str(&line).with_context(|| format!("stdin, line {}", number + 1))?;
        let text = Text::new(input.text)?;
        let found = rules.find(&text, input.title.as_deref());
        let show = |kind: &str, span| println!("{} {kind}: {:?}", input.id, text.slice(span));
        found.headline.iter().for_each(|s| show("headline", *s));
        found.byline.iter().for_each(|s| show("byline", *s));
        if let Some(dateline) = found.dateline {
            show("dateline", dateline.span);
            dateline.place.iter().for_each(|s| show("  place", *s));
            dateline.date.iter().for_each(|s| show("  date", *s));
            dateline.agency.iter().for_each(|s| show("  agency", *s));
        }
        found
            .boilerplate
            .iter()
            .for_each(|s| show("boilerplate", *s));
        println!("{} paragraphs: {}", input.id, found.body.len());
    }
    Ok(())
}
