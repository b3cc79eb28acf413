//! Syntax from raw text, judged as in the CoNLL 2018 shared task.

pub mod analysis;
pub mod conll18;
pub mod conllu;
pub mod entity_marks;
pub mod raw_text;
