//! What stakes, asks and income cost.

use mosaic_client::{
    instructions::{
        AddIncomeMint, ClaimIncome, CloseIncome, CloseStaking, DepositIncome, DepositIncomeArgs, OpenAsks, OpenStaking,
        QuoteVault, SetAsk, SetAskArgs, SetDelegate, SetDelegateArgs, Stake, StakeArgs, Unstake, UnstakeArgs,
    },
    pda,
    rules::ladder,
};
use mosaic_harness::{Standard, nft::compute_unit_limit};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{PRICE, SUPPLY, Sample, Stage, Vault};
use anchor_lang::prelude::Pubkey;

const DAY: i64 = 86_400;
/// The highest level: a reserve there is found after a look at every one.
const HIGHEST: u8 = 191;

impl Stage<'_> {
    async fn stake(&mut self, row: &'static str, vault: &Vault, holder: &Keypair, with_asks: bool) {
        let fraction_source = pda::associated_token(&holder.pubkey(), &pda::fraction_mint(&vault.address));
        let args = StakeArgs { amount: SUPPLY / 10 };
        let stake = Stake { holder: holder.pubkey(), vault: vault.address, fraction_source, with_asks, args };
        self.note(row, stake.instruction(), &[holder]).await;
    }

    async fn unstake(&mut self, row: &'static str, vault: &Vault, holder: &Keypair, amount: u64, with_asks: bool) {
        let fraction_destination = pda::associated_token(&holder.pubkey(), &pda::fraction_mint(&vault.address));
        let (holder_key, args) = (holder.pubkey(), UnstakeArgs { amount });
        let unstake = Unstake { holder: holder_key, vault: vault.address, fraction_destination, with_asks, args };
        self.note(row, unstake.instruction(), &[holder]).await;
    }

    async fn ask(&mut self, vault: &Vault, holder: &Keypair, level: u8) {
        let (key, args) = (holder.pubkey(), SetAskArgs { level: Some(level) });
        let ask = SetAsk { authority: key, holder: key, vault: vault.address, args };
        self.note("set_ask", ask.instruction(), &[holder]).await;
    }

    async fn earn(&mut self, vault: &Vault, mint: &Pubkey) {
        let curator = vault.creator.pubkey();
        let add = AddIncomeMint { payer: curator, vault: vault.address, mint: *mint };
        self.note("add_income_mint", add.instruction(), &[&vault.creator]).await;
        self.deposit("deposit_income", vault, mint).await;
    }

    async fn deposit(&mut self, row: &'static str, vault: &Vault, mint: &Pubkey) {
        let depositor = vault.creator.pubkey();
        let source = self.bank.fund(&depositor, mint, PRICE).await;
        let args = DepositIncomeArgs { amount: PRICE };
        let deposit = DepositIncome { depositor, vault: vault.address, mint: *mint, source, args };
        self.note(row, deposit.instruction(), &[&vault.creator]).await;
    }

    async fn claim_income(&mut self, row: &'static str, vault: &Vault, holder: &Pubkey, mint: &Pubkey) {
        let destination = self.bank.create_ata(holder, mint).await;
        let claim = ClaimIncome { holder: *holder, signed: false, vault: vault.address, mint: *mint, destination };
        self.note(row, claim.instruction(), &[]).await;
    }

    async fn quote(&mut self, row: &'static str, vault: &Vault, with_asks: bool, with_auction: bool) {
        let quote = QuoteVault { vault: vault.address, with_asks, with_auction };
        self.note(row, quote.instruction(), &[]).await;
    }

    /// A bid as the first of all, without effect.
    async fn try_bid(&mut self, vault: &Vault, bidder: &(Keypair, Pubkey), price: u64) -> Sample {
        let bid = Self::bid_of(vault, bidder, self.quote_mint, price, 0, true).instruction();
        let accounts = bid.accounts.len();
        let receipt = self.bank.simulate(&[compute_unit_limit(400_000), bid], &[&bidder.0]).await;
        self.sample(accounts, &receipt.expect("a bid at the reserve"))
    }

    /// A vault whose holders stake, ask and earn; sold, left by all, closed.
    pub(super) async fn holders(&mut self) {
        let vault = self.draft(Standard::NonFungible).await;
        self.activate(&vault).await;
        let (ana, ben) = (self.person().await, self.person().await);
        let (first, top) = (self.bidder().await, ladder::price(PRICE, HIGHEST).expect("a level"));
        self.bank.fund(&first.0.pubkey(), &self.quote_mint, top).await;
        self.give(&vault, &ana.pubkey(), SUPPLY / 10 * 6).await;
        self.give(&vault, &ben.pubkey(), SUPPLY / 10 * 3).await;
        let payer = self.bank.payer();
        let open = OpenStaking { payer: payer.pubkey(), vault: vault.address };
        self.note("open_staking", open.instruction(), &[&payer]).await;
        self.stake("stake, the holder's first", &vault, &ana, false).await;
        self.stake("stake, again", &vault, &ana, false).await;
        self.stake("stake, the holder's first", &vault, &ben, false).await;
        let without_book = self.try_bid(&vault, &first, top).await;
        let open = OpenAsks { payer: payer.pubkey(), vault: vault.address };
        self.note("open_asks", open.instruction(), &[&payer]).await;
        self.ask(&vault, &ana, 90).await;
        self.ask(&vault, &ben, 92).await;
        let args = SetDelegateArgs { delegate: Some(ben.pubkey()) };
        let delegate = SetDelegate { holder: ana.pubkey(), vault: vault.address, args };
        self.note("set_delegate", delegate.instruction(), &[&ana]).await;

        let mints = [self.quote_mint, self.bank.create_mint(0, None).await, self.bank.create_mint(9, None).await];
        self.earn(&vault, &mints[0]).await;
        self.bank.advance(DAY).await;
        self.claim_income("claim_income", &vault, &ana.pubkey(), &mints[0]).await;
        self.unstake("unstake", &vault, &ben, 1, true).await;
        self.earn(&vault, &mints[1]).await;
        self.earn(&vault, &mints[2]).await;
        self.bank.advance(DAY).await;
        self.deposit("deposit_income, while three streams run", &vault, &mints[0]).await;
        self.bank.advance(DAY).await;
        self.claim_income("claim_income, while three streams run", &vault, &ana.pubkey(), &mints[0]).await;
        self.bank.advance(DAY).await;
        let row = "stake, again, with an ask and while three streams run";
        self.stake(row, &vault, &ana, true).await;
        self.stake("stake, again, with an ask", &vault, &ana, true).await;
        self.bank.advance(DAY).await;
        let row = "unstake, with an ask and while three streams run";
        self.unstake(row, &vault, &ben, 1, true).await;

        self.quote("quote_vault, active", &vault, true, false).await;
        // More than half of the supply asks the highest price: the reserve is found at the last level.
        self.stake("stake, again, with an ask", &vault, &ana, true).await;
        self.stake("stake, again, with an ask", &vault, &ben, true).await;
        self.ask(&vault, &ana, HIGHEST).await;
        self.ask(&vault, &ben, HIGHEST).await;
        let with_book = self.try_bid(&vault, &first, top).await;
        let reading = Sample { units: with_book.units.saturating_sub(without_book.units), in_calls: 0, ..with_book };
        self.samples.entry("place_bid, reading the reserve at the last level").or_default().push(reading);
        self.bid("place_bid, the first of all, with asks", &vault, &first, top, 0).await;
        self.quote("quote_vault, in auction", &vault, true, true).await;
        self.settle("settle", &vault, &first.0).await;
        self.quote("quote_vault, sold", &vault, true, true).await;
        self.leave(&vault, [&ana, &ben], &mints).await;
        self.empty(&vault, [&ana, &ben], &first).await;
        self.close_pool(&vault, &mints, &first.0.pubkey()).await;
    }

    async fn leave(&mut self, vault: &Vault, holders: [&Keypair; 2], mints: &[Pubkey; 3]) {
        for (holder, staked) in holders.into_iter().zip([SUPPLY / 10 * 5, SUPPLY / 10 * 2 - 2]) {
            self.bank.advance(DAY).await;
            // Whoever staked all there was earns it; the last one finds the streams over.
            self.unstake("unstake, all, in three streams", vault, holder, staked, true).await;
            for mint in &mints[..2] {
                self.claim_income("claim_income, after unstaking", vault, &holder.pubkey(), mint).await;
            }
            self.claim_income("claim_income, the last: closes the stake", vault, &holder.pubkey(), &mints[2]).await;
        }
    }

    /// All fractions are redeemed, all royalties paid, the NFT sent.
    async fn empty(&mut self, vault: &Vault, holders: [&Keypair; 2], winner: &(Keypair, Pubkey)) {
        for holder in holders {
            let account = pda::associated_token(&holder.pubkey(), &pda::fraction_mint(&vault.address));
            let back = self.bank.token_balance(&account).await;
            self.return_fractions(vault, holder, back).await;
        }
        self.redeem(vault, SUPPLY).await;
        self.pay_parties(vault).await;
        self.claim_asset(vault, &winner.0.pubkey()).await;
        self.withdraw("withdraw_bid, the winner's empty one", vault, winner, false).await;
    }

    async fn close_pool(&mut self, vault: &Vault, mints: &[Pubkey; 3], winner: &Pubkey) {
        let creator = vault.creator.pubkey();
        for mint in mints {
            let unearned_destination = Some(self.bank.create_ata(winner, mint).await);
            let close = CloseIncome {
                vault: vault.address,
                mint: *mint,
                opener: creator,
                with_auction: true,
                recipient: *winner,
                recipient_signed: false,
                unearned_destination,
                curator: creator,
                curator_signed: false,
                surplus_destination: None,
            };
            self.note("close_income", close.instruction(), &[]).await;
        }
        let opener = self.bank.payer().pubkey();
        let close = CloseStaking { vault: vault.address, pool_opener: opener, asks_opener: Some(opener) };
        self.note("close_staking", close.instruction(), &[]).await;
        self.close("close_vault, sold", vault, Some(*winner)).await;
    }
}
