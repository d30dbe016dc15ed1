//! Licences of one vault beside each other.

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};
use mosaic_core::{
    RuleError,
    license::{License, Rights},
};
use mosaic_model::{Action, Bank, DAY, Income, Person, Pool, QUOTE, Status, Vault};

use crate::input::name;

const START: i64 = 1_800_000_000;
const LICENSEE: Person = 1;

fn model(license: &License) -> mosaic_model::License {
    mosaic_model::License {
        licensee: LICENSEE,
        fee: 0,
        term_secs: license.term_secs.into(),
        exclusive: license.exclusive,
        offered_until: license.offered_until,
        until: (license.from != 0).then_some(license.until),
        ended: license.ended,
    }
}

/// A while, or just before, at, or after the next moment at which something of a licence ends.
fn later(input: &mut Unstructured, licenses: &BTreeMap<u64, License>, now: i64) -> Result<i64> {
    let ends = licenses
        .values()
        .flat_map(|license| [license.offered_until, license.until, license.until - i64::from(license.term_secs)]);
    let ends: Vec<_> = ends.filter(|end| *end > now + 1).collect();
    if ends.is_empty() || input.arbitrary()? {
        return Ok(now + input.int_in_range(0..=20 * DAY)?);
    }
    Ok(input.choose(&ends)? + input.int_in_range(-1..=1)?)
}

/// Licences are offered, taken, renewed, ended and closed as in the model, and exclusive ones alone.
pub(crate) fn licenses(input: &mut Unstructured) -> Result<usize> {
    let mut licenses: BTreeMap<u64, License> = BTreeMap::new();
    let mut rights = Rights::default();
    let mut vault = Vault::unborn(Bank::default());
    vault.status = Status::Active;
    let incomes = [(QUOTE, Income::default())].into();
    vault.pool = Some(Pool { stakes: BTreeMap::new(), incomes, streamed_until: START });
    let (mut now, mut next, mut compared) = (START, 0, 0);
    while !input.is_empty() {
        let kind = input.arbitrary::<u8>()? % 8;
        let numbers: Vec<_> = licenses.keys().copied().collect();
        if kind == 0 || numbers.is_empty() {
            let term = input.int_in_range(3_599..=40 * DAY as u32)?;
            let Ok(offered) = License::offer(0, term, input.arbitrary()?, now) else {
                assert!(term < 3_600);
                continue;
            };
            vault.licenses.insert(next, model(&offered));
            licenses.insert(next, offered);
            next += 1;
            continue;
        }
        if kind == 1 {
            now = later(input, &licenses, now)?;
            continue;
        }
        let number = *input.choose(&numbers)?;
        let license = licenses[&number];
        let (theirs, ours) = match kind {
            2 | 3 => (license.accept(rights, now), vault.apply(now, LICENSEE, &Action::AcceptLicense { number })),
            4 | 5 => (license.renew(rights, now), vault.apply(now, LICENSEE, &Action::RenewLicense { number })),
            6 => {
                let closed = license.check_closable(now).map(|()| (license, rights));
                (closed, vault.apply(now, LICENSEE, &Action::CloseLicense { number }))
            }
            _ => {
                vault.licenses.entry(number).and_modify(|license| license.ended = true);
                (Ok((license.end(), rights)), Ok(()))
            }
        };
        assert_eq!(name(&theirs), name(&ours));
        if let Ok((changed, after)) = theirs {
            rights = after;
            match kind {
                6 => _ = licenses.remove(&number),
                _ => _ = licenses.insert(number, changed),
            }
        }
        let theirs: BTreeMap<_, _> = licenses.iter().map(|(number, license)| (*number, model(license))).collect();
        assert_eq!(theirs, vault.licenses);
        assert_eq!((rights.licensed_until, rights.exclusive_until), (vault.licensed_until, vault.exclusive_until));
        check_alone(&licenses, now);
        compared += 1;
    }
    Ok(compared)
}

/// Beside an exclusive licence no other runs.
fn check_alone(licenses: &BTreeMap<u64, License>, now: i64) {
    let running: Vec<_> = licenses.values().filter(|license| license.is_running(now)).collect();
    assert!(running.len() < 2 || running.iter().all(|license| !license.exclusive), "{:?}", RuleError::LicenseExcluded);
}
