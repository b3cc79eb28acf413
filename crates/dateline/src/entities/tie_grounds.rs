//! How sure a tie is, by how the text shows it.

/// How the text shows a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieGround {
    /// A noun beside a name: "his son X", "X, a member of Y".
    Beside,
    /// A noun said of a subject: "X is the sister of Y".
    Said,
    /// A noun that stands for somebody without a name: "Y's brother".
    Unnamed,
    /// A verb with both ends: "Y is led by X".
    Verb,
    /// One end of several in a list: "the delegation included X and Y", "his sons X and Y".
    Listed,
}

/// What no number of tellings makes surer.
const MOST: f32 = 0.97;

impl TieGround {
    /// The share of ties shown in this way that hold: those of the annotated training reports, read one by one, with one
    /// right and one wrong added to each count, since there are few (docs/actors.md). Of the last two there were too few to
    /// count.
    pub fn share(self) -> f32 {
        match self {
            TieGround::Beside => 0.82,
            TieGround::Unnamed => 0.89,
            TieGround::Verb => 0.92,
            TieGround::Said | TieGround::Listed => 0.8,
        }
    }
}

/// How sure a tie is that is told twice: it is wrong only if both tellings are.
pub fn told_twice(once: f32, again: f32) -> f32 {
    (1.0 - (1.0 - once) * (1.0 - again)).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_told_twice_is_surer_but_never_certain() {
        let once = TieGround::Verb.share();
        let twice = told_twice(once, once);
        assert!(once < twice && twice < 1.0);
        let often = (0..50).fold(once, |c, _| told_twice(c, TieGround::Beside.share()));
        assert!(often < 1.0);
    }
}
