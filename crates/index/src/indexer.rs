//! Brings an index up to date.

use {
    crate::{
        database::Index,
        error::IndexError,
        gaps::Gap,
        history::{Cursor, Pending},
        look::Look,
        source::{Between, Recorded, Source},
    },
    anchor_lang::{Discriminator, prelude::Pubkey},
    futures_util::{StreamExt, TryStreamExt, stream},
    mosaic_audit::{CollectError, Filter, Moment, collect},
    mosaic_client::{
        PROGRAM_ID,
        state::{AccountType, Vault},
    },
    std::collections::BTreeSet,
};

/// Bytes before the content of an account of the program.
const DISCRIMINATOR_BYTES: usize = 8;

/// How much is done at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Most transactions in a page of a list.
    pub listed: usize,
    /// Most transactions that are written in one transaction of SQLite.
    pub applied: usize,
    /// Questions about transactions that are asked at the same time.
    pub at_once: usize,
}

impl Default for Pace {
    /// As much as servers list, and as many questions as public ones bear.
    fn default() -> Self {
        Self { listed: 1_000, applied: 100, at_once: 8 }
    }
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Transactions are listed; so many so far.
    Listing(u64),
    /// Transactions are read; so many are left.
    Reading(u64),
    /// Events that are missing are looked for; so many gaps there are.
    Refilling(usize),
    /// Accounts of open vaults are looked at; so many are left.
    Looking(usize),
}

/// What a round has brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Slot of the latest transaction that was read, in this round or before.
    pub slot: Option<u64>,
    /// Transactions read.
    pub transactions: u64,
    /// Events that are new.
    pub events: u64,
    /// Vaults that were open when accounts were looked at; `None` if they were not.
    pub open: Option<usize>,
    /// Open vaults that change faster than they can be read: their state is an older one.
    pub busy: Vec<Pubkey>,
    /// Events that are missing and that the server could not make up for.
    pub missing: Vec<Gap>,
}

impl Round {
    /// What this round and the next one have brought together.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self {
            transactions: self.transactions.saturating_add(next.transactions),
            events: self.events.saturating_add(next.events),
            open: next.open.or(self.open),
            ..next
        }
    }
}

/// Brings an index up to date with a network, round by round.
pub struct Indexer<'a, S> {
    source: &'a S,
    index: &'a mut Index,
    pace: Pace,
    /// Gaps that the server has been asked about.
    asked: BTreeSet<Gap>,
}

impl<'a, S: Source> Indexer<'a, S> {
    /// Goes on with an index where it was stopped.
    ///
    /// # Errors
    /// [`DatabaseError::OtherNetwork`](crate::DatabaseError::OtherNetwork), or the network cannot be read.
    pub async fn start(source: &'a S, index: &'a mut Index, pace: Pace) -> Result<Self, IndexError<S::Error>> {
        let genesis = source.genesis().await.map_err(IndexError::Read)?;
        index.bind(&genesis, &PROGRAM_ID.to_string())?;
        // A list goes on from its last entry. A server that does not know it would say that nothing is before it.
        if let Cursor { listed: Some(listed), complete: false, .. } = index.cursor()?
            && source.transaction(&listed).await.map_err(IndexError::Read)?.is_none()
        {
            index.forget_list()?;
        }
        Ok(Self { source, index, pace, asked: BTreeSet::new() })
    }

    /// Reads everything that has happened since the last round, looks for what is missing, and with `look` also at the
    /// accounts of open vaults. When it returns, the index is what the network's history and accounts make it, however
    /// often earlier runs were stopped.
    ///
    /// # Errors
    /// [`IndexError`]; what was written until then stays.
    pub async fn round(&mut self, look: bool, tell: &mut dyn FnMut(Step)) -> Result<Round, IndexError<S::Error>> {
        let mut round = Round::default();
        self.catch_up(&mut round, tell).await?;
        if look {
            self.look(&mut round, tell).await?;
            // What happened before the look is final, and so listed, by now.
            if self.index.is_behind()? {
                self.catch_up(&mut round, tell).await?;
            }
        }
        if look || round.transactions > 0 {
            self.refill(&mut round, tell).await?;
        }
        round.missing = self.index.gaps(None)?;
        round.slot = self.index.cursor()?.slot;
        Ok(round)
    }

    /// Reads what an earlier run had listed, lists what is new, and reads it.
    async fn catch_up(&mut self, round: &mut Round, tell: &mut dyn FnMut(Step)) -> Result<(), IndexError<S::Error>> {
        if self.index.cursor()?.complete {
            self.read_listed(round, tell).await?;
        }
        loop {
            let cursor = self.index.cursor()?;
            let page = self.source.signatures(&PROGRAM_ID, &cursor.lacks(), self.pace.listed).await;
            let page = page.map_err(IndexError::Read)?;
            self.index.list(&cursor, &page)?;
            tell(Step::Listing(self.index.waiting()?));
            if page.is_empty() {
                return self.read_listed(round, tell).await;
            }
        }
    }

