//! Proposals, votes, licences and offers: builders, sending and reading.

use {
    super::{Outcome, VaultCookie, World},
    crate::Actor,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        instructions::{
            AcceptOffer, CloseLicense, CloseProposal, ExecuteProposal, Propose, ProposeArgs, TakeLicense, Vote,
            VoteArgs, WithdrawVote,
        },
        pda,
        state::{Action, License, Proposal, Vote as VoteAccount},
    },
};

impl VaultCookie {
    /// `propose` with the next number.
    #[must_use]
    pub fn propose(&self, proposer: &Pubkey, number: u64, action: Action) -> Propose {
        Propose { proposer: *proposer, vault: self.address, number, args: ProposeArgs { action } }
    }

    /// `vote` by the holder.
    #[must_use]
    pub fn vote(&self, holder: &Pubkey, number: u64, yes: bool) -> Vote {
        Vote { authority: *holder, holder: *holder, vault: self.address, number, args: VoteArgs { yes } }
    }

    /// `withdraw_vote` by the holder, who paid for the vote.
    #[must_use]
    pub fn withdraw_vote(&self, holder: &Pubkey, number: u64) -> WithdrawVote {
        WithdrawVote { authority: *holder, holder: *holder, vault: self.address, number, payer: *holder }
    }

    /// `execute_proposal` at the expense of the usual payer, with the accounts that the action needs.
    #[must_use]
    pub fn execute(&self, number: u64, action: &Action) -> ExecuteProposal {
        let license = match action {
            Action::GrantLicense { .. } => Some(pda::license(&self.address, number)),
            Action::EndLicense { license } => Some(*license),
            _ => None,
        };
        let income_mint = if let Action::AddIncomeMint { mint } = action { Some(*mint) } else { None };
        ExecuteProposal { executor: self.payer, vault: self.address, number, license, income_mint }
    }

    /// `close_proposal` by anyone.
    #[must_use]
    pub fn close_proposal(&self, number: u64, proposer: &Pubkey) -> CloseProposal {
        CloseProposal { vault: self.address, number, proposer: *proposer }
    }

    /// `accept_license` and `renew_license`.
    #[must_use]
    pub fn take_license(&self, licensee: &Pubkey, number: u64) -> TakeLicense {
        TakeLicense {
            licensee: *licensee,
            vault: self.address,
            number,
            quote_mint: self.quote_mint,
            cash_source: self.cash_account(licensee),
        }
    }

    /// `close_license` by anyone, of what the usual payer executed.
    #[must_use]
    pub fn close_license(&self, number: u64) -> CloseLicense {
        CloseLicense { vault: self.address, number, opener: self.payer }
    }

    /// `accept_offer` by anyone.
    #[must_use]
    pub fn accept_offer(&self) -> AcceptOffer {
        AcceptOffer { vault: self.address, with_asks: true }
    }
}

/// The licence that tests offer: of a poster, under terms that nobody has written.
///
/// # Panics
/// If the term is none: negative, or of more seconds than a `u32` holds.
#[must_use]
pub fn poster_license(licensee: &Pubkey, fee: u64, term_secs: i64, exclusive: bool) -> Action {
    Action::GrantLicense {
        licensee: *licensee,
        terms_uri: "https://example.com/licences/poster.txt".to_owned(),
        terms_hash: [3; 32],
        fee,
        term_secs: u32::try_from(term_secs).expect("a term"),
        exclusive,
    }
}

impl World {
    /// Sends `propose` and returns the proposal's number.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn propose(
        &mut self,
        vault: &VaultCookie,
        proposer: &Actor,
        action: Action,
    ) -> Result<u64, crate::Failure> {
        let number = self.vault(vault).await.proposals;
        self.send(&[vault.propose(&proposer.pubkey(), number, action).instruction()], &[proposer]).await?;
        Ok(number)
    }

    /// Sends `vote` by the holder.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn vote(&mut self, vault: &VaultCookie, holder: &Actor, number: u64, yes: bool) -> Outcome {
        self.send(&[vault.vote(&holder.pubkey(), number, yes).instruction()], &[holder]).await
    }

    /// Sends `withdraw_vote` by the holder.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn withdraw_vote(&mut self, vault: &VaultCookie, holder: &Actor, number: u64) -> Outcome {
        self.send(&[vault.withdraw_vote(&holder.pubkey(), number).instruction()], &[holder]).await
    }

    /// Sends `execute_proposal`.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn execute(&mut self, vault: &VaultCookie, number: u64) -> Outcome {
        let action = self.proposal(vault, number).await.action().expect("an action");
        self.send(&[vault.execute(number, &action).instruction()], &[]).await
    }

    /// Sends `close_proposal`.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn close_proposal(&mut self, vault: &VaultCookie, number: u64) -> Outcome {
        let proposer = self.proposal(vault, number).await.proposer;
        self.send(&[vault.close_proposal(number, &proposer).instruction()], &[]).await
    }

    /// Sends `make_offer`, whatever it costs.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn offer(&mut self, vault: &VaultCookie, bidder: &Actor, price: u64, fractions: u64) -> Outcome {
        self.send(&[vault.place_bid(&bidder.pubkey(), price, fractions).offer()], &[bidder]).await
    }

    /// Sends `withdraw_offer`.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn withdraw_offer(&mut self, vault: &VaultCookie, bidder: &Actor) -> Outcome {
        self.send(&[vault.withdraw_bid(&bidder.pubkey()).offer()], &[bidder]).await
    }

    /// Sends `accept_offer`.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn accept_offer(&mut self, vault: &VaultCookie) -> Outcome {
        self.send(&[vault.accept_offer().instruction()], &[]).await
    }

    /// A proposal.
    ///
    /// # Panics
    /// If it is not open.
    pub async fn proposal(&self, vault: &VaultCookie, number: u64) -> Proposal {
        self.read(&pda::proposal(&vault.address, number)).await.expect("the proposal is open")
    }

    /// The vote of a holder, if there is one.
    pub async fn vote_of(&self, vault: &VaultCookie, holder: &Actor, number: u64) -> Option<VoteAccount> {
        self.read(&pda::vote(&pda::proposal(&vault.address, number), &holder.pubkey())).await
    }

    /// A licence, if there is one.
    pub async fn license(&self, vault: &VaultCookie, number: u64) -> Option<License> {
        self.read(&pda::license(&vault.address, number)).await
    }
}
