//! JSON into a layer.
//!
//! Through a visitor and not `serde_json::Value`, which would keep the last of two values for one key and say nothing.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::error::{OverrideError, OverrideMistake};
use super::layer::{Entry, Layer, Node, Place, cut};

pub(super) fn read(text: &str) -> Result<Layer, OverrideError> {
    match serde_json::from_str(text) {
        Ok(Node::Table(entries)) => Ok(Layer::of_document(entries)),
        Ok(other) => Err(OverrideMistake::new(format!("it is {other}, not an object")).into()),
        Err(error) => Err(mistake(&error).into()),
    }
}

fn mistake(error: &serde_json::Error) -> OverrideMistake {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    // It ends by naming the place, which is said at the beginning.
    let what = text.rsplit_once(" at line ").map_or(&*text, |(what, _)| what);
    OverrideMistake::new(format!("it is not JSON: {what}")).at_line(line, column)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfAnyKind)
    }
}

struct OfAnyKind;

impl<'de> Visitor<'de> for OfAnyKind {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Node, E> {
        Ok(Node::Bool(yes))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string().into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        // `{:?}`: a float that happens to be whole stays one.
        Ok(Node::Number(format!("{number:?}").into()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Other("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        while list.next_element::<Node>()?.is_some() {}
        Ok(Node::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let (mut entries, mut keys) = (Vec::new(), BTreeSet::new());
        while let Some(key) = map.next_key::<Box<str>>()? {
            if !keys.insert(key.clone()) {
                return Err(A::Error::custom(format_args!("the key {:?} is given twice", cut(&key))));
            }
            entries.push(Entry { key, node: map.next_value()?, at: Place::Unknown });
        }
        Ok(Node::Table(entries))
    }
}
