//! Chains of mentions that mean the same: names by string, the rest by the antecedent that the model finds likeliest.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_record::Upos;

use super::{Cast, Gender};
use crate::syntax::Syntax;

/// Mentions before a mention that are asked whether they are its antecedent.
const ASKED: usize = 60;
/// Least probability of an antecedent; chosen on dev (CoNLL F1 on GUM).
const LEAST: f32 = 0.3;

/// Which nouns and pronouns of a report mean the same. A mention is known by its head word.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    /// Chain of each mention.
    chain_of: BTreeMap<usize, usize>,
    /// Heads of each chain, in text order.
    chains: Vec<Vec<usize>>,
}

/// Links the mentions of a report: every noun and pronoun that heads a phrase, and the names of `cast`.
///
/// From left to right, each mention joins the chain of its likeliest antecedent (Ng and Cardie 2002: best first). Mentions
/// of one entity of the cast are one chain from the start, and two entities of the cast never share one.
///
/// `likelihoods` gives how likely each of some mentions is the antecedent of a word. `gender` is what a noun or pronoun
/// tells by its form; mentions that contradict each other are not linked.
pub fn chains(
    likelihoods: impl Fn(usize, &[usize]) -> Vec<f32>,
    syntax: &Syntax,
    cast: &Cast,
    gender: impl Fn(usize) -> Option<Gender>,
) -> Chains {
    let mut out = Chains::default();
    let named: BTreeMap<usize, usize> = cast
        .iter()
        .flat_map(|(e, m)| {
            m.mentions
                .iter()
                .map(move |(w, _)| (syntax.head_of(w.clone()), e))
        })
        .collect();
    let mut chain_of_entity: BTreeMap<usize, usize> = BTreeMap::new();
    let mut entity_of_chain: BTreeMap<usize, usize> = BTreeMap::new();
    let mut gender_of_chain: BTreeMap<usize, Gender> = BTreeMap::new();
    let mentions: Vec<usize> = (0..syntax.heads.len())
        .filter(|w| named.contains_key(w) || is_mention(syntax, *w))
        .collect();
    for (i, &word) in mentions.iter().enumerate() {
        let entity = named.get(&word).copied();
        let known = entity.and_then(|e| chain_of_entity.get(&e).copied());
        let told = match entity.and_then(|e| cast.get(e)) {
            Some(member) => member.gender,
            None => gender(word),
        };
        let before = &mentions[i.saturating_sub(ASKED)..i];
        let likeliest = || {
            likelihoods(word, before)
                .into_iter()
                .zip(before)
                .filter(|(p, _)| *p >= LEAST)
                .filter(|(_, w)| {
                    let chain = out.chain_of.get(w);
                    let other = chain.and_then(|c| entity_of_chain.get(c));
                    let theirs = chain.and_then(|c| gender_of_chain.get(c));
                    (entity.is_none() || other.is_none())
                        && told.is_none_or(|t| theirs.is_none_or(|g| *g == t))
                })
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .and_then(|(_, w)| out.chain_of.get(w).copied())
        };
        let chain = known.or_else(likeliest).unwrap_or(out.chains.len());
        if chain == out.chains.len() {
            out.chains.push(Vec::new());
        }
        out.chains[chain].push(word);
        out.chain_of.insert(word, chain);
        if let Some(told) = told {
            gender_of_chain.entry(chain).or_insert(told);
        }
        if let Some(entity) = entity {
            chain_of_entity.insert(entity, chain);
            entity_of_chain.entry(chain).or_insert(entity);
        }
    }
    out
}

/// Whether a word heads a phrase that may mean somebody or something.
fn is_mention(syntax: &Syntax, word: usize) -> bool {
    let nominal = matches!(
        syntax.upos.get(word),
        Some(Upos::Noun | Upos::Propn | Upos::Pron)
    );
    nominal
        && !matches!(
            syntax.relation(word),
            "compound" | "flat" | "fixed" | "goeswith" | "expl"
        )
}

impl Chains {
    /// Heads of the mentions that mean the same as the mention with this head, itself included; empty for no mention.
    pub fn of(&self, head: usize) -> &[usize] {
        self.chain_of
            .get(&head)
            .and_then(|c| self.chains.get(*c))
            .map_or(&[], Vec::as_slice)
    }

