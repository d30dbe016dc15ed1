//! Quotes of opening, taking back and closing a vault.

use anchor_lang::prelude::{Pubkey, Rent};
use mosaic_core::{RuleError, Terms, auction::value_of, math::mul_div_ceil, terms::check_supply};

use crate::{
    instructions::NftKind,
    pda,
    quotes::{AccountKind, CloseOfferingQuote, CloseVotesQuote, NewAccount, returned_rent, total_rent},
    state::Vault,
    views::{NftView, one_token},
};

/// What opening a vault does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuote {
    /// Address of the vault.
    pub vault: Pubkey,
    /// Mint of its fractions.
    pub fraction_mint: Pubkey,
    /// The creator's token account that gets all fractions.
    pub fraction_account: Pubkey,
    /// Fractions minted, in raw units.
    pub minted: u64,
    /// The opening price of one whole token of fractions (`10^decimals` raw units), floored, in raw quote units; `None`
    /// where that exceeds `u64`.
    pub price_per_token: Option<u64>,
    /// The royalties of a sale in basis points of its cash, rounded up.
    pub royalty_bps: u64,
    /// NFTs in the vault afterwards.
    pub assets: u8,
    /// Accounts made, at the creator's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
    /// Of it, what comes back to the creator at the latest when the vault is closed, in lamports.
    pub returned: u64,
}

/// What is to be opened.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    /// Who opens the vault.
    pub creator: Pubkey,
    /// Its number for the vault.
    pub id: u64,
    /// Fractions to be minted, in raw units.
    pub supply: u64,
    /// Decimals of the fraction mint.
    pub decimals: u8,
    /// The terms.
    pub terms: &'a Terms,
    /// The NFTs still to be deposited.
    pub nfts: &'a [NftView],
    /// Whether the fraction is still to be described.
    pub describe: bool,
    /// The vault as it is, if it is in Draft already.
    pub draft: Option<&'a Vault>,
    /// Whether the creator has a token account for the fractions already.
    pub has_fraction_account: bool,
}

/// Quotes opening a vault: create, deposit, describe, activate.
///
/// # Errors
/// Those of [`Terms::check`] and [`check_supply`]; [`RuleError::Overflow`] for more NFTs than a vault takes.
pub fn open(opening: &Opening, rent: &Rent) -> Result<OpenQuote, RuleError> {
    let Opening { creator, id, supply, decimals, terms, nfts, .. } = *opening;
    terms.check()?;
    check_supply(supply, decimals)?;
    let vault = pda::vault(&creator, id);
    let fraction_mint = pda::fraction_mint(&vault);
    let fraction_account = pda::associated_token(&creator, &fraction_mint);
    let mut accounts = Vec::new();
    let mut add = |kind, address| accounts.push(NewAccount::new(kind, address, rent));
    if opening.draft.is_none() {
        add(AccountKind::Vault, vault);
        add(AccountKind::FractionMint, fraction_mint);
    }
    for nft in nfts {
        add(AccountKind::Asset, pda::asset(&vault, &nft.mint));
        let kind = nft.kind().unwrap_or(NftKind::Plain);
        add(AccountKind::Custody, kind.custody(&vault, &nft.mint));
    }
    if opening.describe {
        add(AccountKind::FractionMetadata, pda::metadata(&fraction_mint));
    }
    if !opening.has_fraction_account {
        add(AccountKind::TokenAccount, fraction_account);
    }
    let already = opening.draft.map_or((0, 0), |draft| (draft.assets, draft.royalty_weight));
    let assets = u8::try_from(nfts.len()).ok().and_then(|more| already.0.checked_add(more));
    let assets = assets.ok_or(RuleError::Overflow)?;
    let weight = already.1 + nfts.iter().map(NftView::royalty_weight).sum::<u32>();
    Ok(OpenQuote {
        vault,
        fraction_mint,
        fraction_account,
        minted: supply,
        price_per_token: value_of(one_token(decimals)?, terms.opening_price, supply).ok(),
        royalty_bps: mul_div_ceil(u64::from(weight), 1, 100 * u64::from(assets.max(1)))?,
        assets,
        rent: total_rent(&accounts),
        returned: returned_rent(&accounts),
        accounts,
    })
}

/// What taking a vault's NFTs back does, by [`reclaim`](crate::actions::reclaim) or [`cancel`](crate::actions::cancel).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnQuote {
    /// Fractions burned, in raw units.
    pub burned: u64,
    /// Mints of the NFTs that arrive.
    pub assets: Vec<Pubkey>,
    /// Token accounts made for them, at the wallet's expense.
    pub accounts: Vec<NewAccount>,
    /// Whether the vault is closed with it: only once every NFT has left.
    pub closes: bool,
    /// Lamports that come back to the vault's creator: of the vault and of what held the NFTs.
    pub returned: u64,
    /// Lamports of the auction that come back to who made the first offer, where there were offers.
    pub to_opener: u64,
    /// What is closed of stakes and income, where the vault has any and is closed.
    pub staking: StakingClosed,
    /// What is closed of proposals and votes, where the vault has any and is closed.
    pub votes: CloseVotesQuote,
    /// What is closed of offerings, where the vault has any and is closed.
    pub offerings: Vec<CloseOfferingQuote>,
}

/// The rent of an account that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RentBack {
    /// What it was for.
    pub kind: AccountKind,
    /// Its address.
    pub address: Pubkey,
    /// Who paid it and gets it back.
    pub to: Pubkey,
    /// Lamports.
    pub lamports: u64,
}

/// What is left of the income of one mint when it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomeLeft {
    /// The mint.
    pub mint: Pubkey,
    /// What nobody was left to earn, in raw units: goes to who got the assets.
    pub unearned: u64,
    /// What was sent to the account uninvited, in raw units: goes to the curator.
    pub surplus: u64,
}

/// What closing the stakes and the income of a vault does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StakingClosed {
    /// What is left, by mint.
    pub incomes: Vec<IncomeLeft>,
    /// Fractions nobody is owed in the account for staked ones, which are burned, in raw units.
    pub surplus_fractions: u64,
    /// The rent of the accounts that are closed.
    pub returned: Vec<RentBack>,
}

/// What closing a vault does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CloseQuote {
    /// Lamports of the vault that come back to its creator.
    pub to_creator: u64,
    /// Lamports of the auction and its escrows that come back to who placed the first bid or made the first offer.
    pub to_opener: u64,
    /// Cash nobody is owed, which the curator gets, in raw quote units.
    pub surplus_cash: u64,
    /// Fractions nobody is owed in the escrow of bids, which are burned, in raw units.
    pub surplus_fractions: u64,
    /// What is closed of stakes and income before it.
    pub staking: StakingClosed,
    /// What is closed of proposals and votes before it.
    pub votes: CloseVotesQuote,
    /// What is closed of offerings before it.
    pub offerings: Vec<CloseOfferingQuote>,
    /// Token accounts made for those who are paid, at the payer's expense.
    pub accounts: Vec<NewAccount>,
    /// What they cost, in lamports.
    pub rent: u64,
}
