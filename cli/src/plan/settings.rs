//! Where each setting of a job comes from, as a table.

use std::fmt;

use job_config::{Origin, Setting};
use serde::Serialize;

use crate::table::table;

/// Characters of a value that are shown.
const WIDTH: usize = 48;

/// The settings of a job, in the order of the files.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(crate) struct SettingsTable(pub(crate) Vec<Setting>);

impl fmt::Display for SettingsTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<_> = self.0.iter().map(row).collect();
        f.write_str(&table(["SETTING", "VALUE", "FROM"], &rows))
    }
}

fn row(Setting { key, value, origin }: &Setting) -> [String; 3] {
    let from = match origin {
        Origin::File { file, line, environment: None } => format!("{file}:{line}"),
        Origin::File { file, line, environment: Some(name) } => format!("{file}:{line} [env.{name}]"),
        Origin::Default => "default".to_owned(),
    };
    [key.clone(), short(value), from]
}

fn short(value: &str) -> String {
    if value.chars().count() <= WIDTH {
        return value.to_owned();
    }
    value.chars().take(WIDTH - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_and_every_origin_is_told() {
        let file = |line, environment: Option<&str>| Origin::File {
            file: "jobs/a.toml".to_owned(),
            line,
            environment: environment.map(str::to_owned),
        };
        let setting = |key: &str, value: &str, origin| Setting { key: key.to_owned(), value: value.to_owned(), origin };
        let settings = vec![
            setting("pipeline", "\"ä\"", file(1, None)),
            setting("metrics.\"loss\"", &format!("'{}'", "x".repeat(60)), file(20, Some("prod"))),
            setting("resources.volume", "\"30 GB\"", Origin::Default),
        ];
        insta::assert_snapshot!(SettingsTable(settings), @r#"
        SETTING           VALUE                                             FROM
        pipeline          "ä"                                               jobs/a.toml:1
        metrics."loss"    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  jobs/a.toml:20 [env.prod]
        resources.volume  "30 GB"                                           default
        "#);
    }
}
