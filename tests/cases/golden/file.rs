//! Files of vectors.

use {
    mosaic_client::json::{ToJson, Wide},
    serde_json::Value,
    std::{collections::BTreeSet, env, fs, path::PathBuf},
};

/// What the program has, as it says itself.
const IDL: &str = include_str!("../../../idl/mosaic.json");

/// The variable that has the files written instead of compared.
const VARIABLE: &str = "MOSAIC_GOLDEN";

/// As it stands in a vector.
pub fn json(value: &(impl ToJson + ?Sized)) -> Value {
    value.to_json(Wide::Marked)
}

/// The IDL.
pub fn idl() -> Value {
    serde_json::from_str(IDL).expect("an IDL")
}

/// The names that the IDL has in a section: what vectors must not leave out.
pub fn names(section: &str) -> BTreeSet<String> {
    let idl = idl();
    let items = idl[section].as_array().into_iter().flatten();
    items.filter_map(|item| item["name"].as_str().map(str::to_owned)).collect()
}

/// Compares a file that is one list of vectors with the committed one.
pub fn hold(name: &str, vectors: &[Value]) {
    hold_text(name, &format!("{}\n", lines(vectors)));
}

/// Compares a file of several lists with the committed one.
pub fn hold_lists(name: &str, lists: &[(&str, &[Value])]) {
    let lists: Vec<_> = lists.iter().map(|(list, vectors)| format!("\"{list}\": {}", lines(vectors))).collect();
    hold_text(name, &format!("{{\n{}\n}}\n", lists.join(",\n")));
}

/// One vector a line, so that a difference shows which one differs.
fn lines(vectors: &[Value]) -> String {
    let lines: Vec<_> = vectors.iter().map(Value::to_string).collect();
    format!("[\n{}\n]", lines.join(",\n"))
}

/// The committed files of a folder.
pub fn committed(folder: &str) -> Vec<Value> {
    let files = fs::read_dir(path(folder)).expect("the folder is committed");
    let files = files.map(|file| file.expect("a file").path());
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let texts = files.map(|file| fs::read_to_string(file).expect("a text"));
    texts.map(|text| serde_json::from_str(&text).expect("a file of vectors")).collect()
}

/// The paths of the committed files in the folders of a folder, from there.
pub fn committed_files(folder: &str) -> BTreeSet<String> {
    let names = |folder: PathBuf| {
        let entries = fs::read_dir(folder).expect("the folder is committed");
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"))
    };
    let folders = names(path(folder));
    let inside = |inner: String| names(path(folder).join(&inner)).map(move |name| format!("{inner}/{name}"));
    folders.flat_map(inside).filter(|name| name.ends_with(".json")).collect()
}

/// A committed file.
pub fn committed_file(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path(name)).expect("a text")).expect("a file of vectors")
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(name)
}

/// Compares a file with the committed one.
///
/// # Panics
/// If the file is missing or differs.
pub fn hold_text(name: &str, text: &str) {
    let path = path(name);
    if env::var(VARIABLE).is_ok_and(|value| value == "write") {
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("the folder can be made");
        // At once, as another test may be reading it.
        let new = path.with_extension("new");
        fs::write(&new, text).expect("the file can be written");
        fs::rename(&new, &path).expect("the file can be replaced");
        return;
    }
    let hint = format!("if that is meant: {VARIABLE}=write cargo test -p mosaic-harness --test golden");
    let committed = fs::read_to_string(&path).unwrap_or_else(|error| panic!("tests/golden/{name}: {error}; {hint}"));
    let mut pairs = committed.lines().zip(text.lines()).enumerate();
    if let Some((line, (committed, rebuilt))) = pairs.find(|(_, (committed, rebuilt))| committed != rebuilt) {
        let number = line + 1;
        panic!("tests/golden/{name}, line {number}:\ncommitted {committed}\nrebuilt   {rebuilt}\n{hint}");
    }
    assert_eq!(committed.len(), text.len(), "tests/golden/{name} has more or fewer vectors than are rebuilt; {hint}");
}
