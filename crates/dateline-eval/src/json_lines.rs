//! Corpus files with one JSON object a line.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::EvalError;

/// One object of a corpus file, able to say whether its offsets fit its text.
pub(crate) trait Checked: DeserializeOwned {
    /// What is wrong with the object, if anything.
    fn check(&self) -> Result<(), String>;
}

/// The whole text of a UTF-8 file.
pub(crate) fn read_text(path: &Path) -> Result<String, EvalError> {
    fs::read_to_string(path).map_err(|source| EvalError::Read {
        path: path.to_owned(),
        source,
    })
}

/// All objects of a file; empty lines are passed over. A line that is not such an object is an
/// error that names file and line.
pub(crate) fn read<T: Checked>(path: &Path) -> Result<Vec<T>, EvalError> {
    parse(path, &read_text(path)?)
}

fn parse<T: Checked>(path: &Path, text: &str) -> Result<Vec<T>, EvalError> {
    let mut objects = Vec::new();
    // Only "\n" ends a line: JSON strings may hold other line separators.
    for (number, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let malformed = |reason: String| EvalError::Malformed {
            path: path.to_owned(),
            line: number + 1,
            reason,
        };
        let object: T = serde_json::from_str(line).map_err(|error| malformed(error.to_string()))?;
        object.check().map_err(malformed)?;
        objects.push(object);
    }
    Ok(objects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Age {
        years: u32,
    }

    impl Checked for Age {
        fn check(&self) -> Result<(), String> {
            if self.years < 150 {
                Ok(())
            } else {
                Err("too old".into())
            }
        }
    }

    #[test]
    fn a_malformed_line_is_named() {
        let text = "{\"years\": 3}\n\n{\"years\": }\n";
        let error = parse::<Age>(Path::new("ages.jsonl"), text).unwrap_err();
        assert!(error.to_string().starts_with("ages.jsonl:3: "), "{error}");
    }

    #[test]
    fn an_object_that_fails_its_check_is_named() {
        let text = "{\"years\": 3}\n{\"years\": 151}";
        let error = parse::<Age>(Path::new("ages.jsonl"), text).unwrap_err();
        assert_eq!(error.to_string(), "ages.jsonl:2: too old");
    }
}
