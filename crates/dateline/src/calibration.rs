//! Calibrated confidences: `lexicon/calibration.tsv`.

use dateline_record::Confidence;

use crate::encode::sigmoid;
use crate::lexicon::{LexiconError, entries};

/// What turns the model's probabilities into confidences that can be trusted.
#[derive(Debug, Clone)]
pub struct Calibration {
    /// Of events of the model's types.
    pub events: Line,
    /// Of attributions.
    pub attributions: Line,
    /// Of posts.
    pub posts: Line,
}

/// A line in log odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    slope: f32,
    intercept: f32,
}

const FILE: &str = "calibration.tsv";
/// Probabilities are kept this far from 0 and 1, whose log odds are endless.
const EDGE: f32 = 1e-3;

impl Calibration {
    /// The calibration of the bundled model.
    ///
    /// # Errors
    /// Names file and line of what is wrong.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::parse(include_str!("../lexicon/calibration.tsv"))
    }

    fn parse(text: &str) -> Result<Self, LexiconError> {
        let mut lines = Vec::new();
        for (line, entry) in entries(text) {
            let parsed = match entry.split('\t').collect::<Vec<_>>()[..] {
                [kind, slope, intercept] => slope
                    .parse()
                    .ok()
                    .zip(intercept.parse().ok())
                    .map(|(slope, intercept)| (kind, Line { slope, intercept })),
                _ => None,
            };
            // A slope that is not positive would put the surest facts last.
            let sound = parsed.filter(|(_, l)| l.slope > 0.0 && l.intercept.is_finite());
            lines.push(sound.ok_or_else(|| {
                LexiconError::new(FILE, line, "kind, slope above 0 and intercept expected")
            })?);
        }
        let of = |kind: &str| {
            let found = lines.iter().find(|(k, _)| *k == kind);
            found
                .map(|(_, line)| *line)
                .ok_or_else(|| LexiconError::new(FILE, 1, format!("`{kind}` is missing")))
        };
        Ok(Self {
            events: of("events")?,
            attributions: of("attributions")?,
            posts: of("posts")?,
        })
    }
}

impl Line {
    /// The confidence for a probability of the model.
    pub fn confidence(self, probability: f32) -> Confidence {
        let p = probability.clamp(EDGE, 1.0 - EDGE);
        Confidence::new(sigmoid(self.intercept + self.slope * (p / (1.0 - p)).ln()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_the_order_of_probabilities() {
        let text = "events\t0.5\t-1\nattributions\t1\t0\nposts\t2\t0.5";
        let calibration = Calibration::parse(text).unwrap();
        let of = |p| calibration.events.confidence(p).get();
        assert!(of(0.4) < of(0.8) && of(0.8) < of(1.0) && of(0.0) < of(0.4));
        // Log odds of 0.8 are ln 4; half of it less 1 is -0.307.
        assert!((of(0.8) - 0.4239).abs() < 1e-3);
        assert!((calibration.attributions.confidence(0.8).get() - 0.8).abs() < 1e-5);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let refusal = |text| Calibration::parse(text).err().map(|e| e.to_string());
        let turned = refusal("events\t1\t0\nposts\t-1\t0").unwrap();
        assert!(turned.contains("calibration.tsv:2"), "{turned}");
        assert!(
            refusal("events\t1\t0")
                .unwrap()
                .contains("`attributions` is missing")
        );
        Calibration::bundled().unwrap();
    }
}
