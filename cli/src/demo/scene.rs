//! One act's vault on the stage: plays steps and compares all balances after each.

use {
    super::{
        amount::signed,
        cast::{Balances, Holder, Holdings, Party},
        error::DemoError,
        report::{Asks, Figure, Refusal, Row, StepReport, Transaction},
        stage::{NATIVE, Stage},
        step::{Action, Expectation, Facts, Kind, Step},
        vault::{DemoVault, PROPOSAL},
        verify::{Check, compare, verify},
    },
    crate::show::tally::Tally,
    anchor_lang::{AnchorDeserialize, prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        error::{explain, program_error},
        pda,
        state::{Stake, VaultQuote, decode},
        views::{LicenseView, ProposalView, Proposals, VaultView},
    },
    mosaic_harness::{Failure, Receipt},
    std::collections::{BTreeMap, BTreeSet},
};

/// Fee of the network per signature, in lamports.
const FEE: i64 = 5_000;

/// A vault on the stage.
pub struct Scene<'a> {
    pub stage: &'a mut Stage,
    pub vault: DemoVault,
    /// What everybody should hold now.
    expected: Balances,
    /// Whose holdings the act has changed so far.
    takes_part: BTreeSet<Holder>,
    /// Everybody's lamports at the beginning, less the fees paid since.
    base_lamports: Vec<(Holder, i64)>,
}

impl<'a> Scene<'a> {
    /// Sets a scene in which everybody has what the bank says, but the NFTs are not told of yet.
    ///
    /// # Errors
    /// [`DemoError::Decode`]
    pub async fn set(stage: &'a mut Stage, vault: DemoVault) -> Result<Self, DemoError> {
        let base_lamports = stage.lamports().await;
        let mut scene = Self { stage, vault, expected: Balances::new(), takes_part: BTreeSet::new(), base_lamports };
        scene.expected = scene.balances().await;
        for held in scene.expected.values_mut() {
            held.nfts = 0;
        }
        Ok(scene)
    }

    /// The address of somebody.
    pub fn key(&self, party: Party) -> Pubkey {
        self.stage.key(party)
    }

    /// Plays a step and compares everything with what the step says.
    ///
    /// # Errors
    /// The first thing that is not as the step says.
    pub async fn play(&mut self, step: Step) -> Result<(), DemoError> {
        let number = self.stage.report.acts.iter().map(|act| act.steps.len()).sum::<usize>() + 1;
        self.stage.narrator.progress(&step.title);
        let Outcome { transaction, refusal, answer } = self.act(number, &step.action).await?;
        let before = self.expected.clone();
        for (holder, amounts) in &step.changes {
            *self.expected.entry(*holder).or_default() += *amounts;
            self.takes_part.insert(*holder);
        }
        let facts = self.facts(before, answer).await?;
        let asks = facts.view.as_ref().filter(|_| step.draws_asks).map(Asks::of).transpose()?;
        let vote = facts.standing().filter(|_| step.draws_vote).map(|standing| Tally::of(&standing, facts.now));
        let mut checks = compare(&self.expected, &facts.after);
        let mut quotes = Vec::new();
        for Expectation { label, unit, expected, read, kind } in &step.expectations {
            let check = match kind {
                Kind::Quote => Check::new(format!("{label}, as quoted"), *unit, *expected, read(&facts)),
                _ => Check::new(*label, *unit, *expected, read(&facts)),
            };
            let figure = |amount| Figure { label, unit: *unit, amount };
            match kind {
                Kind::Fact => {}
                Kind::Figure => self.stage.report.figures.push(figure(check.actual)),
                Kind::Quote => quotes.push(figure(check.expected)),
            }
            checks.push(check);
        }
        self.stage.report.checked += checks.len();
        let (at, elapsed) = self.stage.now().await;
        let report = StepReport {
            number,
            title: step.title,
            story: step.story.to_owned(),
            at,
            elapsed,
            quotes,
            transaction,
            refusal,
            asks,
            vote,
            balances: Row::all(&facts.before, &facts.after, &self.takes_part),
            checks,
        };
        self.stage.narrator.step(&report)?;
        let outcome = verify(number, &report.checks);
        if let Some(act) = self.stage.report.acts.last_mut() {
            act.steps.push(report);
        }
        outcome
    }

