//! Posts: titles, who holds them, and where.

use std::ops::Range;

use dateline_record::{EntityType, MentionForm, Upos};

use crate::encode::Scores;
use crate::encode::frames::{Frames, segments};
use crate::encode::tags::runs;
use crate::pack::Labels;

use super::{References, phrase};

/// Somebody holds a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// The words of the title.
    pub title: Range<usize>,
    /// Who holds it: number in the cast.
    pub person: usize,
    /// Where: organization or country.
    pub organization: Option<usize>,
    /// Held no longer, by a word before the title ("former").
    pub former: bool,
    /// Probability by the heads.
    pub confidence: f32,
}

/// Least probability of a post that is reported; chosen on dev.
const LEAST: f32 = 0.5;

/// Words before a title that a demonym or an organization may stand away from it, with other words of its phrase between.
const PREMODIFIERS: usize = 4;

/// Words before and after a title that its holder and organization are looked for in, within the sentence.
const REACH: usize = 40;

/// The organization or country that stands right before a title ("Iranian general", "Hamas leader", "Iran's president")
/// or behind it with "of".
fn beside(title: &Range<usize>, references: &mut References<'_>) -> Option<usize> {
    let institution = |r: &References<'_>, w: usize| {
        let (entity, words) = r.cast.at(w)?;
        let member = r.cast.get(entity)?;
        let fits = matches!(
            member.entity_type,
            EntityType::Organization | EntityType::Place | EntityType::Facility
        );
        (fits && member.name.is_some()).then_some((entity, words))
    };
    // "Parliament Speaker", "Florida senator": a name inside the title says whose it is.
    let head = references.syntax.head_of(title.clone());
    let inside = title.clone().filter(|w| *w != head);
    if let Some(entity) =
        inside
            .filter_map(|w| institution(references, w))
            .find_map(|(entity, words)| {
                (words.start >= title.start && words.end <= title.end && words.len() < title.len())
                    .then_some(entity)
            })
    {
        return Some(entity);
    }
    let sentence = references.syntax.sentence(title.start);
    let form =
        |r: &References<'_>, w: usize| r.words.get(w).map_or("", |s| s.of(r.text)).to_owned();
    let mut before = title.start.checked_sub(1).filter(|w| sentence.contains(w));
    if let Some(open) = before.and_then(|w| bracket_before(w, references)) {
        before = open.checked_sub(1).filter(|w| sentence.contains(w));
    }
    if before.is_some_and(|w| references.lexicon.is_possessive(&form(references, w))) {
        before = before
            .and_then(|w| w.checked_sub(1))
            .filter(|w| sentence.contains(w));
    }
    if let Some(word) =
        (before.into_iter().chain([title.start])).find(|w| references.demonym_at(*w).is_some())
    {
        return references.state_of(word);
    }
    if let Some((entity, _)) = before.and_then(|w| institution(references, w)) {
        return Some(entity);
    }
    let after: Vec<usize> = references
        .syntax
        .children(head)
        .filter(|w| *w > head && references.syntax.relation(*w) == "nmod")
        .collect();
    after
        .iter()
        .find_map(|w| institution(references, *w).map(|(e, _)| e))
        .or_else(|| of_noun(title, references))
        .or_else(|| farther_before(title, references))
        .or_else(|| {
            let possessors = (references.syntax.children(head))
                .filter(|w| *w < head && references.syntax.full_relation(*w) == "nmod:poss");
            let nouns: Vec<usize> = after.iter().copied().chain(possessors).collect();
            described_body(&nouns, references)
        })
}

/// The opening bracket of what is in brackets up to a word: behind a name it says the name again ("the New Power Party
/// (NPP) legislator").
fn bracket_before(closing: usize, references: &References<'_>) -> Option<usize> {
    let sentence = references.syntax.sentence(closing);
    (references.form(closing) == ")")
        .then(|| {
            (sentence.start..closing)
                .rev()
                .take(PREMODIFIERS)
                .find(|w| references.form(*w) == "(")
        })
        .flatten()
}

