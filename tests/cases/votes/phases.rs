//! Every instruction in every phase of a proposal: it goes through, or is refused by the name in the table.

use {
    crate::stage::{DAY, FORTNIGHT, VOTING, grant, stake_all},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::instructions::WithdrawVote,
    mosaic_harness::{Actor, Nft, Stage, Standard, VaultCookie, VaultSpec, World, program},
};

/// Where the proposal of a licence stands, and the vault with it. Ana has proposed and voted with all her stake, Ben
/// and Cleo have not voted; an offer of Dan's stands, made at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// A day after the proposal.
    Voting,
    /// At the end of the vote, in which Ana voted no.
    Defeated,
    /// At the end of the vote, in which Ana voted yes, as in all that follow.
    Delayed,
    /// The delay is over.
    Executable,
    /// The licence is offered.
    Executed,
    /// The licence was accepted.
    Licensed,
    /// The time to execute it is over.
    Expired,
    /// As Voting, with an auction that began with a bid of Dan's.
    Contested,
    /// As Executable, with such an auction.
    Auctioned,
    /// After that auction; nobody has claimed anything.
    Sold,
    /// As Executable: everybody has unstaked, without claiming income, and the creator reclaimed the vault.
    Reclaimed,
}

use Moment::{
    Auctioned, Contested, Defeated, Delayed, Executable, Executed, Expired, Licensed, Reclaimed, Sold, Voting,
};

const MOMENTS: [Moment; 11] =
    [Voting, Defeated, Delayed, Executable, Executed, Licensed, Expired, Contested, Auctioned, Sold, Reclaimed];

type Expected = Result<(), &'static str>;

/// What Anchor says where an account of the program should be and none is.
const MISSING: Expected = Err("AccountOwnedByWrongProgram");
const WRONG_STATUS: Expected = Err("WrongStatus");

/// One standard of each way to move.
const WAYS: [Standard; 3] = [Standard::NonFungible, Standard::Programmable, Standard::Token2022];

/// Calls of an instruction besides the usual one.
const AGAIN: [&str; 2] = ["vote once more", "withdraw the vote of another"];

/// A row of which only the status of the vault decides: Active, Auction, Sold, Reclaimed.
fn by_status(row: [Expected; 4], moment: Moment) -> Expected {
    match moment {
        Voting | Defeated | Delayed | Executable | Executed | Licensed | Expired => row[0],
        Contested | Auctioned => row[1],
        Sold => row[2],
        Reclaimed => row[3],
    }
}

/// The table. What is not in it is no instruction of the program.
fn expected(call: &str, moment: Moment) -> Expected {
    let status = |row| by_status(row, moment);
    let (ok, wrong) = (Ok(()), WRONG_STATUS);
    let running = matches!(moment, Voting | Contested);
    match call {
        "propose" => status([ok, wrong, wrong, wrong]),
        "vote" | "vote once more" => match status([Err("VotingOver"), Err("VotingOver"), wrong, wrong]) {
            Err("VotingOver") if running => ok,
            refused => refused,
        },
        "withdraw_vote" => ok,
        "withdraw the vote of another" if running => Err("NotTheHolderOrDelegate"),
        "withdraw the vote of another" => ok,
        "execute_proposal" => match moment {
            Voting => Err("VotingNotOver"),
            Defeated => Err("ProposalDefeated"),
            Delayed => Err("ProposalDelayed"),
            Executable => ok,
            Executed | Licensed => Err("ProposalExecuted"),
            Expired => Err("ProposalExpired"),
            Contested | Auctioned | Sold | Reclaimed => wrong,
        },
        "close_proposal" => match moment {
            Voting | Delayed | Executable | Contested | Auctioned => Err("ProposalAlive"),
            Defeated | Executed | Licensed | Expired | Sold | Reclaimed => ok,
        },
        "accept_license" => match moment {
            Executed => ok,
            Licensed => Err("LicenseTaken"),
            _ => MISSING,
        },
        "renew_license" => match moment {
            Executed => Err("LicenseNotTaken"),
            Licensed => ok,
            _ => MISSING,
        },
        "close_license" if matches!(moment, Executed | Licensed) => Err("LicenseAlive"),
        "close_license" => MISSING,
        "make_offer" => status([ok, wrong, wrong, wrong]),
        // The window of the offer is over before the proposal expires.
        "accept_offer" | "withdraw_offer" if moment == Expired => ok,
        "accept_offer" | "withdraw_offer" => status([Err("OfferStillOpen"), wrong, wrong, wrong]),
        _ => expected_elsewhere(call, moment),
    }
}

