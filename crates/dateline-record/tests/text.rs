//! Spans lie on character boundaries, and bytes and code points convert both ways.

use dateline_record::{CharSpan, Text, Upos};
use proptest::prelude::*;

#[test]
fn a_span_may_not_cut_a_character() {
    let text = Text::new("aé💔z").unwrap();
    assert!(text.span(0, 1).is_some());
    assert!(text.span(0, 2).is_none(), "inside é");
    assert!(text.span(3, 5).is_none(), "inside the heart");
    assert!(text.span(2, 1).is_none());
    assert!(text.span(0, 99).is_none());
    assert_eq!(text.slice(text.span(1, 7).unwrap()), "é💔");
}

#[test]
fn parts_of_the_text_know_their_place() {
    let text = Text::new("one two  three").unwrap();
    let spans: Vec<_> = text
        .split_whitespace()
        .map(|word| text.span_of(word).unwrap().range())
        .collect();
    assert_eq!(spans, [0..3, 4..7, 9..14]);
    assert_eq!(
        text.span_of("one"),
        None,
        "the same letters elsewhere in memory"
    );
}

#[test]
fn spans_join_and_meet() {
    let text = Text::new("abcdef").unwrap();
    let span = |start, end| text.span(start, end).unwrap();
    assert_eq!(span(0, 2).cover(span(4, 5)), span(0, 5));
    assert_eq!(span(0, 3).overlap(span(2, 5)), Some(span(2, 3)));
    assert_eq!(span(0, 2).overlap(span(2, 5)), None);
    assert!(span(1, 5).contains(span(1, 2)));
    assert!(!span(1, 5).contains(span(0, 2)));
}

#[test]
fn every_tag_reads_back() {
    for upos in Upos::ALL {
        assert_eq!(upos.as_str().parse(), Ok(upos));
    }
    assert!("noun".parse::<Upos>().is_err());
}

proptest! {
    #[test]
    fn code_points_agree_with_counting(text in "[a-cé💔\u{301} \n]{0,300}", a in 0usize..300, b in 0usize..300) {
        let text = Text::new(text).unwrap();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (a % starts.len(), b % starts.len());
        let outer = CharSpan { start: a.min(b) as u32, end: a.max(b) as u32 };
        let inner = text.span(starts[a.min(b)], starts[a.max(b)]).unwrap();
        let code_points = text.code_points();
        prop_assert_eq!(code_points.outer(inner), Some(outer));
        prop_assert_eq!(code_points.inner(outer), Some(inner));
        let beyond = CharSpan { start: 0, end: starts.len() as u32 };
        prop_assert_eq!(code_points.inner(beyond), None);
    }
}
