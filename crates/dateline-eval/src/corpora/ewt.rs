//! UD English EWT: trees of web text.

use std::path::Path;

use super::{Corpus, Folder, Scorer, Table, treebank};
use crate::error::EvalError;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "ewt",
    folder: Folder::Data,
    path: "syntax/ewt/PART.conllu",
    what: "syntax of web text from raw text, by the CoNLL 2018 definitions",
    run: Scorer::OfPart(run),
};

fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let documents = treebank::judge(path, system)?;
    Ok(vec![treebank::table(
        "all",
        &documents.iter().collect::<Vec<_>>(),
    )])
}
