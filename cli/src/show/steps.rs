//! What can be done next, by whom, and with which command.

use {
    super::table,
    crate::vault::KnownVault,
    comfy_table::CellAlignment,
    mosaic_client::views::{Party, Step},
};

/// What can be done next, as a table; `None` where nothing can.
pub fn next_steps(vault: &KnownVault, steps: &[(Party, Step)]) -> Option<String> {
    if steps.is_empty() {
        return None;
    }
    let mut drawn = table(["who", "can", "command"]);
    for column in drawn.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Left);
    }
    for (party, step) in steps {
        let (what, command) = told(vault, *step);
        drawn.add_row([party_name(*party).to_owned(), what, command]);
    }
    Some(drawn.to_string())
}

fn party_name(party: Party) -> &'static str {
    match party {
        Party::Anyone => "anyone",
        Party::Creator => "the creator",
        Party::Holder => "holders",
        Party::Staker => "stakers",
        Party::WholeHolder => "who holds all",
        Party::Bidder => "bidders",
        Party::Recipient => "who gets the NFTs",
        Party::RoyaltyPayee => "creators of the NFTs",
        Party::Curator => "the curator",
        Party::Buyer => "buyers",
        Party::Licensee => "the licensee",
    }
}

/// A command about an offering; the latest needs no number.
fn offering(vault: &KnownVault, command: &str, number: u64) -> String {
    let latest = number.checked_add(1) == Some(vault.view.vault.offerings);
    let number = if latest { String::new() } else { format!(" --number {number}") };
    format!("offering {command} VAULT{number}")
}

/// A step in words, and the command for it; without the vault's address, which is the same in all.
fn told(vault: &KnownVault, step: Step) -> (String, String) {
    let price = |price: u64| format!("\"{}\"", vault.cash(price));
    let (what, command): (String, String) = match step {
        Step::Deposit => ("deposit a further NFT".into(), "vault open --id … --nft …".into()),
        Step::Describe => ("name the fraction".into(), "vault open --id … --name …".into()),
        Step::Activate => ("activate the vault".into(), "vault open --id …".into()),
        Step::Cancel => ("give the draft up".into(), "vault cancel VAULT".into()),
        Step::Bid { least_price } => {
            (format!("bid {} or more", vault.cash(least_price)), format!("bid place VAULT {}", price(least_price)))
        }
        Step::Stake => ("stake, to ask and to earn".into(), "stake add VAULT AMOUNT".into()),
        Step::SetAsk => ("say at which price to sell".into(), "ask set VAULT PRICE".into()),
        Step::Unstake => ("take a stake out, after its lock".into(), "stake remove VAULT".into()),
        Step::DepositIncome => ("pay income in".into(), "income deposit VAULT AMOUNT".into()),
        Step::ClaimIncome => ("take what a stake has earned".into(), "income claim VAULT".into()),
        Step::Reclaim => ("burn all fractions, take the NFTs".into(), "vault reclaim VAULT".into()),
        Step::MakeOffer { least_price } => (
            format!("offer {} or more, below the reserve", vault.cash(least_price)),
            format!("offer make VAULT {}", price(least_price)),
        ),
        Step::WithdrawOffer => ("take the offer back".into(), "offer withdraw VAULT".into()),
        Step::OpenOffering => ("sell fractions to many at once".into(), "offering open VAULT AMOUNT PRICE".into()),
        Step::BuyFractions { price, .. } => {
            (format!("buy fractions, at {} for the whole", vault.cash(price)), "offering buy VAULT AMOUNT".into())
        }
        Step::ClaimPurchase { number } => {
            (format!("take what offering {number} owes"), offering(vault, "claim", number))
        }
        Step::CloseOffering { number } => (format!("close offering {number}"), offering(vault, "close", number)),
        Step::CallOffOffering { number } => (format!("call offering {number} off"), offering(vault, "close", number)),
        Step::AcceptOffer => ("start the auction with the offer".into(), "offer accept VAULT".into()),
        Step::Propose { least_stake } => {
            (format!("propose, with {} staked", vault.fractions(least_stake)), "propose … VAULT".into())
        }
        Step::Vote { number } => (format!("vote on proposal {number}"), format!("vote yes VAULT {number}")),
        Step::ExecuteProposal { number } => {
            (format!("execute proposal {number}"), format!("proposal execute VAULT {number}"))
        }
        Step::CloseVotes => ("close records of votes".into(), "proposal close VAULT".into()),
        Step::AcceptLicense { number } => (format!("take licence {number}"), format!("license accept VAULT {number}")),
        Step::RenewLicense { number } => (format!("renew licence {number}"), format!("license renew VAULT {number}")),
        Step::CloseLicense { number } => (format!("close licence {number}"), format!("license close VAULT {number}")),
        Step::WithdrawBid => ("take an outbid bid back".into(), "bid withdraw VAULT".into()),
        Step::Settle => ("settle the auction".into(), "settle VAULT".into()),
        Step::Redeem => ("redeem fractions".into(), "redeem VAULT".into()),
        Step::ClaimAssets => ("take the NFTs".into(), "redeem VAULT".into()),
        Step::ClaimRoyalty => ("take a royalty".into(), "redeem VAULT".into()),
        Step::ClaimCuratorFee => ("take the fee".into(), "redeem VAULT".into()),
        Step::Close => ("close the vault".into(), "vault close VAULT".into()),
    };
    (what, format!("mosaic {command}"))
}
