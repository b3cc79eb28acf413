use super::*;
use crate::syntax::hand_parsed::Hand;

/// What is called what in a hand-parsed text, as `WHO: LABEL`; `people` are the words that are names.
fn called(rows: &str, people: &[usize]) -> Vec<String> {
    let hand = Hand::parse(rows);
    let names: Vec<Range<usize>> = people.iter().map(|w| *w..w + 1).collect();
    let patterns = Patterns {
        text: &hand.text,
        words: &hand.words,
        syntax: &hand.syntax,
        names: &names,
        entity_words: &EntityWords::english().unwrap(),
        lexicon: &LabelWords::english().unwrap(),
    };
    let mut out: Vec<String> = Vec::new();
    for naming in patterns.namings(&hand.syntax.sentences) {
        let who: Vec<String> = naming.named.iter().map(|w| hand.of(&(*w..w + 1))).collect();
        let line = format!("{}: {}", who.join(" + "), hand.of(&naming.label));
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}

#[test]
fn a_verb_calls_its_object_what_its_complement_says() {
    let rows = "They|they|PRON|2|nsubj called|call|VERB|0|root him|he|PRON|2|obj a|a|DET|5|det \
                traitor|traitor|NOUN|2|xcomp to|to|ADP|8|case his|his|PRON|8|nmod:poss people|people|NOUN|5|nmod";
    assert_eq!(called(rows, &[]), ["him: traitor to his people"]);
}

#[test]
fn one_clause_of_object_and_complement() {
    let rows = "They|they|PRON|2|nsubj call|call|VERB|0|root Soran|Soran|PROPN|5|nsubj a|a|DET|5|det traitor|traitor|NOUN|2|obj";
    assert_eq!(called(rows, &[2]), ["Soran: traitor"]);
}

#[test]
fn a_call_that_names_nobody_is_none() {
    let rows =
        "They|they|PRON|2|nsubj called|call|VERB|0|root a|a|DET|4|det meeting|meeting|NOUN|2|obj";
    assert_eq!(called(rows, &[]), [""; 0]);
    let bare = "They|they|PRON|2|nsubj declared|declare|VERB|0|root him|he|PRON|2|obj winner|winner|NOUN|2|xcomp";
    assert_eq!(called(bare, &[]), [""; 0], "no article: rather a post");
}

#[test]
fn what_is_said_with_as() {
    let rows = "She|she|PRON|2|nsubj described|describe|VERB|0|root Soran|Soran|PROPN|2|obj as|as|ADP|7|case a|a|DET|7|det \
                national|national|ADJ|7|amod hero|hero|NOUN|2|obl and|and|CCONJ|10|cc a|a|DET|10|det saint|saint|NOUN|7|conj";
    assert_eq!(called(rows, &[2]), ["Soran: national hero", "Soran: saint"]);
}

#[test]
fn a_list_is_called_so_one_by_one() {
    let rows = "They|they|PRON|2|nsubj branded|brand|VERB|0|root Soran|Soran|PROPN|2|obj and|and|CCONJ|5|cc \
                Tarin|Tarin|PROPN|3|conj terrorists|terrorist|NOUN|2|xcomp";
    assert_eq!(called(rows, &[2, 4]), ["Soran + Tarin: terrorists"]);
}

#[test]
fn the_passive_calls_its_subject_so() {
    let rows = "The|the|DET|2|det group|group|NOUN|4|nsubj:pass was|be|AUX|4|aux:pass labelled|label|VERB|0|root \
                a|a|DET|7|det terrorist|terrorist|ADJ|7|amod organization|organization|NOUN|4|xcomp \
                by|by|ADP|9|case critics|critic|NOUN|4|obl:agent";
    assert_eq!(called(rows, &[])[0], "group: terrorist organization");
}

#[test]
fn clauses_that_hang_on_the_one_called_so() {
    let relative = "Soran|Soran|PROPN|9|nsubj ,|,|PUNCT|5|punct whom|whom|PRON|5|obj many|many|ADJ|5|nsubj \
                    consider|consider|VERB|1|acl:relcl a|a|DET|7|det hero|hero|NOUN|5|xcomp ,|,|PUNCT|5|punct \
                    left|leave|VERB|0|root";
    assert_eq!(called(relative, &[0]), ["whom: hero"]);
    let reduced = "Guards|guard|NOUN|2|nsubj shot|shoot|VERB|0|root a|a|DET|4|det man|man|NOUN|2|obj \
                   considered|consider|VERB|4|acl a|a|DET|7|det threat|threat|NOUN|5|xcomp";
    assert_eq!(called(reduced, &[]), ["man: threat"]);
}

#[test]
fn the_noun_of_a_clause_that_calls_is_not_called_so() {
    let relative = "The|the|DET|2|det man|man|NOUN|7|nsubj who|who|PRON|4|nsubj called|call|VERB|2|acl:relcl \
                    guards|guard|NOUN|6|compound thieves|thief|NOUN|4|xcomp left|leave|VERB|0|root";
    assert_eq!(
        called(relative, &[]),
        [""; 0],
        "a bad tree leaves nobody to be called so"
    );
    let holding =
        "Signs|sign|NOUN|0|root calling|call|VERB|1|acl a|a|DET|4|det thief|thief|NOUN|2|xcomp";
    assert_eq!(called(holding, &[]), [""; 0]);
}

#[test]
fn an_accusation_of_being_something() {
    let rows = "They|they|PRON|2|nsubj accused|accuse|VERB|0|root him|he|PRON|2|obj of|of|SCONJ|7|mark \
                being|be|AUX|7|cop a|a|DET|7|det spy|spy|NOUN|2|advcl";
    assert_eq!(called(rows, &[]), ["him: spy"]);
}

#[test]
fn predicates_that_are_denied_or_asked_call_nobody_so() {
    let stated =
        "Soran|Soran|PROPN|4|nsubj is|be|AUX|4|cop a|a|DET|4|det butcher|butcher|NOUN|0|root";
    assert_eq!(called(stated, &[0]), ["Soran: butcher"]);
    let told = "that|that|SCONJ|5|mark Soran|Soran|PROPN|5|nsubj is|be|AUX|5|cop a|a|DET|5|det liar|liar|NOUN|0|root";
    assert_eq!(called(told, &[1]), ["Soran: liar"]);
    let bare = "Soran|Soran|PROPN|4|nsubj is|be|AUX|4|cop a|a|DET|4|det man|man|NOUN|0|root";
    assert_eq!(called(bare, &[0]), [""; 0]);
    let denied = "Soran|Soran|PROPN|5|nsubj is|be|AUX|5|cop not|not|PART|5|advmod a|a|DET|5|det butcher|butcher|NOUN|0|root";
    assert_eq!(called(denied, &[0]), [""; 0]);
    let asked = "Is|be|AUX|4|cop Soran|Soran|PROPN|4|nsubj a|a|DET|4|det butcher|butcher|NOUN|0|root ?|?|PUNCT|4|punct";
    assert_eq!(called(asked, &[1]), [""; 0]);
    let where_ = "Soran|Soran|PROPN|5|nsubj is|be|AUX|5|cop in|in|ADP|5|case the|the|DET|5|det lead|lead|NOUN|0|root";
    assert_eq!(called(where_, &[0]), [""; 0]);
    let role = "Soran|Soran|PROPN|4|nsubj is|be|AUX|4|cop their|their|PRON|4|nmod:poss teacher|teacher|NOUN|0|root";
    assert_eq!(called(role, &[0]), [""; 0], "whose he is, not what he is");
}

#[test]
fn judging_nouns_at_a_name() {
    let before = "the|the|DET|3|det martyr|martyr|NOUN|3|compound Soran|Soran|PROPN|4|nsubj died|die|VERB|0|root";
    assert_eq!(called(before, &[2]), ["Soran: martyr"]);
    let above = "the|the|DET|3|det terror|terror|NOUN|3|compound group|group|NOUN|5|nsubj Soran|Soran|PROPN|3|appos \
                 fled|flee|VERB|0|root";
    assert_eq!(called(above, &[3]), ["Soran: terror group"]);
    let behind = "Soran|Soran|PROPN|5|nsubj ,|,|PUNCT|4|punct a|a|DET|4|det traitor|traitor|NOUN|1|appos fled|flee|VERB|0|root";
    assert_eq!(called(behind, &[0]), ["Soran: traitor"]);
}

#[test]
fn judging_nouns_alone_mean_somebody_in_particular() {
    let definite = "the|the|DET|3|det foreign|foreign|ADJ|3|amod enemy|enemy|NOUN|4|nsubj fled|flee|VERB|0|root";
    assert_eq!(called(definite, &[]), ["enemy: foreign enemy"]);
    let any = "a|a|DET|2|det traitor|traitor|NOUN|3|nsubj fled|flee|VERB|0|root";
    assert_eq!(called(any, &[]), [""; 0]);
    let deed = "the|the|DET|3|det terror|terror|NOUN|3|compound attack|attack|NOUN|4|nsubj failed|fail|VERB|0|root";
    assert_eq!(called(deed, &[]), [""; 0], "a deed is nobody");
}

#[test]
fn a_name_made_of_judging_words_is_a_name() {
    let rows = "the|the|DET|2|det Hero|Hero|PROPN|3|nsubj fled|flee|VERB|0|root";
    assert_eq!(called(rows, &[1]), [""; 0]);
}
