//! The price table in the config bucket.

use anyhow::anyhow;
use pipeline::{EffectError, Effects, Keys, WriteWhen, Written};
use prices::{InvalidTable, PriceTable};

use crate::failure::Hint as _;

/// What lies where a region's price table belongs.
#[derive(Debug)]
pub(crate) struct InPlace {
    /// Its key in the config bucket.
    pub(crate) key: String,
    /// The table, or what is wrong with it, where something lies there.
    pub(crate) table: Option<Result<PriceTable, InvalidTable>>,
    /// What must still hold when it is replaced.
    when: WriteWhen,
}

impl InPlace {
    /// Looks there.
    pub(crate) async fn read(effects: &impl Effects, bucket: &str, region: &str) -> Result<Self, EffectError> {
        let key = Keys::price_table(region);
        let stored = effects.read(bucket, &key).await?;
        let (table, when) = match stored {
            None => (None, WriteWhen::Absent),
            Some(stored) => {
                let table = PriceTable::parse(&key, &String::from_utf8_lossy(&stored.body));
                (Some(table), WriteWhen::Unchanged(stored.etag))
            }
        };
        Ok(Self { key, table, when })
    }

    /// The table, where one lies there that can be read.
    pub(crate) fn readable(&self) -> Option<&PriceTable> {
        self.table.as_ref()?.as_ref().ok()
    }

    /// Why asking AWS again must not replace what lies there: it does not come from AWS, and nothing could bring it
    /// back.
    pub(crate) fn objection(&self) -> Option<String> {
        match &self.table {
            None => None,
            Some(Ok(table)) if table.is_from_aws() => None,
            Some(Ok(table)) => Some(format!("the table in place is not from AWS: its source is `{}`", table.source())),
            Some(Err(invalid)) => Some(format!("the table in place cannot be read\n{invalid}")),
        }
    }
}

/// Puts a table in the place of what was seen there.
pub(crate) async fn put(
    effects: &impl Effects,
    bucket: &str,
    place: InPlace,
    table: &PriceTable,
) -> anyhow::Result<()> {
    let InPlace { key, when, .. } = place;
    let json = table.to_json();
    let done = effects.write(bucket, &key, json.clone().into_bytes(), when).await?;
    // Our own first try may have arrived although its answer did not.
    if done == Written::Lost && effects.read(bucket, &key).await?.is_none_or(|now| now.body != json.as_bytes()) {
        return Err(anyhow!("somebody changed s3://{bucket}/{key} meanwhile"))
            .hint("look at their change with `retrain prices show`, then try again");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use model_world::World;

    use super::*;

    const KEY: &str = "prices/eu-central-1.json";

    fn table(source: &str) -> PriceTable {
        let json = r#"{"version": 1, "region": "eu-central-1", "as_of": "2026-11-24", "source": "SOURCE",
                       "currency": "USD", "training_per_hour": {"ml.m5.xlarge": "0.276"}}"#;
        PriceTable::parse("test", &json.replace("SOURCE", source)).unwrap()
    }

    fn look(world: &World) -> InPlace {
        world.run(InPlace::read(world, "config", "eu-central-1")).unwrap().unwrap()
    }

    #[test]
    fn a_table_is_put_in_place_and_found_there() {
        let world = World::new();
        let place = look(&world);
        assert!(place.table.is_none() && place.objection().is_none());
        world.run(put(&world, "config", place, &table(prices::SOURCE_AWS))).unwrap().unwrap();
        assert_eq!(look(&world).readable(), Some(&table(prices::SOURCE_AWS)));
        assert_eq!(look(&world).objection(), None);
    }

    #[test]
    fn what_somebody_else_put_there_meanwhile_is_not_overwritten() {
        let world = World::new();
        let place = look(&world);
        world.put("config", KEY, table("our contract").to_json());
        let error = world.run(put(&world, "config", place, &table("test"))).unwrap().unwrap_err();
        assert_eq!(error.to_string(), "somebody changed s3://config/prices/eu-central-1.json meanwhile");
        assert_eq!(world.object("config", KEY).unwrap(), table("our contract").to_json().into_bytes());
    }

    #[test]
    fn the_same_table_put_there_meanwhile_is_taken_for_our_own() {
        let world = World::new();
        let place = look(&world);
        world.put("config", KEY, table("test").to_json());
        world.run(put(&world, "config", place, &table("test"))).unwrap().unwrap();
    }

    #[test]
    fn a_table_that_aws_cannot_bring_back_is_not_replaced_by_asking_it() {
        let world = World::new();
        world.put("config", KEY, table("our contract").to_json());
        assert!(look(&world).objection().unwrap().contains("its source is `our contract`"));
        world.put("config", KEY, "{}");
        assert!(look(&world).objection().unwrap().starts_with("the table in place cannot be read"));
        assert!(look(&world).readable().is_none());
    }
}
