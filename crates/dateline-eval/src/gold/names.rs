//! When two entities of different annotators count as the same: by what they are called.

use std::collections::BTreeSet;

use dateline_record::{CharSpan, Entity, MentionForm};
use unicode_normalization::UnicodeNormalization;

use super::annotation::GoldEntity;

/// Words that do not tell names apart.
const EMPTY_WORDS: [&str; 4] = ["the", "a", "an", "of"];

/// The words of `text` in lower case without accents, possessive endings and empty words.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let ascii: Vec<char> = text
        .nfkd()
        .filter(char::is_ascii)
        .map(|character| character.to_ascii_lowercase())
        .collect();
    let in_word = |character: Option<&char>| {
        character.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_')
    };
    let mut words = Vec::new();
    let mut word = String::new();
    let mut at = 0;
    while let Some(&character) = ascii.get(at) {
        if character == '\'' && ascii.get(at + 1) == Some(&'s') && !in_word(ascii.get(at + 2)) {
            at += 2;
            continue;
        }
        if character.is_ascii_alphanumeric() {
            word.push(character);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        at += 1;
    }
    words.push(word);
    words.retain(|word| !word.is_empty() && !EMPTY_WORDS.contains(&word.as_str()));
    words
}

/// Everything an entity is called, each as its plain words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names(BTreeSet<Vec<String>>);

impl Names {
    /// Name, description and aliases of an annotated entity.
    pub(super) fn of_gold(entity: &GoldEntity) -> Self {
        let called = [&entity.name, &entity.description].into_iter().flatten();
        Names(
            called
                .chain(&entity.aliases)
                .map(|name| plain_words(name))
                .collect(),
        )
    }

    /// Name, description and mentions, pronouns left aside, of an entity of a record of `text`.
    pub(super) fn of_record(entity: &Entity<CharSpan>, text: &[char]) -> Self {
        let called = [&entity.name, &entity.description].into_iter().flatten();
        let mentions = entity
            .mentions
            .iter()
            .filter(|mention| mention.form != MentionForm::Pronoun)
            .map(|mention| surface(text, mention.span));
        Names(
            called
                .cloned()
                .chain(mentions)
                .map(|name| plain_words(&name))
                .collect(),
        )
    }

    /// Whether the two share a name, or the words of a name of one are among those of a name of
    /// the other and one of the shared words has three letters at least.
    pub(super) fn same_as(&self, other: &Names) -> bool {
        self.0
            .iter()
            .any(|mine| other.0.iter().any(|theirs| alike(mine, theirs)))
    }
}

fn alike(mine: &[String], theirs: &[String]) -> bool {
    if mine.is_empty() || theirs.is_empty() {
        return false;
    }
    if mine == theirs {
        return true;
    }
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    (within(mine, theirs) || within(theirs, mine))
        && mine
            .iter()
            .any(|word| word.len() > 2 && theirs.contains(word))
}

fn surface(text: &[char], span: CharSpan) -> String {
    let length = text.len();
    let (start, end) = (span.start as usize, span.end as usize);
    text.get(start.min(length)..end.min(length))
        .unwrap_or_default()
        .iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Names {
        Names(all.iter().map(|name| plain_words(name)).collect())
    }

    #[test]
    fn accents_possessives_and_articles_do_not_matter() {
        assert_eq!(
            plain_words("The José Cañas's of Lima"),
            ["jose", "canas", "lima"]
        );
        // A curly apostrophe is no ASCII and falls away before the ending is looked for.
        assert_eq!(plain_words("Lima’s mayor"), ["limas", "mayor"]);
        assert_eq!(plain_words("it'self"), ["it", "self"]);
    }

    #[test]
    fn a_shorter_name_is_the_same_entity() {
        assert!(names(&["Ana Ruiz"]).same_as(&names(&["President Ana Ruiz", "she"])));
        assert!(names(&["x", "Ruiz"]).same_as(&names(&["Ana Ruiz"])));
        assert!(!names(&["Ana Ruiz"]).same_as(&names(&["Ana Soto"])));
        // "al" is too short to show anything.
        assert!(!names(&["al"]).same_as(&names(&["al Soto"])));
        assert!(!names(&["the"]).same_as(&names(&["the"])));
    }
}
