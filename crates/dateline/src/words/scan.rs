use super::{WordSpan, apostrophe, chars, rules::KeepsStop, rules::WordRules};

/// How many bytes a look ahead may read beyond what it consumes.
const LOOK: usize = 96;

/// The division of one run without space into words.
pub(super) struct Scan<'a> {
    pub rules: &'a WordRules,
    pub text: &'a str,
    pub at: usize,
    pub end: usize,
    pub words: &'a mut Vec<WordSpan>,
}

impl Scan<'_> {
    /// Divides the run; on return `at` is its end.
    pub fn chunk(&mut self) {
        while let Some(c) = self.peek() {
            let start = self.at;
            if let Some(end) = self.face().or_else(|| self.address(c)) {
                self.push(start, end);
            } else if c.is_ascii_digit() || (c == '.' && self.number_after_dot()) {
                self.number();
            } else if chars::is_word(c) {
                self.letters();
            } else if chars::is_apostrophe(c) && self.apostrophe_word() {
            } else {
                let end = self.mark(c);
                self.push(start, end);
            }
            if self.at == start {
                self.push(start, start + c.len_utf8());
            }
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..self.end].chars().next()
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.words.push(WordSpan {
                start: start as u32,
                end: end as u32,
            });
        }
        self.at = end;
    }

    /// End of the longest run from `from` of characters that satisfy `test`.
    fn run(&self, from: usize, test: impl Fn(char) -> bool) -> usize {
        self.text[from..self.end]
            .char_indices()
            .find(|(_, c)| !test(*c))
            .map_or(self.end, |(i, _)| from + i)
    }

    /// A run like `run`, given up with `None` after `LOOK` bytes.
    fn bounded_run(&self, from: usize, test: impl Fn(char) -> bool) -> Option<usize> {
        for (i, c) in self.text[from..self.end].char_indices() {
            if !test(c) {
                return Some(from + i);
            }
            if i > LOOK {
                return None;
            }
        }
        Some(self.end)
    }

    /// A face or a listed whole word that fills the rest of the run, but for a mark or two at its end.
    fn face(&self) -> Option<usize> {
        let rest = self.rest();
        let longest = self
            .rules
            .emoticons
            .longest()
            .max(self.rules.whole_words.longest());
        if rest.len() > longest + 4 {
            return None;
        }
        let known = |s: &str| self.rules.emoticons.has(s) || self.rules.whole_words.has_lower(s);
        if known(rest) {
            return Some(self.end);
        }
        let bare = rest.trim_end_matches(['.', ',', ';', '!', '?', ')', '"']);
        (bare.len() < rest.len() && known(bare)).then_some(self.at + bare.len())
    }

    /// Web and mail addresses, handles and tags.
    fn address(&self, c: char) -> Option<usize> {
        let rest = self.rest();
        if matches!(c, '@' | '#') {
            let end = self.run(self.at + 1, |c| c.is_alphanumeric() || c == '_');
            let tag = &self.text[self.at + 1..end];
            let ok = if c == '#' {
                tag.contains(char::is_alphabetic)
            } else {
                !tag.is_empty()
            };
            return ok.then_some(end);
        }
        if !c.is_ascii_alphanumeric() {
            return None;
        }
        if starts_with_any(rest, &["http://", "https://", "ftp://", "www.", "mailto:"]) {
            let whole = self.run(self.at, |c| {
                !matches!(c, '<' | '>' | '"' | '“' | '”' | '’' | '[' | ']' | '{' | '}')
            });
            let address = self.text[self.at..whole]
                .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '-']);
            return Some(self.at + address.len());
        }
        self.mail_address()
    }

    fn mail_address(&self) -> Option<usize> {
        let local = self.bounded_run(self.at, |c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
        })?;
        if self.char_at(local) != Some('@') {
            return None;
        }
        let host = self.bounded_run(local + 1, |c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
        })?;
        let address = self.text[self.at..host].trim_end_matches(['.', '-']);
        let host = address.get(local + 1 - self.at..)?;
        host.contains('.').then_some(self.at + address.len())
    }

    fn number_after_dot(&self) -> bool {
        self.text[self.at + 1..self.end].starts_with(|c: char| c.is_ascii_digit())
            && !self.text[..self.at].ends_with(|c: char| c.is_alphanumeric() || c == '.')
    }

    /// A number with its separators, its ordinal ending or decade `s`; a unit written against it is left for the next
    /// word.
    fn number(&mut self) {
        let start = self.at;
        if let Some(end) = self.telephone() {
            return self.push(start, end);
        }
        let mut end = start;
        loop {
            end = self.run(end, |c| c.is_ascii_digit());
            let mut ahead = self.text[end..self.end].chars();
            match (ahead.next(), ahead.next()) {
                (Some('.' | ',' | ':' | '/'), Some(d)) if d.is_ascii_digit() => end += 1,
                _ => break,
            }
        }
        let tail = self.run(end, chars::is_word);
        let unit = &self.text[end..tail];
        if unit.is_empty() {
            if let Some(decade) = self.decade(start, end) {
                end = decade;
            }
            return self.push(start, end);
        }
        self.push(start, end);
        if self.unit(unit, tail) {
            return;
        }
        // Not a unit: the number is the first part of a word such as 2nd, 1990s, 4x4.
        self.words.pop();
        self.at = start;
        self.letters();
    }

    /// Whether the letters against a number are a unit: listed, or the beginning of a listed one with stops (`p.m.`).
    fn unit(&self, letters: &str, end: usize) -> bool {
        self.rules.number_units.has_lower(letters)
            || letters.len() == 1
                && self
                    .text
                    .get(end..end + 2)
                    .is_some_and(|t| t.eq_ignore_ascii_case(".m"))
                && self.rules.number_units.has_lower(&format!("{letters}.m."))
    }

    /// `1990's`: the end of a decade written with an apostrophe.
    fn decade(&self, start: usize, end: usize) -> Option<usize> {
        let number = &self.text[start..end];
        let mut ahead = self.text[end..self.end].chars();
        let mark = ahead.next().filter(|c| chars::is_apostrophe(*c))?;
        let s = ahead.next().filter(|c| matches!(c, 's' | 'S'))?;
        let stops = ahead.next().is_none_or(|c| !chars::is_word(c));
        (stops && matches!(number.len(), 2 | 4) && number.ends_with('0'))
            .then_some(end + mark.len_utf8() + s.len_utf8())
    }

    /// Telephone and registration numbers: at least one group of three digits before a hyphen and four at the end, or
    /// three groups of digits.
    fn telephone(&self) -> Option<usize> {
        let end = self.bounded_run(self.at, |c| c.is_ascii_digit() || matches!(c, '-' | '/'))?;
        if self.char_at(end).is_some_and(chars::is_word) {
            return None;
        }
        let text = &self.text[self.at..end];
        let groups: Vec<usize> = text.split('-').map(str::len).collect();
        let last = *groups.last()?;
        let shaped = match groups.len() {
            2 => last == 4 && groups[0] == 3 || last == 4 && groups[0] == 7 && text.contains('/'),
            3 | 4 => {
                groups.iter().all(|&n| n > 0)
                    && (last == 4 || (groups.len() == 3 && groups[0] == 4 && last <= 2))
            }
            _ => false,
        };
        shaped.then_some(end)
    }

    /// A word of letters and what may stand inside it.
    fn letters(&mut self) {
        let start = self.at;
        let mut end = self.run(start, chars::is_word);
        let mut part = start;
        loop {
            let mut ahead = self.text[end..self.end].chars();
            let (Some(c), Some(next)) = (ahead.next(), ahead.next()) else {
                break;
            };
            let first_part = &self.text[part..end];
            let joins = match c {
                _ if !chars::is_word(next) => false,
                '&' => {
                    first_part.len() <= 2
                        && first_part.chars().all(char::is_uppercase)
                        && next.is_uppercase()
                }
                '.' => self.joins_dotted(part, end),
                c if chars::is_hyphen(c) => {
                    part == start && self.rules.hyphen_prefixes.has_lower(first_part)
                }
                c => chars::is_apostrophe(c) && next.is_alphabetic(),
            };
            if !joins {
                break;
            }
            part = end + c.len_utf8();
            end = self.run(part, chars::is_word);
        }
        if self.currency(start, end) {
            end += 1;
            return self.push(start, end);
        }
        let stop = self.keeps_stop(start, end);
        match apostrophe::division(self.rules, &self.text[start..end]) {
            Some(at) => {
                self.push(start, start + at);
                self.push(start + at, end + usize::from(stop));
            }
            None => self.push(start, end + usize::from(stop)),
        }
    }

    fn currency(&self, start: usize, end: usize) -> bool {
        self.char_at(end) == Some('$') && self.rules.currency_prefixes.has(&self.text[start..end])
    }

    /// Whether the dot at `dot` belongs into the word whose latest part began at `part`: acronyms and host names.
    fn joins_dotted(&self, part: usize, dot: usize) -> bool {
        let next_end = match self.bounded_run(dot + 1, chars::is_word) {
            Some(end) => end,
            None => return false,
        };
        let before = &self.text[part..dot];
        let after = &self.text[dot + 1..next_end];
        let letter = |s: &str| s.chars().count() == 1 && s.chars().all(char::is_alphabetic);
        if letter(before) && letter(after) {
            return true;
        }
        // Ph.D., M.Sc.: a short part beside a letter, closed by a stop.
        let closed = self.char_at(next_end) == Some('.');
        if closed && before.len() <= 2 && after.len() <= 2 && before.starts_with(char::is_uppercase)
        {
            return true;
        }
        if self.rules.dotted_endings.has_lower(after) && before.is_ascii() {
            let written_alike =
                after.chars().all(char::is_lowercase) || before.chars().all(|c| !c.is_lowercase());
            return written_alike;
        }
        // A host name goes on: some later part is an ending.
        self.bounded_run(dot + 1, |c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
        })
        .is_some_and(|end| {
            let name = self.text[dot + 1..end].trim_end_matches('.');
            name.contains('.')
                && name.bytes().all(|b| !b.is_ascii_uppercase())
                && name
                    .rsplit('.')
                    .next()
                    .is_some_and(|last| last.len() > 1 && self.rules.dotted_endings.has(last))
        })
    }

    /// Whether the full stop after the word is its own.
    fn keeps_stop(&self, start: usize, end: usize) -> bool {
        if self.char_at(end) != Some('.') || self.char_at(end + 1) == Some('.') {
            return false;
        }
        let word = &self.text[start..end];
        let after = self.text[end + 1..].chars().take(3).collect::<String>();
        let next = after.trim_start().chars().next();
        let in_chunk = self.char_at(end + 1);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if word.contains('.') {
            return word.split('.').all(|p| p.len() <= 4) && letters >= 2;
        }
        if letters == 1 && word.chars().all(char::is_uppercase) {
            // An initial: a name follows, or another initial.
            return word != "I"
                && next.is_some_and(|c| c.is_uppercase())
                && in_chunk.is_none_or(|c| c.is_uppercase())
                || in_chunk == Some(',');
        }
        match self.rules.keeps_stop(word) {
            Some(KeepsStop::Always) => true,
            Some(KeepsStop::BeforeNumber) => next.is_some_and(|c| c.is_ascii_digit()),
            Some(KeepsStop::Inside) => next.is_some_and(|c| c.is_alphanumeric() || c == ','),
            None => false,
        }
    }

    /// `'em`, `'68`: consumes the word and says so.
    fn apostrophe_word(&mut self) -> bool {
        let start = self.at;
        let Some(mark) = self.peek() else {
            return false;
        };
        let from = start + mark.len_utf8();
        let Some(end) = self.bounded_run(from, chars::is_word) else {
            return false;
        };
        let body = &self.text[from..end];
        let closes = self.char_at(end).is_some_and(chars::is_apostrophe);
        let year = body.len() >= 2
            && body.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && (body.len() == 2 || &body[2..] == "s");
        let behind_word = self.text[..start].ends_with(chars::is_word);
        // What was left of a number or a name: 747's, S&P's.
        let ending = behind_word && self.rules.apostrophe_endings.has_lower(body);
        let listed = !closes
            && !behind_word
            && body.len() <= 6
            && self
                .rules
                .apostrophe_words
                .has(&format!("'{}", body.to_lowercase()));
        if (year && !closes && !behind_word) || ending || listed {
            self.push(start, end);
            return true;
        }
        false
    }

    /// End of the word made of marks that begins with `c`.
    fn mark(&self, c: char) -> usize {
        let one = self.at + c.len_utf8();
        match c {
            '.' | '…' => self.run(self.at, |d| matches!(d, '.' | '…')),
            '!' | '?' => self.run(self.at, |d| matches!(d, '!' | '?')),
            '-' | '*' | '=' | '_' | '~' | '+' | '#' | '|' | '^' | '—' | '–' => {
                self.run(self.at, |d| d == c)
            }
            '\'' | '`' | '’' | '‘' | '<' | '>' if matches!(self.char_at(one), Some(d) if d == c || (c, d) == ('‘', '’')) => {
                one + c.len_utf8()
            }
            _ => self.run(one, chars::is_joined),
        }
    }
}

fn starts_with_any(text: &str, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|p| {
        text.as_bytes()
            .get(..p.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(p.as_bytes()))
    })
}
