//! What is seen on standard error while a batch is read: errors always, a progress bar on a terminal, lines from time to
//! time elsewhere if they are asked for.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::total;

const COUNTED: &str = "{wide_bar} {human_pos}/{human_len} reports  {rate}  {eta} left";
const UNCOUNTED: &str = "{spinner} {human_pos} reports  {rate}  {elapsed} so far";

/// How long nothing is told where there is no bar.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// A bar with rate and remaining time, lines that tell the same, or nothing at all.
pub struct Progress {
    bar: ProgressBar,
    /// When a line was told last, if lines are told.
    lines: Option<Cell<Instant>>,
}

impl Progress {
    /// No bar, messages only.
    pub fn hidden() -> Self {
        Self {
            bar: ProgressBar::hidden(),
            lines: None,
        }
    }

    /// A bar for the reports at `paths`, if standard error is a terminal. The remaining time shows
    /// as soon as they have been counted, which happens beside the reading.
    pub fn over(paths: &[PathBuf]) -> Self {
        let progress = Self::new(false);
        progress.count(paths);
        progress
    }

    /// As [`Progress::over`]; elsewhere than on a terminal lines, if `asked` for.
    pub fn asked(paths: &[PathBuf], asked: bool) -> Self {
        let progress = Self::new(asked);
        progress.count(paths);
        progress
    }

    /// For so many reports.
    pub fn of(total: u64, asked: bool) -> Self {
        let progress = Self::new(asked);
        progress.bar.set_length(total);
        progress.bar.set_style(style(COUNTED));
        progress
    }

    fn new(asked: bool) -> Self {
        if !io::stderr().is_terminal() {
            return Self {
                lines: asked.then(|| Cell::new(Instant::now())),
                ..Self::hidden()
            };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(style(UNCOUNTED));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, lines: None }
    }

    fn count(&self, paths: &[PathBuf]) {
        if self.bar.is_hidden() && self.lines.is_none() {
            return;
        }
        let (counted, paths) = (self.bar.clone(), paths.to_vec());
        thread::spawn(move || {
            if let Some(total) = total::count(&paths) {
                counted.set_length(total);
                counted.set_style(style(COUNTED));
            }
        });
    }

    /// One more report is done, well or badly.
    pub fn advance(&self) {
        self.bar.inc(1);
        if let Some(told) = &self.lines
            && told.get().elapsed() >= BETWEEN_LINES
        {
            told.set(Instant::now());
            self.tell_line();
        }
    }

    fn tell_line(&self) {
        let (done, rate) = (self.bar.position(), self.bar.per_sec());
        let total = self.bar.length().filter(|total| *total > 0);
        self.complain(&match total {
            Some(total) => {
                let left = HumanDuration(self.bar.eta());
                format!("{done} of {total} reports, {rate:.1}/s, {left} left")
            }
            None => format!("{done} reports, {rate:.1}/s"),
        });
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
