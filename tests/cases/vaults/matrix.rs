//! Every instruction at every moment of a vault's life: it goes through, or is refused by the name in the table.

use {
    crate::common::{assert_gone, pay_out, take_out},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::state::{Status, Vault},
    mosaic_harness::{Actor, Nft, Stage, VaultCookie, VaultSpec, World, program},
};

/// A moment of a vault's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Filled and not yet activated.
    Draft,
    /// The creator holds every fraction; nothing was ever staked.
    Active,
    /// Ana has a part of her fractions staked and asks, her lock is over. There is income; she has earned some of it.
    Staked,
    /// The same, before the end of the auction: Cleo leads, Dan is outbid. Ana has asked anew just before it.
    Auction,
    /// The same from its end on.
    Ended,
    /// Settled, nothing claimed.
    Sold,
    /// Settled, everything claimed, redeemed and unstaked. Income is left that nobody can earn.
    PaidOut,
    /// The same, the account of income closed.
    IncomeClosed,
    /// The same, everything closed but the vault and its auction.
    StakingClosed,
    /// After Staked instead: reclaimed, Ana having unstaked and not claimed her income. Nothing else is claimed.
    Reclaimed,
    /// Reclaimed, everything claimed. Income is left that nobody can earn.
    Emptied,
    /// Reclaimed and emptied without ever a stake.
    Unstaked,
    /// Closed after a sale.
    Closed,
}

use Moment::{
    Active, Auction, Closed, Draft, Emptied, Ended, IncomeClosed, PaidOut, Reclaimed, Sold, Staked, StakingClosed,
    Unstaked,
};

const MOMENTS: [Moment; 13] = [
    Draft,
    Active,
    Staked,
    Auction,
    Ended,
    Sold,
    PaidOut,
    IncomeClosed,
    StakingClosed,
    Reclaimed,
    Emptied,
    Unstaked,
    Closed,
];

/// The moments at which a vault has that status. A new status does not compile before it has some.
fn moments_of(status: Status) -> &'static [Moment] {
    match status {
        Status::Draft => &[Draft],
        Status::Active => &[Active, Staked],
        Status::Auction => &[Auction, Ended],
        Status::Sold => &[Sold, PaidOut, IncomeClosed, StakingClosed],
        Status::Reclaimed => &[Reclaimed, Emptied, Unstaked],
    }
}

/// An instruction as the party sends it that may. `expected` does not compile without a row for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    CreateVault,
    DepositNft,
    DescribeFraction,
    Cancel,
    Activate,
    PlaceBid,
    WithdrawBid,
    /// `withdraw_bid` of the bid that leads or has won.
    WithdrawLeadingBid,
    Settle,
    ClaimAsset,
    ClaimRoyalty,
    ClaimCuratorFee,
    Redeem,
    Reclaim,
    CloseVault,
    OpenStaking,
    /// By Ben, who has none of his fractions staked.
    Stake,
    /// By Ana, as are the next three and her claim of income.
    Unstake,
    SetAsk,
    SetDelegate,
    OpenAsks,
    /// Of a mint that is not the quote mint.
    AddIncomeMint,
    DepositIncome,
    ClaimIncome,
    QuoteVault,
    CloseIncome,
    CloseStaking,
}

const CALLS: [Call; 27] = [
    Call::CreateVault,
    Call::DepositNft,
    Call::DescribeFraction,
    Call::Cancel,
    Call::Activate,
    Call::PlaceBid,
    Call::WithdrawBid,
    Call::WithdrawLeadingBid,
    Call::Settle,
    Call::ClaimAsset,
    Call::ClaimRoyalty,
    Call::ClaimCuratorFee,
    Call::Redeem,
    Call::Reclaim,
    Call::CloseVault,
    Call::OpenStaking,
    Call::Stake,
    Call::Unstake,
    Call::SetAsk,
    Call::SetDelegate,
    Call::OpenAsks,
    Call::AddIncomeMint,
    Call::DepositIncome,
    Call::ClaimIncome,
    Call::QuoteVault,
    Call::CloseIncome,
    Call::CloseStaking,
];

/// What Anchor says where an account of the program should be and none is.
const MISSING: Result<(), &str> = Err("AccountOwnedByWrongProgram");
const WRONG_STATUS: Result<(), &str> = Err("WrongStatus");

/// The table. Where an auction, a bid, a record, a pool or a stake must be given and does not exist at that moment, the
/// refusal is [`MISSING`]: no account, no status to look at.
fn expected(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        // The fraction mint outlives the vault.
        (Call::CreateVault, _) => Err("VaultIdUsed"),
        (_, Closed) => MISSING,
        (Call::QuoteVault, _) => Ok(()),
        (
            Call::DepositNft
            | Call::DescribeFraction
            | Call::Cancel
            | Call::Activate
            | Call::Reclaim
            | Call::CloseVault,
            _,
        ) => expected_of_life(call, moment),
        (
            Call::PlaceBid
            | Call::WithdrawBid
            | Call::WithdrawLeadingBid
            | Call::Settle
            | Call::ClaimAsset
            | Call::ClaimRoyalty
            | Call::ClaimCuratorFee
            | Call::Redeem,
            _,
        ) => expected_of_sale(call, moment),
        (
            Call::OpenStaking
            | Call::Stake
            | Call::Unstake
            | Call::SetAsk
            | Call::SetDelegate
            | Call::OpenAsks
            | Call::AddIncomeMint
            | Call::DepositIncome
            | Call::ClaimIncome
            | Call::CloseIncome
            | Call::CloseStaking,
            _,
        ) => expected_of_staking(call, moment),
    }
}

