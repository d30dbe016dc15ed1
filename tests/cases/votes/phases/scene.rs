//! A vault with a proposal, a vote and an offer, and the instructions as they are sent there.

use {
    super::Expected,
    crate::stage::{DAY, VOTING, grant, stake_all},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        instructions::{OpenOfferingArgs, WithdrawVote},
        state::Action,
    },
    mosaic_harness::{Actor, Nft, Stage, Standard, VaultCookie, VaultSpec, World},
};

/// One standard of each way to move.
const WAYS: [Standard; 3] = [Standard::NonFungible, Standard::Programmable, Standard::Token2022];

/// Calls of an instruction besides the usual one.
pub const AGAIN: [&str; 2] = ["vote once more", "withdraw the vote of another"];

/// What differs from scene to scene.
pub struct Setting {
    /// What Ana votes.
    pub yes: bool,
    /// The level she asks.
    pub level: u8,
    /// How long, from now on, a licence may run without Dan's offer falling; `None` for any.
    pub encumbered_secs: Option<i64>,
}

impl Default for Setting {
    fn default() -> Self {
        Self { yes: true, level: 0, encumbered_secs: None }
    }
}

/// An active vault of which Ana, Ben and Cleo have staked their parts. Ana has proposed a licence for the tenant and
/// voted with all her stake; an offer of Dan's stands, made at the same second.
pub struct Scene {
    pub world: World,
    pub vault: VaultCookie,
    /// NFTs that are not in the vault, one of each of [`WAYS`], as in the vault.
    spares: Vec<Nft>,
    other_mint: Pubkey,
    recipient: Pubkey,
    /// How many proposals there were.
    proposals: u64,
    ana: Actor,
    ben: Actor,
    cleo: Actor,
    dan: Actor,
    eve: Actor,
    tenant: Actor,
    painter: Actor,
}

impl Scene {
    pub async fn new(setting: Setting) -> Self {
        let mut world = World::new().await;
        let nfts = WAYS.map(VaultSpec::artwork).into();
        let vault = world.vault_at(Stage::Active, VaultSpec { nfts, ..VaultSpec::default() }).await;
        let [ana, ben, cleo] = stake_all(&mut world, &vault).await;
        let [dan, eve] = [world.actor("Dan").await, world.actor("Eve").await];
        let [tenant, painter] = [world.actor("tenant").await, world.actor("painter").await];
        for owner in [&dan, &eve] {
            world.bank.create_ata(&owner.pubkey(), &vault.fraction_mint).await;
        }
        let (creator, quote) = (vault.creator.clone(), vault.quote_mint);
        let mut spares = Vec::new();
        for nft in &vault.nfts {
            // That of a programmable one is made as it moves.
            if !nft.standard.is_programmable() {
                for owner in [&dan, &creator] {
                    world.bank.create_ata(&owner.pubkey(), &nft.mint).await;
                }
            }
            spares.push(world.bank.mint_nft(&creator.pubkey(), VaultSpec::artwork(nft.standard)).await);
        }
        let other_mint = world.bank.create_mint(9, None).await;
        world.ask(&vault, &ana, Some(setting.level)).await.unwrap();
        world.add_income_mint(&vault, &quote).await.unwrap();
        world.deposit_income(&vault, &tenant, &quote, 7_600_000).await.unwrap();
        let mut offer = vault.place_bid(&dan.pubkey(), 600_000_000, 0);
        if let Some(secs) = setting.encumbered_secs {
            offer.args.max_licensed_until = world.bank.now().await + secs;
        }
        world.send(&[offer.offer()], &[&dan]).await.unwrap();
        world.propose(&vault, &ana, grant(&tenant, 1_000, 30 * DAY, true)).await.unwrap();
        world.vote(&vault, &ana, 0, setting.yes).await.unwrap();
        let (recipient, proposals) = (Pubkey::default(), 1);
        Self { world, vault, spares, other_mint, recipient, proposals, ana, ben, cleo, dan, eve, tenant, painter }
    }

