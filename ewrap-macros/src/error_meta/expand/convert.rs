//! `From<Derived> for ewrap::Error`, so that `?` converts and the metadata survives.
//!
//! The conversion needs an owned `std::error::Error` that is `Send` and `Sync`, of which a derive cannot ask. So it is
//! bounded by all of that, under a lifetime that is nobody's: a bound that does not hold then is no error, and the
//! conversion is just not there.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse_quote;

use crate::error_meta::ast::Input;
use crate::error_meta::words::Key;

pub(super) fn from(input: &Input) -> Option<TokenStream> {
    let is_owned = input.generics.lifetimes().next().is_none();
    (is_owned && !input.settings.has(Key::NoFrom)).then(|| conversion(input))
}

fn conversion(input: &Input) -> TokenStream {
    let ident = &input.ident;
    let mut generics = input.generics.clone();
    let (_, type_generics, _) = input.generics.split_for_impl();
    let predicate = parse_quote!(for<'__ewrap> #ident #type_generics: __ewrap::Convertible<'__ewrap>);
    generics.make_where_clause().predicates.push(predicate);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __ewrap::From<#ident #type_generics> for __ewrap::Error #where_clause {
            #[track_caller]
            fn from(__ewrap_it: #ident #type_generics) -> Self {
                __ewrap::Error::from_meta(__ewrap_it)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::conversion;
    use crate::error_meta::ast::Input;
    use crate::report::Mistakes;
    use quote::quote;

    #[test]
    fn a_conversion_asks_of_generic_types_what_it_needs() {
        let item = syn::parse2(quote!(
            struct E<T: Copy>(T);
        ));
        let input = Input::read(item.unwrap(), &mut Mistakes::default()).unwrap();
        let text = conversion(&input).to_string();
        assert!(
            text.contains(
                "impl < T : Copy > __ewrap :: From < E < T > > for __ewrap :: Error where for < '__ewrap > E < T > :"
            ),
            "{text}"
        );
    }
}
