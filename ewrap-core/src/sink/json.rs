//! Values of fields as JSON: numbers stay numbers where JSON can hold them.

use serde_json::Value as Json;

use crate::meta::{Entry, Value};

/// A field: what is personal is masked.
pub(super) fn of_entry(entry: &Entry<'_>) -> Json {
    entry.clone().value().map_or_else(|| Json::String(entry.to_string()), |value| of_value(&value))
}

fn of_value(value: &Value<'_>) -> Json {
    match value {
        Value::Bool(it) => (*it).into(),
        Value::I64(it) => (*it).into(),
        Value::U64(it) => (*it).into(),
        Value::I128(it) => i64::try_from(*it).map_or_else(|_| it.to_string().into(), Json::from),
        Value::U128(it) => u64::try_from(*it).map_or_else(|_| it.to_string().into(), Json::from),
        // JSON has no infinity.
        Value::F64(it) if !it.is_finite() => it.to_string().into(),
        Value::F64(it) => (*it).into(),
        other => other.to_string().into(),
    }
}
