//! Stakes, what they ask and what they earn.

use anchor_lang::prelude::Pubkey;
use mosaic_core::{
    RuleError,
    income::{Share, Stream},
    ladder,
    stake::free_at,
};

use crate::{
    error::ClientError,
    pda,
    reader::Accounts,
    state::{Income, Stake},
    views::VaultView,
};

/// A level of the ladder of prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskView {
    /// The level, 0 to 191.
    pub level: u8,
    /// Its price of the whole vault, in raw quote units.
    pub price: u64,
}

/// Income that can be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Mint of the income.
    pub mint: Pubkey,
    /// Whole raw units of it.
    pub amount: u64,
}

/// The income of one mint, at the time of the vault's view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomeView {
    /// The mint.
    pub mint: Pubkey,
    /// The vault's token account for it.
    pub account: Pubkey,
    /// Who added the mint and gets the rent of the account back.
    pub opener: Pubkey,
    /// Its place in the pool and in each stake.
    pub place: usize,
    /// The stream, with what was released until the time of the view.
    pub stream: Stream,
    /// Still to be released, in raw units of the mint.
    pub waiting: u64,
    /// Seconds until all of it is released, of which only those count in which something is staked.
    pub secs_left: u32,
    /// Released per second while something is staked, in raw units of the mint as Q64.64, rounded down.
    pub per_second: u128,
}

impl IncomeView {
    pub(crate) fn new(income: &Income, place: usize, stream: Stream) -> Self {
        let secs_left = if stream.waiting() == 0 { 0 } else { stream.secs.saturating_sub(stream.elapsed) };
        Self {
            mint: income.mint,
            account: income.account,
            opener: income.opener,
            place,
            stream,
            waiting: stream.waiting(),
            secs_left,
            per_second: (u128::from(stream.waiting()) << 64).checked_div(u128::from(secs_left)).unwrap_or(0),
        }
    }

    /// What one of `staked` fractions earns per second, in raw units of the mint as Q64.64, rounded down; 0 where
    /// nothing is staked. What several earn is [`mosaic_core::value::worth`].
    #[must_use]
    pub fn per_fraction_second(&self, staked: u64) -> u128 {
        self.per_second.checked_div(u128::from(staked)).unwrap_or(0)
    }

    /// Released and not claimed, parts of a unit that are carried included; in raw units of the mint.
    #[must_use]
    pub fn earned(&self) -> u64 {
        self.stream.balance.saturating_sub(self.waiting)
    }

    /// What `fractions` of `staked` ones earn of it within `secs` seconds from the time of the view, if nobody stakes,
    /// unstakes or pays in meanwhile: whole raw units of the mint.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
    pub fn earned_by(&self, fractions: u64, staked: u64, secs: u64) -> Result<u64, RuleError> {
        let later = self.stream.accrue(secs, staked)?;
        let share = Share { entry: self.stream.per_fraction, owed: 0 };
        Ok(share.settle(later.per_fraction, fractions).claimable())
    }

    /// What a stake is owed of it at the time of the view.
    #[must_use]
    pub fn share_of(&self, stake: &Stake) -> Share {
        let share = stake.shares.get(self.place).map(|share| share.share()).unwrap_or_default();
        share.settle(self.stream.per_fraction, stake.amount)
    }
}

impl VaultView {
    /// The incomes of the vault, at the time of the view.
    ///
    /// # Errors
    /// [`RuleError::LedgerMismatch`] if the accounts do not fit together.
    pub fn incomes(&self) -> Result<Vec<IncomeView>, RuleError> {
        let Some(pool) = &self.pool else { return Ok(Vec::new()) };
        // A clock that went back releases nothing.
        let secs = u64::try_from(self.now.saturating_sub(pool.updated_at)).unwrap_or(0);
        let open = pool.income.iter().enumerate().filter(|(_, income)| income.is_open());
        let accrued = |(place, income): (usize, &Income)| {
            Ok(IncomeView::new(income, place, income.stream().accrue(secs, pool.staked)?))
        };
        open.map(accrued).collect()
    }

    /// The income of a mint, at the time of the view; `None` where the vault takes none in it.
    ///
    /// # Errors
    /// As [`Self::incomes`].
    pub fn income(&self, mint: &Pubkey) -> Result<Option<IncomeView>, RuleError> {
        Ok(self.incomes()?.into_iter().find(|income| income.mint == *mint))
    }

    /// Fractions staked, in raw units.
    #[must_use]
    pub fn staked(&self) -> u64 {
        self.pool.as_ref().map_or(0, |pool| pool.staked)
    }

    /// The price of a level, in raw quote units.
    ///
    /// # Errors
    /// [`RuleError::LevelOutOfBounds`]
    pub fn ask_at(&self, level: u8) -> Result<AskView, RuleError> {
        Ok(AskView { level, price: ladder::price(self.vault.opening_price, level)? })
    }

    /// From when on a stake may leave, in Unix seconds; `None` if it may at the time of the view.
    #[must_use]
    pub fn free_at(&self, stake: &Stake) -> Option<i64> {
        let free_at = free_at(self.status, self.vault.entered_at, stake.locked_until, &stake.votes);
        (self.now < free_at).then_some(free_at)
    }

    /// What a stake can claim at the time of the view, by mint: those of which a whole unit is owed.
    ///
    /// # Errors
    /// As [`Self::incomes`].
    pub fn due(&self, stake: &Stake) -> Result<Vec<Due>, RuleError> {
        let due = |income: IncomeView| Due { mint: income.mint, amount: income.share_of(stake).claimable() };
        Ok(self.incomes()?.into_iter().map(due).filter(|due| due.amount > 0).collect())
    }
}

/// The stake of a holder.
#[derive(Clone, Debug)]
pub struct StakeView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub stake: Stake,
    /// Fractions staked, in raw units.
    pub amount: u64,
    /// What it asks; without an ask its fractions count at the opening price.
    pub ask: Option<AskView>,
    /// Who else may set the ask.
    pub delegate: Option<Pubkey>,
    /// From when on it may leave, in Unix seconds; `None` if it may now. The start of an auction can bring it forward.
    pub free_at: Option<i64>,
    /// What it can claim now, by mint.
    pub due: Vec<Due>,
    /// Lamports in it, which come back to the holder when it is closed.
    pub lamports: u64,
}

impl StakeView {
    /// The address of the stake of `holder`, to be read with the vault.
    #[must_use]
    pub fn address(vault: &Pubkey, holder: &Pubkey) -> Pubkey {
        pda::stake(vault, holder)
    }

    /// The stake of `holder`, read with its vault; `None` without one.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]; [`ClientError::Rule`] if the accounts do not fit
    /// together.
    pub fn of(view: &VaultView, accounts: &Accounts, holder: &Pubkey) -> Result<Option<Self>, ClientError> {
        let address = pda::stake(&view.address, holder);
        let Some(stake) = accounts.program_account::<Stake>(&address)? else { return Ok(None) };
        Ok(Some(Self {
            address,
            amount: stake.amount,
            ask: stake.level().map(|level| view.ask_at(level)).transpose()?,
            delegate: delegate_of(&stake),
            free_at: view.free_at(&stake),
            due: view.due(&stake)?,
            lamports: accounts.lamports(&address),
            stake,
        }))
    }
}

/// Who else may set the ask of a stake.
pub(crate) fn delegate_of(stake: &Stake) -> Option<Pubkey> {
    (stake.delegate != Pubkey::default()).then_some(stake.delegate)
}