/// The organization or country that stands before a title with other words of the phrase between: "Iraqi militia leader".
fn farther_before(title: &Range<usize>, references: &mut References<'_>) -> Option<usize> {
    let syntax = references.syntax;
    let first = syntax.sentence(title.start).start;
    let of_phrase = |w: usize| {
        matches!(
            syntax.upos.get(w),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Part)
        ) && !matches!(
            syntax.relation(w),
            "nsubj" | "obj" | "obl" | "root" | "conj"
        )
    };
    let words: Vec<usize> = (first..title.start)
        .rev()
        .take(PREMODIFIERS)
        .take_while(|w| of_phrase(*w))
        .collect();
    let found = words.into_iter().find_map(|w| {
        if references.demonym_at(w).is_some() {
            return Some((w, None));
        }
        let (entity, _) = references.cast.at(w)?;
        let member = references.cast.get(entity)?;
        let fits = matches!(
            member.entity_type,
            EntityType::Organization | EntityType::Place
        );
        (fits && member.name.is_some()).then_some((w, Some(entity)))
    });
    match found? {
        (_, Some(entity)) => Some(entity),
        (word, None) => references.state_of(word),
    }
}

/// The body that a title's complement or possessor describes: "a lawyer for the news outlets", "the union's president".
fn described_body(nouns: &[usize], references: &mut References<'_>) -> Option<usize> {
    let noun = nouns.iter().copied().find(|w| {
        references.syntax.upos.get(*w) == Some(&Upos::Noun)
            && references
                .lexicon
                .collective(references.syntax.lemma(*w))
                .is_some()
    })?;
    let run = phrase(references.syntax, noun);
    references.resolve(run, None).map(|r| r.entity)
}

/// The organization that words beside a title mean; none where they mean a person, or the holder of the title.
fn body(
    words: Range<usize>,
    title: &Range<usize>,
    references: &mut References<'_>,
) -> Option<usize> {
    let syntax = references.syntax;
    let word = syntax.head_of(words.clone());
    // "Police spokesman": the noun before the title stands for itself.
    let before = title.contains(&word) || syntax.head(word).is_some_and(|h| title.contains(&h));
    let collective = references.lexicon.collective(syntax.lemma(word));
    let found = match (references.cast.at(word), collective) {
        (None, Some(kind)) if before && syntax.relation(word) == "compound" => {
            references.called(word, kind)
        }
        _ => references.resolve(words, None)?,
    };
    let member = references.cast.get(found.entity)?;
    let holder = found.words.start < title.end && title.start < found.words.end;
    let holds_person = (found.words.clone()).any(|w| {
        let inside = references.cast.at(w).map(|(entity, _)| entity);
        inside.is_some_and(|e| e != found.entity && references.cast.is_person(e))
    });
    if member.entity_type == EntityType::Person {
        if member.name.is_some() || holder || holds_person {
            return None;
        }
        // "founder of the Grandmothers of the Plaza": what is called by a name and is no person.
        if (found.words.clone()).any(|w| syntax.upos.get(w) == Some(&Upos::Propn)) {
            references
                .cast
                .set_type(found.entity, EntityType::Organization);
        }
    }
    Some(found.entity)
}

/// Whether a place is where somebody was sent ("envoy to Sudan") and not for whom.
fn is_destination(title: &Range<usize>, words: &Range<usize>, references: &References<'_>) -> bool {
    let syntax = references.syntax;
    let place = syntax.head_of(words.clone());
    let to = syntax
        .child(place, "case")
        .is_some_and(|c| references.form(c).eq_ignore_ascii_case("to"));
    let of = references
        .cast
        .at(place)
        .and_then(|(entity, _)| references.cast.get(entity));
    words.start >= title.start && to && of.is_some_and(|m| m.entity_type == EntityType::Place)
}

/// The organization that a noun before a title or within it stands for ("the party's chairman", "Commission Chairman"):
/// the latest named one before it that has the noun in its name.
fn of_noun(title: &Range<usize>, references: &References<'_>) -> Option<usize> {
    let syntax = references.syntax;
    let head = syntax.head_of(title.clone());
    let right_before = title.start.checked_sub(1).filter(|w| {
        syntax.relation(*w) == "compound" && syntax.head(*w).is_some_and(|h| h >= title.start)
    });
    let mut nouns = syntax
        .children(head)
        .filter(|w| *w < head && matches!(syntax.relation(*w), "compound" | "nmod"))
        .chain(right_before);
    nouns.find_map(|noun| {
        let form = references.form(noun);
        let named = references.cast.iter().filter_map(|(entity, member)| {
            let name = member.name.as_deref()?;
            let has = name
                .split_whitespace()
                .any(|w| w.eq_ignore_ascii_case(form));
            let latest = member
                .mentions
                .iter()
                .map(|(w, _)| w.start)
                .filter(|w| *w < noun)
                .max()?;
            (member.entity_type == EntityType::Organization && has).then_some((latest, entity))
        });
        named.max().map(|(_, entity)| entity)
    })
}

