//! The extractor's clean HTML as text whose paragraphs stand apart.

/// Elements after and before which a new paragraph begins.
const BLOCKS: [&str; 27] = [
    "article",
    "blockquote",
    "body",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];

/// The text of well-formed HTML (as a serializer writes it: every `<` of the text
/// escaped), with a blank line between paragraphs and single spaces within them.
pub(super) fn paragraphs(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        writer.text(&rest[..open]);
        let tag = &rest[open..];
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|at| at + 3)
        } else {
            tag.find('>').map(|at| at + 1)
        };
        let end = end.unwrap_or(tag.len());
        let name = tag[1..end]
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if name == "br" {
            writer.line_break();
        } else if BLOCKS.contains(&name) {
            writer.paragraph_break();
        }
        rest = &tag[end..];
    }
    writer.text(rest);
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// What has to stand between the text so far and the next word.
    pending: Pending,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Pending {
    #[default]
    Nothing,
    Space,
    Line,
    Paragraph,
}

impl Writer {
    fn line_break(&mut self) {
        // Two in a row are how old pages divide paragraphs.
        self.pending = match self.pending {
            Pending::Nothing | Pending::Space => Pending::Line,
            Pending::Line | Pending::Paragraph => Pending::Paragraph,
        };
    }

    fn paragraph_break(&mut self) {
        self.pending = Pending::Paragraph;
    }

    fn text(&mut self, escaped: &str) {
        let mut rest = escaped;
        while let Some(c) = rest.chars().next() {
            let (c, length) = match c {
                '&' => entity(rest),
                other => (other, other.len_utf8()),
            };
            rest = &rest[length..];
            if c.is_whitespace() {
                self.pending = self.pending.max(Pending::Space);
            } else {
                self.write(c);
            }
        }
    }

    fn write(&mut self, c: char) {
        if !self.text.is_empty() {
            self.text.push_str(match self.pending {
                Pending::Nothing => "",
                Pending::Space => " ",
                Pending::Line => "\n",
                Pending::Paragraph => "\n\n",
            });
        }
        self.pending = Pending::Nothing;
        self.text.push(c);
    }
}

/// The character that the text begins with if it begins with one of the escapes
/// that an HTML serializer writes, and the length of what stands for it.
fn entity(text: &str) -> (char, usize) {
    const ESCAPES: [(&str, char); 5] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&nbsp;", '\u{a0}'),
    ];
    ESCAPES
        .iter()
        .find(|(escape, _)| text.starts_with(escape))
        .map_or(('&', 1), |(escape, c)| (*c, escape.len()))
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn paragraphs_stand_apart_and_inline_tags_vanish() {
        assert_eq!(
            paragraphs(
                "<body><h2>Floods</h2><p>The <b>mayor</b>\n said:  </p><p>&lt;No&gt;&nbsp;&amp; no.</p></body>"
            ),
            "Floods\n\nThe mayor said:\n\n<No> & no."
        );
    }

    #[test]
    fn breaks_are_lines_and_two_are_a_paragraph() {
        assert_eq!(paragraphs("<p>a<br>b<br/><br/>c</p>"), "a\nb\n\nc");
    }

    #[test]
    fn a_torn_tag_or_comment_ends_the_text() {
        assert_eq!(paragraphs("<p>a<!-- > --> b</p><p"), "a b");
        assert_eq!(paragraphs("a <!-- b"), "a");
    }
}
