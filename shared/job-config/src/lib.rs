//! The job file: format, checks and the training-job request it means. Calls no AWS.
