//! What votes, licences and offers cost.

use anchor_lang::prelude::Pubkey;
use mosaic_client::{
    instructions::{
        AcceptOffer, AddIncomeMint, CloseLicense, CloseProposal, ExecuteProposal, OpenAsks, OpenStaking, Propose,
        ProposeArgs, SetAsk, SetAskArgs, Stake, StakeArgs, TakeLicense, Vote, VoteArgs, WithdrawVote,
    },
    pda,
    state::Action,
};
use mosaic_harness::Standard;
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{PRICE, SUPPLY, Stage, Vault};

const DAY: i64 = 86_400;
/// The default vote of three days and its delay of one.
const VOTE_SECS: i64 = 4 * DAY;
const OFFER_SECS: i64 = 14 * DAY;

impl Stage<'_> {
    async fn propose(&mut self, row: &'static str, vault: &Vault, proposer: &Keypair, number: u64, action: Action) {
        let (proposer_key, args) = (proposer.pubkey(), ProposeArgs { action });
        let propose = Propose { proposer: proposer_key, vault: vault.address, number, args };
        self.note(row, propose.instruction(), &[proposer]).await;
    }

    async fn vote(&mut self, row: &'static str, vault: &Vault, holder: &Keypair, number: u64, yes: bool) {
        let key = holder.pubkey();
        let vote = Vote { authority: key, holder: key, vault: vault.address, number, args: VoteArgs { yes } };
        self.note(row, vote.instruction(), &[holder]).await;
    }

    async fn withdraw_vote(&mut self, row: &'static str, vault: &Vault, holder: &Keypair, number: u64) {
        let key = holder.pubkey();
        let withdraw = WithdrawVote { authority: key, holder: key, vault: vault.address, number, payer: key };
        self.note(row, withdraw.instruction(), &[holder]).await;
    }

    async fn execute(&mut self, row: &'static str, vault: &Vault, number: u64, action: &Action) {
        let executor = self.bank.payer();
        let license = match action {
            Action::GrantLicense { .. } => Some(pda::license(&vault.address, number)),
            Action::EndLicense { license } => Some(*license),
            _ => None,
        };
        let income_mint = if let Action::AddIncomeMint { mint } = action { Some(*mint) } else { None };
        let executor_key = executor.pubkey();
        let execute = ExecuteProposal { executor: executor_key, vault: vault.address, number, license, income_mint };
        self.note(row, execute.instruction(), &[&executor]).await;
    }

    /// A holder with most of the supply staked, and a pool that takes income in the quote mint.
    async fn governed(&mut self) -> (Vault, Keypair) {
        let vault = self.draft(Standard::NonFungible).await;
        self.activate(&vault).await;
        let (holder, payer) = (self.person().await, self.bank.payer());
        self.give(&vault, &holder.pubkey(), SUPPLY / 10 * 6).await;
        let open = OpenStaking { payer: payer.pubkey(), vault: vault.address }.instruction();
        let add = AddIncomeMint { payer: payer.pubkey(), vault: vault.address, mint: self.quote_mint }.instruction();
        self.bank.must(&[open, add], &[&payer]).await;
        self.stake_part(&vault, &holder).await;
        (vault, holder)
    }

    async fn stake_part(&mut self, vault: &Vault, holder: &Keypair) {
        let fraction_source = pda::associated_token(&holder.pubkey(), &pda::fraction_mint(&vault.address));
        let args = StakeArgs { amount: SUPPLY / 10 * 2 };
        let stake = Stake { holder: holder.pubkey(), vault: vault.address, fraction_source, with_asks: true, args };
        self.bank.must(&[stake.instruction()], &[holder]).await;
    }

    /// Every kind of proposal, voted on and executed; a licence taken, renewed and closed.
    pub(super) async fn votes(&mut self) {
        let (vault, holder) = self.governed().await;
        let licensee = self.bidder().await;
        let gold = self.bank.create_mint(9, None).await;
        let (uri, hash) = ("https://arweave.net/hKoyUSW4zKQFzgdVvBhCVvCpcWRkDJVPkQQsPKQ9Bdg".to_owned(), [7; 32]);
        let grant = Action::GrantLicense {
            licensee: licensee.0.pubkey(),
            terms_uri: uri.clone(),
            terms_hash: hash,
            fee: PRICE / 100,
            term_secs: 3_600,
            exclusive: false,
        };
        let actions = [
            ("execute_proposal, a licence", grant),
            ("execute_proposal, the end of a licence", Action::EndLicense { license: pda::license(&vault.address, 0) }),
            ("execute_proposal, a curator", Action::SetCurator { curator: vault.creator.pubkey(), fee_bps: 100 }),
            (
                "execute_proposal, terms of the auction",
                Action::SetAuctionTerms { auction_secs: 172_800, extension_secs: 600, step_bps: 300 },
            ),
            ("execute_proposal, a mint of income", Action::AddIncomeMint { mint: gold }),
            ("execute_proposal, a decision", Action::Resolve { uri, hash }),
        ];
        for (number, (_, action)) in (0..).zip(&actions) {
            let row = if number == 0 { "propose, a licence" } else { "propose" };
            self.propose(row, &vault, &holder, number, action.clone()).await;
            self.vote("vote", &vault, &holder, number, true).await;
        }
        self.stake_part(&vault, &holder).await;
        self.vote("vote, again", &vault, &holder, 1, true).await;
        self.withdraw_vote("withdraw_vote", &vault, &holder, 0).await;
        self.vote("vote", &vault, &holder, 0, true).await;
        self.bank.advance(VOTE_SECS).await;
        for (number, (row, action)) in (0..).zip(&actions) {
            if matches!(action, Action::EndLicense { .. }) {
                self.take_license(&vault, &licensee).await;
            }
            self.execute(row, &vault, number, action).await;
            let close = CloseProposal { vault: vault.address, number, proposer: holder.pubkey() };
            self.note("close_proposal", close.instruction(), &[]).await;
            self.withdraw_vote("withdraw_vote, after the end", &vault, &holder, number).await;
        }
        self.bank.advance(DAY).await;
        let close = CloseLicense { vault: vault.address, number: 0, opener: self.bank.payer().pubkey() };
        self.note("close_license", close.instruction(), &[]).await;
    }

    async fn take_license(&mut self, vault: &Vault, licensee: &(Keypair, Pubkey)) {
        let take = TakeLicense {
            licensee: licensee.0.pubkey(),
            vault: vault.address,
            number: 0,
            quote_mint: self.quote_mint,
            cash_source: licensee.1,
        };
        self.note("accept_license", take.accept(), &[&licensee.0]).await;
        self.bank.advance(60).await;
        self.note("renew_license", take.renew(), &[&licensee.0]).await;
    }

    /// Offers below the reserve, one withdrawn, one replaced, one accepted.
    pub(super) async fn offers(&mut self) {
        let (vault, holder) = self.governed().await;
        let (first, second) = (self.bidder().await, self.bidder().await);
        let payer = self.bank.payer();
        let open = OpenAsks { payer: payer.pubkey(), vault: vault.address }.instruction();
        let (authority, args) = (holder.pubkey(), SetAskArgs { level: Some(60) });
        let ask = SetAsk { authority, holder: authority, vault: vault.address, args }.instruction();
        self.bank.must(&[open], &[&payer]).await;
        self.bank.must(&[ask], &[&holder]).await;
        let offer = |vault: &Vault, bidder: &(Keypair, Pubkey), mint, price| {
            Self::bid_of(vault, bidder, mint, price, 0, true).offer()
        };
        let mint = self.quote_mint;
        self.note("make_offer, the first of all", offer(&vault, &first, mint, PRICE / 10), &[&first.0]).await;
        self.note("make_offer, replacing another", offer(&vault, &second, mint, PRICE / 5), &[&second.0]).await;
        self.withdraw("withdraw_bid, a replaced offer", &vault, &first, false).await;
        self.bank.advance(OFFER_SECS).await;
        self.note("withdraw_offer", Self::withdrawal_of(&vault, &second).offer(), &[&second.0]).await;
        self.note("make_offer, after another", offer(&vault, &first, mint, PRICE / 4), &[&first.0]).await;
        self.bank.advance(OFFER_SECS).await;
        let accept = AcceptOffer { vault: vault.address, with_asks: true };
        self.note("accept_offer", accept.instruction(), &[]).await;
    }
}
