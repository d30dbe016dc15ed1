//! Every instruction in every phase of a proposal: it goes through, or is refused by the name in the table.

mod boundaries;
mod scene;

use {
    crate::stage::{DAY, FORTNIGHT, VOTING},
    mosaic_harness::program,
    scene::{AGAIN, Scene, Setting},
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

/// The answer to an instruction.
type Expected = Result<(), &'static str>;

/// What Anchor says where an account of the program should be and none is.
const MISSING: Expected = Err("AccountOwnedByWrongProgram");
const WRONG_STATUS: Expected = Err("WrongStatus");

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
        "open_staking" | "add_income_mint" | "deposit_income" | "lower_curator_fee" => status([ok, ok, wrong, wrong]),
        "close_income" => status([wrong, wrong, Err("StillOwing"), ok]),
        "close_staking" => status([wrong, wrong, Err("StillOwing"), Err("StillOwing")]),
        "open_offering" => status([ok, wrong, wrong, wrong]),
        // There is none.
        "buy_fractions" | "claim_purchase" | "close_offering" => MISSING,
        _ => panic!("{call} is not in the table"),
    }
}

async fn scene_at(moment: Moment) -> Scene {
    let mut scene = Scene::new(Setting { yes: moment != Defeated, ..Setting::default() }).await;
    scene
        .advance(match moment {
            Voting | Contested => DAY,
            Defeated | Delayed => VOTING,
            Expired => VOTING + DAY + FORTNIGHT,
            Executable | Executed | Licensed | Auctioned | Sold | Reclaimed => VOTING + DAY,
        })
        .await;
    match moment {
        Voting | Defeated | Delayed | Executable | Expired => (),
        Executed => scene.execute(0).await,
        Licensed => {
            scene.execute(0).await;
            scene.accept().await;
        }
        Contested | Auctioned => scene.bid().await,
        Sold => {
            scene.bid().await;
            scene.sell().await;
        }
        Reclaimed => scene.reclaim().await,
    }
    scene
}

#[tokio::test]
async fn t06_every_instruction_in_every_phase_of_a_proposal() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for moment in MOMENTS {
        let scene = scene_at(moment).await;
        for call in program::instructions().chain(AGAIN) {
            tried += 1;
            wrong.extend(scene.differs(call, expected(call, moment)).await.map(|what| format!("{moment:?}, {what}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    println!("{tried} cells: {} calls in {} phases", tried / MOMENTS.len(), MOMENTS.len());
}
