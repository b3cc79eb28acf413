//! Ways through a tree between a time or place and the event that it may belong to.

use crate::syntax::Syntax;

/// The way from one word up to where it meets that of another word, and down to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// From the first word up, without the meeting word.
    pub up: Vec<usize>,
    /// The word where both meet.
    pub meeting: usize,
    /// From the other word up, without the meeting word.
    pub down: Vec<usize>,
}

impl Way {
    /// The way between two words; `None` if they are in different trees.
    pub fn between(syntax: &Syntax, from: usize, to: usize) -> Option<Self> {
        let line = |word: usize| {
            std::iter::successors(Some(word), |w| syntax.head(*w))
                .take(syntax.heads.len())
                .collect::<Vec<_>>()
        };
        let (mut up, mut down) = (line(from), line(to));
        let meeting = *up.iter().find(|w| down.contains(w))?;
        up.truncate(up.iter().position(|w| *w == meeting)?);
        down.truncate(down.iter().position(|w| *w == meeting)?);
        Some(Self { up, meeting, down })
    }

    /// Whether one of `words` lies on the way, its ends aside.
    pub fn passes(&self, mut words: impl FnMut(usize) -> bool) -> bool {
        let inner = |line: &[usize], words: &mut dyn FnMut(usize) -> bool| {
            line.iter().skip(1).any(|w| words(*w))
        };
        inner(&self.up, &mut words)
            || inner(&self.down, &mut words)
            || !self.up.is_empty() && !self.down.is_empty() && words(self.meeting)
    }
}

/// The preposition of a phrase: the first word that marks its head, in lower case.
pub fn preposition(syntax: &Syntax, head: usize) -> Option<&str> {
    syntax
        .children(head)
        .find(|w| syntax.relation(*w) == "case" && *w < head)
        .and_then(|w| syntax.lemmas.get(w))
        .map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::hand_parsed::Hand;

    #[test]
    fn the_way_from_a_day_to_the_object_of_its_verb_meets_at_the_verb() {
        let hand = Hand::parse(
            "Both|both|PRON|2|nsubj held|hold|VERB|0|root talks|talk|NOUN|2|obj on|on|ADP|5|case Friday|Friday|PROPN|2|obl",
        );
        let way = Way::between(&hand.syntax, 4, 2).unwrap();
        assert_eq!((way.up, way.meeting, way.down), (vec![4], 1, vec![2]));
        assert_eq!(preposition(&hand.syntax, 4), Some("on"));
    }
}
