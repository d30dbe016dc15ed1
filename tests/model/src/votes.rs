//! Votes and licences (design, section 7; decisions 41 to 44).

use crate::{DAY, Decision, HOUR, Person, Place, QUOTE, Refused, Status, Token, Vault};

/// How long a proposal that passed can be executed, and the licence it grants be taken.
const TIME_TO_ACT: i64 = 14 * DAY;
/// Most bytes of a text's address.
const MAX_URI: usize = 128;

/// A proposal and its votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What it does.
    pub decision: Decision,
    /// Votes for it.
    pub yes: u128,
    /// Votes against it.
    pub no: u128,
    /// The supply when it was made.
    pub supply: u128,
    /// The quorum then.
    pub quorum_bps: u16,
    /// The threshold then.
    pub threshold_bps: u16,
    /// From when on no more votes are taken.
    pub ends_at: i64,
    /// From when on it can be executed.
    pub executable_at: i64,
    /// From when on no more.
    pub expires_at: i64,
    /// Whether it was.
    pub executed: bool,
}

impl Proposal {
    /// Enough voted, and more than the threshold of them yes.
    pub fn passes(&self) -> bool {
        let voted = self.yes + self.no;
        10_000 * voted >= u128::from(self.quorum_bps) * self.supply
            && 10_000 * self.yes > u128::from(self.threshold_bps) * voted
    }
}

/// The vote of one stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The stake when it voted.
    pub weight: u128,
    /// For or against.
    pub yes: bool,
    /// When the vote ends.
    pub ends_at: i64,
}

/// A licence: offered, taken, over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// Who may take it.
    pub licensee: Person,
    /// Fee of each term.
    pub fee: u128,
    /// Length of a term.
    pub term_secs: i64,
    /// Whether no other may run beside it.
    pub exclusive: bool,
    /// From when on it cannot be taken.
    pub offered_until: i64,
    /// When it ends, once taken.
    pub until: Option<i64>,
    /// Whether a vote ended it.
    pub ended: bool,
}

impl Vault {
    pub(crate) fn propose(&mut self, now: i64, actor: Person, decision: &Decision) -> Result<(), Refused> {
        let staked = self.stake_of(actor)?.amount;
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        let supply = self.supply();
        let needed = u128::from(self.terms.proposal_stake_bps) * supply;
        Refused::StakeBelowProposal.unless(staked > 0 && 10_000 * staked >= needed)?;
        self.can_be_done(decision)?;
        let ends_at = now + i64::from(self.terms.voting_secs);
        let executable_at = ends_at + i64::from(self.terms.delay_secs);
        let proposal = Proposal {
            decision: decision.clone(),
            yes: 0,
            no: 0,
            supply,
            quorum_bps: self.terms.quorum_bps,
            threshold_bps: self.terms.threshold_bps,
            ends_at,
            executable_at,
            expires_at: executable_at + TIME_TO_ACT,
            executed: false,
        };
        self.proposals.insert(self.next_proposal, proposal);
        self.next_proposal += 1;
        Ok(())
    }

    /// What could never be executed is refused at once.
    fn can_be_done(&self, decision: &Decision) -> Result<(), Refused> {
        let uri_fits = |uri: &str| {
            Refused::TermsUriTooLong.unless(uri.len() <= MAX_URI)?;
            Refused::TermsUriWithZero.unless(!uri.contains('\0'))
        };
        match decision {
            Decision::GrantLicense { uri, term_secs, .. } => {
                uri_fits(uri)?;
                let term = (HOUR..=3_650 * DAY).contains(&i64::from(*term_secs));
                Refused::LicenseTermOutOfBounds.unless(term)
            }
            Decision::EndLicense { .. } => Ok(()),
            Decision::SetCurator { fee_bps, .. } => {
                Refused::CuratorFeeAboveCap.unless(*fee_bps <= self.terms.curator_fee_bps)
            }
            Decision::SetAuctionTerms { auction_secs, extension_secs, step_bps } => {
                self.with_auction(*auction_secs, *extension_secs, *step_bps).check()
            }
            Decision::AddIncomeMint { token } => Refused::IncomeMintIsFraction.unless(*token != Token::Fraction),
            Decision::Resolve { uri } => uri_fits(uri),
        }
    }

