//! Act four: a vault whose holders decide. They grant a licence by a vote; then it is sold below its reserve
//! (`offers.rs`).
//!
//! Of 1,000 fractions Ana has 250, Ben 150 and the studio, which does not answer, 600. The licence's fee of 100 USDC is
//! streamed to the 400 that are staked: 62.50 to Ana, 37.50 to Ben.

use {
    super::{
        super::{
            amount::Unit,
            cast::{
                Holder::Vault,
                Party::{Ana, Artist, Ben, Owner, Sponsor, Studio},
                fractions, lamports, nfts, usdc,
            },
            error::DemoError,
            scene::Scene,
            stage::Stage,
            step::{Facts, Step, Stream::Usdc},
            vault::PROPOSAL,
        },
        DAY, TOKEN_ACCOUNT, offers,
        opening::{handing_out, small_vault},
        rent, rent_of, vault_of,
    },
    mosaic_client::{
        MosaicError,
        actions::{
            ClaimIncome, ExecuteProposal, Propose, Stake, TakeLicense, Vote, accept_license, claim_income,
            execute_proposal, propose, stake, vote,
        },
        instructions::{self, SetDelegate, SetDelegateArgs, VoteArgs},
        state::{Action, License, Pool, Proposal, Stake as StakeAccount, Vote as VoteAccount},
        transactions::with_compute_budget,
    },
    mosaic_harness::Standard,
};

const TERM_SECS: u32 = 30 * 86_400;

pub async fn play(stage: &mut Stage) -> Result<(), DemoError> {
    stage.begin("Act four: a vault whose holders decide")?;
    let vault = vault_of(stage, 4, [Standard::NonFungible.into()]).await;
    let mut scene = Scene::set(stage, vault).await?;
    opening(&mut scene).await?;
    staking(&mut scene).await?;
    voting(&mut scene).await?;
    executing(&mut scene).await?;
    earning(&mut scene).await?;
    offers::play(&mut scene).await
}

async fn opening(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.fund(Sponsor, 100_000_000).await;
    let step = Step::told(
        "The owner has a fourth NFT, and the sponsor wants to show it",
        "This time as the only one who may: the sponsor brings 100 USDC for that right.",
    );
    scene.play(step.changes(Owner, nfts(1)).changes(Sponsor, usdc(100_000_000))).await?;

    small_vault(scene, 4, 400_000_000, "The opening price is 400 USDC.").await?;
    let story = "25 % to Ana, 15 % to Ben, and 60 % to the studio, of which nobody hears again. Has it lost its key? The chain \
                 cannot know.";
    let parts = [(Ana, 250_000_000), (Ben, 150_000_000), (Studio, 600_000_000)];
    let step = handing_out(scene, "The owner hands them out", story, parts);
    scene.play(step).await
}

async fn staking(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let (vault, ana, ben, artist) = (scene.vault.address, scene.key(Ana), scene.key(Ben), scene.key(Artist));
    let action = stake(&scene.stage.bank, &Stake { vault, holder: ana, amount: 150_000_000 }).await?;
    let step = Step::acted(
        "Ana stakes 150 of her 250 fractions",
        "Only what is staked votes: the stake stays until the vote ends, so no fraction votes twice.",
        Ana,
        &action,
    );
    let made = rent_of::<Pool>() + rent(TOKEN_ACCOUNT) + rent_of::<StakeAccount>();
    let step = step
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ana)?.lamports))
        .moves(Ana, Vault, fractions(150_000_000) + lamports(made));
    scene.play(step).await?;

    let action = stake(&scene.stage.bank, &Stake { vault, holder: ben, amount: 150_000_000 }).await?;
    let named = SetDelegate { holder: ben, vault, args: SetDelegateArgs { delegate: Some(artist) } };
    let step = Step::sent(
        "Ben stakes all of his and lets the artist vote for him",
        "A delegate votes and asks with the stake of another, but can neither move it nor claim what it earns.",
        Ben,
        with_compute_budget([action.instructions, vec![named.instruction()]].concat(), 0),
    );
    let step = step
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Ben)?.lamports))
        .moves(Ben, Vault, fractions(150_000_000) + lamports(rent_of::<StakeAccount>()));
    scene.play(step).await
}

