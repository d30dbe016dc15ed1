//! Licences: what a vote granted, taken by its licensee for the fee. An exclusive one runs beside no other, and the vault
//! remembers the latest end, which may be after its sale (INV-10: no licence without a vote; INV-12: what was paid for is
//! kept).

use {
    super::{Memory, Seen, decisions::executed},
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{Broken, arithmetic::status, broken, demand},
    mosaic_client::state::{ActionKind, License, Proposal, Vault},
};

/// For how long a licence can be taken once it was granted, in seconds.
const ACCEPT_SECS: i64 = 14 * 86_400;

pub(super) fn check_step(then: &Memory, now: &Memory) -> Result<(), Broken> {
    for (address, license) in &now.licenses {
        // Of what was not seen before, the past is not known.
        let Some(vault) = Step::of(&license.vault, then, now) else { continue };
        match then.licenses.get(address) {
            Some(before) => vault.check_kept(address, before, license)?,
            None => vault.check_new(license)?,
        }
    }
    for (address, before) in then.licenses.iter().filter(|(address, _)| !now.licenses.contains_key(*address)) {
        let ended = before.ended == 1
            || Step::of(&before.vault, then, now).is_some_and(|step| step.events > 1 && step.ends(address));
        let over = if before.from == 0 { ended || now.now >= before.offered_until } else { now.now >= before.until };
        demand(over, || broken!(INV_12, "the licence {} of {} was closed early", before.number, before.vault))?;
    }
    for address in now.vaults.keys() {
        Step::of(address, then, now).map_or(Ok(()), |step| step.check_vault(address, now))?;
    }
    Ok(())
}

/// A vault from one moment to the next.
struct Step<'a> {
    then: &'a Seen,
    now: Option<&'a Seen>,
    /// Instructions in between, at most; of a vault that is gone nobody knows.
    events: u64,
    at: i64,
}

impl<'a> Step<'a> {
    fn of(vault: &Pubkey, then: &'a Memory, now: &'a Memory) -> Option<Self> {
        let (before, after) = (then.vaults.get(vault)?, now.vaults.get(vault));
        let events = after.map_or(u64::MAX, |after| after.vault.events.saturating_sub(before.vault.events));
        Some(Self { then: before, now: after, events, at: now.now })
    }

    fn executed(&self, kind: ActionKind) -> impl Iterator<Item = &'a Proposal> {
        executed(self.then, self.now, kind, self.events)
    }

    fn ends(&self, license: &Pubkey) -> bool {
        self.executed(ActionKind::EndLicense).any(|proposal| proposal.subject == *license)
    }

    fn check_new(&self, license: &License) -> Result<(), Broken> {
        let (number, vault) = (license.number, license.vault);
        let granted = self.executed(ActionKind::GrantLicense).find(|proposal| proposal.number == number);
        let granted = granted.ok_or_else(|| broken!(INV_10, "nobody decided on the licence {number} of {vault}"))?;
        let decided = (granted.subject, granted.hash, granted.uri, granted.fee, granted.term_secs, granted.exclusive);
        let License { licensee, terms_hash, terms_uri, fee, term_secs, exclusive, .. } = *license;
        demand((licensee, terms_hash, terms_uri, fee, term_secs, exclusive) == decided, || {
            broken!(INV_10, "the licence {number} of {vault} is not the one that was decided on")
        })?;
        let offered = license.offered_until == self.at.saturating_add(ACCEPT_SECS);
        let untouched = (license.from, license.until, license.ended) == (0, 0, 0) || self.events > 1;
        demand(offered && untouched, || {
            broken!(INV_12, "the licence {number} of {vault} is not offered for a fortnight")
        })
    }

    /// Only when it runs changes, and whether it ended.
    fn check_kept(&self, address: &Pubkey, before: &License, now: &License) -> Result<(), Broken> {
        let (number, vault) = (before.number, before.vault);
        let expected = License { from: now.from, until: now.until, ended: now.ended, ..*before };
        demand(bytemuck::bytes_of(&expected) == bytemuck::bytes_of(now), || {
            broken!(INV_10, "what the licence {number} of {vault} grants has changed")
        })?;
        demand(before.ended == now.ended || (now.ended == 1 && self.ends(address)), || {
            broken!(INV_10, "nobody decided to end the licence {number} of {vault}, or it began again")
        })?;
        if (before.from, before.until) == (now.from, now.until) {
            return Ok(());
        }
        self.check_taken(before, now)
    }

    /// A licence is taken while its offer stands, or renewed in its last term; the fee becomes income.
    fn check_taken(&self, before: &License, now: &License) -> Result<(), Broken> {
        let (number, vault, at, term) = (before.number, before.vault, self.at, i64::from(before.term_secs));
        let starts = if before.from == 0 { at } else { before.until };
        let in_time = if before.from == 0 {
            at < before.offered_until
        } else {
            (before.until.saturating_sub(term)..before.until).contains(&at)
        };
        demand(in_time && before.ended == 0 && self.then.vault.status == status::ACTIVE, || {
            broken!(INV_12, "the licence {number} of {vault} could not be taken at {at}")
        })?;
        let from = if before.from == 0 { at } else { before.from };
        let terms = now.until.saturating_sub(starts);
        demand(now.from == from && (terms == term || (self.events > 1 && terms >= term)), || {
            broken!(INV_12, "the licence {number} of {vault} runs from {} until {}", now.from, now.until)
        })?;
        let income = |seen: &Seen| seen.pool.as_ref().map_or(0, |pool| pool.pool.income[0].balance);
        let paid = self.now.map_or(0, income).checked_sub(income(self.then));
        demand(paid == Some(before.fee) || self.events > 1, || {
            broken!(INV_12, "the licence {number} of {vault} costs {}, its income became {paid:?} more", before.fee)
        })
    }

    /// What the vault knows of the ends of its licences only becomes later, and only with a licence. What was decided of
    /// licences is done.
    fn check_vault(&self, address: &Pubkey, after: &Memory) -> Result<(), Broken> {
        let Some(now) = self.now else { return Ok(()) };
        let ends = |vault: &Vault| [vault.licensed_until, vault.exclusive_until];
        for (exclusive, (before, now)) in ends(&self.then.vault).into_iter().zip(ends(&now.vault)).enumerate() {
            let ends_then = |license: &License| {
                license.vault == *address && license.until == now && usize::from(license.exclusive) >= exclusive
            };
            demand(now == before || (now > before && after.licenses.values().any(ends_then)), || {
                broken!(INV_12, "the licences of {address} ended at {before}, now at {now}")
            })?;
        }
        if self.events > 1 {
            return Ok(());
        }
        let number = |license: &License| (license.vault, license.number);
        let granted = self.executed(ActionKind::GrantLicense).map(|proposal| (*address, proposal.number));
        let undone = granted.into_iter().find(|granted| !after.licenses.values().any(|l| number(l) == *granted));
        demand(undone.is_none(), || broken!(INV_10, "a licence of {address} was decided on and not granted"))?;
        let ended = self.executed(ActionKind::EndLicense).map(|proposal| proposal.subject);
        let undone = ended.into_iter().find(|ended| after.licenses.get(ended).is_none_or(|license| license.ended == 0));
        demand(undone.is_none(), || broken!(INV_10, "the end of a licence of {address} was decided on and not done"))
    }
}
