//! What a derived error says: every word in each of its forms, fields, links, and types of every shape.

#![expect(clippy::unwrap_used, reason = "a panic here is the report")]
#![allow(clippy::struct_field_names, reason = "fields are named for the word they try")]
#![allow(
    clippy::trivially_copy_pass_by_ref,
    clippy::ptr_arg,
    reason = "a `with` function takes the field by reference"
)]
#![allow(clippy::items_after_statements, reason = "a type stands where it is asked")]

mod catalogue;
mod fields;
mod layers;
mod seek;
mod shapes;
mod support;
mod texts;
mod words;
