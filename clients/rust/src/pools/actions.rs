//! What people do with pools, each as one call.

use anchor_lang::{
    prelude::{Pubkey, Rent},
    solana_program::instruction::Instruction,
};

use super::{
    AddLiquidity, AddLiquidityQuote, CreatePool, CreatePoolQuote, Exchange, NewPool, PoolError, PoolFailure, PoolView,
    RemoveLiquidity, RemoveLiquidityQuote, Side, Swap, SwapQuote, compare,
    curve::{Amounts, Curve, Fees, Part, at_least, at_most},
    raydium, token_swap,
};
use crate::{
    actions::{
        Action,
        tokens::{CashAccount, WrappedSol, create_associated_token},
    },
    error::{ActionError, ClientError},
    pda,
    quotes::{AccountKind, NewAccount, total_rent},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    views::VaultView,
};

const BPS: u16 = 10_000;

/// The address of the pool that `creator` makes, of these mints.
#[must_use]
pub fn pool_address(exchange: &NewPool, creator: &Pubkey, fraction_mint: &Pubkey, quote_mint: &Pubkey) -> Pubkey {
    match exchange {
        NewPool::TokenSwap { .. } => token_swap::pool(creator, fraction_mint),
        NewPool::Raydium { config } => raydium::pool(&raydium::config(*config), fraction_mint, quote_mint),
    }
}

/// The token accounts of a wallet that trades: for fractions, cash and shares.
struct Wallet {
    address: Pubkey,
    fractions: Pubkey,
    shares: Pubkey,
    accounts: Accounts,
}

impl Wallet {
    /// Reads a vault with what a wallet has.
    async fn read<R: AccountReader>(
        reader: &R,
        vault: &Pubkey,
        address: &Pubkey,
        others: &[Pubkey],
    ) -> Result<(VaultView, Self), ActionError<R::Error>> {
        let fractions = pda::associated_token(address, &pda::fraction_mint(vault));
        let mut addresses = vec![*address, fractions, RENT_SYSVAR_ID];
        addresses.extend(others);
        let (view, mut accounts) = VaultView::read_with(reader, vault, &addresses).await?;
        accounts.add(reader, &[pda::associated_token(address, &view.vault.quote_mint)]).await?;
        Ok((view, Self { address: *address, fractions, shares: Pubkey::default(), accounts }))
    }

    /// The same with a pool, and the wallet's shares of it.
    async fn with_pool<R: AccountReader>(
        reader: &R,
        vault: &Pubkey,
        address: &Pubkey,
        pool: &Pubkey,
    ) -> Result<(VaultView, PoolView, Self), PoolFailure<R::Error>> {
        let (view, mut wallet) = Self::read(reader, vault, address, &[*pool]).await?;
        let found = PoolView::read_with(reader, &view, pool, &mut wallet.accounts).await?;
        wallet.shares = pda::associated_token(address, &found.share_mint);
        wallet.accounts.add(reader, &[wallet.shares]).await?;
        Ok((view, found, wallet))
    }

    fn held(&self, token: &Pubkey) -> u64 {
        self.accounts.token(token).map_or(0, |token| token.amount)
    }

    fn check_fractions(&self, needed: u64) -> Result<(), ClientError> {
        let available = self.held(&self.fractions);
        if needed > available { Err(ClientError::NotEnoughFractions { needed, available }) } else { Ok(()) }
    }

    fn cash(&self, view: &VaultView, needed: u64, sol: WrappedSol) -> Result<CashAccount, ClientError> {
        let rent = self.accounts.rent()?;
        Ok(CashAccount::prepare(&self.accounts, &self.address, &view.vault.quote_mint, needed, sol, &rent))
    }

    /// Makes the wallet's token account of a mint, where there is none.
    fn make(
        &self,
        token: Pubkey,
        mint: &Pubkey,
        before: &mut Vec<Instruction>,
        made: &mut Vec<NewAccount>,
    ) -> Result<(), ClientError> {
        if self.accounts.token(&token).is_none() {
            before.push(create_associated_token(&self.address, &self.address, mint));
            made.push(NewAccount::new(AccountKind::TokenAccount, token, &self.accounts.rent()?));
        }
        Ok(())
    }
}

