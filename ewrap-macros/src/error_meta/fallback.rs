//! What is emitted beside mistakes: an empty implementation, so that one mistake is one message.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Ident, Item};

/// The implementations of a type whose derive failed.
pub(crate) fn fallback(item: &Item, private: &TokenStream) -> Option<TokenStream> {
    let (ident, generics): (&Ident, &Generics) = match item {
        Item::Struct(item) => (&item.ident, &item.generics),
        Item::Enum(item) => (&item.ident, &item.generics),
        Item::Union(item) => (&item.ident, &item.generics),
        _ => return None,
    };
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    Some(quote! {
        const _: () = {
            use #private as __ewrap;
            #[automatically_derived]
            impl #impl_generics __ewrap::ErrorCatalog for #ident #type_generics #where_clause {
                const VARIANTS: &'static [__ewrap::Facts] = &[];
            }
            #[automatically_derived]
            impl #impl_generics __ewrap::ErrorMeta for #ident #type_generics #where_clause {
                fn facts(&self) -> &'static __ewrap::Facts {
                    __ewrap::nothing()
                }
            }
        };
    })
}
