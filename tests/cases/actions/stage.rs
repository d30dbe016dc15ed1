//! What the tests of actions share: opening vaults with them, sending them, and what a wallet has.

use {
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        Action, ActionError, ClientError,
        actions::{
            Ask, DepositIncome, ExecuteProposal, OpenVault, PlaceBid, Propose, Stake, StakeAndAsk, Vote, WrappedSol,
            bid, deposit_income, execute_proposal, open_vault, propose, settle, stake_and_ask, vote,
        },
        instructions::DescribeFractionArgs,
        pda,
        quotes::{
            BidQuote, DepositIncomeQuote, ExecuteQuote, NewAccount, OpenQuote, ProposeQuote, SettleQuote,
            StakeAndAskQuote, VoteQuote,
        },
        rules::Terms,
        state::Action as Proposed,
        transactions::{Packing, ceiling},
        views::{StakeView, VaultView},
    },
    mosaic_harness::{Actor, InstructionUsage, Nft, NftCreator, NftSpec, Receipt, Standard, World},
    solana_keypair::Keypair,
    solana_signer::Signer,
};

/// Fractions of a test's vault: 10,000 of 6 decimals.
pub const SUPPLY: u64 = 10_000_000_000;
/// Opening price: 1,000 of 6 decimals.
pub const OPENING: u64 = 1_000_000_000;

/// A vault opened by an action.
pub struct Opened {
    pub vault: Pubkey,
    pub creator: Actor,
    pub nfts: Vec<Nft>,
    pub quote: OpenQuote,
    pub receipts: Vec<Receipt>,
}

impl Opened {
    pub fn mints(&self) -> Vec<Pubkey> {
        self.nfts.iter().map(|nft| nft.mint).collect()
    }
}

/// Texts as long as real ones: 32 and 10 bytes, and a URI of Arweave.
pub fn description() -> DescribeFractionArgs {
    DescribeFractionArgs {
        name: "Fractions of Still Life No. 1042".to_owned(),
        symbol: "fSTILL1042".to_owned(),
        uri: "https://arweave.net/Xk2Yq0bW9cT4hJ7mPzR1sVd8LfN3gAeUoKi5tBvCwQ0".to_owned(),
    }
}

/// An NFT of which "painter" gets 3.5 % and "framer" 1.5 % of a sale.
pub fn artwork(standard: Standard, painter: &Actor, framer: &Actor) -> NftSpec {
    let creators = vec![NftCreator::verified(&painter.keypair, 70), NftCreator::verified(&framer.keypair, 30)];
    NftSpec { standard, creators, ..NftSpec::default() }
}

/// Mints NFTs of these standards to the actor "creator".
pub async fn mint_nfts(world: &mut World, standards: &[Standard]) -> (Actor, Vec<Nft>) {
    let creator = world.actor("creator").await;
    let (painter, framer) = (world.actor("painter").await, world.actor("framer").await);
    let mut nfts = Vec::new();
    for standard in standards {
        let spec = artwork(*standard, &painter, &framer);
        nfts.push(world.bank.mint_nft(&creator.pubkey(), spec).await);
    }
    (creator, nfts)
}

/// The usual vault of these NFTs.
pub fn opening(world: &World, creator: &Actor, nfts: &[Nft]) -> OpenVault {
    OpenVault {
        creator: creator.pubkey(),
        id: 0,
        quote_mint: world.quote_mint,
        supply: SUPPLY,
        decimals: 6,
        terms: Terms { curator_fee_bps: 200, ..Terms::with_opening_price(OPENING) },
        nfts: nfts.iter().map(|nft| nft.mint.into()).collect(),
        description: Some(description()),
    }
}

/// Opens a vault with NFTs of these standards.
pub async fn open(world: &mut World, standards: &[Standard]) -> Opened {
    let (creator, nfts) = mint_nfts(world, standards).await;
    let action = open_vault(&world.bank, &opening(world, &creator, &nfts)).await.unwrap();
    let receipts = perform(world, &action, &[&creator]).await;
    Opened { vault: action.quote.vault, creator, nfts, quote: action.quote, receipts }
}

