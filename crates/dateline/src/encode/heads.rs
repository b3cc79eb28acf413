use serde::Deserialize;

/// One output of the model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Head {
    /// Its name in the model's graph.
    pub name: String,
    /// Numbers a word.
    pub width: usize,
}

/// The outputs of a model, in order, as `model.json` of a pack names them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Heads {
    #[serde(rename = "outputs")]
    list: Vec<Head>,
}

/// `model.json` is not usable.
#[derive(Debug, thiserror::Error)]
pub enum HeadsError {
    /// Not JSON of the expected form.
    #[error("{file}: {source}")]
    Json {
        /// The file as the caller named it.
        file: String,
        /// Where and why.
        source: serde_json::Error,
    },
    /// A head that cannot be.
    #[error("{file}: output `{name}` {problem}")]
    Head {
        /// The file as the caller named it.
        file: String,
        /// The head.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl Heads {
    /// Reads the key `outputs` (`[{"name": …, "width": …}, …]`) of a `model.json`; other keys are for others. `file`
    /// is for messages.
    ///
    /// # Errors
    /// If the text is not such JSON, or a head has no width or occurs twice.
    pub fn parse(file: &str, json: &str) -> Result<Self, HeadsError> {
        let heads: Self = serde_json::from_str(json).map_err(|source| HeadsError::Json {
            file: file.to_owned(),
            source,
        })?;
        Self::checked(file, heads.list)
    }

    /// Heads from names and widths, for tests and tools.
    ///
    /// # Errors
    /// If a head has no width or occurs twice.
    pub fn new(list: Vec<Head>) -> Result<Self, HeadsError> {
        Self::checked("heads", list)
    }

    fn checked(file: &str, list: Vec<Head>) -> Result<Self, HeadsError> {
        for (i, head) in list.iter().enumerate() {
            let problem = if head.width == 0 {
                "has width 0"
            } else if list[..i].iter().any(|h| h.name == head.name) {
                "occurs twice"
            } else {
                continue;
            };
            return Err(HeadsError::Head {
                file: file.to_owned(),
                name: head.name.clone(),
                problem,
            });
        }
        Ok(Self { list })
    }

    /// These heads and one more behind them.
    pub(super) fn with(&self, head: Head) -> Self {
        let list = self.list.iter().cloned().chain([head]).collect();
        Self { list }
    }

    /// All heads in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Head> {
        self.list.iter()
    }

    /// Place of the head of this name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.list.iter().position(|h| h.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Heads;

    #[test]
    fn heads_are_read_beside_other_keys() {
        let json = r#"{"labels": {}, "outputs": [{"name": "entity", "width": 37}, {"name": "event", "width": 5}]}"#;
        let heads = Heads::parse("model.json", json).expect("sound");
        assert_eq!(heads.find("event"), Some(1));
        assert_eq!(heads.find("post"), None);
    }

    #[test]
    fn impossible_heads_are_refused_by_name() {
        let refusal = |json| {
            Heads::parse("m", json)
                .err()
                .map(|e| e.to_string())
                .unwrap_or_default()
        };
        assert_eq!(
            refusal(r#"{"outputs": [{"name": "a", "width": 0}]}"#),
            "m: output `a` has width 0"
        );
        let twice = r#"{"outputs": [{"name": "a", "width": 1}, {"name": "a", "width": 2}]}"#;
        assert_eq!(refusal(twice), "m: output `a` occurs twice");
        assert!(refusal("{}").starts_with("m: missing field"));
    }
}
