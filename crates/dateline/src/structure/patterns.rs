use regex::Regex;
use serde::Deserialize;

use crate::lexicon::LexiconError;

/// Patterns are tried within this many bytes: what they are for is short, and no line may cost much.
pub(super) const LONGEST: usize = 600;

/// What a pattern is tried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(super) enum Where {
    /// A whole paragraph.
    #[default]
    Paragraph,
    /// The end of a paragraph.
    End,
}

#[derive(Debug, Deserialize)]
struct Part {
    name: String,
    #[serde(rename = "match")]
    regex: String,
}

/// One entry of a pattern file as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub name: String,
    #[serde(rename = "where", default)]
    pub at: Where,
    #[serde(rename = "match")]
    regex: String,
    pub examples: Vec<String>,
    pub not: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    part: Vec<Part>,
    pattern: Vec<Entry>,
}

/// The patterns of one file.
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    pub entries: Vec<(Entry, Regex)>,
}

impl Patterns {
    /// Reads a pattern file.
    ///
    /// # Errors
    /// Names file and line where it is not TOML of the expected form, has no examples or a pattern that is no regular
    /// expression.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        let parsed: File = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |s| line_of(text, s.start));
            LexiconError::new(file, line, e.message())
        })?;
        let parts = resolved(parsed.part);
        let mut entries = Vec::with_capacity(parsed.pattern.len());
        for entry in parsed.pattern {
            let line = text
                .find(&format!("name = \"{}\"", entry.name))
                .map_or(0, |at| line_of(text, at));
            if entry.examples.is_empty() || entry.not.is_empty() {
                let problem = format!(
                    "`{}` needs an example and one that must not match",
                    entry.name
                );
                return Err(LexiconError::new(file, line, problem));
            }
            let body = put_in(&entry.regex, &parts);
            let whole = match entry.at {
                Where::Paragraph => format!(r"\A(?:{body})\z"),
                Where::End => format!(r"(?:{body})\z"),
            };
            let regex =
                Regex::new(&whole).map_err(|e| LexiconError::new(file, line, e.to_string()))?;
            entries.push((entry, regex));
        }
        Ok(Self { entries })
    }

    /// Whether a whole paragraph is of this kind.
    pub fn paragraph(&self, text: &str) -> bool {
        text.len() <= LONGEST
            && self
                .entries
                .iter()
                .any(|(entry, regex)| entry.at == Where::Paragraph && regex.is_match(text))
    }

    /// Where in the text of a paragraph an end of this kind begins.
    pub fn end(&self, text: &str) -> Option<usize> {
        let mut from = text.len().saturating_sub(LONGEST);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        self.entries
            .iter()
            .filter(|(entry, _)| entry.at == Where::End)
            .filter_map(|(_, regex)| regex.find(&text[from..]).map(|m| from + m.start()))
            .min()
    }
}

/// Parts with earlier parts put in.
fn resolved(parts: Vec<Part>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::with_capacity(parts.len());
    for part in parts {
        let regex = put_in(&part.regex, &out);
        out.push((format!("<{}>", part.name), regex));
    }
    out
}

fn put_in(regex: &str, parts: &[(String, String)]) -> String {
    parts.iter().fold(regex.to_owned(), |regex, (name, part)| {
        regex.replace(name, part)
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&b| b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn mistakes_are_named_with_their_line() {
        let message = |text: &str| {
            Patterns::parse("f.toml", text)
                .err()
                .map(|e| e.to_string())
                .unwrap_or_default()
        };
        let bad = "[[pattern]]\nname = \"a\"\nmatch = '('\nexamples = ['x']\nnot = ['y']\n";
        assert!(
            message(bad).starts_with("f.toml:2: regex parse error"),
            "{}",
            message(bad)
        );
        let bare = "[[pattern]]\nname = \"a\"\nmatch = 'x'\nexamples = []\nnot = ['y']\n";
        assert_eq!(
            message(bare),
            "f.toml:2: `a` needs an example and one that must not match"
        );
        assert!(
            message("\n\npattern = 3\n").starts_with("f.toml:3: "),
            "{}",
            message("\n\npattern = 3\n")
        );
    }
}
