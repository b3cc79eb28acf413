//! Organizations of posts that are plain from the report: the state of a president, the parliament of its members, the
//! party of a candidate.

use std::ops::Range;

use dateline_record::{EntityType, GroundKind, MentionForm, Upos};

use super::bodies::{named_body, of_part, possessor};
use super::ground::Sectors;
use super::known::Known;
use super::links::{of_posts, serves};
use super::wording::{country_at, head_group, office, sector_in, sector_of_group};
use crate::entities::{Member, Post, References, Tie};
use crate::world::{ActorTables, Office};

/// Words that may stand between two titles of one phrase: a comma, "and".
const BESIDE: usize = 1;

/// Letters with which a title and the body that it heads begin: "Minister", "Ministry".
const STEM: usize = 5;

/// Gives posts without organization the one that the report makes plain.
///
/// `grounds` and `sectors` are the countries and first sectors of the cast's entities, `main` is the country that the
/// report is about. Tells whether any post was filled in.
pub(super) fn fill(
    references: &mut References<'_>,
    posts: &mut [Post],
    ties: &[Tie],
    known: &Known<'_>,
    grounds: &[Option<&'static str>],
    sectors: &[Option<&'static str>],
    main: Option<&'static str>,
) -> bool {
    let tables = known.tables;
    let mut filled = false;
    for i in 0..posts.len() {
        let Some(post) = posts.get(i).cloned() else {
            continue;
        };
        if let Some(body) = post.organization {
            let named = named_body(references, known, body, &post.title);
            if let (Some(named), Some(post)) = (named, posts.get_mut(i)) {
                (post.organization, filled) = (Some(named), true);
            }
            continue;
        }
        let country = grounds.get(post.person).copied().flatten().or(main);
        let found = possessor(references, &post)
            .or_else(|| same_title(references, posts, &post))
            .or_else(|| namesake(references, &post))
            .or_else(|| superior(posts, ties, &post))
            .or_else(|| constituency(references, tables, &post))
            .or_else(|| party(references, known, &post))
            .or_else(|| {
                state_office(references, tables, &post.title)
                    .then(|| {
                        let own = country.is_none() || country == main;
                        let named = country.and_then(|code| state(references, code));
                        named.or_else(|| unnamed_state(references).filter(|_| own))
                    })
                    .flatten()
            })
            .or_else(|| of_part(references, known, &post.title))
            .or_else(|| adjoining(posts, &post))
            .or_else(|| of_sector(references, tables, &post, grounds, sectors, country));
        if let Some(post) = posts.get_mut(i) {
            post.organization = found.filter(|o| *o != post.person);
            filled |= post.organization.is_some();
        }
    }
    filled
}

fn lower(references: &References<'_>, run: Range<usize>) -> String {
    references.surface(&run).to_lowercase()
}

/// The last word of a title's head group.
fn noun(references: &References<'_>, title: &Range<usize>) -> String {
    let group = head_group(references, title);
    lower(references, group.end.saturating_sub(1)..group.end)
}

/// The organization of the same title told of the same person elsewhere.
fn same_title(references: &References<'_>, posts: &[Post], post: &Post) -> Option<usize> {
    let own = noun(references, &post.title);
    posts
        .iter()
        .filter(|p| p.person == post.person && noun(references, &p.title) == own)
        .find_map(|p| p.organization)
}

/// The organization of another title that stands beside it: "chairman and director of the Delta Bank".
fn adjoining(posts: &[Post], post: &Post) -> Option<usize> {
    let apart = |p: &Post| {
        let between = |a: &Range<usize>, b: &Range<usize>| b.start.checked_sub(a.end);
        between(&p.title, &post.title).or(between(&post.title, &p.title))
    };
    posts
        .iter()
        .filter(|p| p.person == post.person && p.former == post.former)
        .filter(|p| apart(p).is_some_and(|words| words <= BESIDE))
        .find_map(|p| p.organization)
}

/// The organization that is called as the title is: of the Minister of Health the Ministry of Health, of the Chief Election
/// Commissioner the Election Commission.
fn namesake(references: &References<'_>, post: &Post) -> Option<usize> {
    let content = |run: Range<usize>| -> Vec<String> {
        run.filter(|w| {
            matches!(
                references.syntax.upos.get(*w),
                Some(Upos::Noun | Upos::Propn | Upos::Adj)
            )
        })
        .map(|w| lower(references, w..w + 1))
        .collect()
    };
    let title = content(post.title.clone());
    let begins_alike = |a: &str, b: &str| {
        let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y);
        a != b && same.count() >= STEM
    };
    let called_alike = |name: &[String]| {
        let mut only_name = name.iter().filter(|w| !title.contains(w));
        let other = only_name.next().filter(|_| only_name.next().is_none());
        name.len() > 1
            && name.len() <= title.len()
            && other.is_some_and(|b| {
                let mut only_title = title.iter().filter(|w| !name.contains(w));
                only_title.any(|a| begins_alike(a, b))
            })
    };
    references
        .cast
        .iter()
        .filter(|(_, m)| m.name.is_some() && m.entity_type == EntityType::Organization)
        .find(|(_, m)| {
            let mut names = m.mentions.iter().filter(|(_, f)| *f == MentionForm::Name);
            names.any(|(words, _)| called_alike(&content(words.clone())))
        })
        .map(|(entity, _)| entity)
}

/// The organization of the person whose deputy or speaker somebody is.
fn superior(posts: &[Post], ties: &[Tie], post: &Post) -> Option<usize> {
    serves(ties, post.person)
        .filter(|tie| tie.title == post.title)
        .find_map(|tie| of_posts(posts, tie.object).into_iter().next())
}

/// The state or district in brackets behind a name: "(R-SC)", ", D-Calif.,".
fn constituency(
    references: &mut References<'_>,
    tables: &ActorTables,
    post: &Post,
) -> Option<usize> {
    let sentence = references.syntax.sentence(post.title.start);
    let member = references.cast.get(post.person)?;
    let (name, _) = member
        .mentions
        .iter()
        .filter(|(w, form)| *form == MentionForm::Name && sentence.contains(&w.start))
        .min_by_key(|(w, _)| w.start.abs_diff(post.title.end))?;
    let open = name.end;
    let party = references.form(open + 1);
    let bracket = matches!(references.form(open), "(" | ",")
        && party.len() == 1
        && party.bytes().all(|b| b.is_ascii_uppercase())
        && matches!(references.form(open + 2), "-" | "–");
    let word = open + 3;
    if !bracket || word >= sentence.end {
        return None;
    }
    let found = country_at(references, tables, word, sentence.end)?;
    let (code, words) = (found.code, found.words);
    let of = sector_in(references, tables, post.title.clone(), GroundKind::Title);
    let elected = |s: &Sectors| s.code.iter().any(|c| tables.rules.elected.contains(c));
    if !of.sure.as_ref().is_some_and(elected) {
        return None;
    }
    let known = references.cast.at(word).map(|(e, _)| e);
    Some(known.unwrap_or_else(|| {
        let name = references.surface(&words);
        references.cast.add(Member {
            entity_type: EntityType::Place,
            name: Some(name),
            description: None,
            mentions: vec![(words, MentionForm::Name)],
            country: Some(code),
            members: Vec::new(),
            gender: None,
        })
    }))
}

/// The party that an adjective or noun at the beginning of a title, or right before it, names.
fn party(references: &mut References<'_>, known: &Known<'_>, post: &Post) -> Option<usize> {
    let organizations = &known.tables.organizations;
    let first = references.syntax.sentence(post.title.start).start;
    let from = post.title.start.saturating_sub(2).max(first);
    let (line, word) = (from..post.title.end).rev().find_map(|w| {
        let line = organizations.get(references.form(w), known.setting)?;
        let party = |s| known.tables.rules.party.contains(s);
        line.sectors.iter().any(party).then_some((line.clone(), w))
    })?;
    let same = |m: &Member| {
        m.name
            .as_deref()
            .and_then(|n| organizations.get(n, known.setting))
            .is_some_and(|l| *l == line)
    };
    let told = references
        .cast
        .iter()
        .find(|(_, m)| m.entity_type != EntityType::Person && same(m))
        .map(|(e, _)| e);
    let entity = told.unwrap_or_else(|| {
        references.cast.add(Member {
            entity_type: EntityType::Organization,
            name: Some(line.name.clone()),
            description: None,
            mentions: Vec::new(),
            country: None,
            members: Vec::new(),
            gender: None,
        })
    });
    references
        .cast
        .mention(entity, word..word + 1, MentionForm::Nominal);
    Some(entity)
}

/// Whether a title is an office of the state.
fn state_office(references: &References<'_>, tables: &ActorTables, title: &Range<usize>) -> bool {
    let syntax = references.syntax;
    let group = head_group(references, title);
    let start = match office(references, tables, &group) {
        Some((_, Office::OfState)) => return true,
        Some((start, Office::OfAnybody)) => start,
        Some((_, Office::OfPart(_))) | None => return false,
    };
    let first = syntax.sentence(title.start).start;
    let plain = |w: usize| {
        !matches!(
            syntax.upos.get(w),
            Some(Upos::Noun | Upos::Propn | Upos::Part)
        ) && !references.lexicon.is_possessive(references.form(w))
            || matches!(
                syntax.relation(w),
                "nsubj" | "obj" | "obl" | "punct" | "root"
            )
    };
    // Another noun before it, or an organization behind it, says whose president that is.
    let noun_behind = (group.end..title.end).any(|w| syntax.upos.get(w) == Some(&Upos::Noun));
    (group.start..start).all(plain)
        && !noun_behind
        && (title.start == first || plain(title.start - 1))
}

/// The state of a country among the entities; one that only its people's name tells joins them.
fn state(references: &mut References<'_>, code: &str) -> Option<usize> {
    let name = references.countries.by_code(code)?.name;
    references.cast.state(code, name).or_else(|| {
        let word = (0..references.words.len()).find(|w| {
            let found = references.countries.by_demonym(references.form(*w));
            found.is_some_and(|c| c.code == code)
        })?;
        references.state_of(word)
    })
}

/// The government or country that the text speaks of without a name.
fn unnamed_state(references: &References<'_>) -> Option<usize> {
    let of_state = |words: &Range<usize>| {
        let noun = references.syntax.head_of(words.clone());
        references
            .lexicon
            .is_state_noun(references.syntax.lemma(noun))
    };
    references
        .cast
        .iter()
        .filter(|(_, m)| m.name.is_none())
        .find(|(_, m)| {
            let mut nominal = m
                .mentions
                .iter()
                .filter(|(_, f)| *f == MentionForm::Nominal);
            nominal.any(|(words, _)| of_state(words))
        })
        .map(|(entity, _)| entity)
}

/// The organization whose sector is that of the title, a named one before others: the latest before it, else the first of
/// the report.
fn of_sector(
    references: &References<'_>,
    tables: &ActorTables,
    post: &Post,
    grounds: &[Option<&'static str>],
    sectors: &[Option<&'static str>],
    country: Option<&'static str>,
) -> Option<usize> {
    let told = sector_of_group(references, tables, &post.title, GroundKind::Title);
    let sector = *told.any()?.code.first()?;
    if !tables.rules.one_of.contains(&sector) {
        return None;
    }
    let fitting = references.cast.iter().filter_map(|(entity, member)| {
        let own = grounds.get(entity).copied().flatten();
        let fits = member.entity_type == EntityType::Organization
            && sectors.get(entity).copied().flatten() == Some(sector)
            && (own.is_none() || country.is_none() || own == country);
        let starts = member.mentions.iter().map(|(words, _)| words.start);
        let latest = starts.clone().filter(|w| *w < post.title.start).max();
        let order = (
            member.name.is_some(),
            latest.is_some(),
            latest,
            starts.min().map(std::cmp::Reverse),
        );
        fits.then_some((order, entity))
    });
    fitting.max().map(|(_, entity)| entity)
}
