//! Quotation marks: which stretches of a text stand in them.

use std::ops::Range;

use dateline_record::{Span, Text};

/// A stretch in quotation marks, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// What stands inside the marks.
    pub inner: Range<usize>,
    /// Inner and marks.
    pub outer: Range<usize>,
    /// Whether a closing mark was found; if not, the quotation runs to the end of its paragraph.
    pub closed: bool,
}

/// Bytes that a quotation in single marks may hold: apostrophes make longer ones unlikely.
const LONGEST_SINGLE: usize = 300;

/// Finds quotations paragraph by paragraph. `paragraphs` are spans of the text in order.
///
/// Knows `“ ” „ « »`, `"`, `` `` ''`` and single marks where they cannot be apostrophes. A paragraph that opens a
/// quotation and does not close it is quoted to its end; an odd mark never swallows more than its paragraph.
pub fn quotations(text: &Text, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut out = Vec::new();
    for paragraph in paragraphs {
        if let Some(part) = text.get(*paragraph) {
            in_paragraph(part, paragraph.start(), &mut out);
        }
    }
    out
}

fn in_paragraph(part: &str, offset: usize, out: &mut Vec<Quotation>) {
    let mut open: Option<(usize, usize, char)> = None;
    let mut before = None;
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let (mark, length) = match c {
            '`' | '\'' if after == Some(c) => {
                chars.next();
                (if c == '`' { '“' } else { '”' }, 2)
            }
            _ => (c, c.len_utf8()),
        };
        let next = part.get(at + length..).and_then(|r| r.chars().next());
        match open {
            None if opens(mark, before, next) => open = Some((at, length, mark)),
            Some((from, width, opening)) if closes(opening, mark, before, next) => {
                out.push(Quotation {
                    inner: offset + from + width..offset + at,
                    outer: offset + from..offset + at + length,
                    closed: true,
                });
                open = None;
            }
            // A single mark that finds no partner soon was an apostrophe.
            Some((from, _, '\'' | '‘')) if at - from > LONGEST_SINGLE => open = None,
            // A double mark inside a single quotation that never closed: the double one counts.
            Some((_, _, '\'' | '‘')) if matches!(mark, '"' | '“') && opens(mark, before, next) =>
            {
                open = Some((at, length, mark));
            }
            _ => {}
        }
        before = Some(c);
    }
    if let Some((from, width, mark)) = open
        && !matches!(mark, '\'' | '‘')
        && from + width < part.trim_end().len()
    {
        out.push(Quotation {
            inner: offset + from + width..offset + part.len(),
            outer: offset + from..offset + part.len(),
            closed: false,
        });
    }
}

/// Quotations in single marks inside one in double marks, in order. One that never closes ends with the outer one, if it was
/// opened by a mark that is no apostrophe.
pub fn quotations_within(text: &str, outer: &Quotation) -> Vec<Quotation> {
    let opening = text
        .get(outer.outer.clone())
        .and_then(|quoted| quoted.chars().next());
    let part = text.get(outer.inner.clone()).unwrap_or_default();
    if opening.is_some_and(|mark| matches!(mark, '\'' | '‘')) {
        return Vec::new();
    }
    let offset = outer.inner.start;
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = None;
    let mut quote = |from: usize, mark: char, at: usize, end: usize| {
        found.push(Quotation {
            inner: offset + from + mark.len_utf8()..offset + at,
            outer: offset + from..offset + end,
            closed: end > at,
        });
    };
    for (at, c) in part.char_indices() {
        let end = at + c.len_utf8();
        let next = part.get(end..).and_then(|rest| rest.chars().next());
        match open {
            None if matches!(c, '\'' | '‘') && opens(c, before, next) => open = Some((at, c)),
            // Some write an opening mark where they mean a closing one.
            Some((from, mark))
                if closes(mark, c, before, next)
                    || c == '‘' && next.is_none_or(char::is_whitespace) =>
            {
                quote(from, mark, at, end);
                open = None;
            }
            Some((from, _)) if at - from > LONGEST_SINGLE => open = None,
            _ => {}
        }
        before = Some(c);
    }
    if let Some((from, '‘')) = open
        && outer.closed
        && part.len() - from <= LONGEST_SINGLE
    {
        quote(from, '‘', part.len(), part.len());
    }
    found
}

