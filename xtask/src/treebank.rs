/// A sentence of a treebank: its text and the spans of its syntactic words, in bytes.
pub struct Sentence {
    /// The text as the treebank gives it.
    pub text: String,
    /// Start and end of each word in `text`.
    pub words: Vec<(usize, usize)>,
    /// Whether a paragraph begins with it.
    pub opens_paragraph: bool,
}

/// Reads CoNLL-U; the parts of a multiword token share its text out in order, a part that is not in it (`will` of
/// `'ll` written out) makes the whole token one word.
pub fn sentences(source: &str) -> Vec<Sentence> {
    source.split("\n\n").filter_map(sentence).collect()
}

fn sentence(block: &str) -> Option<Sentence> {
    let text = block.lines().find_map(|l| l.strip_prefix("# text = "))?;
    let comment = |key: &str| block.lines().any(|l| l.starts_with('#') && l.contains(key));
    let mut words = Vec::new();
    let mut at = 0;
    let mut pending: Option<(usize, usize)> = None;
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(id), Some(form)) = (columns.next(), columns.next()) else {
            continue;
        };
        if id.contains('.') {
            continue;
        }
        if let Some((_, last)) = id.split_once('-') {
            let start = at + text[at..].find(form)?;
            pending = Some((start + form.len(), last.parse().ok()?));
            at = start;
            continue;
        }
        let number: usize = id.parse().ok()?;
        if let Some((end, last)) = pending {
            if let Some(i) = text.get(at..end).and_then(|rest| rest.find(form)) {
                words.push((at + i, at + i + form.len()));
                at += i + form.len();
            }
            if number == last {
                at = end;
                pending = None;
            }
            continue;
        }
        let start = at + text[at..].find(form)?;
        words.push((start, start + form.len()));
        at = start + form.len();
    }
    Some(Sentence {
        text: text.to_owned(),
        words,
        opens_paragraph: comment("newpar") || comment("# newdoc"),
    })
}
