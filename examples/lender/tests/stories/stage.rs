//! A vault, a market for it, and people who lend and borrow.

use {
    crate::DAY,
    anchor_lang::{
        AccountDeserialize,
        prelude::{AccountInfo, Pubkey},
        solana_program::{entrypoint::ProgramResult, instruction::Instruction},
    },
    lender::{
        client::{Has, MarketOf},
        instructions::{LiquidateArgs, OpenMarketArgs},
        state::{Loan, Market},
    },
    mosaic_harness::{
        Actor, AnchorProgram, Bank, Failure, Receipt, Stage as VaultStage, VaultCookie, VaultSpec, World, WorldOptions,
        bank::PROGRAM_FILE_VARIABLE,
    },
    std::env,
};

/// Cash the lender puts into the market, in raw quote units.
pub const SUPPLIED: u64 = 2_000_000_000;
/// Ana's fractions: 40 %.
pub const ANAS: u64 = 4_000_000_000;
/// What Ana may borrow against all of them at the floor of 500,000,000: half of 185,999,999, what they are worth less
/// royalties and fee.
pub const ANAS_LIMIT: u64 = 92_999_999;
/// The default reserve, at the opening price.
pub const OPENING: u64 = 1_000_000_000;

/// The example, as the harness runs it.
struct Lender;

impl AnchorProgram for Lender {
    const NAME: &'static str = "lender";
    const ID: Pubkey = lender::ID_CONST;

    fn entry<'info>(id: &'info Pubkey, accounts: &'info [AccountInfo<'info>], data: &'info [u8]) -> ProgramResult {
        lender::entry(id, accounts, data)
    }
}

/// A world with both programs.
///
/// # Panics
/// Where one of them is not given as bytecode.
pub async fn world() -> World {
    for variable in [PROGRAM_FILE_VARIABLE, "MOSAIC_LENDER_SO"] {
        let named = env::var_os(variable).is_some();
        assert!(
            named,
            "{variable} is to name bytecode: natively no program reads what another returns; use `cargo sbf test`"
        );
    }
    World::on(Bank::options().example::<Lender>(), WorldOptions::default()).await
}

/// Terms that believe the floor: half of it is lent, at 10 % a year; four fifths are the threshold, with 5 % of bonus.
pub fn cautious() -> OpenMarketArgs {
    OpenMarketArgs { price_cap: None, ltv_bps: 5_000, threshold_bps: 8_000, bonus_bps: 500, rate_bps: 1_000 }
}

/// The same, but the reserve is believed up to the opening price.
pub fn trusting() -> OpenMarketArgs {
    OpenMarketArgs { price_cap: Some(OPENING), ..cautious() }
}

/// The default vault, Active, its fractions spread; a market with cash.
pub struct Stage {
    pub world: World,
    pub vault: VaultCookie,
    pub market: MarketOf,
    pub lender: Actor,
    pub ana: Actor,
    pub ben: Actor,
    pub cleo: Actor,
}

impl Stage {
    pub async fn new(terms: OpenMarketArgs) -> Self {
        let mut world = world().await;
        let vault = world.at(VaultStage::Active).await;
        let [ana, ben, cleo] = world.spread(&vault).await;
        let lender = world.actor("Lena").await;
        let market = MarketOf { lender: lender.pubkey(), vault: vault.address, quote_mint: vault.quote_mint };
        world.send(&[market.open(terms), market.supply(SUPPLIED)], &[&lender]).await.unwrap();
        Self { world, vault, market, lender, ana, ben, cleo }
    }

