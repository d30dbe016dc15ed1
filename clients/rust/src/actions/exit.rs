//! Taking everything a wallet is owed.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use mosaic_core::Status;

use crate::{
    actions::{
        Action, claim_purchase, close_offering,
        close_staking::stray_stakes,
        close_votes::{CloseVotes, Records},
        income,
        stake::unstake_instruction,
        take_back::{claim_asset, read_with_nfts},
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    instructions::{ClaimCuratorFee, ClaimRoyalty, CloseIncome, Redeem, RedeemArgs, WithdrawBid},
    pda,
    quotes::{self, AccountKind, Claim, ExitQuote, Holdings, NewAccount},
    reader::{AccountReader, Accounts},
    state::Asset,
    views::{AssetView, BidView, OfferingView, Proposals, PurchaseView, VaultView},
};

/// A wallet that leaves a vault.
#[derive(Clone, Debug)]
pub struct Exit {
    /// The vault.
    pub vault: Pubkey,
    /// The wallet: signs, and pays for token accounts it does not have yet.
    pub wallet: Pubkey,
    /// Mints of the vault's NFTs, for its winner and for creators with royalties; others need not name any.
    pub nft_mints: Vec<Pubkey>,
    /// What to do about wrapped SOL.
    pub sol: WrappedSol,
    /// Proposals of which records that the wallet paid for are looked for, where the vault has any.
    pub proposals: Proposals,
}

impl Exit {
    /// A wallet that leaves a vault with these NFTs.
    #[must_use]
    pub fn new(vault: Pubkey, wallet: Pubkey, nft_mints: impl Into<Vec<Pubkey>>) -> Self {
        Self { vault, wallet, nft_mints: nft_mints.into(), sol: WrappedSol::default(), proposals: Proposals::All }
    }
}

/// Takes everything that a vault owes a wallet now: takes its bid or its exceeded offer back, claims what it bought in
/// offerings and, as the creator, closes those that are over, claims its income, its
/// royalties, the curator's fee and the NFTs it won, closes its proposals and votes that are over, and once the vault
/// is sold redeems all its fractions, those of the bid and the stake included.
///
/// Before the sale its stake stays: it may be about to ask and earn; [`unstake`](super::unstake()) takes it out. So
/// does an offer that stands; [`withdraw_offer`](super::withdraw_offer()) takes that back. After the sale the stake
/// leaves at once, and what a stream has not released yet goes to the stakes that stay. Income on the way of which an
/// account is frozen stays owed.
///
/// # Errors
/// [`ClientError::NothingOwed`], [`ClientError::NoVault`]; [`ClientError::Frozen`] if the wallet's account for cash is
/// and cash is due; [`ActionError::Read`].
pub async fn exit<R: AccountReader>(reader: &R, leave: &Exit) -> Result<Action<ExitQuote>, ActionError<R::Error>> {
    let Exit { vault, wallet, .. } = *leave;
    let fraction_account = pda::associated_token(&wallet, &pda::fraction_mint(&vault));
    let others = [pda::bid(&vault, &wallet), pda::stake(&vault, &wallet), fraction_account];
    let (view, mut accounts) = read_with_nfts(reader, &vault, &wallet, &leave.nft_mints, &others).await?;
    let mut addresses = income::token_accounts(&view, &wallet)?;
    addresses.extend([pda::staked_fractions(&vault), pda::fraction_escrow(&vault)]);
    addresses.push(pda::associated_token(&wallet, &view.vault.quote_mint));
    for number in OfferingView::numbers(&view) {
        addresses.push(pda::purchase(&pda::offering(&vault, number), &wallet));
        addresses.extend(close_offering::addresses(&view, number));
    }
    accounts.add(reader, &addresses).await?;
    let search = CloseVotes { proposals: leave.proposals.clone(), ..CloseVotes::new(vault, wallet) };
    let records = Records::read(reader, &view, &mut accounts, &search).await?.paid_by(&wallet);
    Ok(assemble(&view, &accounts, leave, &records, &fraction_account)?)
}

fn assemble(
    view: &VaultView,
    accounts: &Accounts,
    leave: &Exit,
    records: &Records,
    fraction_account: &Pubkey,
) -> Result<Action<ExitQuote>, ClientError> {
    let Exit { vault, wallet, .. } = *leave;
    let (rent, vault_account) = (accounts.rent()?, &view.vault);
    let mut assets: Vec<AssetView> = Vec::new();
    for mint in &leave.nft_mints {
        assets.extend(AssetView::of(view, accounts, mint)?);
    }
    let offerings = OfferingView::all(view, accounts)?;
    let mut purchases = Vec::new();
    for offering in &offerings {
        let purchase = PurchaseView::of(view, offering, accounts, &wallet)?;
        purchases.extend(purchase.map(|purchase| (*offering, purchase)));
    }
    let holdings = Holdings {
        wallet,
        purchases,
        offerings,
        bid: BidView::of(view, accounts, &wallet)?.map(|bid| bid.bid),
        stake: accounts.program_account(&pda::stake(&vault, &wallet))?,
        unpayable: income::unpayable(view, accounts, &wallet)?.into_iter().map(|(mint, _)| mint).collect(),
        fractions: accounts.token(fraction_account).map_or(0, |token| token.amount),
        stray_fractions: strays(view, accounts),
        assets: assets.iter().map(|asset| asset.asset).collect::<Vec<Asset>>(),
    };
    let mut quote = quotes::exit(view, &holdings)?;
    let mut closing_votes = Vec::new();
    quote.votes = records.close(view, &wallet, &mut closing_votes);
    if quote.claims.is_empty() && closing_votes.is_empty() {
        return Err(ClientError::NothingOwed { vault, wallet });
    }

    let mut instructions: Vec<Instruction> = Vec::new();
    let mut of_offerings = 0;
    let mut after = Vec::new();
    for mint in paid_mints(&quote, &vault_account.quote_mint) {
        let account = CashAccount::prepare(accounts, &wallet, &mint, 0, leave.sol, &rent);
        account.check_thawed()?;
        quote.accounts.extend(account.made);
        quote.unwrapped |= account.unwraps();
        instructions.extend(account.before);
        after.extend(account.after);
    }
    let cash_destination = pda::associated_token(&wallet, &vault_account.quote_mint);
    let has_fraction_account = accounts.token(fraction_account).is_some();
    if (quote.fractions > 0 || quote.burned > 0) && !has_fraction_account {
        instructions.push(create_associated_token(&wallet, &wallet, &vault_account.fraction_mint));
        quote.accounts.push(NewAccount::new(AccountKind::TokenAccount, *fraction_account, &rent));
    }
    for claim in &quote.claims {
        match *claim {
            Claim::Bid { fractions, .. } => {
                let withdraw = WithdrawBid {
                    bidder: wallet,
                    signed: true,
                    vault,
                    cash_destination,
                    fraction_destination: (fractions > 0).then_some(*fraction_account),
                };
                // One that fell because of a licence is withdrawn as the offer it was.
                let fell = view.status == Status::Active && view.leader() == Some(wallet);
                instructions.push(if fell { withdraw.offer() } else { withdraw.instruction() });
            }
            Claim::Purchase { number, fractions, refund } => {
                instructions.push(claim_purchase::claim(view, number, &wallet, (fractions, refund)));
                let claimed = holdings.purchases.iter().find(|(offering, _)| offering.number == number);
                let closed = claimed.filter(|(offering, _)| offering.is_over());
                of_offerings += closed.map_or(0, |(_, purchase)| purchase.lamports);
            }
            Claim::Offering { number, .. } => {
                let found = holdings.offerings.iter().find(|offering| offering.number == number);
                if let Some(offering) = found {
                    let made = &mut quote.accounts;
                    let closed = close_offering::close(view, accounts, offering, &wallet, &mut instructions, made)?;
                    of_offerings += closed.returned;
                }
            }
            Claim::Stake { fractions } => {
                instructions.push(unstake_instruction(view, &wallet, *fraction_account, fractions));
            }
            Claim::Income { mint, .. } => instructions.push(income::claim(view, &wallet, &mint)),
            Claim::Redemption { fractions, payout } => {
                let args = RedeemArgs { amount: fractions, min_payout: payout };
                let redeem =
                    Redeem { holder: wallet, vault, fraction_source: *fraction_account, cash_destination, args };
                instructions.push(redeem.instruction());
            }
            Claim::Royalty { nft_mint, .. } => {
                let creator = vault_account.creator;
                let claim = ClaimRoyalty { payee: wallet, signed: true, vault, creator, nft_mint, cash_destination };
                instructions.push(claim.instruction());
            }
            Claim::CuratorFee { .. } => {
                let claim = ClaimCuratorFee { curator: wallet, signed: true, vault, cash_destination };
                instructions.push(claim.instruction());
            }
            Claim::Unearned { mint, .. } => instructions.extend(close_income(view, &wallet, &mint)?),
            Claim::Asset { nft_mint } => {
                let found = assets.iter().find(|asset| asset.asset.nft_mint == nft_mint);
                if let Some(asset) = found {
                    claim_asset(view, accounts, asset, &wallet, &rent, &mut instructions, &mut quote.accounts);
                }
            }
        }
    }
    instructions.extend(closing_votes);
    instructions.extend(after);
    quote.returned = returned(view, accounts, &assets, &quote, &wallet) + quote.votes.returned_to(&wallet);
    quote.returned += of_offerings;
    Ok(Action::new(instructions, quote))
}

/// Fractions in the vault's own accounts that nobody staked or bid with, in raw units.
fn strays(view: &VaultView, accounts: &Accounts) -> u64 {
    let there = |address| accounts.token(&address).map_or(0, |token| token.amount);
    let bids =
        view.auction.map_or(0, |auction| there(pda::fraction_escrow(&view.address)).saturating_sub(auction.fractions));
    bids.saturating_add(view.pool.map_or(0, |pool| stray_stakes(accounts, &view.address, &pool)))
}

/// What pays the recipient what nobody is left to earn. What was sent uninvited stays: that is for who closes the
/// vault.
fn close_income(view: &VaultView, wallet: &Pubkey, mint: &Pubkey) -> Result<Option<Instruction>, ClientError> {
    Ok(view.income(mint)?.map(|income| {
        let close = CloseIncome {
            vault: view.address,
            mint: *mint,
            opener: income.opener,
            with_auction: view.auction.is_some(),
            recipient: *wallet,
            recipient_signed: true,
            unearned_destination: Some(pda::associated_token(wallet, mint)),
            curator: view.vault.curator,
            curator_signed: false,
            surplus_destination: None,
        };
        close.instruction()
    }))
}

/// Mints of which something is paid: the quote mint first.
fn paid_mints(quote: &ExitQuote, quote_mint: &Pubkey) -> Vec<Pubkey> {
    let incomes = quote.claims.iter().filter_map(|claim| match claim {
        Claim::Income { mint, .. } | Claim::Unearned { mint, .. } if mint != quote_mint => Some(*mint),
        _ => None,
    });
    (quote.cash > 0).then_some(*quote_mint).into_iter().chain(incomes).collect()
}

/// Lamports of the accounts that the claims close, as far as they are the wallet's.
fn returned(view: &VaultView, accounts: &Accounts, assets: &[AssetView], quote: &ExitQuote, wallet: &Pubkey) -> u64 {
    let mut lamports = 0;
    if quote.claims.iter().any(|claim| matches!(claim, Claim::Bid { .. })) {
        lamports += accounts.lamports(&pda::bid(&view.address, wallet));
    }
    if quote.closes_stake {
        lamports += accounts.lamports(&pda::stake(&view.address, wallet));
    }
    for claim in &quote.claims {
        if let Claim::Unearned { mint, amount } = claim {
            lamports += rent_of_income(view, accounts, mint, *amount, wallet);
        }
    }
    if *wallet != view.vault.creator {
        return lamports;
    }
    for asset in assets {
        let leaves = quote.assets.contains(&asset.asset.nft_mint);
        if leaves {
            lamports += accounts.lamports(&asset.asset.custody);
        }
        let unpaid = view.status.pays_out() && asset.royalties().any(|royalty| royalty.payee != *wallet);
        let touched = leaves || asset.royalties().any(|royalty| royalty.payee == *wallet);
        if touched && !unpaid && (leaves || !asset.is_held()) {
            lamports += accounts.lamports(&asset.address);
        }
    }
    lamports
}

/// Lamports of an account of income that is closed with what nobody is left to earn, if they are the wallet's.
fn rent_of_income(view: &VaultView, accounts: &Accounts, mint: &Pubkey, unearned: u64, wallet: &Pubkey) -> u64 {
    let address = pda::income_account(&view.address, mint);
    let nothing_else = accounts.token(&address).is_some_and(|token| token.amount == unearned);
    let owes_nobody = view.pool.is_some_and(|pool| pool.stakes == 0);
    let opener = view.income(mint).ok().flatten().map(|income| income.opener);
    if nothing_else && owes_nobody && opener == Some(*wallet) { accounts.lamports(&address) } else { 0 }
}
