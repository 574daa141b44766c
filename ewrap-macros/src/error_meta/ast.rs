//! The type as the derive sees it: variants, fields, and the words on each.
//!
//! Read once, before anything is compared. Invariant: a struct is a type with one variant that has its words.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, Fields, Generics, Item, Member, Type};

use super::message::Message;
use super::settings::{Said, Settings};
use super::value::Value;
use super::words::{Key, Place};
use crate::report::{Mistake, Mistakes, Spot};

/// The type.
pub(crate) struct Input {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) settings: Settings,
    pub(crate) is_enum: bool,
    pub(crate) is_deprecated: bool,
    pub(crate) variants: Vec<Variant>,
}

/// A variant; or the struct.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) settings: Settings,
    pub(crate) message: Message,
    pub(crate) fields: Vec<Field>,
    pub(crate) discriminant: Option<Expr>,
}

/// A field.
pub(crate) struct Field {
    pub(crate) member: Member,
    /// As it is called: no `r#`, and the index of a tuple's.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) settings: Settings,
    /// Whether thiserror's `#[source]` or `#[from]` stands on it.
    pub(crate) is_marked_source: bool,
    /// thiserror's own affair.
    pub(crate) is_backtrace: bool,
    pub(crate) binding: Ident,
}

impl Input {
    /// Reads a type; a union is a mistake.
    pub(crate) fn read(item: Item, mistakes: &mut Mistakes) -> Option<Self> {
        match item {
            Item::Struct(item) => {
                let settings = Settings::read(&item.attrs, Place::Struct, mistakes);
                let variant = Variant {
                    ident: item.ident.clone(),
                    settings: settings.clone(),
                    message: Message::read(&item.attrs),
                    fields: fields(&item.fields, mistakes),
                    discriminant: None,
                };
                Some(Self {
                    ident: item.ident,
                    generics: item.generics,
                    settings,
                    is_enum: false,
                    is_deprecated: is_deprecated(&item.attrs) || any_deprecated(&item.fields),
                    variants: vec![variant],
                })
            }
            Item::Enum(item) => {
                let settings = Settings::read(&item.attrs, Place::Enum, mistakes);
                let is_deprecated = is_deprecated(&item.attrs)
                    || item.variants.iter().any(|it| is_deprecated(&it.attrs) || any_deprecated(&it.fields));
                let variants = item.variants.into_iter().map(|it| variant(it, mistakes)).collect();
                let (ident, generics) = (item.ident, item.generics);
                Some(Self { ident, generics, settings, is_enum: true, is_deprecated, variants })
            }
            Item::Union(item) => {
                let message = "a union does not know which of its fields it holds: make it an enum or a struct";
                mistakes.push(Mistake::under(item.union_token, message));
                None
            }
            other => {
                mistakes.push(Mistake::under(other, "`ErrorMeta` is derived for enums and structs"));
                None
            }
        }
    }

    /// The word that holds for a variant: its own, else the type's. What the type says does not hold for a variant that
    /// is transparent.
    pub(crate) fn word<'a>(&'a self, variant: &'a Variant, key: Key) -> Option<&'a Said> {
        variant.settings.get(key).or_else(|| self.default(variant, key))
    }

    /// What the type says about a variant.
    fn default<'a>(&'a self, variant: &Variant, key: Key) -> Option<&'a Said> {
        let holds = key == Key::CodePrefix || !self.is_transparent(variant);
        self.settings.get(key).filter(|_| holds)
    }

    pub(crate) fn is_transparent(&self, variant: &Variant) -> bool {
        variant.settings.has(Key::Transparent) || self.settings.has(Key::Transparent)
    }

    /// The path of the module that generated code names.
    pub(crate) fn private(&self) -> TokenStream {
        if let Some(Value::Path(path)) = self.settings.get(Key::Crate).map(|said| &said.value) {
            quote!(#path::__private::meta)
        } else {
            quote!(::ewrap::__private::meta)
        }
    }

    /// Whether a field is handed out.
    pub(crate) fn is_visited(&self, variant: &Variant, field: &Field) -> bool {
        let says = |key| field.settings.has(key);
        if self.is_transparent(variant) || says(Key::Skip) {
            return false;
        }
        if says(Key::Shown) || says(Key::Public) || says(Key::Location) {
            return true;
        }
        let is_source = variant.source(self).is_some_and(|source| source.member == field.member);
        !is_source && (field.is_personal() || (self.settings.has(Key::Fields) && !field.is_backtrace))
    }
}

impl Variant {
    /// The field that is the layer below.
    pub(crate) fn source(&self, input: &Input) -> Option<&Field> {
        if self.fields.len() == 1 && (input.is_transparent(self) || matches!(self.message, Message::Transparent)) {
            return self.fields.first();
        }
        let named = |field: &&Field| field.settings.has(Key::Source);
        let called = |field: &&Field| field.name == "source" && !field.settings.has(Key::Skip);
        let marked = |field: &&Field| field.is_marked_source;
        let fields = || self.fields.iter();
        fields().find(named).or_else(|| fields().find(marked)).or_else(|| fields().find(called))
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    pub(crate) fn is_personal(&self) -> bool {
        self.settings.has(Key::Pii) || self.settings.has(Key::Redact)
    }

    /// Whether it is a source because somebody says so, and not just by its name.
    pub(crate) fn is_said_to_be_source(&self) -> bool {
        self.is_marked_source || self.settings.has(Key::Source)
    }

    /// The key under which it is shown.
    pub(crate) fn key(&self) -> String {
        match self.settings.get(Key::Name).map(|said| &said.value) {
            Some(Value::Text(name)) => name.value(),
            _ if self.settings.has(Key::Location) => "location".to_owned(),
            _ => self.name.clone(),
        }
    }
}

fn variant(variant: syn::Variant, mistakes: &mut Mistakes) -> Variant {
    Variant {
        settings: Settings::read(&variant.attrs, Place::Variant, mistakes),
        message: Message::read(&variant.attrs),
        fields: fields(&variant.fields, mistakes),
        discriminant: variant.discriminant.map(|(_, value)| value),
        ident: variant.ident,
    }
}

fn fields(fields: &Fields, mistakes: &mut Mistakes) -> Vec<Field> {
    let read = |(at, field): (usize, &syn::Field)| {
        let has = |name: &str| field.attrs.iter().any(|attribute| attribute.path().is_ident(name));
        let name = field.ident.as_ref().map_or_else(|| at.to_string(), unraw);
        Field {
            member: field.ident.clone().map_or_else(|| Member::from(at), Member::Named),
            name,
            ty: field.ty.clone(),
            settings: Settings::read(&field.attrs, Place::Field, mistakes),
            is_marked_source: has("source") || has("from"),
            is_backtrace: has("backtrace"),
            binding: Ident::new(&format!("__ewrap_{at}"), Spot::of(&field.ty).mixed().first),
        }
    };
    fields.iter().enumerate().map(read).collect()
}

pub(crate) fn unraw(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").unwrap_or(&name).to_owned()
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"))
}

fn any_deprecated(fields: &Fields) -> bool {
    fields.iter().any(|field| is_deprecated(&field.attrs))
}
