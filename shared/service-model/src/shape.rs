//! Shapes: what a value of the request is made of, in the words of the service model.

use std::fmt;

/// A named shape of the service model, and what it asks of a value.
#[derive(Debug)]
pub struct Shape {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

/// What a shape asks, by its type.
#[derive(Debug)]
pub(crate) enum Kind {
    Boolean,
    /// 32 bits.
    Integer(Limits),
    /// 64 bits.
    Long(Limits),
    Text {
        length: Limits,
        /// A regular expression that the whole text matches, in Java's dialect.
        pattern: Option<&'static str>,
    },
    /// The values that the text may have, with a space between them.
    Enumeration(&'static str),
    List {
        length: Limits,
        item: &'static Shape,
    },
    Map {
        length: Limits,
        key: &'static Shape,
        value: &'static Shape,
    },
    /// Members by name.
    Structure(&'static [Member]),
}

/// A member of a structure.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: &'static Shape,
    pub(crate) required: bool,
}

/// The least and the greatest length or value, both allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) least: Option<i64>,
    pub(crate) most: Option<i64>,
}

/// The JSON type that a shape asks for, as the service model calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the service model's")]
pub enum Type {
    Boolean,
    Integer,
    List,
    Long,
    Map,
    String,
    Structure,
}

impl Shape {
    /// Its name in the service model, for example `TrainingInstanceType`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The type of its values.
    pub fn value_type(&self) -> Type {
        match self.kind {
            Kind::Boolean => Type::Boolean,
            Kind::Integer(_) => Type::Integer,
            Kind::Long(_) => Type::Long,
            Kind::Text { .. } | Kind::Enumeration(_) => Type::String,
            Kind::List { .. } => Type::List,
            Kind::Map { .. } => Type::Map,
            Kind::Structure(_) => Type::Structure,
        }
    }

    /// The names of a structure's members, in alphabetical order; none where it is no structure.
    pub fn member_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.members().iter().map(|member| member.name)
    }

    /// The shape of a structure's member.
    pub fn member(&self, name: &str) -> Option<&'static Shape> {
        self.members().iter().find(|member| member.name == name).map(|member| member.shape)
    }

    /// The shape of a list's items.
    pub fn item(&self) -> Option<&'static Shape> {
        if let Kind::List { item, .. } = self.kind { Some(item) } else { None }
    }

    /// The values of an enumeration, in the service model's order; none where it is no enumeration.
    pub fn values(&self) -> impl Iterator<Item = &'static str> + use<> {
        let values = if let Kind::Enumeration(values) = self.kind { values } else { "" };
        values.split(' ').filter(|value| !value.is_empty())
    }

    pub(crate) fn members(&self) -> &'static [Member] {
        if let Kind::Structure(members) = self.kind { members } else { &[] }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Boolean => "true or false",
            Self::Integer | Self::Long => "a whole number",
            Self::List => "a list",
            Self::Map => "a map",
            Self::String => "a string",
            Self::Structure => "a structure",
        })
    }
}

impl Limits {
    /// Whether `number` is below the least, and what that is.
    pub(crate) fn too_small(self, number: i64) -> Option<i64> {
        self.least.filter(|least| number < *least)
    }

    /// Whether `number` is above the greatest, and what that is.
    pub(crate) fn too_large(self, number: i64) -> Option<i64> {
        self.most.filter(|most| number > *most)
    }
}

// What the table of shapes is written with.

pub(crate) const ANY: Limits = Limits { least: None, most: None };

pub(crate) const fn at_least(least: i64) -> Limits {
    Limits { least: Some(least), most: None }
}

pub(crate) const fn between(least: i64, most: i64) -> Limits {
    Limits { least: Some(least), most: Some(most) }
}

pub(crate) const fn required(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, required: true }
}

pub(crate) const fn optional(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, required: false }
}

pub(crate) const fn shape(name: &'static str, kind: Kind) -> Shape {
    Shape { name, kind }
}
