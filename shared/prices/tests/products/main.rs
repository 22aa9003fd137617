//! Products of the AWS Price List API become a price table. What the documents are: see `README.md` beside this.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use prices::{Products, ProductsError, filters, summary};
use rstest::rstest;
use serde_json::{Value, json};

fn read(region: &str, documents: &[Value]) -> Result<Products, ProductsError> {
    let texts: Vec<String> = documents.iter().map(Value::to_string).collect();
    let as_of: Timestamp = "2026-11-24T10:15:00Z".parse().unwrap();
    Products::read(region, as_of, texts.iter().map(String::as_str))
}

/// A document by its file's name.
fn document(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/products/documents").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// All documents, in the order of their files' names.
fn documents() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/products/documents");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), document(&name))).collect()
}

/// The document of ml.m5.xlarge with something changed: a JSON pointer and what stands there, or nothing.
fn changed(pointer: &str, value: Option<Value>) -> Value {
    let mut document = document("m5-xlarge");
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => parent.insert(key.to_owned(), value),
        None => parent.remove(key),
    };
    document
}

fn attribute(name: &str) -> String {
    format!("/product/attributes/{name}")
}

/// The path to the one price dimension of ml.m5.xlarge.
fn dimension() -> String {
    let document = document("m5-xlarge");
    let (term, terms) = document["terms"]["OnDemand"].as_object().unwrap().iter().next().unwrap();
    let dimension = terms["priceDimensions"].as_object().unwrap().keys().next().unwrap();
    format!("/terms/OnDemand/{term}/priceDimensions/{dimension}")
}

fn why(document: Value) -> String {
    let other = self::document("m5-large");
    let products = read("us-east-1", &[other, document]).unwrap();
    let [skipped] = &products.skipped[..] else { panic!("{products:?}") };
    skipped.why.to_string()
}

#[test]
fn a_regions_products_become_its_price_table() {
    let all: Vec<Value> = documents().into_iter().map(|(_, document)| document).collect();
    let products = read("us-east-1", &all).unwrap();
    insta::assert_snapshot!(products.table.to_json(), @r#"
    {
      "version": 1,
      "region": "us-east-1",
      "as_of": "2026-11-24T10:15:00Z",
      "source": "AWS Price List API",
      "currency": "USD",
      "training_per_hour": {
        "ml.c6i.8xlarge": "1.632",
        "ml.g4dn.xlarge": "0.736",
        "ml.g5.2xlarge": "1.515",
        "ml.g6.xlarge": "1.127",
        "ml.m5.4xlarge": "0.922",
        "ml.m5.large": "0.115",
        "ml.m5.xlarge": "0.23",
        "ml.p4d.24xlarge": "25.251",
        "ml.r5.4xlarge": "1.21",
        "ml.r7i.4xlarge": "1.2701"
      }
    }
    "#);
    insta::assert_snapshot!(summary(&products.skipped).join("\n"), @r"
    product WJMRARZ985EFF6F8: component is `Cluster`
    product 77T6K7UBUTMHJQGB: component is `Hosting`
    product YN2467UQQR9GG8GW: component is `SpotTraining`
    product SCZ9DS772H63FSHE: regionCode is `ap-south-1`
    product 3B2GST4GEGRTSHVP: usagetype is `USE1-TrainingPlanUpfrontFee`
    product F7XCG8BKSDUQB87U: its price is nothing
    ");
    assert_eq!(products.table.prices().len() + products.skipped.len(), all.len());
}

#[test]
fn each_document_gives_a_price_or_is_named_as_one_that_is_skipped() {
    for (name, document) in documents() {
        let read = read("us-east-1", std::slice::from_ref(&document));
        assert_eq!(read.is_err(), name.starts_with("skipped-"), "{name}: {read:?}");
    }
}

#[test]
fn products_are_asked_for_by_region_and_component() {
    assert_eq!(
        filters("eu-central-1"),
        [("regionCode", "eu-central-1".to_owned()), ("component", "Training".to_owned())]
    );
}

#[rstest]
#[case::another_family("/product/productFamily", Some(json!("Storage")), "productFamily is `Storage`")]
#[case::another_component(&attribute("component"), Some(json!("Notebook")), "component is `Notebook`")]
#[case::outposts(&attribute("locationType"), Some(json!("AWS Outposts")), "locationType is `AWS Outposts`")]
#[case::local_zone(&attribute("locationType"), Some(json!("AWS Local Zone")), "locationType is `AWS Local Zone`")]
#[case::another_region(&attribute("regionCode"), Some(json!("eu-west-1")), "regionCode is `eu-west-1`")]
#[case::reserved(&attribute("usagetype"), Some(json!("USE1-Train-Reserved:ml.m5.xlarge")),
    "usagetype is `USE1-Train-Reserved`")]
#[case::two_types(&attribute("instanceName"), Some(json!("ml.m5.2xlarge")),
    "it names several instance types: ml.m5.2xlarge, ml.m5.xlarge")]
