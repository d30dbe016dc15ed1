//! A program in every part that a party of a vault can play: what people can do, it can.

use {
    crate::{FORTNIGHT, bid_of, cash, plot, transfer},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        instructions::{
            Activate, AddIncomeMint, ClaimAsset, ClaimCuratorFee, ClaimRoyalty, CloseVault, CreateVault, DepositNft,
            LowerCuratorFee,
        },
        pda,
        state::{Stake, Status},
    },
    mosaic_harness::{
        NftCreator, Stage, Standard, VaultCookie, VaultSpec, World, assert_fails,
        world::{CASH, poster_license},
    },
};

#[tokio::test]
async fn t08_t17_a_program_bids_is_outbid_raises_withdraws_and_wins() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let [one, two] = [world.hand(0).await, world.hand(1).await];
    let creator = vault.creator.clone();
    world.give_fractions(&vault, &creator, &one, 2_500_000_000).await;
    // It bids against itself and takes the lower bid back, all at once.
    let bids = [
        vault.place_bid(&one, 1_000_000_000, 2_500_000_000).instruction(),
        vault.place_bid(&two, 1_050_000_000, 0).instruction(),
        vault.withdraw_bid(&one).instruction(),
    ];
    plot(&mut world, &bids).await.unwrap();
    assert_eq!((cash(&world, &one).await, cash(&world, &two).await), (CASH, CASH - 1_050_000_000));
    assert_eq!(world.bank.token_balance(&vault.fraction_account(&one)).await, 2_500_000_000);
    assert!(bid_of(&world, &vault.address, &one).await.is_none());
    assert_eq!(world.escrowed_cash(&vault).await, 1_050_000_000);
    assert_fails(plot(&mut world, &[vault.withdraw_bid(&two).instruction()]).await, "LeadingBidLocked");

    // Dan outbids it; who signs for it may be paid elsewhere, and nobody else can.
    let (dan, mint) = (world.actor("Dan").await, world.quote_mint);
    world.bid(&vault, &dan, 1_200_000_000, 0).await.unwrap();
    let elsewhere = world.bank.create_token_account(&two, &mint).await;
    let mut withdraw = vault.withdraw_bid(&two);
    withdraw.cash_destination = elsewhere;
    assert_fails(world.send(&[withdraw.instruction()], &[]).await, "DestinationNotAssociated");
    withdraw.signed = true;
    plot(&mut world, &[withdraw.instruction()]).await.unwrap();
    assert_eq!(world.bank.token_balance(&elsewhere).await, 1_050_000_000);

    // It raises its own bid, paying the difference, and wins: the NFT is a program's to give on.
    plot(&mut world, &[vault.place_bid(&one, 1_260_000_000, 0).instruction()]).await.unwrap();
    let raise = vault.place_bid(&one, 1_400_000_000, 2_500_000_000);
    plot(&mut world, &[raise.instruction()]).await.unwrap();
    assert_eq!(cash(&world, &one).await, CASH - 1_050_000_000);
    world.end_auction(&vault).await;
    let nft = &vault.nfts[0];
    world.bank.create_ata(&one, &nft.mint).await;
    let finish = [
        vault.settle(&one).instruction(),
        vault.claim_asset(nft, &one).instruction(),
        vault.withdraw_bid(&one).instruction(),
    ];
    plot(&mut world, &finish).await.unwrap();
    let there = world.bank.create_ata(&dan.pubkey(), &nft.mint).await;
    let held = nft.held_by(&one).token;
    assert_eq!(world.bank.token_balance(&held).await, 1);
    plot(&mut world, &[transfer(&held, &there, &one, 1)]).await.unwrap();
    assert!(world.holds(&dan.pubkey(), nft).await);
    assert_eq!((cash(&world, &one).await, world.supply(&vault).await), (CASH - 1_050_000_000, 7_500_000_000));
}

