//! Quotes of everything a wallet is owed.

use anchor_lang::prelude::Pubkey;
use mosaic_core::{RuleError, Status, payout, split::royalty};

use crate::{
    quotes::{CloseVotesQuote, NewAccount},
    state::{Asset, Bid, Stake},
    views::{OfferingView, PurchaseView, VaultView},
};

/// One thing a wallet is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Its bid, taken back whole.
    Bid {
        /// Cash returned, in raw quote units.
        cash: u64,
        /// Fractions returned, in raw units.
        fractions: u64,
    },
    /// What it bought in an offering: its fractions, or its cash back.
    Purchase {
        /// Number of the offering.
        number: u64,
        /// Fractions delivered, in raw units.
        fractions: u64,
        /// Cash paid back, in raw quote units.
        refund: u64,
    },
    /// What is the creator's own of an offering that is over.
    Offering {
        /// Number of the offering.
        number: u64,
        /// Fractions returned, in raw units.
        fractions: u64,
        /// Paid, in raw quote units.
        cash: u64,
    },
    /// Its stake, taken out whole.
    Stake {
        /// Fractions returned, in raw units.
        fractions: u64,
    },
    /// What its stake has earned of one income.
    Income {
        /// Mint of the income.
        mint: Pubkey,
        /// Paid, in raw units of the mint.
        amount: u64,
    },
    /// Its fractions' share of the proceeds.
    Redemption {
        /// Fractions burned, in raw units.
        fractions: u64,
        /// Paid, in raw quote units.
        payout: u64,
    },
    /// Its royalty as a creator of an NFT.
    Royalty {
        /// Mint of the NFT.
        nft_mint: Pubkey,
        /// Paid, in raw quote units.
        amount: u64,
    },
    /// Its fee as the curator.
    CuratorFee {
        /// Paid, in raw quote units.
        amount: u64,
    },
    /// What nobody is left to earn of one income, which goes to who got the assets.
    Unearned {
        /// Mint of the income.
        mint: Pubkey,
        /// Paid, in raw units of the mint.
        amount: u64,
    },
    /// An NFT.
    Asset {
        /// Its mint.
        nft_mint: Pubkey,
    },
}

impl Claim {
    /// What it pays of the quote mint, in raw units.
    #[must_use]
    pub fn cash(&self, quote_mint: &Pubkey) -> u64 {
        match self {
            Self::Income { mint, .. } | Self::Unearned { mint, .. } if mint != quote_mint => 0,
            Self::Bid { cash: amount, .. }
            | Self::Purchase { refund: amount, .. }
            | Self::Offering { cash: amount, .. }
            | Self::Income { amount, .. }
            | Self::Unearned { amount, .. }
            | Self::Redemption { payout: amount, .. }
            | Self::Royalty { amount, .. }
            | Self::CuratorFee { amount } => *amount,
            Self::Stake { .. } | Self::Asset { .. } => 0,
        }
    }
}

/// What a wallet brings.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    /// The wallet.
    pub wallet: Pubkey,
    /// Its bid, if it has one.
    pub bid: Option<Bid>,
    /// What it has bought in offerings.
    pub purchases: Vec<(OfferingView, PurchaseView)>,
    /// The offerings of the vault; none needed but by its creator.
    pub offerings: Vec<OfferingView>,
    /// Its stake, if it has one.
    pub stake: Option<Stake>,
    /// Mints of income that cannot be paid now, as an account on the way is frozen: the income stays owed.
    pub unpayable: Vec<Pubkey>,
    /// Fractions it holds, in raw units.
    pub fractions: u64,
    /// Fractions that lie in the vault's own accounts uninvited, in raw units: nothing is owed to them.
    pub stray_fractions: u64,
    /// The records of NFTs of the vault.
    pub assets: Vec<Asset>,
}

/// Everything a wallet is owed, in the order of the instructions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExitQuote {
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// Cash paid in sum, in raw quote units; income in the quote mint included.
    pub cash: u64,
    /// Fractions that come from a bid or from offerings and are not redeemed, in raw units.
    pub fractions: u64,
    /// Fractions that come back from the stake, in raw units; they are redeemed with the others.
    pub unstaked: u64,
    /// Fractions burned, in raw units.
    pub burned: u64,
    /// Mints of the NFTs that arrive.
    pub assets: Vec<Pubkey>,
    /// Token accounts made for it, at the wallet's expense; one for wrapped SOL is closed again by the last
    /// instruction.
    pub accounts: Vec<NewAccount>,
    /// Whether the stake is closed: nothing is staked or owed any more.
    pub closes_stake: bool,
    /// The wallet's proposals and votes that are closed. [`exit`] leaves it empty, as `returned`.
    pub votes: CloseVotesQuote,
    /// Lamports of closed accounts that come back to the wallet: of its bid, its purchases, its stake, its proposals and
    /// votes, and to the vault's creator those of offerings and of the NFTs that leave. [`exit`] leaves them 0: they follow from the accounts that
    /// [`crate::actions::exit`] reads.
    pub returned: u64,
    /// Whether wrapped SOL arrives as SOL: the wallet's account for it is closed by the last instruction.
    pub unwrapped: bool,
}

