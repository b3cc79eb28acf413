//! Posts: titles, who holds them, and where.

use std::ops::Range;

use crate::encode::frames::{Frames, segments};
use crate::encode::Scores;
use crate::encode::tags::runs;
use crate::pack::Labels;

use super::References;

/// Somebody holds a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// The words of the title.
    pub title: Range<usize>,
    /// Who holds it: number in the cast.
    pub person: usize,
    /// Where: organization or country.
    pub organization: Option<usize>,
    /// Held no longer, by a word before the title ("former").
    pub former: bool,
    /// Probability by the heads.
    pub confidence: f32,
}

/// Least probability of a post that is reported.
const LEAST: f32 = 0.5;

/// Words before and after a title that its holder and organization are looked for in, within the sentence.
const REACH: usize = 40;

/// Reads posts from the heads `title` and the frames of kind `post`.
pub fn posts(scores: &Scores, frames: Option<Frames<'_>>, labels: &Labels, references: &mut References<'_>) -> Vec<Post> {
    let mut out = Vec::new();
    let (Some(frames), Some(person), Some(organization)) =
        (frames, labels.role("post", "person"), labels.role("post", "organization"))
    else {
        return out;
    };
    for (title, confidence) in runs(scores, "title", references.syntax.sentences.as_slice()) {
        let sentence = references.syntax.sentence(title.start);
        let over = title.start.saturating_sub(REACH).max(sentence.start)..(title.end + REACH).min(sentence.end);
        let rows = frames.roles(&title, over.clone());
        let found = segments(&rows, over.start, 1.0);
        let best = |role: usize| {
            found
                .iter()
                .filter(|s| s.role == role)
                .max_by(|a, b| (a.confidence * a.words.len().min(2) as f32).total_cmp(&(b.confidence * b.words.len().min(2) as f32)))
                .cloned()
        };
        let where_ = best(organization).and_then(|s| references.resolve(s.words, None)).map(|r| r.entity);
        let holder = match best(person) {
            Some(segment) => references.resolve(segment.words, None),
            // "the head of the agency": the title's own words name its holder.
            None if where_.is_some() => references.resolve(title.clone(), None),
            None => None,
        };
        let Some(holder) = holder else { continue };
        if confidence >= LEAST && Some(holder.entity) != where_ {
            let form = |w: usize| references.words.get(w).map_or("", |s| s.of(references.text));
            let former = (title.start.saturating_sub(3)..title.end).any(|w| references.lexicon.is_former(form(w)));
            out.push(Post { title, person: holder.entity, organization: where_, former, confidence });
        }
    }
    out
}
