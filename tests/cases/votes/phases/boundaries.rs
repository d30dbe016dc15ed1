//! Every instruction one second before, at and one second after the end of everything that ends: a vote, a delay, the
//! time to execute, an offer's window, a licence's offer and term, an auction.

use {
    super::{
        Expected, MISSING, WRONG_STATUS,
        scene::{AGAIN, Scene, Setting},
    },
    crate::stage::{DAY, FORTNIGHT, HOUR, VOTING},
    mosaic_client::{
        pda,
        state::License as LicenseAccount,
        views::{LicenseState, LicenseView, ProposalPhase, ProposalView, Proposals},
    },
    mosaic_harness::program,
};

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Boundary {
    /// The vote, in which Ana voted no.
    LostVote,
    /// The vote, in which Ana voted yes, as in all that follow.
    Vote,
    /// The delay of what was decided.
    Delay,
    /// The time to execute it.
    Execution,
    /// The window of Dan's offer.
    Window,
    /// The same, Ana asking so much that she vetoes.
    VetoedWindow,
    /// The same, the licence being taken for longer than the offer allows.
    FallenWindow,
    /// The time in which the licence can be taken.
    Acceptance,
    /// The same, the licence being ended before.
    EndedAcceptance,
    /// The first term of the licence, a second one being paid for: from then on a third can be.
    FirstTerm,
    /// Its only term.
    Term,
    /// The same, the licence being ended before.
    EndedTerm,
    /// An auction, begun by a bid of Dan's while the vote ran.
    Auction,
}

const BOUNDARIES: [Boundary; 13] = [
    Boundary::LostVote,
    Boundary::Vote,
    Boundary::Delay,
    Boundary::Execution,
    Boundary::Window,
    Boundary::VetoedWindow,
    Boundary::FallenWindow,
    Boundary::Acceptance,
    Boundary::EndedAcceptance,
    Boundary::FirstTerm,
    Boundary::Term,
    Boundary::EndedTerm,
    Boundary::Auction,
];

/// Seconds from a boundary at which everything is tried.
const SIDES: [i64; 3] = [-1, 0, 1];

/// Where the auction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sale {
    /// There is none: the vault is Active.
    Not,
    Running,
    Ended,
}

/// Where Dan's offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    Open,
    /// Its window is over.
    Due,
    /// The same, and it is vetoed.
    Vetoed,
    /// A licence was taken for longer than it allows.
    Fallen,
    /// There is none: its bidder has bid.
    Bid,
}

/// Where the licence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum License {
    /// It was not granted, or not yet.
    Not,
    Offered,
    /// It was not taken in time.
    Lapsed,
    /// It was ended before it was taken.
    Withdrawn,
    /// It runs in its last term.
    Running,
    /// A further term is paid for.
    Renewed,
    /// It runs and was ended.
    RunningOut,
    Over,
    /// It was ended and is over.
    OverForGood,
}

/// Where everything stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Statuses {
    sale: Sale,
    proposal: ProposalPhase,
    offer: Offer,
    license: License,
}

fn statuses(boundary: Boundary, side: i64) -> Statuses {
    let is_before = side < 0;
    let of = |proposal, offer, license| Statuses { sale: Sale::Not, proposal, offer, license };
    let phase = |before, after| of(if is_before { before } else { after }, Offer::Open, License::Not);
    let window = |license, end| of(ProposalPhase::Executable, if is_before { Offer::Open } else { end }, license);
    let term = |before, after| of(ProposalPhase::Executed, Offer::Due, if is_before { before } else { after });
    match boundary {
        Boundary::LostVote => phase(ProposalPhase::Voting, ProposalPhase::Defeated),
        Boundary::Vote => phase(ProposalPhase::Voting, ProposalPhase::Delayed),
        Boundary::Delay => phase(ProposalPhase::Delayed, ProposalPhase::Executable),
        // The window of the offer is over before.
        Boundary::Execution => {
            Statuses { offer: Offer::Due, ..phase(ProposalPhase::Executable, ProposalPhase::Expired) }
        }
        Boundary::Window => window(License::Not, Offer::Due),
        Boundary::VetoedWindow => window(License::Not, Offer::Vetoed),
        Boundary::FallenWindow => of(ProposalPhase::Executed, Offer::Fallen, License::Running),
        Boundary::Acceptance => term(License::Offered, License::Lapsed),
        Boundary::EndedAcceptance => term(License::Withdrawn, License::Withdrawn),
        Boundary::FirstTerm => term(License::Renewed, License::Running),
        Boundary::Term => term(License::Running, License::Over),
        Boundary::EndedTerm => term(License::RunningOut, License::OverForGood),
        Boundary::Auction => {
            let sale = if is_before { Sale::Running } else { Sale::Ended };
            Statuses { sale, proposal: ProposalPhase::Delayed, offer: Offer::Bid, license: License::Not }
        }
    }
}

