//! Vaults at each moment, and the instructions as they are sent there.

use {
    super::{
        Call,
        Moment::{
            self, Active, Auction, Closed, Draft, Emptied, Ended, IncomeClosed, Offered, PaidOut, Reclaimed, Selling,
            Sold, Staked, Unstaked,
        },
        moments_of,
    },
    crate::common::{DAY, assert_gone, carry, grant, pay_out, resolve, take_out},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        instructions::{OpenOfferingArgs, WithdrawVote},
        rules::Terms,
        state::Vault,
    },
    mosaic_harness::{Actor, Nft, Stage, Standard, VaultCookie, VaultSpec, World},
};

/// One standard of each way to move.
const WAYS: [Standard; 3] = [Standard::NonFungible, Standard::Programmable, Standard::Token2022];
/// Numbers of the proposals: the licence that Dan has taken,
const TAKEN: u64 = 0;
/// the one he has not,
const OFFERED: u64 = 1;
/// a decision that can be executed,
const DECIDED: u64 = 2;
/// and one whose vote runs when the first ones are over.
const LAST: u64 = 3;

/// A vault at a moment, and what the instructions need besides.
pub struct Scene {
    pub world: World,
    vault: VaultCookie,
    /// NFTs of the creator that are not in the vault: one by each way to move, as in the vault.
    spares: Vec<Nft>,
    /// A mint the vault takes no income in.
    other_mint: Pubkey,
    /// Number of the proposal whose vote runs, or ran last.
    voting: u64,
    /// The time (Unix seconds).
    now: i64,
    opener: Option<Pubkey>,
    recipient: Pubkey,
    with_asks: bool,
    painter: Actor,
    ana: Actor,
    ben: Actor,
    cleo: Actor,
    dan: Actor,
}

