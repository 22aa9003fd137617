//! Readers of single values: text, numbers, durations, sizes.

use std::ops::RangeInclusive;

use jiff::SignedDuration;
use toml::de::DeValue;

use super::{Complaint, Read, Value, complaint, did_you_mean, list};

/// Any string, its variables replaced.
pub(crate) fn string(value: &Value<'_>) -> Read<String> {
    expanded(value, false)
}

/// A string as it is written.
pub(crate) fn plain_string(value: &Value<'_>) -> Read<String> {
    match value.data {
        DeValue::String(text) => Ok(text.to_string()),
        _ => Err(value.refuse_type("a string")),
    }
}

/// A string in which the day of the launch may stand, too.
pub(crate) fn dated_string(value: &Value<'_>) -> Read<String> {
    expanded(value, true)
}

fn expanded(value: &Value<'_>, dated: bool) -> Read<String> {
    match value.data {
        DeValue::String(text) => value.accept(value.report.variables.expand(text, dated)),
        _ => Err(value.refuse_type("a string")),
    }
}

/// A list of strings, each of which `parse` accepts.
pub(crate) fn text_list<T>(parse: impl Fn(&str) -> Result<T, Complaint>) -> impl Fn(&Value<'_>) -> Read<Vec<T>> {
    move |value| {
        let DeValue::Array(list) = value.data else { return Err(value.refuse_type("a list of strings")) };
        let items: Vec<Read<T>> = value.items(list).iter().map(text(&parse)).collect();
        items.into_iter().collect()
    }
}

/// A string that `parse` accepts.
pub(crate) fn text<T>(parse: impl Fn(&str) -> Result<T, Complaint>) -> impl Fn(&Value<'_>) -> Read<T> {
    move |value| value.accept(parse(&string(value)?))
}

/// `true` or `false`.
pub(crate) fn boolean(value: &Value<'_>) -> Read<bool> {
    match value.data {
        DeValue::Boolean(flag) => Ok(*flag),
        _ => Err(value.refuse_type("`true` or `false`")),
    }
}

/// A whole number within `range`.
pub(crate) fn whole_number(range: RangeInclusive<u32>) -> impl Fn(&Value<'_>) -> Read<u32> {
    move |value| {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let DeValue::Integer(digits) = value.data else { return Err(value.refuse_type(&expected)) };
        u32::from_str_radix(digits.as_str(), digits.radix())
            .ok()
            .filter(|number| range.contains(number))
            .ok_or_else(|| value.refuse_type(&expected))
    }
}

/// A whole number of 64 bits.
pub(crate) fn integer(value: &Value<'_>) -> Read<i64> {
    let DeValue::Integer(digits) = value.data else { return Err(value.refuse_type("a whole number")) };
    let number = i64::from_str_radix(digits.as_str(), digits.radix());
    number.map_err(|_| value.refuse(complaint("this number is too large")))
}

/// One of `choices`, each a word and what it means.
pub(crate) fn choice<T: Copy>(choices: &[(&'static str, T)]) -> impl Fn(&Value<'_>) -> Read<T> {
    move |value| {
        let word = string(value)?;
        let chosen = choices.iter().find(|(name, _)| *name == word);
        let words = || choices.iter().map(|(name, _)| *name);
        chosen.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let hint = match did_you_mean(&word, words()) {
                Some(near) => format!("did you mean `{near}`? Valid are {}", list(words())),
                None => format!("valid here: {}", list(words())),
            };
            value.refuse(complaint(format!("`{word}` is not known here")).hint(hint))
        })
    }
}

/// A duration within `range`.
pub(crate) fn duration(range: RangeInclusive<SignedDuration>) -> impl Fn(&Value<'_>) -> Read<SignedDuration> {
    move |value| {
        if let DeValue::Integer(number) = value.data {
            let seconds = i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(0).max(0);
            let spelt = spell_duration(SignedDuration::from_secs(seconds));
            let unit = complaint("a duration needs its unit");
            return Err(value.refuse(unit.hint(format!("{seconds} seconds are written \"{spelt}\""))));
        }
        let parsed = value.accept(parse_duration(&string(value)?))?;
        if range.contains(&parsed) {
            return Ok(parsed);
        }
        let (least, most) = (spell_duration(*range.start()), spell_duration(*range.end()));
        let written = value.written();
        Err(value.refuse(complaint(format!("{written} is not from \"{least}\" to \"{most}\""))))
    }
}

