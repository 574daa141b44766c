//! Mistakes that show only beside the function, through the whole pipeline.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What an expansion costs: every token, and two for each pair of delimiters.
pub(crate) fn count(tokens: TokenStream) -> usize {
    let cost = |tree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => count(group.stream()),
        TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(cost).sum()
}

/// The messages of all `compile_error!`s in `tokens`.
fn messages(tokens: TokenStream) -> Vec<String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        let is_error = at >= 2 && trees[at - 2].to_string() == "compile_error";
        match syn::parse2::<syn::LitStr>(group.stream()) {
            Ok(message) if is_error => found.push(message.value()),
            _ => found.extend(messages(group.stream())),
        }
    }
    found
}

fn mistakes(attribute: &str, item: &str) -> Vec<String> {
    messages(crate::guard(attribute.parse().unwrap(), item.parse().unwrap()))
}

/// Asserts that there is one mistake, and that its sentence contains `say`.
#[track_caller]
fn refuses(more: &str, item: &str, say: &str) {
    let found = mistakes(&format!("name = \"db\"{more}"), item);
    assert_eq!(found.len(), 1, "{item}: {found:#?}");
    assert!(found[0].contains(say), "{item}\n  says    {}\n  not     {say}", found[0]);
}

#[track_caller]
fn accepts(more: &str, item: &str) {
    let found = mistakes(&format!("name = \"db\"{more}"), item);
    assert!(found.is_empty(), "{item}: {found:#?}");
}

#[test]
fn only_functions_with_a_body_are_guarded() {
    refuses("", "impl X { fn f() {} }", "put it on each function of the `impl`");
    refuses("", "unsafe impl X for Y {}", "put it on each function of the `impl`");
    refuses("", "pub(crate) trait X {}", "put it on each function of the `trait`");
    refuses("", "mod x {}", "put it on the functions of the module");
    refuses("", "/** Doc. */ pub struct X;", "belongs on a function, not on `struct`");
    refuses("", "enum X {}", "not on `enum`");
    refuses("", "use a::b;", "not on `use`");
    refuses("", "static X: u8 = 0;", "not on `static`");
    refuses("", "const X: u8 = 0;", "not on `const`");
    refuses("", "type X = u8;", "not on `type`");
    refuses("", "macro_rules! x { () => {} }", "not on `macro_rules`");
    refuses("", "extern \"C\" { fn f(); }", "functions of other languages have no body");
    refuses("", "let x = || Ok(5);", "for a closure or a block use `breaker.call(|| ..)`");
    refuses("", "|| Ok(5)", "for a closure or a block use `breaker.call(|| ..)`");
    refuses("", "", "belongs on a function");
    refuses(
        "",
        "fn f() -> Result<u8, E>;",
        "`f` has no body to guard: put the attribute on the functions that implement it, or that call it",
    );
}

#[test]
fn functions_that_cannot_be_guarded_are_refused_at_the_word() {
    refuses("", "const fn f() -> Result<u8, E> { Ok(1) }", "remove `const`");
    refuses("", "unsafe extern \"C\" fn f(x: u8, ...) -> Result<u8, E> { Ok(1) }", "C-variadic");
    refuses("", "fn f() {}", "`f` returns nothing, so the breaker cannot see a failure: return a `Result`");
    refuses("", "async fn f() -> () {}", "`()` cannot tell a failure");
    refuses("", "fn f() -> ! { loop {} }", "never returns");
    refuses("", "fn f() -> (u8, u8) { (1, 2) }", "a tuple cannot tell a failure");
    refuses("", "fn f(x: &u8) -> &u8 { x }", "a reference cannot tell a failure");
    refuses("", "fn f() -> impl Iterator<Item = u8> { x }", "only `impl Future<Output = Result<T, E>>` can be guarded");
}