#[case::reserved_only("/terms", Some(json!({"Reserved": {}})), "it is not offered on demand")]
#[case::no_terms("/terms", None, "it is not offered on demand")]
#[case::by_the_month(&(dimension() + "/unit"), Some(json!("GB-Mo")), "it is not priced by the hour, but by: GB-Mo")]
#[case::no_decimal(&(dimension() + "/pricePerUnit"), Some(json!({"USD": "1e-3"})), "`1e-3 USD` is no price")]
#[case::negative(&(dimension() + "/pricePerUnit"), Some(json!({"USD": "-0.23"})), "`-0.23 USD` is no price")]
#[case::no_currency(&(dimension() + "/pricePerUnit"), Some(json!({"$": "0.23"})), "`0.23 $` is no price")]
#[case::two_currencies(&(dimension() + "/pricePerUnit"), Some(json!({"CNY": "1.6", "USD": "0.23"})),
    "it has several prices an hour: 1.6 CNY and 0.23 USD")]
#[case::no_product("/product", Some(json!([])), "not of the form of a product")]
fn a_product_that_is_not_training_on_demand_is_skipped_with_its_reason(
    #[case] pointer: &str,
    #[case] value: Option<Value>,
    #[case] reason: &str,
) {
    let why = why(changed(pointer, value));
    assert!(why.starts_with(reason), "{why}");
}

#[test]
fn a_product_that_says_nothing_of_training_is_not_taken_for_it() {
    let mut document = changed(&attribute("component"), None);
    document["product"]["attributes"].as_object_mut().unwrap().remove("usagetype");
    assert_eq!(why(document), "nothing says that it is training");
}

#[test]
fn a_product_without_any_instance_type_is_skipped() {
    let mut document = changed(&attribute("instanceName"), Some(json!("NA")));
    document["product"]["attributes"]["instanceType"] = json!("NA");
    document["product"]["attributes"]["usagetype"] = json!("USE1-Train");
    assert_eq!(why(document), "it names no instance type");
}

#[test]
fn a_text_that_is_no_json_is_skipped_by_its_number() {
    let other = document("m5-large").to_string();
    let products = Products::read("us-east-1", Timestamp::UNIX_EPOCH, [other.as_str(), "<html>"]).unwrap();
    let [skipped] = &products.skipped[..] else { panic!("{products:?}") };
    assert_eq!(skipped.product, "number 2");
}

#[test]
fn the_same_price_twice_is_one_price() {
    let products = read("us-east-1", &[document("m5-xlarge"), document("m5-xlarge")]).unwrap();
    assert_eq!(products.table.prices().len(), 1);
}

#[test]
fn two_prices_of_one_type_are_refused_by_name() {
    let dearer = changed(&(dimension() + "/pricePerUnit/USD"), Some(json!("0.2420000000")));
    let error = read("us-east-1", &[document("m5-xlarge"), dearer]).unwrap_err();
    let told = error.to_string();
    assert!(told.starts_with("AWS lists two prices for ml.m5.xlarge: 0.23 USD (product "), "{told}");
    assert!(told.contains("and 0.242 USD"), "{told}");
    assert!(error.hint().contains("retrain prices import"));
}

#[test]
fn tiers_of_one_product_are_several_prices() {
    let mut document = document("m5-xlarge");
    let mut second = document.pointer(&dimension()).unwrap().clone();
    second["pricePerUnit"]["USD"] = json!("0.2000000000");
    let (dimensions, _) = dimension().rsplit_once('/').map(|(path, key)| (path.to_owned(), key.to_owned())).unwrap();
    document.pointer_mut(&dimensions).unwrap().as_object_mut().unwrap().insert("second".to_owned(), second);
    assert_eq!(why(document), "it has several prices an hour: 0.2000000000 USD and 0.2300000000 USD");
}

#[test]
fn china_is_priced_in_yuan() {
    let mut document = changed(&(dimension() + "/pricePerUnit"), Some(json!({"CNY": "2.0320000000"})));
    document["product"]["attributes"]["regionCode"] = json!("cn-northwest-1");
    document["product"]["attributes"]["usagetype"] = json!("CNW1-Train:ml.m5.xlarge");
    let table = read("cn-northwest-1", &[document]).unwrap().table;
    assert_eq!(table.per_hour("ml.m5.xlarge").unwrap().to_string(), "2.032 CNY");
}

#[test]
fn prices_of_two_currencies_make_no_table() {
    let yuan = changed(&(dimension() + "/pricePerUnit"), Some(json!({"CNY": "2.0320000000"})));
    let error = read("us-east-1", &[document("m5-large"), yuan]).unwrap_err();
    insta::assert_snapshot!(
        error,
        @"AWS lists prices of two currencies: 0.115 USD for ml.m5.large and 2.032 CNY for ml.m5.xlarge"
    );
}

#[test]
fn without_any_price_the_answer_is_refused_and_says_what_came_instead() {
    assert!(matches!(read("us-east-1", &[]), Err(ProductsError::NoPrices { .. })));
    let skipped = ["skipped-p4d-hosting", "skipped-m5-xlarge-free-tier"].map(document);
    let error = read("us-east-1", &skipped).unwrap_err();
    insta::assert_snapshot!(error, @r"
    AWS lists no price of a training instance in us-east-1
      product 77T6K7UBUTMHJQGB: component is `Hosting`
      product F7XCG8BKSDUQB87U: its price is nothing
    ");
}
