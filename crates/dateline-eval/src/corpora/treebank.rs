//! Scoring on a treebank: every document is read from its raw text as one report.

use std::path::Path;

use super::{Table, judge_all, read};
use crate::error::EvalError;
use crate::syntax::analysis::{of_system, of_treebank};
use crate::syntax::conll18::SyntaxCounts;
use crate::syntax::conllu;
use crate::syntax::raw_text::RawText;
use crate::system::System;

/// The counts of every document of the CoNLL-U file at `path`, with the document's id.
pub(super) fn judge(
    path: &Path,
    system: &dyn System,
) -> Result<Vec<(String, SyntaxCounts)>, EvalError> {
    let documents = conllu::read(path)?;
    judge_all(&documents, |document| {
        let raw = RawText::new(document);
        let reading = read(system, &document.id, &raw.text, None)?;
        let gold = of_treebank(document, &raw);
        let layers = &reading.layers;
        let given = of_system(&reading.text, &layers.sentences, &layers.tokens);
        Ok((document.id.clone(), SyntaxCounts::new(&gold, &given)))
    })
}

/// The counts of `documents` together.
pub(super) fn total(documents: &[&(String, SyntaxCounts)]) -> SyntaxCounts {
    let mut total = SyntaxCounts::default();
    for (_, counts) in documents {
        total += *counts;
    }
    total
}

/// The metrics over `documents` as one table.
pub(super) fn table(name: impl Into<String>, documents: &[&(String, SyntaxCounts)]) -> Table {
    Table::new(name, documents.len(), total(documents).metrics())
}