/// Makes a pool of a vault's fractions and its quote mint, in one transaction.
///
/// # Errors
/// [`PoolError::PoolExists`], [`PoolError::TooSmall`] where a side is empty or the shares round to nothing,
/// [`PoolError::FeeTooLarge`], [`PoolError::NoConfig`]; [`ClientError::NotEnoughFractions`],
/// [`ClientError::NotEnoughCash`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn create_pool<R: AccountReader>(
    reader: &R,
    order: &CreatePool,
) -> Result<Action<CreatePoolQuote>, PoolFailure<R::Error>> {
    let CreatePool { vault, creator, exchange, amounts, .. } = *order;
    let (view, mut wallet) = Wallet::read(reader, &vault, &creator, &[]).await?;
    let pool = pool_address(&exchange, &creator, &view.vault.fraction_mint, &view.vault.quote_mint);
    let mut addresses = vec![pool];
    if let NewPool::Raydium { config } = exchange {
        addresses.push(raydium::config(config));
    }
    wallet.accounts.add(reader, &addresses).await?;
    if wallet.accounts.get(&pool).is_some_and(|account| account.owner != anchor_lang::system_program::ID) {
        return Err(PoolError::PoolExists { pool }.into());
    }
    if amounts.fractions == 0 || amounts.quote == 0 {
        return Err(PoolError::TooSmall.into());
    }
    wallet.check_fractions(amounts.fractions)?;
    let cash = wallet.cash(&view, amounts.quote, order.sol)?;
    let rent = wallet.accounts.rent()?;
    let made = new_pool(&view, &wallet.accounts, order, &rent)?;
    // The associated account for the shares is the creator's own, whichever program makes it.
    let shares = pda::associated_token(&creator, &made.share_mint);
    let mut accounts = vec![NewAccount::new(AccountKind::TokenAccount, shares, &rent)];
    accounts.extend(cash.made);
    let cost = total_rent(&accounts).saturating_add(made.rent).saturating_add(made.fee);
    cash.check_thawed()?;
    cash.check_covers(&wallet.accounts, &creator, amounts.quote, cost)?;
    let curve = Curve { reserves: amounts, shares: made.shares, fees: made.fees };
    let quote = CreatePoolQuote {
        pool,
        exchange: made.exchange,
        deposited: amounts,
        shares: made.shares,
        pool_price: curve.price_of_whole(view.supply)?,
        vault_price: view.quote()?.price,
        pool_fee: made.fee,
        pool_rent: made.rent,
        accounts,
        rent: cost,
        wrapped: cash.wrapped,
    };
    Ok(Action::new([cash.before, made.instructions, cash.after].concat(), quote))
}

/// What an exchange does for a new pool.
struct Made {
    exchange: Exchange,
    instructions: Vec<Instruction>,
    share_mint: Pubkey,
    shares: u64,
    fees: Fees,
    fee: u64,
    rent: u64,
}

fn new_pool(view: &VaultView, accounts: &Accounts, order: &CreatePool, rent: &Rent) -> Result<Made, PoolError> {
    let CreatePool { creator, amounts, .. } = *order;
    let (fraction_mint, quote_mint) = (view.vault.fraction_mint, view.vault.quote_mint);
    match order.exchange {
        NewPool::TokenSwap { trade_fee_bps } => {
            if trade_fee_bps >= BPS {
                return Err(PoolError::FeeTooLarge { bps: trade_fee_bps });
            }
            let trade_fee = Part { of: trade_fee_bps.into(), whole: BPS.into() };
            let create = token_swap::Create { creator, fraction_mint, quote_mint, amounts, trade_fee };
            Ok(Made {
                exchange: Exchange::TokenSwap,
                instructions: create.instructions(rent),
                share_mint: token_swap::share_mint(&creator, &fraction_mint),
                shares: token_swap::FIRST_SHARES,
                fees: Fees::TokenSwap { trade: trade_fee, owner: Part::default(), withdraw: Part::default() },
                fee: 0,
                rent: token_swap::rent_of_pool(rent),
            })
        }
        NewPool::Raydium { config } => {
            let config = raydium::config(config);
            let account = accounts.get(&config).filter(|account| account.owner == raydium::PROGRAM_ID);
            let found = account.and_then(|account| raydium::Config::decode(&account.data));
            let found = found.filter(|found| !found.closed).ok_or(PoolError::NoConfig { config })?;
            let create = raydium::Create { creator, config, fraction_mint, quote_mint, amounts };
            Ok(Made {
                exchange: Exchange::Raydium,
                instructions: vec![create.instruction()],
                share_mint: raydium::share_mint(&raydium::pool(&config, &fraction_mint, &quote_mint)),
                shares: raydium::first_shares(amounts).ok_or(PoolError::TooSmall)?,
                fees: Fees::Raydium { trade: found.trade_fee, creator: 0, creator_on: None },
                fee: found.pool_fee,
                rent: raydium::rent_of_pool(rent),
            })
        }
    }
}

