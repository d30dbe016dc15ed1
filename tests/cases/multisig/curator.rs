//! It creates a vault, is its curator, lowers its fee, has the holders vote it lower still, adds a mint of income and is paid its
//! fee.

use {
    crate::{cash, transfer, world},
    mosaic_client::{
        actions::{Exit, OpenVault, exit, open_vault},
        instructions::{AddIncomeMint, ClaimAsset, ClaimRoyalty, CloseVault, LowerCuratorFee},
        pda,
        state::{Action, Status},
    },
    mosaic_harness::{NftCreator, Standard, VaultSpec, assert_fails, world::CASH},
};

#[tokio::test]
async fn a_multisig_creates_a_vault_and_is_its_curator_to_the_end() {
    let (mut world, board) = world().await;
    let (treasury, member) = (board.treasury, board.members[2].clone());
    let [dan, ana, painter] = [world.actor("Dan").await, world.actor("Ana").await, world.actor("painter").await];
    let mut spec = VaultSpec::artwork(Standard::NonFungible);
    spec.creators = vec![NftCreator::verified(&painter.keypair, 100)];
    let nft = world.bank.mint_nft(&treasury, spec).await;
    let mut vault = world.prepare(VaultSpec { nfts: Vec::new(), ..VaultSpec::default() }).await;
    vault.address = pda::vault(&treasury, vault.id);
    vault.fraction_mint = pda::fraction_mint(&vault.address);
    vault.nfts = vec![nft.clone()];
    vault.payer = member.pubkey();
    let before = world.bank.lamports(&treasury).await;

    // Created, filled and activated by the action that a wallet uses.
    let opening = OpenVault {
        creator: treasury,
        id: vault.id,
        quote_mint: world.quote_mint,
        supply: vault.supply,
        decimals: vault.decimals,
        terms: vault.terms,
        nfts: vec![nft.mint.into()],
        description: None,
    };
    let action = open_vault(&world.bank, &opening).await.unwrap();
    assert_eq!(action.signers(), [treasury]);
    board.act_each(&mut world, &action.instructions).await;
    let opened = world.vault(&vault).await;
    assert_eq!((opened.status(), opened.curator, opened.curator_fee_bps), (Ok(Status::Active), treasury, 200));
    let fractions = vault.fraction_account(&treasury);
    assert_eq!(world.bank.token_balance(&fractions).await, vault.supply);

    // It sells a part, and stakes the rest. The pool is opened by a member, at that member's expense.
    let there = world.bank.create_ata(&ana.pubkey(), &vault.fraction_mint).await;
    board.act(&mut world, &[transfer(&fractions, &there, &treasury, 4_000_000_000)]).await.unwrap();
    world.send(&[vault.open_staking().instruction()], &[&member]).await.unwrap();
    let stake = [
        vault.stake(&treasury, 6_000_000_000).instruction(),
        vault.set_delegate(&treasury, Some(member.pubkey())).instruction(),
    ];
    board.act(&mut world, &stake).await.unwrap();

    // The fee is the curator's to lower: no member can in its place.
    let lower = LowerCuratorFee { curator: member.pubkey(), ..vault.lower_curator_fee(100) };
    assert_fails(world.send(&[lower.instruction()], &[&member]).await, "NotTheCurator");
    let lower = LowerCuratorFee { curator: treasury, ..lower };
    board.act(&mut world, &[lower.instruction()]).await.unwrap();
    assert_eq!(world.vault(&vault).await.curator_fee_bps, 100);

    // A vote sets another. Proposing is the treasury's; its delegate votes, and anyone executes, at their own expense.
    let lower = Action::SetCurator { curator: treasury, fee_bps: 50 };
    board.act(&mut world, &[vault.propose(&treasury, 0, lower.clone()).instruction()]).await.unwrap();
    let mut vote = vault.vote(&treasury, 0, true);
    vote.authority = member.pubkey();
    world.send(&[vote.instruction()], &[&member]).await.unwrap();
    let executable_at = world.proposal(&vault, 0).await.executable_at;
    world.bank.set_clock(executable_at).await;
    world.send(&[vault.execute(0, &lower).instruction()], &[&member]).await.unwrap();
    assert_eq!(world.vault(&vault).await.curator_fee_bps, 50);

    // A mint of income is the curator's to add: no member can in its place.
    let gold = world.bank.create_mint(9, None).await;
    let add = AddIncomeMint { payer: member.pubkey(), vault: vault.address, mint: gold };
    assert_fails(world.send(&[add.instruction()], &[&member]).await, "NotTheCurator");
    let add = AddIncomeMint { payer: treasury, ..add };
    board.act(&mut world, &[add.instruction()]).await.unwrap();
    world.bank.fund(&dan.pubkey(), &gold, 700).await;
    world.deposit_income(&vault, &dan, &gold, 700).await.unwrap();

    // The whole is sold.
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    // Anyone pays the fee out, to the treasury's own account: 0.5 % of the price.
    let mut fee = vault.claim_curator_fee();
    (fee.curator, fee.cash_destination) = (treasury, vault.cash_account(&treasury));
    world.send(&[fee.instruction()], &[]).await.unwrap();
    assert_eq!(cash(&world, &treasury).await, CASH + 5_000_000);
    // The rest is the multisig's to take: its stake, its income, and 60 % of what 5.5 % leave.
    let leave = exit(&world.bank, &Exit::new(vault.address, treasury, [nft.mint])).await.unwrap();
    assert_eq!(leave.signers(), [treasury]);
    board.act_each(&mut world, &leave.instructions).await;
    assert_eq!(cash(&world, &treasury).await, CASH + 5_000_000 + 567_000_000);
    assert!(world.bank.token_balance(&pda::associated_token(&treasury, &gold)).await > 0);

    // Everybody else takes theirs, and the vault is closed.
    world.redeem(&vault, &ana, 4_000_000_000).await.unwrap();
    let royalty = ClaimRoyalty { creator: treasury, ..vault.claim_royalty(&nft, &painter.pubkey()) };
    world.bank.create_ata(&dan.pubkey(), &nft.mint).await;
    let asset = ClaimAsset { creator: treasury, ..vault.claim_asset(&nft, &dan.pubkey()) };
    world.send(&[royalty.instruction(), asset.instruction()], &[&member]).await.unwrap();
    world.withdraw(&vault, &dan).await.unwrap();
    let mut withdraw = vault.withdraw_vote(&treasury, 0);
    (withdraw.authority, withdraw.payer) = (member.pubkey(), member.pubkey());
    world.send(&[withdraw.instruction()], &[&member]).await.unwrap();
    // The proposal was closed by the treasury's exit, before.
    assert_eq!(world.vault(&vault).await.records, 0);
    world.bank.create_ata(&dan.pubkey(), &gold).await;
    let mut income = vault.close_income(&gold, &dan.pubkey(), true);
    (income.opener, income.curator) = (treasury, treasury);
    income.surplus_destination = Some(pda::associated_token(&treasury, &gold));
    world.send(&[income.instruction(), vault.close_staking(false).instruction()], &[]).await.unwrap();
    let close = CloseVault {
        creator: treasury,
        curator: treasury,
        surplus_destination: Some(vault.cash_account(&treasury)),
        ..vault.close_vault(Some(dan.pubkey()))
    };
    world.send(&[close.instruction()], &[]).await.unwrap();
    assert!(!world.is_open(&vault).await && world.holds(&dan.pubkey(), &nft).await);
    assert_eq!((world.cash_of(&ana).await, world.cash_of(&painter).await), (CASH + 378_000_000, CASH + 50_000_000));
    // All rent is back but that of the fraction mint, which stays, and of the treasury's own token accounts.
    let own = [vault.fraction_mint, fractions, pda::associated_token(&treasury, &gold)];
    let mut kept = 0;
    for address in own {
        kept += world.bank.lamports(&address).await;
    }
    assert_eq!(before - world.bank.lamports(&treasury).await, kept);
}
