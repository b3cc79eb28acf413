use dateline_record::{Span, Text};

use super::{Dateline, StructureRules};

/// A dateline ends within this many bytes.
const LONGEST: usize = 150;

/// What a piece of a dateline between commas is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Place,
    Date,
    Agency,
}

/// The pieces found before a separator, as byte ranges of the paragraph.
#[derive(Debug, Default)]
struct Pieces {
    place: Option<(usize, usize)>,
    date: Option<(usize, usize)>,
    agency: Option<(usize, usize)>,
    places: usize,
}

/// The dateline at the head of a paragraph, and the rest of the paragraph if there is any.
pub(super) fn dateline(
    rules: &StructureRules,
    text: &Text,
    paragraph: Span,
) -> Option<(Dateline, Option<Span>)> {
    let base = paragraph.range().start;
    let words = text.get(paragraph)?;
    let head = &words[..floor(words, LONGEST)];
    for (at, length) in separators(head) {
        let before = &head[..at];
        let Some(pieces) = pieces(rules, before) else {
            continue;
        };
        let rest = words[at + length..].trim_start();
        if !convinces(rules, &pieces, before, &head[at..at + length], rest) {
            continue;
        }
        let mut pieces = pieces;
        let mut rest = rest;
        if pieces.date.is_none()
            && let Some((date, after)) = date_behind(rules, head, at + length)
        {
            pieces.date = Some(date);
            rest = words[after..].trim_start();
        }
        let end = words.len() - rest.len();
        let span = |range: (usize, usize)| text.span(base + range.0, base + range.1);
        let found = Dateline {
            span: text.span(base, base + words[..end].trim_end().len())?,
            place: pieces.place.and_then(span),
            date: pieces.date.and_then(span),
            agency: pieces.agency.and_then(span),
        };
        let rest = (!rest.is_empty())
            .then(|| text.span(base + end, base + words.len()))
            .flatten();
        return Some((found, rest));
    }
    None
}

/// The date between the separator that ends at `from` and the next, with the end of that: "CAIRO - 25 July 2022: ".
fn date_behind(rules: &StructureRules, head: &str, from: usize) -> Option<((usize, usize), usize)> {
    let (next, length) = separators(head).find(|(at, _)| *at >= from)?;
    let date = trimmed(head, from, next);
    is_date(rules, &head[date.0..date.1]).then_some((date, next + length))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Places of dashes and colons that may end a dateline, with their length: not hyphens inside a word.
fn separators(head: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut out = Vec::new();
    let mut skip = 0;
    for (at, c) in head.char_indices() {
        if at < skip || !matches!(c, '-' | '–' | '—' | '―' | '_' | ':') {
            continue;
        }
        let run = head[at..].find(|d| d != c).unwrap_or(head.len() - at);
        skip = at + run;
        let (before, after) = (&head[..at], &head[at + run..]);
        let inside =
            before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        if !(inside && run == c.len_utf8() && matches!(c, '-' | '–' | ':' | '_')) {
            out.push((at, run));
        }
        if out.len() == 6 {
            break;
        }
    }
    out.into_iter()
}

/// Divides what stands before a separator; `None` if any of it is no piece of a dateline.
fn pieces(rules: &StructureRules, before: &str) -> Option<Pieces> {
    let mut found = Pieces::default();
    let mut body = before.trim_end();
    while let Some(captures) = rules.enclosed.captures(body) {
        let inner = captures.iter().skip(1).flatten().next()?;
        let whole = captures.get(0)?;
        let range = trimmed(before, inner.start(), inner.end());
        let words = &before[range.0..range.1];
        let outside = &body[..whole.start()];
        let place = outside.split(',').next().unwrap_or("");
        let shouted = !place.is_empty() && place.chars().all(|c| !c.is_lowercase());
        if is_agency(rules, words, true) || shouted && is_place(rules, words) {
            found.agency = Some(range);
        } else if is_date(rules, words) {
            found.date = Some(range);
        } else {
            return None;
        }
        body = outside.trim_end();
    }
    let mut from = 0;
    for part in body.split([',', ';', '|']) {
        let range = trimmed(before, from, from + part.len());
        from += part.len() + 1;
        let words = &before[range.0..range.1];
        if words.is_empty() {
            continue;
        }
        let year = words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit());
        match kind(rules, words, found.places > 0)? {
            Piece::Date => found.date = Some((found.date.map_or(range.0, |d| d.0), range.1)),
            _ if year => return None,
            Piece::Agency => found.agency = Some(range),
            Piece::Place if found.date.is_some() || found.places == 3 => return None,
            Piece::Place => {
                found.place = Some((found.place.map_or(range.0, |p| p.0), range.1));
                found.places += 1;
            }
        }
    }
    Some(found)
}

fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let part = &text[start..end];
    let lead = part.len() - part.trim_start().len();
    (start + lead, start + lead + part.trim().len())
}

fn kind(rules: &StructureRules, words: &str, later: bool) -> Option<Piece> {
    if is_date(rules, words) {
        Some(Piece::Date)
    } else if is_agency(rules, words, later) {
        Some(Piece::Agency)
    } else if is_place(rules, words) {
        Some(Piece::Place)
    } else {
        None
    }
}

/// `Jan. 6`, `6 January 2020`, `Monday`, `3/1/2020`, `2020`.
fn is_date(rules: &StructureRules, words: &str) -> bool {
    let mut numbers = 0;
    let mut named = false;
    let mut count = 0;
    for word in words.split_whitespace() {
        count += 1;
        let bare = word.trim_end_matches('.');
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        if rules.date_words.has_lower(bare) {
            named = true;
        } else if digits > 0
            && digits <= 4
            && matches!(&bare[digits..], "" | "st" | "nd" | "rd" | "th")
        {
            numbers += 1;
        } else if !bare.is_empty()
            && bare
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-'))
        {
            named = true;
        } else {
            return false;
        }
    }
    let year = numbers == 1 && words.len() == 4;
    count > 0 && count <= 4 && (named || year)
}

/// A listed name, a name that ends like one, or (where a place need not be feared) a short word in capitals.
fn is_agency(rules: &StructureRules, words: &str, acronyms: bool) -> bool {
    let last = words.rsplit([' ', '-']).next().unwrap_or(words);
    let capital = words.starts_with(char::is_uppercase) || rules.agencies.has(words);
    let acronym = (2..=5).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_uppercase());
    let several = |w: &str| {
        w.split('/')
            .all(|part| rules.agencies.has(part) || part.bytes().all(|b| b.is_ascii_uppercase()))
    };
    rules.agencies.has(words)
        || rules.agencies.has(last)
        || words.contains('/') && several(words)
        || (words.contains(' ') || words.contains('-'))
            && words.len() <= 50
            && rules.agency_endings.has(last)
        || acronyms && acronym && capital
}

/// A name of one to five words that begin with capitals, with small joining words between.
fn is_place(rules: &StructureRules, words: &str) -> bool {
    let mut count = 0;
    for (i, word) in words.split_whitespace().enumerate() {
        count += 1;
        let letters = word.trim_matches(['(', ')', '.', '\'', '’']);
        let named = letters.starts_with(char::is_uppercase)
            && letters
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '`'));
        if !(named || i > 0 && rules.place_joiners.has(word)) {
            return false;
        }
    }
    (1..=5).contains(&count) && words.len() <= 48
}

/// Whether the pieces together make a dateline before this separator and rest.
fn convinces(
    rules: &StructureRules,
    pieces: &Pieces,
    before: &str,
    separator: &str,
    rest: &str,
) -> bool {
    let label = before.trim().to_lowercase();
    if rules.not_places.has(&label) {
        return false;
    }
    if pieces.place.is_none() {
        return pieces.agency.is_some()
            && (pieces.date.is_some() || before.trim_start().starts_with(['(', '[', '/']));
    }
    if pieces.date.is_some() || pieces.agency.is_some() {
        return true;
    }
    // A bare name before a dash or colon: capitals, or one name of few words with a sentence after it.
    let shouted = before.chars().all(|c| !c.is_lowercase());
    let sentence =
        rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && rest.len() >= 40;
    let words = before.split_whitespace().count();
    let dash = !separator.starts_with(':');
    let glued = !dash || !before.ends_with(' ') || separator.len() > 1;
    shouted && words <= 4 && (rest.is_empty() && dash || sentence) && !rest_is_shouted(rest)
        || sentence && glued && words <= 3 && (pieces.places > 1 || !before.contains(','))
}

fn rest_is_shouted(rest: &str) -> bool {
    rest.chars().any(char::is_alphabetic) && rest.chars().take(60).all(|c| !c.is_lowercase())
}
