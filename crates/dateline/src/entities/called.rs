//! Names in the making: what of a name is compared, and when two names are one.

use std::ops::Range;

use dateline_record::EntityType;

use super::lexicon::EntityWords;
use super::{Gender, NameTables};
use crate::words::WordSpan;
use crate::world::Source;

/// A name in the making: its words for comparison.
#[derive(Debug, Clone)]
pub(super) struct Called {
    /// Lower-case words without article, honorific and possessive ending.
    pub(super) words: Vec<String>,
    /// The same, with the ways of writing foreign names folded into one, and without their articles.
    pub(super) folded: Vec<String>,
    /// Initials of the capitalised words.
    pub(super) initials: String,
    /// What honorific or given name told.
    pub(super) gender: Option<Gender>,
    /// "Jr.", which the father has not.
    pub(super) generation: Option<String>,
    /// An acronym in brackets behind the name, in lower case.
    pub(super) acronym: Option<String>,
    /// The line of the table that knows an organization by this name.
    pub(super) line: Option<Source>,
}

/// Letters of a surname, below which another spelling may be another name.
const SURNAME: usize = 4;

/// Letters of a word of a person's name, below which one letter more or less makes another name.
const SLIP: usize = 6;

/// Letters of a single word, below which it may begin the names of many organizations.
const TELLING: usize = 5;

impl Called {
    /// A name, `run`, in the words of its `mention`, which may begin with an honorific.
    pub(super) fn new(
        text: &str,
        words: &[WordSpan],
        mention: &Range<usize>,
        run: &Range<usize>,
        lexicon: &EntityWords,
    ) -> Self {
        let form = |w: usize| words.get(w).map_or("", |s| s.of(text));
        let forms: Vec<&str> = run.clone().map(form).collect();
        let rules = lexicon.transliterations();
        let article = |i: usize| {
            let hyphen = forms.get(i + 1).is_some_and(|f| matches!(*f, "-" | "‑"));
            hyphen && forms.get(i).is_some_and(|f| rules.is_article(f))
        };
        let before = mention.start.saturating_sub(1)..run.start;
        let honorific = before
            .rev()
            .map(form)
            .filter(|f| lexicon.is_honorific(f))
            .find_map(|f| lexicon.gender(f));
        let given = || {
            let first = forms.first().filter(|_| forms.len() > 1)?;
            lexicon.gender_of_name(first)
        };
        Self {
            words: forms
                .iter()
                .map(|f| {
                    f.chars()
                        .filter(|c| c.is_alphanumeric())
                        .flat_map(char::to_lowercase)
                        .collect::<String>()
                })
                .filter(|f: &String| !f.is_empty())
                .collect(),
            folded: (0..forms.len())
                .filter(|i| !article(*i))
                .filter_map(|i| forms.get(i))
                .map(|f| rules.fold(f))
                .filter(|f| !f.is_empty())
                .collect(),
            initials: forms
                .iter()
                .filter_map(|f| f.chars().next())
                .filter(|c| c.is_uppercase())
                .collect(),
            gender: honorific.or_else(given),
            generation: forms
                .last()
                .map(|f| f.trim_end_matches('.').to_lowercase())
                .filter(|f| lexicon.is_generation(f)),
            acronym: None,
            line: None,
        }
    }

    /// Whether two names are one, written in two ways.
    pub(super) fn spelt_otherwise(&self, later: &Called) -> bool {
        let (Some(own), Some(other)) = (self.folded.last(), later.folded.last()) else {
            return false;
        };
        own == other
            && own.chars().count() >= SURNAME
            && (self.folded == later.folded || later.folded.len() == 1)
    }

    /// The same name with the line that knows it.
    pub(super) fn with_line(&self, line: &Option<Source>) -> Called {
        Called {
            line: line.clone(),
            ..self.clone()
        }
    }

    /// Whether the words of a longer name begin or end with all of this one's. "Library of Lima University" is no name of the
    /// university.
    pub(super) fn begins_or_ends(&self, long: &Called, lexicon: &EntityWords) -> bool {
        let (short, long) = (&self.words, &long.words);
        let Some(more) = long.len().checked_sub(short.len()).filter(|n| *n > 0) else {
            return false;
        };
        let ends = || {
            let belongs = long.get(more - 1).is_some_and(|w| lexicon.is_joining(w));
            short.len() > 1 && long.ends_with(short) && !belongs
        };
        long.starts_with(short) || ends()
    }

