//! Layouts from the IDL.

use {
    super::{camel_case, hex},
    crate::file::{idl, json},
    anchor_lang::prelude::Pubkey,
    serde_json::{Map, Value, json},
    std::collections::BTreeSet,
};

/// Every account and every event by the name of its file; an event that carries one of several things once for each.
pub fn build() -> Vec<(String, Value)> {
    let idl = idl();
    let mut layouts = Vec::new();
    for (section, kind) in [("accounts", "account"), ("events", "event")] {
        for item in idl[section].as_array().expect("a list") {
            let name = item["name"].as_str().expect("a name");
            let discriminator: Vec<u8> = serde_json::from_value(item["discriminator"].clone()).expect("bytes");
            let mut variant = 0;
            loop {
                let mut writer = Writer::new(&idl, variant);
                let fields = writer.fields(name, &discriminator);
                let chosen = writer.chosen.as_ref().map(|chosen| format!(".{chosen}")).unwrap_or_default();
                layouts.push((
                    format!("{kind}s/{name}{chosen}"),
                    json!({
                        "name": name,
                        "kind": kind,
                        "discriminator": hex(&discriminator),
                        "size": writer.data.len(),
                        "data": hex(&writer.data),
                        "fields": fields,
                    }),
                ));
                variant += 1;
                if variant >= writer.variants {
                    break;
                }
            }
        }
    }
    layouts
}

/// Writes values that all differ, in the order and with the widths that the IDL has. Accounts have no gaps.
struct Writer<'a> {
    idl: &'a Value,
    /// The variant that an enum with data gets.
    variant: usize,
    /// How many such variants there are, and the name of the one.
    variants: usize,
    chosen: Option<String>,
    data: Vec<u8>,
    written: usize,
    seen: BTreeSet<Vec<u8>>,
}

impl<'a> Writer<'a> {
    fn new(idl: &'a Value, variant: usize) -> Self {
        Self { idl, variant, variants: 0, chosen: None, data: Vec::new(), written: 0, seen: BTreeSet::new() }
    }

    fn fields(&mut self, name: &str, discriminator: &[u8]) -> Vec<Value> {
        self.data.extend_from_slice(discriminator);
        let mut rows = Vec::new();
        for field in self.definition(name)["fields"].as_array().expect("fields") {
            let offset = self.data.len();
            let value = self.field(field);
            let size = self.data.len() - offset;
            rows.push(json!({
                "name": field["name"], "type": field["type"], "offset": offset, "size": size, "value": value,
            }));
        }
        rows
    }

    fn definition(&self, name: &str) -> Value {
        let types = self.idl["types"].as_array().expect("types");
        types.iter().find(|defined| defined["name"] == name).expect("it is defined")["type"].clone()
    }

    fn field(&mut self, field: &Value) -> Value {
        if field["name"] != "padding" {
            return self.value(&field["type"]);
        }
        let bytes = field["type"]["array"][1].as_u64().expect("bytes");
        let zeros = vec![0; usize::try_from(bytes).expect("a few")];
        self.data.extend_from_slice(&zeros);
        hex(&zeros)
    }

    fn value(&mut self, of: &Value) -> Value {
        if let Some(name) = of.as_str() {
            return self.primitive(name);
        }
        if let Some(name) = of["defined"]["name"].as_str() {
            return self.defined(name);
        }
        if !of["option"].is_null() {
            self.data.push(1);
            return self.value(&of["option"]);
        }
        let (item, count) = (&of["array"][0], of["array"][1].as_u64().expect("an array"));
        if item == "u8" {
            return hex(&self.bytes(usize::try_from(count).expect("a few")));
        }
        (0..count).map(|_| self.value(item)).collect()
    }

    fn defined(&mut self, name: &str) -> Value {
        let definition = self.definition(name);
        let mut members = Map::new();
        let mut source = definition.clone();
        if definition["kind"] == "enum" {
            let variants = definition["variants"].as_array().expect("variants");
            self.variants = variants.len();
            source = variants[self.variant].clone();
            let name = source["name"].as_str().expect("a name").to_owned();
            self.data.push(u8::try_from(self.variant).expect("a few"));
            members.insert("__kind".to_owned(), json!(name));
            self.chosen = Some(name);
        }
        for field in source["fields"].as_array().expect("fields") {
            let value = self.field(field);
            members.insert(camel_case(field["name"].as_str().expect("a name")), value);
        }
        Value::Object(members)
    }

    fn primitive(&mut self, name: &str) -> Value {
        match name {
            "bool" => {
                self.data.push(1);
                json!(true)
            }
            "u8" => json!(self.bytes(1)[0]),
            "u16" => json!(u16::from_le_bytes(self.array())),
            "u32" => json!(u32::from_le_bytes(self.array())),
            "u64" => json(&u64::from_le_bytes(self.array())),
            "i64" => json(&i64::from_le_bytes(self.array())),
            "pubkey" => json(&Pubkey::new_from_array(self.array())),
            "string" => {
                let text = format!("text {}", self.written);
                self.data.extend_from_slice(&u32::try_from(text.len()).expect("short").to_le_bytes());
                self.data.extend_from_slice(text.as_bytes());
                self.written += 1;
                json!(text)
            }
            other => panic!("{other} is not known here"),
        }
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        self.bytes(N).try_into().expect("as many")
    }

    /// Bytes that no other field has, and none of which is zero.
    fn bytes(&mut self, count: usize) -> Vec<u8> {
        self.written += 1;
        let byte = |at: usize| u8::try_from((self.written + 37 * at) % 255 + 1).expect("a byte");
        let bytes: Vec<_> = (0..count).map(byte).collect();
        assert!(self.seen.insert(bytes.clone()), "two fields have the same value");
        self.data.extend_from_slice(&bytes);
        bytes
    }
}
