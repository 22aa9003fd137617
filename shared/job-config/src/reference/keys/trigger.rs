//! `[trigger]`.

use super::{Key, Kind, key};

pub(super) const KEYS: &[Key] = &[
    key("trigger", Kind::Section, "Which uploads start a run, and on what data").required(),
    key(
        "trigger.bucket",
        Kind::Text("a bucket's name", "[a-z0-9.-]{3,63}"),
        "The bucket of the uploads, one that the stack hears of",
    )
    .without("the stack's data bucket")
    .like(&["\"data\""]),
    key("trigger.prefix", Kind::Text("a prefix of keys", "[^/][\\s\\S]*"), "The folder that uploads go to")
        .required()
        .rules("It matches whole segments: `churn` never matches `churn2/`.")
        .like(&["\"incoming/churn/\""]),
    key(
        "trigger.when",
        Kind::Words(&["object", "marker"]),
        "Which upload starts a run: every object, or only the marker, which says that its folder is complete",
    )
    .or("\"object\"")
    .like(&["\"marker\""]),
    key("trigger.marker", Kind::Text("an object's name, without its folder", "[^/]+"), "The marker's name")
        .or("\"_READY\"")
        .rules("Only with `when = \"marker\"`.")
        .like(&["\"_COMPLETE\""]),
    key(
        "trigger.data",
        Kind::Words(&["object", "folder", "prefix"]),
        "What a run trains on: the upload itself, the folder that it lies in, or all below the prefix",
    )
    .without("`\"folder\"` with a marker, else `\"object\"`")
    .rules("A marker itself is no data: with one, `object` is refused.")
    .like(&["\"prefix\""]),
    key(
        "trigger.on_running",
        Kind::Words(&["queue", "skip"]),
        "What becomes of an upload during a run of the pipeline: the latest waits its turn, or it starts nothing",
    )
    .or("\"queue\"")
    .like(&["\"skip\""]),
];
