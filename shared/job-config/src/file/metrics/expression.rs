//! The regular expressions of `[metrics]`.

use fancy_regex::Expr;
use regex_lite::Regex;

use crate::read::{Complaint, complaint};

/// An expression that SageMaker can compile, with a group.
///
/// AWS does not say which engine it is: what Java's or Python's compiles is taken. Only its form is read: their engines
/// have look-around and back-references, and would be large.
pub(super) fn metric_regex(regex: &str) -> Result<String, Complaint> {
    if !(1..=500).contains(&regex.chars().count()) || regex.contains(['\n', '\r']) {
        return Err(complaint("a regular expression has 1 to 500 characters on one line"));
    }
    let written = "write it in single quotes, so that backslashes stay: 'auc: ([0-9.]+)'";
    let tree = match Expr::parse_tree(&as_the_parser_has_it(regex)) {
        Ok(tree) => tree,
        Err(error) => return Err(complaint(format!("this is no regular expression: {error}")).hint(written)),
    };
    if let Some(class) = broken_class(&tree.expr) {
        return Err(
            complaint(format!("this is no regular expression: `{class}` is no set of characters")).hint(written)
        );
    }
    let names = tree.named_groups.iter().map(|(name, groups)| (name.as_str(), groups.len()));
    if let Some(part) = of_no_engine_as_written(regex).or_else(|| of_no_engine(names, &tree.expr)) {
        return Err(complaint(format!("this is no regular expression: {part}")).hint(written));
    }
    if !tree.expr.has_descendant_or_self(|part| matches!(part, Expr::Group(_))) {
        return Err(complaint("the regular expression has no group, so it captures nothing")
            .hint("put the value in parentheses, for example 'auc: ([0-9.]+)'"));
    }
    Ok(regex.to_owned())
}

/// A set of characters that the parser handed on unread, and that is none. Classes of Unicode are taken as they are,
/// and so are Java's intersections.
fn broken_class(tree: &Expr) -> Option<&str> {
    let own = match tree {
        Expr::Delegate { inner, .. } if !inner.contains("\\p") && !inner.contains("\\P") && !inner.contains("&&") => {
            Some(inner.as_str())
        }
        _ => None,
    };
    own.filter(|class| Regex::new(class).is_err()).or_else(|| tree.children_iter().find_map(broken_class))
}

/// What neither Java's nor Python's engine has, though the parser takes it: it knows Perl's and Oniguruma's as well.
fn of_no_engine<'n>(names: impl Iterator<Item = (&'n str, usize)>, tree: &Expr) -> Option<String> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    for (name, groups) in names {
        if groups > 1 {
            return Some(format!("two groups have the name `{name}`"));
        }
        if name.starts_with(|c: char| c.is_numeric()) || !name.chars().all(word) {
            return Some(format!("`{name}` cannot name a group"));
        }
    }
    part_of_no_engine(tree, groups_in(tree))
}

fn part_of_no_engine(part: &Expr, groups: usize) -> Option<String> {
    let own = match part {
        // Java reads as many digits as there are groups: with one, `\12` is the first and a 2. A group that is not
        // there it takes, and never finds.
        Expr::Backref { group, .. } if first_digit(*group) > groups => Some(format!("there is no group {group}")),
        Expr::Repeat { lo, hi, .. } if lo > hi => Some(format!("`{{{lo},{hi}}}` ends before it begins")),
        Expr::KeepOut => Some(r"`\K` is Perl's".to_owned()),
        Expr::SubroutineCall(_) | Expr::DefineGroup { .. } | Expr::BackrefWithRelativeRecursionLevel { .. } => {
            Some("it calls a group, as Perl's do".to_owned())
        }
        Expr::BacktrackingControlVerb(_) => Some("it says how to go back, as Perl's do".to_owned()),
        Expr::Absent(_) => Some("`(?~` is Oniguruma's".to_owned()),
        _ => None,
    };
    own.or_else(|| part.children_iter().find_map(|part| part_of_no_engine(part, groups)))
}

fn first_digit(number: usize) -> usize {
    if number < 10 { number } else { first_digit(number / 10) }
}

fn groups_in(part: &Expr) -> usize {
    usize::from(matches!(part, Expr::Group(_))) + part.children_iter().map(groups_in).sum::<usize>()
}

/// Java's names of properties without a prefix (`java.util.regex.Pattern`); Python's `re` has no properties at all.
const PROPERTIES: &str = "Cn Lu Ll Lt Lm Lo Mn Me Mc Nd Nl No Zs Zl Zp Cc Cf Co Cs Pd Ps Pe Po Sm Sc Sk So Pi Pf \
                          L M N Z C P S LC LD L1 all ASCII Alnum Alpha Blank Cntrl Digit Graph Lower Print Punct \
                          Space Upper XDigit";

