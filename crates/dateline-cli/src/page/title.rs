//! The head of the page: what the report is.

use dateline_record::Record;

use super::layout::Run;
use super::sheet::Sheet;
use super::style;
use super::wording;

pub fn set(record: &Record, sheet: &mut Sheet) {
    let about = &record.report;
    let title = about.title.as_deref().unwrap_or(&about.id);
    sheet.text(0, vec![Run::new(title, style::TITLE)]);

    let mut parts = Vec::new();
    parts.extend(about.publisher.clone());
    if !about.authors.is_empty() {
        parts.push(format!("by {}", wording::list(&about.authors)));
    }
    if let Some(dateline) = &about.dateline {
        let place = dateline.place.map(|id| wording::name(record, id));
        let told = [place, dateline.date.clone()];
        parts.push(format!(
            "from {}",
            told.into_iter().flatten().collect::<Vec<_>>().join(", ")
        ));
    }
    if let Some(published) = &about.published {
        parts.push(format!("published {published}"));
    }
    parts.extend(about.url.clone());
    if about.title.is_some() {
        parts.push(about.id.clone());
    }
    parts.retain(|part| part.trim() != "from" && !part.trim().is_empty());
    if !parts.is_empty() {
        sheet.text(0, vec![Run::new(parts.join(" · "), style::ASIDE)]);
    }
    sheet.rule();
}