/// Quotes everything that a vault owes a wallet now.
///
/// # Errors
/// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
pub fn exit(view: &VaultView, holdings: &Holdings) -> Result<ExitQuote, RuleError> {
    let wallet = holdings.wallet;
    let mut quote = ExitQuote::default();
    let mut in_wallet = holdings.fractions;
    // An offer that stands stays, as a leading bid does; one that fell because of a licence leaves.
    let leads = match view.status {
        Status::Active => view.offer()?.is_some_and(|offer| offer.bidder == wallet),
        Status::Auction => view.leader() == Some(wallet),
        _ => false,
    };
    if let Some(bid) = holdings.bid.filter(|_| view.status.returns_bids() && !leads) {
        quote.claims.push(Claim::Bid { cash: bid.cash, fractions: bid.fractions });
        in_wallet = in_wallet.checked_add(bid.fractions).ok_or(RuleError::Overflow)?;
        quote.fractions = bid.fractions;
    }
    let bought = claim_of_offerings(view, holdings, &mut quote)?;
    in_wallet = in_wallet.checked_add(bought).ok_or(RuleError::Overflow)?;
    if let Some(stake) = &holdings.stake {
        in_wallet = in_wallet
            .checked_add(leave_stake(view, stake, &holdings.unpayable, &mut quote)?)
            .ok_or(RuleError::Overflow)?;
    }
    if let Some(auction) = view.auction.as_ref().filter(|_| view.status.pays_out()) {
        let vault = &view.vault;
        let (mut unpaid, mut claims_left) = (auction.royalties, vault.royalty_claims);
        for asset in &holdings.assets {
            for due in asset.royalties.iter().filter(|due| due.weight > 0 && due.payee == wallet) {
                let amount = royalty(auction.winning_cash, due.weight, vault.assets, unpaid, claims_left)?;
                unpaid = unpaid.saturating_sub(amount);
                claims_left = claims_left.saturating_sub(1);
                quote.claims.push(Claim::Royalty { nft_mint: asset.nft_mint, amount });
            }
        }
        if vault.curator == wallet && auction.curator_fee > 0 {
            quote.claims.push(Claim::CuratorFee { amount: auction.curator_fee });
        }
        if in_wallet > 0 {
            let payout = payout::redeem(in_wallet, view.supply, auction.proceeds, 0)?;
            quote.claims.push(Claim::Redemption { fractions: in_wallet, payout });
            (quote.burned, quote.fractions) = (in_wallet, 0);
        }
    }
    if view.recipient() == Some(wallet) {
        claim_unearned(view, holdings, &mut quote)?;
        quote.assets = holdings.assets.iter().filter(|asset| asset.held == 1).map(|asset| asset.nft_mint).collect();
        quote.claims.extend(quote.assets.iter().map(|nft_mint| Claim::Asset { nft_mint: *nft_mint }));
    }
    let cash = quote.claims.iter().try_fold(0u64, |sum, claim| sum.checked_add(claim.cash(&view.vault.quote_mint)));
    quote.cash = cash.ok_or(RuleError::Overflow)?;
    Ok(quote)
}

/// Claims what the wallet bought in offerings, and as the creator what is its own of those that are over. Returns the
/// fractions.
fn claim_of_offerings(view: &VaultView, holdings: &Holdings, quote: &mut ExitQuote) -> Result<u64, RuleError> {
    let before = quote.fractions;
    let mut add = |claim: Claim, fractions: u64| {
        quote.claims.push(claim);
        quote.fractions = quote.fractions.checked_add(fractions).ok_or(RuleError::Overflow)?;
        Ok(())
    };
    for (offering, purchase) in holdings.purchases.iter().filter(|(_, purchase)| purchase.claimable) {
        let PurchaseView { fractions, refund, .. } = *purchase;
        add(Claim::Purchase { number: offering.number, fractions, refund }, fractions)?;
    }
    let own = holdings.wallet == view.vault.creator;
    for offering in holdings.offerings.iter().filter(|offering| own && offering.closable) {
        let closed = offering.rules().close(view.status, true, view.now)?;
        let (number, fractions) = (offering.number, closed.fractions);
        add(Claim::Offering { number, fractions, cash: closed.cash }, fractions)?;
    }
    Ok(quote.fractions - before)
}

/// Takes everything out of a stake that can leave without giving up what it asks and earns: its income at any time, its
/// fractions once the vault is sold. Returns the fractions.
fn leave_stake(view: &VaultView, stake: &Stake, unpayable: &[Pubkey], quote: &mut ExitQuote) -> Result<u64, RuleError> {
    let unstaked = if view.status.pays_out() { stake.amount } else { 0 };
    if unstaked > 0 {
        // First, as from then on no more is earned: what is claimed then is all.
        quote.claims.push(Claim::Stake { fractions: unstaked });
        quote.unstaked = unstaked;
    }
    quote.closes_stake = unstaked == stake.amount;
    for due in view.due(stake)? {
        if unpayable.contains(&due.mint) {
            quote.closes_stake = false;
        } else {
            quote.claims.push(Claim::Income { mint: due.mint, amount: due.amount });
        }
    }
    Ok(unstaked)
}

/// Claims what nobody is left to earn, if that is so once the wallet's fractions are redeemed. A stake of the wallet
/// itself goes first: what it leaves is known only afterwards.
fn claim_unearned(view: &VaultView, holdings: &Holdings, quote: &mut ExitQuote) -> Result<(), RuleError> {
    let fractions = view.supply.saturating_sub(quote.burned).saturating_sub(holdings.stray_fractions);
    if view.staked() > 0 || fractions > 0 || holdings.stake.is_some() {
        return Ok(());
    }
    for income in view.incomes()?.iter().filter(|income| !holdings.unpayable.contains(&income.mint)) {
        let (amount, _) = income.stream.give_up()?;
        if amount > 0 {
            quote.claims.push(Claim::Unearned { mint: income.mint, amount });
        }
    }
    Ok(())
}
