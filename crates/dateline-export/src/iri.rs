//! Names of things for the Web: IRIs of reports and of what stands in them.

/// The namespace of dateline's own terms.
pub const TERMS: &str = "urn:dateline:terms#";

/// The name of a report.
pub fn report(id: &str) -> String {
    let may_stand = |c: char| c.is_ascii_alphanumeric() || "-._~/:@".contains(c);
    format!("urn:dateline:report:{}", encoded(id, may_stand))
}

/// The name of a place of the gazetteer.
pub fn geonames(id: u32) -> String {
    format!("https://sws.geonames.org/{id}/")
}

/// The address of a report if it is one of the Web, with what no address may hold encoded.
pub fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    if !matches!(scheme, "http" | "https") || !is_host(host) {
        return None;
    }
    let (before, fragment) = match rest.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (rest, None),
    };
    let fragment = fragment.map(|fragment| format!("#{}", legal(fragment)));
    let fragment = fragment.unwrap_or_default();
    Some(format!("{scheme}://{host}{}{fragment}", legal(before)))
}

/// Whether a host is written as a name, with a port perhaps.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let in_name = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    !name.is_empty() && name.chars().all(in_name) && port.chars().all(|c| c.is_ascii_digit())
}

/// A part of an address, in which `%XX` stays as it is and whatever may not stand is encoded.
fn legal(part: &str) -> String {
    let may_stand = |c: char| c.is_ascii_alphanumeric() || "-._~/?:@!$&'()*+,;=".contains(c);
    let mut pieces = part.split('%');
    let mut out = encoded(pieces.next().unwrap_or_default(), may_stand);
    for piece in pieces {
        let digits = piece.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        out.push_str(if digits == 2 { "%" } else { "%25" });
        out.push_str(&encoded(piece, may_stand));
    }
    out
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
        for (url, expected) in [
            ("https://example.org", Some("https://example.org")),
            (
                "https://example.org/a b?q=<x>&é",
                Some("https://example.org/a%20b?q=%3Cx%3E&%C3%A9"),
            ),
            (
                "http://example.org:80/100%/%41#a#b",
                Some("http://example.org:80/100%25/%41#a%23b"),
            ),
            ("https://user:word@example.org/", None),
            ("https:///path", None),
            ("ftp://example.org/", None),
            ("example.org", None),
        ] {
            assert_eq!(address(url).as_deref(), expected, "{url}");
        }
        assert_eq!(address("javascript:alert(1)"), None);
    }
}
