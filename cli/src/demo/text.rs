//! The report as text for people. Colours are stripped where stdout is no terminal.

use {
    super::{
        amount::{Unit, signed},
        cast::Holdings,
        report::{Report, Row, StepReport},
    },
    crate::show::{histogram, table, tally},
    anstyle::{AnsiColor, Style},
    std::fmt::Write,
};

const HEADING: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const REFUSED: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();

const INDENT: &str = "   ";
/// Widest line of running text.
const WIDTH: usize = 100;

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// What stands above the story.
pub fn prologue() -> String {
    let mut text = format!("{}\n", styled(HEADING, "Mosaic: a vault's whole life"));
    let paragraphs = [
        "An NFT is made by Metaplex's Token Metadata, put into a vault and split into 10,000 fractions. Their holders say \
         at which price they would sell, an auction sells the whole, and everybody is paid. A second NFT goes there and \
         back, and a third brings its holders an income. The holders of a fourth license it by a vote, and sell it \
         although most of them are silent. Then a basket of NFTs of three standards goes in, and comes out to somebody \
         else. At last fractions of a sixth vault are sold to many at once, and for a time protect what they have paid.",
        "All of it happens in a bank inside this process: no network, no keys, no money. Every amount is compared with what \
         it should be; the first that is off ends the demo.",
        "A table shows what a step changed and who holds how much of it. The vault's row is everything in its keeping: \
         NFTs, bids, staked fractions, income. The SOL column is what accounts cost and give back, fees aside: on Solana \
         whoever opens an account leaves a deposit in it, its rent, which comes back when the account is closed.",
    ];
    for paragraph in paragraphs {
        for line in textwrap::wrap(paragraph, WIDTH) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text.pop();
    text
}

/// The heading of an act.
pub fn act(title: &str) -> String {
    format!("\n{}\n", styled(HEADING, &format!("== {title} ==")))
}

/// A step with its table of balances.
pub fn step(step: &StepReport) -> String {
    let mut text =
        format!("{}  [{}]\n", styled(HEADING, &format!("{}. {}", step.number, step.title)), clock(step.elapsed));
    wrapped(&mut text, None, &step.story);
    if !step.quotes.is_empty() {
        let quotes = step.quotes.iter().filter_map(|quote| Some((quote.label, quote.unit.amount(quote.amount.raw?))));
        let quotes: Vec<_> = quotes.map(|(label, amount)| format!("{label} {amount}")).collect();
        wrapped(&mut text, None, &format!("quote: {}", quotes.join(", ")));
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
        wrapped(&mut text, Some(REFUSED), &format!("refused, {}: {}", refusal.error, refusal.message));
        wrapped(&mut text, None, &format!("hint: {}", refusal.hint));
    } else if let Some(table) = balances(&step.balances) {
        indented(&mut text, &table);
    }
    if let Some(asks) = &step.asks {
        text.push('\n');
        let (level, consent_bps) = (asks.reserve_level, asks.consent_bps);
        indented(&mut text, &histogram::draw(Unit::Usdc.heading(), &asks.bars(), level, consent_bps, false));
        text.push('\n');
    }
    if let Some(vote) = &step.vote {
        text.push('\n');
        indented(&mut text, &tally::draw(vote, fractions));
        wrapped(&mut text, None, &tally::outlook(vote, fractions));
        text.push('\n');
    }
    // Balances come first: they are in the table, so one line says that they are right.
    let in_table = step.balances.len() * Holdings::UNITS;
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

/// Running text, broken into lines.
fn wrapped(text: &mut String, style: Option<Style>, paragraph: &str) {
    // A number stays with its per cent sign.
    for line in textwrap::wrap(&paragraph.replace(" %", "\u{a0}%"), WIDTH - INDENT.len()) {
        let line = line.replace('\u{a0}', " ");
        match style {
            Some(style) => indented(text, &styled(style, &line)),
            None => indented(text, &line),
        }
    }
}

/// The time of a story that takes days.
fn clock(seconds: i64) -> String {
    let (day, hour, minute, second) = (seconds / 86_400 + 1, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("day {day}, {hour:02}:{minute:02}:{second:02}")
}

fn fractions(raw: u64) -> String {
    Unit::Fractions.number(signed(raw))
}

fn count(number: usize) -> String {
    Unit::Count.number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// What the step changed, and how much of it everybody holds who takes part in the act; nothing if nothing changed.
fn balances(rows: &[Row]) -> Option<String> {
    let changed = |index: &usize| rows.iter().any(|row| row.change.units()[*index].1 != 0);
    let shown: Vec<usize> = (0..Holdings::UNITS).filter(changed).collect();
    if shown.is_empty() {
        return None;
    }
    let units = Holdings::default().units().map(|(unit, _)| unit);
    let headings = shown.iter().flat_map(|index| [units[*index].heading(), "change"]);
    let mut table = table(std::iter::once("").chain(headings));
    for row in rows.iter().filter(|row| row.takes_part) {
        let (holds, change) = (row.holds.units(), row.change.units());
        let amounts = shown.iter().map(|index| (units[*index], holds[*index].1, change[*index].1));
        if amounts.clone().all(|(_, held, changed)| held == 0 && changed == 0) {
            continue;
        }
        let cells = amounts.flat_map(|(unit, held, changed)| {
            let held = if held == 0 { "-".to_owned() } else { unit.number(held) };
            [held, if changed == 0 { String::new() } else { unit.change(changed) }]
        });
        table.add_row(std::iter::once(row.holder.clone()).chain(cells));
    }
    Some(table.to_string())
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
