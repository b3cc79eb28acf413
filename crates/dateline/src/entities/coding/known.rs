//! Actors that tables know by name.

use dateline_record::{EntityType, MentionForm, Upos};

use crate::entities::{Member, References};
use crate::places::Places;
use crate::world::{Actor, ActorTables, Setting};

/// The tables, and what is known of the report that names are looked up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) tables: &'a ActorTables,
    pub(super) setting: Setting<'a>,
    /// Where places lie.
    pub(super) located: &'a Places,
}

impl<'a> Known<'a> {
    /// The state that a place of the map lies in.
    pub(super) fn on_map(
        &self,
        references: &References<'_>,
        entity: usize,
    ) -> Option<&'static str> {
        let code = self.located.of(entity)?.geo.country.as_deref()?;
        Some(references.countries.by_code(code)?.code)
    }

    /// The user's line of an entity of any type.
    pub(super) fn own(&self, references: &References<'_>, member: &Member) -> Option<&'a Actor> {
        let own = &self.tables.own;
        let name = member.name.as_deref()?;
        let mut names = member
            .mentions
            .iter()
            .filter(|(_, form)| *form == MentionForm::Name);
        own.get(name, self.setting).or_else(|| {
            names.find_map(|(words, _)| own.get(&references.surface(words), self.setting))
        })
    }

    /// The line that an organization's name or one of its mentions finds.
    pub(super) fn organization(
        &self,
        references: &References<'_>,
        member: &Member,
    ) -> Option<&'a Actor> {
        let name = member
            .name
            .as_deref()
            .filter(|_| !matches!(member.entity_type, EntityType::Person | EntityType::Event))?;
        let table = &self.tables.organizations;
        let mut mentions = member
            .mentions
            .iter()
            .filter(|(_, form)| *form == MentionForm::Name);
        let found = table.get(name, self.setting).or_else(|| {
            // The initials of a longer name may be those of another organization, too.
            if name.contains(' ') {
                return None;
            }
            mentions.find_map(|(words, _)| table.get(&references.surface(words), self.setting))
        });
        found.filter(|line| !self.is_of_another_state(name, line))
    }

    /// Whether a name is a noun that every state may have a body of ("Congress"), and the line is of another state than
    /// the report is about.
    fn is_of_another_state(&self, name: &str, line: &Actor) -> bool {
        let elsewhere = (line.country.zip(self.setting.country)).is_some_and(|(a, b)| a != b);
        elsewhere && line.is_of_a_state() && self.tables.sectors.get(&name.to_lowercase()).is_some()
    }

    /// The line of the organization whose name the last words of a longer name are: of "Lima district Unity Party" that of
    /// the Unity Party.
    pub(super) fn by_last_words(
        &self,
        references: &References<'_>,
        member: &Member,
    ) -> Option<&'a Actor> {
        let (name, _) = member
            .mentions
            .iter()
            .filter(|(_, form)| *form == MentionForm::Name)
            .max_by_key(|(words, _)| words.len())?;
        let after_noun = |start: &usize| {
            let before = references.syntax.upos.get(start - 1);
            matches!(before, Some(Upos::Noun | Upos::Propn | Upos::Adj))
        };
        (name.start + 1..name.end.saturating_sub(1))
            .filter(after_noun)
            .find_map(|start| {
                let last = references.surface(&(start..name.end));
                self.tables.organizations.get(&last, self.setting)
            })
            .filter(|line| !line.sectors.is_empty())
    }

    /// The line of a person who held one of the highest offices, or stood for it.
    pub(super) fn holder(&self, member: &Member) -> Option<&'a Actor> {
        let name = member.name.as_deref()?;
        (member.entity_type == EntityType::Person)
            .then(|| self.tables.holders.get(name, self.setting))
            .flatten()
    }

    /// A line of such a person, of whatever day, if all that the table knows of the name are of one country.
    pub(super) fn holder_of_whatever_day(&self, member: &Member) -> Option<&'a Actor> {
        let name = member.name.as_deref()?;
        (member.entity_type == EntityType::Person)
            .then(|| self.tables.holders.of_one_country(name))
            .flatten()
    }
}
