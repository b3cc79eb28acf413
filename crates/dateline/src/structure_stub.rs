use crate::lexicon::LexiconError;
use crate::words::WordSpan;
use std::ops::Range;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary { Sure, Unsure, None }
pub struct StructureRules;
pub struct Structure { paragraphs: Vec<Range<usize>> }
impl Structure {
    pub fn paragraphs(&self) -> Vec<Range<usize>> { self.paragraphs.clone() }
    pub fn dateline_date(&self, _t: &str) -> Option<String> { None }
    pub fn dateline_words(&self, _w: &[WordSpan]) -> Option<Range<usize>> { None }
}
impl StructureRules {
    pub fn english() -> Result<Self, LexiconError> { Ok(Self) }
    pub fn find(&self, text: &str, _w: &[WordSpan], _t: Option<&str>) -> Structure {
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for line in text.split('\n') { paragraphs.push(at..at + line.len()); at += line.len() + 1; }
        Structure { paragraphs }
    }
    pub fn boundaries(&self, text: &str, words: &[WordSpan], _s: &Structure) -> Vec<Boundary> {
        let mut out = Vec::new();
        for (i, w) in words.iter().enumerate() {
            if i == 0 { out.push(Boundary::Sure); continue; }
            let gap = &text[words[i - 1].end as usize..w.start as usize];
            let mut p = i - 1;
            let mark = |f: &str| f.chars().all(|c| "\"”’')]".contains(c));
            while p > 0 && mark(words[p].of(text)) { p -= 1; }
            let stop = matches!(words[p].of(text), "." | "!" | "?" | "..." | "…");
            let f = w.of(text);
            let lower = f.chars().next().is_some_and(|c| c.is_lowercase());
            out.push(if gap.contains('\n') { Boundary::Sure } else if gap.is_empty() { Boundary::None } else if stop && !lower && !mark(f) { Boundary::Sure } else { Boundary::Unsure });
        }
        out
    }
}
