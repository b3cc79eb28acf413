//! The tables, by versions. A store keeps the number of its form in SQLite's `user_version`.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Fault, fault};

/// SQLite's `application_id` of our files, "DLNE": what `file` and other programs know them by.
const APPLICATION: i64 = 0x444c_4e45;

/// What leads from each form to the next, from an empty file on. To change the tables append a script; never change one
/// that has been released.
const STEPS: &[&str] = &[
    include_str!("1.sql"),
    include_str!("2.sql"),
    include_str!("3.sql"),
    include_str!("4.sql"),
];

/// The form that this version writes.
const KNOWN: i64 = STEPS.len() as i64;

fn number(connection: &Connection, pragma: &str) -> Result<i64, Fault> {
    connection
        .query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))
        .map_err(fault)
}

/// The form of a store, 0 for an empty file; fails on a file of another program.
fn form(connection: &Connection) -> Result<i64, Fault> {
    let application = number(connection, "application_id")?;
    let form = number(connection, "user_version")?;
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(fault)?;
    match (application, tables) {
        (APPLICATION, _) => Ok(form),
        (0, 0) if form == 0 => Ok(0),
        _ => Err(Fault::NotAStore),
    }
}

/// Makes sure that a file is empty or a store that this version can write, before anything in it is touched.
pub(crate) fn look(connection: &Connection) -> Result<(), Fault> {
    match form(connection)? {
        found if found > KNOWN => Err(Fault::Newer {
            found,
            known: KNOWN,
        }),
        _ => Ok(()),
    }
}

/// Makes sure that the tables are those of this version, for a reader.
pub(crate) fn check(connection: &Connection) -> Result<(), Fault> {
    match form(connection)? {
        KNOWN => Ok(()),
        0 => Err(Fault::NotAStore),
        found if found < KNOWN => Err(Fault::Older {
            found,
            known: KNOWN,
        }),
        found => Err(Fault::Newer {
            found,
            known: KNOWN,
        }),
    }
}

/// Brings the tables to the form of this version, each step in a transaction of its own.
pub(crate) fn bring_up(connection: &mut Connection) -> Result<(), Fault> {
    take(STEPS, connection)
}

fn take(steps: &[&str], connection: &mut Connection) -> Result<(), Fault> {
    let known = steps.len() as i64;
    loop {
        let found = form(connection)?;
        if found == known {
            return Ok(());
        }
        let step = usize::try_from(found)
            .ok()
            .and_then(|step| steps.get(step))
            .ok_or(Fault::Newer { found, known })?;
        let step_taken = (|| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Another program may have been quicker.
            let now: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            if now == found {
                transaction.execute_batch(step)?;
                transaction.execute_batch(&format!(
                    "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {};",
                    found + 1
                ))?;
            }
            transaction.commit()
        })();
        step_taken.map_err(fault)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_taken_once_and_in_order() {
        let mut connection = Connection::open_in_memory().expect("in memory");
        take(
            &["CREATE TABLE a (x); INSERT INTO a VALUES (1);"],
            &mut connection,
        )
        .expect("the first form");
        let steps = ["not taken again", "ALTER TABLE a ADD COLUMN y DEFAULT 7;"];
        take(&steps, &mut connection).expect("the second form");
        take(&steps, &mut connection).expect("nothing left to do");
        let row: (i64, i64) = connection
            .query_row("SELECT x, y FROM a", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .expect("the row was kept");
        assert_eq!(row, (1, 7));
    }

    #[test]
    fn a_step_that_fails_leaves_the_form_before_it() {
        let mut connection = Connection::open_in_memory().expect("in memory");
        take(&["CREATE TABLE a (x);"], &mut connection).expect("the first form");
        let steps = ["", "CREATE TABLE b (x); CREATE TABLE a (x);"];
        assert!(take(&steps, &mut connection).is_err());
        assert_eq!(form(&connection).expect("still a store"), 1);
        assert!(connection.prepare("SELECT x FROM b").is_err());
    }

    #[test]
    fn a_store_of_a_later_form_is_left_alone() {
        let mut connection = Connection::open_in_memory().expect("in memory");
        take(
            &["CREATE TABLE a (x);", "CREATE TABLE b (x);"],
            &mut connection,
        )
        .expect("a later form");
        let refused = take(&["CREATE TABLE a (x);"], &mut connection);
        assert!(matches!(refused, Err(Fault::Newer { found: 2, known: 1 })));
    }

    #[test]
    fn a_database_of_another_program_is_none_of_ours() {
        let mut connection = Connection::open_in_memory().expect("in memory");
        connection
            .execute_batch("CREATE TABLE theirs (x);")
            .expect("their table");
        assert!(matches!(bring_up(&mut connection), Err(Fault::NotAStore)));
    }
}
