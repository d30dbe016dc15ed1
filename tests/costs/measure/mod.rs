//! Runs every instruction on the bytecode and notes what it costs.

mod offering;
mod staking;
mod votes;

use std::collections::BTreeMap;

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use mosaic_client::{
    instructions::{
        Activate, Cancel, ClaimAsset, ClaimCuratorFee, ClaimRoyalty, CloseVault, CreateVault, CreateVaultArgs,
        DepositNft, DescribeFraction, DescribeFractionArgs, LowerCuratorFee, LowerCuratorFeeArgs, NftKind, PlaceBid,
        PlaceBidArgs, Reclaim, Redeem, RedeemArgs, Settle, WithdrawBid,
    },
    pda,
    rules::Terms,
};
use mosaic_harness::{
    Bank, Nft, NftCreator, NftSpec, Receipt, Standard,
    nft::compute_unit_limit,
    rule_sets::{Rule, RuleSet},
};
use solana_keypair::Keypair;
use solana_signer::Signer;

const SUPPLY: u64 = 10_000_000_000;
const PRICE: u64 = 1_000_000_000;
const AUCTION_SECS: u32 = 259_200;

/// What one instruction cost in one run.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Compute units with everything it called.
    pub units: u64,
    /// Of it, inside the programs called.
    pub in_calls: u64,
    /// Accounts of the instruction.
    pub accounts: usize,
    /// Bytes of a transaction with a compute limit and this instruction.
    pub bytes: usize,
}

/// All samples by the name of their row.
pub type Samples = BTreeMap<&'static str, Vec<Sample>>;

/// Runs the stories of eight vaults with fresh keys: two sold, one sold whose holders stake, one whose holders vote, one with
/// offers, one cancelled, one of a programmable NFT and one of an NFT of Token-2022 reclaimed.
pub async fn run(bank: &mut Bank, samples: &mut Samples, id: u64) {
    let quote_mint = bank.create_mint(6, None).await;
    let mut stage = Stage { bank, samples, quote_mint, id };
    stage.sale().await;
    stage.sale_to_a_holder().await;
    stage.holders().await;
    stage.votes().await;
    stage.offers().await;
    stage.cancellation().await;
    for standard in [Standard::Programmable, Standard::Token2022] {
        let vault = stage.draft(standard).await;
        stage.reclaim(vault).await;
    }
}

/// Runs the story of a vault for each of these numbers, with fresh keys, whose programmable NFT is under a rule set: one with a list of
/// programs that it may be with, Mosaic among them, and one of others that it may not be with.
pub async fn run_under_rules(bank: &mut Bank, samples: &mut Samples, ids: impl Iterator<Item = u64>) {
    let parties = "Source|Destination|Authority";
    let [allowed, denied] = [[7, 8], [9, 10]].map(|programs| programs.map(|byte| Pubkey::new_from_array([byte; 32])));
    let rule = Rule::All(vec![
        Rule::OwnedBy(parties, allowed.into_iter().chain([mosaic::ID]).collect()),
        Rule::not_owned_by(parties, denied.to_vec()),
    ]);
    let quote_mint = bank.create_mint(6, None).await;
    let rule_set = bank.write_rule_set(&RuleSet::of_transfers(rule)).await;
    for id in ids {
        let mut stage = Stage { bank, samples, quote_mint, id };
        let vault = stage.draft_of(NftSpec { rule_set: Some(rule_set), ..Standard::Programmable.into() }).await;
        stage.reclaim(vault).await;
    }
}

/// Runs the story of a vault with offerings for each of these numbers, with fresh keys.
pub async fn run_offerings(bank: &mut Bank, samples: &mut Samples, ids: impl Iterator<Item = u64>) {
    let quote_mint = bank.create_mint(6, None).await;
    for id in ids {
        Stage { bank, samples, quote_mint, id }.offerings().await;
    }
}

struct Stage<'a> {
    bank: &'a mut Bank,
    samples: &'a mut Samples,
    quote_mint: Pubkey,
    id: u64,
}

/// A vault on the way.
struct Vault {
    creator: Keypair,
    artists: [Keypair; 2],
    address: Pubkey,
    nft: Nft,
    fractions: Pubkey,
}

