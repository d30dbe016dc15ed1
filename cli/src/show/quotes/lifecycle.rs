//! Opening, leaving, taking back and closing.

use {
    super::{Sheet, rent, rent_back},
    crate::{amount::Unit, network::sol, show::bps, vault::KnownVault},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        quotes::{
            Claim, CloseOfferingQuote, CloseQuote, CloseVotesQuote, ExitQuote, LowerCuratorFeeQuote, OpenQuote,
            ReturnQuote, StakingClosed,
        },
        rules::Terms,
    },
};

/// What opening a vault does.
pub fn open(quote: &OpenQuote, terms: &Terms, cash: &Unit, fraction: &Unit) -> Sheet {
    let one = fraction.one();
    Sheet::new()
        .row("vault", quote.vault)
        .row("fraction mint", quote.fraction_mint)
        .row("minted", fraction.amount(quote.minted))
        .row("opening price", cash.amount(terms.opening_price))
        .maybe(
            "price of one token",
            quote.price_per_token.map(|price| format!("{} for {}", cash.amount(price), fraction.amount(one))),
        )
        .row("NFTs", quote.assets)
        .row("royalties of a sale", bps(quote.royalty_bps))
        .row("curator's fee", bps(terms.curator_fee_bps))
        .and(rent(&quote.accounts))
}

/// What lowering the curator's fee does.
pub fn lower_curator_fee(quote: &LowerCuratorFeeQuote) -> Sheet {
    let LowerCuratorFeeQuote { before_bps, fee_bps, cap_bps } = *quote;
    Sheet::new()
        .row("curator's fee", format!("{} -> {}", bps(before_bps), bps(fee_bps)))
        .row("a vote may set up to", bps(cap_bps))
}

/// What a wallet is paid and takes.
pub fn exit(vault: &KnownVault, quote: &ExitQuote) -> Sheet {
    let sheet = quote.claims.iter().fold(Sheet::new(), |sheet, claim| {
        let (label, value) = claimed(vault, claim);
        sheet.row(label, value)
    });
    sheet
        .when(quote.cash > 0, "cash in sum", vault.cash(quote.cash))
        .when(quote.unwrapped, "arrives as", "SOL, unwrapped")
        .and(closed_votes(&quote.votes))
        .when(quote.returned > 0, "rent comes back", sol().amount(quote.returned))
        .and(rent(&quote.accounts))
}

fn claimed(vault: &KnownVault, claim: &Claim) -> (&'static str, String) {
    match claim {
        Claim::Bid { cash, fractions: 0 } => ("bid comes back", vault.cash(*cash)),
        Claim::Bid { cash, fractions } => {
            ("bid comes back", format!("{} and {}", vault.cash(*cash), vault.fractions(*fractions)))
        }
        Claim::Purchase { fractions, refund: 0, .. } => ("bought in an offering", vault.fractions(*fractions)),
        Claim::Purchase { refund, .. } => ("paid back of an offering", vault.cash(*refund)),
        Claim::Offering { fractions, cash, .. } => {
            ("from your offering", format!("{} and {}", vault.cash(*cash), vault.fractions(*fractions)))
        }
        Claim::Stake { fractions } => ("stake comes back", vault.fractions(*fractions)),
        Claim::Income { mint, amount } => ("income", vault.of_mint(mint, *amount)),
        Claim::Redemption { fractions, payout } => {
            ("redeemed", format!("{} for {}", vault.fractions(*fractions), vault.cash(*payout)))
        }
        Claim::Royalty { nft_mint, amount } => ("royalty", format!("{} of NFT {nft_mint}", vault.cash(*amount))),
        Claim::CuratorFee { amount } => ("curator's fee", vault.cash(*amount)),
        Claim::Unearned { mint, amount } => ("income nobody earns", vault.of_mint(mint, *amount)),
        Claim::Asset { nft_mint } => ("NFT", nft_mint.to_string()),
    }
}

/// Records of proposals and votes that are closed with something else.
pub(super) fn closed_votes(quote: &CloseVotesQuote) -> Sheet {
    let numbers: Vec<_> = quote.proposals.iter().map(ToString::to_string).collect();
    Sheet::new().when(!numbers.is_empty(), "proposals closed", numbers.join(", ")).when(
        !quote.votes.is_empty(),
        "votes closed",
        quote.votes.len(),
    )
}

/// Offerings that are closed with something else.
fn closed_offerings(vault: &KnownVault, offerings: &[CloseOfferingQuote]) -> Sheet {
    offerings.iter().fold(Sheet::new(), |sheet, closed| {
        sheet
            .row("offering closed", closed.number)
            .when(closed.cash > 0, "its cash to the creator", vault.cash(closed.cash))
            .when(closed.surplus_cash > 0, "its surplus to the curator", vault.cash(closed.surplus_cash))
            .when(closed.surplus_fractions > 0, "its surplus burned", vault.fractions(closed.surplus_fractions))
            .row("its rent to the creator", sol().amount(closed.returned))
    })
}

/// What taking a vault's NFTs back does.
pub fn returned(vault: &KnownVault, quote: &ReturnQuote) -> Sheet {
    let sheet = Sheet::new().when(quote.burned > 0, "burned", vault.fractions(quote.burned));
    let sheet = quote.assets.iter().fold(sheet, |sheet: Sheet, mint: &Pubkey| sheet.row("NFT", mint));
    sheet
        .row("the vault", if quote.closes { "is closed" } else { "stays open" })
        .when(quote.returned > 0, "rent to the creator", sol().amount(quote.returned))
        .when(quote.to_opener > 0, "rent to who opened the auction", sol().amount(quote.to_opener))
        .and(closed_stakes(vault, &quote.staking))
        .and(closed_votes(&quote.votes))
        .and(closed_offerings(vault, &quote.offerings))
        .and(rent(&quote.accounts))
}

/// What closing a vault does.
pub fn close(vault: &KnownVault, quote: &CloseQuote) -> Sheet {
    Sheet::new()
        .row("rent to the creator", sol().amount(quote.to_creator))
        .when(quote.to_opener > 0, "rent to who opened the auction", sol().amount(quote.to_opener))
        .when(quote.surplus_cash > 0, "surplus to the curator", vault.cash(quote.surplus_cash))
        .when(quote.surplus_fractions > 0, "surplus burned", vault.fractions(quote.surplus_fractions))
        .and(closed_stakes(vault, &quote.staking))
        .and(closed_votes(&quote.votes))
        .and(rent_back(&quote.votes.returned))
        .and(closed_offerings(vault, &quote.offerings))
        .and(rent(&quote.accounts))
}

fn closed_stakes(vault: &KnownVault, quote: &StakingClosed) -> Sheet {
    let sheet = quote.incomes.iter().fold(Sheet::new(), |sheet, left| {
        sheet.when(left.unearned > 0, "income nobody earned", vault.of_mint(&left.mint, left.unearned)).when(
            left.surplus > 0,
            "surplus of income",
            vault.of_mint(&left.mint, left.surplus),
        )
    });
    sheet
        .when(quote.surplus_fractions > 0, "stray fractions burned", vault.fractions(quote.surplus_fractions))
        .and(rent_back(&quote.returned))
}
