//! Structure: what of a report is headline, dateline, byline, body and boilerplate, and where sentences begin.
//!
//! The text is frozen: everything here is spans of it. Lines that the page was hard-wrapped into are taken together,
//! so a paragraph may contain line feeds.

mod boundaries;
mod dateline;
mod headline;
mod paragraphs;
mod patterns;
mod rules;

use dateline_record::{Span, Text};

pub use boundaries::Boundary;
pub use rules::StructureRules;

/// The head of a report that says where, when and through whom it comes: `LIMA, Jan 6 (Agency) –`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, with the dash or colon that ends it.
    pub span: Span,
    /// The place: `LIMA`; with its country or state if given: `BELFAST, Northern Ireland`.
    pub place: Option<Span>,
    /// The date: `Jan 6`.
    pub date: Option<Span>,
    /// The agency, without brackets or slashes.
    pub agency: Option<Span>,
}

/// The parts of a report's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// The headline, if the text begins with it.
    pub headline: Option<Span>,
    /// The line that names the authors.
    pub byline: Option<Span>,
    /// The dateline; the paragraph it opens begins after it.
    pub dateline: Option<Dateline>,
    /// The paragraphs of the body in order.
    pub body: Vec<Span>,
    /// Credits, notices, pointers to other pages and the like, in order.
    pub boilerplate: Vec<Span>,
}

impl Structure {
    /// All parts in the order of the text. They do not overlap, and every character that is not white space is in one.
    pub fn blocks(&self) -> Vec<Span> {
        let mut blocks: Vec<Span> = self.body.clone();
        blocks.extend(&self.boilerplate);
        blocks.extend(self.headline);
        blocks.extend(self.byline);
        blocks.extend(self.dateline.map(|d| d.span));
        blocks.sort();
        blocks
    }
}

impl StructureRules {
    /// Finds the parts of a report.
    ///
    /// `title` is the report's title if it is known from elsewhere: then only a first paragraph that repeats it is a
    /// headline. Without one, a first paragraph that looks like a headline is.
    pub fn find(&self, text: &Text, title: Option<&str>) -> Structure {
        let mut found = Structure::default();
        let mut body: Vec<Span> = Vec::new();
        let paragraphs = paragraphs::paragraphs(text);
        let mut rest = paragraphs.as_slice();
        if let Some(headline) = headline::headline(self, text, &paragraphs, title) {
            found.headline = Some(headline);
            rest = &rest[1..];
        }
        for (i, &paragraph) in rest.iter().enumerate() {
            let words = text.get(paragraph).unwrap_or("");
            if found.byline.is_none() && i < 4 && self.bylines.paragraph(words) {
                found.byline = Some(paragraph);
            } else if self.boilerplate.paragraph(words) {
                found.boilerplate.push(paragraph);
            } else {
                body.push(paragraph);
            }
        }
        if let Some(&first) = body.first()
            && let Some((dateline, after)) = dateline::dateline(self, text, first)
        {
            found.dateline = Some(dateline);
            match after {
                Some(after) => body[0] = after,
                None => drop(body.remove(0)),
            }
        }
        for paragraph in &mut body {
            let words = text.get(*paragraph).unwrap_or("");
            let Some(at) = self.boilerplate.end(words) else {
                continue;
            };
            let kept = words[..at].trim_end();
            let (Some(kept), Some(end)) = (
                text.span(
                    paragraph.range().start,
                    paragraph.range().start + kept.len(),
                ),
                text.span(paragraph.range().start + at, paragraph.range().end),
            ) else {
                continue;
            };
            found.boilerplate.push(end);
            *paragraph = kept;
        }
        body.retain(|p| !p.range().is_empty());
        found.boilerplate.sort();
        found.body = body;
        found
    }
}

#[cfg(test)]
mod tests;
