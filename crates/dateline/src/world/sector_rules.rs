use super::sectors::sector_list;
use crate::lexicon::{LexiconError, pairs};

const FILE: &str = "world/sector-rules.tsv";

/// What sectors mean for one another, and the sectors of those whom no word of their own tells one.
#[derive(Debug, Clone)]
pub struct SectorRules {
    /// Sectors of the state's offices.
    pub office: Vec<&'static str>,
    /// Of those who have left such an office.
    pub former: Vec<&'static str>,
    /// Sectors of those who rule or ruled.
    pub rulers: Vec<&'static str>,
    /// Of the kin of those.
    pub family: Vec<&'static str>,
    /// Of those who hold a post with a state.
    pub state: Vec<&'static str>,
    /// Of a capital that speaks or acts.
    pub capital: Vec<&'static str>,
    /// Of the people of a country.
    pub people: Vec<&'static str>,
    /// Sectors whose titles go with the body of the sector that a report names.
    pub one_of: Vec<&'static str>,
    /// Sectors whose titles are held for a constituency.
    pub elected: Vec<&'static str>,
    /// Of parties.
    pub party: Vec<&'static str>,
    /// Of the press.
    pub press: Vec<&'static str>,
}

impl SectorRules {
    /// The rules that the library carries, `lexicon/world/sector-rules.tsv`.
    ///
    /// # Errors
    /// Names file and line of a mistake in them; the tests show that there is none.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/world/sector-rules.tsv"))
    }

    /// Reads a table of two columns: rule, sectors.
    ///
    /// # Errors
    /// Names the first line with a sector that PLOVER has not, a rule that does not exist or was there before; or the
    /// first rule that is not there.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut left = Vec::new();
        for (line, rule, sectors) in pairs(file, text)? {
            let wrong = |problem: String| LexiconError::new(file, line, problem);
            if left.iter().any(|(_, known, _)| *known == rule) {
                return Err(wrong(format!("`{rule}` is listed twice")));
            }
            left.push((line, rule, sector_list(sectors).map_err(wrong)?));
        }
        let mut take = |rule: &str| {
            let at = left.iter().position(|(_, known, _)| *known == rule);
            at.map(|at| left.swap_remove(at).2)
                .ok_or_else(|| LexiconError::new(file, 0, format!("`{rule}` is missing")))
        };
        let rules = Self {
            office: take("office")?,
            former: take("former")?,
            rulers: take("rulers")?,
            family: take("family")?,
            state: take("state")?,
            capital: take("capital")?,
            people: take("people")?,
            one_of: take("one-of")?,
            elected: take("elected")?,
            party: take("party")?,
            press: take("press")?,
        };
        match left.first() {
            Some((line, rule, _)) => Err(LexiconError::new(
                file,
                *line,
                format!("`{rule}` is no rule"),
            )),
            None => Ok(rules),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_has_police_but_no_priests() {
        let rules = SectorRules::bundled().unwrap();
        assert!(rules.office.contains(&"COP") && !rules.office.contains(&"REL"));
        assert_eq!(rules.former, ["ELI"]);
    }

    #[test]
    fn a_mistake_is_named() {
        let bundled = include_str!("../../lexicon/world/sector-rules.tsv");
        let with = |line: &str| -> &'static str { format!("{bundled}{line}").leak() };
        for (table, expected) in [
            (with("gods\tREL"), "`gods` is no rule"),
            (with("party\tPTY"), "`party` is listed twice"),
            (with("gods\tGOD"), "`GOD` is no sector"),
            ("office\tGOV", "`former` is missing"),
        ] {
            let error = SectorRules::parse("t.tsv", table).expect_err(expected);
            assert!(error.to_string().ends_with(expected), "{error}");
        }
    }
}