/// Adds liquidity to a pool, at its present price.
///
/// # Errors
/// [`PoolError`] where the pool does not allow it; [`ClientError::NotEnoughFractions`], [`ClientError::NotEnoughCash`],
/// [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn add_liquidity<R: AccountReader>(
    reader: &R,
    order: &AddLiquidity,
) -> Result<Action<AddLiquidityQuote>, PoolFailure<R::Error>> {
    let AddLiquidity { vault, provider, fractions, slippage_bps, .. } = *order;
    let (view, pool, wallet) = Wallet::with_pool(reader, &vault, &provider, &order.pool).await?;
    if !pool.takes_deposits {
        return Err(PoolError::Closed { what: "adding liquidity" }.into());
    }
    wallet.check_fractions(fractions)?;
    let curve = pool.curve;
    let shares = curve.shares_for(Amounts { fractions, quote: u64::MAX })?;
    let deposited = curve.deposit(shares)?;
    let most = Amounts { fractions, quote: at_most(deposited.quote, slippage_bps)? };
    let cash = wallet.cash(&view, most.quote, order.sol)?;
    let (mut before, mut accounts) = (Vec::new(), Vec::new());
    wallet.make(wallet.shares, &pool.share_mint, &mut before, &mut accounts)?;
    accounts.extend(cash.made);
    let rent = total_rent(&accounts);
    cash.check_thawed()?;
    cash.check_covers(&wallet.accounts, &provider, most.quote, rent)?;
    let quote = AddLiquidityQuote {
        pool: pool.address,
        shares,
        deposited,
        most,
        held: wallet.held(&wallet.shares).saturating_add(shares),
        total_shares: curve.shares.saturating_add(shares),
        accounts,
        rent,
        wrapped: cash.wrapped,
    };
    let deposit = pool.deposit(&provider, shares, most);
    Ok(Action::new([before, cash.before, vec![deposit], cash.after].concat(), quote))
}

/// Removes liquidity from a pool. After a sale of the vault the fractions that come out redeem as any others.
///
/// # Errors
/// [`PoolError`] where the pool does not allow it, [`PoolError::NotEnoughShares`]; [`ClientError::NoVault`];
/// [`ActionError::Read`].
pub async fn remove_liquidity<R: AccountReader>(
    reader: &R,
    order: &RemoveLiquidity,
) -> Result<Action<RemoveLiquidityQuote>, PoolFailure<R::Error>> {
    let RemoveLiquidity { vault, provider, slippage_bps, .. } = *order;
    let (view, pool, wallet) = Wallet::with_pool(reader, &vault, &provider, &order.pool).await?;
    if !pool.pays_withdrawals {
        return Err(PoolError::Closed { what: "removing liquidity" }.into());
    }
    let available = wallet.held(&wallet.shares);
    let shares = order.shares.unwrap_or(available);
    if shares > available || shares == 0 {
        return Err(PoolError::NotEnoughShares { needed: shares, available }.into());
    }
    let received = pool.curve.withdraw(shares)?;
    let least = Amounts {
        fractions: at_least(received.fractions, slippage_bps)?,
        quote: at_least(received.quote, slippage_bps)?,
    };
    let cash = wallet.cash(&view, 0, order.sol)?;
    let (mut before, mut accounts) = (Vec::new(), Vec::new());
    wallet.make(wallet.fractions, &view.vault.fraction_mint, &mut before, &mut accounts)?;
    accounts.extend(cash.made);
    cash.check_thawed()?;
    let quote = RemoveLiquidityQuote {
        pool: pool.address,
        shares,
        received,
        least,
        held: available.saturating_sub(shares),
        rent: total_rent(&accounts),
        accounts,
        unwrapped: cash.unwraps(),
    };
    let withdraw = pool.withdraw(&provider, shares, least);
    Ok(Action::new([before, cash.before, vec![withdraw], cash.after].concat(), quote))
}

/// Buys or sells fractions in a pool.
///
/// # Errors
/// [`PoolError`] where the pool does not allow it; [`ClientError::NotEnoughFractions`], [`ClientError::NotEnoughCash`],
/// [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn swap<R: AccountReader>(reader: &R, order: &Swap) -> Result<Action<SwapQuote>, PoolFailure<R::Error>> {
    let Swap { vault, trader, paid_in, amount, slippage_bps, .. } = *order;
    let (view, pool, wallet) = Wallet::with_pool(reader, &vault, &trader, &order.pool).await?;
    if !pool.trades {
        return Err(PoolError::Closed { what: "trading" }.into());
    }
    let traded = pool.curve.swap(paid_in, amount)?;
    let least = at_least(traded.received, slippage_bps)?;
    let needed = match paid_in {
        Side::Quote => amount,
        Side::Fractions => 0,
    };
    let cash = wallet.cash(&view, needed, order.sol)?;
    let (mut before, mut accounts) = (Vec::new(), Vec::new());
    match paid_in {
        Side::Quote => wallet.make(wallet.fractions, &view.vault.fraction_mint, &mut before, &mut accounts)?,
        Side::Fractions => wallet.check_fractions(amount)?,
    }
    accounts.extend(cash.made);
    let rent = total_rent(&accounts);
    cash.check_thawed()?;
    cash.check_covers(&wallet.accounts, &trader, needed, rent)?;
    let quote = SwapQuote {
        pool: pool.address,
        paid_in,
        paid: traded.paid,
        received: traded.received,
        least,
        price_before: pool.curve.price_of_whole(view.supply)?,
        price_after: pool.curve.after(paid_in, traded).price_of_whole(view.supply)?,
        comparison: compare(&view, &pool)?,
        accounts,
        rent,
        wrapped: cash.wrapped,
        unwrapped: cash.unwraps(),
    };
    let swap = pool.swap(&trader, paid_in, amount, least);
    Ok(Action::new([before, cash.before, vec![swap], cash.after].concat(), quote))
}
