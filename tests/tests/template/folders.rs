//! A function's folder, package, binary and resource bear one name.

use super::{folders, function_id, template, workspace};

#[test]
fn every_folder_has_its_function_and_every_function_its_folder() {
    let template = template();
    let mut expected: Vec<String> = folders().iter().map(|folder| function_id(folder)).collect();
    expected.sort();

    let mut functions: Vec<&str> =
        template.of_type("AWS::Serverless::Function").map(|function| function.id()).collect();
    functions.sort_unstable();

    assert_eq!(functions, expected);
}

#[test]
fn a_function_is_built_from_the_binary_of_its_folder() {
    let template = template();
    for folder in folders() {
        let function = template.resource(&function_id(&folder));
        let manifest = std::fs::read_to_string(workspace().join("functions").join(&folder).join("Cargo.toml")).unwrap();

        assert_eq!(function.property("/CodeUri"), &format!("functions/{folder}/"));
        assert_eq!(function.build_property("Binary"), folder);
        assert!(
            manifest.contains(&format!("name = \"{folder}\"")),
            "the package of functions/{folder} has another name"
        );
    }
}

#[test]
fn a_function_has_a_role_and_a_log_group_of_its_own() {
    let template = template();
    for folder in folders() {
        let id = function_id(&folder);
        let function = template.resource(&id);
        let logs = id.replace("Function", "Logs");

        assert_eq!(function.property("/Role/Fn::GetAtt/0"), &format!("{id}Role"));
        assert_eq!(function.property("/LoggingConfig/LogGroup/Ref"), &logs);
        assert_eq!(template.resource(&logs).property("/RetentionInDays/Ref"), "LogRetentionDays");
    }
}
