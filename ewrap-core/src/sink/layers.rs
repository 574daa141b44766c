//! From the layers of an error to its record.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value as Json;

use super::json;
use super::record::{ErrorRecord, MAX_DEPTH, Recovery};
use crate::error::Stratum;
use crate::meta::{self, Entry, ErrorMeta, Link};

/// The whole error.
pub(super) fn record(error: Link<'_>) -> ErrorRecord {
    whole(Stratum::of(error), 1)
}

/// An error of its own: the outermost, or a member of a group. It says what it means, its causes taken together.
fn whole(top: Stratum<'_>, depth: usize) -> ErrorRecord {
    let link = top.top();
    let mut record = nested(top, depth);
    record.type_name = Some(meta::kind(link).as_str().to_owned());
    record.severity = Some(meta::severity(link).as_str().to_owned());
    record.http_status = Some(meta::http_status(link));
    record.retryable = meta::retryable(link);
    record.code = meta::code(link).map(str::to_owned);
    record.retry_after = meta::retry_after(link).map(|it| it.as_secs_f64());
    if record.recovery.is_none() {
        record.recovery = meta::layers(link).find_map(recovery);
    }
    record
}

/// One layer and what is below it. No recursion is deeper than the limit.
fn nested(layer: Stratum<'_>, depth: usize) -> ErrorRecord {
    let mut record = alone(layer);
    if depth >= MAX_DEPTH {
        record.causes = flat(layer);
        return record;
    }
    record.errors = layer.members().into_iter().map(|it| whole(it, depth + 1)).collect();
    record.cause = layer.next().map(|it| Box::new(nested(it, depth + 1)));
    record
}

/// All that is below a layer.
fn flat(layer: Stratum<'_>) -> Vec<ErrorRecord> {
    let (mut records, mut rest) = (Vec::new(), Vec::new());
    push_below(layer, &mut rest);
    while let Some(next) = rest.pop() {
        records.push(alone(next));
        push_below(next, &mut rest);
    }
    records
}

/// The next to be popped is the first that is below.
fn push_below<'a>(layer: Stratum<'a>, rest: &mut Vec<Stratum<'a>>) {
    rest.extend(layer.next());
    rest.extend(layer.members().into_iter().rev());
}

/// What a layer says itself.
fn alone(layer: Stratum<'_>) -> ErrorRecord {
    let own = layer.ask(Link::own);
    let mut metadata = BTreeMap::new();
    layer.visit(&mut |entry: Entry<'_>| add(&entry, &mut metadata));
    let mut context = BTreeMap::new();
    for own in layer.layers().filter_map(Link::own) {
        own.visit_surroundings(&mut |entry: Entry<'_>| add(&entry, &mut context));
    }
    ErrorRecord {
        message: layer.to_string(),
        type_name: layer.ask(Link::kind).map(|it| it.as_str().to_owned()),
        severity: layer.ask(Link::severity).map(|it| it.as_str().to_owned()),
        code: layer.ask(Link::code).map(str::to_owned),
        http_status: layer.ask(Link::http_status),
        retryable: layer.ask(Link::retryable),
        retry_after: layer.ask(Link::retry_after).map(|it| it.as_secs_f64()),
        timestamp: own.map(|it| humantime::format_rfc3339_millis(it.made_at()).to_string()),
        stack: own.map(|it| match it.own_backtrace() {
            Some(backtrace) => format!("{}\n{backtrace}", it.location()),
            None => it.location().to_string(),
        }),
        context,
        metadata,
        recovery: layer.ask(recovery),
        ..ErrorRecord::default()
    }
}

/// The outermost value of a key is the one that is kept.
fn add(entry: &Entry<'_>, map: &mut BTreeMap<String, Json>) {
    if !map.contains_key(entry.name()) {
        map.insert(entry.name().to_owned(), json::of_entry(entry));
    }
}

fn recovery(layer: Link<'_>) -> Option<Recovery> {
    let meta = layer.meta()?;
    let mut steps = Vec::new();
    meta.steps(&mut |step| steps.push(step.to_owned()));
    let docs = meta.docs().map(str::to_owned);
    let help = ErrorMeta::has_help(meta).then(|| Help(meta).to_string());
    if help.is_none() && steps.is_empty() && docs.is_none() {
        return None;
    }
    Some(Recovery { message: help.unwrap_or_default(), steps, docs })
}

/// The help of a layer.
struct Help<'a>(&'a dyn ErrorMeta);

impl fmt::Display for Help<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.help_fmt(f)
    }
}
