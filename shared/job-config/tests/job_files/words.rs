//! The examples and the documented keys, compared with what is really read.

use std::fs;
use std::path::Path;

use job_config::{Surroundings, check, environments_of, local_source};

#[test]
fn every_example_has_a_job_file_without_problems() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut checked = Vec::new();
    for example in fs::read_dir(examples).unwrap() {
        let folder = example.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(folder.join("job.toml")).unwrap();
        let file = format!("jobs/{name}.toml");
        let surroundings = Surroundings::default();
        let source = local_source(&file, &text, &surroundings);
        if let Some(source) = &source {
            let script = source.entry_point.as_ref().map(|path| path.path.as_str()).unwrap_or_default();
            assert!(folder.join(&source.source.path).join(script).is_file(), "{source:?}");
        }
        let packed_source = source.map(|_| "s3://config/sources/0/sourcedir.tar.gz".to_owned());
        for environment in [None].into_iter().chain(environments_of(&text).into_iter().map(Some)) {
            let packed_source = packed_source.clone();
            let job = check(&file, &text, &Surroundings { environment, packed_source, ..surroundings.clone() });
            assert!(job.is_ok(), "{}", job.unwrap_err());
        }
        checked.push(name);
    }
    checked.sort_unstable();
    assert_eq!(checked, ["churn", "digits-torch", "fraud-forest"]);
}
