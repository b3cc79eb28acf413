//! CoNLL-U (<https://universaldependencies.org/format.html>).
//!
//! Every word has its lemma, part of speech, head and relation; the other columns are `_`. `# text`
//! is the sentence as its words and `SpaceAfter=No` spell it, so runs of white space become one
//! space.

use std::fmt::Write;

use dateline_record::{Record, SentenceSyntax};

/// The sentences of one report as one document, each followed by an empty line.
pub fn render(record: &Record, sentences: &[SentenceSyntax]) -> String {
    let mut out = String::new();
    let document = one_line(&record.report.id);
    let mut end_before: Option<usize> = None;
    for (index, sentence) in sentences.iter().enumerate() {
        if sentence.words.is_empty() {
            continue;
        }
        let gap = end_before.and_then(|end| record.text.as_str().get(end..sentence.span.start()));
        if end_before.is_none() {
            line(&mut out, format_args!("# newdoc id = {document}"));
        }
        if end_before.is_none() || gap.is_some_and(|gap| gap.contains('\n')) {
            line(&mut out, format_args!("# newpar"));
        }
        line(
            &mut out,
            format_args!("# sent_id = {document}-{}", index + 1),
        );
        let next = sentences.get(index + 1).map(|next| next.span.start());
        words(&mut out, record, sentence, next);
        out.push('\n');
        end_before = Some(sentence.span.end());
    }
    out
}

fn words(out: &mut String, record: &Record, sentence: &SentenceSyntax, next: Option<usize>) {
    let mut text = String::new();
    let mut rows = String::new();
    for (index, word) in sentence.words.iter().enumerate() {
        let form = one_line(record.text.get(word.span).unwrap_or_default());
        let following = match sentence.words.get(index + 1) {
            Some(following) => Some(following.span.start()),
            None => next,
        };
        let joined = following == Some(word.span.end());
        text.push_str(&form);
        if !joined {
            text.push(' ');
        }
        let misc = if joined { "SpaceAfter=No" } else { "_" };
        line(
            &mut rows,
            format_args!(
                "{}\t{}\t{}\t{}\t_\t_\t{}\t{}\t_\t{misc}",
                index + 1,
                or_blank(&form),
                or_blank(&one_line(&word.lemma)),
                word.upos,
                word.head,
                or_blank(&word.deprel),
            ),
        );
    }
    line(out, format_args!("# text = {}", text.trim_end()));
    out.push_str(&rows);
}

fn line(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{line}");
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn or_blank(field: &str) -> &str {
    if field.is_empty() { "_" } else { field }
}

#[cfg(test)]
mod tests {
    use dateline_record::{Report, SyntaxWord, Text, Upos};

    use super::*;

    fn sentence(
        text: &Text,
        words: &[(&str, &str, Upos, u32, &str)],
        from: usize,
    ) -> SentenceSyntax {
        let mut at = from;
        let mut read = Vec::new();
        for (form, lemma, upos, head, deprel) in words {
            let start = at + text[at..].find(form).expect("the word stands in the text");
            at = start + form.len();
            read.push(SyntaxWord {
                span: text.span(start, at).expect("a word is a span"),
                lemma: (*lemma).into(),
                upos: *upos,
                head: *head,
                deprel: (*deprel).into(),
            });
        }
        SentenceSyntax {
            span: read[0].span.cover(read[read.len() - 1].span),
            words: read,
        }
    }

    #[test]
    fn a_report_is_a_document_with_paragraphs_and_sentences() {
        let text = Text::new("Rebels  didn't fire. Okanda fled.\n\nTalks failed").expect("short");
        let record = Record::new(&Report::new("coast 1", text.clone()), "0", None);
        let sentences = [
            sentence(
                &text,
                &[
                    ("Rebels", "rebel", Upos::Noun, 4, "nsubj"),
                    ("did", "do", Upos::Aux, 4, "aux"),
                    ("n't", "not", Upos::Part, 4, "advmod"),
                    ("fire", "fire", Upos::Verb, 0, "root"),
                    (".", ".", Upos::Punct, 4, "punct"),
                ],
                0,
            ),
            sentence(
                &text,
                &[
                    ("Okanda", "Okanda", Upos::Propn, 2, "nsubj"),
                    ("fled", "flee", Upos::Verb, 0, "root"),
                    (".", ".", Upos::Punct, 2, "punct"),
                ],
                20,
            ),
            sentence(
                &text,
                &[
                    ("Talks", "talk", Upos::Noun, 2, "nsubj"),
                    ("failed", "fail", Upos::Verb, 0, "root"),
                ],
                34,
            ),
        ];
        assert_eq!(
            render(&record, &sentences),
            "\
# newdoc id = coast 1
# newpar
# sent_id = coast 1-1
# text = Rebels didn't fire.
1\tRebels\trebel\tNOUN\t_\t_\t4\tnsubj\t_\t_
2\tdid\tdo\tAUX\t_\t_\t4\taux\t_\tSpaceAfter=No
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tfire\tfire\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

# sent_id = coast 1-2
# text = Okanda fled.
1\tOkanda\tOkanda\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tfled\tflee\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# newpar
# sent_id = coast 1-3
# text = Talks failed
1\tTalks\ttalk\tNOUN\t_\t_\t2\tnsubj\t_\t_
2\tfailed\tfail\tVERB\t_\t_\t0\troot\t_\t_

"
        );
    }
}
