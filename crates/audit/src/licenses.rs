//! Licences: what a vote granted, taken by its licensee for the fee. An exclusive one runs beside no other, and the vault
//! remembers the latest end, which may be after its sale (INV-10: no licence without a vote; INV-12: what was paid for is
//! kept).

use {
    crate::{Broken, Moment, broken, demand},
    anchor_lang::prelude::Pubkey,
    mosaic_client::state::{License, Vault},
};

pub(crate) fn check(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let licenses: Vec<&License> = moment.licenses_of(address).collect();
    for license in &licenses {
        let number = license.number;
        demand(number < vault.proposals, || broken!(INV_10, "nobody proposed the licence {number} of {address}"))?;
        let paid = license.until.checked_sub(license.from).unwrap_or(-1);
        let terms = i64::from(license.term_secs);
        let whole = if license.from == 0 { license.until == 0 } else { paid >= terms && paid % terms == 0 };
        demand(whole && license.ended <= 1 && license.exclusive <= 1, || {
            broken!(INV_12, "the licence {number} of {address} does not run whole terms")
        })?;
        let exclusive = license.exclusive == 1;
        demand(
            license.until <= vault.licensed_until && (!exclusive || license.until <= vault.exclusive_until),
            || broken!(INV_12, "the licence {number} of {address} ends later than the vault knows"),
        )?;
    }
    let taken: Vec<_> = licenses.into_iter().filter(|license| license.from != 0).collect();
    for (index, one) in taken.iter().enumerate() {
        let beside = taken.iter().skip(index + 1).find(|other| {
            (one.exclusive == 1 || other.exclusive == 1) && one.from < other.until && other.from < one.until
        });
        demand(beside.is_none(), || broken!(INV_12, "an exclusive licence of {address} runs beside another"))?;
    }
    Ok(())
}
