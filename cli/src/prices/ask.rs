//! The AWS Price List API.

use anyhow::{Context as _, anyhow};
use aws_config::{Region, SdkConfig};
use aws_sdk_pricing::Client;
use aws_sdk_pricing::types::{Filter, FilterType};
use jiff::Timestamp;
use prices::{Products, SERVICE_CODE, filters, pricing_endpoint};

use crate::aws::told;
use crate::failure::Hint as _;

/// The most products that GetProducts puts on a page.
const PAGE: i32 = 100;

/// Asks what training instances cost in a region, to the last page (GetProducts).
pub(crate) async fn ask(config: &SdkConfig, region: &str, now: Timestamp) -> anyhow::Result<Products> {
    let endpoint = pricing_endpoint(region)
        .ok_or_else(|| anyhow!("the AWS Price List API has no endpoint in the partition of {region}"))
        .hint("put a table of your own in place: retrain prices import FILE")?;
    let client = Client::new(&config.clone().into_builder().region(Region::from_static(endpoint)).build());
    let documents = products(&client, region)
        .await
        .with_context(|| format!("cannot ask the AWS Price List API in {endpoint} for the prices of {region}"))
        .hint(permission(region))?;
    Products::read(region, now, documents.iter().map(String::as_str)).map_err(|error| {
        let hint = error.hint();
        anyhow::Error::new(error).hint(hint)
    })
}

/// What asking takes.
fn permission(region: &str) -> &'static str {
    if region.starts_with("us-gov-") {
        "GovCloud has no Price List API: use credentials of a commercial account and --out, then import the file"
    } else {
        "the permission is pricing:GetProducts, on all resources"
    }
}

/// Every product that the filters let through, each as its document.
async fn products(client: &Client, region: &str) -> anyhow::Result<Vec<String>> {
    let mut call = client.get_products().service_code(SERVICE_CODE).format_version("aws_v1");
    for (attribute, value) in filters(region) {
        call = call.filters(Filter::builder().r#type(FilterType::TermMatch).field(attribute).value(value).build()?);
    }
    let mut pages = call.into_paginator().page_size(PAGE).send();
    let mut documents = Vec::new();
    while let Some(page) = pages.next().await {
        documents.extend(page.map_err(told)?.price_list.unwrap_or_default());
    }
    Ok(documents)
}
