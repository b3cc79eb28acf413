//! Man or woman: what keeps "she" from meaning "Mr Vance".

use super::Cast;
use super::lexicon::EntityWords;
use crate::syntax::Syntax;
use crate::words::WordSpan;

/// What a pronoun, a title, a noun or a given name tells of one person. Used to link mentions; no part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "he", "Mr", "spokesman", "Ahmed"
    Man,
    /// "she", "Ms", "spokeswoman", "Amina"
    Woman,
}

/// Words before a name that may hold its title ("spokeswoman for the ministry" stands behind it and is found by its tree).
const TITLE: usize = 3;

/// Notes the gender of each named person whose title, apposition or given name tells it; a name told both ways stays open.
pub fn tell_genders(
    cast: &mut Cast,
    text: &str,
    words: &[WordSpan],
    syntax: &Syntax,
    lexicon: &EntityWords,
) {
    let form = |w: usize| words.get(w).map_or("", |s| s.of(text));
    for entity in 0..cast.iter().count() {
        if !cast.is_person(entity) {
            continue;
        }
        let mut given = None;
        let mut titled = Vec::new();
        for (run, _) in cast.get(entity).map_or(&[][..], |m| &m.mentions) {
            let head = syntax.head_of(run.clone());
            let sentence = syntax.sentence(head);
            let before = run.start.saturating_sub(TITLE).max(sentence.start)..run.start;
            // A title hangs on the name, or the name on it.
            let tied = |w: &usize| syntax.head(*w) == Some(head) || syntax.head(head) == Some(*w);
            let appositions = syntax
                .children(head)
                .filter(|w| syntax.relation(*w) == "appos");
            titled.extend(
                before
                    .filter(tied)
                    .chain(appositions)
                    .filter_map(|w| lexicon.gender(form(w))),
            );
            if run.len() > 1 {
                given = given.or_else(|| lexicon.gender_of_name(form(run.start)));
            }
        }
        let told = match titled.first() {
            Some(first) => titled.iter().all(|g| g == first).then_some(*first),
            None => given,
        };
        cast.tell_gender(entity, told);
    }
}