const UNITS: [(char, i64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// `1h`, `4h 30m`, `7d`: whole numbers with `d` (24 hours), `h`, `m` and `s`, the largest first.
fn parse_duration(text: &str) -> Result<SignedDuration, Complaint> {
    let wrong = || {
        let hint = "write whole numbers with d, h, m or s, largest first: \"1h\", \"4h 30m\", \"7d\"";
        complaint(format!("`{text}` is not a duration")).hint(hint)
    };
    let mut units = UNITS.iter();
    let mut seconds = 0_i64;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, tail) = rest.split_at(digits);
        let unit = tail.chars().next().ok_or_else(wrong)?;
        let (_, factor) = units.find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        let part = number.parse::<i64>().ok().and_then(|number| number.checked_mul(*factor));
        seconds = part.and_then(|part| seconds.checked_add(part)).ok_or_else(wrong)?;
        rest = tail[unit.len_utf8()..].trim_start();
    }
    if text.trim().is_empty() { Err(wrong()) } else { Ok(SignedDuration::from_secs(seconds)) }
}

/// A duration as job files write it, for example `4h 30m`.
pub fn spell_duration(duration: SignedDuration) -> String {
    let mut rest = duration.as_secs();
    let mut parts = Vec::new();
    for (unit, factor) in UNITS {
        if rest / factor > 0 {
            parts.push(format!("{}{unit}", rest / factor));
            rest %= factor;
        }
    }
    if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
}

/// A volume size in GB: `30` or `"30 GB"`.
pub(crate) fn gigabytes(value: &Value<'_>) -> Read<u32> {
    const MOST: u32 = 16_384;
    let number = match value.data {
        DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
        DeValue::String(text) => text.trim().strip_suffix("GB").and_then(|n| n.trim().parse().ok()),
        _ => None,
    };
    number.filter(|gigabytes| (1..=MOST).contains(gigabytes)).ok_or_else(|| {
        let expected = format!("a size from 1 GB to {MOST} GB, such as \"30 GB\" or 30");
        value.refuse_type(&expected)
    })
}

/// `s3://bucket/key`, split.
pub(crate) fn s3_uri(text: &str) -> Result<(&str, &str), Complaint> {
    text.strip_prefix("s3://")
        .and_then(|rest| rest.split_once('/'))
        .filter(|(bucket, key)| !bucket.is_empty() && !key.is_empty() && text.len() <= 1024)
        .ok_or_else(|| complaint(format!("`{text}` is not an S3 URI")).hint("write s3://bucket/key"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1h", 3_600)]
    #[case("4h 30m", 16_200)]
    #[case("4h30m", 16_200)]
    #[case(" 7d ", 604_800)]
    #[case("1d 1h 1m 1s", 90_061)]
    #[case("0s", 0)]
    fn durations_are_numbers_with_units(#[case] text: &str, #[case] seconds: i64) {
        assert_eq!(parse_duration(text), Ok(SignedDuration::from_secs(seconds)));
    }

    #[rstest]
    #[case::nothing("")]
    #[case::no_unit("60")]
    #[case::no_number("h")]
    #[case::fraction("1.5h")]
    #[case::negative("-1h")]
    #[case::unknown_unit("1w")]
    #[case::smallest_first("30m 1h")]
    #[case::unit_twice("1h 1h")]
    #[case::too_long("999999999999999999d")]
    #[case::wide_characters("1ｈ")]
    fn nothing_else_is_a_duration(#[case] text: &str) {
        assert!(parse_duration(text).is_err());
    }

    #[rstest]
    #[case(0, "0s")]
    #[case(90, "1m 30s")]
    #[case(86_400, "1d")]
    #[case(90_061, "1d 1h 1m 1s")]
    fn durations_are_spelt_as_job_files_write_them(#[case] seconds: i64, #[case] text: &str) {
        assert_eq!(spell_duration(SignedDuration::from_secs(seconds)), text);
    }
}
