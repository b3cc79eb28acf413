//! Starting the program, and folders for it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The program with arguments, in the root of the workspace.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    command
}

pub fn dateline(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program starts")
}

/// A new folder of the test `name` with these files.
pub fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("it was made by an earlier run");
    }
    fs::create_dir_all(&folder).expect("a new folder");
    for (file, text) in files {
        fs::write(folder.join(file), text).expect("a new file");
    }
    folder
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}
