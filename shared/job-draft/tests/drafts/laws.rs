//! What holds for every request.

use job_draft::{Options, from_request};
use proptest::prelude::*;
use serde_json::Value;

use crate::arbitrary::requests;
use crate::{request, wanted};

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_request_comes_back_from_its_draft(original in requests()) {
        let draft = from_request(&original, &Options::default());
        let draft = draft.map_err(|no| TestCaseError::fail(format!("{no}\n{original:#}")))?;
        prop_assert_eq!(Value::from(request(&draft, &original)), Value::from(wanted(&original)), "{}", draft.text);
    }
}
