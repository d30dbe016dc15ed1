//! Proposals and votes.

use {
    super::{
        sale::{closed, closed_with},
        scene::Scene,
    },
    crate::source::key,
    mosaic_client::{
        actions::{
            CloseVotes, ExecuteProposal, Exit, Proposals, Propose, Vote, WithdrawVote, close_votes, execute_proposal,
            exit, propose, vote, withdraw_vote,
        },
        pda,
        state::Action,
    },
    mosaic_harness::{Actor, VaultCookie, VaultSpec, world::ending},
};

const DAY: i64 = 86_400;

fn grant(licensee: &Actor, terms_uri: &str) -> Action {
    Action::GrantLicense {
        licensee: licensee.pubkey(),
        terms_uri: terms_uri.to_owned(),
        terms_hash: [7; 32],
        fee: 50_000_000,
        term_secs: 2_592_000,
        exclusive: true,
    }
}

fn resolve(uri: &str) -> Action {
    Action::Resolve { uri: uri.to_owned(), hash: [9; 32] }
}

fn executes(vault: &VaultCookie, number: u64, executor: &Actor) -> ExecuteProposal {
    ExecuteProposal { vault: vault.address, number, executor: executor.pubkey() }
}

#[tokio::test]
async fn proposals_and_votes_are_as_committed() {
    let mut scene = Scene::new().await;
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec::default()).await;
    let proposes = |proposer: &Actor, action| Propose { vault: vault.address, proposer: proposer.pubkey(), action };
    refused!(scene, "by who staked nothing", propose, proposes(&ana, resolve("")));
    scene.world.stake(&vault, &ana, vault.part(3_000)).await.expect("a stake");
    scene.world.stake(&vault, &ben, vault.part(1_100)).await.expect("a stake");
    scene.world.stake(&vault, &cleo, 1).await.expect("a stake");
    refused!(scene, "by who staked too little", propose, proposes(&cleo, resolve("")));
    let mint = scene.world.bank.create_mint(2, None).await;
    let none = key("none");
    let actions = [
        ("a licence", grant(&cleo, "https://example.org/loan")),
        ("the end of a licence", Action::EndLicense { license: pda::license(&vault.address, 0) }),
        ("another curator", Action::SetCurator { curator: ben.pubkey(), fee_bps: 200 }),
        ("other terms", Action::SetAuctionTerms { auction_secs: 86_400, extension_secs: 0, step_bps: 100 }),
        ("a mint of income", Action::AddIncomeMint { mint }),
        ("a decision", resolve(&"u".repeat(128))),
        ("the end of a licence that is none", Action::EndLicense { license: none }),
        ("a mint of income that is none", Action::AddIncomeMint { mint: none }),
        ("a decision that fails", resolve("https://example.org/výstava")),
    ];
    for (name, action) in actions {
        done!(scene, name, propose, proposes(&ana, action), [&ana]);
    }
    for (name, action) in [
        ("a URI of 129 bytes", resolve(&"u".repeat(129))),
        ("a URI with a zero byte", resolve("a\0b")),
        ("a fee above the cap", Action::SetCurator { curator: none, fee_bps: 201 }),
        ("terms out of bounds", Action::SetAuctionTerms { auction_secs: 1, extension_secs: 0, step_bps: 100 }),
        (
            "a licence of a second",
            match grant(&ben, "") {
                Action::GrantLicense { licensee, terms_uri, terms_hash, fee, exclusive, .. } => {
                    Action::GrantLicense { licensee, terms_uri, terms_hash, fee, exclusive, term_secs: 1 }
                }
                other => other,
            },
        ),
    ] {
        refused!(scene, name, propose, proposes(&ana, action));
    }
    ballots(&mut scene, &vault, [&ana, &ben, &cleo]).await;
    executions(&mut scene, &vault, [&ana, &ben, &cleo]).await;
    scene.hold("actions/votes");
}

