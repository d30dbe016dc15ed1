//! What an index answers.

use {
    super::{short, table},
    crate::{amount::Unit, time::utc},
    anchor_lang::prelude::Pubkey,
    comfy_table::CellAlignment,
    mosaic_index::{Gap, Holders, Incomes, KnownVault, Price, Token, When},
    std::collections::BTreeMap,
};

/// How amounts are written, as the index knows it.
pub struct Written(pub BTreeMap<String, Token>);

impl Written {
    fn amount(&self, mint: Option<&str>, raw: u64) -> String {
        let token = mint.and_then(|mint| self.0.get(mint).map(|token| (mint, token)));
        match token {
            Some((mint, Token { symbol, decimals })) => {
                Unit { symbol: symbol.clone(), mint: mint.to_owned(), decimals: *decimals }.amount(raw)
            }
            None => format!("{raw} raw units"),
        }
    }
}

/// Whose the fractions are.
pub fn holders_table(vault: &KnownVault, holders: &Holders, written: &Written) -> String {
    let fractions = |raw| written.amount(Some(&vault.fraction_mint), raw);
    let mut drawn = table(["holder", "fractions", "part", "in the wallet", "staked", "in a bid", "in the offering"]);
    for holder in &holders.holders {
        let dash = |raw| if raw == 0 { "-".to_owned() } else { fractions(raw) };
        let name =
            if holder.holder == vault.address { "nobody: in the vault's accounts" } else { holder.holder.as_str() };
        drawn.add_row([
            name.to_owned(),
            fractions(holder.total),
            part(holder.total, holders.supply),
            dash(holder.wallet),
            dash(holder.staked),
            dash(holder.bid),
            dash(holder.offered),
        ]);
    }
    let count = holders.holders.len();
    let are = if count == 1 { "holder has" } else { "holders have" };
    format!("{drawn}\n\n{count} {are} {} in slot {}.", fractions(holders.supply), holders.slot)
}

/// A part of a whole in per cent, to a hundredth, rounded down.
fn part(part: u64, whole: u64) -> String {
    let bps = u128::from(part).saturating_mul(10_000).checked_div(whole.into()).unwrap_or_default();
    super::bps(u64::try_from(bps).unwrap_or(u64::MAX))
}

/// What was asked, bid and paid, in order.
pub fn prices_table(vault: &KnownVault, prices: &[Price], written: &Written) -> String {
    if prices.is_empty() {
        return "Nothing is known to have been asked, bid or paid for this vault.".to_owned();
    }
    let cash = |raw| written.amount(vault.quote_mint.as_deref(), raw);
    let mut drawn = table(["time", "what", "price of the whole", "reserve", "who"]);
    left(&mut drawn, &[1, 4]);
    for Price { when, price, reserve } in prices {
        let reserve = reserve.map_or_else(|| "-".to_owned(), cash);
        drawn.add_row([time(when), when.kind.clone(), cash(*price), reserve, who(when)]);
    }
    drawn.to_string()
}

/// What came in as income and left, in order, and the sums.
pub fn income_table(incomes: &Incomes, written: &Written) -> String {
    if incomes.history.is_empty() {
        return "No income is known to have come to this vault.".to_owned();
    }
    let mut drawn = table(["time", "what", "amount", "who"]);
    left(&mut drawn, &[1, 3]);
    for income in &incomes.history {
        let amount = written.amount(income.mint.as_deref(), income.amount);
        drawn.add_row([time(&income.when), income.when.kind.clone(), amount, who(&income.when)]);
    }
    let mut sums = table(["in all", "deposited", "licence fees", "claimed", "unearned"]);
    for (mint, total) in &incomes.totals {
        let symbol = written.0.get(mint).map_or(mint, |token| &token.symbol);
        let sum = |raw| written.amount(Some(mint), raw);
        let sums_of = [total.deposited, total.licensed, total.claimed, total.unearned].map(sum);
        sums.add_row(std::iter::once(symbol.clone()).chain(sums_of));
    }
    format!("{drawn}\n\n{sums}")
}

/// What is missing, one gap a line; nothing where nothing is.
pub fn missing_lines(missing: &[Gap]) -> String {
    let line = |Gap { vault, first, last }: &Gap| {
        let which = if first == last { format!("event {first} is") } else { format!("events {first} to {last} are") };
        format!("\n{which} missing of {vault}: the network cut the log, or the server does not have it")
    };
    missing.iter().map(line).collect()
}

fn time(when: &When) -> String {
    when.time.map_or_else(|| format!("slot {}", when.slot), utc)
}

fn who(when: &When) -> String {
    match when.party.as_deref().map(|party| (party, party.parse::<Pubkey>())) {
        Some((_, Ok(address))) => short(&address),
        Some((party, Err(_))) => party.to_owned(),
        None => "-".to_owned(),
    }
}

fn left(table: &mut comfy_table::Table, columns: &[usize]) {
    for column in columns {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_gaps_are_written_as_people_read_them() {
        assert_eq!(part(1, 3), super::super::bps(3_333_u64));
        assert_eq!(part(0, 0), super::super::bps(0_u64));
        let gap = |first, last| Gap { vault: "V".to_owned(), first, last };
        let told = missing_lines(&[gap(3, 3), gap(5, 7)]);
        let why = "missing of V: the network cut the log, or the server does not have it";
        assert_eq!(told, format!("\nevent 3 is {why}\nevents 5 to 7 are {why}"));
    }

    #[test]
    fn amounts_of_unknown_mints_are_raw() {
        let token = Token { symbol: "USDC".to_owned(), decimals: 6 };
        let written = Written(BTreeMap::from([("mint".to_owned(), token)]));
        assert_eq!(written.amount(Some("mint"), 2_500_000), "2.5 USDC");
        assert_eq!(written.amount(Some("other"), 5), "5 raw units");
        assert_eq!(written.amount(None, 5), "5 raw units");
    }
}
