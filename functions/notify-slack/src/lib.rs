//! See template.yaml.
