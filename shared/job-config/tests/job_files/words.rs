//! The examples and the documented keys, compared with what is really read.

use std::fs;
use std::path::Path;

use job_config::{Defaults, check};

/// Every section with a key that no section has.
const UNKNOWN_EVERYWHERE: &str = r#"
zzzz = 1
pipeline = "churn"
[trigger]
prefix = "churn/"
zzzz = 1
[algorithm]
built_in = { zzzz = 1 }
framework = { zzzz = 1 }
zzzz = 1
[channels.train]
zzzz = 1
[resources]
zzzz = 1
spot = { zzzz = 1 }
[output]
zzzz = 1
[expect]
zzzz = 1
[limits]
zzzz = 1
"#;

#[test]
fn the_readme_documents_every_key_and_no_other() {
    let problems = check("job.toml", UNKNOWN_EVERYWHERE, &Defaults::default()).unwrap_err();
    let mut read: Vec<String> = Vec::new();
    for problem in problems.iter().filter(|problem| problem.message == "unknown key `zzzz`") {
        let section = problem.path.trim_end_matches("zzzz").replace(".train.", ".<name>.");
        let keys = problem.hint.as_deref().unwrap().split('`').skip(1).step_by(2);
        read.extend(keys.map(|key| format!("{section}{key}")));
    }
    let sections = ["trigger", "algorithm", "hyperparameters", "channels", "resources", "output", "tags"];
    let sections = [&sections[..], &["environment", "metrics", "expect", "limits"]].concat();
    read.retain(|key| !sections.contains(&key.as_str()));
    read.sort_unstable();

    let readme = include_str!("../../README.md");
    let mut documented: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    documented.sort_unstable();
    assert_eq!(documented, read);
}

#[test]
fn every_example_has_a_job_file_without_problems() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut checked = Vec::new();
    for example in fs::read_dir(examples).unwrap() {
        let folder = example.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(folder.join("job.toml")).unwrap();
        let job = check(&format!("jobs/{name}.toml"), &text, &Defaults::default());
        assert!(job.is_ok(), "{}", job.unwrap_err());
        checked.push(name);
    }
    checked.sort_unstable();
    assert_eq!(checked, ["churn", "digits-torch", "fraud-forest"]);
}