    /// Reads what was listed, from the earliest on.
    async fn read_listed(&mut self, round: &mut Round, tell: &mut dyn FnMut(Step)) -> Result<(), IndexError<S::Error>> {
        loop {
            let page = self.index.earliest(self.pace.applied)?;
            if page.is_empty() {
                return Ok(());
            }
            tell(Step::Reading(self.index.waiting()?));
            let source = self.source;
            let read = stream::iter(page).map(|pending| read(source, pending));
            let read: Vec<_> = read.buffered(self.pace.at_once).try_collect().await?;
            round.events += self.index.apply(&read)?;
            round.transactions += read.iter().filter(|(_, recorded)| recorded.is_some()).count() as u64;
        }
    }

    /// Asks about what is missing once more, by the vault's own list.
    async fn refill(&mut self, round: &mut Round, tell: &mut dyn FnMut(Step)) -> Result<(), IndexError<S::Error>> {
        let gaps: Vec<_> = self.index.gaps(None)?.into_iter().filter(|gap| !self.asked.contains(gap)).collect();
        for (done, gap) in gaps.iter().enumerate() {
            tell(Step::Refilling(gaps.len().saturating_sub(done)));
            let found = self.search(gap).await?;
            round.events += self.index.add(&found)?;
        }
        self.asked.extend(gaps);
        Ok(())
    }

    /// What happened to the vault from the transaction before a gap to the one after it, both included: each may have
    /// more to say than it did.
    async fn search(&self, gap: &Gap) -> Result<Vec<(String, Recorded)>, IndexError<S::Error>> {
        let mut lacks: Between = self.index.around(gap)?;
        let mut signatures: Vec<String> = lacks.before.iter().chain(&lacks.until).cloned().collect();
        // The text of an address that the program logged.
        let Ok(vault) = gap.vault.parse::<Pubkey>() else { return Ok(Vec::new()) };
        loop {
            let page = self.source.signatures(&vault, &lacks, self.pace.listed).await.map_err(IndexError::Read)?;
            let Some(last) = page.last() else { break };
            lacks.before = Some(last.signature.clone());
            let landed = page.into_iter().filter(|listed| listed.finalized && !listed.failed);
            signatures.extend(landed.map(|listed| listed.signature));
        }
        let mut found = Vec::new();
        for signature in signatures {
            // One that the server does not have fills no gap, which stays named.
            if let Some(recorded) = self.source.transaction(&signature).await.map_err(IndexError::Read)? {
                found.push((signature, recorded));
            }
        }
        Ok(found)
    }

    /// Looks at the accounts of every open vault, and at the mints that amounts are of.
    async fn look(&mut self, round: &mut Round, tell: &mut dyn FnMut(Step)) -> Result<(), IndexError<S::Error>> {
        let filter = Filter {
            size: u64::try_from(DISCRIMINATOR_BYTES + size_of::<Vault>()).ok(),
            place: 0,
            bytes: Vault::DISCRIMINATOR.to_vec(),
        };
        debug_assert_eq!(filter.bytes.len(), DISCRIMINATOR_BYTES, "{}", Vault::NAME);
        let listed = self.source.list(&PROGRAM_ID, &filter, 0).await.map_err(IndexError::Read)?;
        let mut open: BTreeSet<Pubkey> = listed.value.into_iter().map(|(address, _)| address).collect();
        for (done, address) in open.clone().into_iter().enumerate() {
            tell(Step::Looking(open.len().saturating_sub(done)));
            let read = match collect(self.source, &address).await {
                Ok(read) => read,
                Err(CollectError::Read(error)) => return Err(IndexError::Read(error)),
                Err(CollectError::NoVault { .. }) => {
                    // It was closed after it was listed.
                    open.remove(&address);
                    continue;
                }
                Err(CollectError::Busy { vault }) => {
                    round.busy.push(vault);
                    continue;
                }
            };
            let moment = Moment::of(&read.accounts)?;
            if let Some(vault) = moment.vaults.get(&address) {
                self.index.write_look(&Look { address, vault, moment: &moment, slot: read.last_slot })?;
            }
        }
        self.index.keep_open(&open)?;
        round.open = Some(open.len());
        let mints = self.index.mints()?;
        let tokens = self.source.tokens(&mints).await.map_err(IndexError::Read)?;
        Ok(self.index.write_tokens(&tokens)?)
    }
}

/// Reads a transaction that was listed; nothing of one that failed.
async fn read<S: Source>(source: &S, pending: Pending) -> Result<(Pending, Option<Recorded>), IndexError<S::Error>> {
    if pending.failed {
        return Ok((pending, None));
    }
    let signature = pending.signature.clone();
    match source.transaction(&signature).await.map_err(IndexError::Read)? {
        Some(Recorded { logs: None, .. }) => Err(IndexError::NoLog { signature }),
        Some(recorded) => Ok((pending, Some(recorded))),
        None => Err(IndexError::Unknown { signature }),
    }
}
