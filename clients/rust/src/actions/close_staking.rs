//! Closing what a vault has of stakes and income, so that it can be closed itself.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::{
    actions::{close_offering, tokens::create_associated_token},
    error::{ActionError, ClientError},
    instructions::{CloseIncome, CloseStaking},
    pda,
    quotes::{AccountKind, IncomeLeft, NewAccount, RentBack, StakingClosed},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    state::Pool,
    views::{IncomeView, OfferingView, VaultView},
};

/// Who closes, and who gets the assets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closing<'a> {
    pub view: &'a VaultView,
    /// Pays for token accounts of those who are paid.
    pub payer: Pubkey,
    /// The winner, or who reclaims.
    pub recipient: Pubkey,
}

impl Closing<'_> {
    /// Reads what [`Self::instructions`] and [`close_vault`](super::close::close_vault) look at.
    pub async fn read<R: AccountReader>(
        &self,
        reader: &R,
        accounts: &mut Accounts,
    ) -> Result<(), ActionError<R::Error>> {
        let vault = &self.view.address;
        let mut addresses = vec![pda::staked_fractions(vault), pda::pool(vault), pda::asks(vault), RENT_SYSVAR_ID];
        addresses.extend([pda::cash_escrow(vault), pda::fraction_escrow(vault)]);
        addresses.push(pda::associated_token(&self.curator(), &self.view.vault.quote_mint));
        for number in OfferingView::numbers(self.view) {
            addresses.extend(close_offering::addresses(self.view, number));
        }
        for income in self.view.incomes()? {
            addresses.push(income.account);
            addresses.extend([self.recipient, self.curator()].map(|payee| pda::associated_token(&payee, &income.mint)));
        }
        accounts.add(reader, &addresses).await
    }

    fn curator(&self) -> Pubkey {
        self.view.vault.curator
    }

    /// What closes each income, then the pool and the book; what it leaves, and the token accounts it makes. Nothing
    /// where the vault has no pool.
    pub fn instructions(
        &self,
        accounts: &Accounts,
        instructions: &mut Vec<Instruction>,
        made: &mut Vec<NewAccount>,
    ) -> Result<StakingClosed, ClientError> {
        let mut closed = StakingClosed::default();
        let Some(pool) = &self.view.pool else { return Ok(closed) };
        for income in self.view.incomes()? {
            let left = self.left_of(accounts, &income);
            let mut destination = |amount: u64, payee: Pubkey| {
                if amount == 0 {
                    return Ok(None);
                }
                let there = pda::associated_token(&payee, &income.mint);
                match accounts.token(&there) {
                    Some(token) if token.is_frozen() => return Err(ClientError::Frozen { account: there }),
                    None if made.iter().all(|account| account.address != there) => {
                        instructions.push(create_associated_token(&self.payer, &payee, &income.mint));
                        made.push(NewAccount::new(AccountKind::TokenAccount, there, &accounts.rent()?));
                    }
                    _ => {}
                }
                Ok(Some(there))
            };
            let unearned_destination = destination(left.unearned, self.recipient)?;
            let surplus_destination = destination(left.surplus, self.curator())?;
            if left.unearned + left.surplus > 0 && super::income::is_frozen(accounts, &income.account) {
                return Err(ClientError::Frozen { account: income.account });
            }
            let close = CloseIncome {
                vault: self.view.address,
                mint: income.mint,
                opener: income.opener,
                with_auction: self.view.auction.is_some(),
                recipient: self.recipient,
                recipient_signed: false,
                unearned_destination,
                curator: self.curator(),
                curator_signed: false,
                surplus_destination,
            };
            instructions.push(close.instruction());
            closed.incomes.push(left);
            closed.returned.push(self.rent_back(accounts, AccountKind::IncomeAccount, income.account, income.opener));
        }
        self.close_pool(accounts, pool, instructions, &mut closed);
        Ok(closed)
    }

    fn left_of(&self, accounts: &Accounts, income: &IncomeView) -> IncomeLeft {
        let there = accounts.token(&income.account).map_or(0, |token| token.amount);
        let unearned = income.stream.balance;
        IncomeLeft { mint: income.mint, unearned, surplus: there.saturating_sub(unearned) }
    }

    fn close_pool(
        &self,
        accounts: &Accounts,
        pool: &Pool,
        instructions: &mut Vec<Instruction>,
        closed: &mut StakingClosed,
    ) {
        let vault = self.view.address;
        let asks_opener = self.view.asks.as_ref().map(|asks| asks.opener);
        let close = CloseStaking { vault, pool_opener: pool.opener, asks_opener };
        instructions.push(close.instruction());
        closed.surplus_fractions = stray_stakes(accounts, &vault, pool);
        for (kind, address) in [(AccountKind::StakedFractions, pool.fractions), (AccountKind::Pool, pda::pool(&vault))]
        {
            closed.returned.push(self.rent_back(accounts, kind, address, pool.opener));
        }
        let asks = asks_opener.map(|opener| self.rent_back(accounts, AccountKind::Asks, pda::asks(&vault), opener));
        closed.returned.extend(asks);
    }

    fn rent_back(&self, accounts: &Accounts, kind: AccountKind, address: Pubkey, to: Pubkey) -> RentBack {
        RentBack { kind, address, to, lamports: accounts.lamports(&address) }
    }
}

/// Fractions in the account of staked ones that nobody staked, in raw units.
pub(super) fn stray_stakes(accounts: &Accounts, vault: &Pubkey, pool: &Pool) -> u64 {
    let there = accounts.token(&pda::staked_fractions(vault)).map_or(0, |token| token.amount);
    there.saturating_sub(pool.staked)
}