async fn voting(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let (ana, ben, artist, sponsor) = (scene.key(Ana), scene.key(Ben), scene.key(Artist), scene.key(Sponsor));
    let yes_of_ana = instructions::Vote {
        authority: ana,
        holder: ana,
        vault: vault.address,
        number: PROPOSAL,
        args: VoteArgs { yes: true },
    };

    let licence = Action::GrantLicense {
        licensee: sponsor,
        terms_uri: "https://example.com/exhibition.txt".to_owned(),
        terms_hash: [4; 32],
        fee: 100_000_000,
        term_secs: TERM_SECS,
        exclusive: true,
    };
    let action = propose(&scene.stage.bank, &Propose { vault: vault.address, proposer: ana, action: licence }).await?;
    let step = Step::sent(
        "Ana proposes a licence for the sponsor and votes for it",
        "A licence is the right to use the NFT: to show it for 30 days for 100 USDC, and nobody else in that time. Who \
         has 1 % staked may propose. Everybody has three days to vote, with the whole stake. It takes a quorum, here \
         20 % of all fractions, yes or no; and of those that vote more than half must be for it. That and the supply \
         are copied into the proposal: nobody changes the rules of a vote that runs.",
        Ana,
        with_compute_budget([action.instructions, vec![yes_of_ana.instruction()]].concat(), 0),
    );
    let step = step
        .draws_vote()
        .quoted("rent of the proposal", Unit::Lamports, action.quote.rent, |facts| {
            Some(-facts.change(Ana)?.lamports - rent_of::<VoteAccount>())
        })
        .quoted("quorum", Unit::Fractions, action.quote.standing.quorum, |facts| facts.vote(|vote| vote.quorum))
        .moves(Ana, Vault, lamports(rent_of::<Proposal>() + rent_of::<VoteAccount>()))
        .expects("yes", Unit::Fractions, 150_000_000, |facts| facts.vote(|vote| vote.poll.yes))
        .figure("quorum of the vote", Unit::Fractions, 200_000_000, |facts| facts.vote(|vote| vote.quorum))
        .expects("votes missing of it", Unit::Fractions, 50_000_000, |facts| facts.vote(|vote| vote.quorum_left));
    scene.play(step).await?;

    scene.stage.bank.advance(DAY).await;
    let order = Vote { authority: artist, ..Vote::new(vault.address, PROPOSAL, ben, false) };
    let action = vote(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "A day later the artist votes no for Ben",
        "Too little money, the artist finds. Now the quorum is there, but exactly half is not more than half. Each \
         vote has a record, whose rent is paid by who casts it.",
        Artist,
        &action,
    );
    let step = step
        .draws_vote()
        .quoted("no then", Unit::Fractions, action.quote.standing.poll.no, |facts| facts.vote(|vote| vote.poll.no))
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Artist)?.lamports))
        .moves(Artist, Vault, lamports(rent_of::<VoteAccount>()))
        .expects("no", Unit::Fractions, 150_000_000, |facts| facts.vote(|vote| vote.poll.no))
        .expects("yes missing", Unit::Fractions, 1, |facts| facts.vote(|vote| vote.yes_needed));
    scene.play(step).await?;

    scene.stage.bank.advance(DAY).await;
    let order = Stake { vault: vault.address, holder: ana, amount: 100_000_000 };
    let action = stake(&scene.stage.bank, &order).await?;
    let step = Step::sent(
        "Ana stakes her other 100 and votes again",
        "That tops her vote up: the record has her stake as it is now in it, each fraction once.",
        Ana,
        with_compute_budget([action.instructions, vec![yes_of_ana.instruction()]].concat(), 0),
    );
    let step = step
        .draws_vote()
        .moves(Ana, Vault, fractions(100_000_000))
        .figure("votes for the licence", Unit::Fractions, 250_000_000, |facts| facts.vote(|vote| vote.poll.yes))
        .figure("votes against it", Unit::Fractions, 150_000_000, |facts| facts.vote(|vote| vote.poll.no))
        .expects("passes (1) or not (0)", Unit::Count, 1, |facts| facts.vote(|vote| vote.passes.into()));
    scene.play(step).await?;

    let step = Step::refused(
        "Ben wants to take his stake and sell it",
        "Who buys it could vote with it again. The lock for staking, a day, is over; that of the vote ends with it. \
         Withdrawing the vote would free the stake at once.",
        Ben,
        vec![vault.unstake(&ben, 150_000_000)],
        MosaicError::StakeLocked,
    );
    scene.play(step.expects("time until Ben can unstake", Unit::Seconds, DAY, |facts| facts.locked(Ben))).await
}

