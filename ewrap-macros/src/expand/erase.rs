//! A type with every `impl Trait` replaced, at any depth.
//!
//! An `impl Trait` cannot be named in an expression; `_` stands for it there, since the compiler infers the rest.
//! Invariant: a type without `impl` comes back token for token.

use syn::punctuated::Punctuated;
use syn::{AngleBracketedGenericArguments, GenericArgument, Path, PathArguments, ReturnType, Type, TypeParamBound};

/// `_`
pub(super) fn infer() -> Type {
    Type::Infer(syn::TypeInfer {
        attrs: Vec::new(),
        underscore_token: syn::token::Underscore(proc_macro2::Span::mixed_site()),
    })
}

/// `()`
pub(super) fn unit() -> Type {
    let paren_token = syn::token::Paren(proc_macro2::Span::mixed_site());
    Type::Tuple(syn::TypeTuple { attrs: Vec::new(), paren_token, elems: Punctuated::new() })
}

/// `ty`, with `stand_in` for every `impl Trait`.
pub(super) fn erase(ty: &Type, stand_in: &Type) -> Type {
    let mut ty = ty.clone();
    erase_in(&mut ty, stand_in);
    ty
}

/// A type with the same error, and nothing in it to infer: where the `T` of a `Result<T, E>` holds an `impl Trait`, that
/// is `()`. `None` if an `impl Trait` may be the error, or a part of it.
pub(super) fn with_same_error(ty: &Type) -> Option<Type> {
    let mut ty = ty.clone();
    match success(&mut ty) {
        Some(it) if hides(it) => *it = unit(),
        _ => {}
    }
    if hides(&ty) { None } else { Some(ty) }
}

/// The first of several arguments of the outermost type.
fn success(ty: &mut Type) -> Option<&mut Type> {
    let path = match ty {
        Type::Path(path) => path,
        // From a `$ty:ty` of a macro.
        Type::Group(group) => return success(&mut group.elem),
        _ => return None,
    };
    match &mut path.path.segments.last_mut()?.arguments {
        PathArguments::AngleBracketed(it) if it.args.len() > 1 => match it.args.first_mut()? {
            GenericArgument::Type(it) => Some(it),
            _ => None,
        },
        _ => None,
    }
}

fn hides(ty: &Type) -> bool {
    erase_in(&mut ty.clone(), &unit())
}

/// Whether there was one.
fn erase_in(ty: &mut Type, stand_in: &Type) -> bool {
    match ty {
        Type::ImplTrait(_) => {
            *ty = stand_in.clone();
            true
        }
        Type::Array(array) => erase_in(&mut array.elem, stand_in),
        Type::FnPtr(function) => erase_output(&mut function.output, stand_in),
        Type::Group(group) => erase_in(&mut group.elem, stand_in),
        Type::Paren(paren) => erase_in(&mut paren.elem, stand_in),
        Type::Ptr(pointer) => erase_in(&mut pointer.elem, stand_in),
        Type::Reference(reference) => erase_in(&mut reference.elem, stand_in),
        Type::Slice(slice) => erase_in(&mut slice.elem, stand_in),
        Type::TraitObject(object) => any(&mut object.bounds, |bound| erase_bound(bound, stand_in)),
        Type::Tuple(tuple) => any(&mut tuple.elems, |elem| erase_in(elem, stand_in)),
        Type::Path(path) => {
            let in_self = path.qself.as_mut().is_some_and(|qself| erase_in(&mut qself.ty, stand_in));
            erase_path(&mut path.path, stand_in) || in_self
        }
        _ => false,
    }
}

/// Does it to all of them; whether there was one in any.
fn any<'a, T: 'a>(all: impl IntoIterator<Item = &'a mut T>, erase: impl Fn(&'a mut T) -> bool) -> bool {
    let mut found = false;
    for one in all {
        found |= erase(one);
    }
    found
}

fn erase_path(path: &mut Path, stand_in: &Type) -> bool {
    any(&mut path.segments, |segment| match &mut segment.arguments {
        PathArguments::AngleBracketed(arguments) => erase_arguments(arguments, stand_in),
        PathArguments::Parenthesized(arguments) => erase_output(&mut arguments.output, stand_in),
        PathArguments::None => false,
    })
}

fn erase_arguments(arguments: &mut AngleBracketedGenericArguments, stand_in: &Type) -> bool {
    any(&mut arguments.args, |argument| match argument {
        GenericArgument::Type(ty) => erase_in(ty, stand_in),
        GenericArgument::AssocType(assoc) => erase_in(&mut assoc.ty, stand_in),
        _ => false,
    })
}

fn erase_output(output: &mut ReturnType, stand_in: &Type) -> bool {
    match output {
        ReturnType::Type(_, ty) => erase_in(ty, stand_in),
        ReturnType::Default => false,
    }
}

fn erase_bound(bound: &mut TypeParamBound, stand_in: &Type) -> bool {
    match bound {
        TypeParamBound::Trait(bound) => erase_path(&mut bound.path, stand_in),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{erase, infer, with_same_error};
    use quote::{ToTokens, quote};

    #[test]
    fn impl_trait_is_erased_at_any_depth() {
        let ty = syn::parse_quote!(Result<(Box<impl A>, [impl B; 2], &'a impl C), E<dyn D<Out = impl F>, X>>);
        let text = |tokens: proc_macro2::TokenStream| tokens.to_string().replace(' ', "");
        let erased = text(erase(&ty, &infer()).to_token_stream());
        assert_eq!(erased, text(quote!(Result<(Box<_>, [_; 2], &'a _), E<dyn D<Out = _>, X>>)));
    }

    #[test]
    fn only_the_success_may_be_hidden() {
        let same = |ty| Some(with_same_error(&syn::parse2(ty).unwrap())?.to_token_stream().to_string());
        for plain in [quote!(Result<u8, E>), quote!(io::Result<u8>), quote!(Alias)] {
            assert_eq!(same(plain.clone()), Some(plain.to_string()));
        }
        assert_eq!(same(quote!(Result<Box<impl A>, E>)), Some(quote!(Result<(), E>).to_string()));
        for hidden in [quote!(Result<u8, impl E>), quote!(Result<u8, X<impl E>>), quote!(Alias<impl E>)] {
            assert_eq!(same(hidden), None);
        }
    }
}