    /// A further vault of the same creator.
    pub async fn another_vault(&mut self) -> VaultCookie {
        self.world.vault_at(VaultStage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await
    }

    /// Sends, and looks whether the market still has what it tracks, to the unit.
    pub async fn send(&mut self, instructions: &[Instruction], signers: &[&Actor]) -> Result<Receipt, Failure> {
        let receipt = self.world.send(instructions, signers).await?;
        if self.world.bank.account(&self.market.address()).await.is_some() {
            let market = self.market().await;
            let (cash, fractions) = (self.market.cash_account(), self.market.fraction_account());
            let cash = self.world.bank.token_balance(&cash).await;
            assert_eq!(cash, market.cash + market.due, "cash of the market");
            let fractions = self.world.bank.token_balance(&fractions).await;
            assert_eq!(fractions, market.fractions, "collateral of the market");
        }
        Ok(receipt)
    }

    /// Which accounts the vault has.
    pub async fn has(&self) -> Has {
        let vault = self.world.vault(&self.vault).await;
        Has { asks: vault.asks == 1, auction: vault.auction == 1 }
    }

    /// Sends `borrow`, after `open_loan` where there is no loan yet.
    pub async fn borrow(&mut self, borrower: &Actor, fractions: u64, amount: u64) -> Result<Receipt, Failure> {
        let key = borrower.pubkey();
        let mut instructions = vec![self.market.borrow(&key, fractions, amount, self.has().await)];
        if self.world.bank.account(&self.market.loan(&key)).await.is_none() {
            instructions.insert(0, self.market.open_loan(&key));
        }
        self.send(&instructions, &[borrower]).await
    }

    /// Sends `repay`.
    pub async fn repay(&mut self, borrower: &Actor, amount: u64, fractions: u64) -> Result<Receipt, Failure> {
        let repay = self.market.repay(&borrower.pubkey(), amount, fractions, self.has().await);
        self.send(&[repay], &[borrower]).await
    }

    /// Sends `liquidate`.
    pub async fn liquidate(
        &mut self,
        liquidator: &Actor,
        borrower: &Actor,
        amount: u64,
        min_fractions: u64,
    ) -> Result<Receipt, Failure> {
        self.world.bank.create_ata(&liquidator.pubkey(), &self.vault.fraction_mint).await;
        let args = LiquidateArgs { amount, min_fractions };
        let liquidate = self.market.liquidate(&liquidator.pubkey(), &borrower.pubkey(), args, self.has().await);
        self.send(&[liquidate], &[liquidator]).await
    }

    /// Sends `redeem_collateral`, signed by nobody.
    pub async fn redeem_collateral(&mut self, borrower: &Actor) -> Result<Receipt, Failure> {
        self.send(&[self.market.redeem_collateral(&borrower.pubkey())], &[]).await
    }

    /// Sends `close_loan`, signed by nobody.
    pub async fn close_loan(&mut self, borrower: &Actor) -> Result<Receipt, Failure> {
        let due = self.loan(borrower).await.due;
        self.send(&[self.market.close_loan(&borrower.pubkey(), due > 0)], &[]).await
    }

    /// Sends `close_market`.
    pub async fn close_market(&mut self) -> Result<Receipt, Failure> {
        let lender = self.lender.clone();
        self.send(&[self.market.close(false)], &[&lender]).await
    }

    pub async fn market(&self) -> Market {
        read(&self.world, &self.market.address()).await
    }

    pub async fn loan(&self, borrower: &Actor) -> Loan {
        read(&self.world, &self.market.loan(&borrower.pubkey())).await
    }

    /// The creator, Ben and Cleo, who hold 60 %, stake all of it and ask that level.
    pub async fn others_ask(&mut self, level: u8) {
        for holder in [self.vault.creator.clone(), self.ben.clone(), self.cleo.clone()] {
            let amount = self.world.fractions_of(&self.vault, &holder).await;
            if amount > 0 {
                self.world.stake(&self.vault, &holder, amount).await.unwrap();
            }
            self.world.ask(&self.vault, &holder, Some(level)).await.unwrap();
        }
    }

    /// Dan bids that price, without fractions.
    pub async fn dan_bids(&mut self, price: u64) -> Actor {
        let dan = self.world.actor("Dan").await;
        self.world.bid(&self.vault, &dan, price, 0).await.unwrap();
        dan
    }

    /// Dan buys the whole at that price: three days later it is his.
    pub async fn sell(&mut self, price: u64) -> Actor {
        let dan = self.dan_bids(price).await;
        self.world.bank.advance(3 * DAY).await;
        self.world.settle(&self.vault).await.unwrap();
        dan
    }
}

async fn read<T: AccountDeserialize>(world: &World, address: &Pubkey) -> T {
    let account = world.bank.account(address).await.expect("the account is open");
    T::try_deserialize(&mut &account.data[..]).expect("an account of the example")
}
