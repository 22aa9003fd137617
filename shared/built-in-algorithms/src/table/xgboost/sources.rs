//! What the channels hold.

use crate::channels::{Channel, InputMode};
use crate::finding::{Finding, Place};
use crate::given::Given;

/// The content types that the container knows.
pub(super) const TABLES: &[&str] = &[
    "text/csv",
    "text/libsvm",
    "text/x-libsvm",
    "application/x-parquet",
    "application/x-recordio-protobuf",
    "csv",
    "libsvm",
    "parquet",
    "recordio-protobuf",
];

pub(super) fn check(given: &Given<'_>, channels: &[Channel<'_>], findings: &mut Vec<Finding>) {
    let tables = || channels.iter().filter(|channel| matches!(channel.name, "train" | "validation"));
    for channel in tables() {
        findings.extend(problem(given, channel));
    }
    let format = |name| tables().find(|channel| channel.name == name).and_then(format_of);
    if let (Some(train), Some(validation)) = (format("train"), format("validation"))
        && train != validation
    {
        let place = Place::ContentType("validation".to_owned());
        let message = format!("XGBoost reads `validation` as it reads `train`, which is {train}");
        findings.push(Finding::new(place, message).hint("give both channels the same content type"));
    }
}

fn problem(given: &Given<'_>, channel: &Channel<'_>) -> Option<Finding> {
    let content_type = || Place::ContentType(channel.name.to_owned());
    let input_mode = || Place::InputMode(channel.name.to_owned());
    if channel.content_type.is_none() {
        let message = "without `content_type` XGBoost takes the data for libsvm";
        let hint = "write content_type = \"text/csv\", or \"text/libsvm\" if that is what it is";
        return Some(Finding::new(content_type(), message).hint(hint));
    }
    if channel.parameter("label_size").is_some_and(|labels| labels != "1") {
        let message = "XGBoost takes the first column of CSV for the label: label_size is 1";
        return Some(Finding::new(content_type(), message).hint("write content_type = \"text/csv\""));
    }
    let piped = channel.input_mode == InputMode::Pipe;
    let format = format_of(channel)?;
    if piped && format == "libsvm" {
        let message = "XGBoost does not read libsvm from a pipe";
        return Some(Finding::new(input_mode(), message).hint("write input_mode = \"File\" or \"FastFile\""));
    }
    if given.has("use_dask_gpu_training") && piped {
        let message = "XGBoost does not read from a pipe when it trains with Dask";
        return Some(Finding::new(input_mode(), message).hint("write input_mode = \"File\""));
    }
    if given.has("use_dask_gpu_training") && !matches!(format, "csv" | "parquet") {
        let message = format!("XGBoost does not read {format} when it trains with Dask");
        return Some(Finding::new(content_type(), message).hint("take CSV or Parquet"));
    }
    None
}

fn format_of(channel: &Channel<'_>) -> Option<&'static str> {
    match channel.media_type()?.as_str() {
        "text/csv" | "csv" => Some("csv"),
        "text/libsvm" | "text/x-libsvm" | "libsvm" => Some("libsvm"),
        "application/x-parquet" | "parquet" => Some("parquet"),
        "application/x-recordio-protobuf" | "recordio-protobuf" => Some("recordio-protobuf"),
        _ => None,
    }
}