    fn with_auction(&self, auction_secs: u32, extension_secs: u32, step_bps: u16) -> crate::Terms {
        crate::Terms { auction_secs, extension_secs, step_bps, ..self.terms.clone() }
    }

    /// The whole stake votes, once: voting again replaces the ballot (decision 41).
    pub(crate) fn vote(
        &mut self,
        now: i64,
        actor: Person,
        number: u64,
        holder: Person,
        yes: bool,
    ) -> Result<(), Refused> {
        let ends_at = self.proposals.get(&number).ok_or(Refused::Missing)?.ends_at;
        let before = self.ballots.get(&(number, holder)).copied();
        let voting = matches!(self.status, Status::Active | Status::Auction);
        let stake = self.stake_of(holder)?;
        Refused::WrongStatus.unless(voting)?;
        Refused::NotTheHolderOrDelegate.unless(actor == holder || Some(actor) == stake.delegate)?;
        Refused::NothingStaked.unless(stake.amount > 0)?;
        Refused::VotingOver.unless(now < ends_at)?;
        if before.is_none() {
            stake.takes_part(now, number, ends_at);
        }
        let ballot = Ballot { weight: stake.amount, yes, ends_at };
        if let Some(before) = before {
            self.count(number, before, false);
        }
        self.count(number, ballot, true);
        self.ballots.insert((number, holder), ballot);
        Ok(())
    }

    fn count(&mut self, number: u64, ballot: Ballot, add: bool) {
        let Some(proposal) = self.proposals.get_mut(&number) else { return };
        let side = if ballot.yes { &mut proposal.yes } else { &mut proposal.no };
        *side = if add { *side + ballot.weight } else { *side - ballot.weight };
    }

    /// Before the end the vote is taken back; after it, or the sale, anyone closes its record.
    pub(crate) fn withdraw_vote(
        &mut self,
        now: i64,
        actor: Person,
        number: u64,
        holder: Person,
    ) -> Result<(), Refused> {
        let ballot = *self.ballots.get(&(number, holder)).ok_or(Refused::Missing)?;
        if now < ballot.ends_at && !self.is_over() {
            let stake = self.stake_of(holder)?;
            Refused::NotTheHolderOrDelegate.unless(actor == holder || Some(actor) == stake.delegate)?;
            stake.votes.remove(&number);
            self.count(number, ballot, false);
        }
        self.ballots.remove(&(number, holder));
        Ok(())
    }

    pub(crate) fn execute_proposal(&mut self, now: i64, number: u64) -> Result<(), Refused> {
        let proposal = self.proposals.get(&number).ok_or(Refused::Missing)?.clone();
        let sale_only = matches!(
            proposal.decision,
            Decision::EndLicense { .. } | Decision::AddIncomeMint { .. } | Decision::Resolve { .. }
        );
        let allowed = self.status == Status::Active || self.status == Status::Auction && sale_only;
        Refused::WrongStatus.unless(allowed)?;
        Refused::ProposalExecuted.unless(!proposal.executed)?;
        Refused::VotingNotOver.unless(now >= proposal.ends_at)?;
        Refused::ProposalDefeated.unless(proposal.passes())?;
        Refused::ProposalDelayed.unless(now >= proposal.executable_at)?;
        Refused::ProposalExpired.unless(now < proposal.expires_at)?;
        self.execute(now, number, &proposal.decision)?;
        self.proposals.entry(number).and_modify(|proposal| proposal.executed = true);
        Ok(())
    }

