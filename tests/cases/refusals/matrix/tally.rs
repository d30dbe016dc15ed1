//! How many cells were tried, and which did not apply and why.

use {
    super::{TABLES, tamper::Tamper},
    std::{
        collections::BTreeMap,
        fmt::Write,
        sync::{Mutex, PoisonError},
    },
};

/// The cells of one table, or of several.
#[derive(Default)]
pub struct Tally {
    pub tables: usize,
    pub tried: usize,
    kinds: BTreeMap<String, usize>,
    exempt: BTreeMap<(String, &'static str), usize>,
}

impl Tally {
    pub fn tried(&mut self, tamper: Tamper) {
        self.tried += 1;
        *self.kinds.entry(kind(tamper)).or_default() += 1;
    }

    pub fn exempt(&mut self, tamper: Tamper, reason: &'static str) {
        *self.exempt.entry((kind(tamper), reason)).or_default() += 1;
    }

    fn include(&mut self, other: &Self) {
        self.tables += 1;
        self.tried += other.tried;
        for (kind, count) in &other.kinds {
            *self.kinds.entry(kind.clone()).or_default() += count;
        }
        for (cell, count) in &other.exempt {
            *self.exempt.entry(cell.clone()).or_default() += count;
        }
    }

    fn text(&self) -> String {
        let mut text = format!("{} cells of {} tables were tried:\n", self.tried, self.tables);
        for (kind, count) in &self.kinds {
            writeln!(text, "{count:>6} {kind}").expect("a text takes it");
        }
        writeln!(text, "{} do not apply:", self.exempt.values().sum::<usize>()).expect("a text takes it");
        for ((kind, reason), count) in &self.exempt {
            writeln!(text, "{count:>6} {kind}: {reason}").expect("a text takes it");
        }
        text
    }
}

fn kind(tamper: Tamper) -> String {
    match tamper {
        Tamper::Duplicate(_) => "Duplicate".to_owned(),
        tamper => format!("{tamper:?}"),
    }
}

static ALL: Mutex<Option<Tally>> = Mutex::new(None);

/// Adds a table that has held. When it is the last of all, everything is printed: `--nocapture` shows it.
pub fn add(table: &str, tally: &Tally) {
    println!("{table}: {} cells", tally.tried);
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    let all = all.get_or_insert_default();
    all.include(tally);
    let tables: usize = TABLES.iter().map(|table| table.matches("#[tokio::test]").count()).sum();
    if all.tables == tables {
        println!("{}", all.text());
    }
}