impl Stage<'_> {
    /// Sends the instruction behind a compute limit, as wallets do, and notes what it cost.
    async fn note(&mut self, row: &'static str, instruction: Instruction, signers: &[&Keypair]) {
        let accounts = instruction.accounts.len();
        let receipt = self.bank.must(&[compute_unit_limit(800_000), instruction], signers).await;
        let sample = self.sample(accounts, &receipt);
        self.samples.entry(row).or_default().push(sample);
    }

    /// What the instruction behind a compute limit cost.
    fn sample(&self, accounts: usize, receipt: &Receipt) -> Sample {
        let usage = &receipt.per_instruction[1];
        let units = usage.compute_units.expect("bytecode logs what it consumed");
        Sample { units, in_calls: usage.in_calls(), accounts, bytes: receipt.transaction_bytes }
    }

    async fn person(&mut self) -> Keypair {
        let person = self.bank.new_keypair();
        self.bank.airdrop(&person.pubkey(), 100_000_000_000).await;
        person
    }

    async fn bidder(&mut self) -> (Keypair, Pubkey) {
        let bidder = self.person().await;
        let cash = self.bank.fund(&bidder.pubkey(), &self.quote_mint, 100 * PRICE).await;
        (bidder, cash)
    }

    async fn draft(&mut self, standard: Standard) -> Vault {
        self.draft_of(standard.into()).await
    }

    async fn draft_of(&mut self, spec: NftSpec) -> Vault {
        let creator = self.person().await;
        let artists = [self.bank.new_keypair(), self.bank.new_keypair()];
        let creators = vec![NftCreator::verified(&artists[0], 70), NftCreator::verified(&artists[1], 30)];
        let spec = NftSpec { seller_fee_bps: 500, creators, ..spec };
        let nft = self.bank.mint_nft(&creator.pubkey(), spec).await;
        self.id += 1;
        let terms = Terms { auction_secs: AUCTION_SECS, curator_fee_bps: 200, ..Terms::with_opening_price(PRICE) };
        let args = CreateVaultArgs::new(self.id, SUPPLY, 6, &terms);
        let create = CreateVault { creator: creator.pubkey(), quote_mint: self.quote_mint, args };
        self.note("create_vault", create.instruction(), &[&creator]).await;
        let address = pda::vault(&creator.pubkey(), self.id);
        let deposit = DepositNft {
            creator: creator.pubkey(),
            vault: address,
            nft_mint: nft.mint,
            source: nft.token,
            kind: nft.kind(),
        };
        let row = match nft.kind() {
            NftKind::Plain => "deposit_nft",
            NftKind::Programmable { rule_set: None } => "deposit_programmable_nft",
            NftKind::Programmable { rule_set: Some(_) } => "deposit_programmable_nft, with a rule set",
            NftKind::Token2022 => "deposit_token_2022_nft",
        };
        self.note(row, deposit.instruction(), &[&creator]).await;
        let fractions = pda::associated_token(&creator.pubkey(), &pda::fraction_mint(&address));
        Vault { creator, artists, address, nft, fractions }
    }

    async fn activate(&mut self, vault: &Vault) {
        let creator = vault.creator.pubkey();
        let args = DescribeFractionArgs {
            name: "Fractions of a measured NFT".into(),
            symbol: "FRACTION".into(),
            uri: "https://arweave.net/hKoyUSW4zKQFzgdVvBhCVvCpcWRkDJVPkQQsPKQ9Bdg".into(),
        };
        let describe = DescribeFraction { creator, vault: vault.address, args };
        self.note("describe_fraction", describe.instruction(), &[&vault.creator]).await;
        self.bank.create_ata(&creator, &pda::fraction_mint(&vault.address)).await;
        let activate = Activate { creator, vault: vault.address, destination: vault.fractions };
        self.note("activate", activate.instruction(), &[&vault.creator]).await;
    }

    fn bid_of(
        vault: &Vault,
        bidder: &(Keypair, Pubkey),
        quote_mint: Pubkey,
        price: u64,
        fractions: u64,
        starts: bool,
    ) -> PlaceBid {
        let account = pda::associated_token(&bidder.0.pubkey(), &pda::fraction_mint(&vault.address));
        PlaceBid {
            bidder: bidder.0.pubkey(),
            vault: vault.address,
            quote_mint,
            cash_account: bidder.1,
            fraction_account: (fractions > 0).then_some(account),
            with_asks: starts,
            args: PlaceBidArgs { price, fractions, max_cash: price, max_licensed_until: i64::MAX },
        }
    }

    async fn bid(&mut self, row: &'static str, vault: &Vault, bidder: &(Keypair, Pubkey), price: u64, fractions: u64) {
        let starts = row.starts_with("place_bid, the first of all");
        let bid = Self::bid_of(vault, bidder, self.quote_mint, price, fractions, starts);
        self.note(row, bid.instruction(), &[&bidder.0]).await;
    }

    async fn give(&mut self, vault: &Vault, to: &Pubkey, amount: u64) {
        let mint = pda::fraction_mint(&vault.address);
        let there = self.bank.create_ata(to, &mint).await;
        let transfer = anchor_spl::token::spl_token::instruction::transfer(
            &anchor_spl::token::ID,
            &vault.fractions,
            &there,
            &vault.creator.pubkey(),
            &[],
            amount,
        );
        self.bank.must(&[transfer.expect("a transfer")], &[&vault.creator]).await;
    }

    fn withdrawal_of(vault: &Vault, bidder: &(Keypair, Pubkey)) -> WithdrawBid {
        WithdrawBid {
            bidder: bidder.0.pubkey(),
            signed: true,
            vault: vault.address,
            cash_destination: bidder.1,
            fraction_destination: None,
        }
    }

    async fn withdraw(&mut self, row: &'static str, vault: &Vault, bidder: &(Keypair, Pubkey), fractions: bool) {
        let account = pda::associated_token(&bidder.0.pubkey(), &pda::fraction_mint(&vault.address));
        let fraction_destination = fractions.then_some(account);
        let withdraw = WithdrawBid { fraction_destination, ..Self::withdrawal_of(vault, bidder) };
        self.note(row, withdraw.instruction(), &[&bidder.0]).await;
    }

    async fn claim_asset(&mut self, vault: &Vault, recipient: &Pubkey) {
        let payer = self.bank.payer();
        let destination = self.bank.create_ata(recipient, &vault.nft.mint).await;
        let claim = ClaimAsset {
            payer: payer.pubkey(),
            vault: vault.address,
            creator: vault.creator.pubkey(),
            recipient: *recipient,
            signed: false,
            nft_mint: vault.nft.mint,
            destination,
            kind: vault.nft.kind(),
        };
        let row = match vault.nft.kind() {
            NftKind::Plain => "claim_asset",
            NftKind::Programmable { rule_set: None } => "claim_programmable_asset",
            NftKind::Programmable { rule_set: Some(_) } => "claim_programmable_asset, with a rule set",
            NftKind::Token2022 => "claim_token_2022_asset",
        };
        self.note(row, claim.instruction(), &[&payer]).await;
    }

    async fn redeem(&mut self, vault: &Vault, amount: u64) {
        let holder = vault.creator.pubkey();
        let cash_destination = self.bank.create_ata(&holder, &self.quote_mint).await;
        let redeem = Redeem {
            holder,
            vault: vault.address,
            fraction_source: vault.fractions,
            cash_destination,
            args: RedeemArgs { amount, min_payout: 0 },
        };
        self.note("redeem", redeem.instruction(), &[&vault.creator]).await;
    }

    async fn close(&mut self, row: &'static str, vault: &Vault, opener: Option<Pubkey>) {
        let creator = vault.creator.pubkey();
        let close = CloseVault {
            creator,
            vault: vault.address,
            curator: creator,
            curator_signed: false,
            opener,
            surplus_destination: None,
        };
        self.note(row, close.instruction(), &[]).await;
    }

    /// Three bidders, one of them with fractions; won in cash, every party paid, closed.
    async fn sale(&mut self) {
        let vault = self.draft(Standard::NonFungible).await;
        self.activate(&vault).await;
        let (first, second, holder) = (self.bidder().await, self.bidder().await, self.bidder().await);
        self.give(&vault, &holder.0.pubkey(), SUPPLY / 4).await;
        self.bid("place_bid, the first of all", &vault, &first, PRICE, 0).await;
        self.bid("place_bid, new bidder, cash", &vault, &second, 2 * PRICE, 0).await;
        self.bid("place_bid, new bidder, with fractions", &vault, &holder, 3 * PRICE, SUPPLY / 4).await;
        self.bid("place_bid, raise, cash", &vault, &first, 4 * PRICE, 0).await;
        self.bid("place_bid, raise, with fractions", &vault, &holder, 5 * PRICE, SUPPLY / 8).await;
        self.bid("place_bid, raise, cash", &vault, &first, 6 * PRICE, 0).await;
        self.withdraw("withdraw_bid, cash", &vault, &second, false).await;
        self.withdraw("withdraw_bid, with fractions", &vault, &holder, true).await;
        let args = LowerCuratorFeeArgs { fee_bps: 100 };
        let lower = LowerCuratorFee { curator: vault.creator.pubkey(), vault: vault.address, args };
        self.note("lower_curator_fee", lower.instruction(), &[&vault.creator]).await;
        self.settle("settle", &vault, &first.0).await;
        self.claim_asset(&vault, &first.0.pubkey()).await;
        self.pay_parties(&vault).await;
        let returned = pda::associated_token(&holder.0.pubkey(), &pda::fraction_mint(&vault.address));
        let back = self.bank.token_balance(&returned).await;
        self.return_fractions(&vault, &holder.0, back).await;
        self.redeem(&vault, SUPPLY / 2).await;
        self.redeem(&vault, SUPPLY / 2).await;
        self.withdraw("withdraw_bid, the winner's empty one", &vault, &first, false).await;
        self.close("close_vault, sold", &vault, Some(first.0.pubkey())).await;
    }

    /// The creators of the NFT and the curator are paid.
    async fn pay_parties(&mut self, vault: &Vault) {
        for artist in vault.artists.each_ref().map(|artist| artist.pubkey()) {
            let cash_destination = self.bank.create_ata(&artist, &self.quote_mint).await;
            let creator = vault.creator.pubkey();
            let claim = ClaimRoyalty {
                payee: artist,
                signed: false,
                vault: vault.address,
                creator,
                nft_mint: vault.nft.mint,
                cash_destination,
            };
            self.note("claim_royalty", claim.instruction(), &[]).await;
        }
        let curator = vault.creator.pubkey();
        let cash_destination = self.bank.create_ata(&curator, &self.quote_mint).await;
        let claim = ClaimCuratorFee { curator, signed: false, vault: vault.address, cash_destination };
        self.note("claim_curator_fee", claim.instruction(), &[]).await;
    }

    async fn return_fractions(&mut self, vault: &Vault, holder: &Keypair, amount: u64) {
        let source = pda::associated_token(&holder.pubkey(), &pda::fraction_mint(&vault.address));
        let transfer = anchor_spl::token::spl_token::instruction::transfer(
            &anchor_spl::token::ID,
            &source,
            &vault.fractions,
            &holder.pubkey(),
            &[],
            amount,
        );
        self.bank.must(&[transfer.expect("a transfer")], &[holder]).await;
    }

    async fn settle(&mut self, row: &'static str, vault: &Vault, leader: &Keypair) {
        self.bank.advance(i64::from(AUCTION_SECS)).await;
        let settle = Settle { vault: vault.address, leader: leader.pubkey() };
        self.note(row, settle.instruction(), &[]).await;
    }

    /// Won by a bidder with fractions, which are burned.
    async fn sale_to_a_holder(&mut self) {
        let vault = self.draft(Standard::NonFungible).await;
        self.activate(&vault).await;
        let holder = self.bidder().await;
        self.give(&vault, &holder.0.pubkey(), SUPPLY / 4).await;
        self.bid("place_bid, the first of all", &vault, &holder, PRICE, SUPPLY / 4).await;
        self.settle("settle, burning fractions", &vault, &holder.0).await;
    }

    async fn cancellation(&mut self) {
        let vault = self.draft(Standard::NonFungible).await;
        let creator = vault.creator.pubkey();
        let cancel = Cancel { creator, vault: vault.address };
        self.note("cancel", cancel.instruction(), &[&vault.creator]).await;
        self.claim_asset(&vault, &creator).await;
        self.close("close_vault, reclaimed", &vault, None).await;
    }

    async fn reclaim(&mut self, vault: Vault) {
        self.activate(&vault).await;
        let holder = vault.creator.pubkey();
        let reclaim = Reclaim { holder, vault: vault.address, fraction_source: vault.fractions };
        self.note("reclaim", reclaim.instruction(), &[&vault.creator]).await;
        self.claim_asset(&vault, &holder).await;
        self.close("close_vault, reclaimed", &vault, None).await;
    }
}
