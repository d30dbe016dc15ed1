//! Every instruction at every moment of a vault's life: it goes through, or is refused by the name in the table.

use {
    crate::common::{pay_out, pay_out_and_close},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::state::{Status, Vault},
    mosaic_harness::{Actor, Nft, Stage, VaultCookie, VaultSpec, World, program},
};

/// A moment of a vault's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Filled and not yet activated.
    Draft,
    /// The creator holds every fraction.
    Active,
    /// Before its end: Cleo leads, Dan is outbid.
    Auction,
    /// The same from its end on.
    Ended,
    /// Settled, nothing claimed.
    Sold,
    /// Settled, everything claimed.
    PaidOut,
    /// Reclaimed, nothing claimed.
    Reclaimed,
    /// Reclaimed, everything claimed.
    Emptied,
    /// Closed after a sale.
    Closed,
}

use Moment::{Active, Auction, Closed, Draft, Emptied, Ended, PaidOut, Reclaimed, Sold};

const MOMENTS: [Moment; 9] = [Draft, Active, Auction, Ended, Sold, PaidOut, Reclaimed, Emptied, Closed];

/// The moments at which a vault has that status. A new status does not compile before it has some.
fn moments_of(status: Status) -> &'static [Moment] {
    match status {
        Status::Draft => &[Draft],
        Status::Active => &[Active],
        Status::Auction => &[Auction, Ended],
        Status::Sold => &[Sold, PaidOut],
        Status::Reclaimed => &[Reclaimed, Emptied],
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
}

const CALLS: [Call; 15] = [
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
];

/// What Anchor says where an account of the program should be and none is.
const MISSING: Result<(), &str> = Err("AccountOwnedByWrongProgram");
const WRONG_STATUS: Result<(), &str> = Err("WrongStatus");

/// The table. Where an auction, a bid or a record must be given and does not exist at that moment, the refusal is
/// [`MISSING`]: no account, no status to look at.
fn expected(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        // The fraction mint outlives the vault.
        (Call::CreateVault, _) => Err("VaultIdUsed"),
        (_, Closed) => MISSING,
        (Call::DepositNft | Call::DescribeFraction | Call::Cancel | Call::Activate, Draft) => Ok(()),
        (Call::DepositNft | Call::DescribeFraction | Call::Cancel | Call::Activate, _) => WRONG_STATUS,
        (Call::PlaceBid, Active | Auction) => Ok(()),
        (Call::PlaceBid, Ended) => Err("AuctionEnded"),
        (Call::PlaceBid, Draft | Sold | PaidOut | Reclaimed | Emptied) => Err("AuctionNotOpen"),
        (Call::WithdrawBid, Auction | Ended | Sold) => Ok(()),
        (Call::WithdrawLeadingBid, Auction | Ended) => Err("LeadingBidLocked"),
        (Call::WithdrawLeadingBid, Sold) => Ok(()),
        (Call::WithdrawBid | Call::WithdrawLeadingBid, Draft | Active | PaidOut | Reclaimed | Emptied) => MISSING,
        (Call::Settle, Ended) => Ok(()),
        (Call::Settle, Auction) => Err("AuctionNotEnded"),
        (Call::Settle, Sold) => WRONG_STATUS,
        (Call::Settle, Draft | Active | PaidOut | Reclaimed | Emptied) => MISSING,
        (Call::ClaimAsset, Sold | Reclaimed) => Ok(()),
        (Call::ClaimAsset, Draft | Active | Auction | Ended) => WRONG_STATUS,
        (Call::ClaimAsset, PaidOut | Emptied) => MISSING,
        (Call::ClaimRoyalty | Call::ClaimCuratorFee | Call::Redeem, Sold) => Ok(()),
        (Call::ClaimRoyalty | Call::ClaimCuratorFee | Call::Redeem, Auction | Ended) => WRONG_STATUS,
        (Call::ClaimRoyalty, PaidOut) => MISSING,
        (Call::ClaimCuratorFee, PaidOut) => Err("NoCuratorFeeDue"),
        (Call::Redeem, PaidOut) => Err("SourceTooSmall"),
        (Call::ClaimRoyalty | Call::ClaimCuratorFee | Call::Redeem, Draft | Active | Reclaimed | Emptied) => MISSING,
        (Call::Reclaim, Active) => Ok(()),
        (Call::Reclaim, Draft | Auction | Ended | Sold | PaidOut | Reclaimed | Emptied) => WRONG_STATUS,
        (Call::CloseVault, PaidOut | Emptied) => Ok(()),
        (Call::CloseVault, Sold | Reclaimed) => Err("StillOwing"),
        (Call::CloseVault, Draft | Active | Auction | Ended) => WRONG_STATUS,
    }
}

/// A vault at a moment, and what the instructions need besides.
struct Scene {
    world: World,
    vault: VaultCookie,
    /// An NFT of the creator that is not in the vault.
    spare: Nft,
    opener: Option<Pubkey>,
    recipient: Pubkey,
    painter: Actor,
    ana: Actor,
    cleo: Actor,
    dan: Actor,
}

impl Scene {
    async fn at(moment: Moment) -> Self {
        let mut world = World::new().await;
        let stage = match moment {
            Draft => Stage::Draft,
            Active => Stage::Active,
            Auction => Stage::Auction,
            Ended => Stage::Ended,
            Sold | PaidOut | Closed => Stage::Sold,
            Reclaimed | Emptied => Stage::Reclaimed,
        };
        let vault = world.at(stage).await;
        let [ana, ben, cleo, dan] =
            [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
        let painter = world.actor("painter").await;
        for owner in [&vault.creator, &ana, &cleo, &dan] {
            world.bank.create_ata(&owner.pubkey(), &vault.fraction_mint).await;
        }
        let nft = &vault.nfts[0];
        for owner in [&vault.creator, &cleo] {
            world.bank.create_ata(&owner.pubkey(), &nft.mint).await;
        }
        let spare = world.bank.mint_nft(&vault.creator.pubkey(), VaultSpec::artwork(nft.standard)).await;
        let opener = world.auction_if_any(&vault).await.map(|auction| auction.opener);
        let creator = vault.creator.clone();
        if moment == PaidOut {
            pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
        } else if moment == Closed {
            pay_out_and_close(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
        } else if moment == Emptied {
            world.claim_asset(&vault, nft).await.unwrap();
        }
        let state: Option<Vault> = world.read(&vault.address).await;
        let recipient = state.map_or(cleo.pubkey(), |state| state.recipient);
        if let Some(state) = state {
            assert!(moments_of(state.status().unwrap()).contains(&moment), "{moment:?} is of another status");
        }
        Self { world, vault, spare, opener, recipient, painter, ana, cleo, dan }
    }

    fn call(&self, call: Call) -> (Instruction, Vec<&Actor>) {
        let Self { world: _, vault, spare, opener, recipient, painter, ana, cleo, dan } = self;
        let (creator, nft) = (&vault.creator, &vault.nfts[0]);
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
