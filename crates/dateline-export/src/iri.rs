//! Names of things for the Web: IRIs of reports and of what stands in them.

/// The namespace of dateline's own terms.
pub const TERMS: &str = "urn:dateline:terms#";

/// The name of a report.
pub fn report(id: &str) -> String {
    let may_stand = |c: char| c.is_ascii_alphanumeric() || "-._~/:@".contains(c);
    format!("urn:dateline:report:{}", encoded(id, may_stand))
}

/// The address of a report as an IRI, if it is one of the Web: characters that no IRI may hold are encoded.
pub fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let on_the_web = url.starts_with("http://") || url.starts_with("https://");
    let may_stand = |c: char| !c.is_control() && !c.is_whitespace() && !"<>\"{}|\\^`".contains(c);
    on_the_web.then(|| encoded(url, may_stand))
}

/// The text with the bytes of every character that may not stand as `%XX`.
fn encoded(text: &str, may_stand: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bytes = [0; 4];
    for c in text.chars() {
        if may_stand(c) {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_what_names_may_hold() {
        assert_eq!(report("coast/1.txt"), "urn:dateline:report:coast/1.txt");
        assert_eq!(report("café #1"), "urn:dateline:report:caf%C3%A9%20%231");
        assert_eq!(
            address("https://example.org/a b?q=<x>&é").as_deref(),
            Some("https://example.org/a%20b?q=%3Cx%3E&é")
        );
        assert_eq!(address("javascript:alert(1)"), None);
    }
}
