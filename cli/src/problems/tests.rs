use job_config::{Defaults, Problems, Surroundings, check};

use super::*;

/// The pictures of what is wrong with a job file that says `text` after what every file says.
fn seen(text: &str) -> String {
    seen_as(text, &renderer(false))
}

fn seen_as(text: &str, renderer: &Renderer) -> String {
    let text = format!("pipeline = \"churn\"\n[trigger]\nprefix = \"in/\"\n[algorithm]\nimage = \"a/b\"\n{text}");
    let problems = check("jobs/churn.toml", &text, &Surroundings::default()).err().unwrap_or_default();
    let mut texts = Texts::default();
    texts.add("jobs/churn.toml", &text);
    pictures(&bare(problems), &texts, renderer)
}

const MACHINES: &str = "[resources]\ninstance_type = \"ml.m5.xlarge\"\n";

#[test]
fn carets_stand_below_characters_of_several_bytes_and_of_double_width() {
    let text =
        format!("{MACHINES}[channels.train]\npath = \"data/\" # größe\n[channels.\"größe\"]\n[channels.'訓練']\n");
    insta::assert_snapshot!(seen(&text), @r#"
    error: `größe` cannot name a channel
      --> jobs/churn.toml:10:11
       |
    10 | [channels."größe"]
       |           ^^^^^^^ channels."größe"
       |
       = hint: 1 to 64 letters, digits, dots, hyphens and underscores

    error: `訓練` cannot name a channel
      --> jobs/churn.toml:11:11
       |
    11 | [channels.'訓練']
       |           ^^^^^^ channels."訓練"
       |
       = hint: 1 to 64 letters, digits, dots, hyphens and underscores
    "#);
}

#[test]
fn carets_stand_below_what_follows_tabs() {
    let text = format!("{MACHINES}[channels.train]\n\tpath\t=\t\"/train/\"\n");
    insta::assert_snapshot!(seen(&text), @r#"
    error: a path is relative to the data set, it starts without a slash
     --> jobs/churn.toml:9:9
      |
    9 |     path    =    "/train/"
      |                  ^^^^^^^^^ channels.train.path
      |
      = hint: write "train/"
    "#);
}

#[test]
fn a_file_that_ends_too_early_shows_its_end() {
    insta::assert_snapshot!(seen(&format!("{MACHINES}[channels.train]\ncontent_type = ")), @"
    error: a value is missing
     --> jobs/churn.toml:9:16
      |
    9 | content_type = 
      |                ^
    ");
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let environment: Vec<String> = (0..30).map(|n| format!("VARIABLE_{n} = \"{n}\"")).collect();
    let line = format!(
        "environment = {{ {}, \"NOT LEGAL\" = \"x\", LAST = \"{}\" }}",
        environment.join(", "),
        "y".repeat(200)
    );
    let text = format!("pipeline = \"churn\"\n{line}\n");
    let problems = check("f", &text, &Surroundings::default()).unwrap_err();
    let long: Problems = problems.into_iter().filter(|problem| problem.line == 2).collect();
    let mut texts = Texts::default();
    texts.add("f", &text);
    insta::assert_snapshot!(pictures(&bare(long), &texts, &renderer(false)), @r#"
    error: `NOT LEGAL` cannot name an environment variable
     --> f:2:597
      |
    2 | ... "28", VARIABLE_29 = "29", "NOT LEGAL" = "x", LAST = "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
      |                               ^^^^^^^^^^^ environment."NOT LEGAL"
      |
      = hint: letters, digits and underscores, not starting with a digit
    "#);
}

#[test]
fn what_is_missing_in_all_of_the_file_has_a_place_and_no_picture() {
    insta::assert_snapshot!(seen("[channels.train]\n"), @r#"
    error: the section `[resources]` is missing
    --> jobs/churn.toml:1:1
     = hint: for example [resources] with instance_types = ["ml.m5.xlarge"]
    "#);
}

#[test]
fn a_place_that_goes_over_several_lines_is_framed() {
    let text = "[channels.train]\n[resources]\ninstance_types = [\n  \"ml.m5.xlarge\",\n  \"ml.m5.2xlarge\",\n  \
                \"ml.m5.4xlarge\",\n  \"ml.m5.large\",\n  \"ml.m5.12xlarge\",\n  \"ml.m5.24xlarge\",\n]\n";
    insta::assert_snapshot!(seen(text), @r#"
    error: 1 to 5 instance types can be given, here are 6
      --> jobs/churn.toml:8:18
       |
     8 |   instance_types = [
       |  __________________^
     9 | |   "ml.m5.xlarge",
    10 | |   "ml.m5.2xlarge",
    11 | |   "ml.m5.4xlarge",
    ...  |
    14 | |   "ml.m5.24xlarge",
    15 | | ]
       | |_^ resources.instance_types
    "#);
}

#[test]
fn sentences_that_are_longer_than_a_line_go_on_below() {
    let text = format!("[channels.train]\n{MACHINES}[env.\"{}\"]\n", "a b ".repeat(25));
    let long = format!("{text}[limits]\ncost_per_run = \"5\"\n[output]\npath = \"elsewhere/\"\n");
    insta::assert_snapshot!(seen(&long), @r#"
    error: `a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b
           a b a b ` cannot name an environment
     --> jobs/churn.toml:9:6
      |
    9 | [env."a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b "]
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ env."a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b a b "
      |
      = hint: 1 to 32 of a-z, 0-9 and hyphens, for example `prod`

    error: `5` is no amount of money
      --> jobs/churn.toml:11:16
       |
    11 | cost_per_run = "5"
       |                ^^^ limits.cost_per_run
       |
       = hint: write an amount, a space and a currency: "5 USD" or "0.25 USD"

    error: `elsewhere/` is not below `models/`
      --> jobs/churn.toml:13:8
       |
    13 | path = "elsewhere/"
       |        ^^^^^^^^^^^^ output.path
       |
       = hint: the training role may write models nowhere else; for example path = "models/churn"
    "#);
}

#[test]
fn a_problem_of_one_environment_says_so() {
    let text = "prefix = 3\n";
    let mut texts = Texts::default();
    texts.add("f", text);
    let problems = check("f", text, &Surroundings::default()).unwrap_err();
    let problem = problems.into_iter().find(|problem| problem.line == 1 && !problem.span.is_empty()).unwrap();
    let seen = |environments: &[Option<&str>]| {
        let environments = environments.iter().map(|name| name.map(str::to_owned)).collect();
        let found = Found { problem: problem.clone(), environments };
        pictures([&found], &texts, &renderer(false)).lines().find(|line| line.contains("note")).unwrap().to_owned()
    };
    insta::assert_snapshot!(seen(&[Some("prod")]), @"  = note: only in the environment `prod`");
    insta::assert_snapshot!(seen(&[Some("dev"), Some("prod")]), @"  = note: only in the environments `dev`, `prod`");
    insta::assert_snapshot!(seen(&[None]), @"  = note: only where the stack is no environment");
    insta::assert_snapshot!(seen(&[None, Some("dev")]), @"  = note: only in `dev`, and where the stack is no environment");
}

#[test]
fn a_problem_of_a_file_that_is_not_here_has_its_place_all_the_same() {
    let bare_of = Surroundings::default();
    let problems = Defaults::parse("jobs/_defaults.toml", "[resources]\nvolume = 0\n", &bare_of).unwrap_err();
    insta::assert_snapshot!(pictures(&bare(problems), &Texts::default(), &renderer(false)), @r#"
    error: expected a size from 1 GB to 16384 GB, such as "30 GB" or 30, found the integer 0
    --> jobs/_defaults.toml:2:10
    "#);
}

#[test]
fn colours_say_nothing_that_the_characters_do_not() {
    let text = format!("{MACHINES}[channels.train]\npath = \"/train/\"\n");
    let coloured = seen_as(&text, &renderer(true));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, from)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = from.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_ne!(coloured, plain);
    assert_eq!(plain, seen(&text));
}
