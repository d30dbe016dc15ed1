//! Licences.

use anchor_lang::prelude::Pubkey;
use mosaic_core::license;

use crate::{
    error::{ActionError, ClientError},
    pda,
    reader::{AccountReader, Accounts, CLOCK_SYSVAR_ID},
    state::License,
};

/// Where a licence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenseState {
    /// Granted and not taken yet.
    Offered {
        /// Until when it can be, in Unix seconds.
        until: i64,
    },
    /// It was not taken in time, or ended before.
    Lapsed,
    /// The licensee has the right.
    Running {
        /// Until when, in Unix seconds.
        until: i64,
    },
    /// It has run out.
    Over {
        /// When, in Unix seconds.
        since: i64,
    },
}

/// A licence of a vault's assets: the proof of the right, whoever the vault belongs to now. It is read without the
/// vault, which it may outlive.
#[derive(Clone, Debug)]
pub struct LicenseView {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub license: License,
    /// The vault that granted it.
    pub vault: Pubkey,
    /// Number of the proposal that granted it.
    pub number: u64,
    /// Who may take it, or has.
    pub licensee: Pubkey,
    /// Where its terms are.
    pub terms_uri: String,
    /// Hash of the terms.
    pub terms_hash: [u8; 32],
    /// Fee for each term, in raw quote units.
    pub fee: u64,
    /// Length of a term, in seconds.
    pub term_secs: u32,
    /// Whether no other licence may run beside it.
    pub exclusive: bool,
    /// Whether the holders ended it: it is neither taken nor renewed any more.
    pub ended: bool,
    /// Where it stands.
    pub state: LicenseState,
    /// From when on it can be renewed, in Unix seconds, as long as it runs; `None` if never.
    pub renewable_from: Option<i64>,
    /// Whether its account can be closed now, by anyone.
    pub closable: bool,
    /// Who paid its rent, and gets it back.
    pub opener: Pubkey,
    /// Lamports in it.
    pub lamports: u64,
}

impl LicenseView {
    /// The address of a licence.
    #[must_use]
    pub fn address(vault: &Pubkey, number: u64) -> Pubkey {
        pda::license(vault, number)
    }

    /// Reads the licence that the proposal of this number granted; `None` if there is none. The vault may be closed.
    ///
    /// # Errors
    /// Those of [`Self::of`]; [`ClientError::SysvarUnreadable`]; [`ActionError::Read`].
    pub async fn read<R: AccountReader>(
        reader: &R,
        vault: &Pubkey,
        number: u64,
    ) -> Result<Option<Self>, ActionError<R::Error>> {
        let accounts = Accounts::read(reader, &[pda::license(vault, number), CLOCK_SYSVAR_ID]).await?;
        let now = accounts.clock()?.unix_timestamp;
        Ok(Self::of(&accounts, vault, number, now)?)
    }

    /// The licence that the proposal of this number granted, among accounts that were read, at the time `now`.
    ///
    /// # Errors
    /// [`ClientError::ForeignAccount`], [`ClientError::Undecodable`]
    pub fn of(accounts: &Accounts, vault: &Pubkey, number: u64, now: i64) -> Result<Option<Self>, ClientError> {
        let address = pda::license(vault, number);
        let found = accounts.program_account::<License>(&address)?;
        Ok(found.map(|license| Self::new(address, license, now, accounts.lamports(&address))))
    }

    pub(crate) fn new(address: Pubkey, license: License, now: i64, lamports: u64) -> Self {
        let rules = license.license();
        let state = state(&rules, now);
        let running = matches!(state, LicenseState::Running { .. });
        Self {
            address,
            vault: license.vault,
            number: license.number,
            licensee: license.licensee,
            terms_uri: license.terms_uri.text(),
            terms_hash: license.terms_hash,
            fee: rules.fee,
            term_secs: rules.term_secs,
            exclusive: rules.exclusive,
            ended: rules.ended,
            state,
            renewable_from: (running && !rules.ended).then(|| license_renewable_from(&rules)),
            closable: rules.check_closable(now).is_ok(),
            opener: license.opener,
            lamports,
            license,
        }
    }

    /// Whether the licensee has the right at the time of the view.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.state, LicenseState::Running { .. })
    }
}

fn state(license: &license::License, now: i64) -> LicenseState {
    if license.from == 0 {
        let open = !license.ended && now < license.offered_until;
        if open { LicenseState::Offered { until: license.offered_until } } else { LicenseState::Lapsed }
    } else if license.is_running(now) {
        LicenseState::Running { until: license.until }
    } else {
        LicenseState::Over { since: license.until }
    }
}

/// From when on a licence is in the last term that is paid for.
pub(crate) fn license_renewable_from(license: &license::License) -> i64 {
    license.until.saturating_sub(i64::from(license.term_secs))
}
