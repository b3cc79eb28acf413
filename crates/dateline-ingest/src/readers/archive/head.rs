//! The head of a record and of an HTTP message: a first line, then `Name: value` in each line, then an empty one.

use std::io::{self, BufRead, Read};

/// Longest head in bytes; servers allow a quarter of it.
const LONGEST: u64 = 1 << 16;

/// A head, with names and values as they were written.
pub(super) struct Head {
    pub first: String,
    fields: Vec<(String, String)>,
}

impl Head {
    /// Reads up to the empty line; `None` if there is none within [`LONGEST`] bytes.
    pub fn read(bytes: &mut impl BufRead) -> io::Result<Option<Head>> {
        let mut bytes = bytes.take(LONGEST);
        let mut lines = Vec::new();
        loop {
            let mut line = Vec::new();
            bytes.read_until(b'\n', &mut line)?;
            if line.pop() != Some(b'\n') {
                return Ok(None);
            }
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            if line.is_empty() {
                break;
            }
            lines.push(String::from_utf8_lossy(line).into_owned());
        }
        let mut lines = lines.into_iter();
        let Some(first) = lines.next() else {
            return Ok(None);
        };
        let mut head = Head {
            first,
            fields: Vec::new(),
        };
        for line in lines {
            if line.starts_with([' ', '\t']) {
                // A value that goes on in the next line.
                if let Some((_, value)) = head.fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                let field = (name.trim().to_owned(), value.trim().to_owned());
                head.fields.push(field);
            }
        }
        Ok(Some(head))
    }

    /// The value of the first field of that name, in letters of any case.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let (_, value) = fields.find(|(theirs, _)| theirs.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Head;

    fn head(text: &str) -> Option<Head> {
        Head::read(&mut text.as_bytes()).expect("in memory")
    }

    #[test]
    fn names_have_no_case_and_values_may_go_on() {
        let head = head("WARC/1.0\r\ncontent-LENGTH : 7\r\nX: a\r\n  b\r\nno field\r\n\r\nrest");
        let head = head.expect("a head");
        assert_eq!(head.first, "WARC/1.0");
        assert_eq!(head.get("Content-Length"), Some("7"));
        assert_eq!(head.get("x"), Some("a b"));
        assert_eq!(head.get("y"), None);
    }

    #[test]
    fn a_head_without_end_is_none() {
        assert!(head("WARC/1.0\r\nA: b\r\n").is_none());
        assert!(head("\r\n").is_none());
        assert!(head(&"a".repeat(1 << 17)).is_none());
    }
}
