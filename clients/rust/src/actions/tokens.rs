//! Token accounts of a wallet, and wrapped SOL.

use anchor_lang::{
    prelude::{Pubkey, Rent},
    solana_program::{
        instruction::{AccountMeta, Instruction},
        system_instruction,
    },
};
use anchor_spl::{
    associated_token::spl_associated_token_account::instruction::create_associated_token_account_idempotent,
    token::{
        ID as TOKEN_ID,
        spl_token::{instruction::TokenInstruction, native_mint},
    },
};

use crate::{
    error::ClientError,
    pda,
    quotes::{AccountKind, NewAccount},
    reader::Accounts,
};

/// What an action does about wrapped SOL, where the quote mint is that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WrappedSol {
    /// Wraps what is missing. Afterwards closes the wallet's account for wrapped SOL if the action made it, so that the
    /// wallet has SOL before and after; an account that was there before stays.
    #[default]
    Auto,
    /// Wraps what is missing, and afterwards unwraps all the wallet's wrapped SOL.
    UnwrapAll,
    /// Uses wrapped SOL as any token: wraps and unwraps nothing.
    AsIs,
}

/// The wallet's associated account for cash, with what has to be done before and after.
pub(crate) struct CashAccount {
    pub address: Pubkey,
    pub before: Vec<Instruction>,
    pub after: Vec<Instruction>,
    pub made: Option<NewAccount>,
    /// Lamports wrapped.
    pub wrapped: u64,
    frozen: bool,
}

impl CashAccount {
    /// Prepares the account for cash of `wallet`, to have at least `needed` raw quote units.
    pub fn prepare(
        accounts: &Accounts,
        wallet: &Pubkey,
        quote_mint: &Pubkey,
        needed: u64,
        sol: WrappedSol,
        rent: &Rent,
    ) -> Self {
        let address = pda::associated_token(wallet, quote_mint);
        let token = accounts.token(&address);
        let balance = token.map(|token| token.amount);
        let is_sol = *quote_mint == native_mint::ID && sol != WrappedSol::AsIs;
        let wrapped = if is_sol { needed.saturating_sub(balance.unwrap_or_default()) } else { 0 };
        let mut cash = Self { address, before: Vec::new(), after: Vec::new(), made: None, wrapped, frozen: false };
        cash.frozen = token.is_some_and(|token| token.is_frozen());
        if balance.is_none() {
            cash.before.push(create_associated_token(wallet, wallet, quote_mint));
            cash.made = Some(NewAccount::new(AccountKind::TokenAccount, address, rent));
        }
        if wrapped > 0 {
            cash.before.push(system_instruction::transfer(wallet, &address, wrapped));
            cash.before.push(sync_native(&address));
        }
        if is_sol && (balance.is_none() || sol == WrappedSol::UnwrapAll) {
            cash.after.push(close_token(&address, wallet));
        }
        cash
    }

    /// Refuses a frozen account.
    pub fn check_thawed(&self) -> Result<(), ClientError> {
        if self.frozen { Err(ClientError::Frozen { account: self.address }) } else { Ok(()) }
    }

    /// Refuses where the wallet cannot pay `needed` raw quote units, and with SOL `rent` for new accounts besides.
    pub fn check_covers(
        &self,
        accounts: &Accounts,
        wallet: &Pubkey,
        needed: u64,
        rent: u64,
    ) -> Result<(), ClientError> {
        let in_account = accounts.token(&self.address).map_or(0, |token| token.amount);
        if needed > in_account.saturating_add(self.wrapped) {
            return Err(ClientError::NotEnoughCash { needed, available: in_account });
        }
        let lamports = accounts.lamports(wallet);
        if self.wrapped > 0 && self.wrapped.saturating_add(rent) > lamports {
            let available = in_account.saturating_add(lamports.saturating_sub(rent));
            return Err(ClientError::NotEnoughCash { needed, available });
        }
        Ok(())
    }

    /// Whether the account is closed afterwards, so that the cash in it arrives as SOL.
    pub fn unwraps(&self) -> bool {
        !self.after.is_empty()
    }
}

/// Makes the associated token account of `owner` for a classic mint, unless it is there.
pub(crate) fn create_associated_token(payer: &Pubkey, owner: &Pubkey, mint: &Pubkey) -> Instruction {
    create_associated_token_of(payer, owner, mint, &TOKEN_ID)
}

/// [`create_associated_token`] for a mint of either token program.
pub(super) fn create_associated_token_of(
    payer: &Pubkey,
    owner: &Pubkey,
    mint: &Pubkey,
    token_program: &Pubkey,
) -> Instruction {
    create_associated_token_account_idempotent(payer, owner, mint, token_program)
}

fn sync_native(token: &Pubkey) -> Instruction {
    let accounts = vec![AccountMeta::new(*token, false)];
    Instruction { program_id: TOKEN_ID, accounts, data: TokenInstruction::SyncNative.pack() }
}

fn close_token(token: &Pubkey, owner: &Pubkey) -> Instruction {
    let accounts =
        vec![AccountMeta::new(*token, false), AccountMeta::new(*owner, false), AccountMeta::new_readonly(*owner, true)];
    Instruction { program_id: TOKEN_ID, accounts, data: TokenInstruction::CloseAccount.pack() }
}
