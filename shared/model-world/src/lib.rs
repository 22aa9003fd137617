//! The world in memory: S3, SageMaker, queues, topic, metrics and a clock, as far as [`pipeline::Effects`] asks.
//!
//! A test makes a [`World`], puts objects and training jobs into it, runs a conversation and looks at what is
//! there afterwards. The world keeps S3's rules (conditional writes, entity tags by content) and SageMaker's (a job's
//! name is taken while its record exists), fails where it is told to ([`World::fail_next`]) and lets a function
//! die after any number of effects ([`World::die_after`]).
//!
//! ```
//! use model_world::World;
//! use pipeline::{Effects, WriteWhen};
//!
//! let world = World::new();
//! let greet = || world.write("bucket", "greeting", b"hello".to_vec(), WriteWhen::Absent);
//!
//! world.die_after(0);
//! assert!(world.run(greet()).is_none(), "dead before the first effect");
//! assert!(world.object("bucket", "greeting").is_none());
//!
//! world.run(greet()).unwrap().unwrap();
//! assert_eq!(world.object("bucket", "greeting").unwrap(), b"hello");
//! ```
//!
//! Every effect hands control back once before it happens, so that [`together`] can run several conversations
//! in any order of their effects. There is no async runtime: conversations know none.

mod effects;
mod faults;
mod fixtures;
mod run;
mod store;
mod world;

pub use crate::faults::{Fault, Verb};
pub use crate::fixtures::{data, request, running, training_job};
pub use crate::run::together;
pub use crate::world::{Sent, World};