/// What has nothing to do with votes is not held up by any.
fn expected_elsewhere(call: &str, moment: Moment) -> Expected {
    let status = |row| by_status(row, moment);
    let (ok, wrong) = (Ok(()), WRONG_STATUS);
    match call {
        "create_vault" => Err("VaultIdUsed"),
        "deposit_nft" | "deposit_programmable_nft" | "deposit_token_2022_nft" => wrong,
        "describe_fraction" | "cancel" | "activate" => wrong,
        "reclaim" => status([Err("NotTheWholeSupply"), wrong, wrong, wrong]),
        "close_vault" => status([wrong, wrong, Err("StillOwing"), Err("StillOwing")]),
        "place_bid" => status([ok, ok, Err("AuctionNotOpen"), Err("AuctionNotOpen")]),
        "withdraw_bid" => status([Err("LeadingBidLocked"), Err("LeadingBidLocked"), ok, ok]),
        "settle" => status([wrong, Err("AuctionNotEnded"), wrong, wrong]),
        "claim_asset" | "claim_programmable_asset" | "claim_token_2022_asset" => status([wrong, wrong, ok, ok]),
        "claim_royalty" | "claim_curator_fee" | "redeem" => status([wrong, wrong, ok, wrong]),
        "stake" => status([ok, ok, ok, wrong]),
        // By Ana, whose vote holds her stake until it ends.
        "unstake" if matches!(moment, Voting | Contested) => Err("StakeLocked"),
        "unstake" => status([ok, ok, ok, Err("AmountAboveStake")]),
        "set_delegate" | "claim_income" | "quote_vault" => ok,
        "set_ask" | "open_asks" => status([ok, wrong, wrong, wrong]),
        "open_staking" | "add_income_mint" | "deposit_income" => status([ok, ok, wrong, wrong]),
        "close_income" => status([wrong, wrong, Err("StillOwing"), ok]),
        "close_staking" => status([wrong, wrong, Err("StillOwing"), Err("StillOwing")]),
        _ => panic!("{call} is not in the table"),
    }
}

/// A vault at a moment, and what the instructions need besides.
struct Scene {
    world: World,
    vault: VaultCookie,
    /// NFTs that are not in the vault, one of each of [`WAYS`], as in the vault.
    spares: Vec<Nft>,
    other_mint: Pubkey,
    recipient: Pubkey,
    ana: Actor,
    ben: Actor,
    dan: Actor,
    eve: Actor,
    tenant: Actor,
    painter: Actor,
}

impl Scene {
    async fn at(moment: Moment) -> Self {
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
        world.ask(&vault, &ana, Some(0)).await.unwrap();
        world.add_income_mint(&vault, &quote).await.unwrap();
        world.deposit_income(&vault, &tenant, &quote, 7_600_000).await.unwrap();
        world.offer(&vault, &dan, 600_000_000, 0).await.unwrap();
        world.propose(&vault, &ana, grant(&tenant, 1_000, 30 * DAY, true)).await.unwrap();
        world.vote(&vault, &ana, 0, moment != Defeated).await.unwrap();
        let mut scene = Self {
            world,
            vault,
            spares,
            other_mint,
            recipient: Pubkey::default(),
            ana,
            ben,
            dan,
            eve,
            tenant,
            painter,
        };
        scene.go_to(moment, &cleo).await;
        scene.recipient = scene.world.vault(&scene.vault).await.recipient;
        scene
    }

    async fn go_to(&mut self, moment: Moment, cleo: &Actor) {
        let Self { world, vault, ana, ben, dan, tenant, .. } = self;
        world
            .bank
            .advance(match moment {
                Voting | Contested => DAY,
                Defeated | Delayed => VOTING,
                Expired => VOTING + DAY + FORTNIGHT,
                Executable | Executed | Licensed | Auctioned | Sold | Reclaimed => VOTING + DAY,
            })
            .await;
        match moment {
            Voting | Defeated | Delayed | Executable | Expired => (),
            Executed | Licensed => {
                world.execute(vault, 0).await.unwrap();
                if moment == Licensed {
                    let accept = vault.take_license(&tenant.pubkey(), 0).accept();
                    world.send(&[accept], &[tenant]).await.unwrap();
                }
            }
            Contested | Auctioned | Sold => {
                world.bid(vault, dan, 1_000_000_000, 0).await.unwrap();
                if moment == Sold {
                    world.end_auction(vault).await;
                    world.settle(vault).await.unwrap();
                }
            }
            Reclaimed => {
                for holder in [&*ana, ben, cleo] {
                    crate::stage::leave(world, vault, holder).await;
                    let amount = world.fractions_of(vault, holder).await;
                    world.give_fractions(vault, holder, &vault.creator.pubkey(), amount).await;
                }
                world.reclaim(vault, &vault.creator).await.unwrap();
            }
        }
    }

    fn call(&self, name: &str) -> (Instruction, Vec<&Actor>) {
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
            "propose" => (vault.propose(&ana.pubkey(), 1, action).instruction(), vec![ana]),
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
            _ => panic!("{name} is not in the scene"),
        }
    }
}

#[tokio::test]
async fn t06_every_instruction_in_every_phase_of_a_proposal() {
    let mut wrong = Vec::new();
    for moment in MOMENTS {
        let scene = Scene::at(moment).await;
        for call in program::instructions().chain(AGAIN) {
            let (instruction, signers) = scene.call(call);
            let result = scene.world.simulate(&instruction, &signers).await;
            let found = result.as_ref().map(|_| ()).map_err(|failure| failure.name.as_deref().unwrap_or("?"));
            let expected = expected(call, moment);
            if found != expected {
                wrong.push(format!("{call} at {moment:?}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
