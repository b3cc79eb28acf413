//! The door: what every text must satisfy to become a report, whoever read it.

use dateline_record::{PublishedSource, Report, Text};
use whichlang::{Lang, detect_language};

use crate::options::Overrides;
use crate::published;
use crate::{IngestError, Place, Reason};

/// Longest text of one report, in bytes of UTF-8: 1 MiB, a long novel. Reading takes about 1.4 kB of memory for each byte
/// of text, so that one longer text could take all that a machine has.
pub const MAX_TEXT_BYTES: u64 = 1 << 20;

/// Largest web page, in bytes as found: 32 MiB.
pub const MAX_PAGE_BYTES: u64 = 32 << 20;

/// Largest feed or sitemap, in bytes: 50 MiB, as the protocol of sitemaps has it.
pub const MAX_LISTING_BYTES: u64 = 50 << 20;

/// Longest JSON line and largest `.json` file, in bytes: 64 MiB. Larger
/// collections belong into JSON Lines, of which there may be any number.
pub const MAX_JSON_BYTES: u64 = 64 << 20;

/// Longest stretch without white space, in bytes of UTF-8. Addresses of several
/// thousand characters occur in news; a stretch longer than this is data.
pub const MAX_WORD_BYTES: usize = 10_000;

/// From how many letters on the language is checked. Shorter texts are taken for
/// English: on them the detection errs too often (names, headlines).
pub const LANGUAGE_CHECK_FROM: usize = 200;

/// What a reader found, before any check.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub id: Option<String>,
    pub text: String,
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// As written in the source.
    pub published: Option<String>,
    pub published_source: Option<PublishedSource>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// When it was fetched, as written in the source.
    pub retrieved: Option<String>,
}

/// Makes a report of a draft, or says why it is none. The id is the given one,
/// else the URL, else `fallback_id`; it is not yet unique.
pub(crate) fn admit(
    draft: Draft,
    overrides: &Overrides,
    fallback_id: &str,
    file: &str,
    place: Place,
) -> Result<Report, IngestError> {
    let refuse = |reason| IngestError::new(file, place, reason);
    check_text(&draft.text).map_err(refuse)?;
    let language = match &overrides.language {
        Some(language) => language.clone(),
        None => check_english(&draft.text).map_err(refuse)?,
    };
    let url = overrides.url.clone().or(filled(draft.url));
    let (published, published_source) = match (&overrides.published, filled(draft.published)) {
        (Some(given), _) => (
            Some(date(given).map_err(refuse)?),
            Some(PublishedSource::Argument),
        ),
        (None, Some(found)) => (
            Some(date(&found).map_err(refuse)?),
            draft.published_source.or(Some(PublishedSource::Metadata)),
        ),
        (None, None) => match url.as_deref().and_then(published::date_in_url) {
            Some(date) => (Some(date), Some(PublishedSource::Url)),
            None => (None, None),
        },
    };
    let id = overrides
        .id
        .clone()
        .or(filled(draft.id))
        .or_else(|| url.clone())
        .unwrap_or_else(|| fallback_id.to_owned());
    let text = Text::new(draft.text).map_err(|error| refuse(error.into()))?;
    let mut report = Report::new(id, text);
    report.title = overrides.title.clone().or(filled(draft.title));
    report.authors = draft
        .authors
        .into_iter()
        .filter_map(|author| filled(Some(author)))
        .collect();
    report.published = published;
    report.published_source = published_source;
    report.publisher = overrides.publisher.clone().or(filled(draft.publisher));
    report.url = url;
    report.retrieved = draft.retrieved.as_deref().and_then(published::moment);
    report.language = Some(language);
    Ok(report)
}

fn date(written: &str) -> Result<String, Reason> {
    published::normalize(written).ok_or_else(|| Reason::Published(written.to_owned()))
}

/// A value without surrounding space, `None` if nothing is left.
fn filled(value: Option<String>) -> Option<String> {
    let value = value?;
    let trimmed = value.trim();
    match trimmed.len() {
        0 => None,
        n if n == value.len() => Some(value),
        _ => Some(trimmed.to_owned()),
    }
}

fn check_text(text: &str) -> Result<(), Reason> {
    if text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    if text.len() as u64 > MAX_TEXT_BYTES {
        return Err(Reason::TooLarge {
            limit: MAX_TEXT_BYTES,
        });
    }
    if let Some(byte) = text.find('\0') {
        return Err(Reason::Nul { byte });
    }
    let mut from = 0;
    for word in text.split(char::is_whitespace) {
        if word.len() > MAX_WORD_BYTES {
            return Err(Reason::WordTooLong {
                byte: from,
                length: word.len(),
                limit: MAX_WORD_BYTES,
            });
        }
        // The separator may be longer than a byte: look where the next word is.
        from += word.len();
        from += text[from..].chars().next().map_or(0, char::len_utf8);
    }
    Ok(())
}

/// `en`, or what the text looks like instead. Looks at the first letters only.
fn check_english(text: &str) -> Result<String, Reason> {
    const ENOUGH: usize = 4000;
    let (mut letters, mut latin) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(ENOUGH) {
        letters += 1;
        // Basic Latin to Latin Extended-B, and Latin Extended Additional.
        latin += usize::from(matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'));
    }
    if letters >= LANGUAGE_CHECK_FROM {
        let end = text
            .char_indices()
            .nth(ENOUGH)
            .map_or(text.len(), |(at, _)| at);
        // The detection has seen capitals mostly at the beginning of words.
        let found = detect_language(&text[..end].to_lowercase());
        if found != Lang::Eng {
            return Err(Reason::NotEnglish(language_name(found)));
        }
        if latin * 2 < letters {
            return Err(Reason::NotEnglish("a language in another script"));
        }
    }
    Ok("en".to_owned())
}

fn language_name(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "Arabic",
        Lang::Cmn => "Chinese",
        Lang::Deu => "German",
        Lang::Eng => "English",
        Lang::Fra => "French",
        Lang::Hin => "Hindi",
        Lang::Ita => "Italian",
        Lang::Jpn => "Japanese",
        Lang::Kor => "Korean",
        Lang::Nld => "Dutch",
        Lang::Por => "Portuguese",
        Lang::Rus => "Russian",
        Lang::Spa => "Spanish",
        Lang::Swe => "Swedish",
        Lang::Tur => "Turkish",
        Lang::Vie => "Vietnamese",
    }
}