#[tokio::test]
async fn t08_t44_a_program_holds_stakes_asks_votes_earns_and_redeems() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let [one, two] = [world.hand(0).await, world.hand(1).await];
    let (creator, tenant, mint) = (vault.creator.clone(), world.actor("tenant").await, world.quote_mint);
    world.give_fractions(&vault, &creator, &one, 6_000_000_000).await;
    let mut by_delegate = vault.set_ask(&one, Some(90));
    by_delegate.authority = two;
    let mut opening = vault.open_staking();
    opening.payer = one;
    let mut book = vault.open_asks();
    book.payer = two;
    let mut income = vault.add_income_mint(&mint);
    income.payer = two;
    let begin = [opening.instruction(), vault.stake(&one, 6_000_000_000).instruction()];
    plot(&mut world, &begin).await.unwrap();
    let ask = [
        book.instruction(),
        vault.set_delegate(&one, Some(two)).instruction(),
        by_delegate.instruction(),
        income.instruction(),
    ];
    plot(&mut world, &ask).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 746_215_396);

    // It grants itself a licence: by its vote, since 60 % are its own, and for the fee.
    let action = poster_license(&two, 604_800_000, 30 * 86_400, false);
    let decide = [vault.propose(&one, 0, action.clone()).instruction(), vault.vote(&one, 0, true).instruction()];
    plot(&mut world, &decide).await.unwrap();
    let executable_at = world.proposal(&vault, 0).await.executable_at;
    world.bank.set_clock(executable_at).await;
    let mut execute = vault.execute(0, &action);
    execute.executor = two;
    plot(&mut world, &[execute.instruction(), vault.take_license(&two, 0).accept()]).await.unwrap();
    assert_eq!(cash(&world, &two).await, CASH - 604_800_000);
    assert_eq!(world.license(&vault, 0).await.unwrap().licensee, two);

    // The fee is income, of which it is all that is staked; what others pay in is too.
    world.deposit_income(&vault, &tenant, &mint, 100).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    let claim = vault.claim_income(&one, &mint);
    let leave = [
        claim.instruction(),
        vault.withdraw_vote(&one, 0).instruction(),
        vault.close_proposal(0, &one).instruction(),
        vault.unstake(&one, 6_000_000_000).instruction(),
    ];
    plot(&mut world, &leave).await.unwrap();
    // A part of a unit stays behind.
    assert_eq!(cash(&world, &one).await, CASH + 604_800_099);
    assert!(world.read::<Stake>(&pda::stake(&vault.address, &one)).await.is_none());

    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    plot(&mut world, &[vault.redeem(&one, 6_000_000_000).instruction()]).await.unwrap();
    // 60 % of what 5 % of royalties and 2 % of fee leave.
    assert_eq!(cash(&world, &one).await, CASH + 604_800_099 + 558_000_000);
    assert_eq!(world.supply(&vault).await, 4_000_000_000);
}

/// The vault of a program, as far as it differs from that of the creator.
struct Theirs {
    vault: VaultCookie,
    one: Pubkey,
}

impl Theirs {
    fn create(&self) -> Vec<Instruction> {
        let (vault, creator) = (&self.vault, self.one);
        let create = CreateVault { creator, ..vault.create_vault() };
        let deposit = DepositNft { creator, ..vault.deposit_nft(&vault.nfts[0]) };
        vec![create.instruction(), deposit.instruction()]
    }

    fn activate(&self) -> Instruction {
        let destination = self.vault.fraction_account(&self.one);
        Activate { creator: self.one, vault: self.vault.address, destination }.instruction()
    }
}