    async fn act(&mut self, step: usize, action: &Action) -> Result<Outcome, DemoError> {
        match action {
            Action::Told => Ok(Outcome::default()),
            Action::Sent { signer, instructions } => {
                let sent = self.send(*signer, instructions).await;
                let receipt = sent.map_err(|failure| DemoError::Refused { step, failure: Box::new(failure) })?;
                let transaction = Transaction {
                    signer: signer.name(),
                    bytes: receipt.transaction_bytes,
                    compute_units: receipt.compute_units,
                    instructions: instructions.len(),
                };
                Ok(Outcome { transaction: Some(transaction), answer: answer(&receipt), ..Outcome::default() })
            }
            Action::Refused { signer, instructions, error } => {
                let expected = *error;
                let Err(failure) = self.send(*signer, instructions).await else {
                    return Err(DemoError::NotRefused { step, expected });
                };
                let explained = failure.code.filter(|code| program_error(*code) == Some(expected)).and_then(explain);
                let Some(explained) = explained else {
                    return Err(DemoError::RefusedOtherwise { step, expected, failure: Box::new(failure) });
                };
                let (error, message, hint) = (explained.name, explained.sentence, explained.hint.to_owned());
                Ok(Outcome { refusal: Some(Refusal { error, message, hint }), ..Outcome::default() })
            }
        }
    }

    async fn send(&mut self, signer: Party, instructions: &[Instruction]) -> Result<Receipt, Failure> {
        // A refused transaction costs its fee as well.
        for (holder, lamports) in &mut self.base_lamports {
            if *holder == Holder::Party(signer) {
                *lamports -= FEE;
            }
        }
        let actor = self.stage.actor(signer).clone();
        let _silence = self.stage.narrator.silence();
        self.stage.bank.send_as(&actor.keypair, instructions, &[]).await
    }

    async fn facts(&self, before: Balances, answer: Option<VaultQuote>) -> Result<Facts, DemoError> {
        let (bank, vault) = (&self.stage.bank, &self.vault.address);
        let there = bank.account(vault).await.is_some();
        let view = if there { Some(VaultView::read(bank, vault).await?) } else { None };
        let proposal = match &view {
            Some(_) => ProposalView::read_all(bank, vault, &Proposals::These(vec![PROPOSAL])).await?.1.pop(),
            None => None,
        };
        let license = LicenseView::read(bank, vault, PROPOSAL).await?;
        let computed = || view.as_ref()?.quote().ok();
        let answer = if self.stage.report.program == NATIVE { computed() } else { answer };
        let mut stakes = BTreeMap::new();
        for party in Party::ALL {
            if let Some(account) = bank.account(&pda::stake(vault, &self.key(party))).await {
                stakes.insert(party, decode::<Stake>(&account.data)?);
            }
        }
        let mint = bank.account(&self.vault.fraction_mint).await;
        let supply = if mint.is_some() { Some(bank.supply(&self.vault.fraction_mint).await) } else { None };
        let (now, after) = (bank.now().await, self.balances().await);
        Ok(Facts { view, proposal, license, stakes, answer, supply, now, before, after })
    }

    /// Tokens in several accounts.
    async fn tokens(&self, accounts: &[Pubkey]) -> i64 {
        let mut tokens = 0;
        for account in accounts {
            tokens += signed(self.stage.bank.token_balance(account).await);
        }
        tokens
    }

    async fn balances(&self) -> Balances {
        let (bank, vault, points_mint) = (&self.stage.bank, &self.vault, &self.stage.points_mint);
        let mut balances = Balances::new();
        for (holder, base) in &self.base_lamports {
            let Holder::Party(party) = holder else { continue };
            let key = self.key(*party);
            let held = Holdings {
                usdc: signed(bank.token_balance(&vault.cash_of(&key)).await),
                fractions: signed(bank.token_balance(&vault.fractions_of(&key)).await),
                points: signed(bank.token_balance(&pda::associated_token(&key, points_mint)).await),
                nfts: self.tokens(&vault.nfts_of(&key)).await,
                lamports: signed(bank.lamports(&key).await) - base,
            };
            balances.insert(*holder, held);
        }
        let mut held = Holdings {
            usdc: self.tokens(&vault.cash()).await,
            fractions: self.tokens(&vault.fractions()).await,
            points: self.tokens(&[pda::income_account(&vault.address, points_mint)]).await,
            nfts: self.tokens(&vault.custody()).await,
            lamports: 0,
        };
        let people: Vec<_> = Party::ALL.iter().map(|party| self.key(*party)).collect();
        for account in vault.accounts(&people, points_mint) {
            held.lamports += signed(bank.lamports(&account).await);
        }
        balances.insert(Holder::Vault, held);
        balances
    }
}

/// What came of the action of a step.
#[derive(Default)]
struct Outcome {
    transaction: Option<Transaction>,
    refusal: Option<Refusal>,
    /// The program's answer, if it was asked for a quote.
    answer: Option<VaultQuote>,
}

fn answer(receipt: &Receipt) -> Option<VaultQuote> {
    let (program, data) = receipt.return_data.as_ref()?;
    (*program == mosaic_client::PROGRAM_ID).then(|| VaultQuote::try_from_slice(data).ok())?
}
