//! What is seen on standard error while a batch is read: errors always, a progress bar on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// A bar with rate and remaining time, or nothing at all.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar if standard error is a terminal and `wanted`. `total` is the number of reports, if it
    /// is known; without it there is no remaining time.
    pub fn new(wanted: bool, total: Option<u64>) -> Self {
        if !(wanted && io::stderr().is_terminal()) {
            return Self {
                bar: ProgressBar::hidden(),
            };
        }
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template = if total.is_some() {
            "{wide_bar} {human_pos}/{human_len} reports  {rate}  {eta} left"
        } else {
            "{spinner} {human_pos} reports  {rate}  {elapsed}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("rate", rate));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
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

fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // The bar does without a rate that cannot be written.
    let _ = write!(out, "{:.1}/s", state.per_sec());
}
