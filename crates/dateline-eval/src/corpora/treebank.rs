//! Scoring on a treebank: every document is read from its raw text as one report.

use std::path::Path;

use super::{Table, judge_all, read};
use crate::coreference::CoreferenceScore;
use crate::coreference::treebank::chains;
use crate::error::EvalError;
use crate::syntax::analysis::{of_system, of_treebank};
use crate::syntax::conll18::SyntaxCounts;
use crate::syntax::conllu;
use crate::syntax::raw_text::RawText;
use crate::system::System;

/// What was counted of one document.
pub(super) struct Judged {
    /// Its id.
    pub(super) id: String,
    pub(super) syntax: SyntaxCounts,
    pub(super) coreference: CoreferenceScore,
}

/// Reads and judges every document of the CoNLL-U file at `path`.
pub(super) fn judge(path: &Path, system: &dyn System) -> Result<Vec<Judged>, EvalError> {
    let documents = conllu::read(path)?;
    judge_all(&documents, |document| {
        let raw = RawText::new(document);
        let reading = read(system, &document.id, &raw.text, None)?;
        let gold = of_treebank(document, &raw);
        let layers = &reading.layers;
        let given = of_system(&reading.text, &layers.sentences, &layers.tokens);
        let gold_chains = chains(document, &raw, &reading.text);
        Ok(Judged {
            id: document.id.clone(),
            syntax: SyntaxCounts::new(&gold, &given),
            coreference: CoreferenceScore::new(&gold_chains, &layers.chains),
        })
    })
}

/// The counts of syntax of `documents` together.
pub(super) fn total(documents: &[&Judged]) -> SyntaxCounts {
    let mut total = SyntaxCounts::default();
    for document in documents {
        total += document.syntax;
    }
    total
}

/// The metrics of syntax over `documents` as one table.
pub(super) fn table(name: impl Into<String>, documents: &[&Judged]) -> Table {
    Table::new(name, documents.len(), total(documents).metrics())
}

/// The metrics of coreference over `documents` as one table; none if the treebank marks no chains
/// or the system gave none for any of them.
pub(super) fn coreference_table(name: &str, documents: &[&Judged]) -> Option<Table> {
    let mut total = CoreferenceScore::default();
    for document in documents {
        total += document.coreference;
    }
    (total.has_gold() && total.has_given())
        .then(|| Table::new(name, documents.len(), total.metrics()))
}