/// What only the text shows: the parser has a flag `R` of its own, and does not look properties up.
///
/// Scripts, blocks and other properties with a prefix are not judged.
fn of_no_engine_as_written(regex: &str) -> Option<String> {
    let mut rest = regex;
    let mut in_class = false;
    while let Some(first) = rest.chars().next() {
        if !in_class && ["(?R)", "(?R:"].iter().any(|flag| rest.starts_with(flag)) {
            return Some("`(?R)` is Perl's".to_owned());
        }
        let after = &rest[first.len_utf8()..];
        rest = match after.chars().next() {
            Some('Q') if first == '\\' => after.split_once("\\E").map_or("", |(_, rest)| rest),
            Some('p' | 'P') if first == '\\' => {
                let name = property(&after[1..]);
                let prefixed = ["Is", "In", "java"].iter().any(|prefix| name.starts_with(prefix)) || name.contains('=');
                if !prefixed && !PROPERTIES.split_whitespace().any(|known| known == name) {
                    return Some(format!("there is no property `{name}`"));
                }
                &after[1..]
            }
            Some(escaped) if first == '\\' => &after[escaped.len_utf8()..],
            _ => {
                in_class = first == '[' || in_class && first != ']';
                after
            }
        };
    }
    None
}

/// The name that follows `\p`: in braces, or a letter.
fn property(text: &str) -> &str {
    match text.strip_prefix('{') {
        Some(braced) => braced.split('}').next().unwrap_or_default(),
        None => &text[..text.chars().next().map_or(0, char::len_utf8)],
    }
}

/// The expression without what only Java or Python has and the parser does not know: some flags, a boundary, quotes.
fn as_the_parser_has_it(regex: &str) -> String {
    let mut read = String::new();
    let mut rest = regex;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("\\b{g}") {
            read.push_str("\\b");
            rest = after;
        } else if let Some(quoted) = rest.strip_prefix("\\Q") {
            let (quoted, after) = quoted.split_once("\\E").unwrap_or((quoted, ""));
            read.push_str(&regex_lite::escape(quoted));
            rest = after;
        } else if let Some((flags, end, after)) = flags(rest) {
            let known: String = flags.chars().filter(|flag| "imsx-".contains(*flag)).collect();
            match (known.trim_end_matches('-'), end) {
                ("", ')') => {}
                (known, end) => read.extend(["(?", known].concat().chars().chain([end])),
            }
            rest = after;
        } else {
            let length = if first == '\\' { rest.chars().take(2).map(char::len_utf8).sum() } else { first.len_utf8() };
            read.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    read
}

/// The flags that `text` begins with, such as `(?i)` or `(?i:`, their last character, and what comes after it.
fn flags(text: &str) -> Option<(&str, char, &str)> {
    let inside = text.strip_prefix("(?")?;
    let length = inside.find(|c: char| !"aLuUdimsx-".contains(c))?;
    let (flags, rest) = inside.split_at(length);
    let end = rest.chars().next().filter(|end| [')', ':'].contains(end))?;
    (!flags.is_empty()).then(|| (flags, end, &rest[1..]))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::usual("validation-auc: ([0-9.]+)")]
    #[case::of_xgboost(r".*\[[0-9]+\].*#011validation-auc:([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*")]
    #[case::lazy("^Training>.*Total reward=(.*?),")]
    #[case::look_behind("(?<=loss=)([0-9.]+)(?! ms)")]
    #[case::back_reference(r#"(["'])loss\1: ([0-9.]+)"#)]
    #[case::named("(?P<loss>[0-9.]+)")]
    #[case::unicode(r"(\p{N}+)")]
    #[case::one_letter(r"(\pN+)")]
    #[case::posix(r"([\p{Digit}.]+)")]
    #[case::script(r"(\p{IsLatin}+)")]
    #[case::quoted(r"\Q\p{x}(?R)\E([0-9]+)")]
    #[case::no_property(r"[\\p{x}]([0-9]+)")]
    #[case::intersection("([0-9&&[^5]]+)")]
    #[case::flag_of_python("(?a)loss ([0-9.]+)")]
    #[case::flags_of_java("(?idU:loss) ([0-9.]+)")]
    #[case::boundary_of_java(r"\b{g}([0-9.]+)")]
    #[case::condition_of_python("(a)?(?(1)b|c)")]
    #[case::octal_or_group_and_digit(r"(a)\12")]
    #[case::no_recursion("[(?R)]([0-9]+)")]
    #[case::at_most("(a{,3})")]
    fn what_java_and_python_take_is_taken(#[case] regex: &str) {
        assert_eq!(metric_regex(regex), Ok(regex.to_owned()));
    }

    #[rstest]
    #[case::open_group("loss: ([0-9.]+")]
    #[case::open_class("loss: ([0-9.+)")]
    #[case::backward_range("loss: ([9-0]+)")]
    #[case::nothing_to_repeat("*loss: ([0-9.]+)")]
    #[case::no_such_group(r"loss (\2)")]
    #[case::repeated_less_than_its_least("loss ([0-9]){2,1}")]
    #[case::same_name("(?P<a>x)(?P<a>y)")]
    #[case::same_name("(?<a>x)(?<a>y)")]
    #[case::name_with_a_hyphen("(?<a-b>x)")]
    #[case::name_with_a_digit("(?P<1>x)")]
    #[case::unknown_property(r"(\p{Foo})")]
    #[case::unknown_property_in_a_class(r"([0-9\p{Letter}])")]
    #[case::unknown_letter(r"(\PX)")]
    #[case::recursion("(?R)(b)")]
    #[case::call_of_a_group(r"\g<1>(b)")]
    #[case::keep_out(r"loss \K([0-9.]+)")]
    #[case::absence("(?~a)(b)")]
    #[case::no_group("loss: [0-9.]+")]
    #[case::no_capturing_group("loss: (?:[0-9.]+)")]
    fn what_finds_no_value_is_refused(#[case] regex: &str) {
        assert!(metric_regex(regex).is_err());
    }
}