    /// Whether an organization's name is a longer one cut short ("Delta Semiconductor" of "Delta Semiconductor Inc", "Relief
    /// Council" of "Lima Relief Council"), or has its words in another order ("Ministry of the Interior"). A name that a table
    /// has, or that says no more than what sort of body or of which country, is a name of its own.
    pub(super) fn is_part_of(&self, long: &Called, tables: NameTables<'_>) -> bool {
        let content = |called: &Called| {
            let mut words: Vec<String> = called.words.clone();
            words.retain(|w| !tables.lexicon.is_joining(w));
            words.sort_unstable();
            words
        };
        let reordered =
            self.words.len() > 1 && long.words.len() > 1 && content(self) == content(long);
        let name = self.words.join(" ");
        let own = |name: &str| {
            tables.actors.sectors.get(name).is_some()
                || !tables.countries.candidates(name).is_empty()
                || tables.countries.by_demonym(name).is_some()
                || tables.actors.places.country(name).is_some()
        };
        let telling = match self.words.as_slice() {
            [word] => word.chars().count() >= TELLING && !own(word),
            _ => !own(&name),
        };
        reordered || self.line.is_none() && telling && self.begins_or_ends(long, tables.lexicon)
    }

    /// Whether two full names of persons differ in one letter of one long word: one of them is a slip.
    pub(super) fn is_misspelt(&self, later: &Called) -> bool {
        let (own, other) = (&self.folded, &later.folded);
        let mut apart = own.iter().zip(other).filter(|(a, b)| a != b);
        own.len() > 1
            && own.len() == other.len()
            && self.generation == later.generation
            && apart.next().is_some_and(|(a, b)| {
                a.chars().count().min(b.chars().count()) >= SLIP && one_edit(a, b)
            })
            && apart.next().is_none()
    }

    /// Whether "Mrs" and a man's given name keep two names apart.
    pub(super) fn contradicts(&self, later: &Called) -> bool {
        self.gender
            .zip(later.gender)
            .is_some_and(|(own, other)| own != other)
            && self.words != later.words
    }

    /// Whether a person's last name is all that a later mention says: then it is that person, whatever the tagger thinks.
    pub(super) fn surname_is(&self, later: &Called) -> bool {
        self.words.len() > 1 && later.words.len() == 1 && self.words.last() == later.words.last()
    }

    pub(super) fn same(&self, later: &Called, entity_type: EntityType) -> bool {
        if self.words == later.words {
            return true;
        }
        match entity_type {
            EntityType::Person => {
                let within =
                    |short: &[String], long: &[String]| short.iter().all(|w| long.contains(w));
                // "Ana Ruiz" of "Ana Ruiz Soto", "Ruiz" of "Ana Ruiz Soto", "Kim" of "Kim Min-ho".
                let begins = |short: &[String], long: &[String]| {
                    long.len() > short.len()
                        && self.generation == later.generation
                        && (long.starts_with(short)
                            || short.len() == 1 && long.len() > 2 && within(short, long))
                };
                self.words.last() == later.words.last()
                    && (within(&self.words, &later.words) || within(&later.words, &self.words))
                    || begins(&later.words, &self.words)
                    || begins(&self.words, &later.words)
            }
            EntityType::Organization => {
                let acronym = |short: &Called, long: &Called| {
                    short.words.len() == 1
                        && long.initials.chars().count() > 2
                        && short.words[0] == long.initials.to_lowercase()
                };
                acronym(self, later)
                    || acronym(later, self)
                    || self.acronym.is_some() && self.acronym == Some(later.words.concat())
            }
            _ => false,
        }
    }
}