fn opens(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let starts = before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | ':'));
    let goes_on = after.is_some_and(|c| !c.is_whitespace());
    match mark {
        '“' | '„' | '«' => true,
        '"' => goes_on && (starts || !before.is_some_and(char::is_alphanumeric)),
        '‘' => starts && goes_on,
        '\'' => starts && after.is_some_and(char::is_alphabetic),
        _ => false,
    }
}

fn closes(opening: char, mark: char, before: Option<char>, after: Option<char>) -> bool {
    let ends = after.is_none_or(|c| !c.is_alphanumeric());
    let leans = before.is_some_and(|c| !c.is_whitespace());
    match opening {
        '“' | '„' => {
            matches!(mark, '”' | '“') && mark != opening
                || mark == '”'
                || mark == '"' && leans && ends
        }
        '«' => mark == '»',
        '"' => mark == '"' || mark == '”',
        '‘' => mark == '’' && leans && ends,
        '\'' => mark == '\'' && leans && ends,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quoted(text: &str) -> Vec<String> {
        let text = Text::new(text).unwrap();
        let paragraphs: Vec<Span> = text
            .split('\n')
            .filter_map(|line| text.span_of(line))
            .collect();
        quotations(&text, &paragraphs)
            .into_iter()
            .map(|q| text[q.inner].to_owned())
            .collect()
    }

    #[test]
    fn straight_and_curly_marks() {
        assert_eq!(
            quoted("\"We will stay,\" he said. \"Always.\""),
            ["We will stay,", "Always."]
        );
        assert_eq!(quoted("He called it “a farce” and left."), ["a farce"]);
        assert_eq!(quoted("«On reste», dit-il."), ["On reste"]);
        assert_eq!(quoted("``We won,'' she said."), ["We won,"]);
    }

    #[test]
    fn quotations_inside_a_quotation() {
        let within = |text: &str| -> Vec<String> {
            let text = Text::new(text).unwrap();
            let all = quotations(&text, &[text.whole()]);
            let within = all.iter().flat_map(|q| quotations_within(text.as_str(), q));
            within.map(|q| text[q.inner].to_owned()).collect()
        };
        assert_eq!(
            within("“He told me, ‘I don’t know,’ and left,” she said."),
            ["I don’t know,"]
        );
        assert_eq!(within("\"They say 'no deal' every time.\""), ["no deal"]);
        assert_eq!(within("“They said ‘we won, ‘ but lost.”"), ["we won, "]);
        assert_eq!(
            within("“They use us to say ‘we won,” he said."),
            ["we won,"]
        );
        assert!(within("“It’s the ministers’ plan, don’t you see?”").is_empty());
        assert!(within("Minister: 'No \"deal\" with rebels'").is_empty());
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        assert!(quoted("The students' leader said they didn't know the '90s.").is_empty());
        assert!(quoted("It’s the ministers’ plan.").is_empty());
        assert_eq!(quoted("Minister: 'No deal' with rebels"), ["No deal"]);
    }

    #[test]
    fn an_odd_mark_ends_with_its_paragraph() {
        assert_eq!(
            quoted("\"We came first.\n\"And we stay,\" he said."),
            ["We came first.", "And we stay,"]
        );
        assert_eq!(quoted("He paid 5\" of rope.\nThen \"left\"."), ["left"]);
    }

    proptest! {
        #[test]
        fn quotations_slice_and_do_not_overlap(text in "[a-z \"“”‘’'«»`é]{0,60}") {
            let text = Text::new(text).unwrap();
            let all = quotations(&text, &[text.whole()]);
            for q in &all {
                prop_assert!(text.as_str().get(q.inner.clone()).is_some() && text.as_str().get(q.outer.clone()).is_some());
            }
            for pair in all.windows(2) {
                prop_assert!(pair[0].outer.end <= pair[1].outer.start);
            }
        }
    }
}