#[test]
fn the_call_site_knows_constants_only() {
    let method = "fn f<T: Named, const N: u32>(&self, id: &'static str) -> Result<u8, E> { Ok(1) }";
    refuses(", timeout = Self::TIMEOUT", method, "name the type, `timeout = Type::TIMEOUT`");
    refuses(", threshold = N", method, "`N` is a parameter of this function");
    refuses(", threshold = T::LIMIT", method, "`T` is a parameter of this function");
    refuses(", threshold = id", method, "the argument `id` is not");
    refuses(", timeout = id.timeout()", method, "the argument `id` is not");
    refuses(", timeout = self.timeout", method, "`self` is not");
    accepts(", timeout = self::TIMEOUT", method);
    refuses(", failure_rate = Self::RATE", method, "name the type, `failure_rate = Type::RATE`");
    refuses(", failure_rate = id.rate()", method, "`failure_rate` is known at compile time, the argument `id` is not");
    refuses(", failure_rate = 0.5, window = Window::calls(N)", method, "`N` is a parameter of this function");
    refuses(", failure_rate = 0.5, min_calls = self.least", method, "`self` is not");
    refuses(", slow_rate = 0.5, slow_call = T::SLOW", method, "`T` is a parameter of this function");
    refuses(", slow_call = \"1s\", slow_rate = Self::RATE", method, "name the type, `slow_rate = Type::RATE`");
    let found = mistakes("name = Self::NAME", method);
    assert_eq!(found, ["`Self` is not known where the breaker is declared: name the type, `name = Type::NAME`"]);
}

#[test]
fn fallbacks_fit_the_function() {
    let plain = "fn load(id: u64) -> Result<u8, E> { Ok(1) }";
    refuses(", fallback_on = open", plain, "add `fallback = path::to::function`");
    refuses(", fallback = load", plain, "`load` would be its own fallback");
    refuses(", fallback = Self::load", "fn load(&self) -> Result<u8, E> { Ok(1) }", "would be its own fallback");
    accepts(", fallback = load", "fn load(&self) -> Result<u8, E> { Ok(1) }");
    refuses(", fallback = f", "fn g(f: u8) -> Result<u8, E> { Ok(1) }", "write `self::f`");
    refuses(", failure_if = f", "fn g(f: u8) -> Result<u8, E> { Ok(1) }", "write `self::f`");
    accepts(", fallback = self::f", "fn g(f: u8) -> Result<u8, E> { Ok(1) }");
    refuses(", fallback = f", "fn g(#[cfg(unix)] x: u8) -> Result<u8, E> { Ok(1) }", "`x` has a `#[cfg]`");
    refuses(
        ", fallback = |_| h(x)",
        "fn g(#[cfg(unix)] x: u8) -> Result<u8, E> { Ok(1) }",
        "the fallback closure cannot use it",
    );
    refuses(
        ", fallback = |_| Ok(a)",
        "fn g((a, b): (u8, u8)) -> Result<u8, E> { Ok(1) }",
        "`a` is taken out of a pattern",
    );
    accepts(", fallback = |_| Ok(x.a() + b::new())", "fn g((a, b): (u8, u8)) -> Result<u8, E> { Ok(1) }");
    refuses(
        ", fallback = |_| Ok(n)",
        "fn g(P { m: n, .. }: P) -> Result<u8, E> { Ok(1) }",
        "`n` is taken out of a pattern",
    );
    accepts(", fallback = |a| Ok(a)", "fn g((a, b): (u8, u8)) -> Result<u8, E> { Ok(1) }");
}