    pub async fn advance(&mut self, secs: i64) {
        self.world.bank.advance(secs).await;
    }

    pub async fn execute(&mut self, number: u64) {
        self.world.execute(&self.vault, number).await.unwrap();
    }

    /// The tenant takes the licence.
    pub async fn accept(&mut self) {
        let accept = self.vault.take_license(&self.tenant.pubkey(), 0).accept();
        self.world.send(&[accept], &[&self.tenant]).await.unwrap();
    }

    /// The tenant pays for another term.
    pub async fn renew(&mut self) {
        let renew = self.vault.take_license(&self.tenant.pubkey(), 0).renew();
        self.world.send(&[renew], &[&self.tenant]).await.unwrap();
    }

    /// The holders end the licence.
    pub async fn end_license(&mut self, license: Pubkey) {
        let Self { world, vault, ana, .. } = self;
        let number = world.propose(vault, ana, Action::EndLicense { license }).await.unwrap();
        world.vote(vault, ana, number, true).await.unwrap();
        world.bank.advance(VOTING + DAY).await;
        world.execute(vault, number).await.unwrap();
        self.proposals = number + 1;
    }

    /// Dan bids at the opening price.
    pub async fn bid(&mut self) {
        self.world.bid(&self.vault, &self.dan, 1_000_000_000, 0).await.unwrap();
    }

    /// Dan wins.
    pub async fn sell(&mut self) {
        self.world.end_auction(&self.vault).await;
        self.world.settle(&self.vault).await.unwrap();
        self.recipient = self.dan.pubkey();
    }

    /// Everybody unstakes, without claiming income, and the creator reclaims the vault.
    pub async fn reclaim(&mut self) {
        let Self { world, vault, ana, ben, cleo, .. } = self;
        for holder in [&*ana, ben, cleo] {
            crate::stage::leave(world, vault, holder).await;
            let amount = world.fractions_of(vault, holder).await;
            world.give_fractions(vault, holder, &vault.creator.pubkey(), amount).await;
        }
        world.reclaim(vault, &vault.creator).await.unwrap();
        self.recipient = self.vault.creator.pubkey();
    }

    /// What the call gives instead of what is expected.
    pub async fn differs(&self, call: &str, expected: Expected) -> Option<String> {
        let (instruction, signers) = self.call(call, self.world.bank.now().await);
        let result = self.world.simulate(&instruction, &signers).await;
        let found = result.as_ref().map(|_| ()).map_err(|failure| failure.name.as_deref().unwrap_or("?"));
        (found != expected).then(|| format!("{call}: expected {expected:?}, found {found:?}"))
    }

