//! `retrain schema` and `retrain completions`.

use rstest::rstest;

use crate::Folder;

#[rstest]
#[case("bash")]
#[case("elvish")]
#[case("fish")]
#[case("powershell")]
#[case("zsh")]
fn every_shell_is_told_commands_and_options(#[case] shell: &str) {
    let seen = Folder::new().retrain(&format!("completions {shell}"));
    assert!(seen.starts_with("exit code: 0"), "{seen}");
    for word in ["push", "plan", "rollback", "data-set"] {
        assert!(seen.contains(word), "{word} is not in:\n{seen}");
    }
}

#[rstest]
#[case("schema", include_str!("../../../docs/job-file.schema.json"))]
#[case("schema --defaults", include_str!("../../../docs/defaults.schema.json"))]
fn the_schema_is_the_one_in_the_documents(#[case] line: &str, #[case] document: &str) {
    let seen = Folder::new().retrain(line);
    let json = seen.strip_prefix("exit code: 0\n----- stdout\n").unwrap_or_else(|| panic!("{seen}"));
    let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(parse(json), parse(document));
}
