//! The bytes of every account and every event: a committed file for each, in which each field has a value of its own.
//!
//! The files say what is deployed. They are built from the IDL, and read without it by the program's types, by the Rust
//! client and by the TypeScript client: a field that moves fails in each.

mod build;
mod client;
mod program;

use {
    crate::file::{committed_files, hold_text, json},
    build::build,
    serde_json::{Value, json},
    std::collections::BTreeSet,
};

const FOLDER: &str = "layouts";

/// Lines of a file: one for each field.
fn text(layout: &Value) -> String {
    let fields: Vec<_> = layout["fields"].as_array().into_iter().flatten().map(Value::to_string).collect();
    let head = ["name", "kind", "discriminator", "size", "data"].map(|key| format!("\"{key}\": {}", layout[key]));
    format!("{{\n{},\n\"fields\": [\n{}\n]\n}}\n", head.join(",\n"), fields.join(",\n"))
}

#[test]
fn every_layout_is_as_committed() {
    let layouts = build();
    for (name, layout) in &layouts {
        hold_text(&format!("{FOLDER}/{name}.json"), &text(layout));
    }
    let built: BTreeSet<_> = layouts.into_iter().map(|(name, _)| format!("{name}.json")).collect();
    assert_eq!(committed_files(FOLDER), built, "committed layouts of what the program has not, or none of what it has");
}

/// A committed layout, as it is compared.
struct Layout {
    name: String,
    is_account: bool,
    data: Vec<u8>,
    fields: Vec<Value>,
}

impl Layout {
    fn all() -> Vec<Self> {
        let names = committed_files(FOLDER);
        names.iter().map(|name| Self::of(crate::file::committed_file(&format!("{FOLDER}/{name}")))).collect()
    }

    fn of(layout: Value) -> Self {
        let data = bytes(&layout["data"]);
        assert_eq!(json!(data.len()), layout["size"]);
        assert!(data.starts_with(&bytes(&layout["discriminator"])));
        Self {
            name: layout["name"].as_str().expect("a name").to_owned(),
            is_account: layout["kind"] == "account",
            data,
            fields: layout["fields"].as_array().expect("a list").clone(),
        }
    }

    /// Name, offset and bytes of each field.
    fn parts(&self) -> Vec<(String, usize, Vec<u8>)> {
        let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("a small one");
        let part = |field: &Value| {
            let (offset, size) = (number(&field["offset"]), number(&field["size"]));
            let name = field["name"].as_str().expect("a name").to_owned();
            (name, offset, self.data[offset..offset + size].to_vec())
        };
        self.fields.iter().map(part).collect()
    }

    /// What clients read from it: all but what only fills up.
    fn content(&self) -> Value {
        let read = self.fields.iter().filter(|field| field["name"] != "padding");
        let members = read.map(|field| (camel_case(field["name"].as_str().expect("a name")), field["value"].clone()));
        Value::Object(members.collect())
    }
}

fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().and_then(|text| text.strip_prefix("0x")).expect("bytes");
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("a byte")).collect()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

fn hex(bytes: &[u8]) -> Value {
    json(bytes)
}
