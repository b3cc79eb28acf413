//! UD English GUM: trees of sixteen genres, news among them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Corpus, Folder, Table, treebank};
use crate::error::EvalError;
use crate::json_lines::read_text;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "gum",
    folder: Folder::Data,
    path: "syntax/gum/PART.conllu",
    what: "syntax of many genres from raw text, by the CoNLL 2018 definitions",
    run,
};

/// One table over all, and one per genre if `documents.tsv` lies beside the file.
fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let genres = genres(&path.with_file_name("documents.tsv"))?;
    let documents = treebank::judge(path, system)?;
    let mut tables = vec![treebank::table(
        "all",
        &documents.iter().collect::<Vec<_>>(),
    )];
    let names: BTreeSet<&String> = documents
        .iter()
        .filter_map(|(id, _)| genres.get(id))
        .collect();
    for genre in names {
        let of_genre: Vec<_> = documents
            .iter()
            .filter(|(id, _)| genres.get(id) == Some(genre))
            .collect();
        tables.push(treebank::table(format!("genre {genre}"), &of_genre));
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
    use crate::testing::{Fake, file};
    use dateline_record::{SentenceSyntax, SyntaxWord, Upos};

    #[test]
    fn every_genre_has_its_own_table() {
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
        // The system takes "Well" for an adverb and everything else for an interjection.
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
                        head: 0,
                        deprel: "root".into(),
                    }],
                });
            },
        );
        let tables = run(&path, &system).unwrap();
        let upos: Vec<_> = tables
            .iter()
            .map(|table| {
                let metric = table.metrics.iter().find(|m| m.name == "UPOS").unwrap();
                (table.name.as_str(), table.documents, metric.value.unwrap())
            })
            .collect();
        assert_eq!(
            upos,
            [
                ("all", 3, 2.0 / 3.0),
                ("genre news", 2, 0.5),
                ("genre vlog", 1, 1.0)
            ]
        );
    }
}
