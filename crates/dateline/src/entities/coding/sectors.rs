//! Sectors of entities.

use std::ops::Range;

use dateline_record::{EntityType, GroundKind, MentionForm, RelationType};

use super::ground::{Ground, Sectors};
use super::known::Known;
use super::links::{NamedWords, acts, of_posts, serves};
use super::wording::{
    Told, appositions, before, counted, head_group, said_of, sector_in, sector_of_group, shared,
};
use crate::entities::{Member, Post, References, Tie};
use crate::world::{Actor, ActorTables, Deed, SectorRules};

/// Times that a sector is handed on from entity to entity.
const STEPS: usize = 3;

/// What the sectors are read from.
pub(super) struct Readings<'a> {
    pub(super) references: &'a References<'a>,
    pub(super) posts: &'a [Post],
    pub(super) ties: &'a [Tie],
    pub(super) known: Known<'a>,
    pub(super) within: &'a [Vec<usize>],
    pub(super) named: &'a NamedWords,
    /// Whether an entity speaks or acts in the report.
    pub(super) active: &'a [bool],
    /// What the deeds of an entity say of its sector, with the words of the event.
    pub(super) deeds: &'a [Option<(&'a Deed, Range<usize>)>],
}

/// The sectors of every entity, in the order of the cast.
pub(super) fn sectors(readings: &Readings<'_>) -> Vec<Option<Sectors>> {
    let cast = &readings.references.cast;
    let told: Vec<Told> = cast
        .iter()
        .map(|(entity, member)| readings.told(entity, member))
        .collect();
    let mut sectors: Vec<Option<Sectors>> = told.iter().map(|t| t.sure.clone()).collect();
    readings.hand_on(&mut sectors);
    // What a body may be says something of its people before their titles do.
    for (entity, member) in cast.iter() {
        let body = member.name.is_some() && member.entity_type != EntityType::Person;
        if sectors[entity].is_none() && body && acts(member.entity_type) {
            sectors[entity].clone_from(&told[entity].otherwise);
        }
    }
    readings.hand_on(&mut sectors);
    for (entity, member) in cast.iter() {
        if sectors[entity].is_none() {
            sectors[entity] = readings
                .of_ruling_family(&sectors, entity)
                .or_else(|| readings.by_deeds(entity, member))
                .or_else(|| readings.otherwise(&told[entity], entity, member))
                .or_else(|| readings.last_resort(entity, member));
        }
    }
    sectors
}

