//! What an audit has looked at, in a line.

use {
    super::status_name, crate::amount::Unit, anchor_lang::prelude::Pubkey, mosaic_audit::Summary,
    std::collections::BTreeMap,
};

/// A vault that holds: what was looked at, with counts and totals.
pub fn audit_line(summary: &Summary, slot: u64, units: &BTreeMap<Pubkey, Unit>) -> String {
    let fraction = Unit { symbol: "fractions".to_owned(), mint: String::new(), decimals: summary.decimals };
    let of = |mint: &Pubkey, raw: u64| {
        units.get(mint).map_or_else(|| format!("{raw} raw units of {mint}"), |unit| unit.amount(raw))
    };
    let mut looked_at = vec![
        status_name(summary.status).to_owned(),
        format!("{} in custody", count(summary.nfts, "NFT")),
        format!("{} in {}", fraction.amount(summary.supply), count(summary.holders, "account")),
    ];
    let mut add = |there: bool, what: String| looked_at.extend(there.then_some(what));
    let cash = |raw| of(&summary.quote_mint, raw);
    add(summary.bids > 0, count(summary.bids, "bid"));
    add(
        summary.cash_owed > 0 || summary.cash_held > 0,
        format!("owes {} and has {}", cash(summary.cash_owed), cash(summary.cash_held)),
    );
    add(summary.stakes > 0, format!("{} of {}", count(summary.stakes, "stake"), fraction.amount(summary.staked)));
    for income in &summary.incomes {
        add(true, format!("income: owes {} and has {}", of(&income.mint, income.owed), of(&income.mint, income.held)));
    }
    add(summary.proposals > 0, count(summary.proposals, "proposal"));
    add(summary.votes > 0, count(summary.votes, "vote"));
    add(summary.licenses > 0, count(summary.licenses, "licence"));
    let (offered, raised) = (fraction.amount(summary.offered), cash(summary.raised));
    add(summary.offerings > 0, format!("{} with {offered} and {raised}", count(summary.offerings, "offering")));
    add(summary.purchases > 0, count(summary.purchases, "purchase"));
    format!("{} holds in slot {slot}: {}", summary.vault, looked_at.join("; "))
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

#[cfg(test)]
mod tests {
    use {super::*, mosaic_audit::IncomeSummary, mosaic_client::rules::Status};

    #[test]
    fn a_line_has_counts_and_totals_of_what_there_is() {
        let [vault, usdc, other] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        let incomes = vec![
            IncomeSummary { mint: usdc, owed: 1_500_000, held: 1_500_001 },
            IncomeSummary { mint: other, owed: 1, held: 2 },
        ];
        let mut summary = Summary {
            vault,
            status: Status::Auction,
            quote_mint: usdc,
            decimals: 6,
            nfts: 1,
            supply: 10_000_000_000,
            holders: 3,
            cash_owed: 1_000_000,
            cash_held: 2_000_000,
            bids: 2,
            stakes: 1,
            staked: 500_000,
            incomes,
            proposals: 1,
            votes: 2,
            licenses: 0,
            offerings: 1,
            offered: 2_500_000_000,
            raised: 100_000_000,
            purchases: 3,
        };
        let unit = Unit { symbol: "USDC".to_owned(), mint: usdc.to_string(), decimals: 6 };
        let units = BTreeMap::from([(usdc, unit)]);
        assert_eq!(
            audit_line(&summary, 9, &units),
            format!(
                "{vault} holds in slot 9: in auction; 1 NFT in custody; 10,000 fractions in 3 accounts; 2 bids; owes 1 USDC \
                 and has 2 USDC; 1 stake of 0.5 fractions; income: owes 1.5 USDC and has 1.500001 USDC; income: owes 1 raw \
                 units of {other} and has 2 raw units of {other}; 1 proposal; 2 votes; 1 offering with 2,500 fractions and \
                 100 USDC; 3 purchases"
            )
        );
        summary = Summary { incomes: Vec::new(), bids: 0, cash_owed: 0, cash_held: 0, stakes: 0, ..summary };
        summary = Summary { offerings: 0, offered: 0, raised: 0, purchases: 0, ..summary };
        summary = Summary { proposals: 0, votes: 0, status: Status::Draft, supply: 0, holders: 0, ..summary };
        let line = audit_line(&summary, 9, &units);
        assert_eq!(line, format!("{vault} holds in slot 9: in draft; 1 NFT in custody; 0 fractions in 0 accounts"));
    }
}
