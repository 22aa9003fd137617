//! A script that still lies on its author's machine.

use std::ops::Range;

use crate::Problem;
use crate::read::{Place, Section, Value, complaint};

/// What of a script lies on the author's machine, as the job file says it: `retrain push` packs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSource {
    /// A folder, or a single script.
    pub source: LocalPath,
    /// Files and folders that are packed beside it.
    pub dependencies: Vec<LocalPath>,
    /// The script that is run, a path inside the source; nothing where it cannot be read.
    pub entry_point: Option<LocalPath>,
    /// Every list of dependencies that is read for this source, as a whole.
    lists: Vec<Range<usize>>,
}

/// A path that a job file names, and where it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath {
    /// Relative to the job file, with `/`.
    pub path: String,
    key: String,
    place: Place,
}

impl LocalSource {
    /// A source and what belongs to it. `dependencies` are what `section` says of them.
    pub(super) fn new(
        section: &Section<'_>,
        source: LocalPath,
        dependencies: &[LocalPath],
        entry_point: Option<LocalPath>,
    ) -> Self {
        let lists = section.spans("dependencies");
        Self { source, dependencies: dependencies.to_vec(), entry_point, lists }
    }

    /// The text of the job file as it is put in place: the source lies at `uri`, packed with all that it depends on.
    ///
    /// `text` is the text that this was read from. All of it that is neither source nor dependencies stays as it is.
    pub fn packed(&self, text: &str, uri: &str) -> String {
        let lists = self.lists.iter().map(|span| (span.clone(), "[]".to_owned()));
        let mut edits: Vec<_> = lists.chain([(self.source.place.span.clone(), format!("{uri:?}"))]).collect();
        edits.sort_by_key(|(span, _)| span.start);
        let mut packed = text.to_owned();
        for (span, new) in edits.into_iter().rev() {
            packed.replace_range(span, &new);
        }
        packed
    }
}

impl LocalPath {
    /// A path that `value` names.
    pub(super) fn of(value: &Value<'_>, path: String) -> Self {
        Self { path, key: value.path.clone(), place: value.place() }
    }

    /// A problem with what lies there, or does not: a sentence without its full stop, and what to do about it.
    pub fn problem(&self, message: impl Into<String>, hint: Option<String>) -> Problem {
        let wrong = complaint(message);
        self.place.clone().problem(
            &self.key,
            match hint {
                Some(hint) => wrong.hint(hint),
                None => wrong,
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::{Surroundings, check, local_source};

    const TEXT: &str = r#"pipeline = "churn"
[trigger]
prefix = "in/"
[algorithm.framework] # ours
name = "sklearn"
version = "1.2-1"
source = 'src'      # beside this file
dependencies = [
  "../shared",
]
entry_point = "train.py"
[channels.train]
[resources]
instance_type = "ml.m5.xlarge"
[env.dev.algorithm.framework]
source = "src-${environment}"
dependencies = ["a", "b"] # more of them
"#;

    fn surroundings(environment: Option<&str>) -> Surroundings {
        Surroundings { environment: environment.map(str::to_owned), ..Surroundings::default() }
    }

    #[test]
    fn a_source_of_this_machine_is_told_with_all_that_is_packed_with_it() {
        let source = local_source("f", TEXT, &surroundings(None)).unwrap();
        assert_eq!(source.source.path, "src");
        assert_eq!(source.dependencies.iter().map(|path| &*path.path).collect::<Vec<_>>(), ["../shared"]);
        assert_eq!(source.entry_point.map(|path| path.path).as_deref(), Some("train.py"));
        let problem = source.dependencies[0].problem("there is no such folder", None);
        assert_eq!((problem.line, problem.column, &*problem.path), (9, 3, "algorithm.framework.dependencies[0]"));
    }

    #[test]
    fn the_file_as_it_is_put_in_place_needs_nothing_of_this_machine_and_keeps_its_comments() {
        let dev = surroundings(Some("dev"));
        let source = local_source("f", TEXT, &dev).unwrap();
        assert_eq!(source.source.path, "src-dev");
        let packed = source.packed(TEXT, "s3://config/sources/1/sourcedir.tar.gz");
        assert_eq!(local_source("f", &packed, &dev), None);
        let job = check("f", &packed, &dev).unwrap();
        assert_eq!(job.algorithm.script().unwrap().source, "s3://config/sources/1/sourcedir.tar.gz");
        let changed = packed.lines().filter(|line| !TEXT.contains(*line)).collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!(changed, @r#"
        dependencies = []
        source = "s3://config/sources/1/sourcedir.tar.gz"
        dependencies = [] # more of them
        "#);
        assert_eq!(packed.matches('#').count(), TEXT.matches('#').count());
    }
}
