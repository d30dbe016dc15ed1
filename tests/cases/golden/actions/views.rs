//! What people see of a vault, and what each of them can do next.

use {
    super::{Recorder, scene::Scene},
    crate::file::json,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ActionError,
        instructions::OpenOfferingArgs,
        json::{ToJson, Wide},
        pda,
        quotes::{depth, standing},
        reader::Accounts,
        state::Action,
        views::{
            AssetView, BidView, LicenseView, NftView, OfferingView, ProposalView, Proposals, PurchaseView, StakeView,
            VaultView,
        },
    },
    mosaic_harness::{Actor, Stage, Standard, VaultCookie, VaultSpec},
    serde_json::{Map, Value, json},
    std::convert::Infallible,
};

/// Everything that follows from the views of a vault and of some people in it, written already.
struct Seen(Value);

impl ToJson for Seen {
    fn to_json(&self, _: Wide) -> Value {
        self.0.clone()
    }
}

async fn look(
    reader: &Recorder<'_>,
    vault: &Pubkey,
    people: &[Pubkey],
    mints: &[Pubkey],
) -> Result<Seen, ActionError<Infallible>> {
    let mut others = Vec::new();
    for person in people {
        others.extend([pda::bid(vault, person), pda::stake(vault, person)]);
    }
    others.extend(mints.iter().map(|mint| pda::asset(vault, mint)));
    let (view, accounts) = VaultView::read_with(reader, vault, &others).await?;
    let mut seen = of_vault(&view)?;
    seen.insert("people".to_owned(), people.iter().map(|person| of_person(&view, &accounts, person)).collect());
    let mut assets = Vec::new();
    for mint in mints {
        assets.push(json(&AssetView::of(&view, &accounts, mint)?));
    }
    seen.insert("assets".to_owned(), assets.into());
    seen.insert("offerings".to_owned(), of_offerings(reader, &view, people).await?);
    let (view, proposals) = ProposalView::read_all(reader, vault, &Proposals::All).await?;
    let proposals = proposals.iter().map(|proposal| {
        let stands = standing(&view, &proposal.poll);
        json!({ "view": json(proposal), "nextSteps": json(&proposal.next_steps()), "standing": json(&stands) })
    });
    seen.insert("proposals".to_owned(), proposals.collect());
    let mut licenses = Vec::new();
    for number in 0..view.vault.proposals {
        let license = LicenseView::read(reader, vault, number).await?;
        let steps = license.as_ref().map(|license| license.next_steps(view.now));
        licenses.push(json!({ "view": json(&license), "nextSteps": json(&steps) }));
    }
    seen.insert("licenses".to_owned(), licenses.into());
    Ok(Seen(Value::Object(seen)))
}

fn of_vault(view: &VaultView) -> Result<Map<String, Value>, ActionError<Infallible>> {
    let seen = json!({
        "view": json(view),
        "quote": json(&view.quote()?),
        "nextSteps": json(&view.next_steps()),
        "reserve": json(&view.reserve()),
        "leastPrice": json(&view.least_price()),
        "leastOffer": json(&view.least_offer()),
        "endsIn": json(&view.ends_in()),
        "leader": json(&view.leader()),
        "recipient": json(&view.recipient()),
        "owing": json(&view.owing()),
        "offer": json(&view.offer()?),
        "licensedUntil": json(&view.licensed_until()),
        "exclusiveUntil": json(&view.exclusive_until()),
        "canOffer": json(&view.can_offer()),
        "offeringFloor": json(&view.offering_floor()),
        "valueOfToken": json(&view.value_of_token(view.reserve())),
        "depth": json(&depth(view)?),
        "incomes": json(&view.incomes()?),
    });
    match seen {
        Value::Object(seen) => Ok(seen),
        _ => Ok(Map::new()),
    }
}

fn of_person(view: &VaultView, accounts: &Accounts, person: &Pubkey) -> Value {
    let bid = BidView::of(view, accounts, person).expect("accounts that fit together");
    let stake = StakeView::of(view, accounts, person).expect("accounts that fit together");
    json!({ "wallet": json(person), "bid": json(&bid), "stake": json(&stake) })
}

async fn of_offerings(
    reader: &Recorder<'_>,
    view: &VaultView,
    people: &[Pubkey],
) -> Result<Value, ActionError<Infallible>> {
    let addresses = OfferingView::addresses(view);
    let purchases = addresses.iter().flat_map(|offering| people.iter().map(|person| pda::purchase(offering, person)));
    let all: Vec<_> = addresses.iter().copied().chain(purchases).collect();
    let accounts = Accounts::read(reader, &all).await?;
    let offerings = OfferingView::all(view, &accounts)?;
    let mut seen = Vec::new();
    for offering in &offerings {
        let mut purchases = Vec::new();
        for person in people {
            purchases.push(json(&PurchaseView::of(view, offering, &accounts, person)?));
        }
        seen.push(json!({ "view": json(offering), "purchases": purchases }));
    }
    Ok(json!({ "open": seen, "nextSteps": json(&view.offering_next_steps(&offerings)) }))
}