/// The table. What is not in it is no instruction of the program.
fn expected(call: &str, at: Statuses) -> Expected {
    let ok = Ok(());
    let sale = |row: [Expected; 3]| match at.sale {
        Sale::Not => row[0],
        Sale::Running => row[1],
        Sale::Ended => row[2],
    };
    let unless_sold = sale([ok, WRONG_STATUS, WRONG_STATUS]);
    let is_voting = at.proposal == ProposalPhase::Voting;
    match call {
        "create_vault" => Err("VaultIdUsed"),
        "deposit_nft" | "deposit_programmable_nft" | "deposit_token_2022_nft" => WRONG_STATUS,
        "describe_fraction" | "cancel" | "activate" | "close_vault" => WRONG_STATUS,
        "claim_asset" | "claim_programmable_asset" | "claim_token_2022_asset" => WRONG_STATUS,
        "claim_royalty" | "claim_curator_fee" | "redeem" => WRONG_STATUS,
        "close_income" | "close_staking" => WRONG_STATUS,
        "reclaim" => sale([Err("NotTheWholeSupply"), WRONG_STATUS, WRONG_STATUS]),
        "place_bid" => sale([ok, ok, Err("AuctionEnded")]),
        "withdraw_bid" => Err("LeadingBidLocked"),
        "settle" => sale([WRONG_STATUS, Err("AuctionNotEnded"), ok]),
        "stake" | "set_delegate" | "claim_income" | "quote_vault" => ok,
        "open_staking" | "add_income_mint" | "deposit_income" | "lower_curator_fee" => ok,
        // By Ana, whose vote holds her stake until it ends.
        "unstake" => {
            if is_voting {
                Err("StakeLocked")
            } else {
                ok
            }
        }
        "set_ask" | "open_asks" | "propose" | "make_offer" | "open_offering" => unless_sold,
        // There is none.
        "buy_fractions" | "claim_purchase" | "close_offering" => Err("AccountOwnedByWrongProgram"),
        "accept_offer" => expected_of_offer(at.offer, [Err("OfferStillOpen"), Err("OfferVetoed"), Err("NoOffer")]),
        "withdraw_offer" => expected_of_offer(at.offer, [Err("OfferStillOpen"), ok, ok]),
        "accept_license" | "renew_license" | "close_license" => expected_of_license(call, at.license),
        "vote" | "vote once more" => {
            if is_voting {
                ok
            } else {
                Err("VotingOver")
            }
        }
        "withdraw_vote" => ok,
        "withdraw the vote of another" => {
            if is_voting {
                Err("NotTheHolderOrDelegate")
            } else {
                ok
            }
        }
        "execute_proposal" => unless_sold.and(match at.proposal {
            ProposalPhase::Voting => Err("VotingNotOver"),
            ProposalPhase::Defeated => Err("ProposalDefeated"),
            ProposalPhase::Delayed => Err("ProposalDelayed"),
            ProposalPhase::Executable => ok,
            ProposalPhase::Expired => Err("ProposalExpired"),
            ProposalPhase::Executed => Err("ProposalExecuted"),
            ProposalPhase::Lapsed => WRONG_STATUS,
        }),
        "close_proposal" => match at.proposal {
            ProposalPhase::Voting | ProposalPhase::Delayed | ProposalPhase::Executable => Err("ProposalAlive"),
            ProposalPhase::Defeated | ProposalPhase::Expired | ProposalPhase::Executed | ProposalPhase::Lapsed => ok,
        },
        _ => panic!("{call} is not in the table"),
    }
}