#[tokio::test]
async fn t08_t12_a_program_creates_a_vault_and_is_its_curator_to_the_end() {
    let mut world = World::with_adversary().await;
    let one = world.hand(0).await;
    let (dan, ana, painter) = (world.actor("Dan").await, world.actor("Ana").await, world.actor("painter").await);
    let mut spec = VaultSpec::artwork(Standard::NonFungible);
    spec.creators = vec![NftCreator::verified(&painter.keypair, 100)];
    let nft = world.bank.mint_nft(&one, spec).await;
    let mut vault = world.prepare(VaultSpec { nfts: Vec::new(), ..VaultSpec::default() }).await;
    vault.address = pda::vault(&one, vault.id);
    vault.fraction_mint = pda::fraction_mint(&vault.address);
    vault.nfts = vec![nft.clone()];
    let theirs = Theirs { vault, one };
    let vault = &theirs.vault;
    let before = world.bank.lamports(&one).await;

    plot(&mut world, &theirs.create()).await.unwrap();
    world.bank.create_ata(&one, &vault.fraction_mint).await;
    plot(&mut world, &[theirs.activate()]).await.unwrap();
    assert_eq!(world.bank.token_balance(&vault.fraction_account(&one)).await, vault.supply);
    assert_eq!(world.vault(vault).await.curator, one);
    // The curator's rights besides its fee; nobody takes them by naming the program.
    let gold = world.bank.create_mint(9, None).await;
    let add = AddIncomeMint { payer: one, ..vault.add_income_mint(&gold) }.instruction();
    let lower = LowerCuratorFee { curator: one, ..vault.lower_curator_fee(150) }.instruction();
    world.send(&[vault.open_staking().instruction()], &[]).await.unwrap();
    for mut by_another in [add.clone(), lower.clone()] {
        by_another.accounts.iter_mut().filter(|meta| meta.pubkey == one).for_each(|meta| meta.pubkey = ana.pubkey());
        assert_fails(world.send(&[by_another], &[&ana]).await, "NotTheCurator");
    }
    plot(&mut world, &[add, lower]).await.unwrap();

    // It sells a part, and the whole is sold.
    let there = world.bank.create_ata(&ana.pubkey(), &vault.fraction_mint).await;
    plot(&mut world, &[transfer(&vault.fraction_account(&one), &there, &one, 4_000_000_000)]).await.unwrap();
    world.bid(vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
    assert_eq!(world.vault(vault).await.status(), Ok(Status::Sold));
    world.bank.create_ata(&dan.pubkey(), &nft.mint).await;
    let fee = ClaimCuratorFee {
        curator: one,
        signed: true,
        cash_destination: vault.cash_account(&one),
        ..vault.claim_curator_fee()
    };
    let royalty = ClaimRoyalty { creator: one, ..vault.claim_royalty(&nft, &painter.pubkey()) };
    let asset = ClaimAsset { creator: one, ..vault.claim_asset(&nft, &dan.pubkey()) };
    plot(&mut world, &[fee.instruction(), vault.redeem(&one, 6_000_000_000).instruction()]).await.unwrap();
    // 1.5 % of the price, and 60 % of what 6.5 % leave.
    assert_eq!(cash(&world, &one).await, CASH + 15_000_000 + 561_000_000);
    world.redeem(vault, &ana, 4_000_000_000).await.unwrap();
    world.send(&[royalty.instruction(), asset.instruction()], &[]).await.unwrap();
    world.withdraw(vault, &dan).await.unwrap();
    let mut income = vault.close_income(&gold, &dan.pubkey(), true);
    (income.opener, income.curator) = (one, one);
    (income.unearned_destination, income.surplus_destination) = (None, None);
    world.send(&[income.instruction(), vault.close_staking(false).instruction()], &[]).await.unwrap();
    let close =
        CloseVault { creator: one, curator: one, surplus_destination: None, ..vault.close_vault(Some(dan.pubkey())) };
    plot(&mut world, &[close.instruction()]).await.unwrap();
    assert!(!world.is_open(vault).await && world.holds(&dan.pubkey(), &nft).await);
    assert_eq!((world.cash_of(&ana).await, world.cash_of(&painter).await), (CASH + 374_000_000, CASH + 50_000_000));
    // All rent is back but that of the fraction mint, which stays.
    let rent = world.bank.lamports(&vault.fraction_mint).await;
    assert_eq!(before - world.bank.lamports(&one).await, rent);
}
