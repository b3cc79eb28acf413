//! Who: organizations and groups, and whatever else has a name but no place on the map.

use dateline_record::{Entity, EntityType, Record};

use super::people::{bare_names, rows};
use super::sheet::Sheet;

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
        sheet.heading("Also named");
        bare_names(&others, record, sheet);
    }
}