/// Of an offer that is open, vetoed or fallen.
fn expected_of_offer(offer: Offer, [open, vetoed, fallen]: [Expected; 3]) -> Expected {
    match offer {
        Offer::Open => open,
        Offer::Due => Ok(()),
        Offer::Vetoed => vetoed,
        Offer::Fallen => fallen,
        Offer::Bid => WRONG_STATUS,
    }
}

fn expected_of_license(call: &str, license: License) -> Expected {
    use License::{Lapsed, Not, Offered, Over, OverForGood, Renewed, Running, RunningOut, Withdrawn};
    match (call, license) {
        (_, Not) => MISSING,
        ("accept_license", Offered) => Ok(()),
        ("accept_license", Lapsed) => Err("LicenseOfferOver"),
        ("accept_license", Withdrawn) => Err("LicenseEnded"),
        ("accept_license", Running | Renewed | RunningOut | Over | OverForGood) => Err("LicenseTaken"),
        ("renew_license", Offered | Lapsed | Withdrawn) => Err("LicenseNotTaken"),
        ("renew_license", Running) => Ok(()),
        ("renew_license", Renewed) => Err("LicenseRenewed"),
        ("renew_license", RunningOut | OverForGood) => Err("LicenseEnded"),
        ("renew_license", Over) => Err("LicenseOver"),
        (_, Offered | Running | Renewed | RunningOut) => Err("LicenseAlive"),
        (_, Lapsed | Withdrawn | Over | OverForGood) => Ok(()),
    }
}

/// The scene, and when what ends in it does.
async fn scene_at(boundary: Boundary) -> (Scene, i64) {
    let mut scene = Scene::new(Setting {
        yes: boundary != Boundary::LostVote,
        level: if boundary == Boundary::VetoedWindow { 91 } else { 0 },
        encumbered_secs: (boundary == Boundary::FallenWindow).then_some(FORTNIGHT),
    })
    .await;
    let license = pda::license(&scene.vault.address, 0);
    let is_executed = match boundary {
        Boundary::LostVote | Boundary::Vote | Boundary::Delay | Boundary::Execution => false,
        Boundary::Window | Boundary::VetoedWindow | Boundary::Auction => false,
        Boundary::FallenWindow | Boundary::Acceptance | Boundary::EndedAcceptance => true,
        Boundary::FirstTerm | Boundary::Term | Boundary::EndedTerm => true,
    };
    let window = scene.world.auction(&scene.vault).await.ends_at;
    if is_executed {
        scene.advance(VOTING + DAY).await;
        scene.execute(0).await;
    }
    match boundary {
        Boundary::FallenWindow | Boundary::Term => scene.accept().await,
        Boundary::EndedAcceptance => scene.end_license(license).await,
        Boundary::FirstTerm => {
            scene.accept().await;
            scene.renew().await;
        }
        Boundary::EndedTerm => {
            scene.accept().await;
            scene.end_license(license).await;
        }
        Boundary::Auction => {
            scene.advance(5 * HOUR).await;
            scene.bid().await;
        }
        _ => (),
    }
    let poll = scene.world.proposal(&scene.vault, 0).await;
    let granted = scene.world.read::<LicenseAccount>(&license).await.unwrap_or_else(bytemuck::Zeroable::zeroed);
    let end = match boundary {
        Boundary::LostVote | Boundary::Vote => poll.ends_at,
        Boundary::Delay => poll.executable_at,
        Boundary::Execution => poll.expires_at,
        Boundary::Window | Boundary::VetoedWindow | Boundary::FallenWindow => window,
        Boundary::Acceptance | Boundary::EndedAcceptance => granted.offered_until,
        Boundary::FirstTerm => granted.until - 30 * DAY,
        Boundary::Term | Boundary::EndedTerm => granted.until,
        Boundary::Auction => scene.world.auction(&scene.vault).await.ends_at,
    };
    (scene, end)
}