impl Scene {
    pub async fn at(moment: Moment) -> Self {
        let mut world = World::new().await;
        let stage = match moment {
            Draft => Stage::Draft,
            Unstaked => Stage::Reclaimed,
            _ => Stage::Active,
        };
        let terms = VaultSpec::default().terms;
        // A vote of a twentieth of the supply passes within a day, and at once.
        let terms =
            Terms { quorum_bps: 100, voting_secs: 86_400, delay_secs: 0, offer_window_secs: 7 * 86_400, ..terms };
        let nfts = WAYS.map(VaultSpec::artwork).into();
        let vault = world.vault_at(stage, VaultSpec { terms, nfts, ..VaultSpec::default() }).await;
        let [ana, ben, cleo, dan] =
            [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
        let painter = world.actor("painter").await;
        for owner in [&vault.creator, &ana, &ben, &cleo, &dan] {
            world.bank.create_ata(&owner.pubkey(), &vault.fraction_mint).await;
        }
        let mut spares = Vec::new();
        for nft in &vault.nfts {
            // That of a programmable one is made as it moves.
            if !nft.standard.is_programmable() {
                for owner in [&vault.creator, &cleo] {
                    world.bank.create_ata(&owner.pubkey(), &nft.mint).await;
                }
            }
            let artwork = VaultSpec::artwork(nft.standard);
            spares.push(world.bank.mint_nft(&vault.creator.pubkey(), artwork).await);
        }
        let other_mint = world.bank.create_mint(9, None).await;
        let mut scene = Self {
            world,
            vault,
            spares,
            other_mint,
            voting: LAST,
            now: 0,
            opener: None,
            recipient: cleo.pubkey(),
            with_asks: false,
            painter,
            ana,
            ben,
            cleo,
            dan,
        };
        scene.go_to(moment).await;
        let address = scene.vault.address;
        if let Some(state) = scene.world.read::<Vault>(&address).await {
            assert!(moments_of(state.status().unwrap()).contains(&moment), "{moment:?} is of another status");
            scene.recipient = state.recipient;
            scene.with_asks = state.asks == 1;
        }
        scene.opener = scene.world.auction_if_any(&scene.vault).await.map(|auction| auction.opener);
        scene.now = scene.world.bank.now().await;
        scene
    }

    async fn go_to(&mut self, moment: Moment) {
        match moment {
            Draft | Active => return,
            Unstaked => {
                claim_assets(&mut self.world, &self.vault).await;
                return;
            }
            _ => self.stake_and_earn().await,
        }
        if moment == Offered {
            return self.offer().await;
        }
        if moment == Selling {
            return self.sell_a_part().await;
        }
        let Self { world, vault, ana, ben, cleo, dan, .. } = self;
        let creator = &vault.creator;
        match moment {
            Staked => return,
            Reclaimed | Emptied => {
                world.unstake(vault, ana, vault.part(500)).await.unwrap();
                for holder in [&*ana, ben, cleo] {
                    let amount = world.fractions_of(vault, holder).await;
                    world.give_fractions(vault, holder, &creator.pubkey(), amount).await;
                }
                world.reclaim(vault, creator).await.unwrap();
                if moment == Emptied {
                    world.claim_income(vault, ana, &vault.quote_mint).await.unwrap();
                    claim_assets(world, vault).await;
                    close_records(world, vault, ana).await;
                }
                return;
            }
            _ => (),
        }
        world.ask(vault, ana, Some(90)).await.unwrap();
        world.bid(vault, dan, 1_000_000_000, 0).await.unwrap();
        world.bid(vault, cleo, 1_050_000_000, vault.part(2_500)).await.unwrap();
        if moment == Auction {
            return;
        }
        world.end_auction(vault).await;
        if moment == Ended {
            return;
        }
        world.settle(vault).await.unwrap();
        if moment == Sold {
            return;
        }
        take_out(world, vault, ana).await;
        pay_out(world, vault, &[cleo, dan], &[ana, ben, creator]).await;
        close_records(world, vault, ana).await;
        if moment == PaidOut {
            return;
        }
        world.close_income(vault, &vault.quote_mint).await.unwrap();
        if moment == IncomeClosed {
            return;
        }
        world.close_staking(vault).await.unwrap();
        if moment == Closed {
            world.close(vault).await.unwrap();
            assert_gone(world, vault).await;
            world.bank.advance(14 * DAY).await;
        }
    }

    /// Ana, Ben and Cleo hold fractions, Ana stakes a part of hers, asks, proposes and votes; income of seven days comes in,
    /// one day goes by and with it her locks.
    async fn stake_and_earn(&mut self) {
        let Self { world, vault, ana, dan, .. } = self;
        world.spread(vault).await;
        world.stake(vault, ana, vault.part(500)).await.unwrap();
        world.ask(vault, ana, Some(92)).await.unwrap();
        world.add_income_mint(vault, &vault.quote_mint).await.unwrap();
        world.deposit_income(vault, dan, &vault.quote_mint, 7_000_000).await.unwrap();
        for action in [grant(dan, 1_000, 30 * DAY, false), grant(dan, 1_000, 30 * DAY, false), resolve()] {
            carry(world, vault, ana, action).await;
        }
        world.bank.advance(DAY).await;
        for number in [TAKEN, OFFERED] {
            world.execute(vault, number).await.unwrap();
        }
        world.send(&[vault.take_license(&dan.pubkey(), TAKEN).accept()], &[&*dan]).await.unwrap();
        assert_eq!(world.propose(vault, ana, resolve()).await.unwrap(), LAST);
    }

    /// Dan and Cleo offer less than the reserve, and the window of the better offer passes. A new vote is opened.
    async fn offer(&mut self) {
        let Self { world, vault, ana, cleo, dan, .. } = self;
        world.offer(vault, dan, 600_000_000, 0).await.unwrap();
        world.offer(vault, cleo, 700_000_000, vault.part(2_500)).await.unwrap();
        world.bank.advance(vault.terms.offer_window_secs.into()).await;
        self.voting = world.propose(vault, ana, resolve()).await.unwrap();
    }

    /// The creator offers a fifth of the supply, Dan buys a quarter of that, and an hour passes.
    async fn sell_a_part(&mut self) {
        let Self { world, vault, dan, .. } = self;
        let plan = vault.plan(world.bank.now().await);
        // What the creator has kept is less than the usual quarter.
        let amount = vault.part(2_000);
        let plan = OpenOfferingArgs { amount, wallet_limit: amount, minimum: 40_000_000, ..plan };
        world.open_offering(vault, plan).await.unwrap();
        world.buy(vault, dan, 0, vault.part(500)).await.unwrap();
        world.bank.advance(3_600).await;
    }

    pub fn call(&self, call: Call) -> (Instruction, Vec<&Actor>) {
        let Self { vault, spares, other_mint, opener, recipient, painter, ana, ben, cleo, dan, .. } = self;
        let (creator, quote) = (&vault.creator, &vault.quote_mint);
        let deposit = |way: usize| (vault.deposit_nft(&spares[way]).instruction(), vec![creator]);
        let claim = |way: usize| (vault.claim_asset(&vault.nfts[way], recipient).instruction(), vec![]);
        match call {
            Call::CreateVault => (vault.create_vault().instruction(), vec![creator]),
            Call::DepositNft => deposit(0),
            Call::DepositProgrammableNft => deposit(1),
            Call::DepositToken2022Nft => deposit(2),
            Call::DescribeFraction => (vault.describe_fraction().instruction(), vec![creator]),
            Call::Cancel => (vault.cancel().instruction(), vec![creator]),
            Call::Activate => (vault.activate().instruction(), vec![creator]),
            Call::LowerCuratorFee => (vault.lower_curator_fee(100).instruction(), vec![creator]),
            Call::PlaceBid => (vault.place_bid(&dan.pubkey(), 2_000_000_000, 0).instruction(), vec![dan]),
            Call::WithdrawBid => (vault.withdraw_bid(&dan.pubkey()).instruction(), vec![]),
            Call::WithdrawLeadingBid => (vault.withdraw_bid(&cleo.pubkey()).instruction(), vec![]),
            Call::Settle => (vault.settle(&cleo.pubkey()).instruction(), vec![]),
            Call::ClaimAsset => claim(0),
            Call::ClaimProgrammableAsset => claim(1),
            Call::ClaimToken2022Asset => claim(2),
            Call::ClaimRoyalty => (vault.claim_royalty(&vault.nfts[0], &painter.pubkey()).instruction(), vec![]),
            Call::ClaimCuratorFee => (vault.claim_curator_fee().instruction(), vec![]),
            Call::Redeem => (vault.redeem(&ana.pubkey(), 1_000).instruction(), vec![ana]),
            Call::Reclaim => (vault.reclaim(&creator.pubkey()).instruction(), vec![creator]),
            Call::CloseVault => (vault.close_vault(*opener).instruction(), vec![]),
            Call::OpenStaking => (vault.open_staking().instruction(), vec![]),
            Call::Stake => (vault.stake(&ben.pubkey(), 1_000).instruction(), vec![ben]),
            Call::Unstake => (vault.unstake(&ana.pubkey(), 1_000).instruction(), vec![ana]),
            Call::SetAsk => (vault.set_ask(&ana.pubkey(), Some(100)).instruction(), vec![ana]),
            Call::SetDelegate => (vault.set_delegate(&ana.pubkey(), Some(ben.pubkey())).instruction(), vec![ana]),
            Call::OpenAsks => (vault.open_asks().instruction(), vec![]),
            Call::AddIncomeMint => (vault.add_income_mint(other_mint).instruction(), vec![creator]),
            Call::DepositIncome => (vault.deposit_income(&dan.pubkey(), quote, 1_000).instruction(), vec![dan]),
            Call::ClaimIncome => (vault.claim_income(&ana.pubkey(), quote).instruction(), vec![]),
            Call::QuoteVault => (vault.quote_vault(self.with_asks, opener.is_some()).instruction(), vec![]),
            Call::CloseIncome => (vault.close_income(quote, recipient, opener.is_some()).instruction(), vec![]),
            Call::CloseStaking => (vault.close_staking(self.with_asks).instruction(), vec![]),
            Call::Propose => (vault.propose(&ana.pubkey(), self.voting + 1, resolve()).instruction(), vec![ana]),
            Call::Vote => (vault.vote(&ana.pubkey(), self.voting, false).instruction(), vec![ana]),
            Call::WithdrawVote => {
                let withdraw = vault.withdraw_vote(&ana.pubkey(), DECIDED);
                (WithdrawVote { authority: ben.pubkey(), ..withdraw }.instruction(), vec![ben])
            }
            Call::ExecuteProposal => (vault.execute(DECIDED, &resolve()).instruction(), vec![]),
            Call::CloseProposal => (vault.close_proposal(TAKEN, &ana.pubkey()).instruction(), vec![]),
            Call::AcceptLicense => (vault.take_license(&dan.pubkey(), OFFERED).accept(), vec![dan]),
            Call::RenewLicense => (vault.take_license(&dan.pubkey(), TAKEN).renew(), vec![dan]),
            Call::CloseLicense => (vault.close_license(OFFERED).instruction(), vec![]),
            Call::MakeOffer => (vault.place_bid(&dan.pubkey(), 800_000_000, 0).offer(), vec![dan]),
            Call::WithdrawOffer => (vault.withdraw_bid(&cleo.pubkey()).offer(), vec![cleo]),
            Call::AcceptOffer => (vault.accept_offer().instruction(), vec![]),
            Call::OpenOffering => {
                let amount = vault.part(1_000);
                let plan = OpenOfferingArgs { amount, wallet_limit: amount, ..vault.plan(self.now) };
                (vault.open_offering(0, plan).instruction(), vec![creator])
            }
            Call::BuyFractions => (vault.buy_fractions(&dan.pubkey(), 0, 1_000).instruction(), vec![dan]),
            Call::ClaimPurchase => (vault.claim_purchase(&dan.pubkey(), 0).instruction(), vec![]),
            Call::CloseOffering => (vault.close_offering(0).instruction(), vec![]),
        }
    }
}

async fn claim_assets(world: &mut World, vault: &VaultCookie) {
    for nft in &vault.nfts {
        world.claim_asset(vault, nft).await.unwrap();
    }
}

/// Closes the proposals, and the votes of Ana, who voted on all but the last.
async fn close_records(world: &mut World, vault: &VaultCookie, ana: &Actor) {
    for number in TAKEN..=LAST {
        if number != LAST {
            world.withdraw_vote(vault, ana, number).await.unwrap();
        }
        world.close_proposal(vault, number).await.unwrap();
    }
}
