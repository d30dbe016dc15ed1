//! The report as text for people. Colours are stripped where stdout is no terminal.

use {
    super::{
        amount::Unit,
        report::{Report, Row, StepReport},
    },
    anstyle::{AnsiColor, Style},
    comfy_table::{CellAlignment, Table, presets},
    std::fmt::Write,
};

const HEADING: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const REFUSED: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();

const INDENT: &str = "   ";

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// What stands above the story.
pub fn prologue() -> String {
    let title = styled(HEADING, "Mosaic: a vault's whole life");
    format!(
        "{title}\n\
         An NFT is made by Metaplex's Token Metadata, split into 10,000 fractions, sold at auction, and paid out.\n\
         All of it happens in a bank inside this process: no network, no keys, no money.\n\
         Every amount is compared with what it should be; the first that is off ends the demo.\n\
         The SOL column is what accounts cost and give back, fees aside."
    )
}

/// The heading of an act.
pub fn act(title: &str) -> String {
    format!("\n{}\n", styled(HEADING, &format!("== {title} ==")))
}

/// A step with its table of balances.
pub fn step(step: &StepReport) -> String {
    let mut text =
        format!("{}  [{}]\n", styled(HEADING, &format!("{}. {}", step.number, step.title)), clock(step.elapsed));
    for line in step.story.lines() {
        indented(&mut text, line);
    }
    if !step.quotes.is_empty() {
        let quotes = step.quotes.iter().filter_map(|quote| Some((quote.label, quote.unit.amount(quote.amount.raw?))));
        let quotes: Vec<_> = quotes.map(|(label, amount)| format!("{label} {amount}")).collect();
        indented(&mut text, &format!("quote: {}", quotes.join(", ")));
    }
    if let Some(sent) = &step.transaction {
        let one = if sent.instructions == 1 { "" } else { "s" };
        let line = format!(
            "{} signs one transaction: {} instruction{one}, {} bytes",
            sent.signer,
            sent.instructions,
            count(sent.bytes)
        );
        indented(&mut text, &line);
    }
    if let Some(refusal) = &step.refusal {
        indented(&mut text, &styled(REFUSED, &format!("refused, {}: {}", refusal.error, refusal.message)));
    } else {
        indented(&mut text, &balances(&step.balances));
    }
    // Balances come first, four per holder: they are in the table, so one line says that they are right.
    let in_table = step.balances.len() * 4;
    let (balances, facts) = step.checks.split_at(in_table.min(step.checks.len()));
    let off = balances.iter().filter(|check| !check.holds());
    for check in facts.iter().chain(off) {
        let line = match (check.holds(), check.actual.raw) {
            (true, Some(raw)) => format!("{} {}: {}", styled(GOOD, "ok"), check.label, check.unit.amount(raw)),
            _ => format!("{} {}: {}, not {}", styled(BAD, "OFF"), check.label, check.actual, check.expected),
        };
        indented(&mut text, &line);
    }
    if balances.iter().all(super::verify::Check::holds) {
        let same = if step.refusal.is_some() { "did not change" } else { "are as expected" };
        indented(&mut text, &format!("{} all {} balances {same}", styled(GOOD, "ok"), balances.len()));
    }
    text
}

fn indented(text: &mut String, lines: &str) {
    for line in lines.lines() {
        text.push_str(INDENT);
        text.push_str(line);
        text.push('\n');
    }
}

/// The time of a story that takes days.
fn clock(seconds: i64) -> String {
    let (day, hour, minute, second) = (seconds / 86_400 + 1, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("day {day}, {hour:02}:{minute:02}:{second:02}")
}

fn count(number: usize) -> String {
    Unit::Count.number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn balances(rows: &[Row]) -> String {
    let mut table = table(["", "USDC", "change", "fractions", "change", "NFT", "SOL", "change"]);
    for Row { holder, holds, change } in rows {
        let number = |unit: Unit, raw: i64| if raw == 0 { "-".to_owned() } else { unit.number(raw) };
        let changed = |unit: Unit, raw: i64| if raw == 0 { String::new() } else { unit.change(raw) };
        table.add_row([
            holder.clone(),
            number(Unit::Usdc, holds.usdc),
            changed(Unit::Usdc, change.usdc),
            number(Unit::Fractions, holds.fractions),
            changed(Unit::Fractions, change.fractions),
            number(Unit::Nfts, holds.nfts),
            number(Unit::Lamports, holds.lamports),
            changed(Unit::Lamports, change.lamports),
        ]);
    }
    table.to_string()
}

/// The amounts, the costs and the verdict.
pub fn epilogue(report: &Report) -> String {
    let mut text = format!("\n{}\n", styled(HEADING, "== What it came to =="));
    let mut figures = table(["amount", "value"]);
    for figure in &report.figures {
        let value = figure.amount.raw.map_or_else(String::new, |raw| figure.unit.amount(raw));
        figures.add_row([figure.label.to_owned(), value]);
    }
    indented(&mut text, &figures.to_string());
    text.push('\n');
    let mut costs = table(["transaction", "bytes", "compute units"]);
    for step in report.acts.iter().flat_map(|act| &act.steps) {
        if let Some(sent) = &step.transaction {
            let units = Unit::Count.number(i64::try_from(sent.compute_units).unwrap_or(i64::MAX));
            costs.add_row([format!("{}. {}", step.number, step.title), count(sent.bytes), units]);
        }
    }
    indented(&mut text, &costs.to_string());
    if report.program == super::stage::NATIVE {
        indented(
            &mut text,
            "Compute units are those of the token programs: Mosaic runs natively here and counts none.",
        );
        let variable = mosaic_harness::bank::PROGRAM_FILE_VARIABLE;
        indented(&mut text, &format!("With {variable} naming its bytecode they are those of the whole transaction."));
    }
    let verdict = format!("All {} amounts are what they should be.", count(report.checked));
    let _ = write!(text, "\n{}", styled(GOOD, &verdict));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_days() {
        assert_eq!(clock(0), "day 1, 00:00:00");
        assert_eq!(clock(3 * 86_400 + 3_599), "day 4, 00:59:59");
    }
}