/// The statuses of a licence that the client calls so: a new state of the client does not compile.
fn licenses_called(state: LicenseState) -> &'static [License] {
    match state {
        LicenseState::Offered { .. } => &[License::Offered],
        LicenseState::Lapsed => &[License::Lapsed, License::Withdrawn],
        LicenseState::Running { .. } => &[License::Running, License::Renewed, License::RunningOut],
        LicenseState::Over { .. } => &[License::Over, License::OverForGood],
    }
}

/// Demands that the client sees everything where it is said to stand.
async fn check(scene: &Scene, at: Statuses) {
    let (bank, vault) = (&scene.world.bank, &scene.vault.address);
    let (view, proposals) = ProposalView::read_all(bank, vault, &Proposals::These(vec![0])).await.unwrap();
    assert_eq!(proposals[0].phase, at.proposal);
    let ends_at = scene.world.auction(&scene.vault).await.ends_at;
    let sale = match view.offer().unwrap() {
        Some(offer) => {
            assert_eq!(offer.acceptable, at.offer == Offer::Due);
            assert_eq!(offer.withdrawable, matches!(at.offer, Offer::Due | Offer::Vetoed));
            assert!(at.offer != Offer::Vetoed || offer.vetoed);
            Sale::Not
        }
        None if at.offer == Offer::Fallen => Sale::Not,
        None => {
            assert_eq!(at.offer, Offer::Bid);
            if view.now < ends_at { Sale::Running } else { Sale::Ended }
        }
    };
    assert_eq!(sale, at.sale);
    match LicenseView::read(bank, vault, 0).await.unwrap() {
        Some(license) => {
            assert!(licenses_called(license.state).contains(&at.license));
            let is_ended = matches!(at.license, License::Withdrawn | License::RunningOut | License::OverForGood);
            assert_eq!(license.ended, is_ended);
            let is_renewable = license.renewable_from.is_some_and(|from| from <= view.now);
            assert_eq!(is_renewable, at.license == License::Running);
        }
        None => assert_eq!(at.license, License::Not),
    }
}

#[tokio::test]
async fn t06_t16_every_instruction_around_every_end() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for boundary in BOUNDARIES {
        let (mut scene, end) = scene_at(boundary).await;
        for side in SIDES {
            let at = statuses(boundary, side);
            scene.world.bank.set_clock(end + side).await;
            check(&scene, at).await;
            for call in program::instructions().chain(AGAIN) {
                tried += 1;
                let differs = scene.differs(call, expected(call, at)).await;
                wrong.extend(differs.map(|what| format!("{boundary:?} {side:+}, {what}")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let moments = BOUNDARIES.len() * SIDES.len();
    println!("{tried} cells: {} calls at {moments} moments", tried / moments);
}

#[test]
fn every_status_of_a_proposal_and_a_license_is_on_a_side_of_an_end() {
    let all = || BOUNDARIES.into_iter().flat_map(|boundary| SIDES.map(|side| statuses(boundary, side)));
    // A phase that is not named here or tried does not compile or fails.
    let is_tried = |phase| match phase {
        // After a sale or when the vault is reclaimed: the table of phases has it.
        ProposalPhase::Lapsed => true,
        ProposalPhase::Voting | ProposalPhase::Defeated | ProposalPhase::Delayed => {
            all().any(|at| at.proposal == phase)
        }
        ProposalPhase::Executable | ProposalPhase::Expired => all().any(|at| at.proposal == phase),
        ProposalPhase::Executed => all().any(|at| at.proposal == phase),
    };
    use ProposalPhase::{Defeated, Delayed, Executable, Executed, Expired, Lapsed, Voting};
    assert!([Voting, Defeated, Delayed, Executable, Expired, Executed, Lapsed].into_iter().all(is_tried));
    let states = [
        LicenseState::Offered { until: 0 },
        LicenseState::Lapsed,
        LicenseState::Running { until: 0 },
        LicenseState::Over { since: 0 },
    ];
    for license in states.into_iter().flat_map(licenses_called) {
        assert!(all().any(|at| at.license == *license), "{license:?}");
    }
}
