//! The list of all derived errors of this binary.

use ewrap::{ErrorCatalog, ErrorMeta, catalog};

#[derive(ErrorMeta)]
#[allow(dead_code, reason = "listed, not used")]
enum Listed {
    #[meta(kind = NotFound, code = "listed.first", help = "a | b", docs = "https://example.com", steps("one", "two"))]
    First,
    #[meta(code = "listed.second", http = 418, grpc = 14, severity = Info, retryable, retry_after = "1500ms")]
    #[meta(safe = "say \"no\"")]
    Second {
        #[meta(public)]
        item: u8,
        #[meta(pii, redact = last4)]
        card: String,
    },
    Silent,
}

#[derive(ErrorMeta)]
#[meta(code = "listed.generic")]
struct Generic<T>(T);

#[derive(ErrorMeta)]
#[meta(code = "listed.borrowed")]
#[allow(dead_code, reason = "listed, not used")]
struct Lent<'a>(&'a str);

#[derive(ErrorMeta)]
#[meta(code = T::CODE)]
struct OfParameter<T: HasCode>(T);

trait HasCode {
    const CODE: &'static str;
}

impl HasCode for u8 {
    const CODE: &'static str = "listed.parameter";
}

mod twice {
    #[derive(ewrap::ErrorMeta)]
    #[meta(code = "listed.first")]
    #[allow(dead_code, reason = "listed, not used")]
    pub(super) struct Again;
}

#[test]
fn every_type_is_listed_once() {
    let catalog = catalog();
    let of = |name: &str| catalog.types().filter(|it| it[0].type_name == name).count();
    assert_eq!((of("Listed"), of("Generic"), of("Lent"), of("Again")), (1, 1, 1, 1));
    assert_eq!(of("OfParameter"), 0, "it has a code for each parameter");
    assert_eq!(OfParameter::<u8>::VARIANTS[0].code, Some("listed.parameter"));
    assert_eq!((OfParameter(1).0, Generic(1).0), (1, 1));
    assert_eq!(catalog.find("listed.generic").unwrap().type_name, "Generic");
    assert_eq!(catalog.find("listed.second").unwrap().variant, Some("Second"));
    assert!(catalog.find("listed.third").is_none());
}

#[test]
fn types_in_functions_are_listed() {
    #[derive(ErrorMeta)]
    #[meta(code = "listed.inner")]
    #[allow(dead_code, reason = "listed, not used")]
    struct Inner;
    assert_eq!(catalog().find("listed.inner").unwrap().type_name, "Inner");
}

#[test]
fn the_order_is_that_of_the_source() {
    let catalog = catalog();
    let modules: Vec<_> = catalog.types().map(|it| (it[0].module, it[0].type_name, it[0].file, it[0].line)).collect();
    assert!(modules.is_sorted());
    let names: Vec<_> = catalog.iter().filter(|it| it.type_name == "Listed").filter_map(|it| it.variant).collect();
    assert_eq!(names, ["First", "Second", "Silent"]);
}

#[test]
fn a_code_that_is_used_twice_is_found_with_both_places() {
    let error = catalog().check().unwrap_err();
    let duplicate = error.duplicates().iter().find(|it| it.code == "listed.first").unwrap();
    let (first, second) = (duplicate.first.line, duplicate.second.line);
    assert_eq!(
        duplicate.to_string(),
        format!(
            "code \"listed.first\" is used twice: by error_meta::catalogue::Listed::First (tests/error_meta/catalogue.rs:\
             {first}) and by error_meta::catalogue::twice::Again (tests/error_meta/catalogue.rs:{second})"
        )
    );
    assert!(error.to_string().contains(&duplicate.to_string()));
}

#[test]
fn the_table_has_a_row_for_each_code() {
    let table = catalog().to_markdown();
    let row = |code: &str| table.lines().find(|line| line.starts_with(&format!("| `{code}` |"))).unwrap();
    assert!(
        row("listed.first").starts_with(
            "| `listed.first` | not_found |  | 404 | not found | a \\| b; https://example.com; one; two | `Listed::First`"
        ),
        "{}",
        row("listed.first")
    );
    assert!(row("listed.second").starts_with("| `listed.second` |  | info | 418 | say \"no\" |  |"));
    assert!(!table.contains("Silent"));
}

#[test]
fn the_json_is_json() {
    let json: serde_json::Value = serde_json::from_str(&catalog().to_json()).unwrap();
    let all = json.as_array().unwrap();
    assert_eq!(all.len(), catalog().iter().count());
    let second = all.iter().find(|it| it["code"] == "listed.second").unwrap();
    assert_eq!(second["http_status"], 418);
    assert_eq!((&second["grpc_code"], &second["retryable"]), (&14.into(), &true.into()));
    assert_eq!((&second["safe"], &second["retry_after_ms"]), (&"say \"no\"".into(), &1500.into()));
    assert_eq!(second["fields"][0], serde_json::json!({"name": "item", "public": true, "redact": null}));
    assert_eq!(second["fields"][1], serde_json::json!({"name": "card", "public": false, "redact": "last4"}));
    let first = all.iter().find(|it| it["code"] == "listed.first").unwrap();
    assert_eq!((&first["http_status"], &first["steps"][1]), (&404.into(), &"two".into()));
    assert!(first["severity"].is_null());
}