async fn ballots(scene: &mut Scene, vault: &VaultCookie, [ana, ben, cleo]: [&Actor; 3]) {
    let votes = |holder: &Actor, number, yes| Vote::new(vault.address, number, holder.pubkey(), yes);
    refused!(scene, "there is no proposal", vote, votes(ana, 99, true));
    refused!(scene, "of who staked nothing", vote, votes(&vault.creator, 0, true));
    let by_another = Vote { authority: cleo.pubkey(), ..votes(ana, 0, true) };
    refused!(scene, "by somebody else", vote, by_another);
    scene.world.delegate(vault, ben, Some(cleo.pubkey())).await.expect("a delegate");
    done!(scene, "yes", vote, votes(ana, 0, true), [ana]);
    done!(scene, "no, by the delegate", vote, Vote { authority: cleo.pubkey(), ..votes(ben, 0, false) }, [cleo]);
    done!(scene, "with one fraction", vote, votes(cleo, 0, true), [cleo]);
    scene.world.stake(vault, ana, vault.part(1_000)).await.expect("a stake");
    done!(scene, "topped up", vote, votes(ana, 0, true), [ana]);
    done!(scene, "another opinion", vote, votes(ben, 0, true), [ben]);
    possible!(scene, "the same again", vote, votes(ben, 0, true));
    let withdraws = |holder: &Actor, number| WithdrawVote::new(vault.address, number, holder.pubkey());
    refused!(scene, "that was not cast", withdraw_vote, withdraws(ana, 1));
    let by_another = WithdrawVote { authority: cleo.pubkey(), ..withdraws(ana, 0) };
    refused!(scene, "by somebody else", withdraw_vote, by_another);
    done!(scene, "that counts", withdraw_vote, withdraws(ben, 0), [ben]);
    for number in 1..9 {
        scene.world.vote(vault, ana, number, number < 8).await.expect("a vote");
    }
    done!(scene, "when no place is left", vote, votes(ana, 8, false), [ana]);
    refused!(scene, "while it is voted on", execute_proposal, executes(vault, 0, ben));
    scene.world.bank.advance(3 * DAY).await;
    refused!(scene, "once the vote is over", vote, votes(ben, 0, true));
    possible!(
        scene,
        "that is over, by anyone",
        withdraw_vote,
        WithdrawVote { authority: ben.pubkey(), ..withdraws(ana, 0) }
    );
}

async fn executions(scene: &mut Scene, vault: &VaultCookie, [ana, ben, cleo]: [&Actor; 3]) {
    refused!(scene, "in the delay", execute_proposal, executes(vault, 0, ben));
    refused!(scene, "that was defeated", execute_proposal, executes(vault, 8, ben));
    refused!(scene, "that there is not", execute_proposal, executes(vault, 99, ben));
    scene.world.bank.advance(DAY).await;
    refused!(scene, "a licence to be ended that is none yet", execute_proposal, executes(vault, 1, ben));
    for (number, name) in [
        (0, "a licence"),
        (1, "the end of a licence"),
        (2, "another curator"),
        (3, "other terms"),
        (4, "a mint of income"),
        (5, "a decision"),
    ] {
        done!(scene, name, execute_proposal, executes(vault, number, ben), [ben]);
    }
    refused!(scene, "a second time", execute_proposal, executes(vault, 5, ben));
    refused!(scene, "the end of a licence that is none", execute_proposal, executes(vault, 6, ben));
    refused!(scene, "a mint of income that is none", execute_proposal, executes(vault, 7, ben));
    let some = |numbers: &[u64], voters: &[&Actor]| CloseVotes {
        proposals: Proposals::These(numbers.to_vec()),
        voters: voters.iter().map(|voter| voter.pubkey()).collect(),
        ..CloseVotes::new(vault.address, ben.pubkey())
    };
    refused!(scene, "none that there is", close_votes, some(&[77], &[]));
    possible!(scene, "some, out of order and twice", close_votes, some(&[5, 0, 5], &[cleo]));
    done!(scene, "one", close_votes, some(&[2], &[]), [ben]);
    possible!(scene, "all", close_votes, CloseVotes::new(vault.address, ben.pubkey()));
    possible!(scene, "records of a wallet", exit, Exit::new(vault.address, ana.pubkey(), []));
    scene.world.bank.advance(14 * DAY).await;
    refused!(scene, "that has expired", execute_proposal, executes(vault, 7, ben));
    let dan = ending::sell(&mut scene.world, vault).await;
    refused!(
        scene,
        "after the sale",
        propose,
        Propose { vault: vault.address, proposer: ana.pubkey(), action: resolve("") }
    );
    let mints: Vec<_> = vault.nfts.iter().map(|nft| nft.mint).collect();
    let (painter, framer) = (scene.world.actor("painter").await, scene.world.actor("framer").await);
    for (name, wallet) in [
        ("who proposed and voted", ana),
        ("who voted as a delegate", ben),
        ("the winner", &dan),
        ("a creator of the NFT", &painter),
        ("the other creator of the NFT", &framer),
        ("the vault's creator", &vault.creator),
    ] {
        done!(scene, name, exit, Exit::new(vault.address, wallet.pubkey(), mints.clone()), [wallet]);
    }
    let leave = Exit { proposals: Proposals::These(Vec::new()), ..Exit::new(vault.address, cleo.pubkey(), []) };
    done!(scene, "who does not look for records", exit, leave, [cleo]);
    closed(scene, "with the vote of somebody who is not named", &vault.address, &dan).await;
    closed_with(scene, "told of who voted", &vault.address, &dan, &[cleo.pubkey(), ana.pubkey()]).await;
}