fn expected_of_life(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        (Call::Reclaim, Active) => Ok(()),
        // Some fractions are staked.
        (Call::Reclaim, Staked) => Err("NotTheWholeSupply"),
        (Call::Reclaim, _) => WRONG_STATUS,
        (Call::CloseVault, StakingClosed | Unstaked) => Ok(()),
        (Call::CloseVault, PaidOut | IncomeClosed | Emptied) => Err("StakingStillOpen"),
        (Call::CloseVault, Sold | Reclaimed) => Err("StillOwing"),
        (Call::CloseVault, _) => WRONG_STATUS,
        (_, Draft) => Ok(()),
        _ => WRONG_STATUS,
    }
}

fn expected_of_sale(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        (Call::PlaceBid, Active | Staked | Auction) => Ok(()),
        (Call::PlaceBid, Ended) => Err("AuctionEnded"),
        (Call::PlaceBid, _) => Err("AuctionNotOpen"),
        (Call::WithdrawBid, Auction | Ended | Sold) => Ok(()),
        (Call::WithdrawLeadingBid, Auction | Ended) => Err("LeadingBidLocked"),
        (Call::WithdrawLeadingBid, Sold) => Ok(()),
        (Call::WithdrawBid | Call::WithdrawLeadingBid, _) => MISSING,
        (Call::Settle, Ended) => Ok(()),
        (Call::Settle, Auction) => Err("AuctionNotEnded"),
        (Call::Settle, Sold) => WRONG_STATUS,
        (Call::Settle, _) => MISSING,
        (Call::ClaimAsset, Sold | Reclaimed) => Ok(()),
        (Call::ClaimAsset, Draft | Active | Staked | Auction | Ended) => WRONG_STATUS,
        (Call::ClaimAsset, _) => MISSING,
        (_, Sold) => Ok(()),
        (_, Auction | Ended) => WRONG_STATUS,
        (Call::ClaimRoyalty, PaidOut | IncomeClosed | StakingClosed) => MISSING,
        (Call::ClaimCuratorFee, PaidOut | IncomeClosed | StakingClosed) => Err("NoCuratorFeeDue"),
        (Call::Redeem, PaidOut | IncomeClosed | StakingClosed) => Err("SourceTooSmall"),
        _ => MISSING,
    }
}

fn expected_of_staking(call: Call, moment: Moment) -> Result<(), &'static str> {
    let has_pool = !matches!(moment, Draft | Active | StakingClosed | Unstaked);
    let has_stake = matches!(moment, Staked | Auction | Ended | Sold | Reclaimed);
    match (call, moment) {
        // Where it is open this does nothing.
        (Call::OpenStaking, Active | Staked | Auction | Ended) => Ok(()),
        (Call::OpenStaking, _) => WRONG_STATUS,
        (Call::OpenAsks, Staked) => Ok(()),
        (Call::OpenAsks, Active) => Err("NothingStaked"),
        (Call::OpenAsks, _) => WRONG_STATUS,
        _ if !has_pool => MISSING,
        (Call::Stake, Staked | Auction | Ended | Sold) => Ok(()),
        (Call::Stake, PaidOut) => Err("SourceTooSmall"),
        (Call::Stake, IncomeClosed) => Err("NothingLeftToEarn"),
        (Call::Stake, _) => WRONG_STATUS,
        (Call::Unstake | Call::SetAsk | Call::SetDelegate | Call::ClaimIncome, _) if !has_stake => MISSING,
        // In the first hour.
        (Call::Unstake, Auction) => Err("StakeLocked"),
        (Call::Unstake, Reclaimed) => Err("AmountAboveStake"),
        (Call::SetAsk, Auction | Ended | Sold | Reclaimed) => WRONG_STATUS,
        (Call::Unstake | Call::SetAsk | Call::SetDelegate | Call::ClaimIncome, _) => Ok(()),
        (Call::AddIncomeMint | Call::DepositIncome, Staked | Auction | Ended) => Ok(()),
        (Call::AddIncomeMint | Call::DepositIncome, _) => WRONG_STATUS,
        (Call::CloseIncome | Call::CloseStaking, Staked | Auction | Ended) => WRONG_STATUS,
        (Call::CloseIncome, Sold) | (Call::CloseStaking, Sold | Reclaimed) => Err("StillOwing"),
        // What Ana is owed stays for her.
        (Call::CloseIncome, Reclaimed | PaidOut | Emptied) => Ok(()),
        (Call::CloseStaking, PaidOut | Emptied) => Err("IncomeStillOpen"),
        (Call::CloseIncome, _) => Err("WrongIncomeAccount"),
        _ => Ok(()),
    }
}

