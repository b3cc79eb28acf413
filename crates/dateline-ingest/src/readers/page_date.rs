//! The publication date that a web page declares.
//!
//! Read by ourselves: the extractor prefers a date in the address or in the
//! running text to the declared one, and errs more often (docs/evaluation.md).

use crate::published::normalize;

/// Names under which `<meta>` elements carry the date of first publication.
const META_NAMES: [&str; 11] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "article.published",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "citation_publication_date",
];

/// The date, in EDTF: that of the first schema.org object which has one, else that
/// of the first `<meta>` (or `<time itemprop="datePublished">`) which has one.
pub(super) fn declared_date(page: &str) -> Option<String> {
    in_schema_org(page).or_else(|| in_tags(page))
}

/// `"datePublished": "2021-03-03T21:15:00+01:00"`, also with escaped quotation
/// marks, as in JSON inside a script's string.
fn in_schema_org(page: &str) -> Option<String> {
    const KEY: &str = "\"datePublished";
    page.match_indices(KEY).find_map(|(at, _)| {
        let rest = quote(&page[at + KEY.len()..])?;
        let value = quote(rest.trim_start().strip_prefix(':')?.trim_start())?;
        normalize(value.split(['"', '\\']).next()?)
    })
}

/// What follows a quotation mark, which may be escaped.
fn quote(text: &str) -> Option<&str> {
    text.strip_prefix('\\').unwrap_or(text).strip_prefix('"')
}

fn in_tags(page: &str) -> Option<String> {
    page.match_indices('<').find_map(|(at, _)| {
        let tag = &page[at + 1..];
        let name = tag.get(..4)?;
        let (is_meta, is_time) = (
            name.eq_ignore_ascii_case("meta"),
            name.eq_ignore_ascii_case("time"),
        );
        if !is_meta && !is_time {
            return None;
        }
        let tag = &tag[4..tag.find('>')?];
        let names_a_date = ["property", "name", "itemprop"]
            .iter()
            .filter_map(|key| attribute(tag, key))
            .any(|name| META_NAMES.contains(&name.to_ascii_lowercase().as_str()));
        if !names_a_date {
            return None;
        }
        normalize(attribute(
            tag,
            if is_meta { "content" } else { "datetime" },
        )?)
    })
}

/// The value of an attribute, from the inside of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/')
            .unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        // At least one character, so that a stray `=` is passed.
        let end = end.max(rest.chars().next()?.len_utf8());
        let found = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(after) = rest.strip_prefix('=') else {
            continue;
        };
        let after = after.trim_start();
        let (value, behind) = match after.chars().next() {
            Some(mark @ ('"' | '\'')) => after[1..].split_once(mark).unwrap_or((&after[1..], "")),
            _ => after
                .split_once(|c: char| c.is_ascii_whitespace())
                .unwrap_or((after, "")),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::{attribute, declared_date};

    #[test]
    fn the_date_of_the_article_is_declared_in_several_ways() {
        for page in [
            r#"<script type="application/ld+json">{"datePublished" : "2021-03-03T21:15:00+01:00"}</script>"#,
            r#"<script>x = "{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-03-03\"}"</script>"#,
            r#"<META content='2021-03-03 10:00' property=article:published_time />"#,
            r#"<meta itemprop="datePublished" content="March 3, 2021">"#,
            r#"<p><time class="x" itemprop="datePublished" datetime="2021-03-03T10:00+0100">3 March</time>"#,
        ] {
            assert_eq!(declared_date(page).as_deref(), Some("2021-03-03"), "{page}");
        }
    }

    #[test]
    fn the_first_publication_counts_and_no_other_date() {
        let page = r#"<meta property="article:modified_time" content="2021-03-09">
            <time datetime="2021-03-08">yesterday</time>
            <script>{"dateModified": "2021-03-07", "datePublished": "soon"}</script>"#;
        assert_eq!(declared_date(page), None);
    }

    #[test]
    fn torn_tags_have_no_attributes() {
        for tag in [
            "",
            " ",
            "=",
            " content",
            " content=",
            " = content='",
            " é='x' =",
        ] {
            assert_eq!(attribute(tag, "name"), None, "{tag:?}");
        }
        assert_eq!(attribute(" a b='c' name=\"d", "name"), Some("d"));
    }
}
