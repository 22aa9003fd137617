//! The template against the crates, and against its own promises.
//!
//! cfn-lint and checkov judge what AWS would accept; these tests judge what Retrain means.

mod dashboard;
mod environment;
mod events;
mod folders;
mod interface;
mod queues;
mod read;
mod resource;
mod rights;
mod storage;
mod training_role;

use std::path::PathBuf;

use read::Template;

/// Where the workspace begins.
fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// The template that is deployed.
fn template() -> Template {
    let file = workspace().join("template.yaml");
    Template::parse(&std::fs::read_to_string(&file).expect("template.yaml is readable"))
}

/// The functions' folders, in order.
fn folders() -> Vec<String> {
    let entries = std::fs::read_dir(workspace().join("functions")).expect("functions/ is readable");
    let mut folders: Vec<String> = entries
        .map(|entry| entry.expect("functions/ is readable").file_name().into_string().expect("folder names are UTF-8"))
        .collect();
    folders.sort();
    folders
}

/// The logical id of a folder's function: `launch-training` is `LaunchTrainingFunction`.
fn function_id(folder: &str) -> String {
    let words = folder.split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect::<String>() + "Function"
}