/// Gives some of the creator's fractions to a holder.
pub async fn give_fractions(world: &mut World, opened: &Opened, to: &Actor, amount: u64) {
    let mint = opened.quote.fraction_mint;
    let there = world.bank.create_ata(&to.pubkey(), &mint).await;
    world.transfer(&opened.quote.fraction_account, &there, &opened.creator, amount).await;
}

/// Places a bid by its action.
pub async fn place(world: &mut World, bidder: &Actor, order: &PlaceBid) -> BidQuote {
    let action = bid(&world.bank, order).await.unwrap();
    perform(world, &action, &[bidder]).await;
    action.quote
}

/// Moves the clock to the end of the auction and settles.
pub async fn end_and_settle(world: &mut World, vault: &Pubkey) -> SettleQuote {
    let view = VaultView::read(&world.bank, vault).await.unwrap();
    world.bank.set_clock(view.auction.unwrap().ends_at).await;
    let action = settle(&world.bank, vault).await.unwrap();
    perform(world, &action, &[]).await;
    action.quote
}

/// Sends an action in as few transactions as it fits, the fees paid by the bank, and compares what they use with the
/// ceilings of the client.
pub async fn perform<Q>(world: &mut World, action: &Action<Q>, signers: &[&Actor]) -> Vec<Receipt> {
    let packing = Packing { payer: world.bank.payer().pubkey(), tables: &[], price_per_unit: Some(1_000) };
    let keypairs: Vec<&Keypair> = signers.iter().map(|actor| &actor.keypair).collect();
    let mut receipts = Vec::new();
    for transaction in packing.transactions(&action.instructions).unwrap() {
        let receipt = world.bank.send(&transaction.instructions, &keypairs).await;
        let receipt = receipt.unwrap_or_else(|failure| panic!("{failure}\n{}", failure.logs.join("\n")));
        assert_eq!(receipt.transaction_bytes, transaction.bytes, "the size is as packed");
        check_ceilings(&transaction.instructions, &receipt);
        receipts.push(receipt);
    }
    let used: u64 = receipts.iter().map(|receipt| receipt.compute_units).sum();
    assert!(used <= u64::from(action.compute_units) + 300 * receipts.len() as u64, "{used} units");
    receipts
}

/// No instruction may use more than the client allows for it. While Mosaic runs natively it reports no compute units of
/// its own; those of the programs it calls count then.
pub fn check_ceilings(instructions: &[Instruction], receipt: &Receipt) {
    assert_eq!(instructions.len(), receipt.per_instruction.len());
    for (instruction, usage) in instructions.iter().zip(&receipt.per_instruction) {
        let most = ceiling(instruction);
        let units = usage.compute_units.unwrap_or_else(|| usage.in_calls());
        let discriminator = instruction.data.get(..8);
        assert!(units <= most.units.into(), "{discriminator:?} of {} uses {units} units", usage.program);
        // The calls of a native program are logged twice.
        let counted = usage.compute_units.is_some();
        assert!(
            !counted || calls(usage) <= most.calls,
            "{discriminator:?} of {} makes {} calls",
            usage.program,
            calls(usage)
        );
    }
}

fn calls(usage: &InstructionUsage) -> u32 {
    1 + usage.calls.iter().map(calls).sum::<u32>()
}

/// What a wallet has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purse {
    pub lamports: u64,
    pub cash: u64,
    pub fractions: u64,
}

pub async fn purse(world: &World, vault: &Pubkey, wallet: &Actor) -> Purse {
    let fractions = pda::associated_token(&wallet.pubkey(), &pda::fraction_mint(vault));
    Purse {
        lamports: world.bank.lamports(&wallet.pubkey()).await,
        cash: world.cash_of(wallet).await,
        fractions: world.bank.token_balance(&fractions).await,
    }
}