/// Whether one letter put in, left out or changed makes one word of the other.
fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = (&a[front..], &b[front..]);
    let back = rest.0.iter().rev().zip(rest.1.iter().rev());
    let back = back.take_while(|(x, y)| x == y).count();
    (a.len() - front - back).max(b.len() - front - back) == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{ActorTables, Countries};
    use proptest::prelude::*;

    const GIVEN: [&str; 8] = [
        "Anna", "Omar", "Grace", "Daniel", "Leila", "Pedro", "Marta", "Karim",
    ];
    const SURNAMES: [&str; 6] = [
        "Keller",
        "Rastani",
        "Oduya",
        "Castellon",
        "Brandt",
        "Haddad",
    ];

    fn called(name: &str, lexicon: &EntityWords) -> Called {
        let start = |word: &str| word.as_ptr() as usize - name.as_ptr() as usize;
        let words: Vec<WordSpan> = name
            .split(' ')
            .map(|word| WordSpan {
                start: start(word) as u32,
                end: (start(word) + word.len()) as u32,
            })
            .collect();
        let all = 0..words.len();
        Called::new(name, &words, &all, &all, lexicon)
    }

    fn one_person(a: &Called, b: &Called) -> bool {
        (a.same(b, EntityType::Person) || a.spelt_otherwise(b) || a.is_misspelt(b))
            && !a.contradicts(b)
    }

    fn one_body(a: &str, b: &str) -> bool {
        let lexicon = EntityWords::english().unwrap();
        let (countries, actors) = (
            Countries::bundled().unwrap(),
            ActorTables::bundled().unwrap(),
        );
        let tables = NameTables {
            lexicon: &lexicon,
            countries: &countries,
            actors: &actors,
        };
        let (a, b) = (called(a, &lexicon), called(b, &lexicon));
        a.same(&b, EntityType::Organization) || a.is_part_of(&b, tables) || b.is_part_of(&a, tables)
    }

    #[test]
    fn bodies_are_cut_short_and_reordered() {
        for (a, b) in [
            ("Delta Semiconductor", "Delta Semiconductor Inc"),
            ("Harbour Front", "Lima Harbour Front"),
            ("Ministry of the Interior", "Interior Ministry"),
            ("Relief Council for Lima", "RCL"),
        ] {
            assert!(one_body(a, b) && one_body(b, a), "{a} / {b}");
        }
        for (a, b) in [
            ("University", "University of Lima"),
            ("South African", "South African Airways"),
            ("Supreme Court", "Ministry of the Interior"),
            ("Union", "Delta Workers Union"),
            ("Lima University", "Library of the Lima University"),
        ] {
            assert!(!one_body(a, b) && !one_body(b, a), "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn members_of_a_family_stay_apart(a in 0..8usize, b in 0..8usize, s in 0..6usize) {
            prop_assume!(a != b);
            let lexicon = EntityWords::english().unwrap();
            let [one, other] = [a, b]
                .map(|given| called(&format!("{} {}", GIVEN[given], SURNAMES[s]), &lexicon));
            prop_assert!(!one_person(&one, &other));
        }

        #[test]
        fn namesakes_of_two_generations_stay_apart(a in 0..8usize, s in 0..6usize) {
            let lexicon = EntityWords::english().unwrap();
            let name = format!("{} {}", GIVEN[a], SURNAMES[s]);
            let father = called(&name, &lexicon);
            let son = called(&format!("{name} Jr."), &lexicon);
            prop_assert!(!one_person(&father, &son));
        }

        #[test]
        fn a_name_and_its_surname_are_one(a in 0..8usize, s in 0..6usize) {
            let lexicon = EntityWords::english().unwrap();
            let full = called(&format!("{} {}", GIVEN[a], SURNAMES[s]), &lexicon);
            let surname = called(SURNAMES[s], &lexicon);
            prop_assert!(full.surname_is(&surname) && one_person(&full, &surname));
        }

        #[test]
        fn one_edit_goes_both_ways(a in "[a-d]{0,6}", b in "[a-d]{0,6}") {
            prop_assert_eq!(one_edit(&a, &b), one_edit(&b, &a));
            prop_assert!(!one_edit(&a, &a));
        }

        #[test]
        fn a_letter_left_out_is_one_edit(a in "[a-d]{1,8}", at in 0..8usize) {
            let at = at % a.len();
            let short = format!("{}{}", &a[..at], &a[at + 1..]);
            prop_assert!(one_edit(&a, &short));
        }

        #[test]
        fn the_article_of_a_foreign_name_does_not_matter(s in 0..6usize, article in 0..3usize) {
            let lexicon = EntityWords::english().unwrap();
            let with = format!("Omar {}-{}", ["al", "el", "Al"][article], SURNAMES[s]);
            let without = format!("Omar {}", SURNAMES[s]);
            prop_assert!(one_person(&called(&with, &lexicon), &called(&without, &lexicon)));
        }
    }
}