#[test]
fn what_the_body_keeps_a_fallback_cannot_have() {
    let lent = "fn f(&mut self) -> Result<&mut u8, E> { Ok(&mut self.x) }";
    refuses(", fallback = Self::g", lent, "the result borrows from `self`");
    refuses(", fallback = |_| self.g()", lent, "the result borrows from `self`");
    accepts(", fallback = Self::g, fallback_on = open", lent);
    accepts(", fallback = g", lent);
    let argument = "fn f<'a>(buffer: &'a mut Vec<u8>) -> Result<&'a [u8], E> { Ok(buffer) }";
    refuses(", fallback = g", argument, "the result borrows from `buffer`");
    accepts(", fallback = |_| Ok(&[])", argument);
    let elided = "fn f(&self, buffer: &mut Vec<u8>) -> Result<&[u8], E> { Ok(buffer) }";
    accepts(", fallback = g", elided);
    let boxed = "fn f<'life0, 'async_trait>(&'life0 mut self) -> Pin<Box<dyn Future<Output = R> + 'async_trait>> where 'life0: 'async_trait { x }";
    refuses(", fallback = Self::g", boxed, "the result borrows from `self`");
    let future = "fn f(x: &mut u8) -> impl Future<Output = Result<u8, E>> { y }";
    refuses(", fallback = g", future, "the result borrows from `x`");
    accepts(", fallback = g", "fn f(x: &mut u8) -> impl Future<Output = Result<u8, E>> + use<> { y }");
    let captures = "fn f<'a>(x: &'a mut u8) -> impl Future<Output = Result<u8, E>> + use<'a> { y }";
    refuses(", fallback = g", captures, "the result borrows from `x`");
    accepts(", fallback = g", "async fn f(x: &mut u8) -> Result<u8, E> { y }");
    let pinned = "fn f(self: Pin<&mut Self>) -> Result<u8, E> { y }";
    refuses(", fallback = Self::g", pinned, "the body consumes the pinned receiver");
    accepts(", fallback = Self::g, fallback_on = open", pinned);
    refuses(", fallback = |_| self.g()", "fn f(self) -> Result<u8, E> { y }", "the body consumes `self`");
}

#[test]
fn what_is_evaluated_at_each_call_may_use_the_receiver_there_is() {
    let free = "fn load(id: u64) -> Result<u8, E> { y }";
    for word in ["key", "registry"] {
        let say = format!("`load` has no `self`: write `{word}` over its arguments, or give it a receiver");
        refuses(&format!(", {word} = self.tenant"), free, &say);
        refuses(&format!(", {word} = f(&[self.tenant])"), free, &say);
        accepts(&format!(", {word} = self::of(id)"), free);
        accepts(&format!(", {word} = self.tenant"), "fn load(&self) -> Result<u8, E> { y }");
    }
    accepts(", key = a", "fn load((a, b): (u8, u8)) -> Result<u8, E> { y }");
}

#[test]
fn failure_if_sees_the_result_only() {
    let item = "fn f(&self, id: u64) -> Result<u8, E> { y }";
    refuses(", failure_if = |r| r.is_err() && id > 5", item, "`failure_if` sees the result only, not `id`");
    refuses(", failure_if = |r| self.judge(r)", item, "`failure_if` sees the result only, not `self`");
    accepts(", failure_if = |id| id.is_err()", item);
}

#[test]
fn track_caller_needs_a_place_for_a_second_function() {
    refuses("", "#[track_caller] fn f(&self) -> Result<u8, E> { y }", "needs a visibility, such as `pub(crate) fn`");
    refuses(
        "",
        "#[track_caller] fn f(#[cfg(unix)] x: u8) -> Result<u8, E> { y }",
        "an argument with `#[cfg]` cannot be passed on",
    );
    accepts("", "#[track_caller] pub(crate) fn f(&self) -> Result<u8, E> { y }");
    accepts("", "#[track_caller] fn f(x: u8) -> Result<u8, E> { y }");
    accepts("", "#[track_caller] async fn f(&self) -> Result<u8, E> { y }");
}

#[test]
fn mistakes_of_attribute_and_function_are_told_together() {
    let found = mistakes("nmae = \"db\", threshold = 0", "const fn f() {}");
    assert_eq!(found.len(), 4, "{found:#?}");
}
