//! The chains that a treebank marks.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_record::Text;

use crate::syntax::conllu::{Document, Sentence};
use crate::syntax::raw_text::{RawText, words};
use crate::system::{Chain, ChainMention};

/// The chains of `document`, written out as `raw`, in the text `text` of it: all mentions marked
/// with one entity, appositions and predicates among them. The head of a mention is the first of
/// its words whose own head lies outside the mention, punctuation only if there is no other.
pub fn chains(document: &Document, raw: &RawText, text: &Text) -> Vec<Chain> {
    let mut chains: BTreeMap<&str, Chain> = BTreeMap::new();
    for (sentence, tokens) in document.sentences.iter().zip(&raw.tokens) {
        if sentence.mentions.is_empty() {
            continue;
        }
        let words = words(sentence, tokens);
        for mention in &sentence.mentions {
            let span_of = |range: Range<usize>| {
                let words = words.get(range)?;
                text.span(words.first()?.start, words.last()?.end)
            };
            let head = head(sentence, &mention.words);
            let spans = (span_of(mention.words.clone()), span_of(head..head + 1));
            if let (Some(span), Some(head)) = spans {
                let chain = chains.entry(&mention.entity).or_default();
                chain.mentions.push(ChainMention { span, head });
            }
        }
    }
    chains.into_values().collect()
}

/// Index of the head of the phrase of those words.
fn head(sentence: &Sentence, phrase: &Range<usize>) -> usize {
    let word = |index: usize| sentence.words.get(index);
    let leaves = |&index: &usize| {
        let head = word(index).and_then(|word| word.head);
        head.is_none_or(|head| !phrase.contains(&head))
    };
    let is_word = |&index: &usize| word(index).is_some_and(|word| word.upos != "PUNCT");
    let tops = phrase.clone().filter(leaves);
    let top = tops.clone().find(is_word).or_else(|| tops.clone().next());
    top.unwrap_or(phrase.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::conllu;
    use std::path::Path;

    #[test]
    fn mentions_of_an_entity_make_a_chain_with_heads() {
        let treebank = "# newdoc id = d\n\
            1\t“\t_\tPUNCT\t_\t_\t5\tpunct\t_\tSpaceAfter=No|Entity=(1-object\n\
            2\tThe\t_\tDET\t_\t_\t3\tdet\t_\t_\n\
            3\tBell\t_\tNOUN\t_\t_\t5\tnsubj\t_\t_\n\
            4\t”\t_\tPUNCT\t_\t_\t3\tpunct\t_\tEntity=1)\n\
            5\trang\t_\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n\
            6\t.\t_\tPUNCT\t_\t_\t5\tpunct\t_\t_\n\n\
            1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n\
            1\tIt\t_\tPRON\t_\t_\t3\tnsubj\t_\tEntity=(1-object)\n\
            2\t's\t_\tAUX\t_\t_\t3\tcop\t_\t_\n\
            3\told\t_\tADJ\t_\t_\t0\troot\t_\t_\n\n";
        let document = conllu::parse(Path::new("x"), treebank).unwrap().remove(0);
        let raw = RawText::new(&document);
        let text = Text::new(raw.text.as_str()).unwrap();
        let chains = chains(&document, &raw, &text);
        let words: Vec<_> = chains[0]
            .mentions
            .iter()
            .map(|mention| (text.slice(mention.span), text.slice(mention.head)))
            .collect();
        assert_eq!(chains.len(), 1);
        assert_eq!(words, [("“The Bell ”", "Bell"), ("It", "It")]);
    }
}