/// Reads posts from the heads `title` and the frames of kind `post`.
///
/// `told` are the sentences that are read.
pub fn posts(
    scores: &Scores,
    frames: Option<Frames<'_>>,
    labels: &Labels,
    told: &[Range<usize>],
    references: &mut References<'_>,
) -> Vec<Post> {
    let mut out = Vec::new();
    let (Some(frames), Some(person), Some(organization)) = (
        frames,
        labels.role("post", "person"),
        labels.role("post", "organization"),
    ) else {
        return out;
    };
    for (title, confidence) in joined(runs(scores, &["title"], LEAST, told)) {
        let title = whole(title, references);
        let sentence = references.syntax.sentence(title.start);
        let over = title.start.saturating_sub(REACH).max(sentence.start)
            ..(title.end + REACH).min(sentence.end);
        let rows = frames.roles(&title, over.clone());
        let found = segments(&rows, over.start, 1.0);
        let best = |role: usize| {
            found
                .iter()
                .filter(|s| s.role == role)
                .max_by(|a, b| {
                    (a.confidence * a.words.len().min(2) as f32)
                        .total_cmp(&(b.confidence * b.words.len().min(2) as f32))
                })
                .cloned()
        };
        let where_ = best(organization)
            .filter(|s| !is_destination(&title, &s.words, references))
            .and_then(|s| body(s.words, &title, references))
            .or_else(|| beside(&title, references));
        let holder = match best(person) {
            Some(segment) => references.resolve(segment.words, None),
            // "the head of the agency": the title's own words name its holder.
            None if where_.is_some() => references.resolve(title.clone(), None),
            None => None,
        };
        let Some(holder) = holder else { continue };
        let country = where_
            .and_then(|w| references.cast.get(w))
            .and_then(|m| m.country);
        references.cast.settle(holder.entity, country);
        if confidence >= LEAST && Some(holder.entity) != where_ {
            let form = |w: usize| references.form(w);
            let former = (title.start.saturating_sub(3)..title.end)
                .any(|w| references.lexicon.is_former(form(w)));
            out.push(Post {
                title,
                person: holder.entity,
                organization: where_,
                former,
                confidence,
            });
        }
    }
    share(&mut out, references);
    told_once(without_inner(out, references), references)
}

/// Titles of which nothing divides one from the next are one: "Chief", "Land Commissioner".
fn joined(titles: Vec<(Range<usize>, f32)>) -> Vec<(Range<usize>, f32)> {
    let mut out: Vec<(Range<usize>, f32)> = Vec::new();
    for (title, confidence) in titles {
        match out.last_mut() {
            Some((last, least)) if last.end == title.start => {
                (last.end, *least) = (title.end, least.min(confidence));
            }
            _ => out.push((title, confidence)),
        }
    }
    out
}

/// A title without the preposition that it may end with, and with the noun that its last word belongs to: "special" in
/// "special envoy", "dock" in "dock worker".
fn whole(mut title: Range<usize>, references: &References<'_>) -> Range<usize> {
    let syntax = references.syntax;
    while title.len() > 1 && syntax.upos.get(title.end - 1) == Some(&Upos::Adp) {
        title.end -= 1;
    }
    let noun = syntax.head(title.end - 1).filter(|noun| {
        let noun_follows = syntax.upos.get(*noun) == Some(&Upos::Noun);
        let qualifies = match syntax.relation(title.end - 1) {
            "amod" => true,
            "compound" => noun_follows,
            _ => false,
        };
        *noun == title.end && qualifies
    });
    if let Some(noun) = noun
        && !(references.cast.at(noun)).is_some_and(|(entity, _)| references.cast.is_person(entity))
    {
        title.end = noun + 1;
    }
    title
}