async fn executing(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.bank.advance(DAY).await;
    let (vault, sponsor) = (scene.vault.address, scene.key(Sponsor));
    let too_early = instructions::ExecuteProposal {
        executor: sponsor,
        vault,
        number: PROPOSAL,
        license: Some(mosaic_client::pda::license(&vault, PROPOSAL)),
        income_mint: None,
    };
    let step = Step::refused(
        "The vote is over; the sponsor cannot wait",
        "A day passes between a vote and what it does, so that who disagrees can leave first.",
        Sponsor,
        vec![too_early.instruction()],
        MosaicError::ProposalDelayed,
    );
    let step = step
        .expects("time until it can be executed", Unit::Seconds, DAY, |facts| {
            Some(facts.proposal.as_ref()?.poll.executable_at - facts.now)
        })
        .expects("time until Ben can unstake", Unit::Seconds, 0, |facts| facts.locked(Ben));
    scene.play(step).await?;

    scene.stage.bank.advance(DAY).await;
    let order = ExecuteProposal { vault, number: PROPOSAL, executor: sponsor };
    let action = execute_proposal(&scene.stage.bank, &order).await?;
    let step = Step::acted(
        "A day later the sponsor executes the proposal",
        "Anyone may, within two weeks; after that it is void. It grants the licence: an offer to the sponsor. Who \
         executes pays the rent of its account.",
        Sponsor,
        &action,
    );
    let step = step
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Sponsor)?.lamports))
        .moves(Sponsor, Vault, lamports(rent_of::<License>()));
    scene.play(step).await?;

    let action = accept_license(&scene.stage.bank, &TakeLicense::new(vault, PROPOSAL, sponsor)).await?;
    let step = Step::acted(
        "The sponsor takes the licence and pays",
        "The fee becomes income of the stakes, streamed over seven days. The licence's account is the proof of the \
         right: anybody can read who has it, until when, and the hash of its terms.",
        Sponsor,
        &action,
    );
    let runs = (action.quote.until - action.quote.from).unsigned_abs();
    let step = step
        .quoted("fee", Unit::Usdc, action.quote.fee, |facts| Some(-facts.change(Sponsor)?.usdc))
        .quoted("runs for", Unit::Seconds, runs, Facts::license_left)
        .quoted("rent", Unit::Lamports, action.quote.rent, |facts| Some(-facts.change(Sponsor)?.lamports))
        .moves(Sponsor, Vault, usdc(100_000_000) + lamports(rent(TOKEN_ACCOUNT)))
        .figure("fee of the licence", Unit::Usdc, 100_000_000, |facts| facts.waiting(Usdc))
        .expects("time to stream", Unit::Seconds, 7 * DAY, |facts| facts.streams_for(Usdc))
        .expects("licence runs for", Unit::Seconds, 30 * DAY, Facts::license_left);
    scene.play(step).await
}

async fn earning(scene: &mut Scene<'_>) -> Result<(), DemoError> {
    scene.stage.bank.advance(7 * DAY).await;
    let (vault, ana) = (scene.vault.address, scene.key(Ana));
    let action = claim_income(&scene.stage.bank, &ClaimIncome::new(vault, ana)).await?;
    let step = Step::acted(
        "A week later Ana claims her part of the fee",
        "250 of the 400 staked fractions are hers. Ben's part waits for him. The studio stakes nothing and gets none.",
        Ana,
        &action,
    );
    let claimed = action.quote.claims.iter().map(|claim| claim.amount).sum();
    let step = step
        .quoted("claim", Unit::Usdc, claimed, |facts| Some(facts.change(Ana)?.usdc))
        .moves(Vault, Ana, usdc(62_500_000))
        .figure("Ana's part of the fee", Unit::Usdc, 62_500_000, |facts| Some(facts.change(Ana)?.usdc))
        .expects("Ben's part", Unit::Usdc, 37_500_000, |facts| facts.due(Ben, Usdc));
    scene.play(step).await
}