    fn execute(&mut self, now: i64, number: u64, decision: &Decision) -> Result<(), Refused> {
        match decision {
            Decision::GrantLicense { licensee, fee, term_secs, exclusive, .. } => {
                let license = License {
                    licensee: *licensee,
                    fee: (*fee).into(),
                    term_secs: i64::from(*term_secs),
                    exclusive: *exclusive,
                    offered_until: now + TIME_TO_ACT,
                    until: None,
                    ended: false,
                };
                self.licenses.insert(number, license);
            }
            Decision::EndLicense { number } => {
                self.licenses.get_mut(number).ok_or(Refused::LicenseMissing)?.ended = true;
            }
            Decision::SetCurator { curator, fee_bps } => {
                (self.curator, self.curator_fee_bps) = (*curator, *fee_bps);
            }
            Decision::SetAuctionTerms { auction_secs, extension_secs, step_bps } => {
                self.terms = self.with_auction(*auction_secs, *extension_secs, *step_bps);
            }
            Decision::AddIncomeMint { token } => self.add_mint(*token)?,
            Decision::Resolve { .. } => (),
        }
        Ok(())
    }

    /// One that can still pass or be executed stays; after the sale none can.
    pub(crate) fn close_proposal(&mut self, now: i64, number: u64) -> Result<(), Refused> {
        let proposal = self.proposals.get(&number).ok_or(Refused::Missing)?;
        let voting = now < proposal.ends_at;
        let alive = !proposal.executed && (voting || proposal.passes() && now < proposal.expires_at);
        Refused::ProposalAlive.unless(self.is_over() || !alive)?;
        self.proposals.remove(&number);
        Ok(())
    }

    pub(crate) fn accept_license(&mut self, now: i64, actor: Person, number: u64) -> Result<(), Refused> {
        let (licensed_until, exclusive_until) = (self.licensed_until, self.exclusive_until);
        let license = self.licensed(actor, number)?;
        Refused::LicenseTaken.unless(license.until.is_none())?;
        Refused::LicenseEnded.unless(!license.ended)?;
        Refused::LicenseOfferOver.unless(now < license.offered_until)?;
        let others_until = if license.exclusive { licensed_until } else { exclusive_until };
        Refused::LicenseExcluded.unless(others_until <= now)?;
        license.until = Some(now + license.term_secs);
        self.runs(now, actor, number)
    }

    pub(crate) fn renew_license(&mut self, now: i64, actor: Person, number: u64) -> Result<(), Refused> {
        let license = self.licensed(actor, number)?;
        let until = license.until.ok_or(Refused::LicenseNotTaken)?;
        Refused::LicenseEnded.unless(!license.ended)?;
        Refused::LicenseOver.unless(now < until)?;
        Refused::LicenseRenewed.unless(until - now <= license.term_secs)?;
        license.until = Some(until + license.term_secs);
        self.runs(now, actor, number)
    }

    /// A licence that this licensee may take or renew, as far as the vault is concerned: also without a fee that has to take income
    /// in the quote mint.
    fn licensed(&mut self, actor: Person, number: u64) -> Result<&mut License, Refused> {
        Refused::Missing.unless(self.licenses.contains_key(&number))?;
        let takes_income = self.pool()?.incomes.contains_key(&QUOTE);
        let cash = self.bank.of(Place::Wallet(actor), Token::Of(QUOTE));
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        let license = self.licenses.get_mut(&number).ok_or(Refused::Missing)?;
        Refused::NotTheLicensee.unless(actor == license.licensee)?;
        Refused::Missing.unless(takes_income)?;
        Refused::SourceTooSmall.unless(license.fee <= cash)?;
        Ok(license)
    }

    /// A licence has begun a term: its fee becomes income.
    fn runs(&mut self, now: i64, licensee: Person, number: u64) -> Result<(), Refused> {
        let license = self.licenses.get(&number).ok_or(Refused::Missing)?;
        let (fee, until) = (license.fee, license.until.unwrap_or_default());
        self.licensed_until = self.licensed_until.max(until);
        if license.exclusive {
            self.exclusive_until = self.exclusive_until.max(until);
        }
        if fee == 0 { Ok(()) } else { self.pay_in(now, licensee, QUOTE, fee) }
    }

    pub(crate) fn close_license(&mut self, now: i64, number: u64) -> Result<(), Refused> {
        let license = self.licenses.get(&number).ok_or(Refused::Missing)?;
        let alive = match license.until {
            Some(until) => now < until,
            None => now < license.offered_until && !license.ended,
        };
        Refused::LicenseAlive.unless(!alive)?;
        self.licenses.remove(&number);
        Ok(())
    }
}