async fn seen(scene: &mut Scene, name: &str, vault: &VaultCookie, people: &[&Actor]) {
    let people: Vec<_> = people.iter().map(|person| person.pubkey()).collect();
    let mints: Vec<_> = vault.nfts.iter().map(|nft| nft.mint).collect();
    let order = json!({ "vault": json(&vault.address), "people": json(&people), "nftMints": json(&mints) });
    let run = async |reader: &Recorder<'_>| look(reader, &vault.address, &people, &mints).await;
    scene.record(name, "look", order, run).await.expect("accounts that fit together");
}

#[tokio::test]
async fn vaults_are_seen_as_committed() {
    let mut scene = Scene::new().await;
    let people = [scene.world.actor("Cleo").await, scene.world.actor("Dan").await];
    let people: Vec<_> = people.iter().collect();
    let stages = [
        ("a draft", Stage::Draft),
        ("an active vault", Stage::Active),
        ("an auction", Stage::Auction),
        ("an auction that has ended", Stage::Ended),
        ("a sold vault", Stage::Sold),
        ("a reclaimed vault", Stage::Reclaimed),
    ];
    for (id, (name, stage)) in (1..).zip(stages) {
        let vault = scene.world.vault_at(stage, VaultSpec { id, ..VaultSpec::default() }).await;
        seen(&mut scene, name, &vault, &people).await;
    }
    busy(&mut scene).await;
    nfts(&mut scene).await;
    succeeds(&mut scene).await;
    fails(&mut scene).await;
    ends_by_a_sale(&mut scene).await;
    scene.hold("views");
}

/// A vault with everything that an active one can have.
async fn busy(scene: &mut Scene) {
    let nfts = vec![VaultSpec::artwork(Standard::NonFungible), VaultSpec::artwork(Standard::Programmable)];
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec { id: 9, nfts, ..VaultSpec::default() }).await;
    let (dan, mint) = (scene.world.actor("Dan").await, vault.quote_mint);
    let people = [&ana, &ben, &cleo, &dan];
    scene.world.stake(&vault, &ana, vault.part(4_000)).await.expect("a stake");
    scene.world.ask(&vault, &ana, Some(95)).await.expect("an ask");
    scene.world.stake(&vault, &ben, vault.part(1_100)).await.expect("a stake");
    scene.world.ask(&vault, &ben, Some(92)).await.expect("an ask");
    scene.world.delegate(&vault, &ben, Some(cleo.pubkey())).await.expect("a delegate");
    scene.world.add_income_mint(&vault, &mint).await.expect("a mint of income");
    scene.world.deposit_income(&vault, &dan, &mint, 604_800_001).await.expect("income");
    scene.world.offer(&vault, &dan, 500_000_000, 0).await.expect("an offer");
    let action = Action::GrantLicense {
        licensee: cleo.pubkey(),
        terms_uri: "https://example.org/loan".to_owned(),
        terms_hash: [7; 32],
        fee: 5,
        term_secs: 3_600,
        exclusive: true,
    };
    let decision = Action::Resolve { uri: "https://example.org/výstava".to_owned(), hash: [9; 32] };
    for (action, yes) in [(action, true), (decision, false)] {
        let number = scene.world.propose(&vault, &ana, action).await.expect("a proposal");
        scene.world.vote(&vault, &ben, number, yes).await.expect("a vote");
    }
    seen(scene, "asks, income, an offer and votes", &vault, &people).await;
    scene.world.vote(&vault, &ana, 0, true).await.expect("a vote");
    scene.world.bank.advance(3 * 86_400).await;
    seen(scene, "votes that are over", &vault, &people).await;
    scene.world.bank.advance(86_400).await;
    seen(scene, "a proposal that can be executed", &vault, &people).await;
    scene.world.execute(&vault, 0).await.expect("a proposal that passed");
    seen(scene, "a licence that can be taken", &vault, &people).await;
    let take = vault.take_license(&cleo.pubkey(), 0).accept();
    scene.world.send(&[take], &[&cleo]).await.expect("a licence");
    scene.world.bank.advance(10).await;
    seen(scene, "a licence that runs", &vault, &people).await;
    scene.world.bank.advance(3_600).await;
    seen(scene, "a licence that is over", &vault, &people).await;
    scene.world.bank.advance(14 * 86_400).await;
    seen(scene, "an offer whose window is over", &vault, &people).await;
}

