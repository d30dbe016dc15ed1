//! One act's vault on the stage: plays steps and compares all balances after each.

use {
    super::{
        amount::signed,
        cast::{Balances, Holder, Holdings, Party},
        error::DemoError,
        report::{Figure, Refusal, Row, StepReport, Transaction},
        stage::Stage,
        step::{Action, Expectation, Facts, Kind, Step},
        vault::VaultOfOne,
        verify::{Check, compare, verify},
    },
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        error::program_error,
        pda,
        state::{AccountType, Auction, Vault, decode},
    },
    mosaic_harness::{Failure, Receipt},
};

/// Fee of the network per signature, in lamports.
const FEE: i64 = 5_000;

/// A vault on the stage.
pub struct Scene<'a> {
    pub stage: &'a mut Stage,
    pub vault: VaultOfOne,
    /// What everybody should hold now.
    expected: Balances,
    /// Everybody's lamports at the beginning, less the fees paid since.
    base_lamports: Vec<(Holder, i64)>,
}

impl<'a> Scene<'a> {
    /// Sets a scene in which everybody has what the bank says, but the NFT is not told of yet.
    ///
    /// # Errors
    /// [`DemoError::Decode`]
    pub async fn set(stage: &'a mut Stage, vault: VaultOfOne) -> Result<Self, DemoError> {
        let base_lamports = stage.lamports().await;
        let mut scene = Self { stage, vault, expected: Balances::new(), base_lamports };
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
        let (transaction, refusal) = self.act(number, &step.action).await?;
        let before = self.expected.clone();
        for (holder, amounts) in &step.changes {
            *self.expected.entry(*holder).or_default() += *amounts;
        }
        let facts = self.facts(before).await?;
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
            balances: Row::all(&facts.before, &facts.after),
            checks,
        };
        self.stage.narrator.step(&report)?;
        let outcome = verify(number, &report.checks);
        if let Some(act) = self.stage.report.acts.last_mut() {
            act.steps.push(report);
        }
        outcome
    }

    async fn act(&mut self, step: usize, action: &Action) -> Result<(Option<Transaction>, Option<Refusal>), DemoError> {
        match action {
            Action::Told => Ok((None, None)),
            Action::Sent { signer, instructions } => {
                let sent = self.send(*signer, instructions).await;
                let receipt = sent.map_err(|failure| DemoError::Refused { step, failure: Box::new(failure) })?;
                let transaction = Transaction {
                    signer: signer.name(),
                    bytes: receipt.transaction_bytes,
                    compute_units: receipt.compute_units,
                    instructions: instructions.len(),
                };
                Ok((Some(transaction), None))
            }
            Action::Refused { signer, instructions, error } => {
                let expected = *error;
                let Err(failure) = self.send(*signer, instructions).await else {
                    return Err(DemoError::NotRefused { step, expected });
                };
                if failure.code.and_then(program_error) != Some(expected) {
                    return Err(DemoError::RefusedOtherwise { step, expected, failure: Box::new(failure) });
                }
                let refusal = Refusal { error: format!("{expected:?}"), message: expected.to_string() };
                Ok((None, Some(refusal)))
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

    async fn facts(&self, before: Balances) -> Result<Facts, DemoError> {
        let bank = &self.stage.bank;
        let mint = bank.account(&self.vault.fraction_mint).await;
        let supply = if mint.is_some() { Some(bank.supply(&self.vault.fraction_mint).await) } else { None };
        Ok(Facts {
            vault: self.read::<Vault>(&self.vault.address).await?,
            auction: self.read::<Auction>(&pda::auction(&self.vault.address)).await?,
            supply,
            now: bank.now().await,
            before,
            after: self.balances().await,
        })
    }

    async fn read<T: AccountType>(&self, address: &Pubkey) -> Result<Option<T>, DemoError> {
        match self.stage.bank.account(address).await {
            Some(account) => Ok(Some(decode(&account.data)?)),
            None => Ok(None),
        }
    }

    async fn balances(&self) -> Balances {
        let (bank, vault) = (&self.stage.bank, &self.vault);
        let mut balances = Balances::new();
        for (holder, base) in &self.base_lamports {
            let Holder::Party(party) = holder else { continue };
            let key = self.key(*party);
            let held = Holdings {
                usdc: signed(bank.token_balance(&vault.cash_of(&key)).await),
                fractions: signed(bank.token_balance(&vault.fractions_of(&key)).await),
                nfts: signed(bank.token_balance(&vault.nft_of(&key)).await),
                lamports: signed(bank.lamports(&key).await) - base,
            };
            balances.insert(*holder, held);
        }
        let mut held = Holdings {
            usdc: signed(bank.token_balance(&pda::cash_escrow(&vault.address)).await),
            fractions: signed(bank.token_balance(&pda::fraction_escrow(&vault.address)).await),
            nfts: signed(bank.token_balance(&vault.custody()).await),
            lamports: 0,
        };
        let bidders: Vec<_> = Party::ALL.iter().map(|party| self.key(*party)).collect();
        for account in vault.accounts(&bidders) {
            held.lamports += signed(bank.lamports(&account).await);
        }
        balances.insert(Holder::Vault, held);
        balances
    }
}