/// Without titles that stand in the complement of another title of the same person: an adviser to the president is no
/// president.
fn without_inner(mut posts: Vec<Post>, references: &References<'_>) -> Vec<Post> {
    let syntax = references.syntax;
    let titles: Vec<(usize, usize)> = posts
        .iter()
        .map(|p| (p.person, syntax.head_of(p.title.clone())))
        .collect();
    let inner = |person: usize, noun: usize| {
        let complement = |w: &usize| (syntax.relation(*w) == "nmod").then(|| syntax.head(*w))?;
        let mut over = std::iter::successors(complement(&noun), complement);
        over.any(|w| titles.contains(&(person, w)))
    };
    posts.retain(|p| !inner(p.person, syntax.head_of(p.title.clone())));
    posts
}

/// Gives a title in the plural to all persons of the list that its holder stands in: "lawmakers X, Y and Z".
fn share(posts: &mut Vec<Post>, references: &References<'_>) {
    let syntax = references.syntax;
    let mut more = Vec::new();
    for post in posts.iter() {
        let noun = syntax.head_of(post.title.clone());
        let plural = references.is_plural(noun);
        let sentence = syntax.sentence(noun);
        let member = references.cast.get(post.person).filter(|_| plural);
        let mentions = member.into_iter().flat_map(|m| &m.mentions);
        let near = mentions
            .filter(|(words, form)| *form == MentionForm::Name && sentence.contains(&words.start))
            .min_by_key(|(words, _)| words.start.abs_diff(post.title.end));
        let Some((words, _)) = near else { continue };
        let first = syntax.first_of_list(syntax.head_of(words.clone()));
        let listed = (sentence.clone()).filter(|w| {
            let head = syntax.first_of_list(*w);
            *w != noun && (head == first || head == noun)
        });
        more.extend(listed.filter_map(|w| {
            let (person, _) = references.cast.at(w)?;
            let named = references.cast.get(person)?.name.is_some();
            let another = person != post.person;
            (named && another && references.cast.is_person(person)).then(|| Post {
                person,
                ..post.clone()
            })
        }));
    }
    posts.extend(more);
}

/// Posts told again of the same person become one: the same title, with the same organization or with one that is told
/// only once.
fn told_once(posts: Vec<Post>, references: &References<'_>) -> Vec<Post> {
    let words = |p: &Post| -> Vec<String> {
        p.title
            .clone()
            .map(|w| references.form(w).to_lowercase())
            .collect()
    };
    let mut out: Vec<Post> = Vec::new();
    for post in posts {
        let own = words(&post);
        let told = out.iter_mut().find(|p| {
            let apart = p.organization.is_some()
                && post.organization.is_some()
                && p.organization != post.organization;
            p.person == post.person && p.former == post.former && !apart && words(p) == own
        });
        match told {
            Some(told) => {
                told.organization = told.organization.or(post.organization);
                told.confidence = told.confidence.max(post.confidence);
            }
            None => out.push(post),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Cast, Chains, EntityWords};
    use crate::syntax::hand_parsed::Hand;
    use crate::world::Countries;

    #[test]
    fn a_post_told_twice_is_one_and_keeps_its_organization() {
        let hand = Hand::parse(
            "Envoy|envoy|NOUN|2|compound Odeh|Odeh|PROPN|3|nsubj left|leave|VERB|0|root ; \
             UN|UN|PROPN|2|compound envoy|envoy|NOUN|3|compound Odeh|Odeh|PROPN|4|nsubj spoke|speak|VERB|0|root ; \
             Minister|minister|NOUN|2|compound Odeh|Odeh|PROPN|3|nsubj left|leave|VERB|0|root",
        );
        let lexicon = EntityWords::english().unwrap();
        let countries = Countries::bundled().unwrap();
        let references = References {
            text: &hand.text,
            words: &hand.words,
            syntax: &hand.syntax,
            lexicon: &lexicon,
            countries: &countries,
            chains: Chains::default(),
            dates: Vec::new(),
            cast: Cast::default(),
        };
        let post = |title: usize, organization| Post {
            title: title..title + 1,
            person: 0,
            organization,
            former: false,
            confidence: 0.8,
        };
        let told = told_once(
            vec![post(0, None), post(4, Some(1)), post(7, None)],
            &references,
        );
        let kept: Vec<_> = told
            .iter()
            .map(|p| (hand.of(&p.title), p.organization))
            .collect();
        assert_eq!(
            kept,
            [("Envoy".to_owned(), Some(1)), ("Minister".to_owned(), None)]
        );
        // The same title elsewhere is another post.
        assert_eq!(
            told_once(vec![post(0, Some(2)), post(4, Some(1))], &references).len(),
            2
        );
    }
}
