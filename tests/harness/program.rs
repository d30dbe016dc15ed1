//! What is read from the source of the program, so that a test cannot forget an instruction.

const ENTRIES: &str = include_str!("../../programs/mosaic/src/lib.rs");

/// The names of the program's instructions, in the order of its entry points.
pub fn instructions() -> impl Iterator<Item = &'static str> {
    let entries = ENTRIES.split_once("pub mod mosaic {").map_or("", |(_, entries)| entries);
    let names = entries.split("    pub fn ").skip(1);
    names.filter_map(|entry| entry.split(['<', '(']).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instruction_is_known() {
        let names: Vec<_> = instructions().collect();
        assert_eq!(names.len(), 46);
        assert!(names.contains(&"create_vault") && names.contains(&"close_vault"));
    }
}