impl Readings<'_> {
    fn tables(&self) -> &ActorTables {
        self.known.tables
    }

    fn rules(&self) -> &SectorRules {
        &self.known.tables.rules
    }

    fn told(&self, entity: usize, member: &Member) -> Told {
        let by_line = |(line, kind): (&Actor, GroundKind)| {
            Told::surely(Sectors {
                code: line.sectors.clone(),
                ground: Ground::line(kind, &line.source),
            })
        };
        let own = self.known.own(self.references, member);
        if let Some(line) = own.filter(|line| !line.sectors.is_empty()) {
            return by_line((line, GroundKind::User));
        }
        match (member.entity_type, &member.name) {
            (EntityType::Person, Some(_)) => self.person(entity, member),
            (EntityType::Person, None) => self.described(entity, member),
            (EntityType::Place, _) => self.seat(entity, member),
            (EntityType::Event, _) => Told::default(),
            (_, Some(_)) => {
                let known = self.known.organization(self.references, member);
                known
                    .or_else(|| self.known.by_last_words(self.references, member))
                    .map_or_else(
                        || self.named(member),
                        |line| by_line((line, GroundKind::Gazetteer)),
                    )
            }
            (_, None) => self.described(entity, member),
        }
    }

    /// Hands sectors on along present posts, services and descriptions.
    fn hand_on(&self, sectors: &mut [Option<Sectors>]) {
        for _ in 0..STEPS {
            for (entity, member) in self.references.cast.iter() {
                if sectors[entity].is_some() || !acts(member.entity_type) {
                    continue;
                }
                let present = (self.posts.iter())
                    .filter(|p| p.person == entity && !p.former)
                    .filter_map(|p| p.organization);
                let within = self.within.get(entity).into_iter().flatten().copied();
                let of = |other: usize| {
                    let code = sectors.get(other)?.as_ref()?.code.clone();
                    // The aide of a man who has left office has not left it with him.
                    (other != entity && code != self.rules().former).then_some(Sectors {
                        code,
                        ground: Ground::of(other),
                    })
                };
                let mut former = (self.posts.iter())
                    .filter(|p| p.person == entity && p.former)
                    .filter_map(|p| p.organization);
                let found = present
                    .chain(serves(self.ties, entity).map(|t| t.object))
                    .chain(within)
                    .find_map(of)
                    .or_else(|| former.find_map(of).map(|s| self.left(s)));
                sectors[entity] = found;
            }
        }
    }

    /// A named person: by the titles of present posts, by the words around the name and the descriptions.
    fn person(&self, entity: usize, member: &Member) -> Told {
        let own = self.posts.iter().filter(|p| p.person == entity);
        let present = own.clone().filter(|p| !p.former);
        let by_title = (present.clone()).fold(Told::default(), |told, post| {
            told.or(|| self.title_with_state(post))
        });
        if !by_title.is_empty() {
            return by_title;
        }
        let mut around = self.around(member);
        if around.sure.is_none() && own.clone().any(|p| p.former) {
            let of_a_body = |p: &Post| p.organization.is_some_and(|o| self.is_named_body(o));
            let titles = own.map(|p| match self.title(p) {
                told if told.sure.is_none() && of_a_body(p) => Told::default(),
                told => told,
            });
            let was = titles.fold(Told::default(), |told, next| told.or(|| next));
            return self.elite(was);
        }
        // A post with a state whose title says nothing is one of the government's.
        let state = present.filter_map(|p| p.organization).find(|o| {
            let organization = self.references.cast.get(*o);
            organization.is_some_and(|m| m.entity_type == EntityType::Place)
        });
        if let Some(state) = state.filter(|_| around.is_empty()) {
            around.otherwise = Some(Sectors {
                code: self.rules().state.clone(),
                ground: Ground::of(state),
            });
        }
        around
    }

    /// What the title of a post says; of one that is held with a state for sure, whoever else has such titles.
    fn title_with_state(&self, post: &Post) -> Told {
        let told = self.title(post);
        let with = post.organization.and_then(|o| self.references.cast.get(o));
        match told {
            Told {
                sure: None,
                otherwise: Some(sectors),
            } if with.is_some_and(|m| m.entity_type == EntityType::Place) => Told::surely(sectors),
            told => told,
        }
    }

    /// What the title of a post says: its head group, else its further words ("commissioner for health and police").
    fn title(&self, post: &Post) -> Told {
        let (references, tables) = (self.references, self.tables());
        let told = sector_of_group(references, tables, &post.title, GroundKind::Title);
        if told.is_empty() {
            sector_in(references, tables, post.title.clone(), GroundKind::Title)
        } else {
            told
        }
    }

    /// By the words before the names, the appositions, what a list shares, and the descriptions.
    fn around(&self, member: &Member) -> Told {
        let (references, tables) = (self.references, self.tables());
        let mut told = Told::default();
        for (words, form) in &member.mentions {
            match form {
                MentionForm::Name => {
                    told = told.or(|| self.phrase(before(references, words), GroundKind::Title));
                    // "Sen." may have come into the name; the last word of a name is no title.
                    let first = words.start..words.end.saturating_sub(1).max(words.start);
                    if member.entity_type == EntityType::Person {
                        told = told.or(|| sector_in(references, tables, first, GroundKind::Title));
                    }
                    for run in appositions(references, words) {
                        told = told.or(|| self.phrase(run, GroundKind::Title));
                    }
                    for run in shared(references, words) {
                        told = told.or(|| self.phrase(run, GroundKind::Title));
                    }
                    if member.entity_type == EntityType::Person {
                        for run in said_of(references, words) {
                            told = told.or(|| self.phrase(run, GroundKind::Title));
                        }
                    }
                }
                MentionForm::Nominal => {
                    let kind = match member.name {
                        Some(_) => GroundKind::Title,
                        None => GroundKind::Name,
                    };
                    told = told.or(|| self.phrase(words.clone(), kind));
                }
                MentionForm::Pronoun => {}
            }
        }
        told
    }

    /// What a title or description says: its head group without the names of others, and for one that held an office,
    /// the elite.
    fn phrase(&self, run: Range<usize>, kind: GroundKind) -> Told {
        let references = self.references;
        let run = counted(references, &run);
        let group = head_group(references, &run);
        let other = |w: &usize| {
            let named = self.named.get(*w).and_then(Option::as_ref);
            named.is_some_and(|(_, name)| {
                name.len() > 1 && group.start <= name.start && name.end < group.end
            })
        };
        let start = group.clone().rev().find(other).map_or(run.start, |w| w + 1);
        let told = sector_of_group(references, self.tables(), &(start..run.end), kind);
        let mut words = group;
        let former = words.any(|w| references.lexicon.is_former(references.form(w)));
        // Whoever was president of a union has left no office of the state.
        let of_a_body = || {
            let mut named = run.clone().filter_map(|w| self.named.get(w)?.as_ref());
            named.any(|(other, _)| self.is_named_body(*other))
        };
        match told {
            told if !former => told,
            told if told.sure.is_none() && of_a_body() => Told::default(),
            told => self.elite(told),
        }
    }

    /// A named organization, group, facility or thing: its own words, the words around it.
    fn named(&self, member: &Member) -> Told {
        let (references, tables) = (self.references, self.tables());
        let mut told = Told::default();
        for (words, form) in &member.mentions {
            if *form == MentionForm::Name {
                told = told.or(|| {
                    let group = head_group(references, words);
                    let rest = group.end..words.end;
                    sector_of_group(references, tables, words, GroundKind::Name)
                        .or(|| sector_in(references, tables, rest, GroundKind::Name))
                });
            }
        }
        if acts(member.entity_type) {
            told.or(|| self.around(member))
        } else {
            Told {
                otherwise: None,
                ..told
            }
        }
    }

    /// An unnamed one: by its head noun and the words beside it.
    fn described(&self, entity: usize, member: &Member) -> Told {
        // What it belongs to says more than words behind the head group.
        let belongs = self.within.get(entity).is_some_and(|w| !w.is_empty())
            || !of_posts(self.posts, entity).is_empty();
        let mut told = Told::default();
        for (words, form) in &member.mentions {
            if *form != MentionForm::Pronoun {
                told = told.or(|| self.phrase(words.clone(), GroundKind::Title));
            }
        }
        if told.sure.is_none() && !belongs {
            // "the head of the military wing": no name, but a noun that tells.
            for (words, _) in &member.mentions {
                let group = head_group(self.references, words);
                let rest = group.end..words.end;
                told =
                    told.or(|| sector_in(self.references, self.tables(), rest, GroundKind::Name));
            }
        }
        told
    }

    /// A capital that speaks or acts stands for its government; a place that is also a body, for that.
    fn seat(&self, entity: usize, member: &Member) -> Told {
        let active = self.active.get(entity) == Some(&true);
        let body = self.known.organization(self.references, member);
        if let Some(line) = body.filter(|_| active) {
            return Told::surely(Sectors {
                code: line.sectors.clone(),
                ground: Ground::line(GroundKind::Gazetteer, &line.source),
            });
        }
        let name = member.name.as_deref().filter(|_| active);
        let country = name.and_then(|n| self.references.countries.by_capital(n));
        country.map_or_else(Told::default, |country| {
            Told::surely(Sectors {
                code: self.rules().capital.clone(),
                ground: Ground::line(GroundKind::Gazetteer, &country.source),
            })
        })
    }

    /// What a title says that other words would say better, unless it is one of the state's and held with a body of
    /// which nothing shows that it is the state's.
    fn otherwise(&self, told: &Told, entity: usize, member: &Member) -> Option<Sectors> {
        let sectors = told
            .otherwise
            .as_ref()
            .filter(|_| acts(member.entity_type))?;
        let of_state = self.is_office(sectors);
        let body = |o: &usize| self.is_named_body(*o);
        let elsewhere = of_state
            && member.entity_type != EntityType::Organization
            && (of_posts(self.posts, entity).iter().any(body)
                || self.within.get(entity).is_some_and(|w| w.iter().any(body)));
        (!elsewhere).then(|| sectors.clone())
    }

    fn is_named_body(&self, entity: usize) -> bool {
        let member = self.references.cast.get(entity);
        member.is_some_and(|m| m.name.is_some() && m.entity_type == EntityType::Organization)
    }

    /// The families of those who rule or ruled are of the elite.
    fn of_ruling_family(&self, sectors: &[Option<Sectors>], entity: usize) -> Option<Sectors> {
        self.ties
            .iter()
            .filter(|tie| tie.relation == RelationType::RelatedTo)
            .filter_map(|tie| match (tie.subject == entity, tie.object == entity) {
                (true, _) => Some(tie.object),
                (_, true) => Some(tie.subject),
                _ => None,
            })
            .find(|other| {
                let code = sectors.get(*other).and_then(Option::as_ref);
                code.and_then(|s| s.code.first())
                    .is_some_and(|s| self.rules().rulers.contains(s))
            })
            .map(|other| Sectors {
                code: self.rules().family.clone(),
                ground: Ground::of(other),
            })
    }

    /// Of a person: what it did, or was found to have done.
    fn by_deeds(&self, entity: usize, member: &Member) -> Option<Sectors> {
        let (deed, words) = self.deeds.get(entity)?.as_ref()?;
        (member.entity_type == EntityType::Person).then(|| Sectors {
            code: deed.sectors.clone(),
            ground: Ground::words(GroundKind::Deed, words.clone(), deed.source.clone()),
        })
    }

    /// Of those who are told nothing else: who held one of the highest offices, and the people of a country, who are
    /// civilians.
    fn last_resort(&self, entity: usize, member: &Member) -> Option<Sectors> {
        if let Some(line) = self.known.holder(member) {
            return Some(Sectors {
                code: line.sectors.clone(),
                ground: Ground::line(GroundKind::Gazetteer, &line.source),
            });
        }
        let references = self.references;
        let people = match (member.entity_type, &member.name) {
            (EntityType::Group, Some(name)) => references.countries.by_demonym(name)?,
            // "thousands of Nicaraguans", "three Koreans"
            (EntityType::Group, None) => member.mentions.iter().find_map(|(words, _)| {
                let group = head_group(references, &counted(references, words));
                let noun = group.end.checked_sub(1).filter(|w| group.contains(w))?;
                references.demonym_at(noun)
            })?,
            _ => return None,
        };
        let known = self.known.organization(self.references, member).is_some();
        (!known && of_posts(self.posts, entity).is_empty()).then(|| Sectors {
            code: self.rules().people.clone(),
            ground: Ground::line(GroundKind::Name, &people.source),
        })
    }

    /// Of those who held an office of the state, the elite.
    fn elite(&self, was: Told) -> Told {
        match was.any() {
            Some(sectors) if self.is_office(sectors) => Told::surely(self.left(sectors.clone())),
            _ => was,
        }
    }

    /// The sectors of who has left one: for an office of the state the elite.
    fn left(&self, sectors: Sectors) -> Sectors {
        if self.is_office(&sectors) {
            Sectors {
                code: self.rules().former.clone(),
                ..sectors
            }
        } else {
            sectors
        }
    }

    fn is_office(&self, sectors: &Sectors) -> bool {
        let first = sectors.code.first();
        first.is_some_and(|code| self.rules().office.contains(code))
    }
}