/// A vault at a moment, and what the instructions need besides.
struct Scene {
    world: World,
    vault: VaultCookie,
    /// An NFT of the creator that is not in the vault.
    spare: Nft,
    /// A mint the vault takes no income in.
    other_mint: Pubkey,
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
    async fn at(moment: Moment) -> Self {
        let mut world = World::new().await;
        let stage = match moment {
            Draft => Stage::Draft,
            Unstaked => Stage::Reclaimed,
            _ => Stage::Active,
        };
        let vault = world.at(stage).await;
        let [ana, ben, cleo, dan] =
            [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
        let painter = world.actor("painter").await;
        for owner in [&vault.creator, &ana, &ben, &cleo, &dan] {
            world.bank.create_ata(&owner.pubkey(), &vault.fraction_mint).await;
        }
        let nft = &vault.nfts[0];
        for owner in [&vault.creator, &cleo] {
            world.bank.create_ata(&owner.pubkey(), &nft.mint).await;
        }
        let spare = world.bank.mint_nft(&vault.creator.pubkey(), VaultSpec::artwork(nft.standard)).await;
        let other_mint = world.bank.create_mint(9, None).await;
        let mut scene = Self {
            world,
            vault,
            spare,
            other_mint,
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
        scene
    }

    async fn go_to(&mut self, moment: Moment) {
        match moment {
            Draft | Active => return,
            Unstaked => {
                self.world.claim_asset(&self.vault, &self.vault.nfts[0]).await.unwrap();
                return;
            }
            _ => self.stake_and_earn().await,
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
                    world.claim_asset(vault, &vault.nfts[0]).await.unwrap();
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
        }
    }

    /// Ana, Ben and Cleo hold fractions, Ana stakes a part of hers and asks; income of seven days comes in, one day
    /// goes by and with it her lock.
    async fn stake_and_earn(&mut self) {
        let Self { world, vault, ana, dan, .. } = self;
        world.spread(vault).await;
        world.stake(vault, ana, vault.part(500)).await.unwrap();
        world.ask(vault, ana, Some(92)).await.unwrap();
        world.add_income_mint(vault, &vault.quote_mint).await.unwrap();
        world.deposit_income(vault, dan, &vault.quote_mint, 7_000_000).await.unwrap();
        world.bank.advance(vault.terms.stake_lock_secs.into()).await;
    }

    fn call(&self, call: Call) -> (Instruction, Vec<&Actor>) {
        let Self { vault, spare, other_mint, opener, recipient, painter, ana, ben, cleo, dan, .. } = self;
        let (creator, nft, quote) = (&vault.creator, &vault.nfts[0], &vault.quote_mint);
        match call {
            Call::CreateVault => (vault.create_vault().instruction(), vec![creator]),
            Call::DepositNft => (vault.deposit_nft(spare).instruction(), vec![creator]),
            Call::DescribeFraction => (vault.describe_fraction().instruction(), vec![creator]),
            Call::Cancel => (vault.cancel().instruction(), vec![creator]),
            Call::Activate => (vault.activate().instruction(), vec![creator]),
            Call::PlaceBid => (vault.place_bid(&dan.pubkey(), 2_000_000_000, 0).instruction(), vec![dan]),
            Call::WithdrawBid => (vault.withdraw_bid(&dan.pubkey()).instruction(), vec![]),
            Call::WithdrawLeadingBid => (vault.withdraw_bid(&cleo.pubkey()).instruction(), vec![]),
            Call::Settle => (vault.settle(&cleo.pubkey()).instruction(), vec![]),
            Call::ClaimAsset => (vault.claim_asset(nft, recipient).instruction(), vec![]),
            Call::ClaimRoyalty => (vault.claim_royalty(nft, &painter.pubkey()).instruction(), vec![]),
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
        }
    }
}

#[tokio::test]
async fn t06_every_instruction_at_every_moment() {
    let mut wrong = Vec::new();
    for moment in MOMENTS {
        let scene = Scene::at(moment).await;
        for call in CALLS {
            let (instruction, signers) = scene.call(call);
            let result = scene.world.simulate(&instruction, &signers).await;
            let found = result.as_ref().map(|_| ()).map_err(|failure| failure.name.as_deref().unwrap_or("?"));
            let expected = expected(call, moment);
            if found != expected {
                wrong.push(format!("{call:?} at {moment:?}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_table_has_a_row_for_every_instruction_of_the_program_and_a_column_for_every_status() {
    let mut names: Vec<String> = program::instructions().map(|name| name.replace('_', "")).collect();
    let mut rows: Vec<String> = CALLS.iter().map(|call| format!("{call:?}").to_lowercase()).collect();
    rows.retain(|row| row != "withdrawleadingbid");
    names.sort();
    rows.sort();
    assert_eq!(rows, names);
    for status in Status::ALL {
        assert!(moments_of(status).iter().all(|moment| MOMENTS.contains(moment)));
    }
}
