//! Claiming what was bought in an offering.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::{
    actions::{
        Action,
        income::is_frozen,
        offering::read,
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    instructions, pda,
    quotes::{self, AccountKind, ClaimPurchaseQuote, NewAccount, total_rent},
    reader::{AccountReader, Accounts},
    views::{OfferingView, PurchaseView, VaultView},
};

/// A purchase to be claimed.
#[derive(Clone, Copy, Debug)]
pub struct ClaimPurchase {
    /// The vault.
    pub vault: Pubkey,
    /// Number of the offering; `None`: the vault's latest.
    pub number: Option<u64>,
    /// Who bought, and is paid.
    pub buyer: Pubkey,
    /// Who signs, and pays for token accounts that the buyer does not have; anyone.
    pub payer: Pubkey,
    /// What to do about wrapped SOL, where the buyer pays.
    pub sol: WrappedSol,
}

impl ClaimPurchase {
    /// The buyer's own purchase in the vault's latest offering.
    #[must_use]
    pub fn new(vault: Pubkey, buyer: Pubkey) -> Self {
        Self { vault, number: None, buyer, payer: buyer, sol: WrappedSol::default() }
    }
}

/// Brings a buyer the fractions it has bought in an offering that has succeeded, or its cash back from one that has not,
/// into its associated token accounts; those it does not have are made.
///
/// # Errors
/// [`ClientError::NoOffering`], [`ClientError::NoPurchase`]; [`ClientError::Rule`] with
/// [`OfferingRuns`](mosaic_core::RuleError::OfferingRuns); [`ClientError::Frozen`], [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn claim_purchase<R: AccountReader>(
    reader: &R,
    order: &ClaimPurchase,
) -> Result<Action<ClaimPurchaseQuote>, ActionError<R::Error>> {
    let ClaimPurchase { vault, number, buyer, .. } = *order;
    let (view, accounts, offering) = read(reader, &vault, number, &buyer).await?;
    let purchase = PurchaseView::of(&view, &offering, &accounts, &buyer)?;
    let purchase = purchase.ok_or(ClientError::NoPurchase { number: offering.number, buyer })?;
    Ok(collect(&view, &accounts, &offering, &purchase, order)?)
}

fn collect(
    view: &VaultView,
    accounts: &Accounts,
    offering: &OfferingView,
    purchase: &PurchaseView,
    order: &ClaimPurchase,
) -> Result<Action<ClaimPurchaseQuote>, ClientError> {
    let ClaimPurchase { buyer, payer, sol, .. } = *order;
    let rent = accounts.rent()?;
    let mut quote = quotes::claim_purchase(view, offering, purchase)?;
    let (mut instructions, mut after) = (Vec::new(), Vec::new());
    let (quote_mint, fraction_mint) = (view.vault.quote_mint, view.vault.fraction_mint);
    let mut make = |mint: &Pubkey, instructions: &mut Vec<Instruction>| {
        let account = pda::associated_token(&buyer, mint);
        if is_frozen(accounts, &account) {
            return Err(ClientError::Frozen { account });
        }
        if accounts.token(&account).is_none() {
            instructions.push(create_associated_token(&payer, &buyer, mint));
            quote.accounts.push(NewAccount::new(AccountKind::TokenAccount, account, &rent));
        }
        Ok(())
    };
    if quote.fractions > 0 {
        make(&fraction_mint, &mut instructions)?;
    }
    if quote.refund > 0 && payer != buyer {
        make(&quote_mint, &mut instructions)?;
    } else if quote.refund > 0 {
        let account = CashAccount::prepare(accounts, &buyer, &quote_mint, 0, sol, &rent);
        account.check_thawed()?;
        quote.unwrapped = account.unwraps();
        quote.accounts.extend(account.made);
        instructions.extend(account.before);
        after.extend(account.after);
    }
    instructions.push(claim(view, quote.number, &buyer, (quote.fractions, quote.refund)));
    quote.rent = total_rent(&quote.accounts);
    instructions.extend(after);
    Ok(Action::new(instructions, quote))
}

/// What claims a purchase that is due these fractions and this refund for its buyer, who need not sign.
pub(super) fn claim(view: &VaultView, number: u64, buyer: &Pubkey, (fractions, refund): (u64, u64)) -> Instruction {
    let account = |mint| pda::associated_token(buyer, &mint);
    let claim = instructions::ClaimPurchase {
        buyer: *buyer,
        signed: false,
        vault: view.address,
        number,
        fraction_destination: (fractions > 0).then(|| account(view.vault.fraction_mint)),
        cash_destination: (refund > 0).then(|| account(view.vault.quote_mint)),
    };
    claim.instruction()
}
