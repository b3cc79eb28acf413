//! Who: organizations and groups, and whatever else has a name but no place on the map.

use dateline_record::{Entity, EntityType, Record};

use super::layout::Run;
use super::people::rows;
use super::sheet::{INDENT, Sheet};
use super::style;
use super::wording;

pub fn set(record: &Record, sheet: &mut Sheet) {
    let of = |types: &[EntityType]| -> Vec<&Entity> {
        record
            .entities
            .iter()
            .filter(|entity| types.contains(&entity.entity_type))
            .collect()
    };
    rows(
        "Organizations and groups",
        &of(&[EntityType::Organization, EntityType::Group]),
        record,
        sheet,
    );
    let others = of(&[
        EntityType::Product,
        EntityType::Work,
        EntityType::Event,
        EntityType::Other,
    ]);
    if !others.is_empty() {
        let names: Vec<String> = others
            .iter()
            .map(|entity| wording::name_of(record, entity))
            .collect();
        sheet.heading("Also named");
        sheet.text(INDENT, vec![Run::new(names.join(", "), style::PLAIN)]);
    }
}
