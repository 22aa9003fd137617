//! The examples and the documented keys, compared with what is really read.

use std::fs;
use std::path::Path;

use job_config::{Surroundings, check, environments_of, local_source};

use crate::requests::{run, site};

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

#[test]
fn the_blog_posts_distributed_job_is_planned_on_four_machines_in_the_image_of_the_version_that_it_names() {
    let text = include_str!("../../../../examples/digits-torch/job.toml");
    let packed_source = Some("s3://config/sources/0/sourcedir.tar.gz".to_owned());
    let surroundings = Surroundings { packed_source, ..Surroundings::default() };
    let job = check("jobs/digits-torch.toml", text, &surroundings).unwrap();
    let resolved = job.resolve(&site()).unwrap();
    let request = resolved.for_run(&run(&resolved, "retrain-digits-torch-0-r1"));

    let image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.0-gpu-py310";
    assert_eq!(request.image(), Some(image));
    assert_eq!(request.instances(), [("ml.p3.2xlarge", 4)]);
    let told = request.hyperparameters();
    assert_eq!(told["sagemaker_torch_distributed_enabled"], "true");
    assert_eq!(told["sagemaker_instance_type"], "\"ml.p3.2xlarge\"");
    assert_eq!(told["sagemaker_program"], "\"distributed_train.py\"");
}
