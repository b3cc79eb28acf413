//! Hand-made systems for the tests of the scorers.

use dateline_record::{Record, Report, Span, Text};

use crate::system::{Chain, ChainMention, System, SystemReading};

/// A system that is a function.
pub(crate) struct Fake<F>(pub F);

impl<F: Fn(&Report, &mut SystemReading) + Sync> System for Fake<F> {
    fn read(&self, report: &Report) -> SystemReading {
        let mut reading = SystemReading::new(Record::new(report, "fake", None));
        (self.0)(report, &mut reading);
        reading
    }
}

/// The first occurrence of `words` in `text`, which must be there.
pub(crate) fn find(text: &Text, words: &str) -> Span {
    text.find_span(words)
        .unwrap_or_else(|| panic!("{words:?} is not in {text:?}"))
}

/// A file of that content in a fresh folder under the system's folder for such; `name` must be
/// unique among the tests.
pub(crate) fn file(name: &str, content: &str) -> std::path::PathBuf {
    let path = std::env::temp_dir()
        .join(format!("dateline-eval-{}", std::process::id()))
        .join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, content).unwrap();
    path
}

/// A chain of mentions, each given as phrase and head: the first occurrence of the phrase, and of
/// the head in it.
pub(crate) fn chain(text: &Text, mentions: &[(&str, &str)]) -> Chain {
    let mention = |&(phrase, head): &(&str, &str)| {
        let span = find(text, phrase);
        let start = span.range().start + phrase.find(head).unwrap();
        let head = text.span(start, start + head.len()).unwrap();
        ChainMention { span, head }
    };
    Chain {
        mentions: mentions.iter().map(mention).collect(),
    }
}
