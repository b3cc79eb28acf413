//! UD English GUM: trees and coreference of sixteen genres, news among them.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Corpus, Folder, Scorer, Table, treebank};
use crate::error::EvalError;
use crate::json_lines::read_text;
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "gum",
    folder: Folder::Data,
    path: "syntax/gum/PART.conllu",
    what: "syntax of many genres from raw text, by the CoNLL 2018 definitions; coreference",
    run: Scorer::OfPart(run),
};

/// The genre this project is about.
const NEWS: &str = "news";

/// One table over all; with `documents.tsv` beside the file also one over news, and LAS by genre.
/// Coreference over all and over news, where there are chains on both sides.
fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let genre_of = genres(&path.with_file_name("documents.tsv"))?;
    let documents = treebank::judge(path, system)?;
    let mut by_genre: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for document in &documents {
        if let Some(genre) = genre_of.get(&document.id) {
            by_genre.entry(genre).or_default().push(document);
        }
    }
    let all: Vec<_> = documents.iter().collect();
    let mut tables = vec![treebank::table("all", &all)];
    if let Some(news) = by_genre.get(NEWS) {
        tables.push(treebank::table(NEWS, news));
    }
    if !by_genre.is_empty() {
        let las = by_genre
            .iter()
            .map(|(&genre, documents)| Metric::f1(genre, treebank::total(documents).las()));
        tables.push(Table::new("LAS by genre", documents.len(), las.collect()));
    }
    tables.extend(treebank::coreference_table("coreference", &all));
    if let Some(news) = by_genre.get(NEWS) {
        tables.extend(treebank::coreference_table("coreference, news", news));
    }
    Ok(tables)
}

/// Genre by document from a table with the columns `document` and `genre`; empty if there is no
/// such file.
fn genres(path: &Path) -> Result<BTreeMap<String, String>, EvalError> {
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let malformed = |line: usize, reason: &str| EvalError::Malformed {
        path: path.to_owned(),
        line,
        reason: reason.to_owned(),
    };
    let text = read_text(path)?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|&column| column == name);
    let (Some(document), Some(genre)) = (column("document"), column("genre")) else {
        return Err(malformed(1, "no columns named document and genre"));
    };
    lines
        .enumerate()
        .map(|(index, line)| {
            let fields: Vec<&str> = line.split('\t').collect();
            match (fields.get(document), fields.get(genre)) {
                (Some(document), Some(genre)) => Ok((document.to_string(), genre.to_string())),
                _ => Err(malformed(index + 2, "too few columns")),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;
    use crate::testing::{Fake, chain, file};
    use dateline_record::{SentenceSyntax, SyntaxWord, Upos};

    #[test]
    fn news_has_its_own_table_and_every_genre_a_row() {
        let word = |form: &str| format!("1\t{form}\t{form}\tINTJ\t_\t_\t0\troot\t_\t_\n\n");
        let treebank = format!(
            "# newdoc id = a\n{}# newdoc id = b\n{}# newdoc id = c\n{}",
            word("Yes"),
            word("No"),
            word("Well")
        );
        let path = file("gum/dev.conllu", &treebank);
        file(
            "gum/documents.tsv",
            "document\tsplit\tgenre\na\tdev\tnews\nb\tdev\tvlog\nc\tdev\tnews\n",
        );
        // The system takes "Well" for an adverb that depends on itself, and is right elsewhere.
        let system = Fake(
            |report: &dateline_record::Report, reading: &mut crate::SystemReading| {
                let form = report.text.trim();
                let span = report.text.span_of(form).unwrap();
                reading.sentences.push(SentenceSyntax {
                    span,
                    words: vec![SyntaxWord {
                        span,
                        lemma: form.into(),
                        upos: if form == "Well" {
                            Upos::Adv
                        } else {
                            Upos::Intj
                        },
                        head: u32::from(form == "Well"),
                        deprel: "root".into(),
                    }],
                });
            },
        );
        let tables = run(&path, &system).unwrap();
        let shape: Vec<_> = tables
            .iter()
            .map(|t| (t.name.as_str(), t.documents))
            .collect();
        assert_eq!(shape, [("all", 3), ("news", 2), ("LAS by genre", 3)]);
        let upos = |table: &Table| {
            let metric = table.metrics.iter().find(|metric| metric.name == "UPOS");
            metric.cloned().unwrap()
        };
        assert_eq!(upos(&tables[0]), Metric::f1("UPOS", Counts::new(2, 3, 3)));
        assert_eq!(upos(&tables[1]), Metric::f1("UPOS", Counts::new(1, 2, 2)));
        assert_eq!(
            tables[2].metrics,
            [
                Metric::f1("news", Counts::new(1, 2, 2)),
                Metric::f1("vlog", Counts::new(1, 1, 1)),
            ]
        );
    }

    #[test]
    fn coreference_is_told_over_all_and_over_news() {
        let treebank = |id: &str| {
            format!(
                "# newdoc id = {id}\n\
                1\tLind\t_\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(1-person)\n\
                2\thid\t_\tVERB\t_\t_\t0\troot\t_\t_\n\
                3\ther\t_\tPRON\t_\t_\t4\tnmod:poss\t_\tEntity=(2-object(1-person)\n\
                4\tbag\t_\tNOUN\t_\t_\t2\tobj\t_\tEntity=2)\n\n"
            )
        };
        let both = treebank("a") + &treebank("b");
        let path = file("gum-chains/dev.conllu", &both);
        file("gum-chains/documents.tsv", "document\tgenre\na\tnews\n");
        let silent = Fake(|_: &dateline_record::Report, _: &mut crate::SystemReading| {});
        let is_coreference = |table: &Table| table.name.starts_with("coreference");
        assert!(!run(&path, &silent).unwrap().iter().any(is_coreference));

        // Right in `a`, silent in `b`.
        let reader = Fake(
            |report: &dateline_record::Report, reading: &mut crate::SystemReading| {
                if report.id == "a" {
                    let mentions = [("Lind", "Lind"), ("her", "her")];
                    reading.chains.push(chain(&report.text, &mentions));
                }
            },
        );
        let mut tables = run(&path, &reader).unwrap();
        tables.retain(is_coreference);
        let shape: Vec<_> = tables
            .iter()
            .map(|t| (t.name.as_str(), t.documents, t.metrics[0].clone()))
            .collect();
        let mentions =
            |correct, gold, given| Metric::f1("mentions", Counts::new(correct, gold, given));
        assert_eq!(
            shape,
            [
                ("coreference", 2, mentions(2, 4, 2)),
                ("coreference, news", 1, mentions(2, 2, 2)),
            ]
        );
    }
}
