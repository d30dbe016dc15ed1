//! Tables.

use {
    comfy_table::{Cell, CellAlignment, Table, presets},
    std::fmt,
};

/// What is known of one thing: labels, and beside them values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    rows: Vec<(String, String)>,
}

impl Sheet {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a further row.
    pub fn row(mut self, label: impl Into<String>, value: impl fmt::Display) -> Self {
        self.rows.push((label.into(), value.to_string()));
        self
    }

    /// With a further row, where there is a value.
    pub fn maybe(self, label: impl Into<String>, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.row(label, value),
            None => self,
        }
    }

    /// With a further row, where something is so.
    pub fn when(self, so: bool, label: impl Into<String>, value: impl fmt::Display) -> Self {
        self.maybe(label, so.then_some(value))
    }

    /// With the rows of another one.
    pub fn and(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
        for (index, (label, value)) in self.rows.iter().enumerate() {
            let end = if index + 1 == self.rows.len() { "" } else { "\n" };
            write!(f, "{label:width$}  {value}{end}")?;
        }
        Ok(())
    }
}

/// A table whose columns but the first are aligned to the right.
pub fn table(header: impl IntoIterator<Item = impl Into<Cell>>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(header.into_iter().map(Into::into).collect::<Vec<Cell>>());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_under_each_other() {
        let sheet = Sheet::new().row("price", "900 USDC").maybe("ends", None::<String>).when(true, "leader", "Ana");
        assert_eq!(sheet.to_string(), "price   900 USDC\nleader  Ana");
    }
}
