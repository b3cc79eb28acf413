//! Actors that tables know by name.

use dateline_record::{EntityType, MentionForm};

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
        table.get(name, self.setting).or_else(|| {
            // The initials of a longer name may be those of another organization, too.
            if name.contains(' ') {
                return None;
            }
            mentions.find_map(|(words, _)| table.get(&references.surface(words), self.setting))
        })
    }

    /// The line of a person who held one of the highest offices, or stood for it.
    pub(super) fn holder(&self, member: &Member) -> Option<&'a Actor> {
        let name = member.name.as_deref()?;
        (member.entity_type == EntityType::Person)
            .then(|| self.tables.holders.get(name, self.setting))
            .flatten()
    }
}
