//! The colours of a page, by what they stand for.

use anstyle::{AnsiColor, Style};

pub const PLAIN: Style = Style::new();
pub const TITLE: Style = Style::new().bold();
pub const HEADING: Style = AnsiColor::Blue.on_default().bold();
pub const NAME: Style = Style::new().bold();
pub const DATE: Style = AnsiColor::Cyan.on_default();
pub const PLACE: Style = AnsiColor::Cyan.on_default();
pub const VOICE: Style = AnsiColor::Magenta.on_default();
pub const STATUS: Style = AnsiColor::Yellow.on_default().bold();
pub const ASIDE: Style = Style::new().dimmed();
pub const CONFLICT: Style = AnsiColor::Red.on_default().bold();
pub const COOPERATION: Style = AnsiColor::Green.on_default().bold();
pub const NEITHER: Style = AnsiColor::Yellow.on_default().bold();

/// The colour of an event's type: by the side of PLOVER's scale that its score lies on.
pub fn of_score(score: Option<f32>) -> Style {
    match score {
        Some(score) if score < 0.0 => CONFLICT,
        Some(score) if score > 0.0 => COOPERATION,
        _ => NEITHER,
    }
}