/// Each account exists and cost what the quote says.
pub async fn check_accounts(world: &World, accounts: &[NewAccount]) {
    for account in accounts {
        assert_eq!(world.bank.lamports(&account.address).await, account.lamports, "{:?}", account.kind);
    }
}

/// A vault and the stake of a holder in it, if there is one, as they are now.
pub async fn staked_view(world: &World, vault: &Pubkey, holder: &Actor) -> (VaultView, Option<StakeView>) {
    let address = StakeView::address(vault, &holder.pubkey());
    let (view, accounts) = VaultView::read_with(&world.bank, vault, &[address]).await.unwrap();
    let stake = StakeView::of(&view, &accounts, &holder.pubkey()).unwrap();
    (view, stake)
}

/// Stakes fractions of a holder and sets what its whole stake asks, by their action: in one transaction.
pub async fn stake_asking(
    world: &mut World,
    vault: &Pubkey,
    holder: &Actor,
    amount: u64,
    ask: Ask,
) -> StakeAndAskQuote {
    let stake = Stake { vault: *vault, holder: holder.pubkey(), amount };
    let action = stake_and_ask(&world.bank, &StakeAndAsk { stake, ask }).await.unwrap();
    assert_eq!(perform(world, &action, &[holder]).await.len(), 1);
    action.quote
}

/// Pays income in by its action.
pub async fn pay_income(
    world: &mut World,
    vault: &Pubkey,
    depositor: &Actor,
    mint: Pubkey,
    amount: u64,
) -> DepositIncomeQuote {
    let order = DepositIncome { vault: *vault, depositor: depositor.pubkey(), mint, amount, sol: WrappedSol::Auto };
    let action = deposit_income(&world.bank, &order).await.unwrap();
    perform(world, &action, &[depositor]).await;
    action.quote
}

/// Raw units of a mint in the associated token account of a wallet.
pub async fn balance(world: &World, owner: &Actor, mint: &Pubkey) -> u64 {
    world.bank.token_balance(&pda::associated_token(&owner.pubkey(), mint)).await
}

/// What the client refuses, for reasons of its own.
pub fn refusal<Q, E: std::error::Error>(outcome: Result<Action<Q>, ActionError<E>>) -> ClientError {
    let error = outcome.map(|_| ()).expect_err("the client refuses");
    error.client().expect("accounts of the bank can be read").clone()
}

/// Proposes something by its action.
pub async fn put_forward(world: &mut World, vault: &Pubkey, proposer: &Actor, action: Proposed) -> ProposeQuote {
    let order = Propose { vault: *vault, proposer: proposer.pubkey(), action };
    let action = propose(&world.bank, &order).await.unwrap();
    perform(world, &action, &[proposer]).await;
    action.quote
}

/// Votes with the whole stake of a holder by its action.
pub async fn cast(world: &mut World, vault: &Pubkey, holder: &Actor, number: u64, yes: bool) -> VoteQuote {
    let action = vote(&world.bank, &Vote::new(*vault, number, holder.pubkey(), yes)).await.unwrap();
    perform(world, &action, &[holder]).await;
    action.quote
}

/// Has a stake of a quarter pass a proposal, and executes it at the earliest second.
pub async fn pass(world: &mut World, vault: &Pubkey, holder: &Actor, action: Proposed) -> ExecuteQuote {
    let proposed = put_forward(world, vault, holder, action).await;
    cast(world, vault, holder, proposed.number, true).await;
    world.bank.set_clock(proposed.standing.poll.executable_at).await;
    carry_out(world, vault, proposed.number, holder).await
}

/// Executes a proposal by its action.
pub async fn carry_out(world: &mut World, vault: &Pubkey, number: u64, executor: &Actor) -> ExecuteQuote {
    let order = ExecuteProposal { vault: *vault, number, executor: executor.pubkey() };
    let action = execute_proposal(&world.bank, &order).await.unwrap();
    perform(world, &action, &[executor]).await;
    action.quote
}