    /// All chains, mentions in text order, singletons among them.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        self.chains.iter().map(Vec::as_slice)
    }
}

/// The words of the phrase that a mention heads: its subtree without preposition, conjunction and closing mark.
pub fn phrase(syntax: &Syntax, head: usize) -> Range<usize> {
    let sentence = syntax.sentence(head);
    let outer = |w: usize| {
        let mut v = w;
        for _ in 0..=sentence.len() {
            if v == head {
                return false;
            }
            match syntax.head(v) {
                Some(h) if h == head => {
                    return matches!(
                        syntax.relation(v),
                        "case" | "cc" | "conj" | "mark" | "punct" | "cop" | "nsubj" | "parataxis"
                    );
                }
                Some(h) => v = h,
                None => return true,
            }
        }
        true
    };
    let start = (sentence.start..head)
        .rev()
        .take_while(|w| !outer(*w))
        .last()
        .unwrap_or(head);
    let end = (head + 1..sentence.end)
        .take_while(|w| !outer(*w))
        .last()
        .map_or(head + 1, |w| w + 1);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Member;
    use crate::syntax::hand_parsed::Hand;
    use dateline_record::{EntityType, MentionForm};

    /// "Mr Soran met Ms Odeh . She wept ."
    fn meeting() -> (Hand, Cast) {
        let hand = Hand::parse(
            "Mr|Mr|PROPN|2|compound Soran|Soran|PROPN|3|nsubj met|meet|VERB|0|root Ms|Ms|PROPN|5|compound \
             Odeh|Odeh|PROPN|3|obj .|.|PUNCT|3|punct ; She|she|PRON|2|nsubj wept|weep|VERB|0|root .|.|PUNCT|2|punct",
        );
        let mut cast = Cast::default();
        for (word, gender) in [(1, Gender::Man), (4, Gender::Woman)] {
            cast.add(Member {
                entity_type: EntityType::Person,
                name: Some(hand.of(&(word..word + 1))),
                description: None,
                mentions: vec![(word..word + 1, MentionForm::Name)],
                country: None,
                gender: Some(gender),
                members: Vec::new(),
            });
        }
        (hand, cast)
    }

    fn she(word: usize) -> Option<Gender> {
        (word == 6).then_some(Gender::Woman)
    }

    #[test]
    fn a_pronoun_joins_its_likeliest_antecedent_that_it_can_mean() {
        let (hand, cast) = meeting();
        let sure = |_: usize, before: &[usize]| {
            before
                .iter()
                .map(|w| if *w == 1 { 0.9 } else { 0.7 })
                .collect()
        };
        let found = chains(sure, &hand.syntax, &cast, she);
        assert_eq!(found.of(6), [4, 6]);
        assert_eq!(found.of(1), [1]);
    }

    #[test]
    fn doubt_links_nothing() {
        let (hand, cast) = meeting();
        let found = chains(
            |_, before| vec![LEAST / 2.0; before.len()],
            &hand.syntax,
            &cast,
            she,
        );
        assert_eq!(found.of(6), [6]);
        assert_eq!(found.iter().count(), 3);
    }

    #[test]
    fn two_names_never_share_a_chain() {
        let (hand, cast) = meeting();
        let found = chains(
            |_, before| vec![0.9; before.len()],
            &hand.syntax,
            &cast,
            |_| None,
        );
        assert_eq!(found.of(1).first(), Some(&1));
        assert!(!found.of(1).contains(&4));
    }

    #[test]
    fn a_phrase_holds_its_modifiers_and_not_its_preposition() {
        let hand = Hand::parse(
            "He|he|PRON|2|nsubj met|meet|VERB|0|root with|with|ADP|5|case the|the|DET|5|det minister|minister|NOUN|2|obl \
             of|of|ADP|7|case health|health|NOUN|5|nmod and|and|CCONJ|9|cc aides|aide|NOUN|5|conj .|.|PUNCT|2|punct",
        );
        assert_eq!(hand.of(&phrase(&hand.syntax, 4)), "the minister of health");
    }
}
