//! What is seen on standard error while a batch is read: errors always, a progress bar on a terminal.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::total;

const COUNTED: &str = "{wide_bar} {human_pos}/{human_len} reports  {rate}  {eta} left";
const UNCOUNTED: &str = "{spinner} {human_pos} reports  {rate}  {elapsed} so far";

/// A bar with rate and remaining time, or nothing at all.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// No bar, messages only.
    pub fn hidden() -> Self {
        Self {
            bar: ProgressBar::hidden(),
        }
    }

    /// A bar for the reports at `paths`, if standard error is a terminal. The remaining time shows
    /// as soon as they have been counted, which happens beside the reading.
    pub fn over(paths: &[PathBuf]) -> Self {
        if !io::stderr().is_terminal() {
            return Self::hidden();
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(style(UNCOUNTED));
        bar.enable_steady_tick(Duration::from_millis(200));
        let (counted, paths) = (bar.clone(), paths.to_vec());
        thread::spawn(move || {
            if let Some(total) = total::count(&paths) {
                counted.set_length(total);
                counted.set_style(style(COUNTED));
            }
        });
        Self { bar }
    }

    /// One more report is done, well or badly.
    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// Prints a line on standard error, above the bar.
    pub fn complain(&self, message: &str) {
        self.bar.suspend(|| {
            // With standard error gone there is nobody left to tell.
            let _ = writeln!(io::stderr(), "dateline: {message}");
        });
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key(
            "rate",
            |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                // The bar does without a rate that cannot be written.
                let _ = write!(out, "{:.1}/s", state.per_sec());
            },
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_understood() {
        for template in [COUNTED, UNCOUNTED] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
