//! Which of SageMaker's own images a URI is, and which region a URI is of.

use training_images::{Kind, Part, Query, names, uri, versions};

/// One of SageMaker's own images, as a job file asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) version: Option<String>,
    pub(crate) py_version: Option<String>,
    pub(crate) base_framework_version: Option<String>,
    pub(crate) container_version: Option<String>,
}

/// What an image is asked for by, apart from what is searched for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    pub(crate) region: &'a str,
    pub(crate) instance_type: Option<&'a str>,
    pub(crate) smdistributed: bool,
}

/// The region of an image in Amazon ECR.
pub(crate) fn region(image: &str) -> Option<&str> {
    let (host, _) = image.split_once('/')?;
    let mut labels = host.split('.');
    let account = labels.next()?;
    let is_account = account.len() == 12 && account.bytes().all(|digit| digit.is_ascii_digit());
    let is_ecr = labels.next()? == "dkr" && matches!(labels.next()?, "ecr" | "ecr-fips");
    (is_account && is_ecr).then(|| labels.next())?
}

/// The built-in algorithm or framework whose image this is.
pub(crate) fn known(image: &str, kind: Kind, around: Around<'_>) -> Option<Known> {
    let (_, tag) = image.rsplit_once(':')?;
    names(kind).into_iter().find_map(|name| {
        let query = Query {
            framework: name,
            region: around.region,
            instance_type: around.instance_type,
            smdistributed: around.smdistributed,
            ..Query::default()
        };
        versions_of(&query)
            .into_iter()
            .filter(|version| tag.contains(version.as_str()))
            .find_map(|version| search(image, name, &Query { version: Some(&version), ..query }))
    })
}

/// The versions of a query's framework on its instance type, in full before shortened.
fn versions_of(query: &Query<'_>) -> Vec<String> {
    // Graviton, Inferentia and Trainium have versions of their own, which an impossible one brings to light.
    let of_these_machines = uri(&Query { version: Some("?"), ..*query }).err().filter(|no| no.part == Part::Version);
    let mut all = of_these_machines.map(|no| no.valid).unwrap_or_default();
    all.extend(versions(query.framework).into_iter().map(str::to_owned));
    all.reverse();
    all
}

/// The query that comes to `image`, if one with what is still open in `query` does.
fn search(image: &str, name: &'static str, query: &Query<'_>) -> Option<Known> {
    match uri(query) {
        Ok(found) if found == image => Some(Known {
            name,
            version: query.version.map(str::to_owned),
            py_version: query.py_version.map(str::to_owned),
            base_framework_version: query.base_framework_version.map(str::to_owned),
            container_version: query.container_version.map(str::to_owned),
        }),
        // What the table does not say of a tag's end, the image does.
        Ok(found) if query.container_version.is_none() => {
            let rest = image.strip_prefix(&found)?.strip_prefix('-')?;
            search(image, name, &Query { container_version: Some(rest), ..*query })
        }
        Err(open) if open.part == Part::BaseFrameworkVersion && query.base_framework_version.is_none() => open
            .valid
            .iter()
            .find_map(|base| search(image, name, &Query { base_framework_version: Some(base), ..*query })),
        Err(open) if open.part == Part::PyVersion && query.py_version.is_none() => open
            .valid
            .iter()
            .rev()
            .find_map(|python| search(image, name, &Query { py_version: Some(python), ..*query })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("123456789012.dkr.ecr.eu-west-1.amazonaws.com/train:1", Some("eu-west-1"))]
    #[case("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/train:1", Some("us-gov-west-1"))]
    #[case("docker.io/library/train:1", None)]
    #[case("train:1", None)]
    fn an_image_in_ecr_says_its_region(#[case] image: &str, #[case] expected: Option<&str>) {
        assert_eq!(region(image), expected);
    }

    /// `retrain image-uri` and the SageMaker Python SDK have the same images; here is the way back.
    #[test]
    fn images_of_sagemakers_own_are_recognised() {
        let rows = include_str!("../../../tests/conformance/image_uris.jsonl");
        let rows = rows.lines().step_by(3).map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap());
        let mut seen = 0;
        for row in rows {
            let of = |column: &str| row[column].as_str();
            let (image, name) = (of("uri").unwrap(), of("framework").unwrap());
            let around =
                Around { region: of("region").unwrap(), instance_type: of("instance_type"), smdistributed: false };
            let kinds = [Kind::BuiltIn, Kind::Framework].into_iter().filter(|kind| names(*kind).contains(&name));
            for kind in kinds {
                let known = known(image, kind, around).unwrap_or_else(|| panic!("{image} ({name}) is not recognised"));
                let query = Query {
                    framework: known.name,
                    region: around.region,
                    instance_type: around.instance_type,
                    version: known.version.as_deref(),
                    py_version: known.py_version.as_deref(),
                    base_framework_version: known.base_framework_version.as_deref(),
                    container_version: known.container_version.as_deref(),
                    ..Query::default()
                };
                assert_eq!(uri(&query).as_deref(), Ok(image));
                seen += 1;
            }
        }
        assert!(seen > 700);
    }
}