async fn nfts(scene: &mut Scene) {
    let creator = scene.world.actor("creator").await;
    for standard in
        [Standard::NonFungible, Standard::PrintedEdition, Standard::Programmable, Standard::FungibleAsset(1)]
    {
        let nft = scene.world.bank.mint_nft(&creator.pubkey(), VaultSpec::artwork(standard)).await;
        let (mint, owner) = (nft.mint, creator.pubkey());
        let order = json!({ "mint": json(&mint), "owner": json(&owner) });
        let run = async |reader: &Recorder<'_>| NftView::read(reader, &mint, &owner).await;
        scene.record(&format!("{standard:?}"), "nft", order, run).await.expect("accounts of the bank can be read");
    }
}

/// An offering from its announcement to its closing: a quarter of the supply, falling from 1,200 to 900 tokens of the whole,
/// of which 100 have to be raised.
async fn succeeds(scene: &mut Scene) {
    let vault = scene.world.vault_at(Stage::Active, VaultSpec { id: 10, ..VaultSpec::default() }).await;
    let [ana, ben] = [scene.world.actor("Ana").await, scene.world.actor("Ben").await];
    let people = [&ana, &ben];
    let now = scene.world.bank.now().await;
    let (start_price, end_price) = (1_200_000_000, 900_000_000);
    let plan = OpenOfferingArgs { start_price, end_price, starts_at: now + 3_600, ..vault.plan(now) };
    scene.world.open_offering(&vault, plan).await.expect("an offering");
    seen(scene, "an offering that is ahead", &vault, &people).await;
    scene.world.bank.advance(3_600).await;
    seen(scene, "one that sells", &vault, &people).await;
    scene.world.buy(&vault, &ana, 0, vault.part(500)).await.expect("a purchase");
    seen(scene, "one below its minimum", &vault, &people).await;
    scene.world.bank.advance(6 * 3_600).await;
    scene.world.offer(&vault, &ben, 950_000_000, 0).await.expect("an offer");
    scene.world.buy(&vault, &ben, 0, vault.part(1_000)).await.expect("a purchase");
    seen(scene, "one that is certain", &vault, &people).await;
    for buyer in people {
        scene.world.claim_purchase(&vault, buyer, 0).await.expect("fractions");
    }
    seen(scene, "one of which everything is delivered", &vault, &people).await;
    scene.world.bank.advance(86_400).await;
    seen(scene, "one that has succeeded", &vault, &people).await;
    scene.world.close_offering(&vault, 0).await.expect("cash for the creator");
    seen(scene, "one whose creator is paid", &vault, &people).await;
    scene.world.claim_purchase(&vault, &ana, 0).await.expect("the rent");
    seen(scene, "one with one purchase left", &vault, &people).await;
    scene.world.claim_purchase(&vault, &ben, 0).await.expect("the rent");
    seen(scene, "one that owes nobody", &vault, &people).await;
    scene.world.close_offering(&vault, 0).await.expect("nothing is left of it");
    seen(scene, "a vault that had an offering", &vault, &people).await;
}

/// An offering that ends below its minimum, and the next one.
async fn fails(scene: &mut Scene) {
    let vault = scene.world.vault_at(Stage::Active, VaultSpec { id: 11, ..VaultSpec::default() }).await;
    let [ana, ben] = [scene.world.actor("Ana").await, scene.world.actor("Ben").await];
    let people = [&ana, &ben];
    let now = scene.world.bank.now().await;
    scene.world.open_offering(&vault, vault.plan(now)).await.expect("an offering");
    scene.world.buy(&vault, &ana, 0, 1_000).await.expect("a purchase");
    scene.world.bank.advance(86_400).await;
    seen(scene, "an offering that has failed", &vault, &people).await;
    let plan = OpenOfferingArgs { minimum: 0, ..vault.plan(now + 86_400) };
    scene.world.open_offering(&vault, plan).await.expect("another offering");
    scene.world.buy(&vault, &ben, 1, plan.amount).await.expect("a purchase");
    seen(scene, "one that is sold out, and one that has failed", &vault, &people).await;
}

/// An offering below its minimum that an auction ends.
async fn ends_by_a_sale(scene: &mut Scene) {
    let vault = scene.world.vault_at(Stage::Active, VaultSpec { id: 12, ..VaultSpec::default() }).await;
    let [ana, dan] = [scene.world.actor("Ana").await, scene.world.actor("Dan").await];
    let plan = vault.plan(scene.world.bank.now().await);
    scene.world.open_offering(&vault, plan).await.expect("an offering");
    scene.world.buy(&vault, &ana, 0, 1_000).await.expect("a purchase");
    scene.world.bid(&vault, &dan, 1_000_000_000, 0).await.expect("a bid");
    seen(scene, "an offering that an auction has ended", &vault, &[&ana, &dan]).await;
}
