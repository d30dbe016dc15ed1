//! Every instruction of the offering in every phase of one, in every status of its vault.

use {
    mosaic_client::{
        instructions::OpenOfferingArgs,
        reader::Accounts,
        views::{OfferingView, Party, Step, VaultView},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, World},
};

const DAY: i64 = 86_400;

/// How an offering stands in which Ana has bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// It starts in an hour; nothing is bought.
    Announced,
    /// It runs, its minimum is not reached.
    Running,
    /// It runs, its minimum is reached.
    Certain,
    /// It is sold out.
    SoldOut,
    /// Its end has come below the minimum.
    Failed,
    /// Its end has come, the minimum is reached.
    Succeeded,
    /// As Failed; the creator has its fractions back.
    Returned,
    /// As Succeeded; the creator is paid.
    Paid,
    /// As Running, with an auction.
    FailedInAuction,
    /// As Certain, with an auction.
    CertainInAuction,
    /// As Running, after a sale.
    FailedInSale,
    /// As Certain, after a sale.
    CertainInSale,
    /// As Returned, reclaimed.
    ReturnedInReclaim,
}

use Phase::*;

const PHASES: [Phase; 13] = [
    Announced,
    Running,
    Certain,
    SoldOut,
    Failed,
    Succeeded,
    Returned,
    Paid,
    FailedInAuction,
    CertainInAuction,
    FailedInSale,
    CertainInSale,
    ReturnedInReclaim,
];

/// Open another one, buy (by Ben), claim Ana's purchase, close; a bid at the opening price; closing and reclaiming the
/// vault.
const CALLS: [&str; 7] =
    ["open_offering", "buy_fractions", "claim_purchase", "close_offering", "place_bid", "close_vault", "reclaim"];

type Expected = Result<(), &'static str>;

fn expected(call: &str, phase: Phase) -> Expected {
    let (ok, wrong) = (Ok(()), Err("WrongStatus"));
    let sold = matches!(phase, FailedInSale | CertainInSale);
    let active = !sold && !matches!(phase, FailedInAuction | CertainInAuction | ReturnedInReclaim);
    match call {
        "open_offering" if !active => wrong,
        "open_offering" => match phase {
            Certain | SoldOut | Succeeded | Paid => Err("AlreadyOffered"),
            Announced | Running => Err("OfferingRuns"),
            _ => ok,
        },
        "buy_fractions" if !active => wrong,
        "buy_fractions" => match phase {
            Announced => Err("OfferingNotStarted"),
            Running | Certain => ok,
            SoldOut => Err("AboveOffered"),
            _ => Err("OfferingOver"),
        },
        "claim_purchase" => match phase {
            Announced => Err("AccountOwnedByWrongProgram"),
            Running => Err("OfferingRuns"),
            _ => ok,
        },
        "close_offering" => match phase {
            Announced | Running | Certain => Err("OfferingRuns"),
            Returned | Paid | ReturnedInReclaim => Err("PurchasesStillOpen"),
            _ => ok,
        },
        // The price paid is twice the opening price.
        "place_bid" => match phase {
            Certain => Err("BidBelowReserve"),
            FailedInAuction | CertainInAuction => Err("BidBelowStep"),
            _ if active => ok,
            _ => Err("AuctionNotOpen"),
        },
        "close_vault" if sold || phase == ReturnedInReclaim => Err("StillOwing"),
        "close_vault" => wrong,
        "reclaim" if phase == Returned => ok,
        "reclaim" if active => Err("NotTheWholeSupply"),
        _ => wrong,
    }
}

struct Scene {
    world: World,
    vault: VaultCookie,
    ben: Actor,
    dan: Actor,
    plan: OpenOfferingArgs,
}

