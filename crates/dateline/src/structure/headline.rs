use dateline_record::{Span, Text};

use super::StructureRules;

/// A headline is at most this many words.
const MOST_WORDS: usize = 32;

/// The headline, if the first paragraph is one.
pub(super) fn headline(
    rules: &StructureRules,
    text: &Text,
    paragraphs: &[Span],
    title: Option<&str>,
) -> Option<Span> {
    let (&first, rest) = paragraphs.split_first()?;
    let words = text.get(first)?;
    let found = match title.map(str::trim).filter(|t| !t.is_empty()) {
        Some(title) => repeats(words, title),
        None => {
            let second = text.get(*rest.first()?)?;
            looks_like_one(words, second)
                && !rules.bylines.paragraph(words)
                && !rules.boilerplate.paragraph(words)
                && super::dateline::dateline(rules, text, first).is_none()
        }
    };
    (found && !rest.is_empty()).then_some(first)
}

/// Whether a paragraph says the title again: the same words but for marks and case, or most of them.
fn repeats(paragraph: &str, title: &str) -> bool {
    if paragraph.len() > 3 * title.len() + 20 {
        return false;
    }
    let (ours, theirs) = (plain(paragraph), plain(title));
    if ours == theirs {
        return true;
    }
    let shared = ours.iter().filter(|w| theirs.contains(w)).count();
    ours.len() >= 3 && shared * 10 >= ours.len().max(theirs.len()) * 7
}

fn plain(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a first paragraph without a known title reads as a headline over the second.
fn looks_like_one(first: &str, second: &str) -> bool {
    let words = first.split_whitespace().count();
    if words > MOST_WORDS || first.len() > 240 || first.contains('\n') || second.len() < first.len()
    {
        return false;
    }
    let bare = first.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    if bare.ends_with([':', ',', ';']) {
        return false;
    }
    let shouted = all_capitals(first) && !all_capitals(second);
    shouted || !bare.ends_with(['.', '!', '?', '…']) || bare.ends_with('?') && words <= 15
}

fn all_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}