    /// The instruction of that name, or the further call, and who signs it at that time.
    pub fn call(&self, name: &str, now: i64) -> (Instruction, Vec<&Actor>) {
        let Self { vault, spares, other_mint, recipient, ana, ben, dan, eve, tenant, painter, .. } = self;
        let (creator, quote) = (&vault.creator, &vault.quote_mint);
        let deposit = |way: usize| (vault.deposit_nft(&spares[way]).instruction(), vec![creator]);
        let claim = |way: usize| (vault.claim_asset(&vault.nfts[way], recipient).instruction(), vec![]);
        let (action, take) = (grant(tenant, 1_000, 30 * DAY, true), vault.take_license(&tenant.pubkey(), 0));
        match name {
            "create_vault" => (vault.create_vault().instruction(), vec![creator]),
            "deposit_nft" => deposit(0),
            "deposit_programmable_nft" => deposit(1),
            "deposit_token_2022_nft" => deposit(2),
            "describe_fraction" => (vault.describe_fraction().instruction(), vec![creator]),
            "cancel" => (vault.cancel().instruction(), vec![creator]),
            "activate" => (vault.activate().instruction(), vec![creator]),
            "lower_curator_fee" => (vault.lower_curator_fee(100).instruction(), vec![creator]),
            "place_bid" => (vault.place_bid(&eve.pubkey(), 2_000_000_000, 0).instruction(), vec![eve]),
            "make_offer" => (vault.place_bid(&eve.pubkey(), 700_000_000, 0).offer(), vec![eve]),
            "accept_offer" => (vault.accept_offer().instruction(), vec![]),
            "withdraw_offer" => (vault.withdraw_bid(&dan.pubkey()).offer(), vec![dan]),
            "withdraw_bid" => (vault.withdraw_bid(&dan.pubkey()).instruction(), vec![]),
            "settle" => (vault.settle(&dan.pubkey()).instruction(), vec![]),
            "claim_asset" => claim(0),
            "claim_programmable_asset" => claim(1),
            "claim_token_2022_asset" => claim(2),
            "claim_royalty" => (vault.claim_royalty(&vault.nfts[0], &painter.pubkey()).instruction(), vec![]),
            "claim_curator_fee" => (vault.claim_curator_fee().instruction(), vec![]),
            "redeem" => (vault.redeem(&creator.pubkey(), 1_000).instruction(), vec![creator]),
            "reclaim" => (vault.reclaim(&creator.pubkey()).instruction(), vec![creator]),
            "close_vault" => (vault.close_vault(Some(dan.pubkey())).instruction(), vec![]),
            "open_staking" => (vault.open_staking().instruction(), vec![]),
            "stake" => (vault.stake(&creator.pubkey(), 1_000).instruction(), vec![creator]),
            "unstake" => (vault.unstake(&ana.pubkey(), 1_000).instruction(), vec![ana]),
            "open_asks" => (vault.open_asks().instruction(), vec![]),
            "set_ask" => (vault.set_ask(&ana.pubkey(), Some(100)).instruction(), vec![ana]),
            "set_delegate" => (vault.set_delegate(&ana.pubkey(), Some(ben.pubkey())).instruction(), vec![ana]),
            "add_income_mint" => (vault.add_income_mint(other_mint).instruction(), vec![creator]),
            "deposit_income" => (vault.deposit_income(&tenant.pubkey(), quote, 1_000).instruction(), vec![tenant]),
            "claim_income" => (vault.claim_income(&ana.pubkey(), quote).instruction(), vec![]),
            "close_income" => (vault.close_income(quote, recipient, true).instruction(), vec![]),
            "close_staking" => (vault.close_staking(true).instruction(), vec![]),
            "quote_vault" => (vault.quote_vault(true, true).instruction(), vec![]),
            "propose" => (vault.propose(&ana.pubkey(), self.proposals, action).instruction(), vec![ana]),
            "vote" => (vault.vote(&ben.pubkey(), 0, false).instruction(), vec![ben]),
            "vote once more" => (vault.vote(&ana.pubkey(), 0, false).instruction(), vec![ana]),
            "withdraw_vote" => (vault.withdraw_vote(&ana.pubkey(), 0).instruction(), vec![ana]),
            "withdraw the vote of another" => {
                let withdraw = WithdrawVote { authority: eve.pubkey(), ..vault.withdraw_vote(&ana.pubkey(), 0) };
                (withdraw.instruction(), vec![eve])
            }
            "execute_proposal" => (vault.execute(0, &action).instruction(), vec![]),
            "close_proposal" => (vault.close_proposal(0, &ana.pubkey()).instruction(), vec![]),
            "accept_license" => (take.accept(), vec![tenant]),
            "renew_license" => (take.renew(), vec![tenant]),
            "close_license" => (vault.close_license(0).instruction(), vec![]),
            "open_offering" => {
                let amount = vault.part(1_000);
                let plan = OpenOfferingArgs { amount, wallet_limit: amount, ..vault.plan(now) };
                (vault.open_offering(0, plan).instruction(), vec![creator])
            }
            "buy_fractions" => (vault.buy_fractions(&dan.pubkey(), 0, 1_000).instruction(), vec![dan]),
            "claim_purchase" => (vault.claim_purchase(&dan.pubkey(), 0).instruction(), vec![]),
            "close_offering" => (vault.close_offering(0).instruction(), vec![]),
            _ => panic!("{name} is not in the scene"),
        }
    }
}