impl Scene {
    async fn at(phase: Phase) -> Self {
        let mut world = World::new().await;
        let vault = world.at(Stage::Active).await;
        let [ana, ben, dan] = [world.actor("Ana").await, world.actor("Ben").await, world.actor("Dan").await];
        for owner in [&ana, &ben, &dan] {
            world.bank.create_ata(&owner.pubkey(), &vault.fraction_mint).await;
        }
        let now = world.bank.now().await;
        let plan = OpenOfferingArgs { start_price: 2_000_000_000, end_price: 2_000_000_000, ..vault.plan(now) };
        let starts_at = if phase == Announced { now + 3_600 } else { 0 };
        world.open_offering(&vault, OpenOfferingArgs { starts_at, ..plan }).await.unwrap();
        let amount = match phase {
            Announced => 0,
            Certain | Succeeded | Paid | CertainInAuction | CertainInSale => 500_000_000,
            SoldOut => plan.amount,
            _ => 499_999_995,
        };
        if amount > 0 {
            world.buy(&vault, &ana, 0, amount).await.unwrap();
        }
        if matches!(phase, Failed | Succeeded | Returned | Paid | ReturnedInReclaim) {
            world.bank.set_clock(now + DAY).await;
        }
        if matches!(phase, Returned | Paid | ReturnedInReclaim) {
            world.close_offering(&vault, 0).await.unwrap();
        }
        if matches!(phase, FailedInAuction | CertainInAuction | FailedInSale | CertainInSale) {
            world.bid(&vault, &dan, 2_000_000_000, 0).await.unwrap();
        }
        if matches!(phase, FailedInSale | CertainInSale) {
            world.end_auction(&vault).await;
            world.settle(&vault).await.unwrap();
        }
        if phase == ReturnedInReclaim {
            world.reclaim(&vault, &vault.creator.clone()).await.unwrap();
        }
        let ends_at = world.bank.now().await + DAY;
        Self { world, vault, ben, dan, plan: OpenOfferingArgs { ends_at, ..plan } }
    }

    async fn found(&mut self, call: &str) -> Result<(), String> {
        let Self { world, vault, ben, dan, plan } = self;
        let ana = world.actor("Ana").await.pubkey();
        let creator = &vault.creator;
        let opener = world.auction_if_any(vault).await.map(|auction| auction.opener);
        let (instruction, signers) = match call {
            "open_offering" => (vault.open_offering(1, *plan).instruction(), vec![creator]),
            "buy_fractions" => (vault.buy_fractions(&ben.pubkey(), 0, 1_000).instruction(), vec![&*ben]),
            "claim_purchase" => (vault.claim_purchase(&ana, 0).instruction(), vec![]),
            "close_offering" => (vault.close_offering(0).instruction(), vec![]),
            "place_bid" => (vault.place_bid(&dan.pubkey(), 1_000_000_000, 0).instruction(), vec![&*dan]),
            "close_vault" => (vault.close_vault(opener).instruction(), vec![]),
            _ => (vault.reclaim(&creator.pubkey()).instruction(), vec![creator]),
        };
        let result = world.simulate(&instruction, &signers).await;
        result.map(|_| ()).map_err(|failure| failure.name.unwrap_or_default())
    }

    /// What the client says can be done.
    async fn steps(&self) -> Vec<(Party, Step)> {
        let view = VaultView::read(&self.world.bank, &self.vault.address).await.unwrap();
        let accounts = Accounts::read(&self.world.bank, &OfferingView::addresses(&view)).await.unwrap();
        view.offering_next_steps(&OfferingView::all(&view, &accounts).unwrap())
    }
}

#[tokio::test]
async fn t06_every_instruction_of_an_offering_in_every_phase_and_status() {
    let mut wrong = Vec::new();
    for phase in PHASES {
        let mut scene = Scene::at(phase).await;
        for call in CALLS {
            let (found, expected) = (scene.found(call).await, expected(call, phase).map_err(str::to_owned));
            if found != expected {
                wrong.push(format!("{call} at {phase:?}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_can_be_done_next_is_what_the_program_takes() {
    for phase in PHASES {
        let mut scene = Scene::at(phase).await;
        let (number, price) = (0, scene.plan.start_price);
        let steps = [
            ("open_offering", (Party::Creator, Step::OpenOffering)),
            ("buy_fractions", (Party::Anyone, Step::BuyFractions { number, price })),
            ("claim_purchase", (Party::Buyer, Step::ClaimPurchase { number })),
            ("close_offering", (Party::Anyone, Step::CloseOffering { number })),
        ];
        let mut taken = Vec::new();
        for (call, step) in steps {
            taken.extend(scene.found(call).await.is_ok().then_some(step));
        }
        if phase == Announced {
            taken.push((Party::Creator, Step::CallOffOffering { number }));
        }
        assert_eq!(scene.steps().await, taken, "{phase:?}");
    }
}

/// T16: at the second of the end one can either buy or close, and before it never both.
#[tokio::test]
async fn t16_at_the_end_exactly_one_of_buying_and_closing_is_possible() {
    let mut scene = Scene::at(Running).await;
    let ends_at = scene.world.offering(&scene.vault, 0).await.unwrap().ends_at;
    for now in [ends_at - 1, ends_at, ends_at + 1] {
        scene.world.bank.set_clock(now).await;
        let (buys, closes) = (scene.found("buy_fractions").await, scene.found("close_offering").await);
        assert_ne!(buys.is_ok(), closes.is_ok(), "{} from the end: {buys:?}, {closes:?}", now - ends_at);
        assert_eq!(closes.is_ok(), now >= ends_at);
    }
}
